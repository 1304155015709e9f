"""A trial in, what adding, searching, disk and memory cost at each size of a collection that grows out.

The minutes are made from the sample by eval/grown.py. One collection grows from each size to the next.
"""

import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.minutes import Metadata
from eval.errors import EvaluationError
from eval.grown import documents_for, prose_of, sample_minutes, write_grown
from eval.speed.adding_stages import sizes_of
from eval.speed.processes import in_own_process
from eval.speed.timing import Row, megabytes
from eval.speed.trial import Trial
from index.collection import Collection
from index.embed import load_embedder
from service.ingest import Account, add_files


@dataclass(frozen=True, slots=True)
class Size:
    """A collection of some size.

    paragraphs_per_second: of adding what it has more than the size before, as `minuted add` does, the model being
    loaded. The others are of a fresh process that searches it (searching.py); bytes_per_paragraph: on disk after that,
    caches and originals included. Memory is None where the system hides it.
    """

    paragraphs: int
    documents: int
    paragraphs_per_second: float
    first_search_ms: float
    p50_ms: float
    p95_ms: float
    bytes_per_paragraph: float
    loaded_mb: float | None
    resident_mb: float | None


def growth(trial: Trial) -> tuple[Size, ...]:
    """Return the figures of a collection at each of a trial's sizes, rounded up to whole documents, smallest first."""
    model, found = trial.settings.model, []
    prose = prose_of(sample_minutes())
    steps = sorted({documents_for(size) for size in trial.sizes})
    with tempfile.TemporaryDirectory(prefix="minuted-eval-") as place:
        folder = Path(place) / "collections" / "public"
        with Collection.open(folder, load_embedder(model), create=True) as collection:
            collection.embedder.passages(["ready"])
            for before, documents in zip([0, *steps], steps, strict=False):
                files = write_grown(Path(place) / "minutes", prose, range(before, documents))
                rate = _add(collection, files, trial)
                searched = in_own_process(
                    "search", folder=str(folder), model=model, questions=trial.questions, rounds=trial.rounds
                )
                paragraphs = collection.statistics().paragraphs
                size = sum(sizes_of(folder).values())
                found.append(Size(paragraphs, documents, rate, bytes_per_paragraph=size / paragraphs, **searched))
    return tuple(found)


def rows(found: Sequence[Size]) -> Iterator[Row]:
    """Give the lines of the table."""
    for size in found:
        yield f"{size.paragraphs:,} paragraphs", f"{size.paragraphs_per_second:,.1f}", "paragraphs/s added"
        yield "  first search", f"{size.first_search_ms:,.1f}", "ms"
        yield "  search", f"{size.p50_ms:,.1f}", "ms p50"
        yield "", f"{size.p95_ms:,.1f}", "ms p95"
        yield "  on disk", f"{size.bytes_per_paragraph:,.0f}", "bytes/paragraph"
        yield "  memory, model loaded", megabytes(size.loaded_mb), "MB"
        yield "  memory, searching", megabytes(size.resident_mb), "MB"


def _add(collection: Collection, files: Sequence[Path], trial: Trial) -> float:
    """Add files and return how many paragraphs a second that were."""
    account = Account()
    started = time.perf_counter()
    add_files(
        collection,
        files,
        given=Metadata(),
        replace=False,
        told=lambda _, so_far: trial.told(len(so_far.added), len(files)),
        account=account,
    )
    seconds = time.perf_counter() - started
    if account.refused:
        raise EvaluationError(f"a grown document was refused: {account.refused[0].reason}")
    return account.paragraphs / seconds
