"""Questions and a collection in, the ranking of each question and its figures out."""

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

import ir_measures
from ir_measures import R, Success, nDCG

from eval.questions import Question
from index.collection import Collection
from index.retrieve import retrieve
from index.scope import Scope
from index.settings import RetrievalSettings

MEASURES = (nDCG @ 10, Success @ 1, Success @ 5, R @ 10)


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a search gave for one question. hits: (paragraph id, score), best first. seconds: from question to hits."""

    question: Question
    hits: tuple[tuple[str, float], ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Figures:
    """The mean of each measure over some questions, by its ir_measures name, in [0, 1]. questions: how many."""

    questions: int
    measures: Mapping[str, float]


def rank_all(
    collection: Collection, questions: Sequence[Question], *, retriever: str, settings: RetrievalSettings
) -> list[Ranking]:
    """Return the ranking of every answerable question, to a depth of 50."""
    rankings = []
    for question in questions:
        if not question.answerable:
            continue
        started = time.perf_counter()
        hits = retrieve(
            collection,
            question.question,
            scope=Scope(minutes_id=question.minutes_id),
            settings=replace(settings, limit=50),
            retriever=retriever,
        )
        seconds = time.perf_counter() - started
        rankings.append(Ranking(question, tuple((hit.paragraph.id, hit.score) for hit in hits), seconds))
    return rankings


def figures(rankings: Sequence[Ranking]) -> dict[str, Figures]:
    """Return the figures over all questions ("all") and by kind. A question without hits counts 0.

    Scores are replaced by falling ranks before they are measured, so that ties stand in the order a reader sees.
    Raises ValueError where there is nothing to measure.
    """
    if not rankings:
        raise ValueError("there are no answerable questions to measure")
    qrels = [
        ir_measures.Qrel(ranking.question.id, gold.paragraph, gold.grade)
        for ranking in rankings
        for gold in ranking.question.gold
    ]
    run = [
        ir_measures.ScoredDoc(ranking.question.id, paragraph, float(-place))
        for ranking in rankings
        for place, (paragraph, _) in enumerate(ranking.hits)
    ]
    kinds = {ranking.question.id: ranking.question.kind for ranking in rankings}
    values: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for metric in ir_measures.iter_calc(MEASURES, qrels, run):
        for group in ("all", kinds[metric.query_id]):
            values[group][str(metric.measure)].append(metric.value)
    return {
        group: Figures(
            questions=len(next(iter(measured.values()))),
            measures={measure: fmean(found) for measure, found in measured.items()},
        )
        for group, measured in sorted(values.items())
    }
