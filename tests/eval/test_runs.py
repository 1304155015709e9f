"""Runs: the files that they are written to, and which two may be compared."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.errors import DataInvalid, NotComparable
from eval.metrics import score
from eval.runs import MadeBy, Run, as_written, check_comparable, name_of, read_run, read_runs, write_run

Make = Callable[..., MadeBy]
RANKINGS = {"q1": [("oak#2", 0.75), ("oak#1", 0.5)], "q2": [("oak#1", 2.0)]}


@pytest.mark.parametrize("packed", [False, True])
def test_a_run_is_read_as_it_was_written(tmp_path: Path, made_by: Make, packed: bool) -> None:
    run = Run("words", RANKINGS, made_by(), {"q1": 0.25, "q2": 0.5})
    path = write_run(run, tmp_path / "out", packed=packed)
    assert path == tmp_path / "out" / ("words.run.gz" if packed else "words.run")
    assert read_run(path) == run
    beside = {one.name for one in (tmp_path / "out").iterdir()}
    assert beside == {path.name, "words.json", "words.times.json"}
    assert json.loads((tmp_path / "out" / "words.json").read_text(encoding="utf-8"))["settings"] == {
        "headers": True,
        "limit": 50,
    }


@pytest.mark.parametrize("packed", [False, True])
def test_a_run_without_a_hit_is_read_as_it_was_written(tmp_path: Path, made_by: Make, packed: bool) -> None:
    run = Run("words", {"q1": [], "q2": []}, made_by(asked=2, found=0))
    read = read_run(write_run(run, tmp_path, packed=packed))
    assert (read.rankings, read.made_by) == ({}, run.made_by)
    assert score(read.rankings, {"q1": {"a": 1}, "q2": {"b": 1}}, measures=["RR"]).mean("RR") == 0.0


@pytest.mark.parametrize("other", [None, {}, {"asked": 2, "found": 1}], ids=["of others", "older", "emptied"])
def test_an_empty_file_that_does_not_say_so_of_itself_is_told(
    tmp_path: Path, made_by: Make, other: dict[str, int] | None
) -> None:
    path = write_run(Run("words", {}, None if other is None else made_by(**other)), tmp_path)
    with pytest.raises(DataInvalid) as raised:
        read_run(path)
    assert str(raised.value) == f"'{path}' ranks nothing. Give a run file with a line for each paragraph found."


def test_a_run_of_others_has_only_its_rankings(tmp_path: Path) -> None:
    path = write_run(Run("theirs", RANKINGS), tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["theirs.run"]
    assert read_run(path) == Run("theirs", RANKINGS)


@pytest.mark.parametrize("packed", [False, True])
def test_the_same_run_gives_the_same_bytes(tmp_path: Path, made_by: Make, packed: bool) -> None:
    first, second = (
        write_run(Run("words", RANKINGS, made_by(), {"q1": seconds}), tmp_path / str(seconds), packed=packed)
        for seconds in (1.0, 2.0)
    )
    assert first.read_bytes() == second.read_bytes()
    assert first.with_name("words.json").read_bytes() == second.with_name("words.json").read_bytes()


def test_a_run_measures_the_same_before_and_after_it_is_written(tmp_path: Path) -> None:
    # Ties, where trec_eval would put the greater id first: the order that was given is kept.
    run = as_written(Run("words", {"q": [("a", 0.1), ("b", 0.1), ("c", 0.1)]}))
    judged = {"q": {"a": 1}}
    assert score(run.rankings, judged, measures=["RR"]).values == {"q": {"RR": 1.0}}
    assert score(read_run(write_run(run, tmp_path)).rankings, judged, measures=["RR"]).values == {"q": {"RR": 1.0}}


@pytest.mark.parametrize("name", ["words.run", "words.run.gz", "words.txt.gz", "words.trec", "words"])
def test_a_run_is_named_for_its_file(name: str) -> None:
    assert name_of(Path("out") / name) == "words"


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("words.json", "[", "Invalid JSON: EOF while parsing a list at line 1 column 1"),
        ("words.json", "{}", "Field required"),
        ("words.times.json", '{"q1": "slow"}', "Input should be a valid number, unable to parse string as a number"),
    ],
)
def test_a_damaged_file_beside_a_run_is_told(tmp_path: Path, made_by: Make, name: str, text: str, reason: str) -> None:
    path = write_run(Run("words", RANKINGS, made_by(), {"q1": 0.25}), tmp_path)
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(DataInvalid) as raised:
        read_run(path)
    assert str(raised.value) == (
        f"'{tmp_path / name}' does not say what made the run ({reason}). Make it again, or take it away."
    )


def test_runs_of_the_same_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    paths = [
        write_run(Run(name, RANKINGS), tmp_path / folder)
        for folder, name in (("old", "words"), ("new", "words"), ("new", "dense"))
    ]
    assert [run.name for run in read_runs(paths)] == ["old/words", "new/words", "new/dense"]
    assert [run.name for run in read_runs(paths[1:])] == ["words", "dense"]
    paths[1] = write_run(Run("words", RANKINGS), tmp_path / "other" / "old")
    assert [run.name for run in read_runs(paths[:2])] == [str(paths[0]), str(paths[1])]


def test_runs_by_other_retrievers_code_and_models_are_comparable(made_by: Make) -> None:
    other = made_by(retriever="dense", settings={}, model="other", code="e" * 64, source="sets/mine")
    check_comparable(Run("a", RANKINGS, made_by()), Run("b", RANKINGS, other))


def test_a_run_of_which_nothing_is_known_is_taken_as_comparable(made_by: Make) -> None:
    check_comparable(Run("a", RANKINGS, made_by()), Run("b", RANKINGS))


@pytest.mark.parametrize(
    ("other", "what"),
    [
        ({"questions": "d" * 64}, "other questions or judgements (aaaaaaaaaaaa and dddddddddddd)"),
        ({"corpus": "d" * 64}, "another corpus (bbbbbbbbbbbb and dddddddddddd)"),
        ({"form": "stand-alone"}, "follow-ups in another form (as asked and stand-alone)"),
    ],
)
def test_runs_made_of_different_things_are_not_comparable(made_by: Make, other: dict[str, str], what: str) -> None:
    with pytest.raises(NotComparable) as raised:
        check_comparable(Run("a", RANKINGS, made_by()), Run("b", RANKINGS, made_by(**other)))
    assert str(raised.value) == f"'a' and 'b' were made with {what}. Make both again with: minuted-eval run"
