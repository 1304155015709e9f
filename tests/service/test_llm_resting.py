"""A language model that fails: when it is left alone, asked a second time, or not asked at all."""

import asyncio
import time

from service.completion import Timeouts
from service.endpoint import endpoint_of
from service.llm import Llm
from service.settings import load_settings
from tests.service.hearing import ASKED, closed, heard, llm_at
from tests.service.misbehaving import Misbehaving
from tests.service.ways import SAYS


def test_a_refused_connection_is_over_within_half_a_second_and_a_resting_model_within_fifty_milliseconds() -> None:
    async def ask_often() -> list[tuple[str, float]]:
        llm = llm_at(server)
        outcomes = []
        for _ in range(200):
            began = time.monotonic()
            _, ended = await heard(llm)
            outcomes.append((ended, time.monotonic() - began))
        return outcomes

    with Misbehaving("refuses") as server:
        outcomes = asyncio.run(ask_often())
    assert [ended for ended, _ in outcomes] == ["refused"] * 5 + ["resting"] * 195
    assert max(taken for ended, taken in outcomes if ended == "refused") < 0.5
    # All but the two that a busy machine may have put aside.
    assert sorted(taken for ended, taken in outcomes if ended == "resting")[-3] < 0.05


def test_a_model_that_keeps_failing_rests_and_is_tried_again() -> None:
    async def course() -> list[str]:
        llm = llm_at(server, llm_rest_seconds=0.3)
        ended = [(await heard(llm))[1] for _ in range(7)]
        server.behave("answers well")
        await asyncio.sleep(0.4)
        return [*ended, *[(await heard(llm))[1] for _ in range(2)]]

    with Misbehaving("cuts mid-sentence") as server:
        assert asyncio.run(course()) == ["cut"] * 5 + ["resting"] * 2 + ["whole"] * 2
        assert len(server.asked) == 7


def test_what_is_no_fault_of_the_endpoint_never_lets_it_rest() -> None:
    async def course() -> list[str]:
        llm = llm_at(server)
        return [(await heard(llm))[1] for _ in range(25)]

    with Misbehaving("reaches its most tokens") as server:
        assert asyncio.run(course()) == ["cut"] * 25


def test_of_two_hundred_questions_to_an_overloaded_server_at_most_a_tenth_are_asked_twice() -> None:
    async def course() -> list[str]:
        # It never rests, which is the worst that could come, and waits for 0.2 + 0.8 * -0.25 = 0 seconds.
        endpoint = endpoint_of(load_settings(llm_address=server.address, llm_model="tiny"))
        llm = Llm(endpoint, Timeouts(3, 20, 20, 30, 0), at_once=1, rest_seconds=0, chance=lambda: -0.25)
        return [(await heard(llm))[1] for _ in range(200)]

    with Misbehaving("always fails") as server:
        assert asyncio.run(course()) == ["overloaded"] * 200
        # Of the first hundred questions the 1st, 20th, 30th … 100th; then one for each that leaves the last hundred.
        assert len(server.asked) == 220


def test_a_question_that_the_server_cannot_take_speaks_not_against_the_server() -> None:
    async def course() -> list[str]:
        llm = llm_at(server)
        return [(await heard(llm))[1] for _ in range(10)]

    with Misbehaving("takes no such question") as server:
        assert asyncio.run(course()) == ["refused"] * 10
        server.behave("wants a key")
        assert asyncio.run(course()) == ["refused"] * 5 + ["resting"] * 5


def test_more_answers_at_once_than_may_be_are_refused_at_once() -> None:
    async def course() -> list[tuple[str, str]]:
        llm = llm_at(server, llm_at_once=2)
        first = [asyncio.create_task(heard(llm)) for _ in range(2)]
        while len(server.asked) < 2:
            await asyncio.sleep(0.01)
        refused = await heard(llm)
        for task in first:
            task.cancel()
        await asyncio.gather(*first, return_exceptions=True)
        server.behave("answers well")
        return [refused, await heard(llm)]

    with Misbehaving("stalls midway") as server:
        assert asyncio.run(course()) == [("", "overloaded"), (SAYS, "whole")]


def test_a_reader_who_has_heard_enough_ends_the_rest_of_a_model_that_answers_again() -> None:
    async def course() -> list[str]:
        llm = llm_at(server, llm_rest_seconds=0.2)
        for _ in range(5):
            await heard(llm)
        server.behave("answers well")
        await asyncio.sleep(0.3)
        await closed(llm.pieces(ASKED))
        # No longer a probe: two at once are let through.
        return [ended for _, ended in await asyncio.gather(heard(llm), heard(llm))]

    with Misbehaving("cuts mid-sentence") as server:
        assert asyncio.run(course()) == ["whole", "whole"]
