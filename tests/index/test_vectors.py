"""The vectors: whatever the index has come to, a search gives what the database holds, and costs what was added."""

import contextlib
import hashlib
import json
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from corpus.minutes import Reading
from index import saved, schema
from index.collection import Collection
from index.embedder import Embedder, asked_whole, parts_alone
from index.errors import CollectionDamaged
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


def test_following_adds_only_what_is_new(filled: Collection, make: Make) -> None:
    vectors = Vectors(filled.folder / "elsewhere.faiss")
    assert follow(filled, vectors) == 7
    assert follow(filled, vectors) == 0
    filled.add(*make([("1", "One."), ("2", "Two.")], council="Other Council", address="other.txt"))
    assert follow(filled, vectors) == 2
    assert vectors.contents() == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_following_lets_go_of_what_was_removed(filled: Collection) -> None:
    vectors = Vectors(filled.folder / "elsewhere.faiss")
    follow(filled, vectors)
    filled.remove(POTHOLES)
    follow(filled, vectors)
    assert vectors.contents() == [4, 5, 6, 7]


def test_few_passages_leave_no_file(filled: Collection) -> None:
    grow(filled, filled.vectors)
    assert not (filled.folder / "vectors.faiss").exists()
    assert saved.damage(filled.folder / "vectors.faiss") is None


def test_search_gives_cosines_closest_first(filled: Collection, embedder: Embedder) -> None:
    vector = embedder.questions(["the fares paid by pupils"])[0]
    with filled.connection() as connection, schema.snapshot(connection):
        expected = closest(connection, vector, 3)
        hits = filled.vectors.search(connection, vector, 3)
        assert len(filled.vectors.search(connection, vector, 50)) == 7
    check(hits, expected)


@pytest.mark.parametrize("is_followed", [True, False])
def test_search_never_leaves_what_is_allowed(collection: Collection, make: Make, is_followed: bool) -> None:
    collection.add(*minutes(make, 1))
    collection.add(*minutes(make, 2))
    if is_followed:
        follow(collection, collection.vectors)
    with collection.connection() as connection, schema.snapshot(connection):
        vector = collection.embedder.questions(["said"])[0]

        def numbers(**limits: Sequence[object]) -> list[int]:
            return sorted(n for n, _ in collection.vectors.search(connection, vector, 20, **limits))  # type: ignore[arg-type]

        assert numbers(minutes=[2]) == [*range(11, 21)]
        assert numbers(minutes=[1, 2], kinds=["resolution"]) == [10, 20]
        assert numbers(kinds=["paragraph"]) == [*range(1, 10), *range(11, 20)]
        assert numbers(minutes=[]) == numbers(minutes=[99]) == numbers(kinds=["vote"]) == []


def test_many_are_quantised_and_looked_at_again(many: Collection) -> None:
    assert many.verify() == []
    assert follow(many, Vectors(many.folder / "vectors.faiss")) == 0  # all from the file
    vector = RANDOM.questions(["anything"])[0]
    with many.connection() as connection, schema.snapshot(connection):
        expected, hits = closest(connection, vector, 9), many.vectors.search(connection, vector, 9)
    check(hits, expected)


def test_a_wide_scope_and_a_narrow_one_are_filled(many: Collection) -> None:
    assert sorted(search(many, many.vectors, "x", 99, minutes=[1, 3, 4])) == [*range(1, 11), *range(21, 41)]
    assert sorted(search(many, many.vectors, "x", 99, kinds=["resolution"])) == [10, 20, 30, 40, 50, 60]
    assert search(many, many.vectors, "x", 99, minutes=[2], kinds=["resolution"]) == [20]
    assert search(many, many.vectors, "x", 99, minutes=[7]) == []


def test_what_is_added_to_many_is_found_before_and_after_it_is_quantised(many: Collection, make: Make) -> None:
    many.add(*minutes(make, 7))
    many.add(*minutes(make, 8))
    assert sorted(search(many, many.vectors, "x", 99)) == [*range(1, 81)]  # not followed
    assert follow(many, many.vectors) == 20
    assert sorted(search(many, many.vectors, "x", 99)) == [*range(1, 81)]
    assert many.vectors.is_outgrown
    grow(many, many.vectors)
    assert not many.vectors.is_outgrown
    assert sorted(search(many, many.vectors, "x", 99)) == [*range(1, 81)]
    assert follow(many, Vectors(many.folder / "vectors.faiss")) == 0


def trained(collection: Collection) -> int:
    found: int = json.loads((collection.folder / "vectors.json").read_text())["trained"]
    return found


def test_the_quantiser_learns_anew_when_there_are_twice_as_many(many: Collection, make: Make) -> None:
    assert trained(many) == 60
    for day, expected in [(8, 60), (10, 60), (12, 120)]:
        many.add(*minutes(make, day - 1))
        many.add(*minutes(make, day))
        grow(many, many.vectors)
        assert trained(many) == expected
    assert many.verify() == []


def test_the_same_passages_give_the_same_file(many: Collection) -> None:
    before = (many.folder / "vectors.faiss").read_bytes()
    many.vectors.forget()
    grow(many, Vectors(many.folder / "vectors.faiss"))
    assert (many.folder / "vectors.faiss").read_bytes() == before


def test_a_removal_counts_at_once_and_leaves_no_file_that_holds_it(many: Collection) -> None:
    many.remove(identity(2))
    assert not (many.folder / "vectors.faiss").exists()
    assert sorted(search(many, many.vectors, "x", 99)) == [*range(1, 11), *range(21, 61)]
    grow(many, many.vectors)
    assert sorted(search(many, many.vectors, "x", 99)) == [*range(1, 11), *range(21, 61)]
    file = saved.Progress(
        **{k: v for k, v in json.loads((many.folder / "vectors.json").read_text()).items() if k != "check"}
    )
    assert (file.last, file.trained) == (60, 50)


def test_what_is_removed_while_many_are_quantised_is_not_saved(
    many: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    many.remove(identity(2))
    quantise = many.vectors._quantised

    def meanwhile(connection: sqlite3.Connection) -> saved.Many | None:
        found = quantise(connection)
        many.remove(identity(3))
        return found

    monkeypatch.setattr(many.vectors, "_quantised", meanwhile)
    grow(many, many.vectors)
    assert not (many.folder / "vectors.faiss").exists()
    assert sorted(search(many, many.vectors, "x", 99)) == [*range(1, 11), *range(31, 61)]


def test_when_few_are_left_all_is_exact_again(many: Collection) -> None:
    for day in (1, 2, 3):
        many.remove(identity(day))
    grow(many, many.vectors)
    assert not (many.folder / "vectors.faiss").exists()
    assert many.vectors._state is not None
    assert many.vectors._state.many is None
    assert sorted(search(many, many.vectors, "x", 99)) == [*range(31, 61)]


def test_an_odd_number_of_dimensions_is_quantised_too(tmp_path: Path, make: Make) -> None:
    def odd(texts: Sequence[str]) -> NDArray[np.float32]:
        found = random_vectors(texts)[:, :15]
        return found / np.linalg.norm(found, axis=1, keepdims=True)

    embedder = Embedder("odd", "odd@1", 15, odd, odd, parts_alone(odd), asked_whole(odd))
    with Collection.open(tmp_path / "odd", embedder, create=True) as collection:
        for day in range(1, 7):
            collection.add(*minutes(make, day))
        collection.caches.bring_up()
        assert (collection.folder / "vectors.faiss").exists()
        assert collection.verify() == []
        with collection.connection() as connection, schema.snapshot(connection):
            found = collection.vectors.search(connection, odd(["x"])[0], 7, minutes=[1, 2, 3, 4])
            check(found, closest(connection, odd(["x"])[0], 7, "m.number < 5"))


# What may happen between two questions. "hold" keeps a look at the database; later questions are asked in it too.
STEPS = ("add", "replace", "remove", "follow", "grow", "grow elsewhere", "restart", "hold")


@given(steps=st.lists(st.sampled_from(STEPS), min_size=4, max_size=14), seed=st.integers(0, 1000))
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_search_gives_what_its_snapshot_holds_whatever_happened(
    tmp_path_factory: pytest.TempPathFactory,
    make: Make,
    steps: list[str],
    seed: int,
) -> None:
    chance = np.random.default_rng(seed)
    folder = tmp_path_factory.mktemp("grown")
    with contextlib.ExitStack() as stack:
        collection = stack.enter_context(Collection.open(folder, RANDOM, create=True))
        vectors, days = collection.vectors, 0
        for days in range(1, 6):
            collection.add(*minutes(make, days))
        looks = []
        for number, step in enumerate(steps):
            match step:
                case "add":
                    days += 1
                    collection.add(*minutes(make, days))
                case "replace":
                    collection.add(*minutes(make, int(chance.integers(1, days + 1)), words=f"said {number}"))
                case "remove":
                    left = [one.id for one in collection.summaries()]
                    if left and not looks:  # somebody who looks keeps removed text in the log, which is an error
                        collection.remove(left[int(chance.integers(len(left)))])
                case "follow":
                    follow(collection, vectors)
                case "grow":
                    grow(collection, vectors)
                case "grow elsewhere":
                    grow(collection, Vectors(folder / "vectors.faiss"))
                case "restart":
                    vectors = Vectors(folder / "vectors.faiss")
                case "hold":
                    look = stack.enter_context(contextlib.closing(schema.connect(folder / "minutes.db")))
                    look.execute("BEGIN")
                    schema.generation(look)
                    looks.append(look)
            vector = random_vectors([f"{seed} {number}"])[0]
            with collection.connection() as connection, schema.snapshot(connection):
                for look in (connection, *looks):
                    check(vectors.search(look, vector, 12), closest(look, vector, 12))
                    some = [1, 3, 4, 6]
                    limited = vectors.search(look, vector, 12, minutes=some, kinds=["resolution", "paragraph"])
                    check(limited, closest(look, vector, 12, "m.number IN (1, 3, 4, 6)"))


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


def test_searches_go_on_while_many_are_quantised(many: Collection, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in (7, 8):
        many.add(*minutes(make, day))
    begun, finish = threading.Event(), threading.Event()
    quantise = many.vectors._quantised

    def slow(connection: sqlite3.Connection) -> saved.Many | None:
        begun.set()
        finish.wait()
        return quantise(connection)

    monkeypatch.setattr(many.vectors, "_quantised", slow)
    growing = threading.Thread(target=grow, args=(many, many.vectors))
    growing.start()
    begun.wait()
    many.add(*minutes(make, 9))
    many.remove(identity(1))
    follow(many, many.vectors)
    assert sorted(search(many, many.vectors, "x", 99)) == [*range(11, 91)]
    grow(many, Vectors(many.folder / "vectors.faiss"))  # another process leaves it to this one
    assert not (many.folder / "vectors.faiss").exists()
    finish.set()
    growing.join()
    assert sorted(search(many, many.vectors, "x", 99)) == [*range(11, 91)]
