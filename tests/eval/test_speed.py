"""What is timed, and which round counts. No test says how fast anything must be."""

from collections.abc import Callable
from itertools import chain
from pathlib import Path
from types import SimpleNamespace

import pytest

from eval import speed
from eval.errors import EvaluationError
from eval.questions import Question
from eval.speed import search_latency, server_latency
from index.collection import Collection

Make = Callable[..., Question]


@pytest.fixture
def questions(question: Make) -> list[Question]:
    return [question("q1", asks="What did the salt cost?"), question("q2", asks="When does the bus leave?")]


def test_the_best_round_counts_and_the_first_only_warms_up(
    question: Make, tiny: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    # 21 questions: the median is the 11th time of a round, the 95th percentile the 20th. A clock that is read before
    # and after each question: 0 ms for each in the first round, then 100, 101 … 120 ms, then 0, 10 … 200 ms.
    rounds = [[0] * 21, range(100, 121), range(0, 210, 10)]
    readings = chain.from_iterable((0.0, milliseconds / 1000) for times in rounds for milliseconds in times)
    monkeypatch.setattr(speed, "time", SimpleNamespace(perf_counter=lambda: next(readings)))
    asked = [question(f"q{number}", asks="What did the salt cost?") for number in range(21)]
    found = search_latency(tiny, asked, rounds=2)
    assert [found.p50_ms, found.p95_ms] == pytest.approx([100, 190])
    assert next(readings, None) is None


def test_searching_takes_time(tiny: Collection, questions: list[Question]) -> None:
    found = search_latency(tiny, questions, rounds=1)
    assert 0 < found.p50_ms <= found.p95_ms


def test_the_server_is_asked_whatever_the_settings_of_the_shell_are(
    tiny: Collection, questions: list[Question], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MINUTED_MODEL")
    monkeypatch.setenv("MINUTED_HOST", "127.0.0.2")
    monkeypatch.setenv("MINUTED_ALLOWED_HOSTS", "minutes.example.org")
    found = server_latency(tiny.folder.parents[1], questions, model="hashed-words", rounds=1)
    assert 0 < found.p50_ms <= found.p95_ms


def test_a_server_that_stops_is_told(tmp_path: Path, questions: list[Question]) -> None:
    with pytest.raises(EvaluationError) as raised:
        server_latency(tmp_path, questions, model="hashed-words", rounds=1)
    assert str(raised.value) == "'minuted serve' stopped with status 1. Run it by itself to see why."
