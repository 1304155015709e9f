"""PDFs made here, read back: what is refused, and a whole meeting."""

import re
from datetime import date

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from corpus.errors import SourceUnreadable
from corpus.formats import format_of
from corpus.formats.pdf import read, read_with_warnings
from corpus.minutes import Metadata
from corpus.read import read_minutes
from tests.corpus.pdfs import BOLD, PROSE, WHOLE, Page, chrome, hidden, pdf, picture, refusal, texts


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


def test_letters_at_places_that_are_no_numbers_are_off_the_page() -> None:
    def draw(page: Page) -> None:
        page.prose(72, 700)
        page.canvas.saveState()
        page.canvas.addLiteral(f"{'9' * 38}.0 0 0 {'9' * 38}.0 0 0 cm")
        page.put(72, 600, "secret name")
        page.canvas.restoreState()

    blocks, warnings = read_with_warnings(pdf(draw))
    assert [block.text for block in blocks] == [WHOLE]
    assert warnings == (
        "10 letters off the page were left out, for a reader of the page does not see them; "
        "if they should have been blacked out, take the file off the council's site",
    )


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
