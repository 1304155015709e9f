"""`minuted-eval ablate`: every stage of retrieval off in turn, and what each is worth on every set."""

from dataclasses import asdict
from typing import Annotated

import typer

from eval.commands.compare import MEASURES
from eval.commands.options import (
    OUT,
    Folder,
    Json,
    Measures,
    as_json,
    bench_for,
    counter,
    figure,
    measured,
    progress,
    table,
)
from eval.compare import Difference, compare_each
from eval.corpora import load_benchmark
from eval.retrievers import Bench, judged, run_retriever
from eval.runs import Run, write_run
from eval.stages import Changed, without_each
from index.settings import RetrievalSettings
from service.settings import load_settings


def ablate(
    names: Annotated[list[str], typer.Argument(metavar="SET...", help="Question sets, or BEIR folders.")],
    *,
    measure: Measures = None,
    out: Folder = None,
    json: Json = False,
) -> None:
    """Switch every retrieval stage off in turn, and show how much worse or better the ranking is without it.

    The p-values are of a paired randomisation test. They are corrected by Holm for every stage and measure of a set
    together, since all of them are looked at for one that differs.
    """
    settings, measures = load_settings(), measured(measure, MEASURES)
    found: dict[str, dict[str, list[Difference]]] = {}
    for name in names:
        benchmark = load_benchmark(name)
        with bench_for(benchmark, model=settings.model, reranker=settings.reranker, silent=json) as bench:
            whole = ranked(bench, "default", settings.retrieval, silent=json)
            without = [
                (one, ranked(bench, one.name, one.settings, silent=json)) for one in without_each(settings.retrieval)
            ]
        if out is not None:
            for run in (whole, *(run for _, run in without)):
                write_run(run, out / benchmark.questions.name)
        before = judged(whole, benchmark, measures=measures)
        after = {_name(one): judged(run, benchmark, measures=measures) for one, run in without}
        found[benchmark.questions.name] = compare_each(before, after, measures=measures)
    if json:
        as_json(
            {name: {stage: [asdict(one) for one in rows] for stage, rows in of.items()} for name, of in found.items()}
        )
        return
    shown = table("Set", "Changed", "Measure", "Verdict", "default", "without", "difference", "p (Holm)", left=4)
    for name, of in found.items():
        for stage, rows in of.items():
            for one in rows:
                shown.add_row(
                    name, stage, one.measure, one.verdict, figure(one.mean_a), figure(one.mean_b),
                    f"{one.difference:+.3f}", f"{one.p_holm:.4f}",
                )  # fmt: skip
    OUT.print(shown)


def ranked(bench: Bench, name: str, settings: RetrievalSettings, *, silent: bool) -> Run:
    """Return the hybrid's run with some settings, showing how far it has come."""
    questions = bench.benchmark.questions
    with progress(f"{questions.name}, {name}", silent=silent) as told:
        return run_retriever(
            bench, "hybrid", settings=settings, name=name, told=counter(told, len(questions.questions))
        )


def _name(one: Changed) -> str:
    return f"{one.setting} = {one.value}"
