"""Any bytes at all, cut anywhere: an answer, or a failure of the model, and never too much of either."""

import asyncio
import json
from collections.abc import AsyncIterator

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from prompts import Message
from service.completion import ANSWER_BYTES, RAW_BYTES, Deadlines, complete
from service.endpoint import Endpoint
from service.errors import ModelFailed

ENDPOINT = Endpoint("http://model.example/v1/chat/completions", "model.example", "tiny", SecretStr(""), 10, 0)
EVENTS = [
    b'data: {"choices": [{"index": 0, "delta": {"content": "The cost was \xc2\xa34,000 [1]."}}]}\n\n',
    b'data: {"choices": [{"index": 0, "delta": {"content": "<think>"}}]}\r\n\r\n',
    b'data: {"choices": [{"index": 0, "delta": {"content": "\\u0000\\ud83d\\ude00\\ud83d"}}]}\n\n',
    b'data: {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}\n\n',
    b'data: {"choices": [{"index": 0, "delta": {}, "finish_reason": "length"}]}\n\n',
    b"data: [DONE]\n\n",
    b": keep-alive\n\n",
    b'data: {"choices": [], "usage": {}}\n\n',
    b'data: {"error": {"message": "no"}}\n\n',
]
TYPES = ["text/event-stream", "application/json", "text/event-stream; charset=utf-8", "text/html", ""]
BYTES = st.lists(st.binary(max_size=60) | st.sampled_from(EVENTS), max_size=12).map(b"".join)


class Body(httpx.AsyncByteStream):
    """A body that arrives in parts, and may break off."""

    def __init__(self, parts: list[bytes], *, is_broken: bool) -> None:
        self.parts = parts
        self.is_broken = is_broken
        self.is_closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self.parts:
            yield part
        if self.is_broken:
            raise httpx.ReadError("broken")

    async def aclose(self) -> None:
        self.is_closed = True


def answered(body: Body, status: int = 200, media_type: str = "text/event-stream") -> tuple[str, str]:
    """Return the text and how it ended; anything but a failure of the model is an error of ours."""

    async def ask() -> tuple[str, str]:
        transport = httpx.MockTransport(
            lambda _: httpx.Response(status, headers={"Content-Type": media_type}, stream=body)
        )
        later = asyncio.get_running_loop().time() + 60
        text = ""
        async with httpx.AsyncClient(transport=transport) as client:
            try:
                async for piece in complete(client, ENDPOINT, [Message("user", "?")], Deadlines(later, 60, later)):
                    text += piece
            except ModelFailed as error:
                return text, error.reason
        return text, "whole"

    return asyncio.run(ask())


ANYTHING = given(
    content=BYTES,
    sizes=st.lists(st.integers(1, 40), min_size=1, max_size=8),
    media_type=st.sampled_from(TYPES),
    is_broken=st.booleans(),
)


@settings(max_examples=1000, deadline=None)
@ANYTHING
def test_any_bytes_cut_anywhere_end_in_an_answer_or_a_failure(
    content: bytes, sizes: list[int], media_type: str, *, is_broken: bool
) -> None:
    check(content, sizes, media_type, is_broken=is_broken)


@pytest.mark.long
@settings(max_examples=10_000, deadline=None)
@ANYTHING
def test_ten_thousand_streams_do(content: bytes, sizes: list[int], media_type: str, *, is_broken: bool) -> None:
    check(content, sizes, media_type, is_broken=is_broken)


def check(content: bytes, sizes: list[int], media_type: str, *, is_broken: bool) -> None:
    parts, start = [], 0
    while start < len(content):
        size = sizes[len(parts) % len(sizes)]
        parts.append(content[start : start + size])
        start += size
    body = Body(parts, is_broken=is_broken)
    text, ended = answered(body, media_type=media_type)
    assert ended in {"whole", "refused", "cut", "garbled", "too_long"}
    assert len(text.encode("utf-8")) <= ANSWER_BYTES
    assert body.is_closed
    if ended == "whole":
        assert text.strip()
        assert b'"stop"' in content


@settings(max_examples=60, deadline=None)
@given(st.integers(100, 599))
def test_any_status_ends_in_an_answer_or_a_failure(status: int) -> None:
    text, ended = answered(Body([EVENTS[0], EVENTS[3]], is_broken=False), status)
    assert ended == ("whole" if status == 200 else "overloaded" if status == 429 or status >= 500 else "refused")
    assert text == ("The cost was £4,000 [1]." if status == 200 else "")


def test_it_is_cut_wherever_sixty_tokens_are_cut_and_whole_after_the_last() -> None:
    tokens = [f"tok{number} £ [{number % 9}]. " for number in range(60)]
    events = [
        f"data: {json.dumps({'choices': [{'delta': {'content': token}}]}, ensure_ascii=False)}\n\n".encode()
        for token in tokens
    ]
    for kept in range(61):
        text, ended = answered(Body(events[:kept], is_broken=False))
        assert (text, ended) == ("".join(tokens[:kept]), "cut")
    stream = b"".join(events)
    for place in range(len(events[0]), len(events[0]) + len(events[1]) - 1):
        assert answered(Body([stream[:place]], is_broken=True)) == (tokens[0], "cut")
    assert answered(Body([*events, EVENTS[3]], is_broken=False)) == ("".join(tokens), "whole")


def test_no_more_is_read_than_may_be() -> None:
    taken = []

    class Endless(Body):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            while True:
                taken.append(1024)
                yield b": " + b"x" * 1021 + b"\n"

    assert answered(Endless([], is_broken=False)) == ("", "too_long")
    assert sum(taken) == RAW_BYTES + 1024


def test_an_answer_of_the_most_bytes_is_whole_and_of_one_more_too_long() -> None:
    def events(size: int) -> list[bytes]:
        return [f'data: {{"choices": [{{"delta": {{"content": "{"x" * size}"}}}}]}}\n\n'.encode(), EVENTS[3]]

    assert answered(Body(events(ANSWER_BYTES), is_broken=False)) == ("x" * ANSWER_BYTES, "whole")
    assert answered(Body(events(ANSWER_BYTES + 1), is_broken=False)) == ("", "too_long")


@pytest.mark.parametrize(
    ("error", "reason", "detail"),
    [
        (httpx.ConnectError("no"), "refused", "it cannot be connected to"),
        (httpx.ConnectTimeout("no"), "slow", "it did not begin to answer in time"),
        (httpx.PoolTimeout("no"), "slow", "it did not begin to answer in time"),
        (httpx.ReadError("no"), "cut", "it broke off before it answered, or spoke no HTTP (ReadError)"),
        (httpx.WriteError("no"), "cut", "it broke off before it answered, or spoke no HTTP (WriteError)"),
        (
            httpx.RemoteProtocolError("no"),
            "cut",
            "it broke off before it answered, or spoke no HTTP (RemoteProtocolError)",
        ),
    ],
)
def test_what_goes_wrong_on_the_way_is_told_without_what_it_says(error: Exception, reason: str, detail: str) -> None:
    def fail(_: httpx.Request) -> httpx.Response:
        raise error

    async def ask() -> ModelFailed:
        later = asyncio.get_running_loop().time() + 60
        async with httpx.AsyncClient(transport=httpx.MockTransport(fail)) as client:
            try:
                await anext(complete(client, ENDPOINT, [Message("user", "?")], Deadlines(later, 60, later)))
            except ModelFailed as failed:
                return failed
        raise AssertionError("it was answered")

    failed = asyncio.run(ask())
    assert (failed.reason, failed.detail) == (reason, detail)
