"""A trial in, how long its questions take to be answered out: from a cold start, alone, and while others ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eval.corpora import collection_for
from eval.speed.clients import Load, under_load
from eval.speed.processes import run_minuted, served
from eval.speed.timing import Latency, Row, best_round, seconds_of
from eval.speed.trial import Trial
from index.retrieve import retrieve
from index.scope import EVERYTHING
from service.answer import answer
from service.wording import counted


@dataclass(frozen=True, slots=True)
class Asking:
    """How long questions take over the minutes of a set.

    ask_seconds: `minuted ask` from starting its process to its end, in the best round. serve_seconds: `minuted serve`
    from starting its process until /health answers, in the best round. search, answer: of one question in a process
    that is warm, alone: to the hits, and to the whole answer, each in its best round. questions_at_once: the setting of
    the server. serving: `POST /api/ask` by clients at once, once for each number of them.
    """

    paragraphs: int
    ask_seconds: float
    serve_seconds: float
    search: Latency
    answer: Latency
    questions_at_once: int
    serving: tuple[Load, ...]


def asking(trial: Trial) -> Asking:
    """Return how long the questions of a trial take, asked of a new collection of its minutes."""
    questions, settings = trial.questions, trial.settings
    told = lambda _, done, of: trial.told(done, of)  # noqa: E731 - drops the name of the file
    with collection_for(trial.benchmark, model=settings.model, reranker=settings.reranker, told=told) as collection:
        home = collection.folder.parents[1]
        search = best_round(
            questions,
            lambda asked: retrieve(collection, asked, settings=settings.retrieval),
            rounds=trial.rounds,
        )
        answered = best_round(
            questions,
            lambda asked: answer(collection, asked, scope=EVERYTHING, settings=settings),
            rounds=trial.rounds,
        )
        return Asking(
            paragraphs=collection.statistics().paragraphs,
            ask_seconds=min(seconds_of(run_minuted, home, settings, "ask", questions[0]) for _ in range(trial.rounds)),
            serve_seconds=min(_start(home, trial) for _ in range(trial.rounds)),
            search=search,
            answer=answered,
            questions_at_once=settings.questions_at_once,
            serving=_serving(home, trial),
        )


def rows(found: Asking) -> Iterator[Row]:
    """Give the lines of the table."""
    yield "minuted ask, cold", f"{found.ask_seconds:,.2f}", "s"
    yield "minuted serve, cold", f"{found.serve_seconds:,.2f}", "s to /health"
    for name, one in (("search alone", found.search), ("answer alone", found.answer)):
        yield name, f"{one.p50_ms:,.1f}", "ms p50"
        yield "", f"{one.p95_ms:,.1f}", "ms p95"
    for load in found.serving:
        yield f"HTTP, {counted(load.clients, 'client')}", f"{load.p50_ms:,.1f}", "ms p50"
        yield "", f"{load.p95_ms:,.1f}", "ms p95"
        yield "", f"{load.waited_p95_ms:,.1f}", "ms p95 with refusals"
        yield "", f"{load.questions_per_second:,.1f}", "questions/s"
        yield "", f"{load.answered:,}", "answered"
        yield "", f"{load.refused:,}", "requests refused (503)"
        yield "", f"{load.given_up:,}", "questions given up"


def _start(home: Path, trial: Trial) -> float:
    with served(home, trial.settings) as server:
        return server.seconds


def _serving(home: Path, trial: Trial) -> tuple[Load, ...]:
    with served(home, trial.settings) as server:
        under_load(server.address, trial.questions, clients=1)  # warms up
        return tuple(under_load(server.address, trial.questions, clients=clients) for clients in trial.clients)
