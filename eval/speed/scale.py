"""A trial in, what asking, starting, memory and disk cost at each size of a collection that grows very large, out.

The minutes are made from the sample by eval/grown.py, and their vectors by mixing (mixing.py), so that 100,000
paragraphs take minutes and not hours. One collection grows from each size to the next.
"""

import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.minutes import Metadata
from corpus.read import read_minutes
from eval.grown import documents_for, grown, prose_of, sample_minutes
from eval.plots import Line, logarithmic
from eval.speed.adding_stages import sizes_of
from eval.speed.clients import under_load
from eval.speed.mixing import mixed, texts_of
from eval.speed.processes import in_own_process, served
from eval.speed.timing import Row, megabytes, resident_mb
from eval.speed.trial import Trial
from index.collection import Collection
from index.embed import load_embedder


@dataclass(frozen=True, slots=True)
class Scale:
    """A collection of some size.

    writing_paragraphs_per_second: of reading and writing what it has more than the size before, without embedding.
    bring_up_seconds: of bringing vectors and words up to that. serve_seconds: `minuted serve` until /health answers;
    http_p50_ms, http_p95_ms: of `POST /api/ask` by one client; server_mb: its memory after that. The others are of a
    fresh process that searches (searching.py). recall_at_10: what share of the ten closest passages the vectors find.
    """

    paragraphs: int
    documents: int
    writing_paragraphs_per_second: float
    bring_up_seconds: float
    serve_seconds: float
    http_p50_ms: float
    http_p95_ms: float
    server_mb: float | None
    first_search_ms: float
    p50_ms: float
    p95_ms: float
    loaded_mb: float | None
    resident_mb: float | None
    recall_at_10: float
    bytes_per_paragraph: float
    bytes_by_file: dict[str, int]


def scale(trial: Trial) -> tuple[Scale, ...]:
    """Return the figures of a collection at each of a trial's sizes, rounded up to whole documents, smallest first."""
    minutes = sample_minutes()
    prose = prose_of(minutes)
    embedder = mixed(load_embedder(trial.settings.model), texts_of(minutes, prose))
    steps, found = sorted({documents_for(size) for size in trial.sizes}), []
    with tempfile.TemporaryDirectory(prefix="minuted-eval-") as home:
        folder = Path(home) / "collections" / "public"
        with Collection.open(folder, embedder, create=True) as collection:
            for before, documents in zip([0, *steps], steps, strict=False):
                started = time.perf_counter()
                for number in range(before, documents):
                    document = grown(prose, number)
                    collection.add(read_minutes(document.name, document.data, Metadata()), document.data)
                    trial.told(number - before + 1, documents - before)
                written = time.perf_counter()
                collection.caches.bring_up()
                brought_up = time.perf_counter() - written
                paragraphs = collection.statistics().paragraphs
                rate = (documents - before) / documents * paragraphs / (written - started)
                found.append(_measured(trial, Path(home), (paragraphs, documents, rate, brought_up)))
    return tuple(found)


def _measured(trial: Trial, home: Path, made: tuple[int, int, float, float]) -> Scale:
    folder, model = home / "collections" / "public", trial.settings.model
    searched = in_own_process("scale", folder=str(folder), model=model, questions=trial.questions, rounds=trial.rounds)
    with served(home, trial.settings) as server:
        under_load(server.address, trial.questions, clients=1)  # warms up
        load = under_load(server.address, trial.questions, clients=1)
        memory = resident_mb(server.process)
    sizes = sizes_of(folder)
    return Scale(
        *made,
        serve_seconds=server.seconds,
        http_p50_ms=load.p50_ms,
        http_p95_ms=load.p95_ms,
        server_mb=memory,
        **searched,
        bytes_per_paragraph=sum(sizes.values()) / made[0],
        bytes_by_file=sizes,
    )


def rows(found: Sequence[Scale]) -> Iterator[Row]:
    """Give the lines of the table."""
    for size in found:
        yield f"{size.paragraphs:,} paragraphs", f"{size.writing_paragraphs_per_second:,.0f}", "paragraphs/s written"
        yield "  vectors and words brought up", f"{size.bring_up_seconds:,.1f}", "s"
        yield "  minuted serve, cold", f"{size.serve_seconds:,.2f}", "s to /health"
        yield "  memory, serving", megabytes(size.server_mb), "MB"
        yield "  answer over HTTP", f"{size.http_p50_ms:,.1f}", "ms p50"
        yield "", f"{size.http_p95_ms:,.1f}", "ms p95"
        yield "  first search", f"{size.first_search_ms:,.1f}", "ms"
        yield "  search", f"{size.p50_ms:,.1f}", "ms p50"
        yield "", f"{size.p95_ms:,.1f}", "ms p95"
        yield "  recall@10 of the vectors", f"{size.recall_at_10:.4f}", "of the closest ten"
        yield "  memory, model loaded", megabytes(size.loaded_mb), "MB"
        yield "  memory, searching", megabytes(size.resident_mb), "MB"
        yield "  on disk", f"{size.bytes_per_paragraph:,.0f}", "bytes/paragraph"
        for name, one in size.bytes_by_file.items():
            if one >= size.paragraphs:  # a byte a paragraph
                yield f"    {name}", f"{one / size.paragraphs:,.0f}", "bytes/paragraph"


def picture(found: Sequence[Scale]) -> str:
    """Return an SVG image of what one search costs against the size of the collection."""
    lines = [
        Line("search, 95th percentile", [(size.paragraphs, size.p95_ms) for size in found]),
        Line("search, median", [(size.paragraphs, size.p50_ms) for size in found]),
    ]
    return str(logarithmic("What a search costs", lines, across="paragraphs in the collection", up="milliseconds"))
