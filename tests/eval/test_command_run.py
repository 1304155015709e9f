"""`minuted-eval run` on real files: what it prints and what it writes."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from eval import corpora
from eval.metrics import MEASURES
from index.embed import load_embedder
from index.retrieve import RETRIEVERS
from tests.eval.asked import Run, asked, asked_json, rows


def test_a_run_as_a_table_with_a_row_for_each_kind(run: Run, mine: str) -> None:
    out = asked(run, "run", mine, "--retriever", "words", "--by-kind")
    table, times, sentences = out.split("\n\n")
    assert rows(table) == [
        ["Set", "Retriever", "Kind", "n", "nDCG@10", "Success@1", "Success@5", "R@10", "AllGold@10"],
        ["mine", "words", "all", "2", "0.500", "0.500", "0.500", "0.500", "0.500"],
        ["mine", "words", "lookup", "1", "1.000", "1.000", "1.000", "1.000", "1.000"],
        ["mine", "words", "when", "1", "0.000", "0.000", "0.000", "0.000", "0.000"],
    ]
    assert re.fullmatch(
        r"Milliseconds a question, median and 95th percentile, in this process:\n +\d+\.\d +\d+\.\d  mine, words", times
    )
    assert sentences.splitlines() == [
        "Answers to mine",
        "  0.500  answerable questions that got an answer",
        "  0.500  answerable questions whose answer cites a paragraph that answers",
        "  1.000  of the paragraphs cited, those that answer",
        "  1.000  of the same, without those that only announce a cited one",
        "  1.000  of the paragraphs needed, those cited",
        "  –      of the sentences quoted from judged paragraphs, those that answer or help",
        "  –      of the sentences that answer in judged paragraphs cited, those quoted",
        "  1.000  unanswerable questions that were declined",
        "  0.500  of the questions declined, those unanswerable",
        "  –      unanswerable questions answered, those told that it may be a part",
        "  1.000  sentences that what they cite supports (ALCE citation recall)",
        "  1.000  citations that their sentence needs (ALCE citation precision)",
        "  1.000  sentences that stand in what they cite, letter by letter",
        "      0  sentences without support",
        "      0  paragraphs cited that the set does not have",
    ]


def test_a_set_without_an_answer_is_told_from_silence_alone(run: Run, mine: str, tmp_path: Path) -> None:
    path = tmp_path / "sets" / mine / "questions.jsonl"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[2], encoding="utf-8")
    out = asked(run, "run", mine, "--out", tmp_path / "runs")
    assert out.splitlines()[:2] == ["", "Answers to mine"]
    assert "  1.000  unanswerable questions that were declined" in out.splitlines()
    assert [one.name for one in (tmp_path / "runs" / mine).iterdir()] == ["answers.jsonl"]
    status, _, error = run("run", mine, "--no-answers")
    assert (status, "no question has a paragraph that answers it" in error) == (1, True)


def test_a_run_as_json(run: Run, mine: str) -> None:
    (found,) = asked_json(run, "run", mine)
    assert list(found) == ["set", "retrieval", "answers"]
    assert [one["retriever"] for one in found["retrieval"]] == list(RETRIEVERS)
    for one in found["retrieval"]:
        assert list(one["measures"]) == ["all", "lookup", "when"]
        assert list(one["measures"]["all"]) == ["questions", *MEASURES]
    words = next(one for one in found["retrieval"] if one["retriever"] == "words")
    assert words["measures"]["all"]["Success@1"] == 0.5
    assert (words["made_by"]["set"], words["made_by"]["form"]) == ("mine", "in conversation")
    assert (found["answers"]["answered"], found["answers"]["exact"]) == (0.5, 1.0)


def test_two_runs_give_the_same_bytes_timings_aside(run: Run, mine: str, made: Path, tmp_path: Path) -> None:
    asked(run, "run", mine, "--retriever", "words", "--retriever", "bm25", "--out", tmp_path / "again")
    written = {path.name: path.read_bytes() for path in made.iterdir() if not path.name.endswith(".times.json")}
    assert set(written) == {"words.run", "words.json", "bm25.run", "bm25.json", "answers.jsonl"}
    assert written == {name: (tmp_path / "again" / "mine" / name).read_bytes() for name in written}


def test_all_retrievers_and_no_answers(run: Run, mine: str, tmp_path: Path) -> None:
    out = asked(run, "run", mine, "--retriever", "all", "--no-answers", "--out", tmp_path / "out")
    names = ["hybrid", "dense", "words", "narrowed", "bm25", "vectors", "chunks", "rrf"]
    assert [row[1] for row in rows(out.partition("\n\n")[0])[1:]] == names
    assert {path.name for path in (tmp_path / "out" / "mine").glob("*.run")} == {f"{name}.run" for name in names}
    assert not (tmp_path / "out" / "mine" / "answers.jsonl").exists()


def test_a_set_whose_minutes_are_not_here_is_skipped_among_others(
    run: Run, mine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINUTED_SHARED", str(tmp_path / "nowhere"))
    shipped = Path(__file__).parents[2] / "eval" / "sets" / "real-minutes"
    status, out, err = run("run", mine, shipped, "--retriever", "words", "--no-answers")
    assert (status, [row[:2] for row in rows(out)[1:2]]) == (0, [["mine", "words"]])
    assert " ".join(err.split()) == (
        f"skipped {shipped}: the minutes that 'real-minutes' is asked of are not in "
        f"'{tmp_path / 'nowhere' / 'minutes'}'. They are not part of Minuted; name the folder that holds them with the "
        "variable MINUTED_SHARED."
    )
    assert run("run", shipped, "--retriever", "words", "--no-answers")[0] == 1


def test_a_run_over_the_shared_minutes(run: Run, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTED_SHARED", str(shared))
    (found,) = asked_json(run, "run", "real-minutes", "--retriever", "words", "--no-answers")
    assert [one["retriever"] for one in found["retrieval"]] == ["words"]


def test_a_model_that_runs_another_way_than_meant_is_told(run: Run, mine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = replace(load_embedder("hashed-words"), note="the model runs as it is.")
    monkeypatch.setattr(corpora, "load_embedder", lambda _: slow)
    status, _, err = run("run", mine, "--retriever", "words", "--no-answers")
    assert (status, err.strip()) == (0, "minuted: the model runs as it is.")
