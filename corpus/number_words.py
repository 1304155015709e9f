"""A text in, the numbers it writes in words out: “eight”, “twenty-one”, “two hundred and fifty thousand pounds”.

They are Figures like those of figures.py, so that a number is the same number however it is written.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from corpus.figures import Figure


def number_words(text: str) -> Iterator[Figure]:
    """Yield the numbers that stand in words in a text, in order.

    A lone “one” or “a” is left out: it is rarely a count.
    """
    words = [(match.group().casefold(), match.span()) for match in _WORD.finditer(text)]
    place = 0
    while place < len(words):
        taken, value = _number(text, words, place)
        if not taken:
            place += 1
            continue
        start, end = words[place][1][0], words[place + taken - 1][1][1]
        after = _AFTER.match(text, end)
        unit = ("£" if after[1].casefold().startswith("pound") else "%") if after else ""
        if not (words[place][0] == "one" and taken == 1 and not unit):
            yield Figure(Decimal(value).normalize(), unit, (start, after.end() if after else end))
        place += taken


def _number(text: str, words: list[tuple[str, tuple[int, int]]], first: int) -> tuple[int, int]:
    """Return how many words from a place on are one number, 0 for none, and the number."""
    total, group, taken, last = 0, 0, 0, 0
    for place in range(first, min(first + _LONGEST, len(words))):
        word = words[place][0]
        if place > first and _JOINT.fullmatch(text, words[place - 1][1][1], words[place][1][0]) is None:
            break
        if word in _SMALL and (not taken or _goes_on(last, _SMALL[word])):
            group, last = group + _SMALL[word], _SMALL[word]
        elif word in _LARGE and (taken or _spelt(words, place - 1) in {"a", "an"}):
            scale = _LARGE[word]
            if scale == 100:
                group = (group or 1) * scale
            else:
                total, group = total + (group or 1) * scale, 0
            last = scale
        elif word == "and" and last >= 100 and _spelt(words, place + 1) in _SMALL:
            continue
        else:
            break
        taken = place - first + 1
    return taken, total + group


def _goes_on(last: int, small: int) -> bool:
    """Return whether a small number may follow another in one number: “twenty” “one”, “hundred” “seven”."""
    return last >= 100 or (20 <= last <= 90 and 1 <= small <= 9)


def _spelt(words: list[tuple[str, tuple[int, int]]], place: int) -> str:
    return words[place][0] if 0 <= place < len(words) else ""


# No number of minutes is written with more words.
_LONGEST = 14
_WORD = re.compile(r"[A-Za-z]+")
_JOINT = re.compile(r"[ -]")
_AFTER = re.compile(r"\s?(%|per\s?cent\b|pounds?\b)", re.IGNORECASE)
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {
    **{word: number for number, word in enumerate(_UNITS)},
    **{word: number for number, word in zip(range(20, 100, 10), _TENS, strict=True)},
}
_LARGE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 10**9}
