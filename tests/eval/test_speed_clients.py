"""Clients under load: against the real server, and against one on this machine that refuses when it is told to."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from eval.errors import EvaluationError
from eval.speed.clients import under_load
from eval.speed.processes import served
from index.collection import Collection
from service.settings import load_settings

QUESTIONS = ["What did the salt cost?", "When does the bus leave?"]


@contextmanager
def answering(*statuses: int, then: int = 200, pause: str = "0") -> Iterator[tuple[str, list[str]]]:
    """Serve the statuses in turn and then always the last one; give the address, and the questions as they come."""
    waiting, asked, lock = list(statuses), [], threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                asked.append(body["question"])
                status = waiting.pop(0) if waiting else then
            self.send_response(status)
            if status == 503:
                self.send_header("Retry-After", pause)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        # More than five may knock at once; of those beyond it some would be turned away.
        request_queue_size = 64

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()


def test_the_real_server_answers_every_client(tiny: Collection) -> None:
    with served(tiny.folder.parents[1], load_settings()) as server:
        found = under_load(server.address, QUESTIONS, clients=4)
    assert (found.clients, found.answered, found.refused, found.given_up) == (4, 100, 0, 0)
    assert found.questions_per_second > 0
    assert 0 < found.p50_ms <= found.p95_ms <= found.waited_p95_ms
    assert 0 < found.client_ms < found.p95_ms


def test_searches_are_asked_for_too(tiny: Collection) -> None:
    with served(tiny.folder.parents[1], load_settings()) as server:
        found = under_load(server.address, QUESTIONS, clients=1, what="search")
    assert (found.what, found.answered, found.refused) == ("search", 100, 0)


def test_questions_are_asked_over_and_over_and_more_of_them_by_many_clients() -> None:
    with answering() as (address, asked):
        under_load(address, QUESTIONS, clients=1)
        assert sorted(asked) == sorted(QUESTIONS * 50)
        asked.clear()
        found = under_load(address, QUESTIONS, clients=16)
    assert found.answered == len(asked) == 25 * 16


def test_a_refused_question_is_asked_again_and_its_refusals_are_no_answers() -> None:
    with answering(503, 503, 200) as (address, asked):
        found = under_load(address, QUESTIONS, clients=1)
    assert asked[0] == asked[1] == asked[2] != asked[3]
    assert (found.answered, found.refused, found.given_up) == (100, 2, 0)


def test_a_question_that_is_refused_when_the_time_is_up_is_given_up() -> None:
    # Two answers, then refusals until long after the end: both clients go, and leave the other questions unasked.
    with answering(200, 200, then=503, pause="60") as (address, asked):
        found = under_load(address, QUESTIONS, clients=2, seconds=5)
    assert (found.answered, found.refused, found.given_up, len(asked)) == (2, 2, 2, 4)


def test_no_answers_are_too_few_to_tell() -> None:
    with answering(then=503, pause="60") as (address, _), pytest.raises(EvaluationError) as raised:
        under_load(address, QUESTIONS, clients=2, seconds=5)
    assert str(raised.value) == (
        "measuring 'crowd' failed: of the questions of 2 clients, 0 were answered in 5 seconds and 2 requests refused: "
        "too few to tell. "
        "Ask with fewer clients, or raise questions_at_once."
    )


def test_another_failure_ends_it_and_is_told() -> None:
    with answering(200, then=500) as (address, asked), pytest.raises(EvaluationError) as raised:
        under_load(address, QUESTIONS, clients=1)
    assert str(raised.value) == (
        "measuring 'crowd' failed: the server did not answer as it should: 500 Internal Server Error for /api/ask"
    )
    assert len(asked) == 2
