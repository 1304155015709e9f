"""`minuted-eval validate`: what can be used, and what cannot."""

import json
from pathlib import Path

import pytest

from tests.eval.asked import GRITTING, Run, asked, asked_json


def test_what_can_be_used_is_said_and_what_cannot_ends_with_1(run: Run, mine: str, made: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.qrels").write_text("q1 0 a high\n", encoding="utf-8")
    asked(run, "convert", mine, tmp_path / "good.qrels.gz", "--to", "qrels")
    sources = [mine, made / "bm25.run", made / "answers.jsonl", tmp_path / "good.qrels.gz", tmp_path / "bad.qrels"]
    status, out, err = run("validate", *sources)
    assert status == 1
    assert out.splitlines() == [
        "mine: can be used. questions 3; unanswerable 1; judgements 2; judged_by_sentence 0; "
        "paragraphs 2; kinds lookup 1, unanswerable 1, when 1",
        f"{made / 'bm25.run'}: can be used. questions 1; ranked 1",
        f"{made / 'answers.jsonl'}: can be used. answers 3; declined 2",
        f"{tmp_path / 'good.qrels.gz'}: can be used. questions 2; judgements 2",
    ]
    assert err == (
        f"{tmp_path / 'bad.qrels'}: bad.qrels:1 gives the grade 'high', which is no whole number. Mend the line.\n"
    )
    status, out, err = run("validate", *sources, "--json")
    assert (status, err) == (1, "")
    assert [one["valid"] for one in json.loads(out)] == [True] * 4 + [False]


def test_a_set_whose_text_changed_is_not_valid(run: Run, mine: str, tmp_path: Path) -> None:
    minutes = tmp_path / "sets" / "mine" / "minutes" / "roads.txt"
    minutes.write_text(minutes.read_text("utf-8").replace("October", "November"), encoding="utf-8")
    assert run("validate", mine) == (
        1,
        "",
        "mine: question 'q1' (mine, questions.jsonl:1) was judged on another text of "
        f"'{GRITTING}#1.1' than the collection has. Judge it again.\n",
    )


def test_meetings_of_qmsum_are_valid(run: Run, tmp_path: Path) -> None:
    meeting = {
        "meeting_transcripts": [{"speaker": "Chair", "content": "The bus leaves at eight."}],
        "specific_query_list": [{"query": "When does it leave?", "relevant_text_span": [["0", "0"]]}],
    }
    (tmp_path / "council.json").write_text(json.dumps(meeting, indent=1), encoding="utf-8")
    out = asked(run, "validate", tmp_path / "council.json")
    assert out == f"{tmp_path / 'council.json'}: can be used. questions 1; documents 1\n"


def test_a_benchmark_of_others_is_valid(run: Run, shared: Path) -> None:
    folder = shared / "benchmarks" / "qmsum-committee"
    if not folder.is_dir():
        pytest.skip(f"the folder '{folder}' is not here")
    (found,) = asked_json(run, "validate", folder)
    assert (found["valid"], found["questions"], found["paragraphs"]) == (True, 350, 7477)
