"""Runs of one question set with their scores in, one self-contained page out: tables, plots, and every question.

The page needs no network and no script; everything that is shown in a plot stands in a table too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from eval import plots
from eval.answers import AnswerFigures, Point
from eval.compare import Difference, by_kind, compare_each, interval
from eval.datasets.trec import Qrels
from eval.metrics import Scores
from eval.questions import Question, QuestionSet
from eval.runs import Run, milliseconds

SHOWN_HITS = 10
CURVE_ROWS = (0.99, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5)


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph that a run ranked for a question. grade: 0 where it is not judged to answer."""

    rank: int
    paragraph: str
    text: str
    grade: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the page shows it: what answers it, and what each run ranked. gold: (paragraph, grade, text)."""

    question: Question
    first: Mapping[str, int | None]
    gold: tuple[tuple[str, int, str], ...]
    hits: Mapping[str, tuple[Hit, ...]]


@dataclass(frozen=True, slots=True)
class Answers:
    """How the answers of a set did, with the curve that thresholds on their evidence give."""

    figures: AnswerFigures
    curve: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What the page shows. judged: the grades of paragraphs, by question. texts: of the paragraphs, by id."""

    questions: QuestionSet
    judged: Qrels
    runs: tuple[Run, ...]
    scores: tuple[Scores, ...]
    texts: Mapping[str, str]
    answers: Answers | None


def page(report: Report, *, measures: Sequence[str]) -> str:
    """Return the page as HTML. measures: shown in the tables; the first is plotted and compared by."""
    kinds = {one.id: one.kind for one in report.questions.questions}
    groups = by_kind(kinds, report.scores[0])
    return ENVIRONMENT.get_template("report.html").render(
        set=report.questions,
        runs=report.runs,
        measures=measures,
        rows=[
            (run.name, [scores.mean(one) for one in measures])
            for run, scores in zip(report.runs, report.scores, strict=True)
        ],
        plot=_plot(report, measures[0]),
        by_kind=[
            (kind, len(of), [scores.mean(measures[0], of) for scores in report.scores]) for kind, of in groups.items()
        ],
        differences=_differences(report, measures),
        latency=[(run.name, *milliseconds(run)) for run in report.runs if len(run.seconds) > 1],
        answers=report.answers.figures if report.answers else None,
        curve_plot=_curve(report.answers),
        curve=_curve_rows(report.answers),
        asked=[_asked(one, report) for one in report.questions.questions],
    )


def _plot(report: Report, measure: str) -> Markup:
    rows = []
    for run, scores in zip(report.runs, report.scores, strict=True):
        low, high = interval(np.array([of[measure] for of in scores.values.values()]))
        rows.append(plots.Bar(run.name, scores.mean(measure), low, high))
    return plots.bars(f"{measure} of each run, with its interval at 95 %", rows)


def _differences(report: Report, measures: Sequence[str]) -> list[tuple[str, str, list[Difference]]]:
    """Return how every later run differs from the first."""
    first, *others = zip(report.runs, report.scores, strict=True)
    found = compare_each(first[1], {run.name: scores for run, scores in others}, measures=measures)
    return [(first[0].name, name, rows) for name, rows in found.items()]


def _curve(answers: Answers | None) -> Markup | None:
    if answers is None or not answers.curve:
        return None
    points = [(point.coverage, point.declined) for point in answers.curve]
    return plots.curve(
        "Silence against coverage", points, across="answerable questions answered", up="unanswerable ones declined"
    )


def _curve_rows(answers: Answers | None) -> list[tuple[float, Point]]:
    """Return, for some coverages, the highest threshold that reaches them."""
    if answers is None or not answers.curve:
        return []
    return [
        (coverage, max((one for one in answers.curve if one.coverage >= coverage), key=lambda one: one.threshold))
        for coverage in CURVE_ROWS
    ]


def _asked(question: Question, report: Report) -> Asked:
    grades = {paragraph: grade for paragraph, grade in report.judged.get(question.id, {}).items() if grade > 0}
    hits = {
        run.name: tuple(
            Hit(rank, paragraph, report.texts.get(paragraph, ""), grades.get(paragraph, 0))
            for rank, (paragraph, _) in enumerate(run.rankings.get(question.id, ())[:SHOWN_HITS], start=1)
        )
        for run in report.runs
    }
    first = {name: next((hit.rank for hit in of if hit.grade), None) for name, of in hits.items()}
    gold = tuple((paragraph, grade, report.texts.get(paragraph, "")) for paragraph, grade in grades.items())
    return Asked(question, first, gold, hits)


ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
