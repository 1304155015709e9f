"""A citation is the span it names, and its address opens in the right place."""

import pytest

from corpus.minutes import Paragraph, digest
from service.citations import Citation, address, cite, paragraph_id_of, quoted

TEXT = "Potholes were repaired. The cost was £4,000."
PARAGRAPH = Paragraph(
    "oak/roads/2024-01-01#45.12", "45.12", ("45.12",), (), "paragraph", TEXT, None, 12, None, digest("45.12", TEXT)
)


def test_a_citation_is_the_span_letter_by_letter() -> None:
    expected = Citation("oak/roads/2024-01-01#45.12", "45.12", "The cost was £4,000.", 24, 44, PARAGRAPH.digest)
    assert cite(PARAGRAPH, (24, 44)) == expected
    assert quoted(PARAGRAPH, (24, 44)).text == "The cost was £4,000."
    assert quoted(PARAGRAPH, (24, 44)).citations == (expected,)


@pytest.mark.parametrize("span", [(0, 45), (-1, 5), (5, 5), (6, 5)])
def test_a_span_outside_the_text_cannot_be_cited(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="is not inside the 44 characters of"):
        cite(PARAGRAPH, span)


@pytest.mark.parametrize(
    ("paragraph_id", "quote", "expected"),
    [
        ("oak/roads/2024-01-01#45.12", (24, 44), "/minutes/oak/roads/2024-01-01?paragraph=45.12&quote=24-44#45.12"),
        ("oak/roads/2024-01-01#45.12", None, "/minutes/oak/roads/2024-01-01?paragraph=45.12#45.12"),
        ("a/b/c d#x&y", None, "/minutes/a/b/c%20d?paragraph=x%26y#x%26y"),
    ],
)
def test_an_address_is_the_page_the_paragraph_and_the_quote(
    paragraph_id: str, quote: tuple[int, int] | None, expected: str
) -> None:
    assert address(paragraph_id, quote) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("/minutes/oak/roads/2024-01-01?paragraph=45.12&quote=24-44#45.12", "oak/roads/2024-01-01#45.12"),
        ("https://minutes.example/sub/minutes/a/b/c%20d?paragraph=x#x%26y", "a/b/c d#x&y"),
        ("/minutes/oak/roads/2024-01-01", "oak/roads/2024-01-01"),
        ("oak/roads/2024-01-01#45.12", "oak/roads/2024-01-01#45.12"),
        ("http://[bad", "http://[bad"),
    ],
)
def test_an_address_leads_back_to_its_paragraph(written: str, expected: str) -> None:
    assert paragraph_id_of(written) == expected
