"""`minuted ask` and `search`: answers, silence, limits, and what is said of models."""

import json
from pathlib import Path

import pytest

from index.rerank import load_reranker
from tests.service.cli.conftest import ROADS, Run, lines


def test_an_answer_names_its_paragraphs(run: Run, roads: Path) -> None:
    run("add", str(roads))
    status, out, _ = run("ask", "What did the salt cost?")
    assert status == 0
    assert "Salt cost £40,000. [1.2]" in lines(out)
    assert lines(out)[-3:-1] == [f"[1.2] {ROADS}", "Gritting of roads, council and committee unknown, date unknown"]


def test_an_answer_from_several_meetings_says_which_each_is_from(run: Run, tmp_path: Path) -> None:
    for held, cost in (("2023-01-10", "£30"), ("2024-02-14", "£40")):
        file = tmp_path / f"{held}.txt"
        file.write_text(f"Agenda item\n\nSalt\n\n1.1  The salt of the year cost {cost}.\n", encoding="utf-8")
        run("add", str(file), "--council", "Oak", "--committee", "Roads Board", "--held", held)
    _, out, _ = run("ask", "How has the cost of the salt of the year changed?")
    assert [one for one in lines(out) if one.endswith(":") or "cost" in one][1:] == [
        "Roads Board, Oak, 10 January 2023:",
        "The salt of the year cost £30. [1.1]",
        "Roads Board, Oak, 14 February 2024:",
        "The salt of the year cost £40. [1.1]",
    ]


def test_an_answer_from_several_items_of_one_meeting_does_not_say_it_again(run: Run, tmp_path: Path) -> None:
    for item, year in (("4", "last year"), ("5", "this year")):
        file = tmp_path / f"{item}.txt"
        file.write_text(f"Agenda item\n\nSalt\n\n{item}.1  The salt of {year} cost £30.\n", encoding="utf-8")
        stated = ["--council", "Oak", "--committee", "Roads Board", "--held", "2023-01-10", "--item", item]
        run("add", str(file), *stated)
    _, out, _ = run("ask", "How has the cost of the salt changed?")
    assert [one for one in lines(out) if "cost £30" in one] == [
        "The salt of last year cost £30. [4.1]",
        "The salt of this year cost £30. [5.1]",
    ]
    assert "Roads Board, Oak, 10 January 2023:" not in lines(out)


def test_silence_says_what_was_searched_and_what_is_nearest(run: Run, roads: Path) -> None:
    run("add", str(roads))
    status, out, _ = run("ask", "Who won the swimming gala?")
    assert status == 0
    assert lines(out)[:2] == [
        "The minutes searched do not say. Searched: 1 meeting, date unknown.",
        "Related, but does not answer:",
    ]


def test_search_ranks_paragraphs(run: Run, roads: Path) -> None:
    run("add", str(roads))
    status, out, _ = run("search", "salt barn Mill Lane", "-k", "1")
    assert (status, lines(out)[0].split()[:2]) == (0, ["1.", f"{ROADS}#1.1"])
    assert lines(out)[1:] == [
        "council and committee unknown, date unknown",
        "The salt barn in Mill Lane was filled in October.",
    ]


def test_an_unknown_council_and_a_day_that_is_none_are_told(run: Run, roads: Path) -> None:
    run("add", str(roads), "--council", "Oak Council", "--held", "7 November 2019")
    assert run("list", "--council", "Oak Counsel") == (
        1,
        "",
        "minuted: there is no council 'Oak Counsel' in this collection. Did you mean 'Oak Council'?\n",
    )
    assert lines(run("list", "--until", "7 November 2019")[1])[0].startswith("7 November 2019")
    status, out, err = run("list", "--since", "yesterday")
    assert (status, out) == (2, "")
    assert err.endswith("'yesterday' is not a day. Write it like 2019-11-07, or '7 November 2019'.\n")


def test_limits_that_a_question_names_are_told_and_left_out_when_asked(run: Run, roads: Path) -> None:
    run("add", str(roads), "--council", "Oak Council", "--held", "7 November 2019")
    question = "What was said about the salt barn at the November 2019 meeting?"
    assert lines(run("ask", question)[1])[1] == (
        "Read as asking only about November 2019. To search everything: --no-narrow."
    )
    assert not any("--no-narrow" in line for line in lines(run("ask", question, "--no-narrow")[1]))


def test_a_scope_narrows_and_an_unknown_kind_is_told(run: Run, roads: Path) -> None:
    run("add", str(roads), "--council", "Oak Council", "--held", "7 November 2019")
    assert lines(run("search", "salt", "--since", "2020-01-01")[1]) == ["No paragraph matches."]
    assert lines(run("search", "salt", "--kind", "action")[1])[0].startswith(
        "1. oak/unknown/2019-11-07/gritting-of-roads#1.2.action"
    )
    status, out, err = run("search", "salt", "--kind", "speech")
    assert (status, out) == (1, "")
    assert err.startswith("minuted: there is no kind of paragraph 'speech'. The kinds are paragraph, resolution,")


def test_a_collection_made_by_another_model_is_told(run: Run, roads: Path) -> None:
    run("add", str(roads))
    status, _, err = run("--model", "all-MiniLM-L6-v2", "ask", "What did the salt cost?")
    assert status == 1
    assert err.startswith("minuted: collection 'public' was made by the model 'hashed-words@")
    assert err.endswith(
        "Set model back to 'hashed-words', or embed the collection anew with the model of the settings: minuted "
        "reembed\n"
    )


def test_a_model_that_runs_slower_than_it_could_is_told_once(
    run: Run, roads: Path, tiny_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINUTED_MODEL", str(tiny_folder))
    monkeypatch.setenv("MINUTED_CACHE", str(roads))  # a file, in which nothing can be kept
    status, _, err = run("add", str(roads), str(roads.parent))
    assert (status, err) == (
        0,
        f"minuted: the model '{tiny_folder}' runs as it is, several times slower than it could: no graph can be kept "
        f"in '{roads / 'graphs'}': Not a directory.\n",
    )


def test_a_reranker_that_the_settings_name_puts_the_hits_in_order_and_is_named_in_answers(
    run: Run, roads: Path, tiny_reranker: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, question = str(tmp_path / "home"), "What did the salt cost?"
    run("--home", home, "add", str(roads))
    plain = json.loads(run("--home", home, "search", question, "--json")[1])
    assert "reranker" not in json.loads(run("--home", home, "ask", question, "--json")[1])["made_by"]
    monkeypatch.setenv("MINUTED_RERANKER", str(tiny_reranker))
    monkeypatch.setenv("MINUTED_RERANKED", "2")
    ordered = json.loads(run("--home", home, "search", question, "--json")[1])
    assert {one["paragraph"]["id"] for one in ordered[:2]} == {one["paragraph"]["id"] for one in plain[:2]}
    assert [one["paragraph"]["id"] for one in ordered[2:]] == [one["paragraph"]["id"] for one in plain[2:]]
    assert [one["score"] for one in ordered] != [one["score"] for one in plain]
    made_by = json.loads(run("--home", home, "ask", question, "--json")[1])["made_by"]
    assert made_by["reranker"] == load_reranker(str(tiny_reranker)).fingerprint
    monkeypatch.setenv("MINUTED_RERANKER", str(tmp_path))
    refusal = f"the reranker '{tmp_path}' has no .safetensors weights in '{tmp_path}'. Other formats can run code."
    assert run("--home", home, "search", question) == (1, "", f"minuted: {refusal}\n")
