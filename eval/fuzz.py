"""Folders of documents in, what came of reading damaged ones out: how many were read or refused, and what broke.

Workers (`eval/fuzz_worker.py`) make and read the inputs; here they are watched. An input that ends its worker, or keeps
it too long, or that breaks what minutes promise, is a finding: it is written to a folder, and the worker starts anew
after it.
"""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from corpus.child import OUT_OF_MEMORY
from corpus.sandbox import environment
from eval.errors import EvaluationError
from eval.fuzz_inputs import inputs_of
from eval.fuzz_worker import Task


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be read, and what one input may take. workers: processes that read at the same time."""

    folders: tuple[Path, ...]
    inputs: int
    seed: int
    workers: int = 2
    seconds_per_input: float = 10.0
    memory_bytes: int = 2**30


@dataclass(slots=True)
class Finding:
    """What broke. inputs: the numbers of those that broke in the same way. trace: of the first, where there is one."""

    wrong: str
    trace: str
    inputs: list[int] = field(default_factory=list)


@dataclass(slots=True)
class FuzzResult:
    """What has come of the inputs so far. seconds: by the clock. findings: by what is wrong."""

    read: int = 0
    refused: int = 0
    seconds: float = 0.0
    findings: dict[str, Finding] = field(default_factory=dict)

    @property
    def broken(self) -> int:
        """How many inputs broke something."""
        return sum(len(finding.inputs) for finding in self.findings.values())

    @property
    def inputs(self) -> int:
        """How many inputs something came of."""
        return self.read + self.refused + self.broken

    @property
    def per_second(self) -> float:
        """How many inputs were read, refused or broke in a second."""
        return self.inputs / self.seconds if self.seconds else 0.0


def fuzz(plan: Plan, *, told: Callable[[FuzzResult], None]) -> FuzzResult:
    """Return what came of all the inputs of a plan. told: called some times a second.

    An interruption ends the workers and is raised again. Raises EvaluationError where a worker cannot begin.
    """
    found, lock, started = FuzzResult(), threading.Lock(), time.monotonic()
    lanes = [_Lane(plan, first, found, lock) for first in range(min(plan.workers, plan.inputs))]
    threads = [threading.Thread(target=lane.follow) for lane in lanes]
    try:
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            time.sleep(_POLL_SECONDS)
            for lane in lanes:
                lane.end_what_stalls()
            with lock:
                found.seconds = time.monotonic() - started
                told(found)
    finally:
        for lane in lanes:
            lane.stop()
        for thread in threads:
            thread.join()
    if failed := next((lane.failure for lane in lanes if lane.failure), ""):
        raise EvaluationError(failed)
    return found


def write_findings(plan: Plan, found: FuzzResult, folder: Path) -> list[Path]:
    """Write the first inputs of each finding into a folder, and return their paths."""
    inputs, written = inputs_of(plan.folders, plan.seed), []
    for finding in found.findings.values():
        folder.mkdir(parents=True, exist_ok=True)
        for number in sorted(finding.inputs)[:_MOST_WRITTEN]:
            given = inputs.number(number)
            path = folder / given.name
            path.write_bytes(given.data)
            written.append(path)
    return written


class _Lane:
    """One worker after another, each beginning after the input that ended the one before."""

    def __init__(self, plan: Plan, first: int, found: FuzzResult, lock: threading.Lock) -> None:
        self.plan, self.next, self.found, self.lock = plan, first, found, lock
        self.failure = ""
        self.worker: subprocess.Popen[str] | None = None
        self.since: float | None = None
        self.stalled = self.stopped = False

    def follow(self) -> None:
        """Read to the end of the plan, in as many workers as it takes."""
        while self.next < self.plan.inputs and not self.stopped and not self.failure:
            code = self._run()
            if self.since is None and not self.stopped:
                self.failure = (
                    f"a process that reads the inputs stopped with status {code} before it began. "
                    "Look whether every document can be read without damage: minuted add FOLDER."
                )
            elif self.next < self.plan.inputs and not self.stopped:
                self._broke(self.next, self._why_it_ended(code), "")
                self.next += self.plan.workers

    def end_what_stalls(self) -> None:
        """End the worker if it has been busy with one input for too long."""
        worker, since = self.worker, self.since
        if worker and since is not None and time.monotonic() - since > self.plan.seconds_per_input:
            self.stalled = True
            worker.kill()

    def stop(self) -> None:
        """End the worker, and start no other."""
        self.stopped = True
        if self.worker:
            self.worker.kill()

    def _run(self) -> int:
        """Follow one worker to its end, and return its status; since is None where it never began."""
        plan, self.since, self.stalled = self.plan, None, False
        folders = tuple(str(folder) for folder in plan.folders)
        task = Task(folders, plan.seed, self.next, plan.workers, plan.inputs, plan.memory_bytes)
        with subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
            [sys.executable, "-P", "-m", "eval.fuzz_worker", json.dumps(asdict(task))],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env=environment(),
            start_new_session=True,
        ) as self.worker:
            if self.stopped:
                self.worker.kill()
            assert self.worker.stdout is not None  # noqa: S101 - a pipe, as asked for
            for line in self.worker.stdout:
                if line.endswith("\n"):
                    self._heard(line.split(" ", 2))
        return self.worker.returncode

    def _heard(self, words: Sequence[str]) -> None:
        self.since = time.monotonic()
        if len(words) == 1:
            return
        number = int(words[0])
        if len(words) > 2:
            wrong, trace = json.loads(words[2])
            self._broke(number, wrong, trace)
        else:
            with self.lock:
                self.found.read += words[1].strip() == "read"
                self.found.refused += words[1].strip() == "refused"
        self.next = number + self.plan.workers

    def _broke(self, number: int, wrong: str, trace: str) -> None:
        with self.lock:
            self.found.findings.setdefault(wrong, Finding(wrong, trace)).inputs.append(number)

    def _why_it_ended(self, code: int) -> str:
        if self.stalled:
            return f"took longer than {self.plan.seconds_per_input:g} seconds"
        if code == OUT_OF_MEMORY:
            return f"needed more than {self.plan.memory_bytes // 2**20:,} MB of memory"
        return f"ended its process (signal {-code})" if code < 0 else f"ended its process (status {code})"


_POLL_SECONDS = 0.1
_MOST_WRITTEN = 3
