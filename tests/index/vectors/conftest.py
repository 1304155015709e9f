"""Collections of a few and of many vectors, and what a search of them must find."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.minutes import Reading
from index import schema
from index.collection import Collection
from index.embedder import Embedder, asked_whole, parts_alone
from index.vectors import Vectors

Given = tuple[Reading, bytes]
Make = Callable[..., Given]
POTHOLES = "ambleford-council/scrutiny-committee/2023-09-12"


def random_vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return for every text a unit vector that says nothing about it: neighbours lie anywhere."""
    seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") for text in texts]
    found = np.array([np.random.default_rng(seed).standard_normal(16) for seed in seeds], np.float32).reshape(-1, 16)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


RANDOM = Embedder(
    "random", "random@1", 16, random_vectors, random_vectors, parts_alone(random_vectors), asked_whole(random_vectors)
)


@pytest.fixture
def filled(collection: Collection, potholes: Given, buses: Given) -> Collection:
    collection.add(*potholes)
    collection.add(*buses)
    with collection.connection() as connection:
        collection.vectors.follow(connection)
    return collection


@pytest.fixture(autouse=True)
def _early(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quantise from 40 passages on, look at all of them again, and read scopes of up to 5 from the database."""
    monkeypatch.setattr("index.state.EXACT_PASSAGES", 40)
    monkeypatch.setattr("index.state.NEWEST_PASSAGES", 20)
    monkeypatch.setattr("index.vectors.LOOKED_AT", 1000)
    monkeypatch.setattr("index.vectors.NARROW_PASSAGES", 5)


@pytest.fixture
def many(tmp_path: Path, make: Make) -> Iterator[Collection]:
    """A collection of 60 passages, quantised and saved."""
    with Collection.open(tmp_path / "many", RANDOM, create=True) as collection:
        for day in range(1, 7):
            collection.add(*minutes(make, day))
        collection.caches.bring_up()
        yield collection


def minutes(make: Make, day: int, words: str = "said") -> Given:
    lines = [(str(n), f"{day} {words} {n}.", "resolution" if n == 10 else "paragraph") for n in range(1, 11)]
    return make(lines, held=date(2021, 1, day), address=f"{day}.txt")


def identity(day: int) -> str:
    return f"ambleford-council/scrutiny-committee/2021-01-{day:02}"


def follow(collection: Collection, vectors: Vectors) -> int:
    with collection.connection() as connection:
        return vectors.follow(connection)


def grow(collection: Collection, vectors: Vectors) -> None:
    with collection.connection() as connection:
        vectors.grow(connection)


def search(collection: Collection, vectors: Vectors, text: str, k: int, **limits: Sequence[object]) -> list[int]:
    with collection.connection() as connection, schema.snapshot(connection):
        found = vectors.search(connection, RANDOM.questions([text])[0], k, **limits)  # type: ignore[arg-type]
    return [number for number, _ in found]


def closest(
    connection: sqlite3.Connection, vector: NDArray[np.float32], k: int, within: str = "1"
) -> list[tuple[int, float]]:
    """Return what a search must find, from nothing but the database."""
    rows = connection.execute(
        "SELECT g.number, g.vector FROM passages g JOIN paragraphs p ON p.number = g.paragraph "  # noqa: S608 - literals
        f"JOIN minutes m ON m.number = p.minutes WHERE {within}"
    ).fetchall()
    cosines = [float(np.frombuffer(data, "<f2").astype("<f4") @ vector) for _, data in rows]
    return sorted(zip([n for n, _ in rows], cosines, strict=True), key=lambda pair: (-pair[1], pair[0]))[:k]


def check(found: list[tuple[int, float]], expected: list[tuple[int, float]]) -> None:
    assert [number for number, _ in found] == [number for number, _ in expected]
    assert [cosine for _, cosine in found] == pytest.approx([cosine for _, cosine in expected], abs=1e-6)
