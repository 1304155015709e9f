"""A source of chance in, the numbers and titles of a meeting's items out, by one of the schemes of councils."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.corpus.composing import wording
from tests.corpus.composing.labels import roman


@dataclass(frozen=True, slots=True)
class Number:
    """An item's number.

    printed: with its dot and what parts it from its title. name: as it is cited. base: what its paragraphs' labels
    begin with, "" where they have none of that kind. title: as the reader should find it.
    """

    printed: str
    name: str
    base: str
    title: str
    flagged: bool = False


def numbers(chance: Random, count: int) -> list[Number]:
    """Return the numbers of so many items, rising, by one scheme and with titles in one way."""
    scheme = chance.choice(_SCHEMES)
    capitals = chance.random() < 0.5 or scheme is _capital_romans
    titles = chance.sample(wording.TITLES, count)
    found = scheme(chance, count)
    flags = scheme is _dots and chance.random() < 0.3
    return [
        Number(
            printed,
            name,
            base,
            before + (title.upper() if capitals else title),
            flagged=flags and chance.random() < 0.4,
        )
        for (printed, name, base, before), title in zip(found, titles, strict=True)
    ]


Found = list[tuple[str, str, str, str]]


def _from(chance: Random, first: int, most: int, count: int) -> range:
    start = chance.randint(first, most)
    return range(start, start + count)


def _dots(chance: Random, count: int) -> Found:
    most = chance.choice((1, 1, 40, 400, 1800))
    return [(f"{n}.", str(n), str(n), "") for n in _from(chance, 1, most, count)]


def _bare(chance: Random, count: int) -> Found:
    first = chance.choice((1, 29, 14365))
    return [(f"{n}", str(n), str(n), "") for n in range(first, first + count)]


def _with_parts(chance: Random, count: int) -> Found:
    """`3.`, `3a.`, `3b.`, `4.`: an item may have parts with a letter."""
    found, number = [], chance.randint(1, 20)
    while len(found) < count:
        parts = ("", "a", "b")[: chance.choice((1, 1, 3))]
        found += [(f"{number}{part}.", f"{number}{part}", "", "") for part in parts]
        number += 1
    return found[:count]


def _number_year(chance: Random, count: int) -> Found:
    year = chance.randint(10, 24)
    return [(f"{n}/{year}", f"{n}/{year}", f"{n}/{year}", "") for n in _from(chance, 1, 300, count)]


def _year_number(chance: Random, count: int) -> Found:
    year = chance.randint(10, 24)
    return [(f"{year}/{n}", f"{year}/{n}", f"{year}/{n}", "") for n in _from(chance, 10, 80, count)]


def _two_years(chance: Random, count: int) -> Found:
    return [(f"{n}/12/13", f"{n}/12/13", "", "") for n in _from(chance, 1, 300, count)]


def _references(chance: Random, count: int) -> Found:
    pattern = chance.choice(("PL{y}/{n:03}", "C {y}/{n:03}", "C{n}/{y}", "C/{n}/20{y}", "PLA{n}/{y}", "C{n}/Feb/20{y}"))
    year = chance.randint(10, 24)
    names = [pattern.format(n=n, y=year) for n in _from(chance, 1, 200, count)]
    return [(name, name, "", "") for name in names]


def _two_numbers(chance: Random, count: int) -> Found:
    """`C048/23  1. Apologies`: the minute's number and the agenda's."""
    return [(f"C{n:03}/23", f"C{n:03}/23", "", f"{k}. ") for k, n in enumerate(_from(chance, 1, 90, count), start=1)]


def _dashed(chance: Random, count: int) -> Found:
    dash = chance.choice((" –", "–", " -"))
    return [(f"{n}.23{dash}", f"{n}.23", "", "") for n in _from(chance, 1, 20, count)]


def _year_month(chance: Random, count: int) -> Found:
    month = f"{chance.randint(10, 24)}{chance.randint(1, 12):02}"
    return [(f"{month}.{n:02}", f"{month}.{n:02}", "", "") for n in range(1, count + 1)]


def _capital_romans(chance: Random, count: int) -> Found:  # noqa: ARG001 - the table asks one signature
    return [(roman(n).upper(), roman(n).upper(), "", "") for n in range(1, count + 1)]


_SCHEMES: tuple[Callable[[Random, int], Found], ...] = (
    _dots, _dots, _dots, _bare, _with_parts, _number_year, _number_year, _year_number, _two_years, _references,
    _two_numbers, _dashed, _year_month, _capital_romans,
)  # fmt: skip
