"""What the record says twice is found once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from corpus.minutes import Reading
from index.collection import Collection
from index.retrieve import retrieve
from index.settings import RetrievalSettings

Given = tuple[Reading, bytes]
SAID = "The Director said that the winter gritting plan had been late."


def approved(given: Given) -> Given:
    reading, data = given
    minutes = replace(reading.minutes, id=f"{reading.minutes.id}/approved", status="approved")
    moved = tuple(
        replace(
            item,
            paragraphs=tuple(replace(one, id=f"{minutes.id}#{one.id.partition('#')[2]}") for one in item.paragraphs),
        )
        for item in minutes.items
    )
    return replace(reading, minutes=replace(minutes, items=moved)), data


def test_the_approved_paragraph_stands_for_the_draft(collection: Collection, make: Callable[..., Given]) -> None:
    collection.add(*make([("45.1", SAID), ("45.2", "None.")], address="draft.txt"))
    collection.add(*approved(make([("7.1", SAID.upper()), ("7.2", "None.")], address="approved.txt", number="7")))
    hits = retrieve(collection, "Was the gritting plan late?")
    told = [(hit.paragraph.label, [other.partition("#")[2] for other in hit.also]) for hit in hits]
    assert told[0] == ("7.1", ["45.1"])
    # What is short means another thing in each place.
    assert sorted(told[1:]) == [("45.2", []), ("7.2", [])]
    assert [hit.rank for hit in hits] == [1, 2, 3]


def test_another_meeting_says_it_itself(collection: Collection, make: Callable[..., Given]) -> None:
    collection.add(*make([("45.1", SAID)], address="a.txt"))
    collection.add(*make([("45.1", SAID)], address="b.txt", held=date(2023, 10, 3)))
    collection.add(*make([("45.1", SAID)], address="c.txt", held=None, committee="Panel"))
    assert [hit.also for hit in retrieve(collection, "gritting plan")] == [(), (), ()]


def test_twins_take_no_place_of_others(collection: Collection, make: Callable[..., Given]) -> None:
    collection.add(*make([("45.1", SAID), ("45.2", f"{SAID} It snowed.")], address="draft.txt"))
    collection.add(*approved(make([("7.1", SAID)], address="approved.txt", number="7")))
    hits = retrieve(collection, "gritting plan", settings=RetrievalSettings(limit=2))
    assert sorted(hit.paragraph.label for hit in hits) == ["45.2", "7.1"]
