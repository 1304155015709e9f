"""A trial in, what asking, starting, memory and disk cost at each size of a collection that grows very large, out.

One collection grows from each size to the next (growing.py), with vectors that are mixed from real ones or embedded.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from eval.plots import Line, logarithmic
from eval.speed.adding_stages import sizes_of
from eval.speed.clients import under_load
from eval.speed.growing import Stage, growing
from eval.speed.processes import in_own_process, served
from eval.speed.timing import Row, megabytes, resident_mb
from eval.speed.trial import Trial


@dataclass(frozen=True, slots=True)
class Scale:
    """A collection of some size.

    vectors: how they were made. paragraphs_per_second: of adding what it has more than the size before; where vectors
    are mixed, of reading and writing it alone. bring_up_seconds: of bringing vectors and words up to that.
    serve_seconds: `minuted serve` until /health answers; api_p50_ms, api_p95_ms: of `GET /api/search` by one client;
    http_p50_ms, http_p95_ms: of `POST /api/ask`; server_mb: its memory after that. The others are of a fresh process
    that searches (searching.py). recall_at_10: what share of the ten closest passages the vectors find.
    """

    paragraphs: int
    documents: int
    vectors: Literal["mixed", "embedded"]
    paragraphs_per_second: float
    bring_up_seconds: float
    serve_seconds: float
    api_p50_ms: float
    api_p95_ms: float
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
    return tuple(_measured(trial, stage) for stage in growing(trial))


def _measured(trial: Trial, stage: Stage) -> Scale:
    folder, model = stage.folder, trial.settings.model
    searched = in_own_process("scale", folder=str(folder), model=model, questions=trial.questions, rounds=trial.rounds)
    with served(stage.home, trial.settings) as server:
        under_load(server.address, trial.questions, clients=1)  # warms up
        search = under_load(server.address, trial.questions, clients=1, what="search")
        load = under_load(server.address, trial.questions, clients=1)
        memory = resident_mb(server.process)
    sizes = sizes_of(folder)
    return Scale(
        paragraphs=stage.paragraphs,
        documents=stage.documents,
        vectors="embedded" if trial.embedded else "mixed",
        paragraphs_per_second=stage.paragraphs_per_second,
        bring_up_seconds=stage.bring_up_seconds,
        serve_seconds=server.seconds,
        api_p50_ms=search.p50_ms,
        api_p95_ms=search.p95_ms,
        http_p50_ms=load.p50_ms,
        http_p95_ms=load.p95_ms,
        server_mb=memory,
        **searched,
        bytes_per_paragraph=sum(sizes.values()) / stage.paragraphs,
        bytes_by_file=sizes,
    )


def rows(found: Sequence[Scale]) -> Iterator[Row]:
    """Give the lines of the table."""
    for size in found:
        done = "added" if size.vectors == "embedded" else "written"
        yield f"{size.paragraphs:,} paragraphs", f"{size.paragraphs_per_second:,.0f}", f"paragraphs/s {done}"
        yield "  vectors and words brought up", f"{size.bring_up_seconds:,.1f}", "s"
        yield "  minuted serve, cold", f"{size.serve_seconds:,.2f}", "s to /health"
        yield "  memory, serving", megabytes(size.server_mb), "MB"
        yield "  search over HTTP", f"{size.api_p50_ms:,.1f}", "ms p50"
        yield "", f"{size.api_p95_ms:,.1f}", "ms p95"
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
