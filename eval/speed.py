"""A question set in, how long its minutes take to read and to add, and its questions to be searched for, out.

Times depend on the machine and on what else it does: compare figures of one run, and read the best of the rounds.
"""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from statistics import quantiles

import httpx

from eval.corpora import Benchmark, collection_for, folder_of
from eval.errors import EvaluationError
from eval.questions import Question
from eval.reading_speed import ReadingSpeed, reading_speed
from index.collection import Collection
from index.retrieve import retrieve
from service.ingest import files_at
from service.settings import Settings

LOOPBACK = "127.0.0.1"


class Part(StrEnum):
    """What is timed."""

    READING = "reading"
    ADDING = "adding"
    SEARCHING = "searching"
    SERVING = "serving"


@dataclass(frozen=True, slots=True)
class Latency:
    """How long a search takes, in milliseconds, in the best round: the median and the 95th percentile."""

    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Adding:
    """What adding a set's minutes took: reading, embedding and writing, the loading of the model included."""

    paragraphs: int
    passages: int
    paragraphs_per_second: float
    bytes_per_paragraph: float


@dataclass(frozen=True, slots=True)
class Speeds:
    """The figures of the parts that were measured, None for the others. reading: by format."""

    reading: Mapping[str, ReadingSpeed] | None = None
    adding: Adding | None = None
    searching: Latency | None = None
    serving: Latency | None = None


def speeds(
    benchmark: Benchmark,
    settings: Settings,
    *,
    parts: Sequence[Part],
    rounds: int,
    told: Callable[[str, int, int], None],
) -> Speeds:
    """Return the figures of some parts over a question set, each part in its best round but adding, which is done once.

    told: called after each document that is added, with how many are done, and of how many. Raises EvaluationError
    where a part fails.
    """
    files = files_at([folder_of(benchmark.questions)]) if Part.READING in parts else []
    reading = reading_speed(files, rounds=rounds) if files else None
    if not set(parts) - {Part.READING}:
        return Speeds(reading)
    started = time.perf_counter()
    with collection_for(benchmark, model=settings.model, told=told) as collection:
        seconds = time.perf_counter() - started
        asked, home = benchmark.questions.questions, collection.folder.parents[1]
        return Speeds(
            reading,
            adding=_adding(collection, seconds) if Part.ADDING in parts else None,
            searching=search_latency(collection, asked, rounds=rounds) if Part.SEARCHING in parts else None,
            serving=server_latency(home, asked, model=settings.model, rounds=rounds) if Part.SERVING in parts else None,
        )


def search_latency(collection: Collection, questions: Sequence[Question], *, rounds: int) -> Latency:
    """Return how long retrieval takes in this process, from question to hits."""
    return _best_round(rounds, questions, lambda question: retrieve(collection, question.question))


def server_latency(home: Path, questions: Sequence[Question], *, model: str, rounds: int) -> Latency:
    """Return how long `GET /api/search` takes over HTTP on this machine, one question at a time.

    home: whose collection is served, by `minuted serve` in a process of its own. model: that made the collection.
    Raises EvaluationError where it fails.
    """
    with _served(home, model) as address, httpx.Client(base_url=address, trust_env=False) as client:

        def ask(question: Question) -> None:
            client.get("/api/search", params={"q": question.question}).raise_for_status()

        return _best_round(rounds, questions, ask)


def _adding(collection: Collection, seconds: float) -> Adding:
    held = collection.statistics()
    size = sum(file.stat().st_size for file in collection.folder.rglob("*") if file.is_file())
    return Adding(held.paragraphs, held.passages, held.paragraphs / seconds, size / held.paragraphs)


def _best_round(rounds: int, questions: Sequence[Question], ask: Callable[[Question], object]) -> Latency:
    found = []
    for _ in range(rounds + 1):
        times = []
        for question in questions:
            started = time.perf_counter()
            ask(question)
            times.append(1000 * (time.perf_counter() - started))
        cuts = quantiles(times, n=20, method="inclusive")
        found.append(Latency(p50_ms=cuts[9], p95_ms=cuts[18]))
    return min(found[1:], key=lambda latency: latency.p50_ms)  # the first round warms up


@contextlib.contextmanager
def _served(home: Path, model: str) -> Iterator[str]:
    """Serve the collection of a home by `minuted serve`, in a process of its own, and give its address."""
    port = _free_port()
    # The host and the model are named: this home has no minuted.toml, and the environment may ask for another host.
    command = [
        sys.executable,
        "-c",
        "from service.cli import main; main()",
        "--home",
        str(home),
        "--model",
        model,
        "serve",
        "--host",
        LOOPBACK,
        "--port",
        str(port),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:  # noqa: S603 - ours
        address = f"http://{LOOPBACK}:{port}"
        try:
            while not _answers(address):
                if server.poll() is not None:
                    raise EvaluationError(
                        f"'minuted serve' stopped with status {server.returncode}. Run it by itself to see why."
                    )
                time.sleep(0.1)
            yield address
        finally:
            server.terminate()


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health", trust_env=False).is_success
    except httpx.TransportError:
        return False


def _free_port() -> int:
    with socket.create_server((LOOPBACK, 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
