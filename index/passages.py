"""Minutes in, Passages out: what is embedded and indexed, each a paragraph or a part of a long one with its header.

The header says what the paragraph itself does not: whose minutes, when, which item, under which headings, and what its
parent says. Questions name these things and short sub-items lack them. So do the long forms of abbreviations that the
minutes define once and use everywhere, and the short ones of what they write out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.abbreviations import abbreviations, meant
from corpus.dates import written
from corpus.minutes import Item, Minutes, Paragraph
from corpus.sentences import sentences

PASSAGE_CHARACTERS = 900
PARENT_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a part of a long one, with its header.

    id: the paragraph's, with `@2`, `@3` … for its later parts. header: one line, "" when nothing is known.
    text: paragraph.text[start:end], without white space around it.
    """

    id: str
    paragraph_id: str
    header: str
    text: str
    start: int
    end: int

    @property
    def embedded(self) -> str:
        """What the model and the word index read."""
        return f"{self.header}\n{self.text}" if self.header else self.text


def passages(minutes: Minutes) -> list[Passage]:
    """Return the passages of minutes in printed order, at least one for every paragraph, headings included.

    A paragraph that repeats another (a decision published apart) has none: what both say is found once, in the minutes.
    """
    by_id = {paragraph.id: paragraph for paragraph in minutes.paragraphs}
    defined: dict[str, str] = {}
    for paragraph in minutes.paragraphs:
        defined = abbreviations(paragraph.text) | defined
    return [
        Passage(
            id=paragraph.id if part == 1 else f"{paragraph.id}@{part}",
            paragraph_id=paragraph.id,
            header=header,
            text=paragraph.text[start:end],
            start=start,
            end=end,
        )
        for item in minutes.items
        for paragraph in item.paragraphs
        if paragraph.repeats is None
        for header in [
            _with_meant(header_of(minutes, item, paragraph, by_id.get(paragraph.parent or "")), paragraph, defined)
        ]
        for part, (start, end) in enumerate(spans(paragraph.text), start=1)
    ]


def _with_meant(header: str, paragraph: Paragraph, defined: Mapping[str, str]) -> str:
    """Return a header with the other forms of what a paragraph says, by the abbreviations of its minutes."""
    return " · ".join(filter(None, [header, *meant(f"{header} {paragraph.text}", defined)]))


def header_of(minutes: Minutes, item: Item, paragraph: Paragraph, parent: Paragraph | None) -> str:
    """Return the line above a passage; what is unknown is left out.

    Council, committee, day, number and title of the item, headings, and the parent's text cut at a word.
    """
    title = " ".join(part for part in (item.number, item.title or minutes.title) if part)
    parts = [
        minutes.council,
        minutes.committee,
        # Where the items of a source are of several meetings, the section over each says of which.
        written(minutes.held) if minutes.held else item.section,
        title,
        *paragraph.headings,
        _shortened(parent.text) if parent else None,
    ]
    return " · ".join(" ".join(part.split()) for part in parts if part)


def spans(text: str, *, limit: int = PASSAGE_CHARACTERS) -> list[tuple[int, int]]:
    """Return where the passages of a paragraph's text start and end, each at most limit characters.

    Cuts fall between sentences; a single sentence over the limit is cut at spaces, a word over it anywhere. Nothing but
    white space lies between two spans. An empty text has one empty span.
    """
    if len(text) <= limit:
        return [_trimmed(text, 0, len(text))]
    # Imported here because it takes long, and most minutes have no paragraph that needs it.
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        separators=[_BORDER, " ", ""], chunk_size=limit, chunk_overlap=0, keep_separator="end", strip_whitespace=False
    )
    found = []
    start = 0
    for piece in splitter.split_text(_bordered(text)):
        end = start + len(piece.replace(_BORDER, ""))
        if text[start:end].strip():
            found.append(_trimmed(text, start, end))
        start = end
    return found or [_trimmed(text, 0, len(text))]


# The splitter cuts at marks it can find; a private-use character stands for the borders corpus.sentences decided.
_BORDER = "\ue000"


def _bordered(text: str) -> str:
    """Return text with the mark before every sentence but the first; a mark already in it becomes a space."""
    plain = text.replace(_BORDER, " ")
    starts = [start for start, _ in sentences(text)][1:]
    pieces = [plain[start:end] for start, end in zip([0, *starts], [*starts, len(plain)], strict=True)]
    return _BORDER.join(pieces)


def _shortened(text: str) -> str:
    if len(text) <= PARENT_CHARACTERS:
        return text
    return text[:PARENT_CHARACTERS].rsplit(" ", 1)[0] + "…"


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the white space at its ends."""
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    return start, start + len(inside.strip())
