"""Verifying: every kind of damage is named, and nothing is mended."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.minutes import Reading
from index.collection import Collection
from index.retrieve import retrieve

POTHOLES = "ambleford-council/scrutiny-committee/2023-09-12"


@pytest.fixture
def filled(collection: Collection, potholes: tuple[Reading, bytes]) -> Collection:
    collection.add(*potholes)
    retrieve(collection, "potholes")
    return collection


def sql(statement: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        connection = sqlite3.connect(folder / "minutes.db")
        with connection:
            connection.execute(statement)
        connection.close()

    return damage


def outcome(**changed: str) -> str:
    """Return the statement that puts an action beside paragraph 45.3."""
    values = {"paragraph_id": f"{POTHOLES}#45.3", "text": "", "owner": None, "due": None, "due_date": None}
    value = json.dumps({**values, "about": None, **changed})
    return f"INSERT INTO outcomes VALUES (99, 3, 'action', '{value}')"  # noqa: S608 - literals


def original(folder: Path) -> Path:
    return next(path for path in (folder / "originals").rglob("*.txt"))


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a changed text": (
        sql("UPDATE paragraphs SET text = replace(text, '4,000', '9,000') WHERE number = 1"),
        f"paragraph '{POTHOLES}#45.1' does not have the text of its digest",
    ),
    "a lost passage": (sql("DELETE FROM passages WHERE number = 2"), f"paragraph '{POTHOLES}#45.2' has no passage"),
    "a zero vector": (
        sql("UPDATE passages SET vector = zeroblob(512) WHERE number = 2"),
        f"passage '{POTHOLES}#45.2' has a vector that cannot be used",
    ),
    "a passage too long": (
        sql("UPDATE passages SET end_at = 999 WHERE number = 2"),
        f"passage '{POTHOLES}#45.2' ends after its text",
    ),
    "a short sentence vector": (
        sql("UPDATE sentences SET vectors = x'00' WHERE paragraph = 1"),
        f"a sentence of paragraph '{POTHOLES}#45.1' has a vector that cannot be used",
    ),
    "a lost sentence vector": (
        sql("UPDATE sentences SET vectors = substr(vectors, 1, 512) WHERE paragraph = 1"),
        f"a sentence of paragraph '{POTHOLES}#45.1' has a vector that cannot be used",
    ),
    "a sentence too long": (
        sql("UPDATE sentences SET spans = x'00000000E7030000' WHERE paragraph = 2"),
        f"a sentence of paragraph '{POTHOLES}#45.2' ends after its text",
    ),
    "an outcome that is no JSON": (
        sql("INSERT INTO outcomes VALUES (99, 3, 'vote', '{')"),
        f"outcome 99, of paragraph '{POTHOLES}#45.3', is not the vote that it should be",
    ),
    "an outcome of another type": (
        sql("""INSERT INTO outcomes VALUES (99, 3, 'vote', '{"paragraph_id": "x", "text": ""}')"""),
        f"outcome 99, of paragraph '{POTHOLES}#45.3', is not the vote that it should be",
    ),
    "an outcome of no known kind": (
        sql("INSERT INTO outcomes VALUES (99, 3, 'song', '{}')"),
        f"outcome 99, of paragraph '{POTHOLES}#45.3', is of no known kind: 'song'",
    ),
    "an outcome beside another paragraph": (
        sql(outcome(paragraph_id=f"{POTHOLES}#45.1")),
        f"outcome 99 stands beside paragraph '{POTHOLES}#45.3' but is of '{POTHOLES}#45.1'",
    ),
    "an outcome that refers to what is not there": (
        sql(outcome(about="elsewhere#1")),
        f"outcome 99, of paragraph '{POTHOLES}#45.3', refers to 'elsewhere#1', which its minutes do not have",
    ),
    "a row without its parent": (
        sql("INSERT INTO items (minutes, position, title, section) VALUES (9, 1, '', '')"),
        "row 2 of items in minutes.db belongs to a row of minutes that is not there",
    ),
    "no model": (
        sql("DELETE FROM meta WHERE key = 'fingerprint'"),
        "minutes.db does not say which model its vectors are from",
    ),
    "a passage the words do not have": (
        sql(
            "INSERT INTO passages (paragraph, header, start_at, end_at, vector, tokens) "
            "SELECT paragraph, header, start_at, end_at, vector, tokens FROM passages WHERE number = 1"
        ),
        "words/ does not hold the passages of minutes.db",
    ),
}


def test_a_vector_the_quantised_do_not_have_is_named(
    collection: Collection, make: Callable[..., tuple[Reading, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.state.EXACT_PASSAGES", 40)
    collection.add(*make([(str(n), f"Paragraph {n} is about {'abcdefghij'[n % 10] * 5}.") for n in range(1, 61)]))
    collection.caches.bring_up()
    assert (collection.folder / "vectors.faiss").exists()
    assert collection.verify() == []
    # 1, 0, 0 …
    unlike = "003C" + "00" * 510
    sql(f"UPDATE passages SET vector = x'{unlike}' WHERE number = 2")(collection.folder)  # noqa: S608 - a literal
    assert collection.verify() == ["vectors.faiss does not hold the vectors of minutes.db"]


@pytest.mark.parametrize(("damage", "problem"), DAMAGE.values(), ids=DAMAGE)
def test_damage_is_named(filled: Collection, damage: Callable[[Path], object], problem: str) -> None:
    assert filled.verify() == []
    damage(filled.folder)
    assert problem in filled.verify()


def test_a_lost_a_changed_and_a_stray_original_are_named(filled: Collection) -> None:
    path = original(filled.folder)
    name = path.relative_to(filled.folder).as_posix()
    data = path.read_bytes()
    path.write_bytes(data + b" ")
    assert filled.verify() == [f"the original of '{POTHOLES}' was changed: {name}"]
    path.rename(path.with_name("stray.txt"))
    stray = path.with_name("stray.txt").relative_to(filled.folder).as_posix()
    assert filled.verify() == [f"the original of '{POTHOLES}' is missing: {name}", f"no minutes are from {stray}"]


def test_a_damaged_page_of_the_database_is_named(filled: Collection) -> None:
    filled.close()
    path = filled.folder / "minutes.db"
    data = bytearray(path.read_bytes())
    page = data.find(b"potholes on Mill Lane") // 4096
    data[page * 4096 : page * 4096 + 8] = b"\xff" * 8
    path.write_bytes(data)
    found = filled.verify()
    assert found
    assert all(problem.startswith("minutes.db is damaged: ") for problem in found)


def test_verifying_mends_nothing(filled: Collection) -> None:
    path = filled.folder / "vectors.faiss"
    path.write_bytes(b"damaged")
    assert filled.verify() == filled.verify() != []
    assert path.read_bytes() == b"damaged"
