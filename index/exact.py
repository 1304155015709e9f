"""A question in, what it asks for to the letter out: quoted phrases, figures, dates; and how much of that a text holds.

Likeness and single words let “£410,000” find £400,000, and a quoted phrase find its words in another order. Who writes
a figure or puts words between quotation marks means these. Both sides are read into one form before they are compared,
so that £1.2 million is found where £1,200,000 is printed.
"""

import re
from collections.abc import Iterator, Set
from datetime import date
from decimal import Decimal

from corpus.dates import DATE, find_date
from corpus.figures import Figure, figures
from corpus.minutes import fold

# A phrase in small letters; a figure with its unit; a day.
Exact = str | tuple[Decimal, str] | date

# A bare number that counts less may be spelt out in the text, or be a label, a rank or a part of a name there.
LEAST_FIGURE = 1000
# A bare number between these is taken for a year. It says when, and is left to the words.
YEARS = range(1900, 2100)
# Decimal places of a million that minutes print: £1.234 million.
MOST_PLACES = 3


def exact(question: str) -> frozenset[Exact]:
    """Return what a question asks for to the letter; nothing for most questions.

    Phrases of two words or more between quotation marks, full dates, money, percentages, bare whole numbers of
    LEAST_FIGURE and more.
    """
    pieces = _pieces(question)
    phrases = {_plain(piece) for piece in pieces if _QUOTED.fullmatch(piece)}
    rest = " ; ".join(piece for piece in pieces if not _QUOTED.fullmatch(piece))
    return frozenset({*phrases, *_dates(rest), *_counted(rest)})


def ways_to_print(question: str) -> list[str]:
    """Return what a question asks for to the letter, as it is written there and in the other ways minutes print it."""
    ways: dict[str, None] = {}
    for piece in _pieces(question):
        ways[piece] = None
        for figure in () if _QUOTED.fullmatch(piece) or DATE.fullmatch(piece) else figures(piece):
            ways.update(dict.fromkeys(_printed(figure)))
    return list(ways)


def held(wanted: Set[Exact], text: str, day: date | None) -> float:
    """Return the share of what is wanted that a text holds, in [0, 1]; 0 where nothing is wanted.

    day: of the meeting, which all of its paragraphs hold.
    """
    there: set[Exact] = {*_dates(text), *_counted(text)} if any(not isinstance(one, str) for one in wanted) else set()
    there |= {day} if day else set()
    plain = f" {_plain(text)} "
    found = sum(f" {one} " in plain if isinstance(one, str) else one in there for one in wanted)
    return found / max(len(wanted), 1)


def _pieces(question: str) -> list[str]:
    """Return the pieces of a question that are meant to the letter, as they are written there, in order."""
    question = fold(question)
    quoted = [match.span() for match in _QUOTED.finditer(question) if " " in _plain(match[0])]
    days = [match.span() for match in DATE.finditer(question)]
    numbers = [one.span for one in figures(question) if not _may_be_else((one.value, one.unit))]
    spans: list[tuple[int, int]] = []
    for start, end in (*quoted, *days, *numbers):
        if not any(start < other_end and other_start < end for other_start, other_end in spans):
            spans.append((start, end))
    return [question[start:end].strip() for start, end in sorted(spans)]


def _printed(figure: Figure) -> Iterator[str]:
    """Give the ways to print a figure whose words differ: 4,117 and 4117, £1.2 million and £1,200,000."""
    if figure.value == figure.value.to_integral_value():
        yield f"{int(figure.value):,}"
        yield f"{int(figure.value)}"
    for name, scale in (("million", 10**6), ("billion", 10**9)):
        count = (figure.value / scale).normalize()
        if count >= 1 and count == round(count, MOST_PLACES):
            yield f"{count:f} {name}"
            yield f"{count:f}{name[0] if scale == 10**6 else 'bn'}"


def _counted(text: str) -> set[tuple[Decimal, str]]:
    return {(figure.value, figure.unit) for figure in figures(DATE.sub(" ", text))}


def _dates(text: str) -> set[date]:
    return {day for match in DATE.finditer(text) if (day := find_date(match[0]))}


def _may_be_else(figure: tuple[Decimal, str]) -> bool:
    value, unit = figure
    return not unit and (value < LEAST_FIGURE or value in YEARS)


def _plain(text: str) -> str:
    """Return the words of a text in small letters, one space apart, without the marks between them."""
    return " ".join(re.findall(r"[^\W_]+", fold(text).casefold()))


# A single quotation mark is an apostrophe too often to be taken for one.
_QUOTED = re.compile(r'“[^“”"]{3,300}[”"]|"[^“”"]{3,300}"')
