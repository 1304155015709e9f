"""`minuted-eval` as its user meets it: what is wrong, and what it exits with. Each command has tests of its own."""

import json
from collections.abc import Callable, Sequence

import pytest

from eval.cli import COMMANDS
from eval.questions import load_set

Run = Callable[..., tuple[int, str, str]]


def test_the_sets_are_listed_a_line_each(run: Run) -> None:
    status, out, err = run("sets")
    assert (status, err) == (0, "")
    names = [
        "real-everyday",
        "real-minutes",
        "real-other-business",
        "sample",
        "sample-everyday",
        "sample-other-business",
    ]
    sets = [load_set(name) for name in names]
    assert out.splitlines() == [
        f"{one.name:21} {len(one.questions):4} questions, {len(one.questions) - len(one.answerable)} of them "
        f"unanswerable. {one.description}"
        for one in sets
    ]


def test_the_sets_as_json(run: Run, mine: str) -> None:
    status, out, err = run("sets", "--json")
    assert (status, err) == (0, "")
    assert json.loads(out) == [
        {
            "name": mine,
            "questions": 3,
            "answerable": 2,
            "judged_by_sentence": 0,
            "description": "Mine.",
            "fingerprint": load_set(mine).fingerprint,
        }
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does_and_prints_json(run: Run, command: str) -> None:
    status, out, _ = run(command, "--help")
    assert status == 0
    assert "--json" in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["run", "yours"],
            "there is no question set 'yours'. There are mine; or give the path of a folder that holds "
            "questions.jsonl, or of a BEIR folder.",
        ),
        (
            ["run", "mine", "--retriever", "guesses"],
            "there is no retriever 'guesses'. Choose one of hybrid, dense, words, narrowed, bm25, vectors, "
            "chunks, rrf.",
        ),
        (
            ["sweep", "mine", "--setting", "colour", "--values", "0,1"],
            "there is no setting 'colour' of retrieval. There are candidates, sentence_share, words_share, headers, "
            "token_share, compared, exact_share, name_share, context_share, title_share, item_share, kind_boost, "
            "procedural_share, typed_share, before_share, cited_share, "
            "reranked.",
        ),
        (
            ["score", "nowhere.run", "--set", "mine"],
            "'nowhere.run' cannot be read (No such file or directory). Check the path and who may read it.",
        ),
        (
            ["convert", "mine", "out", "--to", "xml"],
            "there is no format 'xml'. Choose one of beir, qrels, run, answers.",
        ),
    ],
)
@pytest.mark.usefixtures("mine")
def test_what_is_wrong_is_one_sentence_and_status_1(run: Run, arguments: Sequence[str], sentence: str) -> None:
    assert run(*arguments) == (1, "", f"minuted: {sentence}\n")


@pytest.mark.parametrize("command", ["run", "sweep", "ablate", "score", "compare", "report"])
@pytest.mark.usefixtures("mine")
def test_a_measure_that_there_is_not_is_told_before_anything_is_done(run: Run, command: str) -> None:
    arguments = {
        "sweep": ["mine", "--setting", "headers", "--values", "true"],
        "compare": ["a.run", "b.run"],
    }.get(command, ["mine"])
    status, out, err = run(command, *arguments, "--measure", "nDCG@0")
    assert (status, out) == (1, "")
    assert err.startswith("minuted: there is no measure 'nDCG@0'. Give one of nDCG, ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["run"],
        ["speed", "--rounds", "0"],
        ["frobnicate"],
        ["sets", "--colour"],
        ["score"],
        ["compare", "a.run"],
        ["gate"],
        ["compare", "a.run", "b.run", "--resamples", "1"],
    ],
)
def test_wrong_usage_is_status_2(run: Run, arguments: Sequence[str]) -> None:
    status, _, err = run(*arguments)
    assert status == 2
    assert "Usage: minuted-eval" in err
