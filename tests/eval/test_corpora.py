"""The collections that questions are asked of, and whether the judgements of the shipped sets hold against them."""

from pathlib import Path

import pytest

from corpus import sample
from corpus.read import minutes_files
from eval.corpora import collection_for, folder_of
from eval.errors import EvaluationError, QuestionsInvalid
from eval.questions import Gold, Question, QuestionSet, load_set
from service.ingest import Account

TEXT = "Agenda item\n\nSchool buses\n\n2.1\u00a0\u00a0 The bus to Fenwick leaves at eight.\n"


def silent(*_: object) -> None:
    """Tell nothing."""


def set_over(*gold: Gold) -> QuestionSet:
    """Return a set of one question over the shared minutes."""
    return QuestionSet("mine", "shared", "Mine.", (Question("q", "When?", "when", gold, bool(gold), None, ""),))


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of minutes, one file, that is taken for the shared one."""
    folder = tmp_path / "minutes"
    folder.mkdir()
    (folder / "buses.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setenv("MINUTED_SHARED", str(tmp_path))
    return folder


def test_the_judgements_of_the_sample_hold() -> None:
    told: list[str] = []
    with collection_for(load_set("sample"), model="hashed-words", told=lambda file, _: told.append(file.name)) as (
        collection,
        account,
    ):
        held = collection.statistics()
        assert (held.minutes, held.paragraphs) == (len(account.added), account.paragraphs)
        assert_scopes_are_held("sample", {summary.id for summary in collection.summaries()})
    assert told == [file.name for file in minutes_files(sample.FOLDER)]


def test_the_judgements_of_the_real_minutes_hold(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTED_SHARED", str(shared))
    with collection_for(load_set("real-minutes"), model="hashed-words", told=silent) as (collection, account):
        assert len(account.added) == 5
        assert_scopes_are_held("real-minutes", {summary.id for summary in collection.summaries()})


def test_the_collection_is_gone_afterwards(own: Path) -> None:
    accounts: list[Account] = []
    with collection_for(set_over(), model="hashed-words", told=lambda _, account: accounts.append(account)) as (
        collection,
        account,
    ):
        folder = collection.folder
        assert folder.is_dir()
        assert [one.path for one in account.added] == [str(own / "buses.txt")]
    assert accounts == [account]
    assert not folder.parents[1].exists()


@pytest.mark.usefixtures("own")
def test_a_judgement_that_does_not_hold_is_told() -> None:
    with (
        pytest.raises(QuestionsInvalid) as raised,
        collection_for(set_over(Gold("oak#9", 1, "aa")), model="hashed-words", told=silent),
    ):
        pytest.fail("the collection was given")
    assert str(raised.value) == (
        "question 'q' (mine, line 1) is answered by 'oak#9', which is not in the collection. Judge it again."
    )


def test_a_file_of_the_corpus_that_is_refused_is_told(own: Path) -> None:
    (own / "empty.txt").touch()
    with (
        pytest.raises(EvaluationError) as raised,
        collection_for(set_over(), model="hashed-words", told=silent),
    ):
        pytest.fail("the collection was given")
    assert str(raised.value) == (
        "a file of the corpus was refused: 'empty.txt' is empty: it holds no text to read. "
        "Save the page or document again and add that file."
    )


def test_missing_shared_minutes_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTED_SHARED", str(tmp_path / "nowhere"))
    with pytest.raises(EvaluationError) as raised:
        folder_of(load_set("real-minutes"))
    assert str(raised.value) == (
        f"the minutes that 'real-minutes' is asked of are not in '{tmp_path / 'nowhere' / 'minutes'}'. They are not "
        "part of Minuted; name the folder that holds them with the variable MINUTED_SHARED."
    )


def assert_scopes_are_held(name: str, minutes: set[str]) -> None:
    """Assert that every question that is asked of one minutes only is asked of minutes that are there."""
    assert {question.minutes_id for question in load_set(name).questions} - {None} <= minutes
