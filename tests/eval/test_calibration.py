"""The regression of silence and its curves, on examples small enough to be worked out by hand."""

import json
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eval.answers import Point
from eval.calibration import (
    ASIDE,
    RIDGE,
    Example,
    across_folds,
    across_minutes,
    area_under,
    curve_of,
    cuts,
    declined_at,
    fit,
    is_fit_across,
    silent_share,
    weighed,
)
from eval.errors import EvaluationError
from service.silence import ALL_ANSWERED, CUTS, INTERCEPT, WEIGHTS, Signs

Run = Callable[..., tuple[int, str, str]]
SETS = (
    "sample",
    "sample-everyday",
    "sample-other-business",
    "real-minutes",
    "real-everyday",
    "real-other-business",
)
NOTHING = Signs(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def example(name: str, *, answerable: bool, sentence: float = 0.0, of: str = "a", stranger: bool = False) -> Example:
    """Return a question of a set about the minutes of the same name; a stranger is asked of others."""
    asked_of = "others" if stranger else of
    return Example(of, asked_of, name, answerable, replace(NOTHING, sentence=sentence), stranger)


def many(counts: dict[tuple[bool, float], int], of: str = "a") -> list[Example]:
    """Return so many examples for each pair of answerable and near."""
    return [
        example(f"{answerable}-{near}-{number}", answerable=answerable, sentence=near, of=of)
        for (answerable, near), count in counts.items()
        for number in range(count)
    ]


def test_the_risk_of_what_looks_alike_is_its_share() -> None:
    found = fit(many({(True, 0.5): 3, (False, 0.5): 1}))
    assert found.risks([example("x", answerable=True, sentence=0.5)])[0] == pytest.approx(1 / 4)
    assert found.weights == (0.0,) * 9


def test_the_slope_is_zero_where_the_regression_ends() -> None:
    # Half are near 1 and half near 0, so that the scaled sign is 1 and -1; of the near ones 1 in 10 is silent, of the
    # others 4 in 10. At the end: sum of scaled × (silent - risk) = RIDGE × weight, and sum of (silent - risk) = 0.
    found = fit(many({(True, 1.0): 9, (False, 1.0): 1, (True, 0.0): 6, (False, 0.0): 4}))
    low, high = found.risks([example("x", answerable=True, sentence=near) for near in (1.0, 0.0)])
    assert 10 * low + 10 * high == pytest.approx(5)
    weight = found.weights[0] * 0.5
    assert (1 - 10 * low) - (4 - 10 * high) == pytest.approx(RIDGE * weight)
    assert 0.1 < low < 0.25 < high < 0.4


def test_a_question_of_another_set_counts_for_less() -> None:
    examples = [example("yes", answerable=True), example("no", answerable=False)]
    strangers = [example(f"s{number}", answerable=False, stranger=True) for number in range(10)]
    assert ASIDE == 0.1
    # 1 + 10 × 0.1 = 2 silent ones beside 1 that is not.
    assert fit([*examples, *strangers]).risks(examples)[0] == pytest.approx(2 / 3)


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
    code, printed, _ = run("calibrate", *SETS, "--json", "--picture", picture)
    assert code == 0
    # Each set with answers twice: tenfold, and fitted on the others.
    assert picture.read_text(encoding="utf-8").count("<polyline") == 8
    body = json.loads(printed)
    # Another processor's arithmetic moves them a little.
    assert body["intercept"] == pytest.approx(INTERCEPT, abs=0.1)
    assert list(body["weights"].values()) == pytest.approx(list(WEIGHTS), rel=0.05, abs=0.1)
    assert [(one["wrong_at_most"], pytest.approx(one["risk"], abs=0.03)) for one in body["cuts"]] == list(CUTS)
    assert body["all_answered"] == pytest.approx(ALL_ANSWERED, abs=0.01)
    # Of each set with answers: itself, strangers, other business, one meeting alone; and itself by the other minutes.
    assert len(body["curves"]) == 20
    assert all(curve["area"] > 0.6 for curve in body["curves"].values())


def test_each_set_is_judged_by_what_was_fitted_on_the_other() -> None:
    examples = [*many({(True, 0.0): 3, (False, 0.0): 1}, "a"), *many({(True, 0.0): 1, (False, 0.0): 1}, "b")]
    assert across_minutes(examples).tolist() == pytest.approx([1 / 2] * 4 + [1 / 4] * 2)


def test_without_both_sorts_about_others_nothing_is_judged_by_others() -> None:
    both = many({(True, 0.0): 1, (False, 0.0): 1}, "a")
    assert is_fit_across([*both, *many({(True, 0.0): 1, (False, 0.0): 1}, "b")])
    assert not is_fit_across([*both, *many({(False, 0.0): 2}, "b")])
    assert not is_fit_across(both)


def test_every_fold_is_judged_by_the_others_and_has_its_share_of_each_sort() -> None:
    examples = many({(True, 0.0): 4, (False, 0.0): 2})
    # Two folds: each has two answerable and one silent.
    assert across_folds(examples, folds=2).tolist() == pytest.approx([1 / 3] * 6)


def test_what_a_question_is_asked_of_is_of_one_fold() -> None:
    # Asked of everything and of one meeting, the first alone is silent about: were the two of two folds, each would be
    # judged by what was fitted on the other.
    both = [example("yes", answerable=True), example("no", answerable=False)]
    twice = [*both, *(replace(one, alone=True) for one in both)]
    others = [example(f"{kind}{number}", answerable=kind == "a") for kind in "ab" for number in range(2)]
    assert across_folds([*twice, *others], folds=3)[:4].tolist() == pytest.approx([1 / 2] * 4)
    with pytest.raises(EvaluationError, match="no question has signs"):
        across_folds(twice, folds=2)


def test_of_all_examples_so_many_are_silent() -> None:
    examples = [*many({(True, 0.0): 3, (False, 0.0): 1}), *(replace(example("x", answerable=False), alone=True),) * 10]
    # One of four, and ten that count a tenth: 2 of 5.
    assert silent_share(examples) == pytest.approx(2 / 5)


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
    risks = found.risks([example("x", answerable=True, sentence=near) for near in (-9.0, 0.0, 1.0, 9.0)])
    assert np.all((risks >= 0) & (risks <= 1))
    assert all(math.isfinite(one) for one in (found.intercept, *found.weights))


def test_every_set_weighs_the_same_and_what_is_aside_a_tenth() -> None:
    mine = [example(str(number), answerable=True, of="a") for number in range(3)]
    other = [example("x", answerable=True, of="b")]
    # Two sets of 3 and 1, on average of 2: each counts for 2 in all.
    aside = [example("s", answerable=False, of="b", stranger=True), replace(other[0], alone=True)]
    counts = weighed([*mine, *other, *aside])
    assert counts.tolist() == pytest.approx([2 / 3] * 3 + [2.0, 0.2, 0.2])
