"""Runs of one question set with their scores in, one self-contained file out: tables, plots, a page for every question.

The file needs no network and no script: each page in it has an address (`#q-…`, `#kind-…`) and is shown alone by its
style. Everything that is shown in a plot stands in a table too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from eval import plots
from eval.answers import AnswerFigures, Point
from eval.compare import Difference, by_kind, compare_each, interval
from eval.datasets.trec import Qrels
from eval.datasets.trec_rag import GivenAnswer
from eval.metrics import Scores
from eval.questions import Question, QuestionSet
from eval.runs import Run, milliseconds

SHOWN_HITS = 10
CURVE_ROWS = (0.99, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5)


@dataclass(frozen=True, slots=True)
class RankedParagraph:
    """A paragraph that a run ranked for a question. grade: 0 where it is not judged to answer."""

    rank: int
    paragraph: str
    text: str
    grade: int


@dataclass(frozen=True, slots=True)
class Column:
    """What one run made of a question. first: the rank of the first hit that answers, None where none of those shown.

    value: of the first measure, None where the question is not scored.
    """

    run: str
    first: int | None
    value: float | None
    hits: tuple[RankedParagraph, ...]


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A question as its page shows it: what answers it, what each run ranked, and the answer that was given.

    gold: (paragraph, grade, text). answer: None where no file of answers has one.
    """

    question: Question
    gold: tuple[tuple[str, int, str], ...]
    columns: tuple[Column, ...]
    answer: GivenAnswer | None

    @property
    def rows(self) -> list[tuple[RankedParagraph | None, ...]]:
        """The hits side by side, a row for each rank."""
        return list(zip_longest(*(column.hits for column in self.columns)))


@dataclass(frozen=True, slots=True)
class Answers:
    """How the answers of a set did, the curve that thresholds on their evidence give, and the answers by question."""

    figures: AnswerFigures
    curve: tuple[Point, ...]
    given: Mapping[str, GivenAnswer]


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
    asked = [_asked(one, report, measures[0]) for one in report.questions.questions]
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
        asked=asked,
        most=SHOWN_HITS,
        of_kind={kind: [one for one in asked if one.question.kind == kind] for kind in sorted(set(kinds.values()))},
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


def _asked(question: Question, report: Report, measure: str) -> QuestionPage:
    grades = {paragraph: grade for paragraph, grade in report.judged.get(question.id, {}).items() if grade > 0}
    columns = []
    for run, scores in zip(report.runs, report.scores, strict=True):
        hits = tuple(
            RankedParagraph(rank, paragraph, report.texts.get(paragraph, ""), grades.get(paragraph, 0))
            for rank, (paragraph, _) in enumerate(run.rankings.get(question.id, ())[:SHOWN_HITS], start=1)
        )
        first = next((hit.rank for hit in hits if hit.grade), None)
        columns.append(Column(run.name, first, scores.values.get(question.id, {}).get(measure), hits))
    gold = tuple((paragraph, grade, report.texts.get(paragraph, "")) for paragraph, grade in grades.items())
    return QuestionPage(
        question, gold, tuple(columns), report.answers.given.get(question.id) if report.answers else None
    )


ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
