"""`minuted-eval` as its user meets it: what it prints and what it exits with."""

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from corpus.minutes import digest
from eval import cli
from eval.questions import load_set
from index.retrieve import RETRIEVERS

Run = Callable[..., tuple[int, str, str]]
BARN = "The salt barn in Mill Lane was filled in October."
MINE = "A mine in Cheshire sold forty tonnes."


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the command and gives its status, standard output and standard error."""

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            cli.main(list(arguments))
        printed = capsys.readouterr()
        assert isinstance(stopped.value.code, int)
        return stopped.value.code, printed.out, printed.err

    return call


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make the question set `mine` the only one, over minutes of two paragraphs, and return its name.

    Of its three questions one is answered by the paragraph that shares its words, one by a paragraph that shares none,
    and one by none.
    """
    (tmp_path / "minutes").mkdir()
    (tmp_path / "minutes" / "roads.txt").write_text(
        f"Agenda item\n\nGritting\n\n1.1\u00a0\u00a0 {BARN}\n\n1.2\u00a0\u00a0 {MINE}\n", encoding="utf-8"
    )
    lines = [
        judged("q1", "Where is the salt barn?", "lookup", {"1.1": BARN}),
        judged("q2", "When do buses go?", "when", {"1.2": MINE}),
        judged("q3", "Who won the gala?", "unanswerable", {}),
    ]
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "questions.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "mine" / "set.toml").write_text('corpus = "shared"\ndescription = "Mine."\n', encoding="utf-8")
    monkeypatch.setattr("eval.questions.SETS", tmp_path)
    monkeypatch.setenv("MINUTED_SHARED", str(tmp_path))
    monkeypatch.setenv("MINUTED_EVIDENCE_THRESHOLD", "0.4")
    return "mine"


def judged(name: str, asks: str, kind: str, gold: dict[str, str]) -> str:
    """Return the line of a question from the labels and texts of the paragraphs that answer it."""
    return json.dumps(
        {
            "id": name,
            "question": asks,
            "kind": kind,
            "scope": {},
            "history": [],
            "gold": [
                {"paragraph": f"unknown/unknown/undated/gritting#{label}", "grade": 1, "digest": digest(label, text)}
                for label, text in gold.items()
            ],
            "answerable": bool(gold),
            "notes": "",
        }
    )


def numbers(value: Any) -> list[float]:
    """Return every number in a JSON value."""
    if isinstance(value, dict):
        return [number for inner in value.values() for number in numbers(inner)]
    return [value] if isinstance(value, int | float) else []


def test_the_sets_are_listed_a_line_each(run: Run) -> None:
    status, out, err = run("sets")
    assert (status, err) == (0, "")
    counts = [len(load_set(name).questions) for name in ("real-minutes", "sample")]
    assert out.splitlines() == [
        f"real-minutes   {counts[0]:4} questions. "
        "Questions over the five real minutes of the acceptance corpus, which are not part of Minuted.",
        f"sample         {counts[1]:4} questions. "
        "Questions over the sample minutes, as councillors and officers would put them.",
    ]


def test_a_run_as_json(run: Run) -> None:
    status, out, err = run("run", "sample", "--json")
    assert (status, err) == (0, "")
    result = json.loads(out)
    answerable = [question for question in load_set("sample").questions if question.answerable]
    assert set(result) == {"set", "model", "retrieval", "answers"}
    assert (result["set"], result["model"].split("@")[0]) == ("sample", "hashed-words")
    assert set(result["retrieval"]) == set(RETRIEVERS)
    for groups in result["retrieval"].values():
        assert set(groups) == {"all", *(question.kind for question in answerable)}
        assert groups["all"]["questions"] == len(answerable)
        for row in groups.values():
            assert set(row["measures"]) == {"nDCG@10", "Success@1", "Success@5", "R@10"}
            assert all(0 <= value <= 1 for value in numbers(row["measures"]))
    assert set(result["answers"]) == {"cited", "answered", "silent", "exact"}
    assert all(0 <= value <= 1 for value in numbers(result["answers"]))
    assert result["answers"]["exact"] == 1.0


def test_a_run_as_a_table_with_a_row_for_each_kind(run: Run, mine: str) -> None:
    status, out, err = run("run", mine, "--retriever", "words", "--by-kind")
    assert (status, err) == (0, "")
    table, sentences = out.split("\n\n")
    assert [line.split() for line in table.splitlines()] == [
        ["Retriever", "Questions", "nDCG@10", "Success@1", "Success@5", "R@10"],
        ["words", "all", "2", "0.500", "0.500", "0.500", "0.500"],
        ["words", "lookup", "1", "1.000", "1.000", "1.000", "1.000"],
        ["words", "when", "1", "0.000", "0.000", "0.000", "0.000"],
    ]
    assert sentences.splitlines() == [
        "Answerable questions whose answer cites a paragraph that answers: 50%",
        "Answerable questions that got an answer: 50%",
        "Unanswerable questions that were told that the minutes do not say: 100%",
        "Quotes that are their paragraph's text, letter by letter: 100%",
    ]


def test_a_run_shows_every_retriever_and_no_kinds_unless_asked(run: Run, mine: str) -> None:
    status, out, _ = run("run", mine)
    assert status == 0
    assert [line.split()[:2] for line in out.split("\n\n")[0].splitlines()[1:]] == [[one, "all"] for one in RETRIEVERS]


def test_a_run_over_the_shared_minutes(run: Run, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTED_SHARED", str(shared))
    status, out, err = run("run", "real-minutes", "--retriever", "hybrid", "--json")
    assert (status, err) == (0, "")
    assert list(json.loads(out)["retrieval"]) == ["hybrid"]


def test_speed_as_json(run: Run) -> None:
    status, out, err = run("speed", "--json", "--rounds", "1")
    assert (status, err) == (0, "")
    result = json.loads(out)
    assert list(result) == ["reading", "adding", "searching", "serving"]
    assert list(result["reading"]) == ["html", "text", "docx", "pdf"]
    assert set(result["reading"]["pdf"]) == {"paragraphs_per_second", "paragraphs", "documents", "processes"}
    assert set(result["adding"]) == {"paragraphs", "passages", "paragraphs_per_second", "bytes_per_paragraph"}
    assert set(result["searching"]) == set(result["serving"]) == {"p50_ms", "p95_ms"}
    assert len(numbers(result)) == 4 * 4 + 4 + 2 + 2
    assert all(value > 0 for value in numbers(result))


def test_the_speed_of_one_part_as_json(run: Run, mine: str) -> None:
    status, out, err = run("speed", mine, "--json", "--rounds", "1", "--only", "reading")
    assert (status, err) == (0, "")
    result = json.loads(out)
    assert list(result) == ["reading"]
    assert list(result["reading"]) == ["text"]
    # A round reads the two paragraphs of the one document a thousand times.
    assert (result["reading"]["text"]["paragraphs"], result["reading"]["text"]["documents"]) == (2000, 1000)


def test_speed_as_text_with_the_model_named_in_the_home(
    run: Run, mine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MINUTED_MODEL")
    monkeypatch.setenv("MINUTED_HOME", str(tmp_path))
    (tmp_path / "minuted.toml").write_text('model = "hashed-words"\n', encoding="utf-8")
    status, out, err = run("speed", mine, "--rounds", "1")
    assert (status, err) == (0, "")
    assert [re.sub(r" +[0-9][0-9,.]*", " N", line) for line in out.splitlines()] == [
        "reading text N paragraphs/s, by N processes, best of N rounds",
        "adding N paragraphs/s, loading the model included",
        "on disk N bytes a paragraph: N paragraphs, N passages",
        "search N ms p50, N ms p95, in the process, best of N rounds",
        "server search N ms p50, N ms p95, over HTTP, best of N rounds",
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["run", "mine"], "there is no question set 'mine'. There are real-minutes, sample."),
        (["speed", "mine"], "there is no question set 'mine'. There are real-minutes, sample."),
        (
            ["run", "real-minutes"],
            "the minutes that 'real-minutes' is asked of are not in 'nowhere/minutes'. They are not part of Minuted; "
            "name the folder that holds them with the variable MINUTED_SHARED.",
        ),
        (
            ["run", "sample", "--retriever", "guesses"],
            "there is no retriever 'guesses'. Choose one of hybrid, dense, words.",
        ),
    ],
)
def test_what_is_wrong_is_one_sentence_and_status_1(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: Sequence[str], sentence: str
) -> None:
    monkeypatch.setenv("MINUTED_SHARED", "nowhere")
    assert run(*arguments) == (1, "", f"minuted: {sentence}\n")


@pytest.mark.parametrize("arguments", [["run"], ["speed", "--rounds", "0"], ["frobnicate"], ["sets", "--colour"]])
def test_wrong_usage_is_status_2(run: Run, arguments: Sequence[str]) -> None:
    status, _, err = run(*arguments)
    assert status == 2
    assert "Usage: minuted-eval" in err
