"""A paragraph's text and its best sentences in, the sentences that are quoted of it out: enough to be understood.

A sentence that leans on the one before (`He`, `This`, `The latter`) brings it, and one that is turned by the next
(`However`, `This was not upheld`) brings that; what stands alone between two quoted sentences is not left out.
"""

import re
from collections.abc import Sequence

from corpus.sentences import sentences
from service.turning import turns

Span = tuple[int, int]


def spans_of(text: str, matched: Sequence[Span]) -> list[Span]:
    """Return the spans to quote of a text, in printed order; the first sentence where none matched."""
    every = sentences(text)
    chosen = {place for place, span in enumerate(every) if any(_overlap(span, other) for other in matched)} or {0}
    chosen |= {place for place in range(len(every)) if {place - 1, place + 1} <= chosen}
    for place in sorted(chosen):
        chosen |= _turned_by(text, every, place)
    for place in sorted(chosen):
        chosen |= _leant_on(text, every, place)
    return [every[place] for place in sorted(chosen)]


def leans(sentence: str) -> bool:
    """Return whether a sentence begins with what only the sentence before it explains."""
    return _LEANING.match(sentence) is not None


def leans_certainly(sentence: str) -> bool:
    """Return whether it can only be the sentence before that explains it; `It` may go on with a new matter."""
    return leans(sentence) and not sentence.startswith(("It ", "Its ", "It’s "))


def is_of_a_person(sentence: str) -> bool:
    """Return whether a sentence begins with a word for people that were named before."""
    return re.match(r"(?:He|She|They|His|Her|Their)\b", sentence) is not None


def _leant_on(text: str, every: Sequence[Span], place: int) -> set[int]:
    """Return the sentences that a sentence leans on, as far back as each leans on the one before."""
    found: set[int] = set()
    while place > 0 and len(found) < MOST_BEFORE and leans(text[slice(*every[place])]):
        place -= 1
        found.add(place)
    return found


def _turned_by(text: str, every: Sequence[Span], place: int) -> set[int]:
    """Return the sentences after one that turn it, as far on as each turns the one before."""
    found: set[int] = set()
    while place + 1 < len(every) and len(found) < MOST_AFTER and turns(text[slice(*every[place + 1])]):
        place += 1
        found.add(place)
    return found


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


MOST_BEFORE = 2
MOST_AFTER = 2
# `It was noted that` is how minutes begin a new matter; `It was therefore` and `It would` go on with the last one.
_LEANING = re.compile(
    r"[\"“‘'(]*(?:He|She|They|His|Her|Hers|Their|Theirs|Its|This|These|Both|Such|Neither|Nor|But|However|Therefore"
    r"|Consequently|Instead|Otherwise|Nevertheless|Similarly|Likewise|Moreover|Furthermore|Accordingly"
    r"|The (?:latter|former|same|other|others|second|third|remaining|remainder|rest)"
    r"|(?:As|In) (?:a result|(?:response|reply|turn|consequence)(?! to (?!th(?:is|at|ese|ose)\b))|this|that|these"
    r"|those)|For (?:this|that|these|those)"
    r"|Those (?:were|had|would|will|are|could)|That (?:was|is|had|would|will|meant|figure|sum|amount)"
    r"|It(?! (?:was|is|has been|had been|were) (?:also )?(?:\w+ed|known|said|felt|put|made|found|understood|heard)\b))"
    r"(?=[\s,;:’'])"
)
