"""`minuted-eval compare` and `gate`: two runs side by side, and one held against accepted scores."""

import json
from pathlib import Path

import pytest

from eval.gate import read_accepted
from eval.metrics import MEASURES
from tests.eval.asked import GRITTING, Run, asked, asked_json, rows


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
