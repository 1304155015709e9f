"""A collection on disk: folders and databases that cannot be used, full and read-only disks, what a crash leaves."""

import contextlib
import sqlite3
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.minutes import Metadata, Reading
from corpus.read import read_minutes
from index.collection import Collection
from index.embed import Embedder
from index.errors import (
    CollectionDamaged,
    CollectionMissing,
    CollectionTooNew,
    DiskFull,
    HomeUnwritable,
    MinutesUnknown,
)
from index.retrieve import retrieve

Given = tuple[Reading, bytes]
POTHOLES_ID = "ambleford-council/scrutiny-committee/2023-09-12"
BUSES_ID = "brackwater-council/transport-board/2024-02-14"


def found(collection: Collection, question: str) -> list[str]:
    return [hit.paragraph.id for hit in retrieve(collection, question)]


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
        "collection 'public' was made by a later version of Minuted (its database has version 9, this one reads 4). "
        "Upgrade Minuted to open it."
    )


def test_a_database_that_is_not_one_is_damaged(tmp_path: Path, embedder: Embedder) -> None:
    (tmp_path / "minutes.db").write_bytes(b"not a database at all, but long enough to be taken for one" * 100)
    with pytest.raises(CollectionDamaged, match=r"minutes\.db' is damaged \(file is not a database\)\. Restore it"):
        Collection.open(tmp_path, embedder)


def test_nothing_of_a_restricted_item_reaches_the_disk(collection: Collection) -> None:
    data = (
        b"<meeting><meetingid>1</meetingid><meetingdate>12/09/2023</meetingdate><agendaitems>"
        b"<agendaitem><agendaitemid>1</agendaitemid><agendaitemtitle>Buses</agendaitemtitle>"
        b"<agendaitemnumber>1</agendaitemnumber><fulldisplaynumberformat>1.</fulldisplaynumberformat>"
        b"<isrestricted>False</isrestricted><minutesnonemptyhtmlbody>&lt;p&gt;The bus ran late.&lt;/p&gt;"
        b"</minutesnonemptyhtmlbody></agendaitem>"
        b"<agendaitem><agendaitemid>2</agendaitemid><agendaitemtitle>Quinceberry lease</agendaitemtitle>"
        b"<agendaitemnumber>2</agendaitemnumber><fulldisplaynumberformat>2.</fulldisplaynumberformat>"
        b"<isrestricted>True</isrestricted><minutesnonemptyhtmlbody>&lt;p&gt;Quinceberry pays half.&lt;/p&gt;"
        b"</minutesnonemptyhtmlbody></agendaitem></agendaitems></meeting>"
    )
    reading = read_minutes("meeting.xml", data, Metadata(council="Oakham Council", committee="Board"))

    added = collection.add(reading, data)
    assert [hit.paragraph.text for hit in retrieve(collection, "Did the bus run late?")][:1] == ["The bus ran late."]
    assert collection.verify() == []
    assert not [file for file in collection.folder.rglob("*") if file.is_file() and b"uinceberry" in file.read_bytes()]
    with pytest.raises(MinutesUnknown) as caught:
        collection.original(added.minutes_id)
    assert str(caught.value) == (
        f"the source of '{added.minutes_id}' is not kept, because it holds restricted items. Ask the council for it."
    )
    assert collection.add(reading, data).outcome == "unchanged"


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


def test_the_folder_says_what_its_files_are(collection: Collection) -> None:
    text = (collection.folder / "README.txt").read_text()
    assert [line.split()[0] for line in text.splitlines() if line[:1].strip()] == [
        "This",
        "minutes.db",
        "minutes.db-wal",
        "originals/",
        "vectors.faiss",
        "words/",
        "reembedding.db",
        "lock",
    ]


def test_a_collection_on_a_read_only_disk_is_opened_listed_and_searched(
    tmp_path: Path, embedder: Embedder, potholes: Given
) -> None:
    folder = tmp_path / "medium" / "public"
    with Collection.open(folder, embedder, create=True) as collection:
        collection.add(*potholes)
    medium = str(tmp_path / "medium")
    if subprocess.run(["mount", "--bind", medium, medium], check=False).returncode:
        pytest.skip("a read-only mount needs root")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", medium], check=True)
        assert not (folder / "minutes.db-wal").exists()
        with Collection.open(folder, embedder) as collection:
            assert [summary.id for summary in collection.summaries()] == [POTHOLES_ID]
            assert collection.minutes(POTHOLES_ID) == potholes[0].minutes
            assert found(collection, "potholes")[0] == f"{POTHOLES_ID}#45.1"
            assert collection.verify() == []
            with pytest.raises(HomeUnwritable, match=r"public' cannot be written to"):
                collection.remove(POTHOLES_ID)
    finally:
        subprocess.run(["umount", "-l", medium], check=True)


def test_a_place_where_no_folder_can_be_is_named(embedder: Embedder) -> None:
    folder = Path("/proc/minuted/public")
    if not folder.parents[1].is_dir():
        pytest.skip("there is no /proc here")
    with pytest.raises(HomeUnwritable, match=r"the folder '/proc/minuted/public' cannot be written to"):
        Collection.open(folder, embedder, create=True)


def test_the_files_of_the_caches_go_before_a_removal_is_over(
    collection: Collection, make: Callable[..., Given], potholes: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.state.EXACT_PASSAGES", 40)
    collection.add(*potholes)
    collection.add(*make([(str(n), f"Line {n}.") for n in range(1, 51)], council="Other Council", address="o.txt"))
    collection.caches.bring_up()
    caches = [collection.folder / name for name in ("vectors.faiss", "vectors.json", "words.json", "words")]
    assert all(path.exists() for path in caches)
    collection.remove(POTHOLES_ID)
    assert not [path.name for path in caches if path.exists()]


def test_what_a_full_disk_did_not_stop_counts_as_added(
    small_disk: Path, embedder: Embedder, make: Callable[..., Given]
) -> None:
    entries = [(str(n), f"Paragraph {n} says much. It says more.") for n in range(1, 30)]
    with Collection.open(small_disk / "public", embedder, create=True) as collection:
        added: list[str] = []

        def add_until_it_is_full() -> None:
            added.extend(collection.add(*make(entries, held=date(2020, month, 1))).minutes_id for month in range(1, 13))

        with pytest.raises(DiskFull):
            add_until_it_is_full()
        assert len(added) > 1
        assert sorted(one.id for one in collection.summaries()) == sorted(added)


def test_an_index_of_words_that_a_full_disk_refuses_is_told_in_a_sentence(
    small_disk: Path, embedder: Embedder, potholes: Given, caplog: pytest.LogCaptureFixture
) -> None:
    with Collection.open(small_disk / "public", embedder, create=True) as collection:
        collection.add(*potholes)
        fill(small_disk / "filler", spare=12_000)
        assert found(collection, "potholes")[0] == f"{POTHOLES_ID}#45.1"
        assert [one.getMessage() for one in caplog.records] == [
            f"the index of words in '{small_disk / 'public' / 'words'}' could not be written: no space left on device. "
            "Nothing is lost, and searches do without it, more slowly; make room or let the folder be written to, and "
            "the next search writes it."
        ]
