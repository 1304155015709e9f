"""Question sets: what is read from their lines, and what a contributor is told about a line that cannot be used."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval.errors import QuestionsInvalid, SetUnknown
from eval.questions import KINDS, Gold, Question, QuestionSet, check_gold, load_set, set_names

GOLD = {"paragraph": "oak/roads/2019-11-07#1.2", "grade": 2, "digest": "00112233445566aa"}
Write = Callable[..., None]


def written(name: str = "q1", **other: Any) -> str:
    """Return the line of an answerable question; None takes a key away."""
    whole = {
        "id": name,
        "question": "What did the salt cost?",
        "kind": "lookup",
        "scope": {},
        "history": [],
        "gold": [GOLD],
        "answerable": True,
        "notes": "",
    }
    return json.dumps({key: value for key, value in {**whole, **other}.items() if value is not None})


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Return a function that makes `mine` a question set of the lines given, the only one there is."""
    monkeypatch.setattr("eval.questions.SETS", tmp_path)

    def make(*lines: str) -> None:
        folder = tmp_path / "mine"
        folder.mkdir()
        (folder / "set.toml").write_text('corpus = "sample"\ndescription = "Mine."\n', encoding="utf-8")
        (folder / "questions.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    return make


def test_a_set_is_read_whole(write: Write) -> None:
    scope = {"minutes_id": "oak/roads/2019-11-07"}
    write(
        written("q1", scope=scope, notes="Two paragraphs say it."),
        written("q2", question="Who won?", kind="unanswerable", gold=[], answerable=False),
    )
    assert load_set("mine") == QuestionSet(
        name="mine",
        corpus="sample",
        description="Mine.",
        questions=(
            Question(
                id="q1",
                question="What did the salt cost?",
                kind="lookup",
                gold=(Gold("oak/roads/2019-11-07#1.2", 2, "00112233445566aa"),),
                answerable=True,
                minutes_id="oak/roads/2019-11-07",
                notes="Two paragraphs say it.",
            ),
            Question(
                id="q2",
                question="Who won?",
                kind="unanswerable",
                gold=(),
                answerable=False,
                minutes_id=None,
                notes="",
            ),
        ),
    )


def test_a_line_separator_inside_a_question_does_not_end_its_line(write: Write) -> None:
    write(written("q1").replace("salt", "rock\u2028salt"))
    assert load_set("mine").questions[0].question == "What did the rock\u2028salt cost?"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "salt",
            "is no question (JSONDecodeError: Expecting value: line 1 column 1 (char 0)). "
            "See CONTRIBUTING.md#a-question.",
        ),
        (
            "",
            "is no question (JSONDecodeError: Expecting value: line 1 column 1 (char 0)). "
            "See CONTRIBUTING.md#a-question.",
        ),
        (
            "[]",
            "is no question (TypeError: list indices must be integers or slices, not str). "
            "See CONTRIBUTING.md#a-question.",
        ),
        (written("q2", scope=None), "is no question (KeyError: 'scope'). See CONTRIBUTING.md#a-question."),
        (
            written("q2", gold=[{**GOLD, "grade": "high"}]),
            "is no question (ValueError: invalid literal for int() with base 10: 'high'). "
            "See CONTRIBUTING.md#a-question.",
        ),
        (
            written("q2", scope="all"),
            "is no question (AttributeError: 'str' object has no attribute 'get'). See CONTRIBUTING.md#a-question.",
        ),
        (
            written("q2", kind="riddle"),
            "is of kind 'riddle'. The kinds are lookup, paraphrase, acronym, reference, list, comparison, decision, "
            "action, who, when, follow-up, typo, unanswerable.",
        ),
        (written("q2", gold=[]), "is said to be answerable, but names no paragraph that answers it."),
        (written("q2", answerable=False), "names a paragraph that answers it, but is said not to be answerable."),
        (
            written("q2", gold=[{**GOLD, "grade": 0}]),
            "gives 'oak/roads/2019-11-07#1.2' the grade 0, but grades count from 1. Leave out what does not answer.",
        ),
        (written("q1"), "has the id 'q1' of an earlier line. Give it another."),
    ],
    ids="bad-json blank list no-scope bad-grade bad-scope kind no-gold needless-gold grade-0 same-id".split(),
)
def test_a_line_that_cannot_be_used_is_told_with_its_number(write: Write, line: str, sentence: str) -> None:
    write(written("q1"), line)
    with pytest.raises(QuestionsInvalid) as raised:
        load_set("mine")
    assert str(raised.value) == f"questions.jsonl:2 {sentence}"


def test_an_unknown_set_is_told_with_those_that_there_are(write: Write) -> None:
    write(written())
    with pytest.raises(SetUnknown) as raised:
        load_set("yours")
    assert str(raised.value) == "there is no question set 'yours'. There are mine."


def test_a_folder_without_questions_is_no_set(write: Write, tmp_path: Path) -> None:
    write(written())
    (tmp_path / "notes").mkdir()
    assert set_names() == ["mine"]


def test_judgements_that_hold_are_passed() -> None:
    check_gold(judged("1.1", "aa"), {"1.1": "aa", "1.2": "bb"})


def test_a_judged_paragraph_that_is_gone_is_told() -> None:
    with pytest.raises(QuestionsInvalid) as raised:
        check_gold(judged("1.3", "aa"), {"1.1": "aa"})
    assert str(raised.value) == (
        "question 'q2' (mine, line 2) is answered by '1.3', which is not in the collection. Judge it again."
    )


def test_a_judged_paragraph_whose_text_changed_is_told() -> None:
    with pytest.raises(QuestionsInvalid) as raised:
        check_gold(judged("1.1", "aa"), {"1.1": "bb"})
    assert str(raised.value) == (
        "question 'q2' (mine, line 2) was judged on another text of '1.1' than the collection has. Judge it again."
    )


@pytest.mark.parametrize("name", set_names())
def test_a_set_that_minuted_brings_can_be_read(name: str) -> None:
    questions = load_set(name)
    assert questions.corpus in {"sample", "shared"}
    assert questions.description
    assert {question.answerable for question in questions.questions} == {True, False}
    assert all(question.question.strip() for question in questions.questions)
    assert {question.kind for question in questions.questions} <= set(KINDS)


def test_the_sets_that_minuted_brings() -> None:
    assert {name: load_set(name).corpus for name in set_names()} == {"real-minutes": "shared", "sample": "sample"}


def judged(paragraph: str, digest: str) -> QuestionSet:
    """Return a set of which the second question is answered by a paragraph."""
    silent = Question("q1", "Who won?", "unanswerable", (), False, None, "")
    asked = Question("q2", "What?", "lookup", (Gold(paragraph, 1, digest),), True, None, "")
    return QuestionSet("mine", "sample", "Mine.", (silent, asked))
