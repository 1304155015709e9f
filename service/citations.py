"""A span of a paragraph in, a citation out: the quote, letter by letter, and the page that shows it in its place."""

from dataclasses import dataclass
from urllib.parse import quote as percent_encoded

from corpus.minutes import Paragraph


@dataclass(frozen=True, slots=True)
class Citation:
    """Where words come from: quote is text[start:end] of that paragraph, exactly. label: as printed, or ""."""

    paragraph_id: str
    label: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer, with the citations that it rests on."""

    text: str
    citations: tuple[Citation, ...]


def cite(paragraph: Paragraph, span: tuple[int, int]) -> Citation:
    """Return the citation of a span of a paragraph's text. Raises ValueError for a span that is empty or outside it."""
    start, end = span
    if not 0 <= start < end <= len(paragraph.text):
        raise ValueError(f"span {start}-{end} is not inside the {len(paragraph.text)} characters of '{paragraph.id}'")
    return Citation(paragraph.id, paragraph.label, paragraph.text[start:end], start, end)


def quoted(paragraph: Paragraph, span: tuple[int, int]) -> Sentence:
    """Return a sentence that is a span of a paragraph, verbatim, and cites it."""
    citation = cite(paragraph, span)
    return Sentence(citation.quote, (citation,))


def address(paragraph_id: str, quote: tuple[int, int] | None) -> str:
    """Return the path of the page that shows a paragraph in its place, with the span of a quote to be marked.

    A browser does not send the fragment to the server, so the query names the paragraph too.
    """
    minutes_id, _, fragment = paragraph_id.partition("#")
    page, anchor = percent_encoded(minutes_id), percent_encoded(fragment, safe="")
    marked = f"&quote={quote[0]}-{quote[1]}" if quote is not None else ""
    return f"/minutes/{page}?paragraph={anchor}{marked}#{anchor}"
