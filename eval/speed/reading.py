"""A trial in, how many paragraphs of its documents are read a second out, by format, process isolation included.

Each round reads the documents of one format over and over, each time under another name and in another order, until
there are enough paragraphs for a steady figure. The children are running before the clock is.
"""

import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

from corpus.formats import FORMATS
from corpus.minutes import Metadata
from corpus.read import read_bytes
from corpus.sandboxes import Sandboxes
from corpus.sidecar import read_sidecar
from eval.speed.timing import Row
from eval.speed.trial import Trial

PARAGRAPHS = 2000
_SEED = 20240214


@dataclass(frozen=True, slots=True)
class ReadingSpeed:
    """How quickly documents of one format are read, in the best round.

    paragraphs, documents: what a round read. processes: how many read at once.
    """

    paragraphs_per_second: float
    paragraphs: int
    documents: int
    processes: int


def reading(trial: Trial) -> Mapping[str, ReadingSpeed]:
    """Return how quickly `minuted add` reads the documents of a trial, by format, in the order of FORMATS."""
    return reading_speed(trial.files, rounds=trial.rounds)


def rows(found: Mapping[str, ReadingSpeed]) -> Iterator[Row]:
    """Give the lines of the table."""
    for name, one in found.items():
        yield name, f"{one.paragraphs_per_second:,.0f}", f"paragraphs/s, {one.processes} processes"


@dataclass(frozen=True, slots=True)
class _Document:
    name: str
    data: bytes
    given: Metadata


def reading_speed(
    files: Sequence[Path], *, rounds: int, processes: int | None = None, paragraphs: int = PARAGRAPHS
) -> Mapping[str, ReadingSpeed]:
    """Return the speed of each format that there are documents of, in the order of FORMATS.

    processes: how many read at once; None for what `minuted add` takes. paragraphs: at least so many are read in a
    round. Raises CorpusError where a document cannot be read.
    """
    documents = [_Document(str(file), read_bytes(file), read_sidecar(file)) for file in files]
    with Sandboxes(processes) as sandboxes:
        by_format = _by_format(sandboxes, documents)
        return {
            name: _best_round(sandboxes, by_format[name], rounds, paragraphs) for name in FORMATS if name in by_format
        }


def _by_format(sandboxes: Sandboxes, documents: Sequence[_Document]) -> dict[str, list[_Document]]:
    names = {known.media_type: name for name, known in FORMATS.items()}
    found: dict[str, list[_Document]] = {}
    for document in documents:
        minutes = sandboxes.read(document.name, document.data, document.given).result().minutes
        found.setdefault(names[minutes.source.media_type], []).append(document)
    return found


def _best_round(sandboxes: Sandboxes, documents: Sequence[_Document], rounds: int, paragraphs: int) -> ReadingSpeed:
    once = sum(_read(sandboxes, documents))  # warms up, with every child
    _read(sandboxes, [documents[0]] * sandboxes.children * 2)
    wanted = len(documents) * -(-paragraphs // once)
    order = random.Random(_SEED)  # noqa: S311 - the same order in every run
    found = []
    for _ in range(rounds):
        round_of = list(islice(_grown(documents, order), wanted))
        started = time.perf_counter()
        read = sum(_read(sandboxes, round_of))
        found.append(ReadingSpeed(read / (time.perf_counter() - started), read, wanted, sandboxes.children))
    return max(found, key=lambda speed: speed.paragraphs_per_second)


def _grown(documents: Sequence[_Document], order: random.Random) -> Iterator[_Document]:
    """Give the documents again and again, each time in another order and under another name."""
    for number in count(1):
        for document in order.sample(documents, len(documents)):
            path = Path(document.name)
            yield _Document(str(path.with_name(f"{number}-{path.name}")), document.data, document.given)


def _read(sandboxes: Sandboxes, documents: Sequence[_Document]) -> list[int]:
    """Return how many paragraphs each document has."""
    readings = [sandboxes.read(document.name, document.data, document.given) for document in documents]
    return [len(reading.result().minutes.paragraphs) for reading in readings]
