"""Many vectors: quantised, looked at again, learnt anew, let go of."""

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index import saved, schema
from index.collection import Collection
from index.embedder import Embedder, asked_whole, parts_alone
from index.vectors import Vectors
from tests.index.vectors.conftest import (
    RANDOM,
    Make,
    check,
    closest,
    follow,
    grow,
    identity,
    minutes,
    random_vectors,
    search,
)


def test_many_are_quantised_and_looked_at_again(many: Collection) -> None:
    assert many.verify() == []
    assert follow(many, Vectors(many.folder / "vectors.faiss")) == 0  # all from the file
    vector = RANDOM.questions(["anything"])[0]
    with many.connection() as connection, schema.snapshot(connection):
        expected, hits = closest(connection, vector, 9), many.vectors.search(connection, vector, 9)
    check(hits, expected)


def test_a_wide_scope_and_a_narrow_one_are_filled(many: Collection) -> None:
    assert sorted(search(many, many.vectors, "x", 99, minutes=[1, 3, 4])) == [*range(1, 11), *range(21, 41)]
    assert sorted(search(many, many.vectors, "x", 99, kinds=["resolution"])) == [10, 20, 30, 40, 50, 60]
    assert search(many, many.vectors, "x", 99, minutes=[2], kinds=["resolution"]) == [20]
    assert search(many, many.vectors, "x", 99, minutes=[7]) == []


def test_what_is_added_to_many_is_found_before_and_after_it_is_quantised(many: Collection, make: Make) -> None:
    many.add(*minutes(make, 7))
    many.add(*minutes(make, 8))
    assert sorted(search(many, many.vectors, "x", 99)) == [*range(1, 81)]  # not followed
    assert follow(many, many.vectors) == 20
    assert sorted(search(many, many.vectors, "x", 99)) == [*range(1, 81)]
    assert many.vectors.is_outgrown
    grow(many, many.vectors)
    assert not many.vectors.is_outgrown
    assert sorted(search(many, many.vectors, "x", 99)) == [*range(1, 81)]
    assert follow(many, Vectors(many.folder / "vectors.faiss")) == 0


def trained(collection: Collection) -> int:
    found: int = json.loads((collection.folder / "vectors.json").read_text())["trained"]
    return found


def test_the_quantiser_learns_anew_when_there_are_twice_as_many(many: Collection, make: Make) -> None:
    assert trained(many) == 60
    for day, expected in [(8, 60), (10, 60), (12, 120)]:
        many.add(*minutes(make, day - 1))
        many.add(*minutes(make, day))
        grow(many, many.vectors)
        assert trained(many) == expected
    assert many.verify() == []


def test_the_same_passages_give_the_same_file(many: Collection) -> None:
    before = (many.folder / "vectors.faiss").read_bytes()
    many.vectors.forget()
    grow(many, Vectors(many.folder / "vectors.faiss"))
    assert (many.folder / "vectors.faiss").read_bytes() == before


def test_a_removal_counts_at_once_and_leaves_no_file_that_holds_it(many: Collection) -> None:
    many.remove(identity(2))
    assert not (many.folder / "vectors.faiss").exists()
    assert sorted(search(many, many.vectors, "x", 99)) == [*range(1, 11), *range(21, 61)]
    grow(many, many.vectors)
    assert sorted(search(many, many.vectors, "x", 99)) == [*range(1, 11), *range(21, 61)]
    file = saved.Progress(
        **{k: v for k, v in json.loads((many.folder / "vectors.json").read_text()).items() if k != "check"}
    )
    assert (file.last, file.trained) == (60, 50)


def test_what_is_removed_while_many_are_quantised_is_not_saved(
    many: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    many.remove(identity(2))
    quantise = many.vectors._quantised

    def meanwhile(connection: sqlite3.Connection) -> saved.Many | None:
        found = quantise(connection)
        many.remove(identity(3))
        return found

    monkeypatch.setattr(many.vectors, "_quantised", meanwhile)
    grow(many, many.vectors)
    assert not (many.folder / "vectors.faiss").exists()
    assert sorted(search(many, many.vectors, "x", 99)) == [*range(1, 11), *range(31, 61)]


def test_when_few_are_left_all_is_exact_again(many: Collection) -> None:
    for day in (1, 2, 3):
        many.remove(identity(day))
    grow(many, many.vectors)
    assert not (many.folder / "vectors.faiss").exists()
    assert many.vectors._state is not None
    assert many.vectors._state.many is None
    assert sorted(search(many, many.vectors, "x", 99)) == [*range(31, 61)]


def test_an_odd_number_of_dimensions_is_quantised_too(tmp_path: Path, make: Make) -> None:
    def odd(texts: Sequence[str]) -> NDArray[np.float32]:
        found = random_vectors(texts)[:, :15]
        return found / np.linalg.norm(found, axis=1, keepdims=True)

    embedder = Embedder("odd", "odd@1", 15, odd, odd, parts_alone(odd), asked_whole(odd))
    with Collection.open(tmp_path / "odd", embedder, create=True) as collection:
        for day in range(1, 7):
            collection.add(*minutes(make, day))
        collection.caches.bring_up()
        assert (collection.folder / "vectors.faiss").exists()
        assert collection.verify() == []
        with collection.connection() as connection, schema.snapshot(connection):
            found = collection.vectors.search(connection, odd(["x"])[0], 7, minutes=[1, 2, 3, 4])
            check(found, closest(connection, odd(["x"])[0], 7, "m.number < 5"))
