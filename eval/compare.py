"""The scores of two runs in, whether one is better and on which questions out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from eval.errors import NotComparable
from eval.metrics import Scores

Comparison = Literal["better", "worse", "the same", "not enough questions to tell"]
RESAMPLES = 10_000
SEED = 20_191_107
SIGNIFICANT = 0.05
# A difference that nobody would notice: one question in fifty answered better, or a little better ranked.
NO_MATTER = 0.02


@dataclass(frozen=True, slots=True)
class Difference:
    """How B differs from A in the mean of one measure over the same questions.

    difference: mean of B - mean of A. low, high: its bootstrap confidence interval at 95 %. p: of a paired
    randomisation test, two-sided; p_holm: corrected for all that was compared at once. wins: questions on which B is
    better. verdict: about B.
    """

    measure: str
    questions: int
    mean_a: float
    mean_b: float
    difference: float
    low: float
    high: float
    p: float
    p_holm: float
    wins: int
    ties: int
    losses: int
    verdict: Comparison


def compare(a: Scores, b: Scores, *, measures: Sequence[str], resamples: int = RESAMPLES) -> list[Difference]:
    """Return the difference in each measure, B against A, corrected by Holm for the measures.

    Raises NotComparable where they were scored on other questions.
    """
    return compare_each(a, {"": b}, measures=measures, resamples=resamples)[""]


def compare_each(
    a: Scores, others: Mapping[str, Scores], *, measures: Sequence[str], resamples: int = RESAMPLES
) -> dict[str, list[Difference]]:
    """Return the differences of each of several runs from A, by name, corrected by Holm for all of them together.

    Every run and measure is one hypothesis: the more are looked at, the more of them differ by chance. Raises
    NotComparable where they were scored on other questions.
    """
    found = {name: _differences(a, b, measures, resamples) for name, b in others.items()}
    corrected = iter(holm([one.p for rows in found.values() for one in rows]))
    return {name: [_judged(replace(one, p_holm=next(corrected))) for one in rows] for name, rows in found.items()}


def holm(values: Sequence[float]) -> list[float]:
    """Return p-values corrected for testing several hypotheses: each times the number not yet rejected, rising.

    Source: Holm, A Simple Sequentially Rejective Multiple Test Procedure, Scandinavian Journal of Statistics 6, 1979.
    """
    corrected = [0.0] * len(values)
    highest = 0.0
    for place, index in enumerate(sorted(range(len(values)), key=lambda one: values[one])):
        highest = max(highest, min(1.0, (len(values) - place) * values[index]))
        corrected[index] = highest
    return corrected


def flipped(a: Scores, b: Scores, measure: str) -> list[str]:
    """Return the questions on which two runs differ in a measure, the largest difference first, ties by id."""
    changed = [one for one in a.values if a.values[one][measure] != b.values[one][measure]]
    return sorted(changed, key=lambda one: (-abs(b.values[one][measure] - a.values[one][measure]), one))


def _differences(a: Scores, b: Scores, measures: Sequence[str], resamples: int) -> list[Difference]:
    if set(a.values) != set(b.values):
        only = sorted(set(a.values) ^ set(b.values))
        raise NotComparable(
            f"the two runs were scored on other questions ({len(only)} differ, '{only[0]}' the first). "
            "Score both against the same judgements."
        )
    questions = sorted(a.values)
    found = []
    for measure in measures:
        of_a = np.array([a.values[question][measure] for question in questions])
        of_b = np.array([b.values[question][measure] for question in questions])
        found.append(_difference(measure, of_a, of_b, resamples))
    return found


def _difference(measure: str, a: NDArray[np.float64], b: NDArray[np.float64], resamples: int) -> Difference:
    change = b - a
    low, high = interval(change, resamples=resamples)
    mean = float(change.mean())
    return Difference(
        measure=measure,
        questions=len(change),
        mean_a=float(a.mean()),
        mean_b=float(b.mean()),
        difference=mean,
        low=low,
        high=high,
        p=randomisation(change, resamples=resamples),
        p_holm=1.0,
        wins=int((change > 0).sum()),
        ties=int((change == 0).sum()),
        losses=int((change < 0).sum()),
        verdict="the same",
    )


def randomisation(change: NDArray[np.float64], *, resamples: int = RESAMPLES) -> float:
    """Return the p-value of a paired randomisation test: how often random signs make a mean at least as far from 0.

    change: the difference of each question, shape (n,). All sign patterns are tried where there are no more of them
    than resamples, else so many at random by a fixed seed. Two-sided; 1 where nothing differs and for one question.
    Source: Smucker, Allan & Carterette, A Comparison of Statistical Significance Tests for IR Evaluation, CIKM 2007,
    https://doi.org/10.1145/1321440.1321528
    """
    if len(change) < 2 or not change.any():
        return 1.0
    found = stats.permutation_test(
        (change,),
        lambda sample, axis: sample.mean(axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=resamples,
        batch=1000,
        alternative="two-sided",
        rng=np.random.default_rng(SEED),
    )
    return float(found.pvalue)


def interval(change: NDArray[np.float64], *, resamples: int = RESAMPLES) -> tuple[float, float]:
    """Return the 95 % confidence interval of a mean difference, by the percentiles of bootstrap samples.

    change: the difference of each question, shape (n,).
    Source: Efron & Tibshirani, An Introduction to the Bootstrap, 1993.
    """
    if len(change) < 2 or not np.ptp(change):
        return float(change.mean()), float(change.mean())
    found = stats.bootstrap(
        (change,),
        np.mean,
        n_resamples=resamples,
        batch=1000,
        method="percentile",
        confidence_level=0.95,
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    return float(found.low), float(found.high)


def _judged(one: Difference) -> Difference:
    """Return a difference with what it says of B.

    The two are the same where even the ends of the interval are differences that do not matter.
    """
    if one.p_holm < SIGNIFICANT and one.difference:
        return replace(one, verdict="better" if one.difference > 0 else "worse")
    tells = max(abs(one.low), abs(one.high)) <= NO_MATTER
    return replace(one, verdict="the same" if tells else "not enough questions to tell")


def by_kind(kinds: Mapping[str, str], scores: Scores) -> dict[str, list[str]]:
    """Return the scored questions of each kind, "all" first, kinds in alphabetical order."""
    groups: dict[str, list[str]] = {"all": list(scores.values)}
    for kind in sorted(set(kinds.values())):
        of_kind = [question for question in scores.values if kinds.get(question) == kind]
        if of_kind:
            groups[kind] = of_kind
    return groups
