"""`minuted-eval limits`: what keeps the answers of a run from the top, in sum and question by question."""

from dataclasses import asdict
from pathlib import Path
from statistics import fmean
from typing import Annotated

import typer

from eval.commands.options import OUT, Json, as_json, figure, record_of, table
from eval.commands.score import Against, benchmark_of
from eval.limits import INSTEAD, MEASURE, STANDS, Share, Shortfall, limits, shares
from eval.retrievers import judged
from eval.runs import check_comparable, read_runs


def limits_command(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="RUN...", help="The run to look into, and others of the same set to hold beside it."),
    ],
    *,
    against: Against = None,
    questions: Annotated[
        bool, typer.Option("--questions", help="A row for each question too, the worst first.")
    ] = False,
    json: Json = False,
) -> None:
    """Show where the answers of a run stand, what stands before them, and which share of what is missing that makes.

    Missing is what nDCG@10 lacks to 1, summed over the questions. An answer is a paragraph graded highest for its
    question; a telling word one that at most one paragraph in 50 holds; a neighbour stands at most two paragraphs away.
    """
    runs = read_runs(files)
    for run in runs[1:]:
        check_comparable(runs[0], run)
    benchmark = benchmark_of(context, runs, against)
    found = limits(
        benchmark.questions.questions,
        benchmark.qrels,
        runs,
        [judged(run, benchmark, measures=[MEASURE]) for run in runs],
        record_of(benchmark, silent=json).texts,
    )
    groups = {
        "The answer stands": shares(found, lambda one: one.stands, STANDS),
        "Telling words it shares": shares(found, lambda one: one.words, ("none", "one", "two or more")),
        "Instead of it, first": shares(found, lambda one: one.instead, INSTEAD),
        "Kind of question": shares(found, lambda one: one.question.kind),
    }
    best = fmean(one.best for one in found)
    if json:
        as_json(
            {
                "run": runs[0].name,
                MEASURE: fmean(one.value for one in found),
                "best of the runs": best,
                "shares": {name: [asdict(one) for one in of] for name, of in groups.items()},
                "questions": [_body(one) for one in found],
            }
        )
        return
    for name, of in groups.items():
        _show(name, of)
    mean = figure(fmean(one.value for one in found))
    OUT.print(f"{runs[0].name}: {mean} {MEASURE} over {len(found)} questions.", soft_wrap=True)
    if len(runs) > 1:
        OUT.print(
            f"With the best of the {len(runs)} runs for each question it would be {figure(best)}.", soft_wrap=True
        )
    if questions:
        OUT.print()
        _show_questions(found)


def _show(name: str, rows: list[Share]) -> None:
    shown = table(name, "n", MEASURE, "of what is missing")
    for row in rows:
        shown.add_row(row.name, str(row.questions), figure(row.mean), f"{100 * row.of_loss:.0f} %")
    OUT.print(shown)
    OUT.print()


def _show_questions(found: list[Shortfall]) -> None:
    shown = table("Question", "Kind", "Instead", MEASURE, "rank", "shared", "of", left=3)
    for one in found:
        rank = str(one.rank) if one.rank else "–"
        shown.add_row(
            one.question.id,
            one.question.kind,
            one.instead or "",
            figure(one.value),
            rank,
            str(one.shared),
            str(one.telling),
        )
    OUT.print(shown)


def _body(one: Shortfall) -> dict[str, object]:
    return {
        "id": one.question.id,
        "question": one.question.question,
        "kind": one.question.kind,
        MEASURE: one.value,
        "rank": one.rank,
        "telling words": one.telling,
        "shared": one.shared,
        "instead": one.instead,
        "best of the runs": one.best,
    }
