"""The steps of an answer in, server-sent events out: `meta`, `sources`, `sentence` each, `done`.

A comment is sent where nothing else is for a while, so that nobody between takes the connection for dead. A reader who
leaves cancels what the model writes, also where the answer is not streamed.

Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable
from contextlib import aclosing
from typing import Any, TypeVar

import anyio
from fastapi import Request
from fastapi.responses import StreamingResponse
from pydantic import TypeAdapter

from service.asking import Step
from service.shapes import AnswerBody, SentenceBody
from service.steps import MetaBody, SourcesBody

MEDIA_TYPE = "text/event-stream"
HEARTBEAT_SECONDS = 10.0
HEARTBEAT = ": still at work\n\n"
# A proxy that buffers would hold sentences back; nginx knows this header.
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}

Result = TypeVar("Result")
_FIRST = asyncio.FIRST_COMPLETED
_NAMES: dict[type[Any], str] = {
    MetaBody: "meta",
    SourcesBody: "sources",
    SentenceBody: "sentence",
    AnswerBody: "done",
}
_ADAPTERS = {kind: TypeAdapter(kind) for kind in _NAMES}


class ReaderLeft(Exception):
    """Whoever asked has closed the connection."""


def wants_events(request: Request) -> bool:
    """Return whether a request asks for server-sent events."""
    return any(part.partition(";")[0].strip() == MEDIA_TYPE for part in request.headers.get("accept", "").split(","))


async def respond(request: Request, following: AsyncGenerator[Step, None]) -> StreamingResponse:
    """Return the response that streams the steps of an answer. What is wrong with the question is raised here."""
    first = await until_left(request, anext(following))
    return StreamingResponse(beating(_events(first, following)), media_type=MEDIA_TYPE, headers=HEADERS)


async def beating(events: AsyncGenerator[str, None]) -> AsyncIterator[str]:
    """Yield events as they come, and a comment whenever none came for a while.

    The events are made in one task from beginning to end: what a model's client opens there, it must close there too.
    """
    queue: asyncio.Queue[str | None] = asyncio.Queue(1)

    async def pump() -> None:
        async with aclosing(events):
            async for event in events:
                await queue.put(event)
        await queue.put(None)

    task = asyncio.create_task(pump())
    getting = asyncio.ensure_future(queue.get())
    try:
        while True:
            ready, _ = await asyncio.wait({getting, task}, timeout=HEARTBEAT_SECONDS, return_when=_FIRST)
            if not ready:
                yield HEARTBEAT
                continue
            if not getting.done():
                # Nothing is left to be sent; a fault of ours in the pump is raised here.
                task.result()
                return
            event = getting.result()
            if event is None:
                return
            getting = asyncio.ensure_future(queue.get())
            yield event
    finally:
        await _end(getting, task)


async def until_left(request: Request, work: Awaitable[Result]) -> Result:
    """Return what some work gives; where whoever asked closes the connection, cancel it and raise ReaderLeft."""
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(left(request))
    try:
        await asyncio.wait({working, leaving}, return_when=_FIRST)
        if working.done():
            return working.result()
        raise ReaderLeft
    finally:
        await _end(working, leaving)


async def _end(*tasks: asyncio.Future[Any]) -> None:
    """Cancel tasks and wait until they have ended, also where this one is being cancelled: nothing goes on unseen."""
    for task in tasks:
        task.cancel()
    with anyio.CancelScope(shield=True):
        await asyncio.gather(*tasks, return_exceptions=True)


async def left(request: Request) -> None:
    """Wait until whoever asked has closed the connection. What was sent must have been read."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _events(first: Step, following: AsyncGenerator[Step, None]) -> AsyncGenerator[str, None]:
    async with aclosing(following):
        yield event_of(first)
        async for step in following:
            yield event_of(step)


def event_of(step: Step) -> str:
    """Return a step as an event: its name, and its JSON on one line."""
    data = _ADAPTERS[type(step)].dump_json(step).decode()
    return f"event: {_NAMES[type(step)]}\ndata: {data}\n\n"
