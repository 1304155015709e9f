"""Bytes as they arrive in, the data of server-sent events out: bounded, and the same wherever the bytes are cut.

The format: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.failure import failure

# A chunk of an answer is a few hundred bytes; a whole answer of 64 KiB, escaped, fits too.
LINE_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Event:
    """One event. name: its type, "" for a plain message."""

    name: str
    data: str


class Events:
    """Reads one stream. An event that the end of the stream cuts is none."""

    def __init__(self) -> None:
        """Begin at the first byte of a stream."""
        self._line = bytearray()
        self._name = ""
        self._data: list[str] = []
        self._size = 0
        self._is_after_return = False
        self._is_first = True

    def feed(self, chunk: bytes) -> Iterator[Event]:
        """Yield the events that a further chunk completes, those before what is wrong with it too.

        Raises ModelFailed: "garbled" for bytes that are not UTF-8 and for a line or an event above LINE_BYTES.
        """
        if self._is_after_return and chunk.startswith(b"\n"):
            chunk = chunk[1:]
            self._is_after_return = False
        if not chunk:
            return
        self._is_after_return = chunk.endswith(b"\r")
        *ended, begun = _LINE_END.split(chunk)
        for part in ended:
            self._line += part
            event = self._end_line()
            if event is not None:
                yield event
        self._line += begun
        self._check(len(self._line))

    def _end_line(self) -> Event | None:
        """Return the event that the line read so far ends: a blank one does, where there are data."""
        self._check(len(self._line))
        try:
            line = self._line.decode("utf-8")
        except UnicodeDecodeError:
            raise failure("garbled", "its stream is not UTF-8") from None
        self._line.clear()
        if self._is_first:
            line = line.removeprefix("\ufeff")
            self._is_first = False
        if not line:
            return self._dispatch()
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "data":
            self._size += len(value) + 1
            self._check(self._size)
            self._data.append(value)
        elif field == "event":
            self._name = value
        return None

    def _dispatch(self) -> Event | None:
        event = Event(self._name, "\n".join(self._data)) if self._data else None
        self._name, self._data, self._size = "", [], 0
        return event

    def _check(self, size: int) -> None:
        if size > LINE_BYTES:
            raise failure("garbled", f"a line of its stream is longer than {LINE_BYTES:,} bytes")


_LINE_END = re.compile(rb"\r\n|\n|\r")
