"""A span of a paragraph in, a citation out: the quote, letter by letter, and the page that shows it in its place.

And back again: the address of such a page in, the id of the paragraph out.
"""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote as percent_encoded
from urllib.parse import unquote

from corpus.minutes import Paragraph, slug


@dataclass(frozen=True, slots=True)
class Citation:
    """Where words come from: quote is text[start:end] of that paragraph, exactly. label: as printed, or "".

    digest: the paragraph's, by which a later change of it is noticed.
    """

    paragraph_id: str
    label: str
    quote: str
    start: int
    end: int
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer, with the citations that it rests on."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """What was drafted and left out, and why: a sentence, or a citation of a sentence that stays."""

    text: str
    reason: str
    what: Literal["sentence", "citation"] = "sentence"


def cite(paragraph: Paragraph, span: tuple[int, int]) -> Citation:
    """Return the citation of a span of a paragraph's text. Raises ValueError for a span that is empty or outside it."""
    start, end = span
    if not 0 <= start < end <= len(paragraph.text):
        raise ValueError(f"span {start}-{end} is not inside the {len(paragraph.text)} characters of '{paragraph.id}'")
    return Citation(paragraph.id, paragraph.label, paragraph.text[start:end], start, end, paragraph.digest)


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


def paragraph_id_of(written: str) -> str:
    """Return the id of the paragraph that an address shows, with or without a host before it; an id as it is.

    The address of a whole page gives the id of the minutes, in which no "#" stands.
    """
    match = _ADDRESS.fullmatch(written)
    if match is None:
        return written
    minutes_id, fragment = (unquote(part or "") for part in match.groups())
    return f"{minutes_id}#{fragment}" if fragment else minutes_id


_ADDRESS = re.compile(r"(?:https?://\S*?)?/minutes/([^?#\s]+)(?:\?[^#\s]*)?(?:#(\S*))?")


def label(paragraph_id: str, item_number: str | None = None) -> str:
    """Return the short form of a paragraph's address that readers see: “45.12”, “b vii”, “77/21 ii”, “¶7”, “45.24 ¶2”.

    It is the fragment, which is unique on its page; a printed label such as “i)” may not be.
    """
    fragment = paragraph_id.partition("#")[2]
    item = slug(item_number or "")
    if item_number and f"{fragment}.".casefold().startswith(f"{item}.".casefold()):
        fragment = item_number.rstrip(".") + fragment[len(item) :]
    fragment = re.sub(r"(^|\.)p([0-9]+)$", r"\1¶\2", fragment)
    # A dot stays where it is printed, between numbers; elsewhere it joins what is printed in separate places.
    return re.sub(r"(?<![0-9IVXLC])\.|\.(?![0-9])", " ", fragment)
