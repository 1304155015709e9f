"""Nothing that was begun for a reader goes on once the reader is done with."""

import asyncio
from collections.abc import AsyncGenerator

import anyio
import pytest
from fastapi import Request

from service.stream import ReaderLeft, beating, until_left


class Work:
    """Something that takes a moment to end after it was told to."""

    def __init__(self) -> None:
        self.has_ended = False

    async def for_ever(self) -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.05)
            self.has_ended = True

    async def events(self) -> AsyncGenerator[str, None]:
        yield "first"
        await self.for_ever()


def test_a_stream_that_is_closed_has_ended_what_it_streams() -> None:
    async def course() -> bool:
        work = Work()
        stream = beating(work.events())
        assert await anext(stream) == "first"
        await asyncio.sleep(0)
        await stream.aclose()  # type: ignore[attr-defined]
        return work.has_ended

    assert asyncio.run(course())


def test_a_stream_that_is_cancelled_by_its_server_has_too() -> None:
    async def course() -> bool:
        work = Work()

        async def send() -> None:
            async for _ in beating(work.events()):
                pass

        async with anyio.create_task_group() as group:
            group.start_soon(send)
            await asyncio.sleep(0.05)
            group.cancel_scope.cancel()
        return work.has_ended

    assert asyncio.run(course())


def test_work_for_a_reader_who_left_has_ended_when_that_is_told() -> None:
    async def course() -> bool:
        async def receive() -> dict[str, str]:
            await asyncio.sleep(0.05)
            return {"type": "http.disconnect"}

        work = Work()
        with pytest.raises(ReaderLeft):
            await until_left(Request({"type": "http"}, receive), work.for_ever())
        return work.has_ended

    assert asyncio.run(course())
