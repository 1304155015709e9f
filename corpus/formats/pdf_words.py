"""A page of a PDF in, its words with their places out, and how many letters cannot be seen and were left out."""

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.errors import SourceUnreadable
from corpus.formats.pdf_drawn import Bounds, Drawn, drawn_on, is_transparent
from corpus.formats.pdf_letters import Painted, painted_words, turned


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a gap between them.

    x0, y0, x1, y1: left, bottom, right and top in points, y upwards; the height is the font's, not the letters'.
    glued: it goes on from the word before without a gap, in another type. page: from 1.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    bold: bool
    glued: bool
    page: int

    @property
    def size(self) -> float:
        """Return the height of the type in points."""
        return self.y1 - self.y0

    @property
    def middle(self) -> float:
        """Return the height of the middle of the type above the foot of the page."""
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of one page as it is read upright.

    askew: words set at another angle (a watermark). rules: ruled lines, as thin bounds. unseen: why letters were left
    out, with how many. pictures: whether the page holds any.
    """

    number: int
    bounds: Bounds
    words: tuple[Word, ...]
    askew: tuple[Word, ...]
    rules: tuple[Bounds, ...]
    unseen: dict[str, int]
    pictures: bool


def words_of(page: pypdfium2.PdfPage, number: int) -> PageWords:
    """Return the words of a page. number: its number from 1. Raises SourceUnreadable where it has too many letters."""
    with closing(page.get_textpage()) as text:
        letters = pdfium.FPDFText_CountChars(text.raw)
        if letters > _MOST_LETTERS:
            raise SourceUnreadable(
                f"page {number} of the PDF holds {letters:,} letters; at most {_MOST_LETTERS:,} are read of a page. "
                "Add a PDF of the minutes alone."
            )
        drawn = drawn_on(page.raw)
        found = painted_words(text.raw, letters, drawn, number)
    bounds = page.get_cropbox(fallback_ok=True)
    unseen: Counter[str] = Counter()
    kept: list[Painted] = []
    for word in _once(found):
        reason = _why_unseen(word, drawn, bounds)
        if reason is None:
            kept.append(word)
        else:
            unseen[reason] += len(word.text)
    turn = Counter(word.turn for word in kept if word.turn is not None).most_common(1)
    upright = turn[0][0] if turn else 0
    rules = [turned(rule, upright) for rule in drawn.rules]
    return PageWords(
        number=number,
        bounds=turned(bounds, upright),
        words=tuple(_word(word, upright) for word in kept if word.turn == upright),
        askew=tuple(_word(word, upright) for word in kept if word.turn != upright),
        rules=tuple(rules),
        unseen=dict(unseen),
        pictures=bool(drawn.pictures),
    )


def _word(painted: Painted, turn: int) -> Word:
    return Word(painted.text, *turned(painted.bounds, turn), painted.type.bold, painted.glued, painted.page)


def _once(words: Sequence[Painted]) -> list[Painted]:
    """Return words, those left out that are printed over another one that holds their letters."""
    rows: dict[int, list[Painted]] = {}
    for word in words:
        rows.setdefault(int(word.bounds[1] // 8), []).append(word)
    kept = []
    for word in words:
        row = int(word.bounds[1] // 8)
        places = (row - 1, row, row + 1)
        crowded = sum(len(rows.get(place, ())) for place in places) > _MOST_NEAR
        near = () if crowded else (other for place in places for other in rows.get(place, ()) if other is not word)
        if not any(_is_printed_over(word, other) for other in near):
            kept.append(word)
        else:
            rows[row].remove(word)
    return kept


def _is_printed_over(word: Painted, other: Painted) -> bool:
    across = min(word.bounds[2], other.bounds[2]) - max(word.bounds[0], other.bounds[0])
    height = word.bounds[3] - word.bounds[1]
    return (
        across > 0.7 * (word.bounds[2] - word.bounds[0])
        and abs(word.bounds[1] - other.bounds[1]) < 0.2 * height
        and word.text in other.text
        and word.type.invisible == other.type.invisible
    )


def _why_unseen(word: Painted, drawn: Drawn, page: Bounds) -> str | None:
    """Return why a reader of the page cannot see a word, or None where they can."""
    x, y = (word.bounds[0] + word.bounds[2]) / 2, (word.bounds[1] + word.bounds[3]) / 2
    style = word.type
    if not _holds(page, x, y):
        return "off the page"
    if min(word.bounds[3] - word.bounds[1], word.bounds[2] - word.bounds[0] + 1) < _TINY:
        return "too small to read"
    pictured = any(_holds(bounds, x, y) for bounds, _ in drawn.pictures)
    if style.invisible or is_transparent(style.luminance):
        return None if pictured else "painted invisibly"  # a scan has its recognised text like that
    if any(box.order > style.order >= 0 and _holds(box.bounds, x, y) for box in drawn.boxes):
        return "under a filled box"
    ground = [box for box in drawn.boxes if box.order < style.order and _holds(box.bounds, x, y)]
    behind = ground[-1].luminance if ground else _WHITE
    if style.luminance is not None and not pictured and abs(style.luminance - behind) < _LEAST_CONTRAST:
        return "in the colour of its ground"
    return None


def _holds(bounds: Bounds, x: float, y: float) -> bool:
    return bounds[0] <= x <= bounds[2] and bounds[1] <= y <= bounds[3]


# Points; print smaller than this cannot be read.
_TINY = 2.5
# Luminances closer than this, of 255, cannot be told apart.
_LEAST_CONTRAST = 10
_WHITE = 255.0
_MOST_LETTERS = 200_000
# No printed line has so many words; where one has, it would cost too much to compare them all.
_MOST_NEAR = 600
