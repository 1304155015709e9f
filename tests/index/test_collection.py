"""A collection on disk: adding, replacing, moving, removing, and what its readers see."""

import contextlib
import hashlib
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.minutes import Metadata, Reading
from index.collection import Collection
from index.embed import Embedder
from index.errors import (
    CollectionDamaged,
    CollectionLocked,
    CollectionMissing,
    CollectionTooNew,
    DiskFull,
    HomeUnwritable,
    MinutesConflict,
    MinutesUnknown,
    ModelMismatch,
)
from index.files import locked
from index.hits import Added, Extent, Statistics
from index.retrieve import retrieve
from index.scope import Scope

Given = tuple[Reading, bytes]
POTHOLES_ID = "ambleford-council/scrutiny-committee/2023-09-12"
BUSES_ID = "brackwater-council/transport-board/2024-02-14"


def found(collection: Collection, question: str) -> list[str]:
    return [hit.paragraph.id for hit in retrieve(collection, question)]


def test_minutes_come_back_as_they_were_added(collection: Collection, potholes: Given, buses: Given) -> None:
    assert collection.add(*potholes) == Added(POTHOLES_ID, "added", 3, 3)
    assert collection.add(*buses) == Added(BUSES_ID, "added", 4, 4)
    assert collection.minutes(POTHOLES_ID) == potholes[0].minutes
    assert collection.minutes(BUSES_ID) == buses[0].minutes
    assert collection.given_for(potholes[0].minutes.source.sha256) == Metadata(
        council="Ambleford Council", held=date(2023, 9, 12)
    )
    assert collection.given_for("0" * 64) is None
    assert collection.original(BUSES_ID).read_bytes() == buses[1]
    assert collection.original(BUSES_ID).suffix == ".txt"
    assert collection.verify() == []


def test_lists_and_numbers_follow_the_scope(
    collection: Collection, potholes: Given, buses: Given, make: Callable[..., Given]
) -> None:
    collection.add(*potholes)
    collection.add(*buses)
    collection.add(*make([("", "A note.")], held=None, address="undated.txt"))
    assert [(s.id, s.paragraphs, s.source_address) for s in collection.summaries()] == [
        ("ambleford-council/scrutiny-committee/undated", 1, "undated.txt"),
        (POTHOLES_ID, 3, "minutes.txt"),
        (BUSES_ID, 4, "buses.txt"),
    ]
    assert [s.id for s in collection.summaries(Scope(council="BRACKWATER council"))] == [BUSES_ID]
    assert collection.statistics() == Statistics(3, 8, 8, date(2023, 9, 12), date(2024, 2, 14), 3)
    assert collection.statistics(Scope(kinds=("resolution",))) == Statistics(
        1, 1, 1, date(2023, 9, 12), date(2023, 9, 12), 3
    )
    assert collection.extent() == Extent(
        3,
        ("Ambleford Council", "Brackwater Council"),
        ("Scrutiny Committee", "Transport Board"),
        date(2023, 9, 12),
        date(2024, 2, 14),
        1,
    )


def test_an_empty_collection_has_nothing_and_finds_nothing(collection: Collection) -> None:
    assert collection.summaries() == []
    assert collection.statistics() == Statistics(0, 0, 0, None, None, 0)
    assert collection.extent() == Extent(0, (), (), None, None, 0)
    assert collection.fingerprint is None
    assert retrieve(collection, "potholes") == []
    assert collection.verify() == []


def test_a_paragraph_has_its_place_and_its_neighbours(collection: Collection, buses: Given) -> None:
    collection.add(*buses)
    place = collection.paragraph(f"{BUSES_ID}#b.ii")
    assert (place.paragraph, place.item_number, place.item_title) == (
        buses[0].minutes.paragraphs[3],
        "77/21",
        "Roads",
    )
    assert place.minutes.id == BUSES_ID
    before, after = collection.neighbours(f"{BUSES_ID}#b.i")
    assert [before and before.id, after and after.id] == [f"{BUSES_ID}#b", f"{BUSES_ID}#b.ii"]
    assert collection.neighbours(f"{BUSES_ID}#a")[0] is None
    assert collection.neighbours(f"{BUSES_ID}#b.ii")[1] is None


def test_what_is_not_there_is_named(collection: Collection) -> None:
    with pytest.raises(MinutesUnknown) as caught:
        collection.minutes("no/such/minutes")
    assert (
        str(caught.value)
        == "no minutes 'no/such/minutes' are in this collection. List what is there with: minuted list"
    )
    with pytest.raises(MinutesUnknown) as caught:
        collection.paragraph("no/such#1")
    assert (
        str(caught.value) == "no paragraph 'no/such#1' is in this collection. It may have been removed or renumbered."
    )
    for call in (collection.remove, collection.original):
        with pytest.raises(MinutesUnknown, match=r"no minutes 'x' are in this collection"):
            call("x")


def test_the_same_bytes_again_embed_nothing(tmp_path: Path, embedder: Embedder, potholes: Given) -> None:
    with Collection.open(tmp_path / "public", embedder, create=True) as collection:
        collection.add(*potholes)

    def load() -> Embedder:
        raise AssertionError("a model was loaded")

    with Collection.open(tmp_path / "public", load) as collection:
        assert collection.add(*potholes).outcome == "unchanged"
        assert collection.summaries()[0].id == POTHOLES_ID
        assert collection.statistics().generation == 1
        assert collection.fingerprint == embedder.fingerprint
        assert collection.verify() == []


def test_the_same_bytes_read_another_way_replace_what_was_there(collection: Collection, potholes: Given) -> None:
    collection.add(*potholes)
    reading, original = potholes
    mended = replace(reading, minutes=replace(reading.minutes, title="Minutes of 12 September", status="approved"))
    assert collection.add(mended, original).outcome == "replaced"
    assert collection.minutes(POTHOLES_ID).status == "approved"
    assert len(collection.summaries()) == 1
    assert collection.verify() == []


def test_the_same_bytes_under_another_id_are_moved(
    collection: Collection, potholes: Given, make: Callable[..., Given]
) -> None:
    collection.add(*potholes)
    original = potholes[1]
    elsewhere, _ = make([("45.1", "Potholes.")], committee="Cabinet")
    source = replace(elsewhere.minutes.source, sha256=hashlib.sha256(original).hexdigest())
    moved = replace(elsewhere, minutes=replace(elsewhere.minutes, source=source))
    assert collection.add(moved, original) == Added("ambleford-council/cabinet/2023-09-12", "moved", 1, 1)
    assert [summary.id for summary in collection.summaries()] == ["ambleford-council/cabinet/2023-09-12"]
    assert found(collection, "potholes") == ["ambleford-council/cabinet/2023-09-12#45.1"]
    assert collection.verify() == []


def test_a_new_version_of_a_file_embeds_only_what_changed(
    tmp_path: Path, embedder: Embedder, make: Callable[..., Given]
) -> None:
    seen: list[str] = []

    def passages(texts: list[str]) -> object:
        seen.extend(texts)
        return embedder.passages(texts)

    counting = replace(embedder, passages=passages)
    first = make([("45.1", "One stays. It has two sentences."), ("45.2", "Two goes.")])
    second = make([("45.1", "One stays. It has two sentences."), ("45.2", "Two came.")])
    with Collection.open(tmp_path / "public", counting, create=True) as collection:
        collection.add(*first)
        old = collection.original(POTHOLES_ID)
        seen.clear()
        assert collection.add(*second).outcome == "replaced"
        header = "Ambleford Council · Scrutiny Committee · 12 September 2023 · 45 Roads"
        assert seen == [f"{header}\nTwo came.", "Two came."]
        assert not old.exists()
        assert collection.original(POTHOLES_ID).read_bytes() == second[1]
        assert collection.verify() == []


def test_other_minutes_at_the_same_address_are_a_conflict(
    collection: Collection, potholes: Given, make: Callable[..., Given]
) -> None:
    collection.add(*potholes)
    other = make([("45.1", "Something else.")], address="b.html")
    with pytest.raises(MinutesConflict) as caught:
        collection.add(*other)
    assert str(caught.value) == (
        f"minutes '{POTHOLES_ID}' are already here from 'minutes.txt'; 'b.html' would replace them. "
        "Add it with --replace, or tell them apart with --committee, --held or --title."
    )
    assert collection.minutes(POTHOLES_ID) == potholes[0].minutes
    assert collection.add(*other, replace=True).outcome == "replaced"
    assert collection.minutes(POTHOLES_ID) == other[0].minutes
    assert collection.verify() == []


def test_bytes_that_are_not_the_source_are_refused(collection: Collection, potholes: Given) -> None:
    with pytest.raises(ValueError, match=r"the bytes given for 'minutes.txt' are not the ones it was read from"):
        collection.add(potholes[0], b"others")


def test_removed_minutes_are_gone_at_the_next_search_and_from_the_disk(
    collection: Collection, potholes: Given, buses: Given
) -> None:
    collection.add(*potholes)
    collection.add(*buses)
    assert found(collection, "potholes on Mill Lane")[0] == f"{POTHOLES_ID}#45.1"
    original = collection.original(POTHOLES_ID)
    collection.remove(POTHOLES_ID)
    assert not original.exists()
    # 'pothol' is the stem in the word index, b'Mill Lane' the text in the database and its log.
    files = [path for path in collection.folder.rglob("*") if path.is_file()]
    assert not [path.name for path in files if b"Mill Lane" in path.read_bytes() or b"pothol" in path.read_bytes()]
    assert all(identity.startswith(BUSES_ID) for identity in found(collection, "potholes on Mill Lane"))
    assert collection.verify() == []


def test_another_model_is_refused(tmp_path: Path, embedder: Embedder, potholes: Given, buses: Given) -> None:
    one = replace(embedder, name="A", fingerprint="A@123")
    other = replace(embedder, name="B", fingerprint="B@456")
    with Collection.open(tmp_path / "public", one, create=True) as collection:
        collection.add(*potholes)
    message = (
        "collection 'public' was made by the model 'A@123' but the settings name 'B@456'. "
        "Set model back to 'A', or add the minutes to a new home."
    )
    with Collection.open(tmp_path / "public", other) as collection:
        for attempt in (lambda: collection.add(*buses), lambda: retrieve(collection, "potholes")):
            with pytest.raises(ModelMismatch) as caught:
                attempt()
            assert str(caught.value) == message
        assert len(collection.summaries()) == 1


def test_a_folder_without_a_collection_is_named(tmp_path: Path, embedder: Embedder) -> None:
    with pytest.raises(CollectionMissing) as caught:
        Collection.open(tmp_path / "none", embedder)
    assert (
        str(caught.value)
        == f"there is no collection in '{tmp_path / 'none'}'. Add minutes to make one: minuted add FILE"
    )


def test_a_later_version_is_not_opened(collection: Collection, embedder: Embedder) -> None:
    with sqlite3.connect(collection.folder / "minutes.db") as connection:
        connection.execute("PRAGMA user_version = 9")
    connection.close()
    with pytest.raises(CollectionTooNew) as caught:
        Collection.open(collection.folder, embedder)
    assert str(caught.value) == (
        "collection 'public' was made by a later version of Minuted (its database has version 9, this one reads 1). "
        "Upgrade Minuted to open it."
    )


def test_a_database_that_is_not_one_is_damaged(tmp_path: Path, embedder: Embedder) -> None:
    (tmp_path / "minutes.db").write_bytes(b"not a database at all, but long enough to be taken for one" * 100)
    with pytest.raises(CollectionDamaged, match=r"minutes\.db' is damaged \(file is not a database\)\. Restore it"):
        Collection.open(tmp_path, embedder)


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


def test_what_a_crash_left_over_is_swept(collection: Collection, embedder: Embedder, potholes: Given) -> None:
    collection.add(*potholes)
    left = collection.folder / "originals" / "ab" / "abandoned.txt.tmp"
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"half")
    (collection.folder / "originals" / "unsettled").write_bytes(b"")
    assert collection.verify() == []
    with Collection.open(collection.folder, embedder) as again:
        assert not left.exists()
        assert again.original(POTHOLES_ID).exists()
        assert again.verify() == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(folder)], check=False)
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(path: Path, *, spare: int) -> None:
    """Fill the disk with a file, but for some bytes."""
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - spare)


def test_a_full_disk_loses_nothing_and_says_so(
    small_disk: Path, embedder: Embedder, make: Callable[..., Given], potholes: Given
) -> None:
    with Collection.open(small_disk / "public", embedder, create=True) as collection:
        collection.add(*potholes)
        filler = small_disk / "filler"
        big = make([(str(n), f"Paragraph {n} says much. It says more.") for n in range(1, 200)], held=date(2020, 1, 1))
        for spare in (0, 40_000, 120_000):
            filler.unlink(missing_ok=True)
            fill(filler, spare=spare)
            with pytest.raises(DiskFull) as caught:
                collection.add(*big)
            assert str(caught.value) == (
                f"the disk that holds '{small_disk / 'public'}' is full. "
                "Nothing was half written; make room and try again."
            )
            assert [summary.id for summary in collection.summaries()] == [POTHOLES_ID]
            assert found(collection, "potholes")[0] == f"{POTHOLES_ID}#45.1"
        filler.unlink()
        collection.add(*potholes)
        collection.remove(POTHOLES_ID)
        assert collection.verify() == []


def test_a_home_that_cannot_be_written_is_named(tmp_path: Path, embedder: Embedder) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(HomeUnwritable) as caught:
        Collection.open(tmp_path / "file" / "public", embedder, create=True)
    assert str(caught.value) == (
        f"the folder '{tmp_path / 'file' / 'public'}' cannot be written to. "
        "Choose a home you may write to, with MINUTED_HOME."
    )


def test_a_read_only_disk_is_named_when_adding(
    tmp_path: Path, embedder: Embedder, potholes: Given, buses: Given
) -> None:
    with Collection.open(tmp_path / "public", embedder, create=True) as collection:
        collection.add(*potholes)
        bound = subprocess.run(["mount", "--bind", str(tmp_path), str(tmp_path)], check=False)
        if bound.returncode:
            pytest.skip("a read-only mount needs root")
        try:
            subprocess.run(["mount", "-o", "remount,bind,ro", str(tmp_path)], check=True)
            with pytest.raises(HomeUnwritable, match=r"public' cannot be written to"):
                collection.add(*buses)
            assert [summary.id for summary in collection.summaries()] == [POTHOLES_ID]
            assert found(collection, "potholes")[0] == f"{POTHOLES_ID}#45.1"
        finally:
            subprocess.run(["umount", "-l", str(tmp_path)], check=True)


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


def test_the_folder_says_what_its_files_are(collection: Collection) -> None:
    text = (collection.folder / "README.txt").read_text()
    assert [line.split()[0] for line in text.splitlines() if line[:1].strip()] == [
        "This",
        "minutes.db",
        "minutes.db-wal",
        "originals/",
        "vectors.faiss",
        "words/",
        "lock",
    ]
