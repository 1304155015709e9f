"""Files of minutes in, how long one stage of adding them takes out: each is run in a process of its own.

A stage that needs what comes before it does that first, off the clock; the process's peak of memory holds it too.
"""

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from corpus.minutes import Reading
from corpus.read import read_bytes, read_minutes
from corpus.sidecar import read_sidecar
from eval.filling import fill
from eval.speed.timing import peak_mb, seconds_of
from index.collection import Collection
from index.embed import load_embedder
from index.embedder import Embedder, Parts, Span, Vectors, asked_whole, parts_alone
from index.retrieve import retrieve

Found = dict[str, object]


def parse(files: Sequence[str], rounds: int) -> Found:
    """Return how long `read_minutes` takes, from bytes in memory to paragraphs, in this one process without a sandbox.

    The best of the rounds, each of which reads every file once.
    """
    given = [(Path(file).name, read_bytes(Path(file)), read_sidecar(Path(file))) for file in files]

    def once() -> None:
        for name, data, stated in given:
            read_minutes(name, data, stated)

    seconds = min(seconds_of(once) for _ in range(rounds))
    return _found(sum(len(reading.minutes.paragraphs) for reading, _ in _readings(files)), seconds)


def embed(files: Sequence[str], model: str) -> Found:
    """Return how long the model takes for what adding has it embed: passages with their sentences, by document.

    Done once, after the model is loaded and has embedded one text. dimensions: of its vectors.
    """
    readings, embedder = _readings(files), load_embedder(model)
    batches: list[tuple[Sequence[str], Sequence[Sequence[Span]]]] = []
    still = _still(embedder.dimensions)

    def note(texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> Parts:
        batches.append((texts, spans))
        return still.parts(texts, spans)

    with _collection(replace(embedder, parts=note)) as collection:
        for reading, data in readings:
            collection.add(reading, data)
    embedder.passages(["ready"])
    seconds = sum(seconds_of(embedder.parts, *batch) for batch in batches)
    return _found(_paragraphs(readings), seconds) | {
        "texts": sum(len(texts) for texts, _ in batches),
        "dimensions": embedder.dimensions,
    }


def write(files: Sequence[str], dimensions: int, rounds: int) -> Found:
    """Return how long `Collection.add` takes for minutes that are read and whose vectors take no time.

    That is: cutting into passages and sentences, finding outcomes, and one durable transaction a document. The best of
    the rounds, each into a new collection. dimensions: of the vectors, so that they take the room of real ones.
    """
    readings = _readings(files)
    still = _still(dimensions)
    seconds = []
    for _ in range(rounds):
        with _collection(still) as collection:
            seconds.append(sum(seconds_of(collection.add, reading, data) for reading, data in readings))
    return _found(_paragraphs(readings), min(seconds))


def together(files: Sequence[str], model: str) -> Found:
    """Return how long `minuted add` takes from its first file to its last, once, and what is then on the disk.

    loading_seconds: of the model, before that. The processes that read the files are started on the clock; their
    memory is not in the peak. bytes_by_file: of every file and folder of the collection, after one search has made the
    vectors and words to be searched and the collection is closed.
    """
    started = time.perf_counter()
    embedder = load_embedder(model)
    embedder.passages(["ready"])
    loading = time.perf_counter() - started
    with _collection(embedder) as collection:
        seconds = fill(collection, [Path(file) for file in files], what="a file of the corpus")
        retrieve(collection, "What was resolved?")
        held = collection.statistics()
        collection.close()
        sizes = sizes_of(collection.folder)
    return _found(held.paragraphs, seconds) | {
        "documents": held.minutes,
        "passages": held.passages,
        "loading_seconds": loading,
        "bytes_by_file": sizes,
    }


def sizes_of(folder: Path) -> dict[str, int]:
    """Return how many bytes each file and folder in a folder has, by name."""
    return {
        one.name: sum(file.stat().st_size for file in ([one] if one.is_file() else one.rglob("*")) if file.is_file())
        for one in sorted(folder.iterdir())
    }


def _found(paragraphs: int, seconds: float) -> Found:
    return {"paragraphs": paragraphs, "paragraphs_per_second": paragraphs / seconds, "peak_mb": peak_mb()}


def _readings(files: Sequence[str]) -> list[tuple[Reading, bytes]]:
    found = []
    for file in map(Path, files):
        data = read_bytes(file)
        found.append((read_minutes(file.name, data, read_sidecar(file)), data))
    return found


def _paragraphs(readings: Sequence[tuple[Reading, bytes]]) -> int:
    return sum(len(reading.minutes.paragraphs) for reading, _ in readings)


@contextmanager
def _collection(embedder: Embedder) -> Iterator[Collection]:
    with (
        tempfile.TemporaryDirectory(prefix="minuted-eval-") as home,
        Collection.open(Path(home) / "collections" / "public", embedder, create=True) as collection,
    ):
        yield collection


def _still(dimensions: int) -> Embedder:
    """Return an embedder that takes no time: its vectors, all the same, are there to be stored and not searched."""

    def embed(texts: Sequence[str]) -> Vectors:
        return np.full((len(texts), dimensions), dimensions**-0.5, dtype=np.float32)

    return Embedder("still", "still@0", dimensions, embed, embed, parts_alone(embed), asked_whole(embed))
