"""A server on this machine, questions, and a number of clients in; how long each waits for its answers out.

Every client is a thread with a connection of its own that asks one question after the other, the next as soon as the
last is answered. One that is refused (503: too many questions at once) waits as long as the server says and asks the
same again, as a client should: so every refusal is counted, and what it cost the client is in what it waited.
"""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import cycle, islice

import httpx

from eval.errors import EvaluationError
from eval.speed.timing import latency

# For every level of load: at most so many questions, so many more for each client, begun within so many seconds.
QUESTIONS = 100
QUESTIONS_A_CLIENT = 8
SECONDS = 30.0
REQUEST_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Load:
    """What came of clients that asked at once.

    answered: questions; refused: requests that got 503; given_up: questions that would still have had to wait when the
    time was up.
    questions_per_second: answered, by the clock from the first request to the last answer. p50_ms, p95_ms: of the
    requests that were answered, each from sending it to having its answer. waited_p95_ms: of the questions that were
    answered, from asking first to having the answer, refusals and the waits after them included.
    """

    clients: int
    answered: int
    refused: int
    given_up: int
    questions_per_second: float
    p50_ms: float
    p95_ms: float
    waited_p95_ms: float


@dataclass(slots=True)
class _Told:
    """What the clients have seen so far. answered: the seconds of each request; waited: of each question."""

    waiting: list[str]
    until: float
    answered: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    refused: int = 0
    given_up: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def under_load(address: str, questions: Sequence[str], *, clients: int, seconds: float = SECONDS) -> Load:
    """Return what comes of asking `POST /api/ask` by so many clients at once.

    Raises EvaluationError where a request fails otherwise than by a refusal, and where fewer than two are answered.
    """
    count = max(QUESTIONS, QUESTIONS_A_CLIENT * clients)
    started = time.perf_counter()
    told = _Told(list(islice(cycle(questions), count)), until=started + seconds)
    with ThreadPoolExecutor(clients) as threads:
        for asking in [threads.submit(_ask_all, address, told) for _ in range(clients)]:
            asking.result()
    taken = time.perf_counter() - started
    if len(told.answered) < 2:
        raise EvaluationError(
            f"of the questions of {clients} clients, {len(told.answered)} were answered in {seconds:.0f} seconds and "
            f"{told.refused} requests refused: too few to tell. Ask with fewer clients, or raise questions_at_once."
        )
    one = latency(told.answered)
    return Load(
        clients=clients,
        answered=len(told.answered),
        refused=told.refused,
        given_up=told.given_up,
        questions_per_second=len(told.answered) / taken,
        p50_ms=one.p50_ms,
        p95_ms=one.p95_ms,
        waited_p95_ms=latency(told.waited).p95_ms,
    )


def _ask_all(address: str, told: _Told) -> None:
    """Ask, as one client, until there are no more questions or the time is up."""
    try:
        with httpx.Client(base_url=address, trust_env=False, timeout=REQUEST_SECONDS) as client:
            while time.perf_counter() < told.until:
                with told.lock:
                    if not told.waiting:
                        return
                    question = told.waiting.pop()
                if not _is_answered(client, question, told):
                    return
    except httpx.HTTPError as error:
        told.until = 0.0  # the other clients need not go on
        raise EvaluationError(f"the server did not answer as it should: {error}") from None


def _is_answered(client: httpx.Client, question: str, told: _Told) -> bool:
    """Ask until there is an answer; return whether there was one before the time was up."""
    first = time.perf_counter()
    while True:
        started = time.perf_counter()
        response = client.post("/api/ask", json={"question": question})
        ended = time.perf_counter()
        if response.status_code != HTTPStatus.SERVICE_UNAVAILABLE:
            response.raise_for_status()
            with told.lock:
                told.answered.append(ended - started)
                told.waited.append(ended - first)
            return True
        pause = float(response.headers["Retry-After"])
        with told.lock:
            told.refused += 1
            if ended + pause >= told.until:
                told.given_up += 1
                return False
        time.sleep(pause)
