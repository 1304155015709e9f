"""The FAISS cache: it follows the database, costs what was added, and never trusts its own file."""

import json
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpus.minutes import Reading
from index.collection import Collection
from index.embed import Embedder
from index.errors import CollectionDamaged
from index.vectors import Vectors

Given = tuple[Reading, bytes]


@pytest.fixture
def filled(collection: Collection, potholes: Given, buses: Given) -> Collection:
    collection.add(*potholes)
    collection.add(*buses)
    with collection.connection() as connection:
        collection.vectors.follow(connection)
    collection.vectors.save()
    return collection


def follow(collection: Collection, vectors: Vectors) -> int:
    with collection.connection() as connection:
        return vectors.follow(connection)


def test_following_adds_only_what_is_new(filled: Collection, make: Callable[..., Given]) -> None:
    vectors = Vectors(filled.folder / "elsewhere.faiss")
    assert follow(filled, vectors) == 7
    assert follow(filled, vectors) == 0
    filled.add(*make([("1", "One."), ("2", "Two.")], council="Other Council", address="other.txt"))
    assert follow(filled, vectors) == 2
    assert vectors.contents()[0].tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_following_lets_go_of_what_was_removed(filled: Collection) -> None:
    vectors = Vectors(filled.folder / "elsewhere.faiss")
    follow(filled, vectors)
    filled.remove("ambleford-council/scrutiny-committee/2023-09-12")
    assert follow(filled, vectors) == 0
    assert vectors.contents()[0].tolist() == [4, 5, 6, 7]


def test_a_sound_file_saves_reading_the_database(filled: Collection, make: Callable[..., Given]) -> None:
    vectors = Vectors(filled.folder / "vectors.faiss")
    assert follow(filled, vectors) == 0
    assert vectors.contents()[0].tolist() == [1, 2, 3, 4, 5, 6, 7]
    filled.add(*make([("1", "One.")], council="Other Council", address="other.txt"))
    later = Vectors(filled.folder / "vectors.faiss")
    assert follow(filled, later) == 1


def test_search_gives_cosines_closest_first(filled: Collection, embedder: Embedder) -> None:
    numbers, held = filled.vectors.contents()
    vector = embedder.questions(["the fares paid by pupils"])[0]
    expected = sorted(zip((-(held @ vector)).tolist(), numbers.tolist(), strict=True))
    hits = filled.vectors.search(vector, 3)
    assert [number for number, _ in hits] == [number for _, number in expected[:3]]
    assert [cosine for _, cosine in hits] == pytest.approx([-less for less, _ in expected[:3]], abs=1e-6)
    assert len(filled.vectors.search(vector, 50)) == 7


@pytest.mark.parametrize("count", [1, 5], ids=["few, scored exactly", "many, selected by FAISS"])
def test_search_never_leaves_what_is_allowed(
    filled: Collection, embedder: Embedder, make: Callable[..., Given], count: int
) -> None:
    filled.add(*make([(str(n), f"Line {n}.") for n in range(1, 14)], council="Other Council", address="o.txt"))
    follow(filled, filled.vectors)
    vector = embedder.questions(["potholes"])[0]
    allowed = np.arange(8, 8 + count, dtype=np.int64)
    assert sorted(number for number, _ in filled.vectors.search(vector, 20, allowed=allowed)) == allowed.tolist()
    assert filled.vectors.search(vector, 20, allowed=np.zeros(0, np.int64)) == []


def test_rows_the_index_does_not_have_are_left_out(filled: Collection, embedder: Embedder) -> None:
    vector = embedder.questions(["potholes"])[0]
    assert list(filled.vectors.similarities(vector, [99, 1])) == [1]
    assert filled.vectors.search(vector, 3, allowed=np.array([99], dtype=np.int64)) == []


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
def test_a_damaged_file_is_found_and_built_again(filled: Collection, damage: Callable[[bytes], bytes]) -> None:
    path = filled.folder / "vectors.faiss"
    path.write_bytes(damage(path.read_bytes()))
    assert filled.verify() == [
        "vectors.faiss is not the file that vectors.json recorded. It is made again at the next search."
    ]
    vectors = Vectors(path)
    assert follow(filled, vectors) == 7
    vectors.save()
    assert filled.verify() == []


@pytest.mark.parametrize("text", ["", "{", "[]", '{"generation": 1}'])
def test_a_damaged_record_is_found_and_built_again(filled: Collection, text: str) -> None:
    (filled.folder / "vectors.json").write_text(text)
    assert filled.verify() == [
        "vectors.faiss has no readable record in vectors.json. It is made again at the next search."
    ]
    assert follow(filled, Vectors(filled.folder / "vectors.faiss")) == 7


def test_a_sound_file_of_another_collection_is_not_used(
    filled: Collection, tmp_path: Path, embedder: Embedder, make: Callable[..., Given]
) -> None:
    with Collection.open(tmp_path / "other", embedder, create=True) as other:
        other.add(*make([("1", "One.")], council="Other Council"))
        other.add(*make([("2", "Two.")], council="Another Council"))
        follow(other, other.vectors)
        other.vectors.save()
    for name in ("vectors.faiss", "vectors.json"):
        (filled.folder / name).write_bytes((tmp_path / "other" / name).read_bytes())
    vectors = Vectors(filled.folder / "vectors.faiss")
    assert follow(filled, vectors) == 7


def test_a_file_of_another_model_is_not_used(filled: Collection) -> None:
    record = filled.folder / "vectors.json"
    record.write_text(json.dumps({**json.loads(record.read_text()), "fingerprint": "other@123"}))
    assert follow(filled, Vectors(filled.folder / "vectors.faiss")) == 7


def test_an_index_that_is_ahead_of_a_restored_backup_is_built_again(
    filled: Collection, tmp_path: Path, make: Callable[..., Given]
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
    assert follow(filled, vectors) == 2
    assert vectors.contents()[0].tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_a_vector_of_the_wrong_length_is_damage(filled: Collection) -> None:
    with sqlite3.connect(filled.folder / "minutes.db") as connection:
        connection.execute("UPDATE passages SET vector = x'0000' WHERE number = 2")
    connection.close()
    with pytest.raises(
        CollectionDamaged, match=r"holds a vector that is not 256 numbers long\. Restore it from a backup"
    ):
        follow(filled, Vectors(filled.folder / "elsewhere.faiss"))
    assert filled.verify() == [
        "passage 'ambleford-council/scrutiny-committee/2023-09-12#45.2' has a vector that cannot be used"
    ]


def test_a_failed_save_leaves_the_old_file(filled: Collection, make: Callable[..., Given]) -> None:
    path = filled.folder / "vectors.faiss"
    before = path.read_bytes()
    filled.add(*make([("1", "One.")], council="Other Council", address="other.txt"))
    follow(filled, filled.vectors)
    # A folder where the temporary file should go makes the write fail before it begins.
    (filled.folder / "vectors.faiss.tmp").mkdir()
    with pytest.raises(OSError, match=r"vectors\.faiss\.tmp"):
        filled.vectors.save()
    assert path.read_bytes() == before
    assert follow(filled, Vectors(path)) == 1


def test_few_that_are_allowed_are_scored_without_looking_at_all(
    filled: Collection, embedder: Embedder, make: Callable[..., Given], monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.add(*make([(str(n), f"Line {n}.") for n in range(1, 14)], council="Other Council", address="o.txt"))
    follow(filled, filled.vectors)
    looked: list[int] = []
    nearest = filled.vectors._nearest
    monkeypatch.setattr(filled.vectors, "_nearest", lambda *given: looked.append(1) or nearest(*given))
    vector = embedder.questions(["potholes"])[0]
    filled.vectors.search(vector, 3, allowed=np.array([1], dtype=np.int64))  # 1 of 20 is less than a tenth
    assert looked == []
    filled.vectors.search(vector, 3, allowed=np.array([1, 2], dtype=np.int64))  # 2 of 20 are not
    assert looked == [1]


def test_a_search_waits_while_the_index_changes(filled: Collection, embedder: Embedder) -> None:
    vector = embedder.questions(["potholes"])[0]
    searching = threading.Thread(target=lambda: filled.vectors.search(vector, 3))
    with filled.vectors._lock:
        searching.start()
        searching.join(0.3)
        assert searching.is_alive()
    searching.join(5)
    assert not searching.is_alive()
