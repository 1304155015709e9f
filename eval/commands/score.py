"""`minuted-eval score`: files of rankings and of answers measured against judgements, whoever made them."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from eval.commands.options import OUT, ByKind, Json, Measures, as_json, figure, table
from eval.compare import by_kind as grouped
from eval.corpora import load_benchmark
from eval.datasets.trec import read_qrels
from eval.metrics import MEASURES, Scores
from eval.metrics import score as measured
from eval.questions import QuestionSet
from eval.retrievers import judged
from eval.runs import Run, read_run

Against = Annotated[
    str | None, typer.Option("--set", help="The question set, or BEIR folder, whose judgements are used.")
]
QrelsFile = Annotated[Path | None, typer.Option("--qrels", help="A TREC file of judgements to use instead.")]


def score(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="RUN...", help="TREC run files; .gz too.")],
    *,
    against: Against = None,
    qrels: QrelsFile = None,
    measure: Measures = None,
    by_kind: ByKind = False,
    per_question: Annotated[bool, typer.Option("--per-question", help="A row for each question.")] = False,
    json: Json = False,
) -> None:
    """Measure run files against the judgements of a set, or of a file."""
    measures = measure or [*MEASURES]
    runs = [read_run(file) for file in files]
    kinds, found = scored(context, runs, against=against, qrels=qrels, measures=measures)
    if json:
        as_json(
            [
                {
                    "run": run.name,
                    "made_by": asdict(run.made_by) if run.made_by else None,
                    "measures": {
                        group: {one: scores.mean(one, questions) for one in measures}
                        for group, questions in grouped(kinds, scores).items()
                    },
                    "questions": scores.values if per_question else None,
                }
                for run, scores in zip(runs, found, strict=True)
            ]
        )
        return
    shown = table("Run", "Questions", "n", *measures, left=2)
    for run, scores in zip(runs, found, strict=True):
        for group, questions in grouped(kinds, scores).items():
            if group == "all" or by_kind:
                shown.add_row(
                    run.name, group, str(len(questions)), *(figure(scores.mean(m, questions)) for m in measures)
                )
        for question in sorted(scores.values) if per_question else ():
            shown.add_row(run.name, question, "1", *(figure(scores.values[question][one]) for one in measures))
    OUT.print(shown)


def scored(
    context: typer.Context,
    runs: list[Run],
    *,
    against: str | None,
    qrels: Path | None,
    measures: list[str],
) -> tuple[dict[str, str], list[Scores]]:
    """Return the kinds of the questions and the scores of each run, against a set or a file of judgements.

    Where neither is named, against the set that the first run says it was made of.
    """
    if qrels is not None and against is not None:
        context.fail("give --set or --qrels, not both.")
    if qrels is not None:
        read = read_qrels(qrels)
        return {}, [measured(run.rankings, read, measures=measures) for run in runs]
    named = against or next((run.made_by.set for run in runs if run.made_by is not None), None)
    if named is None:
        context.fail("say what to measure against: --set SET, or --qrels FILE.")
    benchmark = load_benchmark(named)
    return kinds_of(benchmark.questions), [judged(run, benchmark, measures=measures) for run in runs]


def kinds_of(questions: QuestionSet) -> dict[str, str]:
    """Return the kind of each question, by id."""
    return {one.id: one.kind for one in questions.questions}
