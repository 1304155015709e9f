"""A server, questions, and a number of clients in; what each of them waited for its answers out, and what they cost.

Every client is a thread with a connection of its own that asks one question after the other, the next as soon as the
last is answered. One that is refused (503: too many questions at once) waits as long as the server says and asks the
same again, as a client should: so every refusal is counted, and what it cost the client is in what it waited.

It runs in a process of its own (eval/speed/worker.py) with the plainest client there is, so that what is measured is
the server, and says how much of the processor the clients took all the same.
"""

import http.client
import json
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import cycle, islice
from urllib.parse import quote, urlsplit

from eval.errors import EvaluationError
from eval.speed.timing import latency

# For every level of load: at most so many questions, so many more for each client.
QUESTIONS = 100
QUESTIONS_A_CLIENT = 25
REQUEST_SECONDS = 60.0

# A request: its method, its path, its body, its headers.
Request = tuple[str, str, bytes | None, Mapping[str, str]]


@dataclass(slots=True)
class _Told:
    """What the clients have seen so far. answered: the seconds of each request; waited: of each question."""

    waiting: list[Request]
    until: float
    answered: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    refused: int = 0
    given_up: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def crowd(address: str, what: str, questions: Sequence[str], clients: int, seconds: float) -> dict[str, object]:
    """Return the fields of a Load (eval/speed/clients.py). Raises EvaluationError as under_load() does."""
    count = max(QUESTIONS, QUESTIONS_A_CLIENT * clients)
    requests = [_request(what, question) for question in questions]
    started, busy = time.perf_counter(), time.process_time()
    told = _Told(list(islice(cycle(requests), count)), until=started + seconds)
    with ThreadPoolExecutor(clients) as threads:
        for asking in [threads.submit(_ask_all, address, told) for _ in range(clients)]:
            asking.result()
    taken, busy = time.perf_counter() - started, time.process_time() - busy
    if len(told.answered) < 2:
        raise EvaluationError(
            f"of the questions of {clients} clients, {len(told.answered)} were answered in {seconds:.0f} seconds and "
            f"{told.refused} requests refused: too few to tell. Ask with fewer clients, or raise questions_at_once."
        )
    one = latency(told.answered)
    return {
        "what": what,
        "clients": clients,
        "answered": len(told.answered),
        "refused": told.refused,
        "given_up": told.given_up,
        "questions_per_second": len(told.answered) / taken,
        "p50_ms": one.p50_ms,
        "p95_ms": one.p95_ms,
        "waited_p95_ms": latency(told.waited).p95_ms,
        "client_ms": 1000 * busy / len(told.answered),
    }


def _request(what: str, question: str) -> Request:
    if what == "search":
        return "GET", f"/api/search?q={quote(question)}", None, {}
    return "POST", "/api/ask", json.dumps({"question": question}).encode(), {"Content-Type": "application/json"}


def _ask_all(address: str, told: _Told) -> None:
    """Ask, as one client, until there are no more questions or the time is up."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=REQUEST_SECONDS)
    try:
        while time.perf_counter() < told.until:
            with told.lock:
                if not told.waiting:
                    return
                request = told.waiting.pop()
            if not _is_answered(connection, request, told):
                return
    except (OSError, http.client.HTTPException) as error:
        told.until = 0.0  # the other clients need not go on
        raise EvaluationError(f"the server did not answer as it should: {error or type(error).__name__}") from None
    finally:
        connection.close()


def _is_answered(connection: http.client.HTTPConnection, request: Request, told: _Told) -> bool:
    """Ask until there is an answer; return whether there was one before the time was up."""
    first = time.perf_counter()
    while True:
        started = time.perf_counter()
        connection.request(*request)
        response = connection.getresponse()
        response.read()
        ended = time.perf_counter()
        if response.status == HTTPStatus.OK:
            with told.lock:
                told.answered.append(ended - started)
                told.waited.append(ended - first)
            return True
        if response.status != HTTPStatus.SERVICE_UNAVAILABLE:
            raise http.client.HTTPException(f"{response.status} {response.reason} for {request[1].partition('?')[0]}")
        pause = float(response.getheader("Retry-After", "1"))
        with told.lock:
            told.refused += 1
            if ended + pause >= told.until:
                told.given_up += 1
                return False
        time.sleep(pause)
