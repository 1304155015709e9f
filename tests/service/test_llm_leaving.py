"""Readers who leave, a client that is closed, one that is slow: what ends then, and what goes on."""

import asyncio
import gc
import time
from collections.abc import AsyncGenerator, Callable
from typing import Any

import pytest

from service.completion import Timeouts
from service.endpoint import endpoint_of
from service.llm import Llm
from service.settings import load_settings
from tests.service.hearing import ASKED, closed, heard, llm_at
from tests.service.misbehaving import Misbehaving
from tests.service.ways import HALF, SAYS


async def until(is_so: Callable[[], bool], seconds: float = 1.0) -> bool:
    """Return whether something becomes so within a time."""
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        await asyncio.sleep(0.01)
    return is_so()


async def cancelled(pieces: AsyncGenerator[str, None]) -> None:
    async def read() -> None:
        async for _ in pieces:
            pass

    task = asyncio.create_task(read())
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def forgotten(pieces: AsyncGenerator[str, None]) -> None:
    await anext(pieces)
    del pieces
    gc.collect()


@pytest.mark.parametrize("leave", [cancelled, closed, forgotten])
def test_when_the_reader_leaves_the_connection_ends_and_the_place_is_free(leave: Any) -> None:
    async def course() -> tuple[bool, int]:
        llm = llm_at(server)
        await leave(llm.pieces(ASKED))
        return await until(lambda: server.left == 1 and llm._writing == 0), len(llm._clients)

    with Misbehaving("stalls midway") as server:
        assert asyncio.run(course()) == (True, 0)


def test_before_the_first_token_too() -> None:
    async def course() -> bool:
        await cancelled(llm_at(server).pieces(ASKED))
        return await until(lambda: server.left == 1)

    with Misbehaving("stalls before the first byte") as server:
        assert asyncio.run(course())


def test_five_hundred_readers_who_leave_leave_nothing_behind() -> None:
    async def course() -> tuple[int, int, int]:
        llm = llm_at(server, llm_at_once=256)
        for _ in range(5):
            tasks = [asyncio.create_task(heard(llm)) for _ in range(100)]
            await until(lambda: llm._writing == 100)
            await asyncio.sleep(0.1)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        await until(lambda: server.left == len(server.asked), 5)
        return len(asyncio.all_tasks()), llm._writing, len(llm._clients)

    with Misbehaving("stalls midway") as server:
        assert asyncio.run(course()) == (1, 0, 0)
        assert server.left == len(server.asked)


def test_a_reader_who_leaves_tells_nothing_of_the_model() -> None:
    async def course() -> str:
        llm = llm_at(server)
        for _ in range(25):
            await closed(llm.pieces(ASKED))
        server.behave("answers well")
        return (await heard(llm))[1]

    with Misbehaving("stalls midway") as server:
        assert asyncio.run(course()) == "whole"


@pytest.mark.parametrize(
    ("name", "text"), [("stalls midway", HALF), ("stalls before the first byte", ""), ("says nothing", "")]
)
def test_closing_the_client_ends_what_is_being_written_and_takes_no_more(name: str, text: str) -> None:
    async def course() -> list[tuple[str, str]]:
        llm = llm_at(server)
        running = asyncio.create_task(heard(llm))
        await until(lambda: len(server.asked) == 1, 5)
        await asyncio.sleep(0.1)
        await llm.aclose()
        return [await asyncio.wait_for(running, 1), await heard(llm)]

    with Misbehaving(name) as server:
        assert asyncio.run(course()) == [(text, "cut"), ("", "refused")]


def test_closing_the_client_before_a_second_attempt_leaves_it_out() -> None:
    async def course() -> tuple[str, str]:
        # It waits for 0.2 + 0.8 * 1 seconds.
        endpoint = endpoint_of(load_settings(llm_address=server.address, llm_model="tiny"))
        llm = Llm(endpoint, Timeouts(3, 20, 20, 30, 0), at_once=1, rest_seconds=15, chance=lambda: 1.0)
        running = asyncio.create_task(heard(llm))
        await until(lambda: len(server.asked) == 1, 5)
        await asyncio.sleep(0.1)
        await llm.aclose()
        return await running

    with Misbehaving("is always too busy") as server:
        assert asyncio.run(course()) == ("", "refused")
        assert len(server.asked) == 1


def test_a_slow_reader_is_no_slow_model() -> None:
    async def course() -> str:
        text = ""
        async for piece in llm_at(server, llm_gap_seconds=0.2).pieces(ASKED):
            text += piece
            await asyncio.sleep(0.3 if len(text) < 20 else 0)
        return text

    with Misbehaving("answers well") as server:
        assert asyncio.run(course()) == SAYS


def test_one_client_serves_one_event_loop_after_the_other() -> None:
    with Misbehaving() as server:
        llm = llm_at(server)
        assert [asyncio.run(heard(llm)) for _ in range(3)] == [(SAYS, "whole")] * 3
