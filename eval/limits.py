"""Runs of a set and the texts in; what keeps each question's answer from the top, and what that costs, out."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean
from typing import Literal, get_args

from eval.datasets.trec import Qrels, in_order
from eval.metrics import Scores
from eval.questions import Question
from eval.runs import Run
from index.terms import terms

MEASURE = "nDCG@10"
Stands = Literal["first", "second to fifth", "sixth to tenth", "beyond the tenth", "not ranked"]
STANDS: tuple[Stands, ...] = get_args(Stands)
# What a run has in the first place instead of an answer.
Instead = Literal["a neighbour", "the same minutes", "the same body", "another body", "nothing"]
INSTEAD: tuple[Instead, ...] = get_args(Instead)
# A word that more than one paragraph in so many holds tells little about which of them is meant.
TELLING = 50
# A neighbour stands so many paragraphs before or after the answer in the same minutes.
NEIGHBOURS = 2


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What became of a question. value: of nDCG@10.

    rank: of the best placed paragraph among those graded highest, None where it is not ranked. shared: how many telling
    words of the question the paragraph that shares most of them holds, of those graded highest. telling: how many the
    question has. instead: what stands first, None where an answer does. best: the highest value that any run reached.
    """

    question: Question
    value: float
    rank: int | None
    shared: int
    telling: int
    instead: Instead | None
    best: float

    @property
    def stands(self) -> Stands:
        """Where the answer stands, in words."""
        if self.rank is None:
            return "not ranked"
        within: tuple[tuple[int, Stands], ...] = ((1, "first"), (5, "second to fifth"), (10, "sixth to tenth"))
        return next((stands for last, stands in within if self.rank <= last), "beyond the tenth")

    @property
    def words(self) -> str:
        """How many telling words are shared: `none`, `one`, `two or more`."""
        return ("none", "one", "two or more")[min(self.shared, 2)]


@dataclass(frozen=True, slots=True)
class Share:
    """Some of the questions: how many, their mean, and which share of all that is missing to 1 they are missing."""

    name: str
    questions: int
    mean: float
    of_loss: float


def limits(
    questions: Sequence[Question],
    qrels: Qrels,
    runs: Sequence[Run],
    scores: Sequence[Scores],
    texts: Mapping[str, str],
) -> list[Shortfall]:
    """Return what became of each scored question in the first run, the worst first, ties by id.

    texts: of the paragraphs by id, in printed order. scores: of the runs, in their order, nDCG@10 among them.
    """
    places = {identity: place for place, identity in enumerate(texts)}
    words = {identity: frozenset(terms(text)) for identity, text in texts.items()}
    held = Counter(word for of in words.values() for word in of)
    found = []
    for question in (one for one in questions if one.id in scores[0].values):
        grades = {identity: grade for identity, grade in qrels[question.id].items() if grade > 0}
        answers = {identity for identity, grade in grades.items() if grade == max(grades.values())}
        ranked = [identity for identity, _ in in_order(runs[0].rankings.get(question.id, ()))]
        telling = {word for word in terms(question.asked) if held[word] * TELLING <= len(texts)}
        found.append(
            Shortfall(
                question=question,
                value=scores[0].values[question.id][MEASURE],
                rank=next((place for place, one in enumerate(ranked, start=1) if one in answers), None),
                shared=max(len(telling & words.get(one, frozenset())) for one in answers),
                telling=len(telling),
                instead=None if ranked[:1] and ranked[0] in answers else _instead(ranked[:1], answers, places),
                best=max(of.values[question.id][MEASURE] for of in scores),
            )
        )
    return sorted(found, key=lambda one: (one.value, one.question.id))


def shares(
    found: Sequence[Shortfall], name: Callable[[Shortfall], str | None], order: Sequence[str] = ()
) -> list[Share]:
    """Return the questions by a name of theirs; None leaves a question out.

    order: of the names; the others follow by alphabet.
    """
    loss = sum(1 - one.value for one in found)
    named = sorted(((of, one) for one in found if (of := name(one)) is not None), key=lambda pair: pair[0])
    groups = {of: [one for _, one in pairs] for of, pairs in groupby(named, key=lambda pair: pair[0])}
    return [
        Share(
            of,
            len(groups[of]),
            fmean(one.value for one in groups[of]),
            sum(1 - one.value for one in groups[of]) / loss if loss else 0.0,
        )
        for of in (*(one for one in order if one in groups), *(one for one in groups if one not in order))
    ]


def _instead(first: Sequence[str], answers: set[str], places: Mapping[str, int]) -> Instead:
    if not first:
        return "nothing"
    ours = first[0]
    same = [one for one in answers if _minutes(one) == _minutes(ours)]
    if ours in places and any(abs(places[one] - places[ours]) <= NEIGHBOURS for one in same if one in places):
        return "a neighbour"
    if same:
        return "the same minutes"
    return "the same body" if any(_body(one) == _body(ours) for one in answers) else "another body"


def _minutes(identity: str) -> str:
    """Return the minutes of a paragraph's id; ids of other collections part at their last stroke."""
    return identity.partition("#")[0] if "#" in identity else identity.rpartition("/")[0]


def _body(identity: str) -> tuple[str, ...]:
    """Return the council and committee of a paragraph's id; another collection has its minutes in their place."""
    return tuple(_minutes(identity).split("/")[:2])
