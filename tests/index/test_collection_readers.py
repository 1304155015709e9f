"""A collection in use: many readers, threads and processes, and one writer at a time."""

import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.minutes import Reading
from index.collection import Collection
from index.embedder import Embedder, Parts, Span
from index.errors import (
    CollectionLocked,
    MinutesConflict,
    ModelMismatch,
    TextOnDisk,
)
from index.files import locked
from index.retrieve import consult, retrieve
from index.schema import snapshot
from index.scope import EVERYTHING
from index.settings import DEFAULTS

Given = tuple[Reading, bytes]
POTHOLES_ID = "ambleford-council/scrutiny-committee/2023-09-12"
BUSES_ID = "brackwater-council/transport-board/2024-02-14"


def found(collection: Collection, question: str) -> list[str]:
    return [hit.paragraph.id for hit in retrieve(collection, question)]


def test_a_second_writer_is_told_and_readers_go_on(
    collection: Collection, potholes: Given, buses: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection.add(*potholes)
    monkeypatch.setattr("index.collection.LOCK_WAIT_SECONDS", 0.1)
    with locked(collection.folder, wait_seconds=0):
        with pytest.raises(CollectionLocked) as caught:
            collection.add(*buses)
        assert str(caught.value) == (
            "collection 'public' is being written to by another process, which had not finished after 0.1 seconds. "
            "Try again when it has."
        )
        assert found(collection, "potholes")[0] == f"{POTHOLES_ID}#45.1"
    assert collection.add(*buses).outcome == "added"


def test_many_threads_search_while_one_adds(
    collection: Collection, potholes: Given, make: Callable[..., Given]
) -> None:
    collection.add(*potholes)
    wrong: list[object] = []
    done = threading.Event()

    def search() -> None:
        while not done.is_set():
            try:
                if found(collection, "potholes on Mill Lane")[0] != f"{POTHOLES_ID}#45.1":
                    wrong.append("another paragraph was first")
            except Exception as error:  # noqa: BLE001 - whatever it is, the test must show it
                wrong.append(error)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for day in range(1, 13):
        collection.add(*make([("1", f"Library report {day}.")], held=date(2021, 1, day), address=f"{day}.txt"))
        if day % 4 == 0:
            collection.remove(f"ambleford-council/scrutiny-committee/2021-01-{day:02}")
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert collection.statistics().minutes == 10
    assert collection.verify() == []


_OTHER_PROCESS = """
import sys
from pathlib import Path
from index.collection import Collection
from index.embed import load_embedder
from index.retrieve import retrieve
with Collection.open(Path(sys.argv[1]), load_embedder("hashed-words")) as collection:
    for line in sys.stdin:
        print(",".join(hit.paragraph.label for hit in retrieve(collection, line)), flush=True)
"""


def test_another_process_follows_what_is_added_and_removed(
    collection: Collection, potholes: Given, make: Callable[..., Given]
) -> None:
    collection.add(*potholes)
    found(collection, "potholes")
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", _OTHER_PROCESS, str(collection.folder)],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None

        def ask(question: str) -> list[str]:
            other.stdin.write(question + "\n")  # type: ignore[union-attr]
            other.stdin.flush()  # type: ignore[union-attr]
            return other.stdout.readline().strip().split(",")  # type: ignore[union-attr]

        assert ask("potholes on Mill Lane")[0] == "45.1"
        collection.add(*make([("9.1", "The swimming pool was closed.")], held=date(2020, 1, 1), address="pool.txt"))
        assert ask("Was the swimming pool closed?")[0] == "9.1"
        assert found(collection, "Was the swimming pool closed?")[0].endswith("#9.1")
        collection.remove("ambleford-council/scrutiny-committee/2020-01-01")
        assert "9.1" not in ask("Was the swimming pool closed?")
        other.stdin.close()
    assert collection.verify() == []


def test_asks_hold_one_look_while_minutes_come_and_go(
    collection: Collection, potholes: Given, make: Callable[..., Given]
) -> None:
    collection.add(*potholes)
    coming = make([("1", "Potholes on Mill Lane again.")], held=date(2021, 1, 1), address="coming.txt")
    wrong: list[object] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            try:
                read = consult(collection, "potholes on Mill Lane", scope=EVERYTHING, settings=DEFAULTS)
                if {hit.minutes.id for hit in read.hits} != set(read.minutes) or read.extent.minutes not in {1, 2}:
                    wrong.append(read)
            except Exception as error:  # noqa: BLE001 - whatever it is, the test must show it
                wrong.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(15):
        collection.add(*coming)
        collection.remove(coming[0].minutes.id)
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_removed_text_that_a_reader_keeps_on_the_disk_is_told(
    collection: Collection, potholes: Given, buses: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection.add(*potholes)
    monkeypatch.setattr("index.collection.LOG_WAIT_SECONDS", 0.1)
    log = collection.folder / "minutes.db-wal"
    with collection.connection() as connection, snapshot(connection):
        connection.execute("SELECT * FROM minutes").fetchall()
        with pytest.raises(TextOnDisk) as caught:
            collection.remove(POTHOLES_ID)
        assert collection.summaries() == []
    assert str(caught.value) == (
        f"minutes '{POTHOLES_ID}' are removed and no search finds them, but their text is still in '{log}', because "
        "somebody is reading the collection, or the disk is full. It goes with the next change, or when everything "
        "that has the collection open is closed."
    )
    collection.add(*buses)
    assert not [path for path in collection.folder.rglob("minutes.db*") if b"Mill Lane" in path.read_bytes()]
    assert log.stat().st_size == 0


def test_removing_waits_for_a_reader_to_finish(collection: Collection, potholes: Given) -> None:
    collection.add(*potholes)
    reading, finish = threading.Event(), threading.Event()

    def read() -> None:
        with collection.connection() as connection, snapshot(connection):
            connection.execute("SELECT * FROM minutes").fetchall()
            reading.set()
            finish.wait()

    reader = threading.Thread(target=read)
    reader.start()
    reading.wait()
    threading.Timer(0.2, finish.set).start()
    collection.remove(POTHOLES_ID)
    reader.join()
    assert (collection.folder / "minutes.db-wal").stat().st_size == 0


def test_what_another_wrote_while_this_was_embedding_is_decided_again(
    tmp_path: Path, embedder: Embedder, make: Callable[..., Given]
) -> None:
    other = make([("1", "Written by another.")], address="other.txt")

    def parts(texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> Parts:
        with Collection.open(tmp_path / "public", embedder) as meanwhile:
            meanwhile.add(*other)
        return embedder.parts(texts, spans)

    with Collection.open(tmp_path / "public", replace(embedder, parts=parts), create=True) as collection:
        with pytest.raises(MinutesConflict, match=r"are already here from 'other\.txt'"):
            collection.add(*make([("1", "Written by this.")], address="this.txt"))
        assert collection.minutes(POTHOLES_ID) == other[0].minutes


def test_a_model_that_another_wrote_with_meanwhile_is_refused(
    tmp_path: Path, embedder: Embedder, potholes: Given, buses: Given
) -> None:
    other = replace(embedder, name="B", fingerprint="B@456")

    def parts(texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> Parts:
        with Collection.open(tmp_path / "public", other) as meanwhile:
            meanwhile.add(*buses)
        return embedder.parts(texts, spans)

    with Collection.open(tmp_path / "public", replace(embedder, parts=parts), create=True) as collection:
        with pytest.raises(ModelMismatch, match=r"was made by the model 'B@456'"):
            collection.add(*potholes)
        assert [summary.id for summary in collection.summaries()] == [BUSES_ID]
