"""A search gives what its snapshot of the database holds, whatever happens meanwhile."""

import contextlib
import sqlite3
import threading

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import saved, schema
from index.collection import Collection
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

# What may happen between two questions. "hold" keeps a look at the database; later questions are asked in it too.
STEPS = ("add", "replace", "remove", "follow", "grow", "grow elsewhere", "restart", "hold")


@given(steps=st.lists(st.sampled_from(STEPS), min_size=4, max_size=14), seed=st.integers(0, 1000))
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_search_gives_what_its_snapshot_holds_whatever_happened(
    tmp_path_factory: pytest.TempPathFactory,
    make: Make,
    steps: list[str],
    seed: int,
) -> None:
    chance = np.random.default_rng(seed)
    folder = tmp_path_factory.mktemp("grown")
    with contextlib.ExitStack() as stack:
        collection = stack.enter_context(Collection.open(folder, RANDOM, create=True))
        vectors, days = collection.vectors, 0
        for days in range(1, 6):
            collection.add(*minutes(make, days))
        looks = []
        for number, step in enumerate(steps):
            match step:
                case "add":
                    days += 1
                    collection.add(*minutes(make, days))
                case "replace":
                    collection.add(*minutes(make, int(chance.integers(1, days + 1)), words=f"said {number}"))
                case "remove":
                    left = [one.id for one in collection.summaries()]
                    if left and not looks:  # somebody who looks keeps removed text in the log, which is an error
                        collection.remove(left[int(chance.integers(len(left)))])
                case "follow":
                    follow(collection, vectors)
                case "grow":
                    grow(collection, vectors)
                case "grow elsewhere":
                    grow(collection, Vectors(folder / "vectors.faiss"))
                case "restart":
                    vectors = Vectors(folder / "vectors.faiss")
                case "hold":
                    look = stack.enter_context(contextlib.closing(schema.connect(folder / "minutes.db")))
                    look.execute("BEGIN")
                    schema.generation(look)
                    looks.append(look)
            vector = random_vectors([f"{seed} {number}"])[0]
            with collection.connection() as connection, schema.snapshot(connection):
                for look in (connection, *looks):
                    check(vectors.search(look, vector, 12), closest(look, vector, 12))
                    some = [1, 3, 4, 6]
                    limited = vectors.search(look, vector, 12, minutes=some, kinds=["resolution", "paragraph"])
                    check(limited, closest(look, vector, 12, "m.number IN (1, 3, 4, 6)"))


def test_searches_go_on_while_many_are_quantised(many: Collection, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in (7, 8):
        many.add(*minutes(make, day))
    begun, finish = threading.Event(), threading.Event()
    quantise = many.vectors._quantised

    def slow(connection: sqlite3.Connection) -> saved.Many | None:
        begun.set()
        finish.wait()
        return quantise(connection)

    monkeypatch.setattr(many.vectors, "_quantised", slow)
    growing = threading.Thread(target=grow, args=(many, many.vectors))
    growing.start()
    begun.wait()
    many.add(*minutes(make, 9))
    many.remove(identity(1))
    follow(many, many.vectors)
    assert sorted(search(many, many.vectors, "x", 99)) == [*range(11, 91)]
    grow(many, Vectors(many.folder / "vectors.faiss"))  # another process leaves it to this one
    assert not (many.folder / "vectors.faiss").exists()
    finish.set()
    growing.join()
    assert sorted(search(many, many.vectors, "x", 99)) == [*range(11, 91)]
