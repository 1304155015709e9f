"""Embedding a collection anew: what takes over, what happens meanwhile, and what a kill or a full disk leaves."""

import contextlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.minutes import Reading
from index import schema, staging
from index.collection import Collection
from index.embed import DEFAULT_MODEL, load_embedder
from index.embedder import Embedder, Parts, Span
from index.errors import CollectionError, CollectionLocked, DiskFull, ModelMismatch
from index.files import locked
from index.reembed import Reembedded, reembed
from index.retrieve import retrieve
from index.settings import RetrievalSettings
from tests.index.narrow import narrow

Given = tuple[Reading, bytes]
POTHOLES = "ambleford-council/scrutiny-committee/2023-09-12"
BUSES = "brackwater-council/transport-board/2024-02-14"
ROOT = Path(__file__).parents[2]
ROWS = (
    "SELECT p.id, g.start_at, g.vector, g.tokens FROM passages g JOIN paragraphs p ON p.number = g.paragraph "
    "ORDER BY p.id, g.start_at",
    "SELECT p.id, s.spans, s.vectors FROM sentences s JOIN paragraphs p ON p.number = s.paragraph ORDER BY p.id",
    "SELECT key, value FROM meta WHERE key <> 'forgotten' ORDER BY key",
)


@pytest.fixture(scope="module")
def other() -> Embedder:
    return narrow()


@pytest.fixture
def library(collection: Collection, potholes: Given, buses: Given) -> Collection:
    collection.add(*potholes)
    collection.add(*buses)
    return collection


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Callable[..., Collection]]:
    """Return a function that makes a collection by a model of what it is given."""
    with contextlib.ExitStack() as stack:

        def make(embedder: Embedder, *given: Given) -> Collection:
            folder = tmp_path / f"fresh-{embedder.name}" / "public"
            opened = stack.enter_context(Collection.open(folder, embedder, create=True))
            for one in given:
                opened.add(*one)
            return opened

        yield make


def rows(folder: Path) -> list[list[tuple[object, ...]]]:
    """Return all that a model made, by the ids of paragraphs."""
    with contextlib.closing(schema.connect(folder / "minutes.db")) as connection:
        return [connection.execute(query).fetchall() for query in ROWS]


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


KILLED = """
import os, signal, sys
from pathlib import Path
from index import schema, staging
from index.collection import Collection
from index.embed import load_embedder
from index.reembed import reembed
from tests.index.narrow import narrow

left, reached = int(sys.argv[2]), 0

def count(*_):
    global reached
    reached += 1
    if reached > left:
        os.kill(os.getpid(), signal.SIGKILL)

def counted(connect):
    def connected(*given, **named):
        connection = connect(*given, **named)
        connection.set_trace_callback(count)
        connection.set_progress_handler(count, 40)
        return connection
    return connected

with Collection.open(Path(sys.argv[1]), load_embedder("hashed-words")) as collection:
    schema.connect, staging._connected = counted(schema.connect), counted(staging._connected)
    reembed(collection, narrow())
print(reached)
"""


@pytest.mark.timeout(300)
def test_a_kill_at_any_moment_leaves_one_model_and_the_next_run_goes_on(
    library: Collection,
    fresh: Callable[..., Collection],
    tmp_path: Path,
    embedder: Embedder,
    other: Embedder,
    potholes: Given,
    buses: Given,
) -> None:
    earlier, later = rows(library.folder), rows(fresh(other, potholes, buses).folder)
    library.close()
    outcomes: list[tuple[bool, int]] = []
    folder = tmp_path / "killed" / "public"

    def run(moments: int) -> subprocess.CompletedProcess[bytes]:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(library.folder, folder)
        command = [sys.executable, "-c", KILLED, folder, str(moments)]
        return subprocess.run(command, cwd=ROOT, check=False, capture_output=True)

    whole = run(1_000_000)
    assert (whole.returncode, rows(folder)) == (0, later)
    last = int(whole.stdout)
    for moments in [*range(0, last - 12, last // 16), *range(last - 12, last)]:
        done = run(moments)
        # SQLite takes a few steps more or fewer from run to run: the last moments may come after the end.
        assert done.returncode == -signal.SIGKILL or last - 12 <= int(done.stdout) <= moments
        found = rows(folder)
        assert found in (earlier, later)
        with Collection.open(folder, embedder if found == earlier else other) as opened:
            assert opened.verify() == []
            assert retrieve(opened, "potholes")[0].paragraph.id.startswith(POTHOLES)
            outcomes.append((found == later, reembed(opened, other).resumed))
        assert rows(folder) == later
        assert not (folder / staging.FILE).exists()
    # Kills before anything was kept, between two minutes, before the new vectors took over, and after.
    assert {(False, 0), (False, 3), (False, 7), (True, 0)} <= set(outcomes)


def test_searches_go_on_with_one_model_or_the_other_all_the_while(
    tmp_path: Path, embedder: Embedder, other: Embedder, make: Callable[..., Given], fresh: Callable[..., Collection]
) -> None:
    given = [
        make([(str(n), f"Potholes in lane {n * place} cost £{n}. The bus {place} ran.") for n in range(1, 9)],
             council=f"Council {place}", address=f"{place}.txt")
        for place in range(12)
    ]  # fmt: skip
    settings, question = RetrievalSettings(headers=False), "What did the potholes in lane 12 cost?"
    named = [embedder]
    with Collection.open(tmp_path / "public", lambda: named[0], create=True) as serving:
        for one in given:
            serving.add(*one)
        ask = lambda: [(hit.paragraph.id, hit.score) for hit in retrieve(serving, question, settings=settings)]  # noqa: E731
        before = ask()
        after = [(hit.paragraph.id, hit.score) for hit in retrieve(fresh(other, *given), question, settings=settings)]
        assert before != after
        found: list[object] = []
        over = threading.Event()

        def keep_asking() -> None:
            while not over.is_set():
                try:
                    found.append(ask())
                except Exception as error:  # noqa: BLE001 - whatever it is, it must not be
                    found.append(error)

        threads = [threading.Thread(target=keep_asking) for _ in range(4)]
        serving.caches.start()
        named[0] = other
        for thread in threads:
            thread.start()
        with Collection.open(tmp_path / "public", embedder) as elsewhere:
            reembed(elsewhere, other)
        found += [ask() for _ in range(20)]
        over.set()
        for thread in threads:
            thread.join()
        assert [one for one in found if one not in (before, after)] == []
        assert ask() == after
        assert before in found


def test_who_serves_is_refused_until_the_settings_name_the_new_model(
    library: Collection, embedder: Embedder, other: Embedder
) -> None:
    named, loads = [embedder], []

    def load() -> Embedder:
        loads.append(named[0].name)
        return named[0]

    with Collection.open(library.folder, load) as serving:
        assert retrieve(serving, "potholes")
        reembed(library, other)
        with pytest.raises(ModelMismatch) as caught:
            retrieve(serving, "potholes")
        assert str(caught.value) == (
            f"collection 'public' was made by the model 'narrow@0123456789ab' but the settings name "
            f"'{embedder.fingerprint}'. Set model back to 'narrow', or embed the collection anew with the model of the "
            "settings: minuted reembed"
        )
        named[0] = other
        assert retrieve(serving, "potholes")
        assert retrieve(serving, "potholes")
        assert loads == ["hashed-words", "hashed-words", "narrow"]


def test_what_was_prepared_by_the_earlier_model_is_embedded_by_the_new_one(
    collection: Collection,
    fresh: Callable[..., Collection],
    embedder: Embedder,
    other: Embedder,
    potholes: Given,
    buses: Given,
) -> None:
    collection.add(*potholes)
    named = [embedder]
    with Collection.open(collection.folder, lambda: named[0]) as adding:
        prepared = adding.prepare(buses[0])
        reembed(collection, other)
        with pytest.raises(ModelMismatch):
            adding.add(*buses, prepared=prepared)
        named[0] = other
        adding.add(*buses, prepared=prepared)
    assert rows(collection.folder) == rows(fresh(other, potholes, buses).folder)


def test_vectors_of_one_model_are_not_searched_for_a_snapshot_of_the_other(
    library: Collection, embedder: Embedder
) -> None:
    """Two models of the same length: nothing but the fingerprint tells their vectors apart."""

    def parts(texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> Parts:
        read = embedder.parts(texts, spans)
        return Parts(-read.texts, [-one for one in read.spans], read.tokens)

    flipped = replace(embedder, name="flipped", fingerprint="flipped@1", parts=parts)
    asked = embedder.questions(["potholes"])[0]
    with library.connection() as connection:
        library.vectors.follow(connection)
        with schema.snapshot(connection):
            before = dict(library.vectors.search(connection, asked, 10))
            reembed(library, flipped)
            assert dict(library.vectors.search(connection, asked, 10)) == before
        with schema.snapshot(connection):
            after = dict(library.vectors.search(connection, asked, 10))
        assert after == pytest.approx({number: -cosine for number, cosine in before.items()})
        library.vectors.follow(connection)
        with schema.snapshot(connection):
            assert dict(library.vectors.search(connection, asked, 10)) == pytest.approx(after)


def test_quantised_vectors_are_made_anew(
    collection: Collection,
    other: Embedder,
    make: Callable[..., Given],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("index.state.EXACT_PASSAGES", 40)
    collection.add(*make([(str(n), f"Line {n} of many.") for n in range(1, 51)]))
    collection.caches.bring_up()
    assert (collection.folder / "vectors.faiss").exists()
    reembed(collection, other)
    with Collection.open(collection.folder, other) as opened:
        expected = [hit.paragraph.id for hit in retrieve(opened, "line 7", retriever="dense")]
        opened.caches.bring_up()
        assert opened.verify() == []
        assert (opened.folder / "vectors.faiss").exists()
        assert [hit.paragraph.id for hit in retrieve(opened, "line 7", retriever="dense")] == expected


def test_only_one_embeds_anew_at_a_time(library: Collection, other: Embedder) -> None:
    before = rows(library.folder)
    with locked(library.folder, wait_seconds=0, name="reembedding.lock"), pytest.raises(CollectionLocked) as caught:
        reembed(library, other)
    assert str(caught.value) == (
        "collection 'public' is being embedded anew by another process. Wait until that has finished."
    )
    assert rows(library.folder) == before


def begun(library: Collection, other: Embedder) -> None:
    """Leave what a run leaves that was killed before the new vectors took over."""
    with library.connection() as database, staging.opened(library.folder, other, database) as staged:
        from index.reembed import _make  # noqa: PLC0415 - what stands before the end

        _make(library, staged, other, told=lambda *_: None)


def test_what_cannot_be_gone_on_with_is_begun_anew(
    library: Collection, fresh: Callable[..., Collection], other: Embedder, potholes: Given, buses: Given
) -> None:
    expected = rows(fresh(other, potholes, buses).folder)
    kept = library.folder.parent / "kept"
    shutil.copytree(library.folder, kept)
    file = library.folder / staging.FILE
    damaged: list[Callable[[], object]] = [
        lambda: None,
        lambda: file.write_bytes(b"not a database at all, but long enough to be taken for one" * 100),
        lambda: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
        lambda: file.write_bytes(b""),
    ]
    resumed = []
    for damage in damaged:
        library.close()
        shutil.rmtree(library.folder)
        shutil.copytree(kept, library.folder)
        begun(library, other)
        damage()
        resumed.append(reembed(library, other).resumed)
        assert rows(library.folder) == expected
    assert resumed == [7, 0, 0, 0]


def test_what_was_begun_by_another_model_or_for_another_database_is_begun_anew(
    library: Collection,
    fresh: Callable[..., Collection],
    embedder: Embedder,
    other: Embedder,
    make: Callable[..., Given],
    potholes: Given,
    buses: Given,
) -> None:
    fourth = make([("1", "Quite another thing.")], council="Fourth Council", address="fourth.txt")
    begun(library, replace(other, fingerprint="third@1"))
    assert reembed(library, other).resumed == 0
    # A backup from before the last minutes were added: the number of their row comes again.
    backup = library.folder.parent / "backup.db"
    with contextlib.closing(sqlite3.connect(library.folder / "minutes.db")) as connection:
        connection.execute("VACUUM INTO ?", [str(backup)])
    with Collection.open(library.folder, other) as opened:
        opened.add(*make([("1", "One.")], council="Third Council", address="third.txt"))
        begun(opened, embedder)
    for name in ("minutes.db-wal", "minutes.db-shm"):
        (library.folder / name).unlink(missing_ok=True)
    library.close()
    shutil.copy(backup, library.folder / "minutes.db")
    with Collection.open(library.folder, other) as opened:
        opened.add(*fourth)
        assert reembed(opened, embedder).resumed == 0
    assert rows(library.folder) == rows(fresh(embedder, potholes, buses, fourth).folder)


def test_a_staging_that_lacks_a_vector_changes_nothing_and_is_thrown_away(library: Collection, other: Embedder) -> None:
    before = rows(library.folder)
    begun(library, other)
    file = library.folder / staging.FILE
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("DELETE FROM passages WHERE number = 2")
    with pytest.raises(CollectionError) as caught:
        reembed(library, other)
    assert str(caught.value) == (
        f"'{file}' lacked vectors that it should have had (NOT NULL constraint failed: passages.vector) and is thrown "
        "away; the collection is as it was. Embed it anew once more."
    )
    assert rows(library.folder) == before
    assert reembed(library, other).resumed == 0


def fill(path: Path, *, spare: int) -> None:
    """Fill the disk with a file, but for some bytes."""
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))
    with path.open("r+b") as file:
        file.truncate(max(0, path.stat().st_size - spare))


def test_a_full_disk_changes_nothing_and_what_was_done_is_kept(
    small_disk: Path, embedder: Embedder, other: Embedder, make: Callable[..., Given]
) -> None:
    with Collection.open(small_disk / "public", embedder, create=True) as collection:
        for place in range(3):
            collection.add(*make([(str(n), f"Line {n} of {place}.") for n in range(1, 30)],
                                 council=f"Council {place}", address=f"{place}.txt"))  # fmt: skip
        before, filler, refused = rows(collection.folder), small_disk / "filler", 0
        for spare in range(0, 400_000, 12_000):
            fill(filler, spare=spare)
            refusal = ""
            try:
                done = reembed(collection, other)
            except DiskFull as error:
                refusal = str(error)
            if not refusal:
                break
            refused += 1
            assert refusal.startswith(f"the disk that holds '{collection.folder}' is full. Nothing was half written;")
            assert rows(collection.folder) == before
            assert retrieve(collection, "line")
            filler.unlink()
        assert refused > 2
        assert done.resumed > 0
    with Collection.open(small_disk / "public", other) as opened:
        assert opened.verify() == []
