"""`minuted-eval run`: the questions of sets put to retrievers, their run files and figures."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from eval.answers import AnswerFigures, answer_all, answer_figures
from eval.commands.options import (
    OUT,
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
    measured,
    progress,
    table,
)
from eval.compare import by_kind as grouped
from eval.corpora import Benchmark, load_benchmark
from eval.datasets.trec_rag import write_answers
from eval.metrics import MEASURES, Scores
from eval.retrievers import Bench, judged, run_retriever
from eval.runs import Run, write_run
from index.retrieve import RETRIEVERS
from service.settings import Settings, load_settings

SHOWN = ("nDCG@10", "Success@1", "Success@5", "R@10", "AllGold@10")


@dataclass(frozen=True, slots=True)
class Found:
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
    answers: Annotated[bool, typer.Option(help="Answer the questions too, and measure the answers.")] = True,
    out: Folder = None,
    json: Json = False,
) -> None:
    """Put the questions of sets to retrievers, and show how well each ranks the paragraphs that answer.

    With --out, writes for each set and retriever a TREC run file, what made it and how long each question took, and
    the answers in TREC RAG's format: all that `score`, `compare`, `gate` and `report` need.
    """
    settings, measures, found = load_settings(), measured(measure, MEASURES), []
    retrievers = chosen(retriever, [*RETRIEVERS])
    for name in names:
        benchmark = load_benchmark(name)
        folder = out / benchmark.questions.name if out is not None else None
        with bench_for(benchmark, model=settings.model, silent=json) as bench:
            runs = tuple(_ranked(bench, one, settings, standalone=standalone, silent=json) for one in retrievers)
            given = _answered(bench, settings, standalone=standalone, folder=folder, silent=json) if answers else None
        for one in runs if folder is not None else ():
            write_run(one, folder or Path())
        scores = tuple(judged(one, benchmark, measures=measures) for one in runs)
        found.append(Found(benchmark, runs, scores, given))
    if json:
        as_json([_body(one) for one in found])
        return
    _show(found, measures if measure else [*SHOWN], by_kind=by_kind)


def _ranked(bench: Bench, retriever: str, settings: Settings, *, standalone: bool, silent: bool) -> Run:
    with progress(f"{bench.benchmark.questions.name}, {retriever}", silent=silent) as told:
        return run_retriever(
            bench,
            retriever,
            settings=settings.retrieval,
            standalone=standalone,
            told=counter(told, len(bench.benchmark.questions.questions)),
        )


def _answered(
    bench: Bench, settings: Settings, *, standalone: bool, folder: Path | None, silent: bool
) -> AnswerFigures | None:
    """Return how the answers did, and write them where a folder is given. Documents that are no minutes have none."""
    questions = bench.benchmark.questions.questions
    if bench.benchmark.documents:
        return None
    with progress(f"{bench.benchmark.questions.name}, answers", silent=silent) as told:
        given = answer_all(
            bench.collection, questions, settings, standalone=standalone, told=counter(told, len(questions))
        )
    if folder is not None:
        write_answers(folder / "answers.jsonl", given, run="minuted")
    return answer_figures(given, questions, bench.texts)


def _body(found: Found) -> dict[str, object]:
    kinds = {one.id: one.kind for one in found.benchmark.questions.questions}
    return {
        "set": found.benchmark.questions.name,
        "retrieval": [
            {
                "retriever": run.name,
                "made_by": asdict(run.made_by) if run.made_by else None,
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


def _show(found: Sequence[Found], measures: Sequence[str], *, by_kind: bool) -> None:
    shown = table("Set", "Retriever", "Questions", "", *measures, left=3)
    for one in found:
        kinds = {question.id: question.kind for question in one.benchmark.questions.questions}
        for run, scores in zip(one.runs, one.scores, strict=True):
            for group, questions in grouped(kinds, scores).items():
                if group == "all" or by_kind:
                    figures = [figure(scores.mean(measure, questions)) for measure in measures]
                    shown.add_row(one.benchmark.questions.name, run.name, group, str(len(questions)), *figures)
    OUT.print(shown)
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
        ("of the paragraphs needed, those cited", figures.gold_recall),
        ("unanswerable questions that were declined", figures.declined),
        ("of the questions declined, those unanswerable", figures.rightly_declined),
        ("sentences that what they cite supports (ALCE citation recall)", figures.citation_recall),
        ("citations that their sentence needs (ALCE citation precision)", figures.citation_precision),
        ("sentences that stand in what they cite, letter by letter", figures.exact),
    ):
        OUT.print(f"  {figure(value)}  {sentence}", soft_wrap=True)
    OUT.print(f"  {figures.unsupported:5}  sentences without support", soft_wrap=True)
