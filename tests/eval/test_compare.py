"""Whether one run is better: worked out by hand where that can be done, held against scipy where it cannot."""

from itertools import product

import numpy as np
import pytest
from scipy import stats

from eval.compare import by_kind, compare, compare_each, flipped, holm, interval, randomisation
from eval.errors import NotComparable
from eval.metrics import Scores

TINY = np.array([0.5, 0.25, -0.125, 1.0])
FIXED = np.round(np.random.default_rng(7).normal(0.1, 0.4, 60), 3)


def scores(**values: list[float]) -> Scores:
    """Return scores of questions q0, q1 … from the values of each measure, `AP=[0.5, 1]`."""
    count = len(next(iter(values.values())))
    return Scores({f"q{place}": {name: of[place] for name, of in values.items()} for place in range(count)})


def test_few_questions_have_every_pattern_of_signs_tried() -> None:
    # The mean of 0.5, 0.25, -0.125 and 1 is 0.40625. Of the 16 patterns of signs those that make a mean at least as far
    # from 0 are + + - +, + + + + and their opposites: 4 of 16.
    means = [abs(np.mean(TINY * signs)) for signs in product((1, -1), repeat=4)]
    assert sum(mean >= 0.40625 - 1e-12 for mean in means) == 4
    assert randomisation(TINY) == 4 / 16


def test_one_question_tells_nothing() -> None:
    assert randomisation(np.array([0.7])) == 1.0


def test_where_nothing_differs_p_is_1() -> None:
    assert randomisation(np.zeros(50)) == 1.0


def test_many_questions_have_random_signs_as_in_scipy() -> None:
    found = stats.permutation_test(
        (FIXED,),
        np.mean,
        permutation_type="samples",
        n_resamples=10_000,
        alternative="two-sided",
        rng=np.random.default_rng(20_191_107),
    )
    assert randomisation(FIXED) == found.pvalue
    # Within chance of other seeds and of Student's paired test, which assumes more.
    assert randomisation(FIXED) == pytest.approx(stats.ttest_1samp(FIXED, 0).pvalue, abs=0.01)


def test_many_questions_have_random_signs_as_when_drawn_here() -> None:
    signs = np.random.default_rng(1).choice((-1, 1), size=(20_000, len(FIXED)))
    drawn = np.abs((signs * FIXED).mean(axis=1)) >= abs(FIXED.mean()) - 1e-12
    assert randomisation(FIXED) == pytest.approx((drawn.sum() + 1) / 20_001, abs=0.01)


def test_the_interval_is_that_of_scipy() -> None:
    found = stats.bootstrap(
        (FIXED,), np.mean, n_resamples=10_000, method="percentile", rng=np.random.default_rng(20_191_107)
    ).confidence_interval
    assert interval(FIXED) == (found.low, found.high)


def test_the_interval_is_that_of_the_percentiles_of_every_sample_there_is() -> None:
    # Three differences have 27 samples with replacement; 0.025 of them lies at the lowest mean, 0.975 at the highest:
    # each of these has a share of 1/27 = 0.037.
    assert interval(np.array([0.0, 0.3, 0.6])) == pytest.approx((0.0, 0.6))


@pytest.mark.parametrize("change", [[0.25], [0.25, 0.25, 0.25]])
def test_what_does_not_vary_has_an_interval_of_one_point(change: list[float]) -> None:
    assert interval(np.array(change)) == (0.25, 0.25)


def test_the_same_data_give_the_same_figures() -> None:
    a, b = scores(AP=[0.0] * 60), scores(AP=list(FIXED))
    assert compare(a, b, measures=["AP"]) == compare(a, b, measures=["AP"])


@pytest.mark.parametrize(
    ("values", "corrected"),
    [
        ([0.01, 0.04, 0.03], [0.03, 0.06, 0.06]),  # 3 x 0.01, then 2 x 0.03, then max(1 x 0.04, 0.06)
        ([0.5, 0.4], [0.8, 0.8]),  # 2 x 0.4, then max(0.5, 0.8)
        ([0.6, 0.7], [1.0, 1.0]),  # 2 x 0.6 is cut at 1
        ([0.02], [0.02]),
        ([], []),
    ],
)
def test_holm_by_hand(values: list[float], corrected: list[float]) -> None:
    assert holm(values) == pytest.approx(corrected)


def test_a_difference_is_told_whole() -> None:
    # Of 20 questions B is better on 12 by 1, equal on 6, worse on 2.
    a = scores(AP=[0.0] * 18 + [1.0] * 2, RR=[0.5] * 20)
    b = scores(AP=[1.0] * 12 + [0.0] * 8, RR=[0.5] * 20)
    first, second = compare(a, b, measures=["AP", "RR"])
    # Signs of 14 differences, whose sum is 10 or more, or -10 or less: 12, 13 or 14 of one sign.
    p = 2 * (91 + 14 + 1) / 2**14
    assert (first.measure, first.questions) == ("AP", 20)
    assert (first.mean_a, first.mean_b, first.difference) == pytest.approx((0.1, 0.6, 0.5))
    assert (first.wins, first.ties, first.losses) == (12, 6, 2)
    assert first.p == pytest.approx(p, abs=0.004)
    assert first.p_holm == pytest.approx(2 * first.p)
    assert first.verdict == "better"
    assert (second.difference, second.low, second.high, second.p_holm, second.verdict) == (0, 0, 0, 1, "the same")
    assert [one.verdict for one in compare(b, a, measures=["AP", "RR"])] == ["worse", "the same"]


def test_several_runs_are_corrected_for_all_of_them_and_their_measures_together() -> None:
    # With n questions that all differ alike, 2 of the 2^n patterns of signs are as far from 0: p is 2 / 2^n for n of 6,
    # 7 and 8 that differ. Where 1 of 8 differs, or none, p is 1.
    names = ("AP", "RR")
    a = scores(AP=[0.0] * 8, RR=[0.0] * 8)
    others = {
        "one": scores(AP=[1.0] * 8, RR=[1.0] * 7 + [0.0]),
        "two": scores(AP=[1.0] * 6 + [0.0] * 2, RR=[0.0] * 8),
    }
    found = compare_each(a, others, measures=names)
    assert [one.p for rows in found.values() for one in rows] == pytest.approx([2 / 256, 2 / 128, 2 / 64, 1.0])
    # Holm over the four of them: 4 x 2/256, 3 x 2/128, 2 x 2/64, 1 x 1.
    corrected = {name: [one.p_holm for one in rows] for name, rows in found.items()}
    assert corrected["one"] == pytest.approx([0.03125, 0.046875])
    assert corrected["two"] == pytest.approx([0.0625, 1.0])
    assert [one.verdict for one in found["one"]] == ["better", "better"]
    assert found["two"][0].verdict == "not enough questions to tell"
    # Compared alone, the first is corrected for its own two measures: 2 x 2/256, then 1 x 2/128.
    assert [one.p_holm for one in compare(a, others["one"], measures=names)] == pytest.approx([2 * 2 / 256, 2 / 128])
    assert compare_each(a, {}, measures=names) == {}


def test_so_few_questions_do_not_tell() -> None:
    # Five wins of five are 2 of 32 patterns: p is 0.0625, whatever they are won by.
    (found,) = compare(scores(AP=[0.0] * 5), scores(AP=[1.0] * 5), measures=["AP"])
    assert (found.p, found.verdict) == (2 / 32, "not enough questions to tell")


def test_a_difference_that_cannot_matter_is_none() -> None:
    change = [0.01, -0.01] * 50
    (found,) = compare(scores(AP=[0.5] * 100), scores(AP=[0.5 + one for one in change]), measures=["AP"])
    assert found.verdict == "the same"


def test_runs_scored_on_other_questions_are_told() -> None:
    with pytest.raises(NotComparable) as raised:
        compare(scores(AP=[0.0, 1.0]), scores(AP=[0.0, 1.0, 1.0]), measures=["AP"])
    assert str(raised.value) == (
        "the two runs were scored on other questions (1 differ, 'q2' the first). "
        "Score both against the same judgements."
    )


def test_the_questions_that_changed_most_come_first_then_by_id() -> None:
    assert flipped(scores(AP=[0.0, 1.0, 0.5, 0.5]), scores(AP=[0.5, 0.0, 0.5, 1.0]), "AP") == ["q1", "q0", "q3"]


def test_questions_by_kind() -> None:
    kinds = {"q0": "when", "q1": "lookup", "q2": "when", "q9": "who"}
    assert by_kind(kinds, scores(AP=[0.0, 1.0, 1.0])) == {
        "all": ["q0", "q1", "q2"],
        "lookup": ["q1"],
        "when": ["q0", "q2"],
    }
