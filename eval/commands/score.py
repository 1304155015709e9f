"""`minuted-eval score`: files of rankings and of answers measured against judgements, whoever made them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from eval.answers import AnswerFigures, answer_figures
from eval.commands.options import OUT, ByKind, Json, Measures, as_json, figure, measured, record_of, table
from eval.commands.run import show_answers
from eval.compare import by_kind as grouped
from eval.corpora import Benchmark, load_benchmark
from eval.datasets.trec import Qrels, read_qrels
from eval.datasets.trec_rag import read_answers
from eval.errors import NotComparable
from eval.metrics import MEASURES, Scores
from eval.metrics import score as against_judgements
from eval.retrievers import judged
from eval.runs import Run, read_runs

Against = Annotated[
    str | None, typer.Option("--set", help="The question set, or BEIR folder, whose judgements are used.")
]
QrelsFile = Annotated[Path | None, typer.Option("--qrels", help="A TREC file of judgements to use instead.")]


def score(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[RUN...]", help="TREC run files; .gz too.", show_default=False)
    ] = None,
    *,
    against: Against = None,
    qrels: QrelsFile = None,
    answers: Annotated[
        list[Path] | None, typer.Option(help="A file of answers in TREC RAG's format too; may be repeated.")
    ] = None,
    measure: Measures = None,
    by_kind: ByKind = False,
    per_question: Annotated[bool, typer.Option("--per-question", help="A row for each question.")] = False,
    json: Json = False,
) -> None:
    """Measure run files against the judgements of a set, or of a file; and files of answers against those of a set."""
    if not files and not answers:
        context.fail("name run files, or files of answers with --answers.")
    if answers and qrels is not None:
        context.fail("answers are measured against the texts of a set: give --set in place of --qrels.")
    measures, runs = measured(measure, MEASURES), read_runs(files or [])
    measured_runs = scored(context, runs, against=against, qrels=qrels, measures=measures)
    kinds, found = measured_runs.kinds, measured_runs.scores
    figures = _answers(benchmark_of(context, runs, against), answers, silent=json) if answers else {}
    if json:
        as_json(
            {
                "runs": [
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
                ],
                "answers": {name: asdict(of) for name, of in figures.items()},
            }
        )
        return
    if runs:
        _show(runs, found, kinds, measures, by_kind=by_kind, per_question=per_question)
    for name, of in figures.items():
        show_answers(name, of)


def _show(
    runs: Sequence[Run],
    found: Sequence[Scores],
    kinds: Mapping[str, str],
    measures: Sequence[str],
    *,
    by_kind: bool,
    per_question: bool,
) -> None:
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


def _answers(benchmark: Benchmark, files: Sequence[Path], *, silent: bool) -> dict[str, AnswerFigures]:
    record = record_of(benchmark, silent=silent)
    questions, judged_sentences = benchmark.questions.questions, benchmark.sentences
    return {str(file): answer_figures(read_answers(file), questions, record, judged_sentences) for file in files}


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of runs, in their order, and what they were measured against.

    kinds, texts: of the questions, by id; {} for a file of judgements, which tells neither.
    """

    scores: list[Scores]
    qrels: Qrels
    kinds: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


def scored(
    context: typer.Context,
    runs: list[Run],
    *,
    against: str | None,
    qrels: Path | None,
    measures: list[str],
) -> Scored:
    """Return the scores of each run against a set or a file of judgements."""
    if qrels is not None and against is not None:
        context.fail("give --set or --qrels, not both.")
    if not runs:
        return Scored([], {})
    if qrels is not None:
        read = read_qrels(qrels)
        return Scored([against_judgements(run.rankings, read, measures=measures) for run in runs], read)
    benchmark = benchmark_of(context, runs, against)
    return Scored(
        [judged(run, benchmark, measures=measures) for run in runs],
        benchmark.qrels,
        {one.id: one.kind for one in benchmark.questions.questions},
        {one.id: one.question for one in benchmark.questions.questions},
    )


def benchmark_of(context: typer.Context, runs: Sequence[Run], against: str | None) -> Benchmark:
    """Return the set that is named, else the one that the runs say they were made of.

    Raises NotComparable where they name several.
    """
    sources = [against] if against else list(dict.fromkeys(run.made_by.source for run in runs if run.made_by))
    if not sources:
        context.fail("say what to measure against: --set SET, or --qrels FILE.")
    if len(sources) > 1:
        raise NotComparable(
            f"the runs are of several sets ({', '.join(sources)}). Give those of one at a time, or --set."
        )
    return load_benchmark(sources[0])
