"""Requests on standard input in, replies on standard output out: the process that reads files for `corpus/sandbox.py`.

A request is the lengths of a header and of the source's bytes, the header in JSON (`name`, and `given` by its keys),
the bytes; a reply is a length and JSON: `reading`, or the `error`'s class and `message`. The parent checks all of it.
Standard input ends the process. pydantic is not needed here, and importing it would take as long as all the rest.
"""

import json
import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from datetime import time as time_of_day
from importlib import import_module
from importlib.util import find_spec
from struct import Struct

from corpus.errors import CorpusError
from corpus.minutes import Metadata
from corpus.read import read_minutes

SENT, REPLIED = Struct(">QQ"), Struct(">Q")
OUT_OF_MEMORY = 71  # an exit status that Python itself does not use


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take. wall_seconds: by the clock, kept by the parent; the others, by the system.

    Where the system has no such limits (Windows), wall_seconds and output_bytes alone hold.
    """

    memory_bytes: int = 2 * 2**30
    cpu_seconds: int = 120
    wall_seconds: float = 180.0
    output_bytes: int = 200 * 2**20


def serve(limits: Limits) -> None:
    """Answer requests on standard input until it ends."""
    source, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the replies
    limit_process(limits.memory_bytes)
    while len(lengths := source.read(SENT.size)) == SENT.size:
        header, data = (source.read(length) for length in SENT.unpack(lengths))
        # The system counts the seconds of all files together.
        _limit("RLIMIT_CPU", int(time.process_time()) + 1 + limits.cpu_seconds, for_good=False)
        answer = reply(header, data)
        replies.write(REPLIED.pack(len(answer)) + answer)
        replies.flush()


def limit_process(memory_bytes: int) -> None:
    """Let this process have so much memory, write no files and open few, where the system knows such limits."""
    for name, value in _SYSTEM_LIMITS.items():
        _limit(name, value)
    _limit("RLIMIT_AS", memory_bytes)


def request(name: str, given: Metadata) -> bytes:
    """Return the header of a request."""
    return as_json({"name": name, "given": given})


def reply(header: bytes, data: bytes) -> bytes:
    """Return the reply to a request. Raises MemoryError, for there may be none left to reply with."""
    try:
        asked = json.loads(header)
        return as_json({"reading": read_minutes(asked["name"], data, _given(asked["given"]))})
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a parser raises is told to the parent
        message = str(error) if isinstance(error, CorpusError) else ""
        return as_json({"error": type(error).__name__, "message": message})


def as_json(value: object) -> bytes:
    """Return JSON of plain values and our dataclasses; dates and times are text in ISO 8601."""
    return json.dumps(value, default=_plain, separators=(",", ":")).encode()


def _given(stated: dict[str, str | None]) -> Metadata:
    held, begins = stated.pop("held"), stated.pop("begins")
    return Metadata(
        **stated,  # type: ignore[arg-type]  # its status is one: the parent has made it
        held=date.fromisoformat(held) if held else None,
        begins=time_of_day.fromisoformat(begins) if begins else None,
    )


def _plain(value: object) -> object:
    """Return what JSON has for a value of ours: an object for a dataclass, text for a date or time."""
    if (names := getattr(value, "__dataclass_fields__", None)) is not None:
        return {name: getattr(value, name) for name in names}
    if isinstance(value, date | time_of_day):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _limit(name: str, value: int, *, for_good: bool = True) -> None:
    """Set a limit of this process, no higher than it is; leave it where the system does not know it."""
    resource = import_module("resource") if find_spec("resource") else None
    kind = getattr(resource, name, None)
    if resource is None or kind is None:
        return
    hard = resource.getrlimit(kind)[1]
    most = value if hard == resource.RLIM_INFINITY else min(value, hard)
    with suppress(OSError, ValueError):
        resource.setrlimit(kind, (most, most if for_good else hard))


_SYSTEM_LIMITS = {"RLIMIT_FSIZE": 0, "RLIMIT_NOFILE": 32, "RLIMIT_CORE": 0}

if __name__ == "__main__":
    try:
        serve(Limits(**json.loads(sys.argv[1])))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
