"""The regression of silence and its curves, on examples small enough to be worked out by hand."""

import json
import math
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eval.answers import Point
from eval.calibration import (
    RIDGE,
    STRANGER,
    Example,
    across_folds,
    across_sets,
    area_under,
    curve_of,
    cuts,
    declined_at,
    fit,
    strangers_of,
)
from eval.errors import EvaluationError
from service.silence import CUTS, INTERCEPT, WEIGHTS, Signs

Run = Callable[..., tuple[int, str, str]]
NOTHING = Signs(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def example(name: str, *, answerable: bool, near: float = 0.0, of: str = "a", stranger: bool = False) -> Example:
    return Example(of, name, answerable, replace(NOTHING, near=near), stranger)


def many(counts: dict[tuple[bool, float], int], of: str = "a") -> list[Example]:
    """Return so many examples for each pair of answerable and near."""
    return [
        example(f"{answerable}-{near}-{number}", answerable=answerable, near=near, of=of)
        for (answerable, near), count in counts.items()
        for number in range(count)
    ]


def test_the_risk_of_what_looks_alike_is_its_share() -> None:
    found = fit(many({(True, 0.5): 3, (False, 0.5): 1}))
    assert found.risks([example("x", answerable=True, near=0.5)])[0] == pytest.approx(1 / 4)
    assert found.weights == (0.0,) * 7


def test_the_slope_is_zero_where_the_regression_ends() -> None:
    # Half are near 1 and half near 0, so that the scaled sign is 1 and -1; of the near ones 1 in 10 is silent, of the
    # others 4 in 10. At the end: sum of scaled × (silent - risk) = RIDGE × weight, and sum of (silent - risk) = 0.
    found = fit(many({(True, 1.0): 9, (False, 1.0): 1, (True, 0.0): 6, (False, 0.0): 4}))
    low, high = found.risks([example("x", answerable=True, near=near) for near in (1.0, 0.0)])
    assert 10 * low + 10 * high == pytest.approx(5)
    weight = found.weights[0] * 0.5
    assert (1 - 10 * low) - (4 - 10 * high) == pytest.approx(RIDGE * weight)
    assert 0.1 < low < 0.25 < high < 0.4


def test_a_question_of_another_set_counts_for_less() -> None:
    examples = [example("yes", answerable=True), example("no", answerable=False)]
    strangers = [example(f"s{number}", answerable=False, stranger=True) for number in range(10)]
    assert STRANGER == 0.1
    # 1 + 10 × 0.1 = 2 silent ones beside 1 that is not.
    assert fit([*examples, *strangers]).risks(examples)[0] == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("minutes", "strangers"),
    [
        (["sample"], [[]]),
        (["sample", "real"], [[1], [0]]),
        # Two sets over the same minutes are no strangers to one another.
        (["sample", "sample"], [[], []]),
        (["sample", "real", "sample"], [[1], [0, 2], []]),
        (["sample", "real", "sample", "real"], [[1], [0], [3], [2]]),
        # The second of two sets over the same minutes has every other one of the strangers.
        (["sample", "sample", "real", "third", "fourth"], [[2, 4], [3], [0, 1, 3, 4], [0, 1, 2, 4], [0, 1, 2, 3]]),
    ],
)
def test_a_set_is_a_stranger_to_other_minutes_once(minutes: list[str], strangers: list[list[int]]) -> None:
    assert strangers_of(minutes) == strangers


def test_sets_over_the_same_minutes_are_judged_by_what_was_fitted_on_others() -> None:
    a = many({(True, 0.0): 3, (False, 0.0): 1}, "a")
    b = many({(True, 0.0): 1, (False, 0.0): 3}, "b")
    c = many({(True, 0.0): 1, (False, 0.0): 1}, "c")
    over = [replace(one, minutes="here") for one in (*a, *b)]
    # a and b by c, silent on one of two; c by both, silent on four of eight. By sets, a is judged by b and c: 4/6.
    assert across_sets([*over, *c]).tolist() == pytest.approx([1 / 2] * 10)
    assert across_sets([*a, *b, *c]).tolist()[:4] == pytest.approx([4 / 6] * 4)


def test_two_sets_over_the_same_minutes_are_not_put_to_one_another(
    mine: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sets, put = tmp_path / "sets", list[tuple[str, int, bool]]()
    for name, corpus in (("again", "../mine/minutes"), ("others", "minutes")):
        shutil.copytree(sets / mine, sets / name)
        (sets / name / "set.toml").write_text(f'corpus = "{corpus}"\ndescription = "Too."\n', encoding="utf-8")

    def noted(
        of: str, _: object, questions: list[object], *__: object, strangers: bool, **___: object
    ) -> list[Example]:
        put.append((of, len(questions), strangers))
        answers = [False] * 2 if strangers else [True, True, False, False]
        return [example("q", answerable=one, of=of, stranger=strangers) for one in answers]

    monkeypatch.setattr("eval.commands.calibrate.examples_of", noted)
    assert run("calibrate", mine, "again", "others")[::2] == (0, "")
    assert put == [
        ("mine", 3, False),
        ("mine", 3, True),
        ("again", 3, False),
        ("others", 3, False),
        ("others", 3, True),
        ("others", 3, True),
    ]


def test_what_has_no_unanswerable_question_is_refused() -> None:
    with pytest.raises(EvaluationError) as raised:
        fit(many({(True, 0.5): 3}))
    assert str(raised.value) == (
        "of 3 questions 0 are unanswerable. Silence is told from answers by examples of both: give sets that have both."
    )


def test_a_model_without_tokens_is_told(run: Run, mine: str) -> None:
    code, _, error = run("calibrate", mine)
    assert code == 1
    assert error.removeprefix("minuted: ").strip() == (
        "no question has signs of silence. They need a model that gives vectors of tokens; 'hashed-words' does not."
    )


@pytest.mark.long
def test_the_weights_are_those_that_the_command_prints(
    run: Run, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINUTED_SHARED", str(shared))
    monkeypatch.setenv("MINUTED_MODEL", "all-MiniLM-L6-v2")
    picture = tmp_path / "silence.svg"
    code, printed, _ = run("calibrate", "sample", "real-minutes", "--json", "--picture", picture)
    assert code == 0
    assert picture.read_text(encoding="utf-8").count("<polyline") == 4
    body = json.loads(printed)
    # Another processor's arithmetic moves them a little.
    assert body["intercept"] == pytest.approx(INTERCEPT, abs=0.1)
    assert list(body["weights"].values()) == pytest.approx(list(WEIGHTS), rel=0.05, abs=0.1)
    assert [(one["wrong_at_most"], pytest.approx(one["risk"], abs=0.03)) for one in body["cuts"]] == list(CUTS)
    assert len(body["curves"]) == 8
    assert all(curve["area"] > 0.6 for curve in body["curves"].values())


def test_each_set_is_judged_by_what_was_fitted_on_the_other() -> None:
    examples = [*many({(True, 0.0): 3, (False, 0.0): 1}, "a"), *many({(True, 0.0): 1, (False, 0.0): 1}, "b")]
    assert across_sets(examples).tolist() == pytest.approx([1 / 2] * 4 + [1 / 4] * 2)


def test_every_fold_is_judged_by_the_others_and_has_its_share_of_each_sort() -> None:
    examples = many({(True, 0.0): 4, (False, 0.0): 2})
    # Two folds: each has two answerable and one silent.
    assert across_folds(examples, folds=2).tolist() == pytest.approx([1 / 3] * 6)


def test_a_curve_says_what_every_cut_gives() -> None:
    examples = [example(name, answerable=name in "ab") for name in "abcd"]
    points = curve_of([0.1, 0.5, 0.3, 0.7], examples)
    assert points == [
        Point(0.0, 0.0, 1.0),
        Point(0.1, 0.5, 1.0),
        Point(0.3, 0.5, 0.5),
        Point(0.5, 1.0, 0.5),
        Point(0.7, 1.0, 0.0),
    ]
    assert declined_at(points, 0.5) == 1.0
    assert declined_at(points, 0.9) == 0.5
    # Of the four pairs of an answerable and a silent one, three are in order.
    assert area_under(points) == pytest.approx(3 / 4)


def test_risks_that_tell_nothing_have_an_area_of_a_half() -> None:
    examples = [example(name, answerable=name in "ab") for name in "abcd"]
    assert area_under(curve_of([0.5] * 4, examples)) == pytest.approx(1 / 2)


def test_a_cut_is_the_highest_risk_that_keeps_to_a_share_of_wrong_answers() -> None:
    examples = [*(example(str(number), answerable=True) for number in range(9)), example("no", answerable=False)]
    risks = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]
    found = dict(cuts(risks, examples))
    assert (found[0.05], found[0.1]) == (0.9, 0.95)  # 0 of 9; 1 of 10
    assert dict(cuts(risks[::-1], examples))[0.05] == 0.0  # the silent one comes first


def test_risks_are_between_none_and_all() -> None:
    found = fit(many({(True, 1.0): 20, (False, 0.0): 20}))
    risks = found.risks([example("x", answerable=True, near=near) for near in (-9.0, 0.0, 1.0, 9.0)])
    assert np.all((risks >= 0) & (risks <= 1))
    assert all(math.isfinite(one) for one in (found.intercept, *found.weights))
