"""Few vectors: followed, searched exactly, within what is allowed."""

from collections.abc import Sequence

import pytest

from index import saved, schema
from index.collection import Collection
from index.embedder import Embedder
from index.vectors import Vectors
from tests.index.vectors.conftest import POTHOLES, Make, check, closest, follow, grow, minutes


def test_following_adds_only_what_is_new(filled: Collection, make: Make) -> None:
    vectors = Vectors(filled.folder / "elsewhere.faiss")
    assert follow(filled, vectors) == 7
    assert follow(filled, vectors) == 0
    filled.add(*make([("1", "One."), ("2", "Two.")], council="Other Council", address="other.txt"))
    assert follow(filled, vectors) == 2
    assert vectors.contents() == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_following_lets_go_of_what_was_removed(filled: Collection) -> None:
    vectors = Vectors(filled.folder / "elsewhere.faiss")
    follow(filled, vectors)
    filled.remove(POTHOLES)
    follow(filled, vectors)
    assert vectors.contents() == [4, 5, 6, 7]


def test_few_passages_leave_no_file(filled: Collection) -> None:
    grow(filled, filled.vectors)
    assert not (filled.folder / "vectors.faiss").exists()
    assert saved.damage(filled.folder / "vectors.faiss") is None


def test_search_gives_cosines_closest_first(filled: Collection, embedder: Embedder) -> None:
    vector = embedder.questions(["the fares paid by pupils"])[0]
    with filled.connection() as connection, schema.snapshot(connection):
        expected = closest(connection, vector, 3)
        hits = filled.vectors.search(connection, vector, 3)
        assert len(filled.vectors.search(connection, vector, 50)) == 7
    check(hits, expected)


@pytest.mark.parametrize("is_followed", [True, False])
def test_search_never_leaves_what_is_allowed(collection: Collection, make: Make, is_followed: bool) -> None:
    collection.add(*minutes(make, 1))
    collection.add(*minutes(make, 2))
    if is_followed:
        follow(collection, collection.vectors)
    with collection.connection() as connection, schema.snapshot(connection):
        vector = collection.embedder.questions(["said"])[0]

        def numbers(**limits: Sequence[object]) -> list[int]:
            return sorted(n for n, _ in collection.vectors.search(connection, vector, 20, **limits))  # type: ignore[arg-type]

        assert numbers(minutes=[2]) == [*range(11, 21)]
        assert numbers(minutes=[1, 2], kinds=["resolution"]) == [10, 20]
        assert numbers(kinds=["paragraph"]) == [*range(1, 10), *range(11, 20)]
        assert numbers(minutes=[]) == numbers(minutes=[99]) == numbers(kinds=["vote"]) == []
