"""A collection whose caches are large for the tests, and minutes to change it with."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from corpus.minutes import Reading
from index.collection import Collection
from index.retrieve import retrieve

Given = tuple[Reading, bytes]
Make = Callable[..., Given]
LINES = [
    "The swimming pool at Fenwick was closed for repairs.",
    "Members asked about the winter gritting plan.",
    "The library opening hours were extended on Saturdays.",
    "Officers reported on the allotment waiting list.",
    "A grant of £4,000 was made to the museum.",
    "The footbridge over the Wend was inspected.",
    "Parking charges in Mill Lane were discussed.",
    "The school bus to Eastmere was late again.",
]


@pytest.fixture(autouse=True)
def _early(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quantise from 40 passages on, and add words in steps of 20."""
    monkeypatch.setattr("index.state.EXACT_PASSAGES", 40)
    monkeypatch.setattr("index.state.NEWEST_PASSAGES", 20)
    monkeypatch.setattr("index.words.STEP_PASSAGES", 20)


def minutes(make: Make, day: int, *, year: int = 2021, word: str = "") -> Given:
    lines = [(str(n), f"{line} {word}".strip()) for n, line in enumerate(LINES, start=1)]
    return make(lines, held=date(year, 1, day), address=f"{year}-{day}.txt")


def identity(day: int, year: int = 2021) -> str:
    return f"ambleford-council/scrutiny-committee/{year}-01-{day:02}"


@pytest.fixture
def filled(collection: Collection, make: Make) -> Collection:
    """A collection of 64 passages, quantised and saved, with its words."""
    for day in range(1, 9):
        collection.add(*minutes(make, day, word=f"Entry{day}"))
    collection.caches.bring_up()
    return collection


@pytest.fixture
def served(filled: Collection) -> Iterator[Collection]:
    """The same with the thread that brings caches up."""
    filled.caches.start()
    yield filled
    filled.caches.stop()


def first(collection: Collection, question: str) -> str:
    return retrieve(collection, question)[0].paragraph.id
