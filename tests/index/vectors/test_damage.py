"""Files of vectors that are damaged, of another collection, ahead of it, or cannot be written."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index import saved, schema
from index.collection import Collection
from index.errors import CollectionDamaged
from index.vectors import Vectors
from tests.index.vectors.conftest import POTHOLES, RANDOM, Make, follow, grow, minutes, search


def flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "one bit flipped": flipped,
    "truncated": lambda data: data[:-100],
    "empty": lambda data: data[:0],
    "something else": lambda data: b"IxM2" + data[::-1],
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_found_and_made_again(many: Collection, damage: Callable[[bytes], bytes]) -> None:
    path = many.folder / "vectors.faiss"
    before = path.read_bytes()
    path.write_bytes(damage(before))
    assert many.verify() == [
        "vectors.faiss is not the file that vectors.json recorded. It is made again when minutes are added or served."
    ]
    vectors = Vectors(path)
    assert follow(many, vectors) == 60  # from the database
    grow(many, vectors)
    assert path.read_bytes() == before
    assert many.verify() == []


@pytest.mark.parametrize("text", ["", "{", "[]", "1", '{"generation": 1}', '{"check": ""}'])
def test_a_damaged_record_is_found_and_made_again(many: Collection, text: str) -> None:
    (many.folder / "vectors.json").write_text(text)
    assert many.verify() == [
        "vectors.faiss has no readable record in vectors.json. It is made again when minutes are added or served."
    ]
    assert follow(many, Vectors(many.folder / "vectors.faiss")) == 60


def test_a_number_in_the_record_cannot_be_changed(many: Collection) -> None:
    record = many.folder / "vectors.json"
    record.write_text(record.read_text().replace('"last": 60', '"last": 61'))
    assert saved.damage(many.folder / "vectors.faiss") == "vectors.faiss has no readable record in vectors.json"


def test_a_sound_file_of_another_collection_is_not_used(many: Collection, tmp_path: Path, make: Make) -> None:
    with Collection.open(tmp_path / "other", RANDOM, create=True) as other:
        for day in range(1, 6):
            other.add(*minutes(make, day, words="other"))
        other.caches.bring_up()
    for name in ("vectors.faiss", "vectors.json"):
        (many.folder / name).write_bytes((tmp_path / "other" / name).read_bytes())
    assert follow(many, Vectors(many.folder / "vectors.faiss")) == 60


def test_an_index_that_is_ahead_of_a_restored_backup_begins_again(
    filled: Collection, tmp_path: Path, make: Make
) -> None:
    backup = tmp_path / "backup.db"
    with filled.connection() as connection:
        connection.execute("PRAGMA query_only = OFF")
        connection.execute("VACUUM INTO ?", [str(backup)])
    filled.add(*make([("1", "One.")], council="Other Council", address="other.txt"))
    vectors = Vectors(filled.folder / "vectors.faiss")
    follow(filled, vectors)
    filled.close()
    for name in ("minutes.db-wal", "minutes.db-shm"):
        (filled.folder / name).unlink(missing_ok=True)
    (filled.folder / "minutes.db").write_bytes(backup.read_bytes())
    filled.add(*make([("1", "Another."), ("2", "Line.")], council="Third Council", address="third.txt"))
    assert follow(filled, vectors) == 9
    assert vectors.contents() == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_a_vector_of_the_wrong_length_is_damage(filled: Collection) -> None:
    with sqlite3.connect(filled.folder / "minutes.db") as connection:
        connection.execute("UPDATE passages SET vector = x'0000' WHERE number = 2")
    connection.close()
    with pytest.raises(CollectionDamaged) as caught:
        follow(filled, Vectors(filled.folder / "elsewhere.faiss"))
    assert str(caught.value) == (
        f"the database '{filled.folder / 'minutes.db'}' holds a vector that is not 256 numbers long. Restore it from a "
        "backup, or add the minutes again."
    )
    assert filled.verify() == [f"passage '{POTHOLES}#45.2' has a vector that cannot be used"]


def test_a_failed_save_leaves_the_old_file_and_serves_the_new(many: Collection, make: Make) -> None:
    path = many.folder / "vectors.faiss"
    before = path.read_bytes()
    for day in (7, 8):
        many.add(*minutes(make, day))
    # A folder where the temporary file should go makes the write fail before it begins.
    (many.folder / "vectors.faiss.tmp").mkdir()
    with pytest.raises(OSError, match=r"vectors\.faiss\.tmp"), schema_connection(many) as connection:
        many.vectors.grow(connection)
    assert path.read_bytes() == before
    assert not many.vectors.is_outgrown
    assert sorted(search(many, many.vectors, "x", 99)) == [*range(1, 81)]
    assert follow(many, Vectors(path)) == 20


def test_on_a_disk_that_cannot_be_written_many_are_quantised_in_memory(many: Collection) -> None:
    many.vectors.forget()
    vectors = Vectors(many.folder / "vectors.faiss")
    for name in ("growing.lock", "caches.lock"):
        (many.folder / name).unlink()
        (many.folder / name).mkdir()
    with schema_connection(many) as connection:
        vectors.follow(connection)
        assert vectors.is_outgrown
        with pytest.raises(IsADirectoryError):
            vectors.grow(connection)
    assert not vectors.is_outgrown
    assert sorted(search(many, vectors, "x", 99)) == [*range(1, 61)]


@contextlib.contextmanager
def schema_connection(collection: Collection) -> Iterator[sqlite3.Connection]:
    """Lend a connection whose errors of the disk come out as they are."""
    with contextlib.closing(schema.connect(collection.folder / "minutes.db")) as connection:
        yield connection
