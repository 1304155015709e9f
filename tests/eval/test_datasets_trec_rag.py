"""TREC RAG's files of answers: read, written, and what is told of a line that cannot be used."""

import json
from pathlib import Path

import pytest

from eval.datasets.trec_rag import CitedSentence, GivenAnswer, read_answers, write_answers
from eval.errors import DataInvalid

SALT = GivenAnswer(
    question_id="q1",
    question="What did the salt cost?",
    sentences=(CitedSentence("Salt cost £40,000.", ("oak#2",)), CitedSentence("It is dear.", ("oak#2", "elm#1"))),
    references=("oak#1", "oak#2", "elm#1"),
    status="answered",
    strength=0.75,
)
SILENT = GivenAnswer("q2", "Who won?", (), ("oak#1",), "not_in_the_minutes", 0.1)


@pytest.mark.parametrize("name", ["some.jsonl", "some.jsonl.gz"])
def test_answers_are_read_as_they_were_written(tmp_path: Path, name: str) -> None:
    write_answers(tmp_path / name, [SALT, SILENT], run="minuted")
    assert read_answers(tmp_path / name) == [SALT, SILENT]
    assert [one.is_silent for one in read_answers(tmp_path / name)] == [False, True]


def test_an_answer_is_a_line_of_the_format(tmp_path: Path) -> None:
    write_answers(tmp_path / "some.jsonl", [SALT], run="minuted")
    assert json.loads((tmp_path / "some.jsonl").read_text(encoding="utf-8")) == {
        "run_id": "minuted",
        "topic_id": "q1",
        "topic": "What did the salt cost?",
        "references": ["oak#1", "oak#2", "elm#1"],
        "response_length": 6,
        "answer": [
            {"text": "Salt cost £40,000.", "citations": [1]},
            {"text": "It is dear.", "citations": [1, 2]},
        ],
        "status": "answered",
        "strength": 0.75,
    }


def test_what_is_cited_is_among_the_references(tmp_path: Path) -> None:
    cites = GivenAnswer("q1", "What?", (CitedSentence("Salt.", ("oak#9",)),), ("oak#1",))
    write_answers(tmp_path / "some.jsonl", [cites], run="minuted")
    (read,) = read_answers(tmp_path / "some.jsonl")
    assert (read.references, read.sentences) == (("oak#1", "oak#9"), cites.sentences)


def test_answers_of_others_say_less(tmp_path: Path) -> None:
    (tmp_path / "their.jsonl").write_text(
        '{"run_id": "x", "team": "y", "topic_id": 7, "references": ["a"], "answer": [{"text": "Yes."}]}\n',
        encoding="utf-8",
    )
    assert read_answers(tmp_path / "their.jsonl") == [GivenAnswer("7", "", (CitedSentence("Yes.", ()),), ("a",))]


def test_both_forms_of_2025_are_read(tmp_path: Path) -> None:
    (tmp_path / "their.jsonl").write_text(
        '{"metadata": {"run_id": "x", "narrative_id": 7, "narrative": "Who?"}, "references": ["a", "b"], '
        '"answer": [{"text": "Ann.", "citations": [1]}]}\n'
        '{"metadata": {"run_id": "x"}, "narrative_id": "8", "narrative": "When?", '
        '"answer": [{"text": "At eight.", "citations": ["b", "a"]}, {"text": "Or nine.", "citations": ["b"]}]}\n',
        encoding="utf-8",
    )
    assert read_answers(tmp_path / "their.jsonl") == [
        GivenAnswer("7", "Who?", (CitedSentence("Ann.", ("b",)),), ("a", "b")),
        GivenAnswer(
            "8", "When?", (CitedSentence("At eight.", ("b", "a")), CitedSentence("Or nine.", ("b",))), ("b", "a")
        ),
    ]


LINE = '{"topic_id": "q2", "topic": "Who?", "references": ["a"], "answer": [{"text": "Ann.", "citations": [0]}]}'
END = "Expected TREC RAG's topic_id, topic, references and answer."


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", f"is no answer: it is not JSON (EOF while parsing an object at line 1 column 1). {END}"),
        ('{"topic_id": "q2", "references": []}', f"is no answer: 'answer' is missing. {END}"),
        ('{"references": [], "answer": []}', f"is no answer: 'topic_id' is missing. {END}"),
        (LINE.replace("q2", "q 2"), f"is no answer: 'topic_id.constrained-str' is \"q 2\" (string should match pattern '^\\S+$'). {END}"),
        (LINE.replace('["a"]', '["a b"]'), f"is no answer: 'references.0' is \"a b\" (string should match pattern '^\\S+$'). {END}"),
        (LINE.replace("[0]", '["first"]'), "cites 'first', which is not among its references. Mend it."),
        (LINE.replace("[0]", "[-1]"), "cites reference -1, but has 1, counted from 0. Mend it."),
        (LINE.replace("[0]", "[0, 1]"), "cites reference 1, but has 1, counted from 0. Mend it."),
        (LINE.replace('"topic":', '"strength": NaN, "topic":'), f"is no answer: 'strength' is NaN (input should be a finite number). {END}"),
        (LINE.replace("q2", "q1"), "answers 'q1' a second time. Keep one of the lines."),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_used_is_told(tmp_path: Path, line: str, sentence: str) -> None:
    (tmp_path / "some.jsonl").write_text(f"{LINE.replace('q2', 'q1')}\n{line}\n", encoding="utf-8")
    with pytest.raises(DataInvalid) as raised:
        read_answers(tmp_path / "some.jsonl")
    assert str(raised.value) == f"some.jsonl:2 {sentence}"


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "some.jsonl").touch()
    with pytest.raises(DataInvalid) as raised:
        read_answers(tmp_path / "some.jsonl")
    assert str(raised.value) == f"'{tmp_path / 'some.jsonl'}' holds no answer. Give a file with an answer a line."
