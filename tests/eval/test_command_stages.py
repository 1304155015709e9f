"""`minuted-eval sweep`, `ablate` and `report`: what stages are worth, over what `run` wrote."""

from pathlib import Path

import pytest

from eval.runs import read_run
from index.rerank import load_reranker
from tests.eval.asked import Run, asked, asked_json, rows


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
        "name_share = 0.0",
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
    assert len(rows(asked(run, "ablate", mine, "--measure", "RR"))) == 1 + 14
