"""Moments in, figures out: percentiles, the best of several rounds, and what memory a process takes.

Times depend on the machine and on what else it does. Of several rounds the best is kept, since whatever disturbs a
round only makes it slower; figures of one run can be compared with each other, and hardly with those of another.
"""

import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import TypeVar

Asked = TypeVar("Asked")
# A figure as it is shown: what it is of ("" for what the line before is of), the number, its unit.
Row = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Latency:
    """How long one of many takes, in milliseconds: the median and the 95th percentile."""

    p50_ms: float
    p95_ms: float


def latency(seconds: Iterable[float]) -> Latency:
    """Return the percentiles of times in seconds, between two of them in proportion. At least two times."""
    cuts = quantiles([1000 * one for one in seconds], n=20, method="inclusive")
    return Latency(p50_ms=cuts[9], p95_ms=cuts[18])


def best_round(asked: Sequence[Asked], ask: Callable[[Asked], object], *, rounds: int) -> Latency:
    """Return how long `ask` takes for each of what is asked, in the round with the best median.

    A round asks all of it once. One more comes first, to warm up, and does not count.
    """
    found = [latency([seconds_of(ask, one) for one in asked]) for _ in range(rounds + 1)]
    return min(found[1:], key=lambda one: one.p50_ms)


def seconds_of(call: Callable[..., object], *arguments: object) -> float:
    """Return how long a call takes."""
    started = time.perf_counter()
    call(*arguments)
    return time.perf_counter() - started


def peak_mb() -> float | None:
    """Return the most memory that this process has had resident, in MB (10^6 bytes), None where the system hides it.

    From Linux's VmHWM. `getrusage` would do on more systems, but its figure outlives `exec`: a child is told the peak
    of the parent that started it. Source: proc_pid_status(5), getrusage(2).
    """
    return _status("VmHWM")


def resident_mb(process: int | None = None) -> float | None:
    """Return how much memory a process has resident now, in MB (10^6 bytes), None where the system hides it.

    process: its number; this one when None.
    """
    return _status("VmRSS", process)


def family(process: int) -> list[int]:
    """Return the number of a process and those of what it has started; only its own where the system hides these."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return [process]
    return [process, *map(int, children)]


def megabytes(value: float | None) -> str:
    """Return memory as it is shown: `1,234`, `–` where it is not known."""
    return "–" if value is None else f"{value:,.0f}"


def _status(field: str, process: int | None = None) -> float | None:
    try:
        status = Path(f"/proc/{process or 'self'}/status").read_text(encoding="utf-8")
    except OSError:
        return None
    found = re.search(rf"^{field}:\s+(\d+) kB$", status, re.MULTILINE)
    return int(found[1]) * 1024 / 1e6 if found else None
