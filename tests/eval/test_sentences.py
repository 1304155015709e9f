"""Judged sentences: what is read from their lines, what is told of one that cannot be used, and those of the sets."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.minutes import Paragraph, digest
from corpus.sentences import sentences
from eval.corpora import collection_for, load_benchmark
from eval.errors import QuestionsInvalid
from eval.judging import kappa
from eval.questions import Question, QuestionSet, set_names
from eval.sentences import JudgedSentences, check_sentences, read_sentences

SETS = Path(__file__).parents[2] / "eval" / "sets"
Make = Callable[..., Question]
Run = Callable[..., tuple[int, str, str]]
SALT = "Salt cost £40,000. It was bought from a mine."
PARAGRAPHS = {
    "oak#2": Paragraph("oak#2", "2", (2,), (), "paragraph", SALT, None, 1, None, digest("2", SALT)),
}
DIGEST = digest("2", SALT)


def line(**other: Any) -> str:
    """Return a line of sentences.jsonl: the first sentence answers, the second helps; None takes a key away."""
    whole = {"question": "q1", "paragraph": "oak#2", "digest": DIGEST, "answers": [0], "helps": [1], **other}
    return json.dumps({key: value for key, value in whole.items() if value is not None})


def read(folder: Path, question: Make, *lines: str) -> tuple[JudgedSentences, ...]:
    """Return what is read from lines, for a set whose two questions are answered by one paragraph and by two."""
    (folder / "sentences.jsonl").write_text("\n".join(lines), encoding="utf-8")
    asked = (question("q1", {"oak#2": 2}), question("q2", {"oak#2": 1, "oak#3": 2}))
    return read_sentences(folder, QuestionSet("mine", "sample", "Mine.", asked))


def test_lines_are_read_in_order(tmp_path: Path, question: Make) -> None:
    assert read(tmp_path, question, line(question="q2", helps=[]), line(answers=[], helps=[1, 0])) == (
        JudgedSentences("q2", "oak#2", DIGEST, (0,), (), "sentences.jsonl:1"),
        JudgedSentences("q1", "oak#2", DIGEST, (), (1, 0), "sentences.jsonl:2"),
    )


def test_a_set_may_have_none(tmp_path: Path) -> None:
    assert read_sentences(tmp_path, QuestionSet("mine", "sample", "Mine.", ())) == ()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (
            line(helps=None),
            "sentences.jsonl:2 judges no sentences: 'helps' is missing. See CONTRIBUTING.md#judged-sentences.",
        ),
        (
            line(answers=[-1]),
            "sentences.jsonl:2 judges no sentences: 'answers.0' is -1 (input should be greater than or equal to 0). "
            "See CONTRIBUTING.md#judged-sentences.",
        ),
        (
            line(digest="short"),
            "sentences.jsonl:2 judges no sentences: 'digest' is \"short\" (string should match pattern "
            "'^[0-9a-f]{16}$'). See CONTRIBUTING.md#judged-sentences.",
        ),
        (
            line(answers=[0, 1], helps=[1]),
            "sentences.jsonl:2 names sentence 1 twice. Keep it in answers or in helps, once.",
        ),
        (
            line(question="q9"),
            "sentences.jsonl:2 is of the question 'q9', which the set does not have. Mend the line, or take it out.",
        ),
        (
            line(paragraph="oak#3"),
            "sentences.jsonl:2 judges sentences of 'oak#3', which does not answer the question 'q1'. Add it to the "
            "question's gold, or take the line out.",
        ),
        (
            line(question="q2"),
            "sentences.jsonl:2 judges 'oak#2' for the question 'q2' again, after sentences.jsonl:1. Keep one of the "
            "lines.",
        ),
    ],
)
def test_a_line_that_cannot_be_used_is_told(tmp_path: Path, question: Make, wrong: str, told: str) -> None:
    with pytest.raises(QuestionsInvalid) as raised:
        read(tmp_path, question, line(question="q2"), wrong)
    assert str(raised.value) == told


@pytest.mark.parametrize(
    ("paragraph", "ending", "helps", "told"),
    [
        ("oak#9", DIGEST, (1,), "s:1 judges sentences of 'oak#9', which is not in the collection. Judge it again."),
        (
            "oak#2",
            "0" * 16,
            (1,),
            "s:1 was judged on another text of 'oak#2' than the collection has. Judge it again.",
        ),
        ("oak#2", DIGEST, (2,), "s:1 names sentence 2 of 'oak#2', which has 2, counted from 0. Mend the number."),
    ],
)
def test_what_does_not_hold_against_the_minutes_is_told(
    paragraph: str, ending: str, helps: tuple[int, ...], told: str
) -> None:
    check_sentences([JudgedSentences("q1", "oak#2", DIGEST, (0,), (1,), "s:1")], PARAGRAPHS)
    with pytest.raises(QuestionsInvalid) as raised:
        check_sentences([JudgedSentences("q1", paragraph, ending, (0,), helps, "s:1")], PARAGRAPHS)
    assert str(raised.value) == told


@pytest.mark.parametrize("name", set_names())
def test_every_paragraph_of_gold_with_two_sentences_is_judged(
    name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    benchmark = load_benchmark(name)
    if benchmark.questions.corpus == "shared":
        monkeypatch.setenv("MINUTED_SHARED", str(request.getfixturevalue("shared")))
    with collection_for(benchmark, model="hashed-words") as collection:
        texts = {
            one.id: one.text for summary in collection.summaries() for one in collection.minutes(summary.id).paragraphs
        }
    assert [(one.question, one.paragraph) for one in benchmark.sentences] == [
        (asked.id, gold.paragraph)
        for asked in benchmark.questions.questions
        for gold in asked.gold
        if len(sentences(texts[gold.paragraph])) > 1
    ]
    assert any(one.answers for one in benchmark.sentences) is bool(benchmark.questions.answerable)


def test_judged_sentences_are_validated_with_their_set(run: Run, mine: str, tmp_path: Path) -> None:
    text = "The salt barn in Mill Lane was filled in October."
    path = tmp_path / "sets" / "mine" / "sentences.jsonl"
    barn = "unknown/unknown/undated/gritting#1.1"
    path.write_text(line(paragraph=barn, digest=digest("1.1", text), helps=[]), encoding="utf-8")
    status, out, _ = run("validate", mine)
    assert (status, "judged_by_sentence 1;" in out) == (0, True)
    path.write_text(line(paragraph=barn, digest=digest("1.1", text)), encoding="utf-8")
    assert run("validate", mine) == (
        1,
        "",
        f"mine: sentences.jsonl:1 names sentence 1 of '{barn}', which has 1, counted from 0. Mend the number.\n",
    )
    path.write_text(line(), encoding="utf-8")
    status, _, error = run("sets")
    assert status == 1
    assert error.startswith(
        "minuted: sentences.jsonl:1 judges sentences of 'oak#2', which does not answer the question"
    )


def test_two_readers_agree_on_which_sentences_answer() -> None:
    pairs: list[tuple[int, int]] = []
    for name in ("sample", "real-minutes"):
        for row in (SETS / name / "readers.jsonl").read_text(encoding="utf-8").splitlines():
            read = json.loads(row)
            numbers = range(read["sentences"])
            pairs += [(_grade(read["first"], number), _grade(read["second"], number)) for number in numbers]
    answers = kappa([(int(one == 2), int(other == 2)) for one, other in pairs], weighted=False)
    worth = kappa([(int(one > 0), int(other > 0)) for one, other in pairs], weighted=False)
    assert len(pairs) == 528
    assert (round(answers, 2), round(worth, 2), round(kappa(pairs, weighted=False), 2)) == (0.95, 0.88, 0.87)


def _grade(read: dict[str, list[int]], number: int) -> int:
    return 2 if number in read["answers"] else 1 if number in read["helps"] else 0
