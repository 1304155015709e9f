"""A collection that an earlier version made is brought to this one: wholly, once, by one process, or not at all."""

import contextlib
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index import schema
from index.collection import Collection
from index.embed import Embedder
from index.errors import CollectionLocked, CollectionTooOld
from index.files import locked
from index.outcomes import Wanted
from index.retrieve import retrieve
from index.upgrade import upgrade
from tests.index.earlier import POTHOLES, TABLES, Given, as_version


@pytest.fixture(params=[1, 2])
def number(request: pytest.FixtureRequest) -> int:
    """Return the number of an earlier version."""
    found: int = request.param
    return found


@pytest.fixture
def earlier(number: int, tmp_path: Path, embedder: Embedder, potholes: Given, buses: Given) -> Path:
    """Return the folder of a collection that an earlier version made."""
    folder = tmp_path / "medium" / "public"
    with Collection.open(folder, embedder, create=True) as collection:
        collection.add(*potholes)
        collection.add(*buses)
        retrieve(collection, "potholes")
    as_version(number, folder)
    return folder


def version(folder: Path) -> int:
    with contextlib.closing(sqlite3.connect(folder / "minutes.db")) as connection:
        found: int = connection.execute("PRAGMA user_version").fetchone()[0]
        return found


def tables(folder: Path) -> set[str]:
    with contextlib.closing(sqlite3.connect(folder / "minutes.db")) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


def columns(folder: Path) -> dict[str, set[str]]:
    with contextlib.closing(sqlite3.connect(folder / "minutes.db")) as connection:
        return {name: {row[1] for row in connection.execute(f"PRAGMA table_info({name})")} for name in tables(folder)}


@pytest.mark.parametrize("create", [False, True])
def test_opening_brings_an_earlier_collection_to_this_version(
    earlier: Path, number: int, embedder: Embedder, potholes: Given, buses: Given, create: bool
) -> None:
    assert version(earlier) == number
    with Collection.open(earlier, embedder, create=create) as collection:
        assert version(earlier) == schema.VERSION == 4
        assert not (earlier / "vectors.faiss").exists()
        for reading, _ in (potholes, buses):
            assert collection.minutes(reading.minutes.id) == reading.minutes
        assert [one.outcome.text for one in collection.outcomes(Wanted("decision")).found] == [  # type: ignore[union-attr]
            "the winter gritting plan be approved."
        ]
        assert collection.given_for(potholes[0].minutes.source.sha256) == potholes[0].given
        assert retrieve(collection, "potholes")[0].paragraph.id == f"{POTHOLES}#45.1"
        assert collection.verify() == []


def test_a_collection_brought_up_to_date_has_the_tables_of_a_new_one(
    earlier: Path, tmp_path: Path, embedder: Embedder
) -> None:
    Collection.open(earlier, embedder).close()
    Collection.open(tmp_path / "new", embedder, create=True).close()
    assert columns(earlier) == columns(tmp_path / "new")


def test_the_vectors_are_kept_in_half_the_room_and_no_number_comes_again(
    earlier: Path, embedder: Embedder, make: Callable[..., Given]
) -> None:
    with Collection.open(earlier, embedder) as collection:
        with collection.connection() as connection:
            passages = dict(connection.execute("SELECT number, vector FROM passages"))
            spans, vectors = connection.execute("SELECT spans, vectors FROM sentences WHERE paragraph = 1").fetchone()
        first = "The Director said that potholes on Mill Lane were repaired."
        second = "The cost was £4,000."
        assert list(passages) == [1, 2, 3, 4, 5, 6, 7]
        assert np.frombuffer(spans, "<u4").tolist() == [0, 59, 60, 80]
        assert vectors == embedder.passages([first, second]).astype("<f2").tobytes()
        collection.add(*make([("1", "One.")], council="Other Council", address="other.txt"))
        with collection.connection() as connection:
            assert connection.execute("SELECT MAX(number) FROM passages").fetchone() == (9,)


def test_minutes_from_before_are_renewed_when_they_are_added_again(
    earlier: Path, embedder: Embedder, potholes: Given
) -> None:
    with Collection.open(earlier, embedder) as collection:
        assert collection.add(*potholes).outcome == "replaced"
        assert collection.add(*potholes).outcome == "unchanged"
        assert collection.outcomes(Wanted("decision")).total == 1


def test_the_last_version_gets_an_empty_table_of_readings(tmp_path: Path, embedder: Embedder, potholes: Given) -> None:
    reading, data = potholes
    sha256, name, given = reading.minutes.source.sha256, reading.minutes.source.address, reading.given
    with Collection.open(tmp_path / "public", embedder, create=True) as collection:
        collection.add(reading, data)
        before = collection.statistics()
    with contextlib.closing(sqlite3.connect(tmp_path / "public" / "minutes.db")) as connection:
        connection.execute("DROP TABLE readings")
        connection.execute("PRAGMA user_version = 3")
    with Collection.open(tmp_path / "public", embedder) as collection:
        assert version(tmp_path / "public") == 4
        assert not collection.is_read(sha256, name=name, given=given)
        assert collection.add(reading, data).outcome == "unchanged"
        assert collection.is_read(sha256, name=name, given=given)
        assert collection.statistics() == before
        assert collection.verify() == []


def test_what_another_process_brought_up_to_date_is_left_alone(earlier: Path, embedder: Embedder) -> None:
    with Collection.open(earlier, embedder) as collection:
        before = collection.outcomes(Wanted("decision"))
        with contextlib.closing(schema.connect(earlier / "minutes.db", writes=True)) as writer:
            upgrade(writer)
        assert collection.outcomes(Wanted("decision")) == before


KILLED = """
import os, signal, sys
from pathlib import Path
from index import schema
from index.upgrade import upgrade

left = int(sys.argv[2])

def count(statement):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

writer = schema.connect(Path(sys.argv[1]), writes=True)
writer.set_trace_callback(count)
upgrade(writer)
"""


def test_a_crash_at_any_statement_leaves_the_earlier_version_whole(
    earlier: Path, number: int, embedder: Embedder, potholes: Given
) -> None:
    killed = 0
    for statements in range(0, 200, 3):
        done = subprocess.run([sys.executable, "-c", KILLED, earlier / "minutes.db", str(statements)], check=False)
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL
        killed += 1
        assert version(earlier) == number
        assert tables(earlier) == {*TABLES, "sqlite_sequence", *["outcomes"][: number - 1]}
    assert killed >= 4
    assert version(earlier) == 4
    with Collection.open(earlier, embedder) as collection:
        assert collection.minutes(POTHOLES) == potholes[0].minutes
        collection.caches.bring_up()
        assert collection.verify() == []


def test_an_upgrade_waits_for_who_is_writing_and_then_says_so(
    earlier: Path, number: int, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.collection.LOCK_WAIT_SECONDS", 0.1)
    with (
        locked(earlier, wait_seconds=0),
        pytest.raises(CollectionLocked, match="is being written to by another process"),
    ):
        Collection.open(earlier, embedder)
    assert version(earlier) == number


def test_a_full_disk_leaves_the_earlier_version_whole(earlier: Path, number: int) -> None:
    with contextlib.closing(schema.connect(earlier / "minutes.db", writes=True)) as writer:
        pages = writer.execute("PRAGMA page_count").fetchone()[0]
        writer.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(sqlite3.OperationalError, match="disk is full"):
            upgrade(writer)
    assert version(earlier) == number
    assert tables(earlier) == {*TABLES, "sqlite_sequence", *["outcomes"][: number - 1]}


def test_an_earlier_collection_on_a_read_only_disk_says_what_to_do(
    earlier: Path, number: int, embedder: Embedder
) -> None:
    medium = str(earlier.parent)
    if subprocess.run(["mount", "--bind", medium, medium], check=False).returncode:
        pytest.skip("a read-only mount needs root")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", medium], check=True)
        with pytest.raises(CollectionTooOld) as caught:
            Collection.open(earlier, embedder)
        assert str(caught.value) == (
            f"collection 'public' was made by an earlier version of Minuted (its database has version {number}, this "
            f"one reads 4) and '{earlier}' cannot be written to. Open it once where it can be, or open a copy of the "
            "folder: it is then brought up to date."
        )
    finally:
        subprocess.run(["umount", "-l", medium], check=True)
