"""The words of a page in, its printed lines out, each cut where a wide gap parts it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.formats.pdf_words import PageWords, Word
from corpus.joining import LONE_BULLETS
from corpus.numbering import SPACES, read_labels


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, or a piece of one that wide gaps part from the rest.

    text: a label at its start is parted from what follows by two no-break spaces where the page has a gap there.
    left, right, foot: where it begins, ends and stands, in points. start: where its text begins after a label that a
    gap sets apart. hang: where it begins after any label.
    size: the height of the type. first_word: the width of its first word, by which one tells whether the line before
    had room for it. column: 0 in the text, another number in each column of a list that is read by columns. limit:
    where a column ends because the next one begins; None for the text's own edge.
    """

    text: str
    left: float
    right: float
    foot: float
    start: float
    size: float
    bold: bool
    first_word: float
    page: int
    hang: float
    column: int = 0
    limit: float | None = None


def rows_of(page: PageWords) -> list[list[Line]]:
    """Return the rows of a page from its top to its foot, each the pieces of a line from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(page.words, key=lambda word: -word.middle):
        if rows and abs(rows[-1][0].middle - word.middle) < _SAME_ROW * max(rows[-1][0].size, word.size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_pieces(sorted(row, key=lambda word: word.x0)) for row in rows]


def line_of(words: Sequence[Word]) -> Line:
    """Return words that stand beside each other as a line. words: from left to right."""
    text, start = words[0].text, words[0].x0
    gaps = [(word.x0 - before.x1) / max(before.size, word.size) for before, word in pairwise(words)]
    for number, (gap, word) in enumerate(zip(gaps, words[1:], strict=True)):
        if gap < _NO_GAP or (word.glued and gap < _GLUED_GAP):
            text += word.text
        elif start == words[0].x0 and _is_label_gap(gap, gaps[number + 1 :]) and is_label(text):
            text, start = f"{text}\u00a0\u00a0{word.text}", word.x0
        else:
            text += f" {word.text}"
    letters = sum(len(word.text) for word in words)
    return Line(
        text=text[:-1].replace("\u00ad", "") + text[-1].replace("\u00ad", "-"),
        left=words[0].x0,
        right=max(word.x1 for word in words),
        foot=words[0].y0,
        start=start,
        size=max(words, key=lambda word: len(word.text)).size,
        bold=sum(len(word.text) for word in words if word.bold) >= _MOSTLY * letters,
        first_word=words[0].x1 - words[0].x0,
        page=words[0].page,
        hang=start if start > words[0].x0 else _after_label(words),
    )


def moved(line: Line, points: float) -> Line:
    """Return a line so many points further right."""
    return replace(
        line,
        left=line.left + points,
        right=line.right + points,
        start=line.start + points,
        hang=line.hang + points,
        limit=None if line.limit is None else line.limit + points,
    )


def is_label(text: str) -> bool:
    """Return whether a text is a label and nothing else."""
    return text in LONE_BULLETS or any(not label.text for label in read_labels(text))


def joined(pieces: Sequence[Line]) -> Line:
    """Return the pieces of a row as one line; a label, even one in the right margin, stands before its text.

    `Present:` with names after a gap is read like a label: lines under the names go on with them.
    """
    pieces = list(pieces)
    if len(pieces) > 1 and _is_of_the_margin(pieces[-1].text) and not is_label(pieces[0].text):
        text = joined(pieces[:-1])
        return replace(text, text=f"{pieces[-1].text}\u00a0\u00a0{text.text}")
    whole = pieces[0]
    for piece in pieces[1:]:
        hangs = whole.start == whole.left and (is_label(whole.text) or _announces(whole.text))
        deeper = whole.start > whole.left and is_label(whole.text.split("\u00a0\u00a0")[-1])
        whole = replace(
            whole,
            text=f"{whole.text}\u00a0\u00a0{piece.text}",
            left=min(whole.left, piece.left),
            right=max(whole.right, piece.right),
            start=max(piece.start, whole.start) if hangs or deeper else whole.start,
            hang=max(piece.start, whole.start) if hangs or deeper else whole.hang,
            size=piece.size if hangs else whole.size,
            bold=whole.bold and piece.bold,
        )
    return whole


def _pieces(row: Sequence[Word]) -> list[Line]:
    pieces: list[list[Word]] = []
    for word in row:
        if pieces and word.x0 - pieces[-1][-1].x1 < _WIDE_GAP * max(word.size, pieces[-1][-1].size):
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return [line_of(piece) for piece in pieces]


def _after_label(words: Sequence[Word]) -> float:
    """Return where the word after a label at the start of a line stands, or where the line begins."""
    second = words[1].x0 if len(words) > 1 else words[0].x0
    return second if is_label(words[0].text) else words[0].x0


def _is_label_gap(gap: float, others: Sequence[float]) -> bool:
    """Return whether a gap is wide, and wider than those after it in its line: a justified line has none but wide ones.

    A line of one or two words says nothing of its spaces.
    """
    spaces = sorted(other for other in others if other >= _GLUED_GAP)
    return gap > _LABEL_GAP and (len(spaces) < 2 or gap > _WIDER * spaces[len(spaces) // 2])


def _is_of_the_margin(text: str) -> bool:
    """Return whether a text can be a minute's label though it stands in the right margin: `PLA146/14`, `77/21`."""
    return any(not label.text and label.scheme in {"reference", "slash"} for label in read_labels(text))


def _announces(text: str) -> bool:
    return text.rstrip(SPACES).endswith(":") and len(text.split()) <= 4


# All in heights of the type. Words of one row may stand a little higher or lower (`20th`), and justified lines have
# wide spaces, but none like a tabulator's.
_SAME_ROW = 0.4
_WIDE_GAP = 1.2
_LABEL_GAP = 0.45
_WIDER = 1.3
_NO_GAP = 0.07
_GLUED_GAP = 0.2
_MOSTLY = 0.9
