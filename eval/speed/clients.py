"""A server on this machine, questions, and a number of clients in; how long each waits for its answers out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from eval.speed.processes import in_own_process

# Begun within so many seconds.
SECONDS = 30.0
What = Literal["search", "ask"]


@dataclass(frozen=True, slots=True)
class Load:
    """What came of clients that asked at once (eval/speed/crowd.py).

    what: `GET /api/search` or `POST /api/ask`. answered: questions; refused: requests that got 503; given_up: questions
    that would still have had to wait when the time was up.
    questions_per_second: answered, by the clock from the first request to the last answer. p50_ms, p95_ms: of the
    requests that were answered, each from sending it to having its answer. waited_p95_ms: of the questions that were
    answered, from asking first to having the answer, refusals and the waits after them included. client_ms: of the
    processor that the clients took for a question, which the server cannot have had.
    """

    what: str
    clients: int
    answered: int
    refused: int
    given_up: int
    questions_per_second: float
    p50_ms: float
    p95_ms: float
    waited_p95_ms: float
    client_ms: float


def under_load(
    address: str, questions: Sequence[str], *, clients: int, what: What = "ask", seconds: float = SECONDS
) -> Load:
    """Return what comes of asking by so many clients at once, in a process of their own.

    Raises EvaluationError where a request fails otherwise than by a refusal, and where fewer than two are answered.
    """
    found = in_own_process(
        "crowd", address=address, what=what, questions=list(questions), clients=clients, seconds=seconds
    )
    return Load(**found)
