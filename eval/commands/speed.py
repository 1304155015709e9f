"""`minuted-eval speed`: how long adding and searching take, and what they cost."""

import time
from dataclasses import asdict
from typing import Annotated

import typer

from eval.commands.options import OUT, Json, SetName, as_json, bench_for
from eval.corpora import load_benchmark
from eval.speed import search_latency, server_latency
from service.settings import load_settings


def speed(
    name: SetName = "sample",
    *,
    rounds: Annotated[int, typer.Option(min=1, help="How often the questions are asked; the best round counts.")] = 5,
    json: Json = False,
) -> None:
    """Measure how long adding and searching take."""
    benchmark, settings = load_benchmark(name), load_settings()
    questions = benchmark.questions.questions
    started = time.perf_counter()
    with bench_for(benchmark, model=settings.model, silent=json) as bench:
        seconds = time.perf_counter() - started
        collection = bench.collection
        held = collection.statistics()
        inside = search_latency(collection, questions, rounds=rounds)
        home = collection.folder.parents[1]
        served = server_latency(home, questions, model=settings.model, rounds=rounds)
        size = sum(file.stat().st_size for file in collection.folder.rglob("*") if file.is_file())
    if json:
        as_json(
            {
                "paragraphs": held.paragraphs,
                "passages": held.passages,
                "adding_paragraphs_per_second": held.paragraphs / seconds,
                "bytes_per_paragraph": size / held.paragraphs,
                "search": asdict(inside),
                "server_search": asdict(served),
            }
        )
        return
    OUT.print(f"{held.paragraphs:,} paragraphs, {held.passages:,} passages")
    OUT.print(f"on disk        {size / held.paragraphs:7,.0f} bytes a paragraph")
    OUT.print(f"adding         {held.paragraphs / seconds:7.1f} paragraphs/s, loading the model included")
    OUT.print(f"search         {inside.p50_ms:7.1f} ms p50, {inside.p95_ms:7.1f} ms p95, in the process")
    OUT.print(
        f"server search  {served.p50_ms:7.1f} ms p50, {served.p95_ms:7.1f} ms p95, over HTTP, best of {rounds} rounds"
    )
