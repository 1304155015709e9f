"""An evaluator who has a BEIR folder and wants to know which of two retrievers is better on it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.runs import read_run

Run = Callable[..., tuple[int, str, str]]
DOCUMENTS = {
    "roads/1": ("Gritting", "The salt barn in Mill Lane was filled in October."),
    "roads/2": ("Gritting", "A mine in Cheshire sold forty tonnes."),
    "buses#1": ("School buses", "The bus to Fenwick leaves at eight."),
    "gala": ("", "Thornbeck won the swimming gala."),
}
QUESTIONS = {
    "q1": ("Where is the salt barn?", {"roads/1": 2, "roads/2": 0}),
    "q2": ("When does the bus to Fenwick leave?", {"buses#1": 1}),
    "q3": ("Who won the gala?", {"gala": 1}),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a BEIR folder as others write it."""
    folder = tmp_path / "colours"
    (folder / "qrels").mkdir(parents=True)
    documents = [json.dumps({"_id": one, "title": of[0], "text": of[1]}) for one, of in DOCUMENTS.items()]
    questions = [json.dumps({"_id": one, "text": of[0], "metadata": {}}) for one, of in QUESTIONS.items()]
    judged = [f"{one}\t{document}\t{grade}" for one, of in QUESTIONS.items() for document, grade in of[1].items()]
    (folder / "corpus.jsonl").write_text("\n".join(documents), encoding="utf-8")
    (folder / "queries.jsonl").write_text("\n".join(questions), encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text("\n".join(["query-id\tcorpus-id\tscore", *judged]), encoding="utf-8")
    return folder


def test_two_retrievers_are_compared_on_a_folder(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    status, printed, err = run("validate", folder)
    assert (status, err) == (0, "")
    assert printed == (
        f"{folder}: can be used. questions 3; unanswerable 0; judgements 3; paragraphs 4; kinds lookup 3\n"
    )
    status, printed, err = run(
        "run", folder, "--retriever", "hybrid", "--retriever", "bm25", "--out", out, "--no-answers"
    )
    assert (status, err) == (0, "")
    assert [line.split()[:3] for line in printed.partition("\n\n")[0].splitlines()[1:]] == [
        ["colours", "hybrid", "3"],
        ["colours", "bm25", "3"],
    ]
    runs = [out / "colours" / "bm25.run", out / "colours" / "hybrid.run"]
    # Documents stand in the runs under their own ids, so that every other tool can read them.
    assert {identity for hits in read_run(runs[1]).rankings.values() for identity, _ in hits} <= set(DOCUMENTS)
    assert read_run(runs[0]).rankings["q1"][0][0] == "roads/1"

    status, printed, err = run("score", *runs, "--measure", "Success@1", "--measure", "Judged@1", "--json")
    assert (status, err) == (0, "")
    assert [one["measures"]["all"] for one in json.loads(printed)["runs"]] == [{"Success@1": 1.0, "Judged@1": 1.0}] * 2

    status, printed, err = run("compare", *runs)
    assert (status, err) == (0, "")
    assert [line.split()[0] for line in printed.splitlines()[:4]] == ["Measure", "nDCG@10", "Success@1", "R@10"]

    status, printed, err = run("gate", *runs, "--baseline", tmp_path / "accepted", "--accept")
    assert (status, err) == (0, "")
    assert {path.name for path in (tmp_path / "accepted").iterdir()} == {"colours.bm25.json", "colours.hybrid.json"}

    status, printed, err = run("report", *runs, "--out", tmp_path / "report.html")
    assert (status, err) == (0, "")
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert html.count('class="page" id="q-') == 3
    assert html.count("first that answers: 1<") == 6
    assert "Thornbeck won the swimming gala." in html


def test_what_explicit_zeros_say_counts_as_judged(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "their.run").write_text("q1 Q0 roads/2 1 2.0 t\nq1 Q0 gala 2 1.0 t\n", encoding="utf-8")
    arguments = ["--set", folder, "--measure", "Judged@2", "--measure", "R@2", "--per-question", "--json"]
    status, printed, _ = run("score", tmp_path / "their.run", *arguments)
    assert status == 0
    assert json.loads(printed)["runs"][0]["questions"]["q1"] == {"Judged@2": 0.5, "R@2": 0.0}


def test_a_line_that_cannot_be_used_is_told_with_its_place(run: Run, folder: Path) -> None:
    with (folder / "qrels" / "test.tsv").open("a", encoding="utf-8") as file:
        file.write("\nq1\tlost\t1\n")
    assert run("run", folder, "--no-answers") == (
        1,
        "",
        "minuted: test.tsv:6 judges the document 'lost', which is not in the folder.\n",
    )
