"""The word index: it follows the database, survives damage, and takes questions as words only."""

import shutil
from collections.abc import Callable
from math import log
from pathlib import Path

import pytest
import tantivy

from corpus.minutes import Reading
from index.collection import Collection
from index.embed import Embedder
from index.files import locked
from index.schema import generation
from index.word_index import opened
from index.words import Words

Given = tuple[Reading, bytes]


@pytest.fixture
def filled(collection: Collection, potholes: Given, buses: Given) -> Collection:
    collection.add(*potholes)
    collection.add(*buses)
    follow(collection, collection.words)
    return collection


def follow(collection: Collection, words: Words) -> int:
    with collection.connection() as connection:
        return words.follow(connection)


def numbers(words: Words, question: str, **limits: object) -> list[int]:
    return [number for number, _ in words.search(question, 10, headers=False, **limits)]  # type: ignore[arg-type]


def test_following_adds_only_what_is_new(filled: Collection, make: Callable[..., Given]) -> None:
    assert filled.words.contents() == [1, 2, 3, 4, 5, 6, 7]
    assert follow(filled, filled.words) == 0
    filled.add(*make([("1", "One.")], council="Other Council", address="other.txt"))
    assert follow(filled, filled.words) == 1
    assert filled.words.contents() == [1, 2, 3, 4, 5, 6, 7, 8]
    again = Words(filled.folder / "words")
    assert follow(filled, again) == 0
    assert again.contents() == [1, 2, 3, 4, 5, 6, 7, 8]


def test_a_few_replaced_lines_are_taken_out_in_place(collection: Collection, make: Callable[..., Given]) -> None:
    lines = [(str(n), f"Line {n}.") for n in range(1, 41)]
    collection.add(*make(lines))
    collection.add(*make([("1", "Old.")], council="Other Council", address="o.txt"))
    assert follow(collection, collection.words) == 41
    folder = next((collection.folder / "words").iterdir())
    collection.add(*make([("1", "New.")], council="Other Council", address="o.txt"))
    assert follow(collection, collection.words) == 1
    assert next((collection.folder / "words").iterdir()) == folder
    assert collection.words.contents() == [*range(1, 41), 42]
    assert numbers(collection.words, "old") == []
    assert collection.verify() == []


def test_words_match_by_their_stems_and_not_by_stop_words(filled: Collection) -> None:
    assert numbers(filled.words, "Was there a pothole repair?") == [1]
    assert numbers(filled.words, "zebra") == []
    assert 5 in numbers(filled.words, "on")


def test_a_score_is_a_share_of_the_most_that_bm25_gives(collection: Collection, make: Callable[..., Given]) -> None:
    collection.add(*make([("1", "red apple"), ("2", "green pear"), ("3", "green plum")]))
    follow(collection, collection.words)
    # Every text is as long as the average: a word that is there once gives its rarity × 2.2 / (1 + 1.2).
    assert collection.words.search("apple", 5, headers=False) == [(1, pytest.approx(1 / 2.2))]
    # N = 3, and n = 1 for apple, 2 for green: ln(1 + 2.5 / 1.5) and ln(1 + 1.5 / 2.5)
    apple, green = log(1 + 2.5 / 1.5), log(1 + 1.5 / 2.5)
    assert collection.words.search("green apple", 5, headers=False)[0] == (
        1,
        pytest.approx(apple / (apple + green) / 2.2),
    )


def nowhere(words: Words, question: str, now: tuple[int, str]) -> list[str]:
    """Return the words of a question that stand nowhere."""
    return [term.word for term in words.terms(question, now) if not term.stems]


def test_words_that_stand_nowhere_are_told_and_slips_of_others_are_not(filled: Collection) -> None:
    with filled.connection() as connection:
        now = generation(connection)
    question = "Which Potholes, pothols or roundabouts are in Ambleford scrutiny?"
    assert nowhere(filled.words, question, now) == ["roundabouts"]
    assert nowhere(filled.words, question, now) == ["roundabouts"]
    assert nowhere(filled.words, "And gritters?", now) == ["gritters"]


def test_of_words_that_stand_nowhere_nothing_is_said_before_the_index_has_come_there(
    filled: Collection, make: Callable[..., Given]
) -> None:
    filled.add(*make([("1", "Roundabouts.")], council="Other Council", address="other.txt"))
    with filled.connection() as connection:
        now = generation(connection)
    assert nowhere(filled.words, "roundabouts", now) == []
    follow(filled, filled.words)
    assert nowhere(filled.words, "roundabouts and gritters", now) == ["gritters"]
    assert nowhere(Words(filled.folder / "words"), "gritters", now) == []


def test_words_of_the_header_count_where_headers_are_on(filled: Collection) -> None:
    assert numbers(filled.words, "Brackwater") == []
    assert sorted(number for number, _ in filled.words.search("Brackwater", 10, headers=True)) == [4, 5, 6, 7]


def test_a_limit_leaves_the_scores_alone(filled: Collection) -> None:
    assert numbers(filled.words, "the fares of the bus", minutes=[2]) == [7, 4]
    assert numbers(filled.words, "the fares of the bus", minutes=[1]) == []
    assert numbers(filled.words, "the fares of the bus", minutes=[]) == []
    assert numbers(filled.words, "gritting repaired", kinds=("resolution",)) == [3]
    free = dict(filled.words.search("gritting", 5, headers=False))
    assert dict(filled.words.search("gritting", 5, headers=False, minutes=[1], kinds=("resolution",))) == free


@pytest.mark.parametrize(
    "question",
    [
        '"',
        "text:gritting AND (",
        "multi-agent",
        "20.04",
        "NEAR(",
        "*",
        "🚌",
        "\x00",
        "a" * 5000,
        "header:[a TO z]",
        "~^",
    ],
)
def test_a_question_is_never_a_query_language(filled: Collection, question: str) -> None:
    assert numbers(filled.words, question) in ([], [3], numbers(filled.words, "text gritting and"))


def damage_meta(folder: Path) -> None:
    next(folder.glob("words/*/meta.json")).write_text("{}")


def damage_segment(folder: Path) -> None:
    path = next(folder.glob("words/*/*.idx"))
    data = path.read_bytes()
    path.write_bytes(bytes([data[0] ^ 1]) + data[1:])


def truncate_segment(folder: Path) -> None:
    path = next(folder.glob("words/*/*.term"))
    path.write_bytes(path.read_bytes()[:-5])


def remove_folder(folder: Path) -> None:
    shutil.rmtree(folder / "words")


def damage_record(folder: Path) -> None:
    (folder / "words.json").write_text("{")


@pytest.mark.parametrize("damage", [damage_meta, damage_segment, truncate_segment, remove_folder, damage_record])
def test_a_damaged_index_is_found_and_built_again(filled: Collection, damage: Callable[[Path], None]) -> None:
    damage(filled.folder)
    assert len(filled.verify()) == 1
    assert filled.verify()[0].startswith("words")
    again = Words(filled.folder / "words")
    assert follow(filled, again) == 7
    assert numbers(again, "potholes") == [1]
    assert len(list((filled.folder / "words").iterdir())) == 1
    assert filled.verify() == []


def test_files_that_another_process_takes_away_during_the_opening_are_noticed(
    filled: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened_late(folder: Path) -> tantivy.Index:
        monkeypatch.undo()
        for file in folder.glob("*.pos"):
            file.unlink()
        return opened(folder)

    monkeypatch.setattr("index.words.opened", opened_late)
    again = Words(filled.folder / "words")
    # The seven passages are indexed again, where a search would have ended with “Failed to open field”.
    assert follow(filled, again) == 7
    assert numbers(again, "pothole") == [1]
    assert again.damage() is None


def test_the_index_of_another_collection_is_not_used(
    filled: Collection, tmp_path: Path, embedder: Embedder, make: Callable[..., Given]
) -> None:
    with Collection.open(tmp_path / "other", embedder, create=True) as other:
        other.add(*make([("1", "Zebra.")], council="Other Council"))
        follow(other, other.words)
    shutil.rmtree(filled.folder / "words")
    shutil.copytree(tmp_path / "other" / "words", filled.folder / "words")
    shutil.copy(tmp_path / "other" / "words.json", filled.folder / "words.json")
    again = Words(filled.folder / "words")
    assert follow(filled, again) == 7
    assert numbers(again, "zebra") == []


def test_who_cannot_write_serves_what_is_there(filled: Collection, make: Callable[..., Given]) -> None:
    filled.add(*make([("1", "Zebra.")], council="Other Council", address="other.txt"))
    with locked(filled.folder, wait_seconds=0, name="caches.lock"):
        reader = Words(filled.folder / "words")
        assert follow(filled, reader) == 0
        assert numbers(reader, "potholes zebra") == [1]
    assert follow(filled, reader) == 1
    assert numbers(reader, "zebra") == [8]


def test_who_cannot_write_and_finds_nothing_builds_one_in_memory(filled: Collection) -> None:
    shutil.rmtree(filled.folder / "words")
    with locked(filled.folder, wait_seconds=0, name="caches.lock"):
        reader = Words(filled.folder / "words")
        assert follow(filled, reader) == 7
        assert numbers(reader, "potholes") == [1]
        assert follow(filled, reader) == 0
        assert not (filled.folder / "words").exists()


def test_when_more_than_a_tenth_is_taken_out_the_index_is_built_anew(
    filled: Collection, make: Callable[..., Given]
) -> None:
    filled.add(*make([("1", "Old.")], council="Other Council", address="o.txt"))
    follow(filled, filled.words)
    before = next((filled.folder / "words").iterdir())
    filled.add(*make([("1", "New.")], council="Other Council", address="o.txt"))
    assert follow(filled, filled.words) == 8  # 1 of 8 is more than a tenth, so all are added again
    assert [folder != before for folder in (filled.folder / "words").iterdir()] == [True]


def test_a_word_that_comes_later_is_found_by_who_builds_in_memory_too(
    filled: Collection, make: Callable[..., Given]
) -> None:
    shutil.rmtree(filled.folder / "words")
    with locked(filled.folder, wait_seconds=0, name="caches.lock"):
        reader = Words(filled.folder / "words")
        follow(filled, reader)
        with filled.connection() as connection:
            assert nowhere(reader, "zebra", generation(connection)) == ["zebra"]
        assert numbers(reader, "zebra") == []
        filled.add(*make([("1", "Zebra.")], council="Other Council", address="other.txt"))
        follow(filled, reader)
        with filled.connection() as connection:
            assert nowhere(reader, "zebra", generation(connection)) == []
            assert numbers(reader, "zebra") == [8]
