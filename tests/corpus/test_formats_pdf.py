"""PDFs made here, read back. Helvetica of 11 points on a page of A4: a line of prose holds some 80 letters."""

import io
import re
from collections.abc import Callable
from datetime import date

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.blocks import Block
from corpus.errors import SourceUnreadable
from corpus.formats import format_of
from corpus.formats.pdf import read, read_with_unseen
from corpus.minutes import Metadata
from corpus.read import read_minutes

N2 = "\u00a0\u00a0"
FONT, BOLD = "Helvetica", "Helvetica-Bold"
# Every full line is set out to 520 points, as the lines of a wrapped paragraph are.
PROSE = (
    "The harbour master reported that the north quay had been closed for eleven days in",
    "March, that the ferry had used the fish dock in the meantime, and that nobody had",
    "been put to any expense but the Board itself.",
)
WHOLE = " ".join(PROSE)


class Page:
    """A page to draw on, from its top."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def put(self, x: float, y: float, text: str, font: str = FONT, size: float = 11) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, text)

    def full(self, x: float, y: float, text: str, right: float = 520) -> None:
        """Put a line justified: its spaces as wide as it takes to end at the right."""
        self.canvas.setFont(FONT, 11)
        width = self.canvas.stringWidth(text, FONT, 11)
        line = self.canvas.beginText(x, y)
        line.setWordSpace((right - x - width) / text.count(" "))
        line.textOut(text)
        self.canvas.drawText(line)

    def prose(self, x: float, y: float, lines: tuple[str, ...] = PROSE, first: float | None = None) -> None:
        """Put a paragraph; first: where its first line begins, if elsewhere."""
        for number, text in enumerate(lines):
            start = first if number == 0 and first is not None else x
            if number < len(lines) - 1:
                self.full(start, y - 14 * number, text)
            else:
                self.put(start, y - 14 * number, text)


def pdf(*pages: Callable[[Page], None], **options: object) -> bytes:
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=(595, 842), invariant=1, **options)
    for draw in pages:
        draw(Page(canvas))
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data) if not block.chrome]


def chrome(data: bytes) -> list[str]:
    return [block.text for block in read(data) if block.chrome]


def refusal(data: bytes) -> str:
    with pytest.raises(SourceUnreadable) as caught:
        read(data)
    return str(caught.value)


def test_the_lines_of_a_paragraph_are_joined_and_a_gap_parts_two() -> None:
    def draw(page: Page) -> None:
        page.prose(72, 700)
        page.prose(72, 700 - 3 * 14 - 8)

    assert read(pdf(draw)) == [Block(WHOLE, page=1), Block(WHOLE, page=1)]


def test_a_short_last_line_or_a_first_line_set_in_ends_a_paragraph_without_a_gap() -> None:
    def draw(page: Page) -> None:
        page.prose(72, 700)
        page.prose(72, 700 - 3 * 14)
        page.prose(72, 700 - 6 * 14, first=90)

    assert [text.strip("\u00a0") for text in texts(pdf(draw))] == [WHOLE, WHOLE, WHOLE]


def test_a_label_starts_a_paragraph_and_its_lines_hang() -> None:
    def draw(page: Page) -> None:
        for top, label in ((700, "45.1"), (658, "45.2")):
            page.put(72, top, label)
            page.prose(108, top)
        page.put(108, 616, "(a)")
        page.put(136, 616, "that the quay be opened;")
        page.put(108, 602, "(b)")
        page.put(136, 602, "that the Board be thanked.")

    # 36 points are 36 / (0.25 × 12.9) = 11 spaces: the type's height is 12.9 points.
    assert read(pdf(draw)) == [
        Block(f"45.1{N2}{WHOLE}", page=1),
        Block(f"45.2{N2}{WHOLE}", page=1),
        Block(f"{chr(0xA0) * 11}(a){N2}that the quay be opened;", indent=11, page=1),
        Block(f"{chr(0xA0) * 11}(b){N2}that the Board be thanked.", indent=11, page=1),
    ]


def test_a_bracket_at_the_start_of_a_line_of_prose_is_no_label() -> None:
    lines = (
        "The harbour master asked that the closure of the north quay be noted as in resolution",
        "(b) of the meeting before, and the Board was content that it should be.",
    )

    assert texts(pdf(lambda page: page.prose(72, 700, lines))) == [" ".join(lines)]


def test_running_heads_and_page_numbers_are_chrome_even_inside_a_sentence() -> None:
    def page_of(number: int, lines: tuple[str, ...], y: float) -> Callable[[Page], None]:
        def draw(page: Page) -> None:
            page.put(72, 800, "Fenwick Harbour Board, 6 March 2023")
            page.prose(72, 700)
            for row, text in enumerate(lines):
                page.full(72, y - 14 * row, text) if text[-1] != "." else page.put(72, y - 14 * row, text)
            page.put(290, 40, str(number))
            page.put(480, 40, f"Page {number - 432} of 88")

        return draw

    data = pdf(page_of(433, PROSE[:2], 110), page_of(434, PROSE[2:], 720))
    body = [block for block in read(data) if not block.chrome]

    assert [(block.text, block.page) for block in body] == [(WHOLE, 1), (WHOLE, 1), (WHOLE, 2)]
    assert chrome(data) == [
        "Fenwick Harbour Board, 6 March 2023",
        f"433{N2}Page 1 of 88",
        "Fenwick Harbour Board, 6 March 2023",
        f"434{N2}Page 2 of 88",
    ]


def test_a_figure_that_stands_at_one_height_on_two_pages_is_no_page_number() -> None:
    def draw(page: Page) -> None:
        page.prose(72, 600)
        page.put(72, 60, "1931")

    assert chrome(pdf(draw, draw)) == []


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("the north quay had been closed for eleven days in spite of many recom-", "mendations.", "recommendations."),
        ("the north quay had been closed for eleven days, and the ferry was for once well-", "known.", "well-known."),
        ("the north quay had been closed for eleven days by the storms at the end of 2022-", "23.", "2022-23."),
        ("the north quay had been closed for eleven days, as was foretold by Captain Ashby-", "Vane.", "Ashby-Vane."),
    ],
)  # fmt: skip
def test_a_hyphen_at_the_end_of_a_line_is_undone_unless_it_belongs_to_the_word(
    first: str, second: str, expected: str
) -> None:
    data = pdf(lambda page: page.prose(72, 700, (*PROSE[:2], first, second)))

    assert texts(data)[0].endswith(f" {expected}")


def test_a_compound_that_the_document_writes_with_a_hyphen_keeps_it() -> None:
    lines = ("A quay-side inspection was made of every bollard and of the two cranes, and the quay-", "side was sound.")

    assert texts(pdf(lambda page: page.prose(72, 700, lines)))[0].endswith("the quay-side was sound.")


def test_a_label_in_the_margin_stands_before_its_paragraph() -> None:
    def draw(page: Page) -> None:
        page.put(30, 700, "PLA146/14")
        page.put(95, 700, "APOLOGIES", BOLD)
        page.prose(95, 680)
        page.put(95, 620, "DECLARATIONS", BOLD)
        page.put(530, 620, "PLA147/14")
        page.prose(95, 600)

    assert [text.strip("\u00a0") for text in texts(pdf(draw))] == [
        f"PLA146/14{N2}APOLOGIES",
        WHOLE,
        f"PLA147/14{N2}DECLARATIONS",
        WHOLE,
    ]


def test_a_label_that_was_set_after_its_heading_stands_before_it() -> None:
    def draw(page: Page) -> None:
        page.put(72, 700, "APOLOGIES", BOLD)
        page.put(72, 686, "PLA146/14")
        page.prose(72, 664)

    assert read(pdf(draw)) == [Block(f"PLA146/14{N2}APOLOGIES", kind="heading", page=1), Block(WHOLE, page=1)]


def test_a_list_of_names_in_two_columns_is_read_column_by_column() -> None:
    def draw(page: Page) -> None:
        page.put(72, 700, "Present:", BOLD)
        for row, (left, right) in enumerate(
            (("Councillor Ashby (Chair of the Board)", "Councillor Dunn"), ("Councillor Brand", "Councillor Eyre"))
        ):
            page.put(72, 680 - 14 * row, left)
            page.put(320, 680 - 14 * row, right)
        page.put(72, 652, "Councillor Cole")
        page.prose(72, 620)

    assert texts(pdf(draw)) == [
        "Present:",
        "Councillor Ashby (Chair of the Board)",
        "Councillor Brand",
        "Councillor Cole",
        "Councillor Dunn",
        "Councillor Eyre",
        WHOLE,
    ]


def test_names_that_hang_after_present_are_one_paragraph_each() -> None:
    def draw(page: Page) -> None:
        page.put(72, 700, "Present:")
        page.put(150, 700, "Councillor Ashby (Chair)")
        page.put(150, 686, "Councillor Brand")
        page.prose(72, 660)

    assert [text.strip("\u00a0") for text in texts(pdf(draw))] == [
        f"Present:{N2}Councillor Ashby (Chair)",
        "Councillor Brand",
        WHOLE,
    ]


def test_the_cells_of_a_ruled_table_keep_their_rows() -> None:
    def draw(page: Page) -> None:
        page.prose(72, 700)
        page.canvas.grid([72, 200, 400, 520], [600, 640, 660])
        for x, text in ((76, "Name"), (204, "Interest"), (404, "Minute")):
            page.put(x, 645, text, BOLD)
        for x, y, text in (
            (76, 625, "Cllr Ashby"),
            (204, 625, "Owner of a boat"),
            (204, 611, "in the dock"),
            (404, 625, "45"),
        ):
            page.put(x, y, text)
        page.prose(72, 560)

    assert [(block.kind, block.level, block.text) for block in read(pdf(draw))] == [
        ("paragraph", 0, WHOLE),
        ("cell", 0, "Name"),
        ("cell", 1, "Interest"),
        ("cell", 2, "Minute"),
        ("cell", 0, "Cllr Ashby"),
        ("cell", 1, "Owner of a boat in the dock"),
        ("cell", 2, "45"),
        ("paragraph", 0, WHOLE),
    ]  # fmt: skip


def test_figures_under_each_other_are_a_table_without_rules() -> None:
    def draw(page: Page) -> None:
        for row, cells in enumerate((("Dues", "41,200", "39,800"), ("Ice", "7,150", "8,020"), ("Fines", "300", "115"))):
            for x, text in zip((72, 250, 400), cells, strict=True):
                page.put(x, 700 - 14 * row, text)

    assert [(block.kind, block.level, block.text) for block in read(pdf(draw))] == [
        ("cell", 0, "Dues"), ("cell", 1, "41,200"), ("cell", 2, "39,800"),
        ("cell", 0, "Ice"), ("cell", 1, "7,150"), ("cell", 2, "8,020"),
        ("cell", 0, "Fines"), ("cell", 1, "300"), ("cell", 2, "115"),
    ]  # fmt: skip


def test_headings_are_larger_or_bold() -> None:
    def draw(page: Page) -> None:
        page.put(200, 760, "HARBOUR BOARD", BOLD, 18)
        page.put(72, 730, "Works", FONT, 14)
        page.put(72, 710, "North quay", BOLD)
        page.prose(72, 690)

    assert [(block.kind, block.level, block.text) for block in read(pdf(draw))] == [
        ("heading", 1, "HARBOUR BOARD"),
        ("heading", 2, "Works"),
        ("heading", 0, "North quay"),
        ("paragraph", 0, WHOLE),
    ]


def test_bullets_are_bullets() -> None:
    def draw(page: Page) -> None:
        page.put(72, 700, "•")
        page.prose(90, 700)
        page.put(72, 650, "•")
        page.put(90, 650, "A buoy.")

    assert read(pdf(draw)) == [
        Block(f"•{N2}{WHOLE}", kind="bullet", level=1, page=1),
        Block(f"•{N2}A buoy.", kind="bullet", level=1, page=1),
    ]


def test_letters_printed_twice_to_look_bold_are_read_once() -> None:
    def draw(page: Page) -> None:
        for shift in (0, 0.3):
            page.put(72 + shift, 700, "Minutes", FONT, 14)
            page.canvas.setFont(FONT, 14)
            x = 72 + shift
            for piece in ("M", "in", "u", "te", "s"):
                page.canvas.drawString(x, 660, piece)
                x += page.canvas.stringWidth(piece, FONT, 14)

    assert texts(pdf(draw)) == ["Minutes", "Minutes"]


def test_spaces_in_the_file_that_are_no_gaps_on_the_page_are_none() -> None:
    def draw(page: Page) -> None:
        text = page.canvas.beginText(72, 700)
        text.setFont(FONT, 11)
        text.setWordSpace(-0.278 * 11)  # a space of Helvetica is 0.278 of its size wide
        text.textOut("M in u te s")
        page.canvas.drawText(text)

    assert texts(pdf(draw)) == ["Minutes"]


def hidden(name: str) -> Callable[[Page], None]:
    """Draw a paragraph that can be seen and the words `secret name`, ten letters, that cannot."""

    def draw(page: Page) -> None:
        page.prose(72, 700)
        canvas = page.canvas
        if name == "white":
            canvas.setFillGray(1)
            page.put(72, 600, "secret name")
        elif name == "tiny":
            page.put(72, 600, "secret name", FONT, 1)
        elif name == "off":
            page.put(700, 600, "secret name")
        elif name == "invisible":
            text = canvas.beginText(72, 600)
            text.setFont(FONT, 11)
            text.setTextRenderMode(3)
            text.textOut("secret name")
            canvas.drawText(text)
        else:
            page.put(72, 600, "secret name")
            canvas.rect(70, 595, 120, 16, fill=1)

    return draw


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("white", "in the colour of its ground"),
        ("tiny", "too small to read"),
        ("off", "off the page"),
        ("invisible", "painted invisibly"),
        ("redacted", "under a filled box"),
    ],
)
def test_what_cannot_be_seen_is_left_out_and_counted(name: str, reason: str) -> None:
    blocks, unseen = read_with_unseen(pdf(hidden(name)))

    assert [block.text for block in blocks] == [WHOLE]
    assert unseen.letters == {reason: 10}  # secret 6 + name 4
    assert unseen.warnings == (
        f"10 letters {reason} were left out, for a reader of the page does not see them; "
        "if they should have been blacked out, take the file off the council's site",
    )


def test_white_letters_on_a_dark_box_and_dark_ones_on_a_tint_are_seen() -> None:
    def draw(page: Page) -> None:
        page.canvas.setFillGray(0.2)
        page.canvas.rect(70, 695, 120, 16, fill=1)
        page.canvas.setFillGray(0.9)
        page.canvas.rect(70, 645, 120, 16, fill=1)
        page.canvas.setFillGray(1)
        page.put(72, 700, "White on dark")
        page.canvas.setFillGray(0)
        page.put(72, 650, "Dark on a tint")

    assert texts(pdf(draw)) == ["White on dark", "Dark on a tint"]


def picture() -> ImageReader:
    from PIL import Image  # noqa: PLC0415 - reportlab brings it

    return ImageReader(Image.new("L", (8, 8), 230))


def test_the_invisible_text_over_a_scanned_page_is_read() -> None:
    def draw(page: Page) -> None:
        page.canvas.drawImage(picture(), 0, 0, 595, 842)
        text = page.canvas.beginText(72, 700)
        text.setFont(FONT, 11)
        text.setTextRenderMode(3)
        text.textOut("Read by a machine.")
        page.canvas.drawText(text)

    assert texts(pdf(draw)) == ["Read by a machine."]


def test_a_page_without_text_among_others_is_told() -> None:
    _, unseen = read_with_unseen(
        pdf(lambda page: page.prose(72, 700), lambda page: page.canvas.drawImage(picture(), 0, 0, 595, 842))
    )

    assert unseen.warnings == ("1 page (2) are pictures without text and need OCR to be read",)


def test_a_page_that_is_turned_is_read_upright() -> None:
    def draw(page: Page) -> None:
        page.canvas.rotate(90)
        page.canvas.translate(0, -595)
        page.prose(72, 400)

    assert texts(pdf(draw)) == [WHOLE]


def test_a_watermark_is_chrome() -> None:
    def draw(page: Page) -> None:
        page.prose(72, 700)
        page.canvas.translate(200, 300)
        page.canvas.rotate(45)
        page.put(0, 0, "DRAFT", BOLD, 60)

    assert (texts(pdf(draw)), chrome(pdf(draw))) == ([WHOLE], ["DRAFT"])


def test_a_scan_is_refused_with_the_way_out() -> None:
    assert refusal(pdf(*[lambda page: page.canvas.drawImage(picture(), 0, 0, 595, 842)] * 3)) == (
        "the PDF is a scan: its 3 pages hold pictures and no text. "
        "It needs OCR (text recognition): run it through such a program and add the PDF that gives."
    )


def test_a_pdf_without_any_text_is_refused() -> None:
    assert refusal(pdf(lambda page: page.canvas.rect(10, 10, 50, 50))) == (
        "the PDF has 1 page and no text. Add a PDF that holds the minutes."
    )


def test_a_pdf_whose_text_is_all_hidden_is_refused() -> None:
    def draw(page: Page) -> None:
        page.canvas.setFillGray(1)
        page.put(72, 600, "secret name")

    assert refusal(pdf(draw)) == (
        "the PDF has 1 page and no text that a reader can see; 10 letters are hidden in it. "
        "Add a PDF whose text can be seen."
    )


def test_a_pdf_with_a_password_is_refused() -> None:
    assert refusal(pdf(lambda page: page.prose(72, 700), encrypt=StandardEncryption("quay"))) == (
        "the PDF is protected by a password. Save it without one and add that file."
    )


def test_a_pdf_that_only_its_owner_may_change_is_read() -> None:
    data = pdf(lambda page: page.prose(72, 700), encrypt=StandardEncryption("", ownerPassword="quay"))

    assert texts(data) == [WHOLE]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4 words and words", b"no PDF at all"])
def test_a_damaged_pdf_is_refused(data: bytes) -> None:
    assert refusal(data) == (
        "the PDF is damaged, or only a part of one: its pages cannot be read. "
        "Download or save it again and add that file."
    )


def test_too_many_pages_are_refused() -> None:
    assert refusal(pdf(*[lambda page: page.put(72, 700, "A")] * 2001)) == (
        "the PDF has 2,001 pages; at most 2,000 are read. Split it by meeting and add the parts."
    )


def test_any_damage_gives_blocks_or_a_refusal() -> None:
    data = pdf(hidden("redacted"))
    for place in range(0, len(data), 97):
        for broken in (data[:place], data[:place] + b"\xff\0(" + data[place + 3 :]):
            try:
                read(broken)
            except SourceUnreadable as refused:
                assert str(refused).startswith("the PDF ")  # noqa: PT017 - either is right


def test_a_pdf_is_known_by_its_first_bytes_or_its_ending() -> None:
    assert {
        format_of(name, data).media_type
        for name, data in (("a.pdf", b"x"), ("a.PDF", b"%PDF-"), ("a.txt", b"\n%PDF-"), ("b.pdf", b"\0mail\n%PDF-1.4"))
    } == {"application/pdf"}


def meeting() -> bytes:
    """Return two pages of printed minutes, with a resolution and a paragraph that crosses the page."""

    def foot(page: Page, number: int) -> None:
        page.put(290, 40, str(number))

    def first(page: Page) -> None:
        page.put(200, 770, "MAPLEMERE TOWN COUNCIL", BOLD, 14)
        page.put(215, 750, "HARBOUR COMMITTEE", BOLD, 14)
        page.put(72, 720, "Minutes of the meeting held on Monday 6 March 2023 at 7.00 pm")
        page.put(72, 690, "Present:")
        page.put(150, 690, "Councillors Ashby (Chair), Brand and Cole")
        page.put(72, 660, "21.", BOLD)
        page.put(108, 660, "APOLOGIES", BOLD)
        page.put(72, 640, "21.1")
        page.put(108, 640, "There were none.")
        page.put(72, 610, "22.", BOLD)
        page.put(108, 610, "NORTH QUAY", BOLD)
        page.put(72, 590, "22.1")
        page.prose(108, 590)
        page.put(108, 540, "RESOLVED:")
        page.put(108, 520, "(a)")
        page.put(136, 520, "that the quay be opened; and")
        page.put(108, 500, "(b)")
        page.put(136, 500, "that the Board be thanked.")
        page.put(72, 100, "22.2")
        page.full(108, 100, PROSE[0])
        foot(page, 87)

    def second(page: Page) -> None:
        page.full(108, 770, PROSE[1])
        page.put(108, 756, PROSE[2])
        page.put(72, 730, "23.", BOLD)
        page.put(108, 730, "CLOSE", BOLD)
        page.put(72, 710, "23.1")
        page.put(108, 710, "The meeting closed at 8.10 pm.")
        foot(page, 88)

    return pdf(first, second)


def test_a_whole_meeting_goes_from_its_pdf_to_numbered_paragraphs() -> None:
    reading = read_minutes("harbour.pdf", meeting(), Metadata())
    minutes = reading.minutes

    assert (minutes.id, minutes.layout, minutes.held) == (
        "maplemere-town/harbour/2023-03-06",
        "printed minutes",
        date(2023, 3, 6),
    )
    assert (minutes.source.media_type, reading.warnings) == ("application/pdf", ())
    assert [(item.number, item.title) for item in minutes.items] == [
        (None, ""),
        ("21", "APOLOGIES"),
        ("22", "NORTH QUAY"),
        ("23", "CLOSE"),
    ]
    assert [(p.id.split("#")[1], p.label, p.kind, p.page, p.text) for p in minutes.paragraphs] == [
        ("opening.p1", "", "attendance", 1, "Present: Councillors Ashby (Chair), Brand and Cole"),
        ("21.1", "21.1", "attendance", 1, "There were none."),
        ("22.1", "22.1", "paragraph", 1, WHOLE),
        ("22.resolved", "", "resolution", 1, "RESOLVED:"),
        ("22.resolved.a", "(a)", "resolution", 1, "that the quay be opened; and"),
        ("22.resolved.b", "(b)", "resolution", 1, "that the Board be thanked."),
        ("22.2", "22.2", "paragraph", 1, WHOLE),
        ("23.1", "23.1", "note", 2, "The meeting closed at 8.10 pm."),
    ]


def test_reading_twice_gives_the_same() -> None:
    assert read(meeting()) == read(meeting())


def test_every_letter_of_a_page_is_in_its_blocks() -> None:
    written = sorted(re.sub(r"\s", "", "".join(texts(meeting()) + chrome(meeting()))))
    drawn = "21.APOLOGIES21.1Therewerenone.22.NORTHQUAY22.1RESOLVED:(a)thatthequaybeopened;and(b)thattheBoardbethanked."
    drawn += "MAPLEMERETOWNCOUNCILHARBOURCOMMITTEEMinutesofthemeetingheldonMonday6March2023at7.00pm8788"
    drawn += "Present:CouncillorsAshby(Chair),BrandandCole22.223.CLOSE23.1Themeetingclosedat8.10pm." + 2 * WHOLE

    assert written == sorted(drawn.replace(" ", ""))
