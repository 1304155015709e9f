"""A question and the hits for it in, whether the record answers it out: a decision whose errors were counted.

How close the best paragraph is does not tell alone: questions that the minutes nearly answer are closer to them than
those in a reader's own words. Nine signs tell more. Their weights are a logistic regression on the question sets, made
by `minuted-eval calibrate`, which also prints how often it errs on questions that it was not fitted on.
"""

import itertools
import math
from collections.abc import Collection as Some
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace

from index.hits import Hit
from service.absent import figure_absent, person_absent, year_absent
from service.evidence import Support
from service.tense import asks_what_happened, tells_what_is_to_come
from service.unused import is_all, person, told
from service.wording import Status

# So many of the first hits are looked at: for the best sentence, and for where they stand.
FIRST = 5
CONSIDERED = 10


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells whether the record answers a question, each as a number.

    sentence: how like the question the best sentence of the first hits is, in [-1, 1]. weakest: how well the first hit
    meets the token of the question that it meets worst, in [-1, 1]: what is near the subject misses the word that
    matters. said: how much closer a sentence of the first hits is than its passage with its header, in [-0.1, 0.1]:
    high where something is said, low where only the subject is near. spread: over how many items the hits are spread,
    from 0 for one to 1 for as many as there could be. name_absent, figure_absent, year_absent, person_absent: 1 where
    what the question asks for is not there. to_come: 1 where it asks what happened, and the best sentence tells of what
    is to come.
    """

    sentence: float
    weakest: float
    said: float
    spread: float
    name_absent: float
    figure_absent: float
    year_absent: float
    person_absent: float
    to_come: float


@dataclass(frozen=True, slots=True)
class Answerability:
    """Whether the record answers. strength: how likely it is that it does, or how close the evidence, in [0, 1]."""

    status: Status
    strength: float


def judge(
    question: str,
    hits: Sequence[Hit],
    found: Support,
    *,
    items: int,
    wrong_at_most: float,
    evidence_threshold: float,
) -> Answerability:
    """Return whether the record answers a question that names a subject.

    items: how many are searched. wrong_at_most: the share of answers that may be given although the record is silent.
    evidence_threshold: how strong the evidence must be where the model has no vectors of single tokens, for which no
    errors were counted. An answer in which a name, a year, a person or the kind of figure asked for is missing is a
    part at most.
    """
    seen, whole = signs(question, hits, found, items=items), found.strength >= WHOLLY and found.names_held
    if seen is None:
        return _verdict(found.strength >= evidence_threshold, whole, found.strength)
    if not found.on_subject and max(hit.best_similarity for hit in hits[:FIRST]) < OFF_SUBJECT:
        return Answerability("not_in_the_minutes", 0.0)
    likely, most = risk(seen), cut(wrong_at_most)
    nothing_absent = not seen.figure_absent and not seen.year_absent and not seen.person_absent
    return _verdict(likely <= most, whole and nothing_absent and likely <= HEDGED_FROM * most, 1 - likely)


def with_unused(verdict: Answerability, question: str, unused: Some[str], *, completed: str) -> Answerability:
    """Return a verdict that knows which words of the question stand in no minutes.

    unused: in small letters. completed: the question with what it leaves to the turns before.
    Of somebody who is named nowhere nothing is said, nor where all telling words stand nowhere. Where some of them do,
    an answer is a part at most: it may be about something else.
    """
    if verdict.status in {"answered", "partly_answered"} and (person(question, unused) or is_all(completed, unused)):
        return Answerability("not_in_the_minutes", 0.0)
    if verdict.status == "answered" and told(question, unused):
        return replace(verdict, status="partly_answered")
    return verdict


def _verdict(answers: bool, whole: bool, strength: float) -> Answerability:
    return Answerability(
        "answered" if answers and whole else "partly_answered" if answers else "not_in_the_minutes", strength
    )


def cut(wrong_at_most: float) -> float:
    """Return the highest risk at which an answer is given, so that no greater share of the answers is wrong."""
    for (share, low), (next_share, high) in itertools.pairwise(((0.0, 0.0), *CUTS, (ALL_ANSWERED, 1.0))):
        if wrong_at_most < next_share:
            return low + (high - low) * (wrong_at_most - share) / (next_share - share)
    return 1.0


def signs(question: str, hits: Sequence[Hit], found: Support, *, items: int) -> Signs | None:
    """Return the signs of a question; None where no hit tells how well single tokens are met, or there is none.

    hits: best first, at least CONSIDERED of them where there are so many. found: how well they support an answer.
    items: how many are searched.
    """
    first = hits[:FIRST]
    tokens = next((hit.tokens for hit in first if hit.tokens), ())
    if not tokens:
        return None
    said = max(hit.best_similarity - hit.similarity for hit in first)
    liked = [(like, hit.paragraph.text[slice(*span)]) for hit in first for like, span in hit.sentences]
    best = max(liked, default=None)
    return Signs(
        sentence=best[0] if best else 0.0,
        weakest=min(tokens),
        said=min(max(said, -SAID_WITHIN), SAID_WITHIN),
        spread=_spread(hits[:CONSIDERED], items),
        name_absent=float(not found.names_near),
        figure_absent=float(figure_absent(question, hits)),
        year_absent=float(year_absent(question, hits)),
        person_absent=float(person_absent(question, hits)),
        to_come=float(best is not None and asks_what_happened(question) and tells_what_is_to_come(best[1])),
    )


def _spread(hits: Sequence[Hit], items: int) -> float:
    """Return over how many items hits are spread, in [0, 1]: by logarithms, against as many as there could be.

    Where one item is searched nothing is told, and what is usual stands for it: what a reader asks of one short
    document is as likely to be in it as what they ask of many.
    """
    most = min(CONSIDERED, items)
    if most < 2:
        return USUAL_SPREAD
    return math.log(len({(hit.minutes.id, hit.item_number, hit.item_title) for hit in hits})) / math.log(most)


def risk(found: Signs) -> float:
    """Return how likely it is that the record is silent, in [0, 1], where silence is as frequent as in the sets."""
    total = INTERCEPT + sum(weight * value for weight, value in zip(WEIGHTS, astuple(found), strict=True))
    return 1 / (1 + math.exp(-total))


# What `minuted-eval calibrate` with all six sets printed: the regression, and the risk up to which no greater share of
# the answers is wrong.
INTERCEPT = 1.590
WEIGHTS = (-5.871, -4.470, -8.285, 1.504, 2.196, 2.374, 1.105, 1.836, 0.849)
CUTS = ((0.05, 0.115), (0.075, 0.131), (0.1, 0.204), (0.125, 0.256), (0.15, 0.319), (0.175, 0.371), (0.2, 0.441))
# So many would be wrong if every question got an answer.
ALL_ANSWERED = 0.382
SAID_WITHIN = 0.1
# The mean of the question sets.
USUAL_SPREAD = 0.53
# Without a word of the subject, and without a sentence as close as this, nothing is quoted whatever the other signs
# say: the sets have too few questions from another world to teach that.
OFF_SUBJECT = 0.3
# From this share of the risk that is taken, an answer says that it may be only part of one.
HEDGED_FROM = 0.75
# From this strength on an answer is not called partial: the paragraph is close to the question and holds its words.
WHOLLY = 0.47
