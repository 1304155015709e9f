"""`minuted-eval judge` as a judge meets it: what is asked, what is kept, and how far judges agree."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from corpus.minutes import digest
from eval.cli import app
from eval.datasets.trec import read_qrels
from eval.judging import read_judgements

Run = Callable[..., tuple[int, str, str]]
GRITTING = "unknown/unknown/undated/gritting"
BARN = "The salt barn in Mill Lane was filled in October."


def grade(name: str, path: Path, said: str, judge: str = "ann") -> str:
    """Return what the workbench prints to a judge who answers so, a line each."""
    found = CliRunner().invoke(app, ["judge", name, str(path), "--as", judge, "--depth", "2"], input=said)
    assert found.exit_code == 0, found.output
    return found.output


@pytest.fixture
def ranked(tmp_path: Path) -> Path:
    """Return a run of others over the set `mine`, whose gold is 1.1 for q1 and 1.2 for q2."""
    path = tmp_path / "their.run"
    path.write_text(f"q1 Q0 {GRITTING}#1.2 1 1.0 t\nq3 Q0 {GRITTING}#1.1 1 1.0 t\n", encoding="utf-8")
    return path


def test_a_judge_grades_stops_goes_back_and_goes_on(mine: str, ranked: Path, tmp_path: Path) -> None:
    file = tmp_path / "sets" / "mine" / "judges" / "ann.jsonl"
    grade(mine, ranked, "2\nq\n")
    (first,) = read_judgements(file).values()
    assert (first.question, first.grade) == ("q1", 2)
    # Back to the first, another grade for it, one that there is not, then skip and the rest.
    printed = grade(mine, ranked, "s\nb\nb\n0\n7\n1\n2\n0\n")
    grades = [one.grade for one in read_judgements(file).values()]
    assert (len(grades), sorted(grades)) == (4, [0, 0, 1, 2])
    assert "'7' is no grade" in printed
    assert "3 of 4 pairs are to be judged." in printed


def test_how_many_pairs_are_to_be_judged_is_told_without_asking(
    run: Run, mine: str, ranked: Path, tmp_path: Path
) -> None:
    file = tmp_path / "sets" / "mine" / "judges" / "ann.jsonl"
    status, out, err = run("judge", mine, ranked, "--as", "ann", "--json")
    assert (status, err) == (0, "")
    assert json.loads(out) == {"pairs": 4, "to_judge": 4, "file": str(file)}
    file.parent.mkdir()
    now = {"question": "q1", "paragraph": f"{GRITTING}#1.1", "grade": 2, "digest": digest("1.1", BARN)}
    changed = {"question": "q2", "paragraph": f"{GRITTING}#1.2", "grade": 2, "digest": "0" * 16}
    file.write_text(f"{json.dumps(now)}\n{json.dumps(changed)}\n", encoding="utf-8")
    # The second was judged on a text that is no more.
    assert json.loads(run("judge", mine, ranked, "--as", "ann", "--json")[1])["to_judge"] == 3


@pytest.mark.parametrize(
    ("other", "what"),
    [({"question": "q9"}, "question 'q9'"), ({"paragraph": "oak#1"}, "paragraph 'oak#1'")],
)
def test_a_judgement_of_what_there_is_not_is_told(
    run: Run, mine: str, ranked: Path, tmp_path: Path, other: dict[str, str], what: str
) -> None:
    file = tmp_path / "sets" / "mine" / "judges" / "ann.jsonl"
    file.parent.mkdir()
    one = {"question": "q1", "paragraph": f"{GRITTING}#1.1", "grade": 2, "digest": digest("1.1", BARN), **other}
    file.write_text(json.dumps(one), encoding="utf-8")
    assert run("judge", mine, ranked, "--as", "bob") == (
        1,
        "",
        f"minuted: ann.jsonl:1 judges the {what}, which the set does not have. Mend the line, or take it out.\n",
    )


def test_two_judges_of_a_folder_of_documents_and_their_agreement(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "colours"
    (folder / "qrels").mkdir(parents=True)
    (folder / "corpus.jsonl").write_text('{"_id": "d1", "text": "A bus."}\n{"_id": "d2", "text": "A barn."}\n', "utf-8")
    (folder / "queries.jsonl").write_text('{"_id": "q1", "text": "What runs?"}\n', encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text("q1\td1\t1\n", encoding="utf-8")
    (tmp_path / "their.run").write_text("q1 Q0 d2 1 1.0 t\n", encoding="utf-8")
    for judge, said in (("ann", "2\n0\n"), ("bob", "2\n1\n")):
        grade(str(folder), tmp_path / "their.run", said, judge)
    status, out, err = run("judge", folder, "--agreement", "--json")
    assert (status, err) == (0, "")
    (found,) = json.loads(out)
    assert (found["judges"], found["pairs"], found["same"]) == (["ann", "bob"], 2, 0.5)
    # Observed disagreement 1/2; by chance, of grades 2, 0 and 2, 1: 1 - 1/4 = 3/4.
    assert found["kappa"] == pytest.approx(1 - (1 / 2) / (3 / 4))
    # Bob found nothing that does not answer at all, so that he tells nothing of what does.
    assert found["answers"] is None
    # Weighted: |0 - 1| / 2 observed; by chance (0 + 1 + 2 + 1) / 4.
    status, out, _ = run("judge", folder, "--agreement")
    assert status == 0
    assert out.splitlines()[1].split() == ["ann,", "bob", "2", "0.500", "0.333", "0.500", "–"]
    assert "–: one judge graded only what answers, or only what does not, so that no kappa can be told." in out
    status, _, err = run("convert", folder / "judges" / "ann.jsonl", tmp_path / "ann.qrels", "--to", "qrels")
    assert (status, err) == (0, "")
    assert sorted(read_qrels(tmp_path / "ann.qrels")["q1"]) == ["d1", "d2"]
    assert sorted(read_qrels(tmp_path / "ann.qrels")["q1"].values()) == [0, 2]


def test_agreement_needs_two_judges(run: Run, mine: str, tmp_path: Path) -> None:
    folder = tmp_path / "sets" / "mine" / "judges"
    assert run("judge", mine, "--agreement") == (
        1,
        "",
        f"minuted: '{folder}' holds the judgements of 0 judges; agreement needs two. "
        "Judge with: minuted-eval judge SET --as NAME\n",
    )
    status, _, err = run("judge", mine)
    assert (status, "say who judges with --as NAME" in err) == (2, True)
