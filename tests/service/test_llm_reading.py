"""How long a model may read before its first token is late: by the length of what it is asked, and where it is."""

import asyncio

import pytest

from prompts import Message
from service.completion import Timeouts
from service.llm import llm_of
from service.settings import load_settings
from tests.service.hearing import heard, llm_at
from tests.service.misbehaving import Misbehaving
from tests.service.ways import SAYS


@pytest.mark.parametrize(
    ("speed", "seconds"),
    [
        # (400 + 1,600) / 4 = 500 tokens: 500 / 50 = 10 s, 500 / 20 = 25 s
        (50, 30.0),
        (20, 45.0),
        (0, 20.0),
    ],
)
def test_the_first_token_may_come_later_by_as_long_as_reading_takes(speed: float, seconds: float) -> None:
    limits = Timeouts(3, 20, 15, 120, speed)
    assert limits.first_after([Message("system", "a" * 400), Message("user", "b" * 1600)]) == seconds


@pytest.mark.parametrize(
    ("address", "speed"),
    [
        ("http://127.0.0.1:11434/v1", 50),
        ("http://ollama:11434/v1", 50),
        ("https://models.example.org/v1", 0),
        ("https://127.0.0.1:8080/v1", 0),
    ],
)
def test_a_service_with_a_certificate_is_given_no_time_to_read(address: str, speed: float) -> None:
    llm = llm_of(load_settings(llm_address=address, llm_model="tiny"))
    assert llm is not None
    assert (llm._limits.reading_speed, llm._limits.first_seconds) == (speed, 20)


@pytest.mark.parametrize(
    ("speed", "outcome"),
    [
        # 9 + 26 characters are 8.75 tokens: 0.1 + 8.75 / 4 = 2.3 s, of which the server takes 0.5
        (4, (SAYS, "whole")),
        (0, ("", "slow")),
    ],
)
def test_a_model_that_reads_for_long_is_heard_where_it_may(speed: float, outcome: tuple[str, str]) -> None:
    with Misbehaving("reads for half a second") as server:
        assert asyncio.run(heard(llm_at(server, llm_first_seconds=0.1, llm_reading_speed=speed))) == outcome


def test_reading_does_not_stretch_the_time_for_the_whole_answer() -> None:
    with Misbehaving("says nothing") as server:
        llm = llm_at(server, llm_first_seconds=0.1, llm_reading_speed=0.1, llm_total_seconds=0.4)
        assert asyncio.run(asyncio.wait_for(heard(llm), 5)) == ("", "slow")
