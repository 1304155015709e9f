"""PDFs made here, read back: lines, paragraphs, labels, columns and tables."""

from collections.abc import Callable

import pytest

from corpus.blocks import Block
from corpus.formats.pdf import read
from tests.corpus.pdfs import BOLD, FONT, N2, PROSE, WHOLE, Page, chrome, pdf, texts


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
