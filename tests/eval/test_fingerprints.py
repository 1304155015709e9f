"""What a fingerprint follows, and what it does not."""

from dataclasses import replace

from corpus.minutes import Item, Metadata, Minutes
from corpus.read import read_minutes
from eval import fingerprints


def read(text: str) -> Minutes:
    """Return the minutes of a text."""
    return read_minutes("some.txt", text.encode(), Metadata()).minutes


ROADS = "Agenda item\n\nRoads\n\n1.1\u00a0\u00a0 Salt was bought.\n\n1.2\u00a0\u00a0 It was dear.\n"
BUSES = "Agenda item\n\nBuses\n\n2.1\u00a0\u00a0 The bus left.\n"


def test_the_order_of_minutes_does_not_count() -> None:
    roads, buses = read(ROADS), read(BUSES)
    assert fingerprints.of_corpus([roads, buses]) == fingerprints.of_corpus([buses, roads])


def test_every_word_and_every_paragraph_counts() -> None:
    roads = read(ROADS)
    (item,) = roads.items
    shorter = replace(roads, items=(Item(item.number, item.title, item.section, item.paragraphs[:1]),))
    found = {fingerprints.of_corpus([one]) for one in (roads, read(ROADS.replace("dear", "cheap")), shorter)}
    assert len(found) == 3


def test_the_code_has_one_fingerprint() -> None:
    assert len(fingerprints.of_code()) == 64
    assert fingerprints.of_code() == fingerprints.of_code.__wrapped__()
