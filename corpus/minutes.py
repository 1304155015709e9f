"""The nouns of the record: Minutes of Items of numbered Paragraphs, with their addresses and digests.

In: nothing; every other module builds on these types. Out: frozen dataclasses that are also the JSON.

A paragraph's id is an address: `<minutes id>#<fragment>`, the path and fragment of its page. The same string is the
citation, the key of a judgement, the URL and the log entry.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time
from typing import Literal, get_args

ParagraphKind = Literal[
    "paragraph",
    "resolution",
    "recommendation",
    "action",
    "vote",
    "attendance",
    "declaration",
    "question",
    "response",
    "note",
    "heading",
]
Status = Literal["draft", "approved", "unknown"]

PARAGRAPH_KINDS: tuple[str, ...] = get_args(ParagraphKind)
STATUSES: tuple[str, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Source:
    """Where the bytes came from.

    address: a file's name or a URL. sha256: in hex. retrieved: the time of reading, UTC, ISO 8601.
    """

    address: str
    sha256: str
    media_type: str
    retrieved: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The smallest citable piece, as printed.

    id: `<minutes id>#<fragment>`. label: as printed before the text (`45.12`, `b)`, `·`), or "" where none is.
    path: the labels from the outermost in, without brackets and dots (("b", "vii")); empty where unlabelled.
    headings: the headings above it inside its item, outermost first. text: NFC, white space folded to single spaces.
    page: from 1, None where the format has no pages. ordinal: its place among all paragraphs of its item, from 1.
    speaker: as printed, None where the text does not say. digest: 16 hex digits of sha256 over label and text.
    parent: id of the paragraph it belongs to (a sub-item's item, the paragraph an action follows), or None.
    repeats: id of the paragraph of the same item whose text this one says again (a decision published apart and in the
    minutes too), or None; it keeps its address and is shown once.
    """

    id: str
    label: str
    path: tuple[str, ...]
    headings: tuple[str, ...]
    kind: ParagraphKind
    text: str
    page: int | None
    ordinal: int
    speaker: str | None
    digest: str
    parent: str | None = None
    repeats: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the agenda: number as printed (`45`, `77/21`; None where none is), title, the section above it."""

    number: str | None
    title: str
    section: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """The record of one meeting, or of one agenda item of it. What the document does not state is None or "unknown".

    begins: the time of day for which the meeting was called, or at which it began where only that is stated.
    """

    id: str
    council: str | None
    committee: str | None
    held: date | None
    title: str
    status: Status
    source: Source
    layout: str
    items: tuple[Item, ...]
    begins: time | None = None

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs in printed order."""
        return tuple(paragraph for item in self.items for paragraph in item.paragraphs)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is stated about minutes outside their paragraphs; None where it is not.

    item: the number of the agenda item, for a page that holds one item.
    """

    council: str | None = None
    committee: str | None = None
    held: date | None = None
    title: str | None = None
    status: Status | None = None
    item: str | None = None
    begins: time | None = None

    def over(self, other: "Metadata") -> "Metadata":
        """Return these values, with another's where these are None."""
        return Metadata(
            council=self.council or other.council,
            committee=self.committee or other.committee,
            held=self.held or other.held,
            title=self.title or other.title,
            status=self.status or other.status,
            item=self.item or other.item,
            begins=other.begins if self.begins is None else self.begins,
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one source gave.

    given: what was stated outside the document. warnings: what to tell the person who added it.
    left_out: the texts that are furniture of the page or were read as metadata, so that nothing vanishes unseen.
    withholds: the source holds restricted text, which is nowhere in here; its bytes may not be kept with the minutes.
    """

    minutes: Minutes
    given: Metadata
    warnings: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    withholds: bool = False


def fold(text: str) -> str:
    """Return text in NFC with every run of white space folded to one space, trimmed, and what cannot be seen dropped.

    White space includes the no-break, figure and narrow spaces that exports leave behind. Dropped are control
    characters, soft hyphens, spaces without width, and the characters that turn the direction of writing.
    """
    return " ".join(unicodedata.normalize("NFC", _DROPPED.sub("", text)).split())


def slug(text: str) -> str:
    """Return text as part of an address: lower-case ASCII letters, digits and hyphens, 60 characters at most."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    plain = re.sub(r"['’]", "", plain)
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(words) > 60:
        words = words[:60].rsplit("-", 1)[0]
    return words


def digest(label: str, text: str) -> str:
    """Return 16 hex digits of the sha256 of a paragraph's label and text, so that a changed paragraph is noticed."""
    return hashlib.sha256(f"{label}\n{text}".encode()).hexdigest()[:16]


# As the inside of a character class: the soft hyphen; spaces and joiners without width; marks, embeddings and isolates
# of direction; tag characters. In ranges, for a class of single characters above U+FFFF is searched one by one.
INVISIBLE = "\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f"
# Those, the control characters that are no white space, and the halves of surrogate pairs.
_DROPPED = re.compile(f"[\\0-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f\\ud800-\\udfff{INVISIBLE}]")
