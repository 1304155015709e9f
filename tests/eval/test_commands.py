"""Each command on real files: what it prints, what it writes, and that what `run` writes is enough for the others."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.minutes import digest
from eval.gate import read_accepted
from eval.metrics import MEASURES
from eval.runs import read_run
from index.rerank import load_reranker
from index.retrieve import RETRIEVERS

Run = Callable[..., tuple[int, str, str]]
GRITTING = "unknown/unknown/undated/gritting"
BM25 = f"q1 Q0 {GRITTING}#1.1 1 "


def asked(run: Run, *arguments: str | Path) -> str:
    """Return what a command prints that ends well and complains of nothing."""
    status, out, err = run(*arguments)
    assert (status, err) == (0, "")
    return out


def asked_json(run: Run, *arguments: str | Path) -> Any:
    """Return the JSON that a command prints."""
    return json.loads(asked(run, *arguments, "--json"))


@pytest.fixture
def made(run: Run, mine: str, tmp_path: Path) -> Path:
    """Return the folder of the runs `words` and `bm25` of the set `mine`, with its answers."""
    asked(run, "run", mine, "--retriever", "words", "--retriever", "bm25", "--out", tmp_path / "out")
    return tmp_path / "out" / "mine"


def rows(out: str) -> list[list[str]]:
    """Return the words of each line of a table."""
    return [line.split() for line in out.splitlines()]


# run


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


# score


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


# compare


def test_two_runs_are_compared_and_the_questions_that_changed_are_shown(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.run").write_text("q1 Q0 a 1 2.0 t\nq1 Q0 b 2 1.0 t\nq2 Q0 c 1 1.0 t\n", encoding="utf-8")
    (tmp_path / "b.run").write_text("q1 Q0 b 1 2.0 t\nq1 Q0 [c] 2 1.0 t\nq2 Q0 c 1 1.0 t\n", encoding="utf-8")
    (tmp_path / "some.qrels").write_text("q1 0 b 1\nq2 0 c 1\n", encoding="utf-8")
    arguments = ["compare", tmp_path / "a.run", tmp_path / "b.run", "--qrels", tmp_path / "some.qrels"]
    out = asked(run, *arguments, "--measure", "RR")
    table, title, changed = out.split("\n\n")
    assert [row[:9] for row in rows(table)][1] == [
        "RR",
        "not",
        "enough",
        "questions",
        "to",
        "tell",
        "0.750",
        "1.000",
        "+0.250",
    ]
    assert rows(table)[1][-4:] == ["1.0000", "1", "1", "0"]
    assert title == "Questions that changed most in RR, of 1; ✓ marks what answers:"
    assert rows(changed) == [["q1:", "0.500", "->", "1.000"], ["A", "B"], ["1", "a", "✓", "b"], ["2", "✓", "b", "[c]"]]
    found = asked_json(run, *arguments, "--measure", "RR")
    assert (found["a"], found["b"]) == ("a", "b")
    assert found["differences"][0]["verdict"] == "not enough questions to tell"
    assert found["changed"] == [
        {
            "question": "q1",
            "text": "",
            "a": 0.5,
            "b": 1.0,
            "answers": ["b"],
            "top_a": ["a", "b"],
            "top_b": ["b", "[c]"],
        }
    ]


def test_what_run_wrote_is_enough_to_compare(run: Run, made: Path) -> None:
    found = asked_json(run, "compare", made / "words.run", made / "bm25.run")
    assert [one["measure"] for one in found["differences"]] == ["nDCG@10", "Success@1", "R@10"]


def test_a_question_that_changed_is_shown_with_its_words(run: Run, made: Path, tmp_path: Path) -> None:
    (tmp_path / "their.run").write_text(f"q1 Q0 {GRITTING}#1.2 1 1.0 t\n", encoding="utf-8")
    out = asked(run, "compare", tmp_path / "their.run", made / "bm25.run", "--set", "mine", "--measure", "RR")
    _, _, changed = out.split("\n\n")
    assert rows(changed) == [
        ["q1:", "0.000", "->", "1.000", "Where", "is", "the", "salt", "barn?"],
        ["A", "B"],
        ["1", f"{GRITTING}#1.2", "✓", f"{GRITTING}#1.1"],
    ]


def test_runs_of_other_judgements_are_not_compared(run: Run, made: Path) -> None:
    of_another = json.loads((made / "words.json").read_text(encoding="utf-8")) | {"questions": "e" * 64}
    (made / "words.json").write_text(json.dumps(of_another), encoding="utf-8")
    status, out, err = run("compare", made / "words.run", made / "bm25.run")
    assert (status, out) == (1, "")
    assert err.startswith("minuted: 'words' and 'bm25' were made with other questions or judgements (eeeeeeeeeeee and ")


# gate


def test_scores_are_accepted_and_held_against_later(run: Run, made: Path, tmp_path: Path) -> None:
    gate = ["gate", made / "words.run", "--baseline", tmp_path / "accepted"]
    status, out, err = run(*gate)
    path = tmp_path / "accepted" / "mine.words.json"
    assert (status, out) == (1, "")
    assert err == (
        f"minuted: '{path}' cannot be read (No such file or directory). "
        "Write accepted scores there with: minuted-eval gate RUN --baseline FOLDER --accept\n"
    )
    assert asked(run, *gate, "--accept").endswith("\n\nNothing became worse.\n")
    assert read_accepted(path).values["q1"]["Success@1"] == 1.0
    found = asked_json(run, *gate)
    assert found["passed"] is True
    assert [one["name"] for one in found["runs"]["mine, words"]] == [*MEASURES, "questions lost"]


def test_a_regression_ends_with_1_and_is_written_for_ci(run: Run, made: Path, tmp_path: Path) -> None:
    gate = ["gate", made / "words.run", "--baseline", tmp_path / "accepted"]
    asked(run, *gate, "--accept")
    path = made / "words.run"
    path.write_text(f"q1 Q0 {GRITTING}#1.2 1 1.0 words\n", encoding="utf-8")
    status, out, err = run(*gate, "--junit", tmp_path / "ci" / "gate.xml", "--markdown", tmp_path / "gate.md")
    assert (status, err) == (1, "")
    assert "failed: it fell by 0.5000, more than 0.005" in out
    assert "failed: 1 questions lost every paragraph that answers from the first ten: q1" in out
    assert out.endswith("\n\nSomething became worse than what was accepted.\n")
    assert '<failure message="it fell by 0.5000, more than 0.005">' in (tmp_path / "ci" / "gate.xml").read_text("utf-8")
    assert (tmp_path / "gate.md").read_text("utf-8").startswith("### mine, words: regression\n")
    status, out, _ = run(*gate, "--json")
    assert (status, json.loads(out)["passed"]) == (1, False)
    # All of it is allowed to fall: then nothing is lost.
    allowed = [word for measure in MEASURES for word in ("--max-drop", f"{measure}=1")]
    assert run(*gate, *allowed, "--max-broken", "1")[0] == 0


@pytest.mark.parametrize("drop", ["nDCG=0.1", "AP", "AP=", "AP=much", "AP=nan", "AP=-1"])
def test_a_drop_that_cannot_be_meant_is_told(run: Run, made: Path, drop: str) -> None:
    assert run("gate", made / "words.run", "--max-drop", drop) == (
        1,
        "",
        f"minuted: '{drop}' does not say how far a mean may fall. Write nDCG@10=0.01; the measures are "
        f"{', '.join(MEASURES)}.\n",
    )


def test_a_run_of_which_nothing_is_known_cannot_be_gated(run: Run, mine: str, made: Path) -> None:
    (made / "words.json").unlink()
    assert run("gate", made / "words.run", "--set", mine) == (
        1,
        "",
        "minuted: nothing says what made the run 'words': there is no words.json beside it. "
        "Make it with: minuted-eval run SET --out FOLDER\n",
    )


def test_judgements_that_changed_have_to_be_accepted(run: Run, made: Path, tmp_path: Path) -> None:
    gate = ["gate", made / "words.run", "--baseline", tmp_path / "accepted"]
    asked(run, *gate, "--accept")
    questions = tmp_path / "sets" / "mine" / "questions.jsonl"
    questions.write_text(questions.read_text("utf-8").replace('"grade": 1', '"grade": 2'), encoding="utf-8")
    status, _, err = run(*gate)
    assert (status, err) == (
        1,
        "minuted: the accepted scores are of questions of other words or judgements. "
        "Look at what changed, then accept new scores with --accept.\n",
    )
    asked(run, *gate, "--accept")
    asked(run, *gate)


# report, sweep, ablate


def test_a_reranker_is_measured_like_any_stage(
    run: Run, mine: str, tmp_path: Path, tiny_reranker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINUTED_RERANKER", str(tiny_reranker))
    fingerprint = load_reranker(str(tiny_reranker)).fingerprint
    hybrid, words = (
        asked_json(run, "run", mine, "--retriever", name, "--no-answers")[0]["retrieval"][0]["made_by"]
        for name in ("hybrid", "words")
    )
    assert (hybrid["reranker"], hybrid["settings"]["reranked"]) == (fingerprint, 20)
    assert words["reranker"] == ""
    assert "reranked = 0" in asked_json(run, "ablate", mine, "--measure", "RR")["mine"]
    out = tmp_path / "out"
    curve = asked_json(
        run, "sweep", mine, "--setting", "reranked", "--values", "0,1,2", "--measure", "RR", "--out", out
    )
    assert [row["value"] for row in curve["values"]] == [0, 1, 2]
    made_by = [read_run(out / "mine" / f"reranked-{many}.run").made_by for many in (0, 2)]
    assert [one.reranker if one else None for one in made_by] == ["", fingerprint]


def test_what_run_wrote_is_enough_for_a_report(run: Run, made: Path, tmp_path: Path) -> None:
    page = tmp_path / "pages" / "report.html"
    out = asked(run, "report", made / "words.run", made / "bm25.run", "--out", page)
    assert out == f"wrote '{page}'\n"
    html = page.read_text("utf-8")
    assert html.count('class="page" id="q-') == 3
    assert "<h2>Answers</h2>" in html  # those that lie beside the run
    assert "<h2>Differences</h2>" in html
    assert "The salt barn in Mill Lane was filled in October." in html
    assert asked_json(run, "report", made / "words.run", "--out", page) == {"wrote": str(page)}


def test_a_sweep_shows_a_curve_and_writes_its_runs(run: Run, mine: str, tmp_path: Path) -> None:
    arguments = ["sweep", mine, "--setting", "words_share", "--values", "0,0.55,1"]
    out = asked(run, *arguments, "--measure", "RR", "--out", tmp_path / "out")
    assert [row[0] for row in rows(out)] == ["words_share", "0.0", "0.55", "1.0"]
    assert rows(out)[2][1] == "(now)"
    assert all(row[-2].startswith("█") for row in rows(out)[1:])
    assert sorted(path.name for path in (tmp_path / "out" / "mine").glob("*.run")) == [
        "words_share-0.0.run",
        "words_share-0.55.run",
        "words_share-1.0.run",
    ]
    made_by = read_run(tmp_path / "out" / "mine" / "words_share-1.0.run").made_by
    assert made_by is not None
    assert made_by.settings["words_share"] == 1.0
    found = asked_json(run, *arguments)
    assert (found["set"], found["setting"], found["default"]) == ("mine", "words_share", 0.55)
    assert [one["value"] for one in found["values"]] == [0.0, 0.55, 1.0]
    assert set(found["values"][0]) == {"value", "nDCG@10", "Success@1", "R@10"}


def test_every_stage_is_ablated_on_every_set(run: Run, mine: str, tmp_path: Path) -> None:
    found = asked_json(run, "ablate", mine, "--measure", "RR", "--out", tmp_path / "out")
    assert list(found) == ["mine"]
    assert list(found["mine"]) == [
        "sentence_share = 0.0",
        "words_share = 0.0",
        "headers = False",
        "token_share = 0.0",
        "exact_share = 0.0",
        "context_share = 0.0",
        "title_share = 0.0",
        "item_share = 0.0",
        "kind_boost = 0.0",
        "procedural_share = 1.0",
        "typed_share = 0.0",
        "before_share = 0.0",
        "cited_share = 0.0",
    ]
    assert all(len(of) == 1 and of[0]["measure"] == "RR" for of in found["mine"].values())
    assert (tmp_path / "out" / "mine" / "default.run").is_file()
    assert len(rows(asked(run, "ablate", mine, "--measure", "RR"))) == 1 + 13


# validate


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
