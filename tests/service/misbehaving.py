"""A language model's server on the loopback address that behaves well, or badly in ways that have names.

    with Misbehaving("cuts mid-sentence") as server:
        settings = load_settings(llm_address=server.address, llm_model="tiny")
        ...
        assert len(server.asked) == 1

It speaks through raw sockets in a thread of its own, so that it can cut a stream inside a character, and so that tests
with an event loop and tests without one can use it. `server.behave(name)` changes its ways for the next connection;
`server.says` is what it answers where a behaviour has no text of its own. `server.asked` holds each request as it came;
`server.left` counts the connections that the client closed while the server was still writing or waiting.
`behaviours.py` has the ways (`ways.py`) by name, and what a client must make of each.
"""

import asyncio
import contextlib
import json
import socket
import ssl
import threading
from dataclasses import dataclass, field
from types import TracebackType

from tests.service.behaviours import BEHAVIOURS, TEXTS
from tests.service.ways import SAYS, Asked, Exchange, well


@dataclass
class Misbehaving:
    """The server. A context manager. tls: speaks https by it."""

    behaviour: str = "answers well"
    says: str = SAYS
    asked: list[Asked] = field(default_factory=list)
    left: int = 0
    address: str = ""
    tls: ssl.SSLContext | None = None

    def __post_init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._number = 0
        self._tasks: set[asyncio.Task[None]] = set()

    def behave(self, behaviour: str, says: str | None = None) -> None:
        """Behave differently from the next connection on."""
        assert behaviour in {**BEHAVIOURS, **TEXTS}, behaviour
        self.behaviour, self._number = behaviour, 0
        self.says = self.says if says is None else says

    def __enter__(self) -> "Misbehaving":
        self.behave(self.behaviour)
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.address = f"{'https' if self.tls else 'http'}://127.0.0.1:{self._socket.getsockname()[1]}/v1"
        # Bound and not listening, a port refuses every connection, and nobody else gets it.
        if self.behaviour not in {"refuses", "accepts nothing"}:
            self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._serve(),))
            self._started, self._ending = threading.Event(), asyncio.Event()
            self._thread.start()
            assert self._started.wait(10)
        elif self.behaviour == "accepts nothing":
            self._socket.listen()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if hasattr(self, "_thread"):
            self._loop.call_soon_threadsafe(self._ending.set)
            self._thread.join(10)
            assert not self._thread.is_alive()
        self._loop.close()
        self._socket.close()

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._connected, sock=self._socket, ssl=self.tls)
        self._started.set()
        await self._ending.wait()
        server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            asked = await _read(reader)
            self.asked.append(asked)
            self._number += 1
            exchange = Exchange(asked, self._number, self.says, reader, writer)
            text = TEXTS.get(self.behaviour)
            if text is None:
                await BEHAVIOURS[self.behaviour].play(exchange)
            else:
                exchange.says = text
                await well(exchange)
        except (ConnectionError, asyncio.IncompleteReadError):
            self.left += 1
        except asyncio.CancelledError:
            pass
        finally:
            self._tasks.discard(task)
            writer.close()
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()


async def _read(reader: asyncio.StreamReader) -> Asked:
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, path, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    raw = await reader.readexactly(int(headers.get("content-length", "0")))
    return Asked(method, path, headers, json.loads(raw) if raw else None, head + raw)
