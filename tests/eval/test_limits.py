"""What keeps answers from the top: where they stand, what stands first instead, what it costs."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.limits import MEASURE, Shortfall, limits, shares
from eval.metrics import score
from eval.questions import Question
from eval.runs import Run

SALT, MINE, BUSES, GALA = (
    "oak/roads/2024-01-01#1.1",
    "oak/roads/2024-01-01#1.2",
    "oak/buses/2024-02-01#2.1",
    "elm/a/b#1",
)
# A word in three of these is in more than one of fifty: "board" and the fillers' words tell nothing, the others do.
FILLER = {f"oak/roads/2024-01-01#9.{number}": f"The board noted point {number}." for number in range(1, 151)}
TEXTS = {
    SALT: "Salt in the barn; the board noted it.",
    MINE: "A mine in Cheshire.",
    **FILLER,
    BUSES: "Buses go at eight.",
    GALA: "The gala was won by Ann Hall.",
}


@pytest.fixture
def found(question: Callable[..., Question]) -> dict[str, Shortfall]:
    """Return what became of five questions, by id: the values are worked out by hand below."""
    questions = [
        question("first", {SALT: 2, MINE: 1}, asks="Where did the board put salt, in which barn?"),
        question("third", {MINE: 2}, asks="Who sold it?", kind="who"),
        question("eleventh", {BUSES: 1}, asks="When do buses go?"),
        question("missing", {GALA: 1}, asks="Who won the gala?", kind="who"),
        question("nothing", {SALT: 1}, asks="Salt?"),
        question("silent", asks="Who lost?", kind="unanswerable"),
    ]
    fillers = list(FILLER)
    rankings = {
        "first": _ranked(SALT, *fillers[:3]),
        "third": _ranked(SALT, fillers[0], MINE),
        "eleventh": _ranked(*fillers[:10], BUSES),
        "missing": _ranked(BUSES),
        "nothing": [],
        "silent": _ranked(SALT),
    }
    other = {**rankings, "missing": _ranked(GALA)}
    qrels = {one.id: {gold.paragraph: gold.grade for gold in one.gold} for one in questions}
    runs = [Run("mine", rankings), Run("theirs", other)]
    scores = [score(run.rankings, qrels, measures=[MEASURE]) for run in runs]
    return {one.question.id: one for one in limits(questions, qrels, runs, scores, TEXTS)}


def test_the_best_placed_answer_is_told_with_its_rank(found: dict[str, Shortfall]) -> None:
    assert {name: (one.rank, one.stands) for name, one in found.items()} == {
        "first": (1, "first"),
        "third": (3, "second to fifth"),
        "eleventh": (11, "beyond the tenth"),
        "missing": (None, "not ranked"),
        "nothing": (None, "not ranked"),
    }


def test_what_stands_first_instead_is_told_by_where_it_stands(found: dict[str, Shortfall]) -> None:
    assert {name: one.instead for name, one in found.items()} == {
        "first": None,
        "third": "a neighbour",
        "eleventh": "another body",
        "missing": "another body",
        "nothing": "nothing",
    }


def test_the_same_minutes_and_the_same_body_are_told_apart(question: Callable[..., Question]) -> None:
    far, later = "oak/roads/2024-01-01#9.40", "oak/roads/2025-01-01#1.1"
    texts = {**TEXTS, later: "Salt again."}
    questions = [question("far", {SALT: 1}), question("later", {SALT: 1})]
    qrels = {"far": {SALT: 1}, "later": {SALT: 1}}
    run = Run("mine", {"far": _ranked(far), "later": _ranked(later)})
    scores = [score(run.rankings, qrels, measures=[MEASURE])]
    assert {one.question.id: one.instead for one in limits(questions, qrels, [run], scores, texts)} == {
        "far": "the same minutes",
        "later": "the same body",
    }


def test_telling_words_are_rare_ones_of_the_question(found: dict[str, Shortfall]) -> None:
    # "put" is nowhere, so it tells; "board" is in 151 of 154 paragraphs.
    assert (found["first"].shared, found["first"].telling, found["first"].words) == (2, 3, "two or more")
    assert (found["third"].shared, found["third"].telling, found["third"].words) == (0, 1, "none")
    assert (found["missing"].shared, found["missing"].telling) == (2, 2)


def test_the_worst_come_first_and_the_best_of_the_runs_stands_beside(found: dict[str, Shortfall]) -> None:
    assert [*found] == ["eleventh", "missing", "nothing", "third", "first"]
    assert found["third"].value == pytest.approx(0.5)
    assert (found["missing"].value, found["missing"].best) == (0.0, 1.0)
    assert found["third"].best == found["third"].value


def test_shares_of_what_is_missing_add_up(found: dict[str, Shortfall]) -> None:
    rows = shares([*found.values()], lambda one: one.stands, ("first", "second to fifth"))
    assert [row.name for row in rows] == ["first", "second to fifth", "beyond the tenth", "not ranked"]
    assert [row.questions for row in rows] == [1, 1, 1, 2]
    # first: 1 - 2 / (2 + 1 / log2(3)) by gains of 2 and 1; third: 0.5; the other three: 1 each.
    first = 1 - 2 / (2 + 0.6309297535714575)
    assert rows[0].of_loss == pytest.approx(first / (3.5 + first))
    assert sum(row.of_loss for row in rows) == pytest.approx(1)


def test_nothing_is_missing_where_everything_stands_first(question: Callable[..., Question]) -> None:
    qrels = {"q": {SALT: 1}}
    run = Run("mine", {"q": _ranked(SALT)})
    whole = limits([question("q", {SALT: 1})], qrels, [run], [score(run.rankings, qrels, measures=[MEASURE])], TEXTS)
    assert [(row.name, row.questions, row.mean, row.of_loss) for row in shares(whole, lambda one: one.stands)] == [
        ("first", 1, 1.0, 0.0)
    ]


def test_the_command_tells_of_a_run(run: Callable[..., tuple[int, str, str]], mine: str, tmp_path: Path) -> None:
    out = tmp_path / "runs"
    assert run("run", mine, "--retriever", "hybrid", "--retriever", "words", "--no-answers", "--out", out)[0] == 0
    files = [out / mine / "hybrid.run", out / mine / "words.run"]
    status, printed, _ = run("limits", *files, "--questions")
    assert status == 0
    assert "The answer stands" in printed
    assert "hybrid: " in printed
    assert "With the best of the 2 runs" in printed
    status, printed, _ = run("limits", *files, "--json")
    body = json.loads(printed)
    assert (status, body["run"], len(body["questions"])) == (0, "hybrid", 2)
    by_id = {one["id"]: one for one in body["questions"]}
    assert (by_id["q1"]["rank"], by_id["q1"]["instead"], by_id["q1"]["kind"]) == (1, None, "lookup")
    assert sum(row["questions"] for row in body["shares"]["The answer stands"]) == 2


def test_runs_of_several_sets_are_refused(run: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    (tmp_path / "a.run").write_text("q1 Q0 oak#1 1 1.0 a\n", encoding="utf-8")
    status, _, told = run("limits", tmp_path / "a.run")
    assert status == 2
    assert "say what to measure against" in told


def _ranked(*identities: str) -> list[tuple[str, float]]:
    return [(identity, 1.0 - place / 100) for place, identity in enumerate(identities)]
