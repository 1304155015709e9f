"""A collection embedded anew is what the other model would have made, with what changed meanwhile."""

import contextlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index import schema, staging
from index.collection import Collection
from index.embed import DEFAULT_MODEL, load_embedder
from index.embedder import Embedder, Parts, Span
from index.reembed import Reembedded, reembed
from index.retrieve import retrieve
from tests.index.reembed.conftest import POTHOLES, Given, rows

BUSES = "brackwater-council/transport-board/2024-02-14"


def numbers(folder: Path) -> list[tuple[int, int]]:
    with contextlib.closing(schema.connect(folder / "minutes.db")) as connection:
        return connection.execute("SELECT number, paragraph FROM passages ORDER BY number").fetchall()


def test_the_collection_is_as_if_the_other_model_had_made_it(
    library: Collection, fresh: Callable[..., Collection], other: Embedder, potholes: Given, buses: Given
) -> None:
    expected = fresh(other, potholes, buses)
    before, generation, told = numbers(library.folder), library.statistics().generation, []
    done = reembed(library, other, told=lambda done, of: told.append((done, of)))
    assert done == Reembedded(done.before, other.fingerprint, 2, 7, 0)
    assert done.before.startswith("hashed-words@")
    assert done.is_changed
    assert (told[0], told[-1]) == ((0, 7), (7, 7))
    assert rows(library.folder) == rows(expected.folder)
    assert numbers(library.folder) == before
    assert library.statistics().generation == generation + 1
    assert not (library.folder / staging.FILE).exists()
    with Collection.open(library.folder, other) as opened:
        assert opened.verify() == []
        for question in ("potholes", "What did the bus cost?", "45.2"):
            assert retrieve(opened, question) == retrieve(expected, question)


def test_tokens_are_those_of_the_other_model(
    library: Collection, fresh: Callable[..., Collection], potholes: Given, buses: Given
) -> None:
    default = load_embedder(DEFAULT_MODEL)
    expected = fresh(default, potholes, buses)
    reembed(library, default)
    assert rows(library.folder) == rows(expected.folder)
    assert all(tokens for *_, tokens in rows(library.folder)[0])


def test_there_is_nothing_to_do_for_the_same_model_or_before_the_first_minutes(
    collection: Collection, embedder: Embedder, other: Embedder, potholes: Given
) -> None:
    assert reembed(collection, other) == Reembedded("", "", 0, 0, 0)
    collection.add(*potholes)
    before = rows(collection.folder)
    (collection.folder / staging.FILE).write_bytes(b"begun with another model")
    done = reembed(collection, embedder)
    assert done == Reembedded(embedder.fingerprint, embedder.fingerprint, 1, 3, 0)
    assert not done.is_changed
    assert rows(collection.folder) == before
    assert not (collection.folder / staging.FILE).exists()


def meddling(other: Embedder, meddle: Callable[[], None], *, at: int) -> Embedder:
    """Return a model that does something before it embeds the minutes of some turn, from 0."""
    turn, lock = iter(range(1000)), threading.Lock()

    def parts(texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> Parts:
        with lock:
            if next(turn) == at:
                meddle()
        return other.parts(texts, spans)

    return replace(other, parts=parts)


@pytest.mark.parametrize("at", [0, 1, 2])
def test_what_is_added_replaced_and_removed_meanwhile_is_caught_up_with(
    library: Collection,
    fresh: Callable[..., Collection],
    embedder: Embedder,
    other: Embedder,
    make: Callable[..., Given],
    at: int,
) -> None:
    third = make([("1", "The gala was moved.")], council="Third Council", address="third.txt")
    fourth = make([("1", "Snow fell."), ("2", "Snow melted.")], council="Fourth Council", address="fourth.txt")
    library.add(*third)
    newer = make([("45.1", "Potholes were filled again."), ("45.2", "The library is shut.")])

    def meddle() -> None:
        with Collection.open(library.folder, embedder) as meanwhile:
            meanwhile.add(*newer)
            meanwhile.remove(BUSES)
            meanwhile.add(*fourth)
            assert meanwhile.verify() == []

    done = reembed(library, meddling(other, meddle, at=at))
    assert (done.minutes, done.model) == (3, other.fingerprint)
    assert rows(library.folder) == rows(fresh(other, newer, third, fourth).folder)
    with Collection.open(library.folder, other) as opened:
        assert opened.verify() == []


def test_nothing_of_what_is_removed_stays_beside_the_database(library: Collection, other: Embedder) -> None:
    """The first minutes are kept when the second's turn comes; then they are removed, and the process ends."""

    class Ended(Exception):
        pass

    def end(*_: object) -> Parts:
        raise Ended

    def first_only(texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> Parts:
        return other.parts(texts, spans) if any("potholes" in text for text in texts) else end()

    with pytest.raises(Ended):
        reembed(library, replace(other, parts=first_only))
    header = "Ambleford Council · Scrutiny Committee · 12 September 2023 · 45 Roads"
    (made,) = other.passages([f"{header}\nMembers asked about library opening hours."])
    vector = made.astype("<f2").tobytes()
    file = library.folder / staging.FILE
    assert vector in file.read_bytes()
    library.remove(POTHOLES)
    assert vector not in file.read_bytes()
    assert reembed(library, other).resumed == 0
    with Collection.open(library.folder, other) as opened:
        assert opened.verify() == []
