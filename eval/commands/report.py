"""`minuted-eval report`: one self-contained page about runs of one set."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from eval.answers import answer_figures, coverage_curve
from eval.commands.options import OUT, Measures, bench_for
from eval.commands.run import SHOWN
from eval.commands.score import Against
from eval.corpora import load_benchmark
from eval.datasets.lines import write_lines
from eval.datasets.trec_rag import read_answers
from eval.questions import Question
from eval.report import Answers, Report, page
from eval.retrievers import judged
from eval.runs import check_comparable, read_run


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
) -> None:
    """Write one HTML page with tables, plots and every question; it needs no network to be read."""
    runs = [read_run(file) for file in files]
    for run in runs[1:]:
        check_comparable(runs[0], run)
    named = against or next((run.made_by.set for run in runs if run.made_by is not None), None)
    if named is None:
        context.fail("say which set the runs are of: --set SET.")
    benchmark, measures = load_benchmark(named), measure or [*SHOWN]
    given = answers or files[0].parent / "answers.jsonl"
    with bench_for(benchmark, model="hashed-words", silent=False) as bench:
        names = benchmark.names
        texts = {names.get(one.id, one.id): one.text for whole in bench.whole for one in whole.paragraphs}
    made = Report(
        questions=benchmark.questions,
        runs=tuple(runs),
        scores=tuple(judged(run, benchmark, measures=measures) for run in runs),
        texts=texts,
        answers=_answers(given, benchmark.questions.questions, texts) if answers or given.is_file() else None,
    )
    write_lines(out, [page(made, measures=measures)])
    OUT.print(f"wrote '{out}'", soft_wrap=True, markup=False)


def _answers(path: Path, questions: Sequence[Question], texts: Mapping[str, str]) -> Answers:
    read = read_answers(path)
    return Answers(answer_figures(read, questions, texts), tuple(coverage_curve(read, questions)))
