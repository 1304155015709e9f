"""What is embedded and not yet used: gone on with, begun anew, or thrown away."""

import contextlib
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index import staging
from index.collection import Collection
from index.embedder import Embedder
from index.errors import CollectionError, CollectionLocked, DiskFull
from index.files import locked
from index.reembed import reembed
from index.retrieve import retrieve
from tests.index.reembed.conftest import Given, rows


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
