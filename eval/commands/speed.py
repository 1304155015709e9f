"""`minuted-eval speed`: how long reading, adding and searching take, and what they cost."""

from dataclasses import asdict
from typing import Annotated

import typer

from eval.commands.options import OUT, Json, SetName, as_json, progress
from eval.corpora import load_benchmark
from eval.speed import Part, Speeds, speeds
from service.settings import load_settings


def speed(
    name: SetName = "sample",
    *,
    only: Annotated[list[Part] | None, typer.Option(help="Measure only this part; may be repeated.")] = None,
    rounds: Annotated[int, typer.Option(min=1, help="How often each part is measured; the best round counts.")] = 5,
    json: Json = False,
) -> None:
    """Measure how long reading, adding and searching take."""
    with progress("adding", silent=json) as told:
        found = speeds(
            load_benchmark(name),
            load_settings(),
            parts=only or tuple(Part),
            rounds=rounds,
            told=lambda _, done, of: told(done, of),
        )
    if json:
        as_json({part: value for part, value in asdict(found).items() if value is not None})
    else:
        _show(found, rounds)


def _show(found: Speeds, rounds: int) -> None:
    for form, one in (found.reading or {}).items():
        figure = f"{one.paragraphs_per_second:7,.0f} paragraphs/s"
        OUT.print(f"reading {form:6} {figure}, by {one.processes} processes, best of {rounds} rounds")
    if found.adding:
        OUT.print(f"adding         {found.adding.paragraphs_per_second:7.1f} paragraphs/s, loading the model included")
        held = f"{found.adding.paragraphs:,} paragraphs, {found.adding.passages:,} passages"
        OUT.print(f"on disk        {found.adding.bytes_per_paragraph:7,.0f} bytes a paragraph: {held}")
    for part, latency, where in (
        ("search", found.searching, "in the process"),
        ("server search", found.serving, "over HTTP"),
    ):
        if latency:
            figures_of = f"{latency.p50_ms:7.1f} ms p50, {latency.p95_ms:7.1f} ms p95"
            OUT.print(f"{part:14} {figures_of}, {where}, best of {rounds} rounds")
