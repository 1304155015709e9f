"""Questions and what a search finds for them in; weights of the signs of silence, and how often they err, out.

The decision whether the record answers is a logistic regression (service/silence.py). It is measured on questions that
it was not fitted on: those about other minutes, and the parts of a cross-validation. Questions are also asked of one
meeting alone, the one that answers and another, as readers do who have one document or have chosen one.
"""

import hashlib
import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from eval.answers import Point
from eval.errors import EvaluationError
from eval.questions import Question, QuestionSet
from eval.retrievers import put
from index.collection import Collection
from index.retrieve import consult
from index.scope import Scope
from service.conversation import Completed, located
from service.evidence import names_a_subject
from service.narrowing import narrow
from service.settings import Settings
from service.silence import CONSIDERED, Signs, signs
from service.supporting import supported

Numbers = NDArray[np.float64]
FOLDS = 10
# What holds weights down, in units of one question: chosen once, and hardly any matter between 0.3 and 30.
RIDGE = 3.0
# What a question counts for that is asked of other minutes, or of one meeting alone, or whose set has no answers.
ASIDE = 0.1
# Shares of wrong answers for which a cut is told.
SHARES = (0.05, 0.075, 0.1, 0.125, 0.15, 0.175, 0.2)


@dataclass(frozen=True, slots=True)
class Example:
    """A question that a search answers, with its signs. of: the set it is from; minutes: those it was asked of.

    stranger: whether it is a question about other minutes, or about no minutes, which these do not answer. alone:
    whether it was asked of one meeting.
    """

    of: str
    minutes: str
    question_id: str
    answerable: bool
    signs: Signs
    stranger: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Fitted:
    """A logistic regression of silence: the intercept, and the weight of each sign in the order of Signs."""

    intercept: float
    weights: tuple[float, ...]

    def risks(self, examples: Sequence[Example]) -> Numbers:
        """Return the likelihood of silence of each, shape (n,), in [0, 1]."""
        return _logistic(_values(examples) @ np.array(self.weights) + self.intercept)


def examples_of(
    of: QuestionSet,
    collection: Collection,
    minutes: str,
    settings: Settings,
    *,
    told: Callable[[], None] = lambda: None,
) -> list[Example]:
    """Return the questions of a set whose answer is a matter of what a search finds, each with its signs.

    minutes: the name of those that the collection holds. Where the set is about others, only its questions that name no
    minutes and follow on from nothing can be asked, and none of them is answered; of a set without an answer nothing is
    known beyond its own minutes. Such questions are also asked of the one meeting that answers them, where one does,
    and of another.
    """
    known, found, stranger = collection.bodies(), [], of.corpus != minutes
    meetings = sorted(one.id for one in collection.summaries())
    if stranger and not of.answerable:
        return []
    for one in of.questions:
        told()
        free = one.scope.is_everything and not one.history
        if stranger and not free:
            continue
        asked = located(collection, put(one, "in conversation", known))
        made = partial(Example, of.name, minutes, one.id)
        seen = _signs(collection, asked, narrow(asked.question, one.scope, known).scope, settings)
        if seen is not None:
            found.append(made(one.answerable and not stranger, seen, stranger or not of.answerable))
        for meeting in _alone(one, meetings) if free else ():
            seen = _signs(collection, asked, Scope(minutes_id=meeting), settings)
            if seen is not None:
                found.append(made(meeting in _meetings_of(one), seen, stranger or not of.answerable, alone=True))
    return found


def _signs(collection: Collection, asked: Completed, scope: Scope, settings: Settings) -> Signs | None:
    """Return the signs of a question asked of a scope; None where a search has no say in whether it is answered."""
    if not names_a_subject(asked.question):
        return None
    retrieval = replace(settings.retrieval, limit=max(settings.results, CONSIDERED))
    consulted = consult(collection, asked.question, scope=scope, settings=retrieval, follow=asked.follow)
    return signs(asked.question, consulted.hits, supported(asked.question, consulted), items=consulted.items)


def _meetings_of(question: Question) -> set[str]:
    return {gold.paragraph.partition("#")[0] for gold in question.gold}


def _alone(question: Question, meetings: Sequence[str]) -> list[str]:
    """Return the meetings that a question is asked of alone: its own, where it has one, and one that has no answer.

    Which one is told by the question, so that the same examples are made each time.
    """
    own = _meetings_of(question).intersection(meetings)
    others = [one for one in meetings if one not in own]
    chosen = others[int(hashlib.sha256(question.id.encode()).hexdigest(), 16) % len(others) :][:1] if others else []
    return [*(own if len(own) == 1 else ()), *chosen]


def weighed(examples: Sequence[Example]) -> Numbers:
    """Return what each example counts for, shape (n,): every set as much as another, and what is aside a tenth.

    Aside are strangers and what was asked of one meeting alone. The others of a set count for one each on average.
    """
    sizes = Counter(one.of for one in examples if not _is_aside(one))
    mean = sum(sizes.values()) / max(len(sizes), 1)
    return np.array([(ASIDE if _is_aside(one) else 1.0) * mean / sizes.get(one.of, mean) for one in examples])


def _is_aside(example: Example) -> bool:
    return example.stranger or example.alone


def fit(examples: Sequence[Example]) -> Fitted:
    """Return the regression that makes the examples likeliest, with its weights held down by RIDGE.

    By Newton's method, on signs of mean 0 and deviation 1; the weights are told for the signs as they are. Raises
    EvaluationError where all examples are answerable, or none is, or there are none.
    """
    if not examples:
        raise EvaluationError(
            "no question has signs of silence. They need a model that gives vectors of tokens; 'hashed-words' does not."
        )
    silent = np.array([not one.answerable for one in examples], dtype=np.float64)
    if not 0 < silent.sum() < len(silent):
        raise EvaluationError(
            f"of {len(silent)} questions {int(silent.sum())} are unanswerable. Silence is told from answers by "
            "examples of both: give sets that have both."
        )
    values, counts = _values(examples), weighed(examples)
    means, deviations = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-9)
    scaled = np.column_stack([np.ones(len(values)), (values - means) / deviations])
    held = np.diag([0.0, *[RIDGE] * values.shape[1]])
    weights = np.zeros(scaled.shape[1])
    for _ in range(_STEPS):
        likely = _logistic(scaled @ weights)
        slope = scaled.T @ (counts * (silent - likely)) - held @ weights
        bend = scaled.T @ (scaled * (counts * likely * (1 - likely))[:, None]) + held
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < _ENOUGH:
            break
    plain = weights[1:] / deviations
    return Fitted(float(weights[0] - plain @ means), tuple(plain.tolist()))


def across_minutes(examples: Sequence[Example]) -> Numbers:
    """Return the risk of each example by what was fitted on other minutes, shape (n,). Raises what fit() raises.

    It cannot where the questions about other minutes are all answerable, or none is (is_fit_across).
    """
    return _out_of_fold(examples, [one.minutes for one in examples])


def is_fit_across(examples: Sequence[Example]) -> bool:
    """Return whether questions of both sorts are left, whichever minutes are left out."""
    return all(
        {one.answerable for one in examples if one.minutes != minutes} == {True, False}
        for minutes in {one.minutes for one in examples}
    )


def across_folds(examples: Sequence[Example], *, folds: int = FOLDS) -> Numbers:
    """Return the risk of each example by what was fitted on the other folds, shape (n,); every n-th is of one fold.

    Answerable and unanswerable questions of each set are dealt out by turns. Whatever a question is asked of, it is of
    one fold.
    """
    dealt, folded = Counter[tuple[str, bool]](), dict[tuple[str, str], str]()
    for one in examples:
        if (one.of, one.question_id) not in folded:
            folded[one.of, one.question_id] = str(dealt[one.of, one.answerable] % folds)
            dealt[one.of, one.answerable] += 1
    return _out_of_fold(examples, [folded[one.of, one.question_id] for one in examples])


def silent_share(examples: Sequence[Example]) -> float:
    """Return which share of all examples, by what each counts for, the record does not answer, in [0, 1]."""
    counts = weighed(examples)
    return float(counts[[not one.answerable for one in examples]].sum() / counts.sum())


def curve_of(risks: Sequence[float], examples: Sequence[Example]) -> list[Point]:
    """Return what every cut would give, the most cautious first: an answer where the risk is at most the threshold."""
    asked = sorted(risk for risk, one in zip(risks, examples, strict=True) if one.answerable)
    others = sorted(risk for risk, one in zip(risks, examples, strict=True) if not one.answerable)
    return [
        Point(
            threshold,
            float(np.searchsorted(asked, threshold, side="right")) / max(len(asked), 1),
            1 - float(np.searchsorted(others, threshold, side="right")) / max(len(others), 1),
        )
        for threshold in sorted({0.0, *asked, *others})
    ]


def area_under(points: Sequence[Point]) -> float:
    """Return the area under declined against coverage, in [0, 1]: .5 where the decision is a coin's."""
    ordered = sorted([(0.0, 1.0), *((one.coverage, one.declined) for one in points), (1.0, 0.0)], key=_along)
    return sum((right[0] - left[0]) * (right[1] + left[1]) / 2 for left, right in itertools.pairwise(ordered))


def declined_at(points: Sequence[Point], coverage: float) -> float:
    """Return the share of unanswerable questions declined at the most cautious cut that has a coverage."""
    return max((one.declined for one in points if one.coverage >= coverage), default=0.0)


def cuts(risks: Sequence[float], examples: Sequence[Example]) -> list[tuple[float, float]]:
    """Return for each of SHARES the highest risk up to which no greater share of the answers is wrong: (share, risk).

    An answer is wrong here where the record is silent. A share that no cut keeps to has risk 0.
    """
    ordered = sorted(zip(risks, examples, weighed(examples).tolist(), strict=True), key=lambda one: one[0])
    found, wrong, given = dict.fromkeys(SHARES, 0.0), 0.0, 0.0
    for likely, one, weight in ordered:
        given += weight
        wrong += 0.0 if one.answerable else weight
        for share in SHARES:
            if wrong <= share * given:
                found[share] = float(likely)
    return list(found.items())


def _out_of_fold(examples: Sequence[Example], of: Sequence[str]) -> Numbers:
    found = np.zeros(len(examples))
    for fold in sorted(set(of)):
        others = [one for one, place in zip(examples, of, strict=True) if place != fold]
        mine = [number for number, place in enumerate(of) if place == fold]
        found[mine] = fit(others).risks([examples[number] for number in mine])
    return found


def _along(pair: tuple[float, float]) -> tuple[float, float]:
    return pair[0], -pair[1]


def _values(examples: Sequence[Example]) -> Numbers:
    return np.array([astuple(one.signs) for one in examples], dtype=np.float64)


def _logistic(values: Numbers) -> Numbers:
    found: Numbers = 1 / (1 + np.exp(-values))
    return found


_STEPS = 100
_ENOUGH = 1e-9
