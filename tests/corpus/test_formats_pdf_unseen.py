"""PDFs made here, read back: what a reader of the page cannot see is left out, and said."""

import pytest

from corpus.formats.pdf import read_with_unseen
from corpus.minutes import Metadata
from corpus.read import read_minutes
from tests.corpus.pdfs import BOLD, FONT, WHOLE, Page, chrome, hidden, pdf, picture, texts


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


def test_the_invisible_text_over_a_scanned_page_is_read() -> None:
    def draw(page: Page) -> None:
        page.canvas.drawImage(picture(), 0, 0, 595, 842)
        text = page.canvas.beginText(72, 700)
        text.setFont(FONT, 11)
        text.setTextRenderMode(3)
        text.textOut("Read by a machine.")
        page.canvas.drawText(text)

    assert texts(pdf(draw)) == ["Read by a machine."]


def test_the_person_who_adds_a_pdf_is_told_what_was_not_read() -> None:
    reading = read_minutes("minutes.pdf", pdf(hidden("redacted")), Metadata())
    assert any("under a filled box were left out" in warning for warning in reading.warnings)


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
