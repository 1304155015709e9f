"""Slips of words that stand in the minutes, mended in a question."""

import pytest

from corpus.minutes import Reading
from index.collection import Collection
from index.respelling import respelled
from index.retrieve import retrieve

Given = tuple[Reading, bytes]


@pytest.fixture
def filled(collection: Collection, potholes: Given, buses: Given) -> Collection:
    """A collection whose index of words has not come there yet."""
    collection.add(*potholes)
    collection.add(*buses)
    return collection


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("What are the libary hours?", "What are the library hours?"),
        ("Libary", "library"),
        # What stands there, or is a slip of nothing, stays; so does what may be a name.
        ("What are the library hours?", "What are the library hours?"),
        ("What about roundabouts?", "What about roundabouts?"),
        ("What did Libary say?", "What did Libary say?"),
        # Further off than one letter, or two of a long word, is another word.
        ("What about lirbayr hours?", "What about lirbayr hours?"),
        ("", ""),
    ],
)
def test_slips_are_mended_and_nothing_else(filled: Collection, typed: str, meant: str) -> None:
    retrieve(filled, "potholes")
    assert respelled(filled, typed) == meant


def test_before_the_index_has_come_there_nothing_is_a_slip(filled: Collection) -> None:
    assert respelled(filled, "What are the libary hours?") == "What are the libary hours?"
