"""`minuted-eval run`: the questions of sets put to retrievers, their run files and figures."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from eval.answers import AnswerFigures, answer_all, answer_figures
from eval.commands.options import (
    ERRORS,
    OUT,
    Bare,
    ByKind,
    Folder,
    Json,
    Measures,
    Retrievers,
    Standalone,
    as_json,
    bench_for,
    chosen,
    counter,
    figure,
    form_of,
    measured,
    progress,
    table,
)
from eval.compare import by_kind as grouped
from eval.corpora import Benchmark, load_benchmark
from eval.datasets.trec_rag import write_answers
from eval.errors import CorpusMissing
from eval.metrics import MEASURES, Scores
from eval.retrievers import Bench, Form, judged, run_retriever
from eval.runs import Run, milliseconds, write_run
from index.retrieve import RETRIEVERS
from service.settings import Settings, load_settings

SHOWN = ("nDCG@10", "Success@1", "Success@5", "R@10", "AllGold@10")


@dataclass(frozen=True, slots=True)
class SetResult:
    """What a set gave: the scores of each retriever, and how the answers did (None where none were asked for)."""

    benchmark: Benchmark
    runs: tuple[Run, ...]
    scores: tuple[Scores, ...]
    answers: AnswerFigures | None


def run(
    names: Annotated[list[str], typer.Argument(metavar="SET...", help="Question sets, or BEIR folders.")],
    *,
    retriever: Retrievers = None,
    by_kind: ByKind = False,
    measure: Measures = None,
    standalone: Standalone = False,
    bare: Bare = False,
    answers: Annotated[bool, typer.Option(help="Answer the questions too, and measure the answers.")] = True,
    out: Folder = None,
    json: Json = False,
) -> None:
    """Put the questions of sets to retrievers, and show how well each ranks the paragraphs that answer.

    With --out, writes for each set and retriever a TREC run file, what made it and how long each question took, and
    the answers in TREC RAG's format: all that `score`, `compare`, `gate` and `report` need.
    """
    form = form_of(standalone=standalone, bare=bare)
    settings, measures, found = load_settings(), measured(measure, MEASURES), []
    plan = _Plan(chosen(retriever, [*RETRIEVERS]), measures, settings, form, answers, out, silent=json)
    for name in names:
        try:
            found.append(_found(load_benchmark(name), plan))
        except CorpusMissing as error:
            # One of several may be missing: the others are still worth their figures.
            if len(names) == 1:
                raise
            ERRORS.print(f"skipped {name}: {error}", soft_wrap=True, markup=False)
    if json:
        as_json([_body(one) for one in found])
        return
    _show(found, measures if measure else [*SHOWN], by_kind=by_kind)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is asked of every set. folder: where files are written, None for nowhere."""

    retrievers: Sequence[str]
    measures: Sequence[str]
    settings: Settings
    form: Form
    answers: bool
    folder: Path | None
    silent: bool


def _found(benchmark: Benchmark, plan: _Plan) -> SetResult:
    """Return what a set gives, and write its files where a folder is given."""
    folder = plan.folder / benchmark.questions.name if plan.folder is not None else None
    settings = plan.settings
    with bench_for(benchmark, model=settings.model, reranker=settings.reranker, silent=plan.silent) as bench:
        # Where no paragraph answers, there is no ranking to judge; answers are there to be told from silence.
        ranked = plan.retrievers if benchmark.questions.answerable or not plan.answers else ()
        runs = tuple(_ranked(bench, retriever, plan) for retriever in ranked)
        answers = _answered(bench, plan, folder) if plan.answers else None
    if folder is not None:
        for run in runs:
            write_run(run, folder)
    return SetResult(benchmark, runs, tuple(judged(one, benchmark, measures=plan.measures) for one in runs), answers)


def _ranked(bench: Bench, retriever: str, plan: _Plan) -> Run:
    questions = bench.benchmark.questions
    with progress(f"{questions.name}, {retriever}", silent=plan.silent) as told:
        return run_retriever(
            bench,
            retriever,
            settings=plan.settings.retrieval,
            form=plan.form,
            told=counter(told, len(questions.questions)),
        )


def _answered(bench: Bench, plan: _Plan, folder: Path | None) -> AnswerFigures | None:
    """Return how the answers did, and write them where a folder is given. Documents that are no minutes have none."""
    questions = bench.benchmark.questions.questions
    if bench.benchmark.documents:
        return None
    with progress(f"{bench.benchmark.questions.name}, answers", silent=plan.silent) as told:
        given = answer_all(
            bench.collection,
            questions,
            plan.settings,
            form=plan.form,
            told=counter(told, len(questions)),
        )
    if folder is not None:
        write_answers(folder / "answers.jsonl", given, run="minuted")
    return answer_figures(given, questions, bench.record, bench.benchmark.sentences)


def _body(found: SetResult) -> dict[str, object]:
    kinds = {one.id: one.kind for one in found.benchmark.questions.questions}
    return {
        "set": found.benchmark.questions.name,
        "retrieval": [
            {
                "retriever": run.name,
                "made_by": asdict(run.made_by) if run.made_by else None,
                "milliseconds": milliseconds(run) if len(run.seconds) > 1 else None,
                "measures": {
                    group: {
                        "questions": len(questions),
                        **{measure: scores.mean(measure, questions) for measure in scores.measures},
                    }
                    for group, questions in grouped(kinds, scores).items()
                },
            }
            for run, scores in zip(found.runs, found.scores, strict=True)
        ],
        "answers": asdict(found.answers) if found.answers else None,
    }


def _show(found: Sequence[SetResult], measures: Sequence[str], *, by_kind: bool) -> None:
    # The kinds have a column only where they are asked for, so that the table fits into 80 columns.
    kind = ("Kind",) if by_kind else ()
    shown = table("Set", "Retriever", *kind, "n", *measures, left=2 + len(kind))
    for one in found:
        kinds = {question.id: question.kind for question in one.benchmark.questions.questions}
        for run, scores in zip(one.runs, one.scores, strict=True):
            for group, questions in grouped(kinds, scores).items():
                if group == "all" or by_kind:
                    figures = [figure(scores.mean(measure, questions)) for measure in measures]
                    named = (one.benchmark.questions.name, run.name, *((group,) if by_kind else ()))
                    shown.add_row(*named, str(len(questions)), *figures)
    if shown.row_count:
        OUT.print(shown)
    timed = [(one, run) for one in found for run in one.runs if len(run.seconds) > 1]
    if timed:
        OUT.print("\nMilliseconds a question, median and 95th percentile, in this process:")
    for one, run in timed:
        median, late = milliseconds(run)
        OUT.print(f"  {median:7.1f} {late:7.1f}  {one.benchmark.questions.name}, {run.name}", markup=False)
    for one in found:
        if one.answers is not None:
            OUT.print()
            show_answers(one.benchmark.questions.name, one.answers)


def show_answers(name: str, figures: AnswerFigures) -> None:
    """Print how answers did, a sentence a line."""
    OUT.print(f"Answers to {name}")
    for sentence, value in (
        ("answerable questions that got an answer", figures.answered),
        ("answerable questions whose answer cites a paragraph that answers", figures.cited),
        ("of the paragraphs cited, those that answer", figures.gold_precision),
        ("of the same, without those that only announce a cited one", figures.gold_precision_aside),
        ("of the paragraphs needed, those cited", figures.gold_recall),
        ("of the sentences quoted from judged paragraphs, those that answer or help", figures.sentence_precision),
        ("of the sentences that answer in judged paragraphs cited, those quoted", figures.sentence_recall),
        ("unanswerable questions that were declined", figures.declined),
        ("of the questions declined, those unanswerable", figures.rightly_declined),
        ("unanswerable questions answered, those told that it may be a part", figures.hedged),
        ("sentences that what they cite supports (ALCE citation recall)", figures.citation_recall),
        ("citations that their sentence needs (ALCE citation precision)", figures.citation_precision),
        ("sentences that stand in what they cite, letter by letter", figures.exact),
    ):
        OUT.print(f"  {figure(value):5}  {sentence}", soft_wrap=True)
    OUT.print(f"  {figures.unsupported:5}  sentences without support", soft_wrap=True)
    OUT.print(f"  {figures.unknown:5}  paragraphs cited that the set does not have", soft_wrap=True)
