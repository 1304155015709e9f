"""What a language model's server can do with one connection: the bytes it may send, and the ways to send them."""

import asyncio
import gzip
import json
import socket
import struct
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

SAYS = "Potholes on Mill Lane were repaired for £4,000 [1]. It had flooded twice – in “1998” too [2]."
HALF = SAYS[:40]
ONE_AND_A_HALF = SAYS[:70]
ELSEWHERE = "http://127.0.0.2:9/v1/chat/completions"


@dataclass(frozen=True)
class Asked:
    """A request as it came. headers: names in lower case. body: of JSON; None where it is not."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Any
    raw: bytes


@dataclass
class Exchange:
    """One connection: what was asked, and the way to answer. number: from 1 since the server's behaviour was set."""

    asked: Asked
    number: int
    says: str
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, *parts: bytes) -> None:
        self.writer.write(b"".join(parts))
        await self.writer.drain()

    async def stall(self) -> None:
        """Wait until the client leaves."""
        await self.reader.read()
        raise ConnectionAbortedError


# The bytes.


def head(status: str = "200 OK", kind: str = "text/event-stream; charset=utf-8", *more: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {kind}", *more, "Connection: close", "", ""]).encode()


def data(body: object) -> bytes:
    return f"data: {json.dumps(body, ensure_ascii=False)}\n\n".encode()


def chunk(content: object = None, finish: object = None, **delta: object) -> dict[str, object]:
    said = {**({} if content is None else {"content": content}), **delta}
    return {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": said, "finish_reason": finish}]}


def words(text: str) -> Iterator[bytes]:
    """Give a text as a stream of events, a few characters each."""
    for start in range(0, len(text), 7):
        yield data(chunk(text[start : start + 7]))


def stream(text: str, finish: str = "stop") -> bytes:
    return b"".join([*words(text), data(chunk(finish=finish)), b"data: [DONE]\n\n"])


def whole(text: str, finish: str = "stop") -> bytes:
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}
    return json.dumps({"object": "chat.completion", "choices": [choice]}).encode()


# What it does.


async def well(exchange: Exchange) -> None:
    await exchange.send(head(), data(chunk("", role="assistant")))
    for event in words(exchange.says):
        await exchange.send(event)
    await exchange.send(data(chunk(finish="stop")), b"data: [DONE]\n\n")


async def reads_first(exchange: Exchange) -> None:
    """Answer well after half a second, as a model that reads what it is asked on a processor."""
    await asyncio.sleep(0.5)
    await well(exchange)


def sends(*parts: bytes | Callable[[Exchange], bytes]) -> Callable[[Exchange], Awaitable[None]]:
    """Send these bytes and close."""

    async def play(exchange: Exchange) -> None:
        await exchange.send(*(part if isinstance(part, bytes) else part(exchange) for part in parts))

    return play


def then_stalls(*parts: bytes) -> Callable[[Exchange], Awaitable[None]]:
    """Send these bytes and neither go on nor close."""

    async def play(exchange: Exchange) -> None:
        await exchange.send(*parts)
        await exchange.stall()

    return play


def said(exchange: Exchange) -> bytes:
    return stream(exchange.says)


def with_ends(ends: bytes) -> Callable[[Exchange], Awaitable[None]]:
    return sends(head(), lambda exchange: stream(exchange.says).replace(b"\n", ends))


def for_ever(part: bytes, pause: float, begin: bytes = b"") -> Callable[[Exchange], Awaitable[None]]:
    """Send the same bytes again and again."""

    async def play(exchange: Exchange) -> None:
        await exchange.send(head(), begin)
        while True:
            await exchange.send(part)
            await asyncio.sleep(pause)

    return play


async def byte_by_byte(exchange: Exchange) -> None:
    await exchange.send(head())
    for value in stream(exchange.says):
        await exchange.send(bytes([value]))
        await asyncio.sleep(0)


async def trickles_a_line(exchange: Exchange) -> None:
    await exchange.send(head())
    for value in data(chunk("x" * 10_000)):
        await exchange.send(bytes([value]))
        await asyncio.sleep(0.05)


async def in_transfer_chunks(exchange: Exchange) -> None:
    await exchange.send(head("200 OK", "text/event-stream", "Transfer-Encoding: chunked"))
    for event in (*words(exchange.says), data(chunk(finish="stop")), b"data: [DONE]\n\n", b""):
        await exchange.send(f"{len(event):x}\r\n".encode(), event, b"\r\n")


async def cuts_transfer(exchange: Exchange) -> None:
    await exchange.send(head("200 OK", "text/event-stream", "Transfer-Encoding: chunked"))
    event = b"".join(words(HALF))
    await exchange.send(f"{len(event):x}\r\n".encode(), event, b"\r\n40\r\nda")


async def resets(exchange: Exchange) -> None:
    await exchange.send(head(), *words(HALF))
    await asyncio.sleep(0.05)
    # Closing with nothing to linger for sends a reset instead of an end.
    exchange.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    exchange.writer.transport.abort()


def first_fails(*parts: bytes) -> Callable[[Exchange], Awaitable[None]]:
    """Fail the first time and answer well the second time."""

    async def play(exchange: Exchange) -> None:
        await (sends(*parts) if exchange.number == 1 else well)(exchange)

    return play


async def ten_megabytes(exchange: Exchange) -> None:
    await exchange.send(head(), b"data: ")
    for _ in range(160):
        await exchange.send(b"x" * 65_536)


def several_choices(exchange: Exchange) -> bytes:
    events = []
    for start in range(0, len(exchange.says), 9):
        other = {"index": 1, "delta": {"content": "Another answer."}, "finish_reason": None}
        first = chunk(exchange.says[start : start + 9])["choices"]
        assert isinstance(first, list)
        events += [data({"choices": [other, *first]}), data({"choices": [{**other, "finish_reason": "stop"}]})]
    return b"".join([*events, data(chunk(finish="stop"))])


def in_several_lines(exchange: Exchange) -> bytes:
    body = json.dumps(chunk(exchange.says, finish="stop"), ensure_ascii=False, indent=1)
    return "".join(f"data:{line}\n" for line in body.splitlines()).encode() + b"\n"


def between(*extra: bytes) -> Callable[[Exchange], Awaitable[None]]:
    """Send these before, between and after the events of an answer."""

    async def play(exchange: Exchange) -> None:
        await exchange.send(head(), *extra)
        for event in words(exchange.says):
            await exchange.send(event, *extra)
        await exchange.send(data(chunk(finish="stop")), *extra, b"data: [DONE]\n\n")

    return play


BOMB = gzip.compress(b"data: " + b"0" * 20_000_000)
HTML = b"<!doctype html><title>Sign in</title><p>Sign in to go on.</p>"
TOO_BUSY = head("429 Too Many Requests", "application/json", "Retry-After: 0") + b'{"error": {"message": "slow down"}}'
HALF_SENT = b"".join(words(HALF))
ONE_AND_A_HALF_SENT = b"".join(words(ONE_AND_A_HALF))
POUND = data(chunk("£"))
MID_CHARACTER = POUND[: POUND.index(b"\xc2") + 1]
NESTED = b"data: " + b"[" * 100_000 + b"\n\n"
