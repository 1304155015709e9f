"""`minuted-eval sweep`: one setting over a range of values, with the curve."""

from typing import Annotated

import typer

from eval.commands.ablate import ranked
from eval.commands.options import OUT, Folder, Json, Measures, SetName, as_json, bench_for, figure, measured, table
from eval.corpora import load_benchmark
from eval.retrievers import judged
from eval.runs import write_run
from eval.stages import over
from service.settings import load_settings

MEASURES = ("nDCG@10", "Success@1", "R@10")
BAR = 30


def sweep(
    name: SetName,
    *,
    setting: Annotated[str, typer.Option(help="The setting of retrieval to change, such as dense_share.")],
    values: Annotated[str, typer.Option(help="0:1:0.1 (from, to, step), or 0,0.3,0.5.")],
    measure: Measures = None,
    out: Folder = None,
    json: Json = False,
) -> None:
    """Rank by a range of values of one setting, and show the curve of the first measure."""
    settings, measures, benchmark = load_settings(), measured(measure, MEASURES), load_benchmark(name)
    changed = over(settings.retrieval, setting, values)
    with bench_for(benchmark, model=settings.model, reranker=settings.reranker, silent=json) as bench:
        runs = [ranked(bench, one.name, one.settings, silent=json) for one in changed]
    if out is not None:
        for run in runs:
            write_run(run, out / benchmark.questions.name)
    scores = [judged(run, benchmark, measures=measures) for run in runs]
    rows = [{one: score.mean(one) for one in measures} for score in scores]
    if json:
        as_json(
            {
                "set": benchmark.questions.name,
                "setting": setting,
                "default": getattr(settings.retrieval, setting),
                "values": [{"value": one.value, **row} for one, row in zip(changed, rows, strict=True)],
            }
        )
        return
    first = [row[measures[0]] for row in rows]
    least, most = min(first), max(first)
    shown = table(setting, measures[0], *measures, left=2)
    for one, row in zip(changed, rows, strict=True):
        # A bar from the least to the most, since differences between settings are small beside the whole.
        share = (row[measures[0]] - least) / (most - least) if most > least else 1.0
        mark = " (now)" if one.value == getattr(settings.retrieval, setting) else ""
        shown.add_row(f"{one.value}{mark}", "█" * (1 + round(share * BAR)), *(figure(row[m]) for m in measures))
    OUT.print(shown)
