"""A trial in, how many questions a second `minuted serve` answers out: by one process and by several, side by side.

The collections are those of scale.py: minutes made from the sample, vectors mixed from real ones, so that their sizes
can be chosen. Questions are embedded by the model, as ever.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.speed.clients import Load, What, under_load
from eval.speed.growing import Stage, growing
from eval.speed.processes import served
from eval.speed.timing import Row, family, megabytes, resident_mb
from eval.speed.trial import Trial
from service.wording import counted

WHATS: tuple[What, ...] = ("search", "ask")


@dataclass(frozen=True, slots=True)
class Serving:
    """A collection of some size served by so many processes.

    ready_seconds: from starting `minuted serve` until /health answers. memory_mb: of all its processes after the last
    question, what they share counted in each; None where the system hides it. loads: by what is asked and by how many
    clients at once, each in its best round.
    """

    paragraphs: int
    workers: int
    ready_seconds: float
    memory_mb: float | None
    loads: tuple[Load, ...]


def serving(trial: Trial) -> tuple[Serving, ...]:
    """Return what every number of processes does at each of a trial's sizes; the numbers take turns in every round."""
    found = []
    for stage in growing(trial):
        rounds = [[_served(trial, stage, workers) for workers in trial.workers] for _ in range(trial.rounds)]
        found += [_best(turns) for turns in zip(*rounds, strict=True)]
    return tuple(found)


def _served(trial: Trial, stage: Stage, workers: int) -> Serving:
    with served(stage.home, trial.settings.model_copy(update={"workers": workers})) as server:
        # Every process has answered something before anything is counted.
        under_load(server.address, trial.questions, clients=8 * workers)
        loads = tuple(
            under_load(server.address, trial.questions, clients=clients, what=what)
            for what in WHATS
            for clients in trial.clients
        )
        memory = [resident_mb(process) for process in family(server.process)]
    known = [one for one in memory if one is not None]
    return Serving(stage.paragraphs, workers, server.seconds, sum(known) if known else None, loads)


def _best(turns: Sequence[Serving]) -> Serving:
    """Return the best of each figure over the rounds; whatever disturbs a round only makes it slower."""
    first = turns[0]
    memory = [one.memory_mb for one in turns if one.memory_mb is not None]
    return Serving(
        paragraphs=first.paragraphs,
        workers=first.workers,
        ready_seconds=min(one.ready_seconds for one in turns),
        memory_mb=min(memory, default=None),
        loads=tuple(
            max(loads, key=lambda load: load.questions_per_second)
            for loads in zip(*(one.loads for one in turns), strict=True)
        ),
    )


def rows(found: Sequence[Serving]) -> Iterator[Row]:
    """Give the lines of the table."""
    for one in found:
        served_by = counted(one.workers, "worker")
        yield f"{one.paragraphs:,} paragraphs, {served_by}", f"{one.ready_seconds:,.2f}", "s to /health"
        for load in one.loads:
            yield (
                f"  {load.what}, {counted(load.clients, 'client')}",
                f"{load.questions_per_second:,.1f}",
                "questions/s",
            )
            yield "", f"{load.p50_ms:,.1f}", "ms p50"
            yield "", f"{load.p95_ms:,.1f}", "ms p95"
            yield "", f"{load.refused:,}", "requests refused (503)"
            yield "", f"{load.client_ms:,.2f}", "ms of the clients' own a question"
        yield "  memory, all processes", megabytes(one.memory_mb), "MB"
