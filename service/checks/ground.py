"""What a sentence is held against: the paragraphs that it cites, with what stands over each of them.

In: a paragraph and the minutes it stands in. Out: a Ground, as every check of this folder reads it, and the words of a
text, as every check counts them. What a reader asked is in neither.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from corpus.dates import written
from corpus.minutes import Minutes, Paragraph
from index.terms import STOP_WORDS, stem_of

# How far up the paragraphs that one belongs to are followed.
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Ground:
    """A paragraph that a sentence cites.

    text: its own words. over: what stands over it, each part by itself: council, committee, day, title, headings, the
    paragraph that it belongs to, who speaks. numbers: of its item and its label, as printed. held: the day of the
    meeting, None where unknown. decides: it is a resolution.
    """

    text: str
    over: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    held: date | None = None
    decides: bool = False

    @property
    def whole(self) -> str:
        """All of it, part by part, so that no two parts read as one sentence."""
        return "\n".join((*self.over, self.text))


class Word(NamedTuple):
    """A word of a text: plain is in small letters with straight apostrophes and without a possessive ending."""

    text: str
    plain: str
    start: int
    end: int


def ground_of(paragraph: Paragraph, minutes: Minutes) -> Ground:
    """Return a paragraph with what stands over it in its minutes."""
    by_id = {one.id: one for one in minutes.paragraphs}
    item = next(one for one in minutes.items if any(inner.id == paragraph.id for inner in one.paragraphs))
    above = _above(paragraph, by_id)
    over = (
        minutes.council,
        minutes.committee,
        written(minutes.held) if minutes.held else None,
        item.section,
        item.title,
        *paragraph.headings,
        *(one.text for one in above),
        paragraph.speaker,
    )
    numbers = (item.number, paragraph.label, *(one.label for one in above))
    return Ground(
        text=paragraph.text,
        over=tuple(part for part in over if part),
        numbers=tuple(part.strip(" ).(:") for part in numbers if part),
        held=minutes.held,
        decides=any(one.kind == "resolution" for one in (paragraph, *above)),
    )


def _above(paragraph: Paragraph, by_id: Mapping[str, Paragraph]) -> list[Paragraph]:
    """Return the paragraphs that one belongs to, the nearest first; minutes are a tree, but who knows what was read."""
    found: list[Paragraph] = []
    parent = by_id.get(paragraph.parent or "")
    while parent is not None and parent not in found and len(found) < DEEPEST:
        found.append(parent)
        parent = by_id.get(parent.parent or "")
    return found


def words(text: str) -> list[Word]:
    """Return the words of a text in order; “didn’t” is “did” and “not”, for a denial is a word of its own."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        plain = match.group().casefold().replace("’", "'")
        denied = plain.endswith("n't")
        plain = plain.removesuffix("n't") if denied else _POSSESSIVE.sub("", plain)
        found.append(Word(match.group(), _IRREGULAR.get(plain, plain) if denied else plain, match.start(), match.end()))
        if denied:
            found.append(Word("n’t", "not", match.end(), match.end()))
    return found


def telling(text: str) -> list[Word]:
    """Return the words of a text that say something by themselves."""
    return [word for word in words(text) if word.plain not in STOP_WORDS and word.plain not in _EVERYWHERE]


def stem(word: Word) -> str:
    """Return the stem of a word; one longer than any that is indexed is its own."""
    return stem_of(word.plain) or word.plain


def stems(text: str) -> frozenset[str]:
    """Return the stems of the telling words of a text."""
    return frozenset(stem(word) for word in telling(text))


def held_by(grounds: Sequence[Ground]) -> str:
    """Return all that some paragraphs say, with what stands over each."""
    return "\n".join(one.whole for one in grounds)


_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"'s?$")
_IRREGULAR = {"ca": "can", "wo": "will", "sha": "shall"}
# Words by which minutes and sentences about them are written, whatever they are about.
_EVERYWHERE = frozenset(
    "committee council cabinet board panel meeting minutes paragraph paragraphs record recorded members member "
    "councillor councillors officers officer item report reports said stated noted mentioned also including regarding "
    "concerning according following further however additionally furthermore moreover therefore there upon within "
    "shall may might must one two first".split()
)
