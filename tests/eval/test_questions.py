"""Question sets: what is read from their lines, and what a contributor is told about a line that cannot be used."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eval.errors import DataInvalid, EvaluationError, QuestionsInvalid, SetUnknown
from eval.questions import KINDS, Gold, Question, QuestionSet, Turn, check_gold, load_set, set_names
from index.scope import Scope

GOLD = {"paragraph": "oak/roads/2019-11-07#1.2", "grade": 2, "digest": "00112233445566aa"}
KINDS_NAMED = ", ".join(f"'{kind}'" for kind in KINDS[:-1]) + " or 'unanswerable'"
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

    def make(*lines: str | bytes) -> None:
        folder = tmp_path / "mine"
        folder.mkdir()
        (folder / "set.toml").write_text('corpus = "sample"\ndescription = "Mine."\n', encoding="utf-8")
        whole = b"".join((line.encode() if isinstance(line, str) else line) + b"\n" for line in lines)
        (folder / "questions.jsonl").write_bytes(whole)

    return make


def test_a_set_is_read_whole(write: Write) -> None:
    scope = {"committee": "Roads", "since": "2019-01-01", "kinds": ["action"], "minutes_id": "oak/roads/2019-11-07"}
    write(
        written("q1", scope=scope, notes="Two paragraphs say it.", any_of=[[GOLD["paragraph"]]]),
        written(
            "q2",
            question="And who paid?",
            kind="follow-up",
            history=[{"question": "What did the salt cost?", "answer": "£40,000."}],
            standalone="Who paid for the salt?",
        ),
        "",
        written("q3", question="Who won?", kind="unanswerable", gold=[], answerable=False),
    )
    gold = (Gold("oak/roads/2019-11-07#1.2", 2, "00112233445566aa"),)
    assert load_set("mine") == QuestionSet(
        name="mine",
        corpus="sample",
        description="Mine.",
        questions=(
            Question(
                id="q1",
                question="What did the salt cost?",
                kind="lookup",
                gold=gold,
                answerable=True,
                scope=Scope(
                    committee="Roads", since=date(2019, 1, 1), kinds=("action",), minutes_id="oak/roads/2019-11-07"
                ),
                any_of=(("oak/roads/2019-11-07#1.2",),),
                notes="Two paragraphs say it.",
                place="questions.jsonl:1",
            ),
            Question(
                id="q2",
                question="And who paid?",
                kind="follow-up",
                gold=gold,
                answerable=True,
                history=(Turn("What did the salt cost?", "£40,000."),),
                standalone="Who paid for the salt?",
                place="questions.jsonl:2",
            ),
            Question("q3", "Who won?", "unanswerable", (), answerable=False, place="questions.jsonl:4"),
        ),
    )


def test_a_follow_up_is_asked_in_its_stand_alone_form_where_it_has_one(write: Write) -> None:
    write(written("q1"), written("q2", question="And who paid?", standalone="Who paid for the salt?"))
    assert [one.asked for one in load_set("mine").questions] == ["What did the salt cost?", "Who paid for the salt?"]


def test_a_line_separator_inside_a_question_does_not_end_its_line(write: Write) -> None:
    write(written("q1").replace("salt", "rock\u2028salt"))
    assert load_set("mine").questions[0].question == "What did the rock\u2028salt cost?"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "salt",
            "is no question: it is not JSON (expected value at line 1 column 1). See CONTRIBUTING.md#a-question.",
        ),
        (
            "[]",
            "is no question: input should be an object. See CONTRIBUTING.md#a-question.",
        ),
        (
            written("q2", scope=None),
            "is no question: 'scope' is missing. See CONTRIBUTING.md#a-question.",
        ),
        (
            written("q2", colour="red"),
            "is no question: 'colour' is \"red\" (unexpected keyword argument). See CONTRIBUTING.md#a-question.",
        ),
        (
            written("q2", gold=[{**GOLD, "grade": "high"}]),
            "is no question: 'gold.0.grade' is \"high\" (input should be a valid integer). "
            "See CONTRIBUTING.md#a-question.",
        ),
        (
            written("q2", gold=[{**GOLD, "grade": 0}]),
            "is no question: 'gold.0.grade' is 0 (input should be greater than or equal to 1). "
            "See CONTRIBUTING.md#a-question.",
        ),
        (
            written("q2", gold=[{**GOLD, "digest": "XY"}]),
            "is no question: 'gold.0.digest' is \"XY\" (string should match pattern '^[0-9a-f]{16}$'). "
            "See CONTRIBUTING.md#a-question.",
        ),
        (
            written("q2", question="?!"),
            "is no question: 'question' is \"?!\" (string should match pattern '\\w'). See CONTRIBUTING.md#a-question.",
        ),
        (
            written("q 2"),
            "is no question: 'id' is \"q 2\" (string should match pattern '^\\S+$'). See CONTRIBUTING.md#a-question.",
        ),
        (
            written("q2", answerable="yes"),
            "is no question: 'answerable' is \"yes\" (input should be a valid boolean). "
            "See CONTRIBUTING.md#a-question.",
        ),
        (
            written("q2", kind="riddle"),
            f"is no question: 'kind' is \"riddle\" (input should be {KINDS_NAMED}). See CONTRIBUTING.md#a-question.",
        ),
        (
            written("q2", scope={"since": "last May"}),
            "has a scope that cannot be meant: 'last May' is no day. Write it as 2019-11-07.",
        ),
        (
            written("q2", scope={"since": "2020-01-02", "until": "2020-01-01"}),
            "has a scope that cannot be meant: the scope runs from 2020-01-02 back to 2020-01-01. "
            "Give the earlier date first.",
        ),
        (written("q2", gold=[]), "is said to be answerable, but names no paragraph that answers it."),
        (written("q2", answerable=False), "names a paragraph that answers it, but is said not to be answerable."),
        (written("q2", gold=[GOLD, GOLD]), "grades 'oak/roads/2019-11-07#1.2' twice. Keep one of the grades."),
        (
            written("q2", any_of=[["oak#9"]]),
            "has 'oak#9' in any_of, but gives it no grade. Add it to gold.",
        ),
        (written("q2", any_of=[[]]), "has an empty list in any_of. Name paragraphs in it, or take it away."),
        (written("q1"), "has the id 'q1' of questions.jsonl:1. Give it another."),
    ],
    ids="json list no-scope key grade grade-0 digest no-word id boolean kind day dates no-gold needless-gold twice "
    "any_of empty-any_of same-id".split(),
)
def test_a_line_that_cannot_be_used_is_told_with_its_number(write: Write, line: str, sentence: str) -> None:
    write(written("q1"), "", line)
    with pytest.raises(QuestionsInvalid) as raised:
        load_set("mine")
    assert str(raised.value) == f"questions.jsonl:3 {sentence}"


def test_a_line_in_another_encoding_is_told_with_its_number(write: Write) -> None:
    write(written("q1"), b'{"id": "caf\xe9"}')
    with pytest.raises(DataInvalid) as raised:
        load_set("mine")
    assert str(raised.value) == "questions.jsonl:2 is not UTF-8 (byte 12 of the line). Save the file as UTF-8."


def test_a_set_without_questions_is_told(write: Write, tmp_path: Path) -> None:
    write()
    with pytest.raises(QuestionsInvalid) as raised:
        load_set("mine")
    assert str(raised.value) == (
        f"{tmp_path}/mine/questions.jsonl holds no question. Write one a line: see CONTRIBUTING.md#a-question."
    )


def test_an_unknown_set_is_told_with_those_that_there_are(write: Write) -> None:
    write(written())
    with pytest.raises(SetUnknown) as raised:
        load_set("yours")
    assert str(raised.value) == (
        "there is no question set 'yours'. There are mine; or give the path of a folder that holds questions.jsonl, "
        "or of a BEIR folder."
    )


@pytest.mark.parametrize(
    ("about", "reason"),
    [
        (None, "FileNotFoundError: [Errno 2] No such file or directory: '{}'"),
        ('corpus = "sample"\n', "KeyError: 'description'"),
        ("corpus = \n", "TOMLDecodeError: Invalid value (at line 1, column 10)"),
    ],
)
def test_a_set_that_does_not_say_what_it_is_about_is_told(
    write: Write, tmp_path: Path, about: str | None, reason: str
) -> None:
    write(written())
    path = tmp_path / "mine" / "set.toml"
    path.unlink() if about is None else path.write_text(about, encoding="utf-8")
    with pytest.raises(EvaluationError) as raised:
        load_set("mine")
    assert str(raised.value) == (
        f"'{path}' does not say what the questions are asked of ({reason.format(path)}). "
        'Write into it: corpus = "…" and description = "…".'
    )


def test_a_folder_of_documents_is_told_from_the_folder_of_the_set(write: Write, tmp_path: Path) -> None:
    write(written())
    (tmp_path / "mine" / "set.toml").write_text('corpus = "minutes"\ndescription = ""\n', encoding="utf-8")
    assert load_set("mine").corpus == str(tmp_path / "mine" / "minutes")
    assert load_set(str(tmp_path / "mine")) == load_set("mine")


def test_a_folder_without_questions_is_no_set(write: Write, tmp_path: Path) -> None:
    write(written())
    (tmp_path / "notes").mkdir()
    assert set_names() == ["mine"]


def test_a_fingerprint_follows_what_is_said_and_judged_not_where_it_stands() -> None:
    whole = judged("1.1", "aa")
    first, second = whole.questions
    moved = replace(whole, name="yours", questions=(replace(first, place="x:7"), second))
    assert moved.fingerprint == whole.fingerprint
    for other in (replace(second, question="Where?"), replace(second, gold=(Gold("1.1", 2, "00000000000000aa"),))):
        assert replace(whole, questions=(first, other)).fingerprint != whole.fingerprint


def test_judgements_that_hold_are_passed() -> None:
    check_gold(judged("1.1", "aa"), {"1.1": "00000000000000aa", "1.2": "00000000000000bb"})


def test_a_judged_paragraph_that_is_gone_is_told() -> None:
    with pytest.raises(QuestionsInvalid) as raised:
        check_gold(judged("1.3", "aa"), {"1.1": "00000000000000aa"})
    assert str(raised.value) == (
        "question 'q2' (mine, questions.jsonl:5) is answered by '1.3', which is not in the collection. Judge it again."
    )


def test_a_judged_paragraph_whose_text_changed_is_told() -> None:
    with pytest.raises(QuestionsInvalid) as raised:
        check_gold(judged("1.1", "aa"), {"1.1": "00000000000000bb"})
    assert str(raised.value) == (
        "question 'q2' (mine, questions.jsonl:5) was judged on another text of '1.1' than the collection has. "
        "Judge it again."
    )


@pytest.mark.parametrize("name", set_names())
def test_a_set_that_minuted_brings_can_be_read(name: str) -> None:
    questions = load_set(name)
    assert questions.corpus in {"sample", "shared"}
    assert questions.description
    assert {question.answerable for question in questions.questions} >= {False}
    assert bool(questions.answerable) is not name.endswith("-other-business")
    assert all(question.question.strip() for question in questions.questions)
    assert {question.kind for question in questions.questions} <= set(KINDS)


@pytest.mark.parametrize(
    ("name", "corpus", "least", "unanswerable", "follow_ups"),
    [
        ("sample", "sample", 250, 50, 30),
        ("real-minutes", "shared", 150, 0, 0),
        ("sample-everyday", "sample", 160, 40, 0),
        ("real-everyday", "shared", 120, 30, 0),
        ("sample-other-business", "sample", 60, 60, 0),
        ("real-other-business", "shared", 80, 80, 0),
    ],
)
def test_the_sets_that_minuted_brings_are_large_enough(
    name: str, corpus: str, least: int, unanswerable: int, follow_ups: int
) -> None:
    questions = load_set(name)
    kinds = [question.kind for question in questions.questions]
    assert questions.corpus == corpus
    assert len(kinds) >= least
    assert len(kinds) - len(questions.answerable) >= unanswerable
    assert kinds.count("follow-up") >= follow_ups
    assert all(question.history for question in questions.questions if question.kind == "follow-up")


def judged(paragraph: str, ending: str) -> QuestionSet:
    """Return a set of which the second question is answered by a paragraph, judged on a text of some digest."""
    silent = Question("q1", "Who won?", "unanswerable", (), answerable=False)
    gold = (Gold(paragraph, 1, f"{ending:0>16}"),)
    asked = Question("q2", "What?", "lookup", gold, answerable=True, place="questions.jsonl:5")
    return QuestionSet("mine", "sample", "Mine.", (silent, asked))
