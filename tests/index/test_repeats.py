"""A decision published apart and minuted too: kept twice, found once."""

import sqlite3
from pathlib import Path

import pytest

from corpus.minutes import Metadata
from corpus.read import read_minutes
from index.collection import Collection
from index.places import find
from index.reference import parse_reference
from index.retrieve import RETRIEVERS, retrieve
from index.scope import EVERYTHING

PAGE = (
    "<p>Agenda item</p><p>Ferry</p>"
    "<p>Decision:</p><p>RESOLVED:</p><p>(a) That the ferry be painted blue.</p><p>(b) That it be renamed Otter.</p>"
    "<p>Minutes:</p><p>The ferry was rusty.</p>"
    "<p>RESOLVED:</p><p>(a) That the ferry be painted blue.</p><p>(b) That the ferry be called Otter.</p>"
)
ID = "unknown/unknown/undated/22"


@pytest.fixture
def ferry(collection: Collection) -> Collection:
    data = PAGE.encode()
    collection.add(read_minutes("ferry.html", data, Metadata(item="22")), data)
    return collection


def named(collection: Collection, question: str) -> list[str]:
    reference = parse_reference(question)
    assert reference is not None
    with collection.connection() as connection:
        known = dict(connection.execute("SELECT number, fragment FROM paragraphs"))
        return [known[number] for number in find(connection, reference, EVERYTHING)]


@pytest.mark.parametrize("retriever", RETRIEVERS)
def test_a_search_finds_what_both_say_in_the_minutes_alone(ferry: Collection, retriever: str) -> None:
    found = [hit.paragraph.id.partition("#")[2] for hit in retrieve(ferry, "painted blue", retriever=retriever)]

    assert found[0] == "resolved.a"
    assert "decision.resolved.a" not in found
    assert "decision.resolved" not in found


def test_a_decision_in_other_words_is_found_too(ferry: Collection) -> None:
    found = {hit.paragraph.id.partition("#")[2] for hit in retrieve(ferry, "renamed Otter")}

    assert {"decision.resolved.b", "resolved.b"} <= found


def test_a_reference_finds_the_minutes_and_the_address_of_the_decision_itself(ferry: Collection) -> None:
    assert named(ferry, "resolution (a)") == ["resolved.a"]
    assert named(ferry, "decision resolved a") == ["decision.resolved.a"]
    assert named(ferry, "minute 22") == [
        "decision.resolved.b",
        "p4",
        "resolved",
        "resolved.a",
        "resolved.b",
    ]


def test_it_is_kept_whole_and_nothing_is_wrong_with_it(ferry: Collection) -> None:
    repeats = {one.id: one.repeats for one in ferry.minutes(ID).paragraphs if one.repeats}

    assert repeats == {
        f"{ID}#decision.resolved": f"{ID}#resolved",
        f"{ID}#decision.resolved.a": f"{ID}#resolved.a",
    }
    assert ferry.verify() == []


def test_a_repetition_of_nothing_is_noticed(ferry: Collection, tmp_path: Path) -> None:
    folder = next(tmp_path.rglob("minutes.db"))
    connection = sqlite3.connect(folder)
    with connection:
        connection.execute("UPDATE paragraphs SET repeats = 'x#y' WHERE fragment = 'decision.resolved.a'")
    connection.close()

    assert ferry.verify() == [f"paragraph '{ID}#decision.resolved.a' repeats one that is not in its item"]
