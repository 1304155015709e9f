"""`minuted-eval score`: what `run` wrote, and what others gave, as figures."""

import json
import re
from pathlib import Path

from corpus.minutes import digest
from tests.eval.asked import GRITTING, Run, asked, asked_json, rows


def test_what_run_wrote_is_enough_to_score(run: Run, made: Path) -> None:
    out = asked(run, "score", made / "bm25.run", "--measure", "RR@10", "--by-kind", "--per-question")
    assert rows(out) == [
        ["Run", "Questions", "n", "RR@10"],
        ["bm25", "all", "2", "0.500"],
        ["bm25", "lookup", "1", "1.000"],
        ["bm25", "when", "1", "0.000"],
        ["bm25", "q1", "1", "1.000"],
        ["bm25", "q2", "1", "0.000"],
    ]


def test_a_run_in_which_nothing_was_found_counts_0(run: Run, mine: str, tmp_path: Path) -> None:
    questions = tmp_path / "sets" / "mine" / "questions.jsonl"
    text = (
        questions.read_text("utf-8").replace("Where is the salt barn?", "Xylophone?").replace("When do buses", "Zebra")
    )
    questions.write_text(text.replace(" go?", "?"), encoding="utf-8")
    asked(run, "run", mine, "--retriever", "bm25", "--no-answers", "--out", tmp_path / "out")
    path = tmp_path / "out" / "mine" / "bm25.run"
    assert path.read_bytes() == b""
    beside = json.loads(path.with_name("bm25.json").read_text("utf-8"))
    assert (beside["asked"], beside["found"]) == (3, 0)
    (found,) = asked_json(run, "score", path, "--measure", "RR", "--per-question")["runs"]
    assert (found["measures"]["all"], found["questions"]) == ({"RR": 0.0}, {"q1": {"RR": 0.0}, "q2": {"RR": 0.0}})
    assert asked(run, "validate", path) == f"{path}: can be used. questions 0; ranked 0\n"
    asked(run, "compare", path, path)
    asked(run, "report", path, "--out", tmp_path / "report.html")


def test_runs_of_others_are_scored_against_a_file_of_judgements(run: Run, tmp_path: Path) -> None:
    (tmp_path / "their.run").write_text("q1 Q0 a 1 2.0 t\nq1 Q0 b 2 1.0 t\n", encoding="utf-8")
    (tmp_path / "their.qrels").write_text("q1 0 b 1\nq2 0 c 1\n", encoding="utf-8")
    found = asked_json(
        run, "score", tmp_path / "their.run", "--qrels", tmp_path / "their.qrels", "--measure", "RR", "--per-question"
    )
    assert found == {
        "runs": [
            {
                "run": "their",
                "made_by": None,
                "measures": {"all": {"RR": 0.25}},
                "questions": {"q1": {"RR": 0.5}, "q2": {"RR": 0.0}},
            }
        ],
        "answers": {},
    }


def test_answers_are_scored_whoever_gave_them(run: Run, mine: str, made: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "their.jsonl"
    theirs.write_text(
        json.dumps(
            {
                "topic_id": "q1",
                "topic": "Where is the salt barn?",
                "references": [f"{GRITTING}#1.1"],
                "answer": [{"text": "In Mill Lane, I think.", "citations": [0]}],
            }
        ),
        encoding="utf-8",
    )
    found = asked_json(run, "score", "--set", mine, "--answers", theirs, "--answers", made / "answers.jsonl")
    assert found["runs"] == []
    assert list(found["answers"]) == [str(theirs), str(made / "answers.jsonl")]
    of_theirs, ours = found["answers"].values()
    assert (of_theirs["answered"], of_theirs["cited"], of_theirs["citation_recall"]) == (0.5, 0.5, 0.0)
    assert (of_theirs["unsupported"], of_theirs["declined"]) == (1, 1.0)
    assert ours == asked_json(run, "run", mine, "--retriever", "words")[0]["answers"]
    assert "  0.500  answerable questions that got an answer" in asked(run, "score", "--set", mine, "--answers", theirs)


def test_judged_sentences_are_measured_by_run_score_and_report(run: Run, mine: str, tmp_path: Path) -> None:
    (tmp_path / "sets" / "mine" / "sentences.jsonl").write_text(
        json.dumps(
            {
                "question": "q1",
                "paragraph": f"{GRITTING}#1.1",
                "digest": digest("1.1", "The salt barn in Mill Lane was filled in October."),
                "answers": [0],
                "helps": [],
            }
        ),
        encoding="utf-8",
    )
    out = tmp_path / "out"
    (found,) = asked_json(run, "run", mine, "--retriever", "words", "--out", out)
    # The one answer quotes the one sentence that is judged.
    assert (found["answers"]["sentence_precision"], found["answers"]["sentence_recall"]) == (1.0, 1.0)
    answers = out / "mine" / "answers.jsonl"
    assert asked_json(run, "score", "--set", mine, "--answers", answers)["answers"][str(answers)] == found["answers"]
    asked(run, "report", out / "mine" / "words.run", "--out", tmp_path / "report.html")
    html = (tmp_path / "report.html").read_text("utf-8")
    for figure in ("quoted from judged paragraphs that answer or help", "in judged paragraphs cited that are quoted"):
        assert re.search(rf"{figure}</th><td[^>]*>1\.000<", html)


def test_a_run_of_which_nothing_is_known_needs_to_be_told_its_judgements(run: Run, tmp_path: Path) -> None:
    (tmp_path / "their.run").write_text("q1 Q0 a 1 2.0 t\n", encoding="utf-8")
    status, _, err = run("score", tmp_path / "their.run")
    assert status == 2
    assert "say what to measure against: --set SET, or --qrels FILE." in err
    status, _, err = run("score", tmp_path / "their.run", "--set", "mine", "--qrels", tmp_path / "x.qrels")
    assert status == 2
    assert "give --set or --qrels, not both." in err


def test_runs_of_several_sets_are_not_scored_against_one(run: Run, made: Path) -> None:
    of_another = json.loads((made / "words.json").read_text(encoding="utf-8")) | {"source": "yours"}
    (made / "words.json").write_text(json.dumps(of_another), encoding="utf-8")
    assert run("score", made / "bm25.run", made / "words.run") == (
        1,
        "",
        "minuted: the runs are of several sets (mine, yours). Give those of one at a time, or --set.\n",
    )
