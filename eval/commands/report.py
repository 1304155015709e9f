"""`minuted-eval report`: one self-contained file about runs of one set, with a page for every question."""

from pathlib import Path
from typing import Annotated

import typer

from eval.answers import answer_figures, coverage_curve
from eval.commands.options import Json, Measures, done, measured, record_of
from eval.commands.run import SHOWN
from eval.commands.score import Against, benchmark_of
from eval.corpora import Benchmark
from eval.datasets.lines import write_lines
from eval.datasets.trec_rag import read_answers
from eval.report import Answers, Report, page
from eval.retrievers import Record, judged
from eval.runs import check_comparable, read_runs


def report(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="RUN...", help="Run files of one set, the first to compare with.")
    ],
    *,
    out: Annotated[Path, typer.Option(help="The page to write.")] = Path("report.html"),
    against: Against = None,
    answers: Annotated[
        Path | None, typer.Option(help="A file of answers; answers.jsonl beside the first run where not given.")
    ] = None,
    measure: Measures = None,
    json: Json = False,
) -> None:
    """Write one HTML file with tables, plots and a page for every question; it needs no network and no script.

    A question has the address report.html#q-ID, the questions of a kind have #kind-KIND.
    """
    measures, runs = measured(measure, SHOWN), read_runs(files)
    for run in runs[1:]:
        check_comparable(runs[0], run)
    benchmark = benchmark_of(context, runs, against)
    given = answers or files[0].parent / "answers.jsonl"
    record = record_of(benchmark, silent=json)
    made = Report(
        questions=benchmark.questions,
        judged=benchmark.qrels,
        runs=tuple(runs),
        scores=tuple(judged(run, benchmark, measures=measures) for run in runs),
        texts=record.texts,
        answers=_answers(given, benchmark, record) if answers or given.is_file() else None,
    )
    write_lines(out, [page(made, measures=measures)])
    done({"wrote": str(out)}, f"wrote '{out}'", json=json)


def _answers(path: Path, benchmark: Benchmark, record: Record) -> Answers:
    read, questions = read_answers(path), benchmark.questions.questions
    given = {one.question_id: one for one in read}
    figures = answer_figures(read, questions, record, benchmark.sentences)
    return Answers(figures, tuple(coverage_curve(read, questions)), given)
