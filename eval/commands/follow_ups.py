"""`minuted-eval follow-ups`: how follow-ups fare in their conversation, and what it does to other questions."""

from dataclasses import asdict
from typing import Annotated

import typer

from eval.commands.options import ERRORS, OUT, Json, as_json, bench_for, counter, figure, progress, table
from eval.corpora import load_benchmark
from eval.errors import CorpusMissing
from eval.follow_ups import ROWS, FollowUps, follow_ups
from service.settings import load_settings


def follow_ups_command(
    names: Annotated[list[str], typer.Argument(metavar="SET...", help="Question sets.")],
    *,
    json: Json = False,
) -> None:
    """Show how well follow-ups are ranked in their conversation, beside their bare and their stand-alone form.

    And how many questions that need no conversation stay as they are after another question, and what it costs them.
    """
    settings, found = load_settings(), {}
    for name in names:
        try:
            benchmark = load_benchmark(name)
            with bench_for(benchmark, model=settings.model, silent=json) as bench:
                questions = benchmark.questions.questions
                with progress(f"{benchmark.questions.name}, follow-ups", silent=json) as told:
                    found[benchmark.questions.name] = follow_ups(
                        bench, settings, told=counter(told, 2 * len(questions))
                    )
        except CorpusMissing as error:
            if len(names) == 1:
                raise
            ERRORS.print(f"skipped {name}: {error}", soft_wrap=True, markup=False)
    if json:
        as_json({name: asdict(one) | {"share": one.share} if one else None for name, one in found.items()})
        return
    for name, one in found.items():
        if one is None:
            OUT.print(f"{name} has no follow-ups, or no other questions beside them.")
        else:
            _show(name, one)


def _show(name: str, one: FollowUps) -> None:
    shown = table(f"{name}: {one.follow_ups} follow-ups", "nDCG@10", "of stand-alone")
    for row in ROWS:
        value = one.figures[row]
        shown.add_row(row, figure(value), f"{100 * value / one.figures['stand-alone']:.0f} %")
    shown.add_row(f"{one.alone} other questions, alone", figure(one.alone_figure), "")
    shown.add_row("the same, each after the one before it", figure(one.after_figure), "")
    OUT.print(shown)
    OUT.print(f"{100 * one.untouched:.1f} % of the questions without history stay as they are after another.\n")
