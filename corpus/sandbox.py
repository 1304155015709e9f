"""A source in, its minutes out, read by a process that can be killed: a file that harms its parser harms nothing else.

`read_minutes` runs in a child process (`corpus/child.py`) that serves one file after another over two pipes. Nothing
is unpickled, so that a child taken over by a document can send wrong minutes but no code.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from pydantic import TypeAdapter, ValidationError

from corpus.child import OUT_OF_MEMORY, REPLIED, SENT, Limits, request
from corpus.errors import MetadataInvalid, NoMinutes, SourceMissing, SourceUnreadable
from corpus.minutes import Metadata, Reading

LIMITS = Limits()


class Sandbox:
    """Reads files in a child process, which is started at first use and replaced after a file has ended it.

    For one thread at a time, but for `stop`. Leaving the context ends the child.
    """

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._child: subprocess.Popen[bytes] | None = None
        self._stopped = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The child's process id, None where no child runs."""
        return self._child.pid if self._child else None

    def read(self, name: str, data: bytes, given: Metadata) -> Reading:
        """Return the minutes that a source holds, as `read_minutes` does and with its errors.

        Raises SourceUnreadable besides where its parser fails, dies, or takes more than the limits allow.
        """
        # Names that are no Unicode (Linux allows them) cannot be sent as JSON, nor kept in a collection.
        name = name.encode(errors="backslashreplace").decode()
        try:
            reply = self._ask(name, request(name, given), data)
        except BaseException:
            self.close()
            raise
        if reply.reading is not None:
            return reply.reading
        if reply.error in _ERRORS:
            raise _ERRORS[reply.error](reply.message)
        self.close()
        raise SourceUnreadable(f"'{name}' could not be read: the parser failed ({reply.error[:60]}). {_ANEW}")

    def stop(self) -> None:
        """End the child for good, from any thread: what is being read is refused, and nothing is read any more."""
        self._stopped.set()
        if (child := self._child) is not None:
            child.kill()

    def close(self) -> None:
        """End the child, if one runs; a later read starts another."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for pipe in filter(None, (child.stdin, child.stdout)):
            with suppress(OSError):
                pipe.close()
        child.wait()

    def _ask(self, name: str, header: bytes, data: bytes) -> "_Reply":
        """Return what the child replies. Raises SourceUnreadable where it gives no reply, and leaves no child then."""
        if self._child is None or self._child.poll() is not None:
            self._start(name)
        child, expired = self._child, threading.Event()
        assert child is not None  # noqa: S101 - just started

        def give_up() -> None:
            expired.set()
            child.kill()

        timer = threading.Timer(self._limits.wall_seconds, give_up)
        timer.start()
        try:
            body = self._exchange(name, child, header, data)
            code = child.wait() if body is None else None
        finally:
            timer.cancel()
            timer.join()
        if body is None:
            raise SourceUnreadable(self._why_it_ended(name, code or 0, timed_out=expired.is_set()))
        if expired.is_set():
            self.close()
        try:
            return _REPLY.validate_json(body)
        except ValidationError:
            return _Reply(error="its reply is not minutes")

    def _exchange(self, name: str, child: subprocess.Popen[bytes], header: bytes, data: bytes) -> bytes | None:
        """Return the reply's JSON, None where the child ended before all of it was there."""
        assert child.stdin is not None and child.stdout is not None  # noqa: S101, PT018 - pipes, by _start
        try:
            child.stdin.write(SENT.pack(len(header), len(data)) + header)
            child.stdin.write(data)
            child.stdin.flush()
        except OSError:
            return None
        length = child.stdout.read(REPLIED.size)
        if len(length) < REPLIED.size:
            return None
        (size,) = REPLIED.unpack(length)
        if size > self._limits.output_bytes:
            most = self._limits.output_bytes // 2**20
            raise SourceUnreadable(f"'{name}' holds more than {most:,} MB of text and was given up. {_SMALLER}")
        body = child.stdout.read(size)
        return body if len(body) == size else None

    def _start(self, name: str) -> None:
        self.close()
        try:
            self._child = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
                # Without -P, a folder named corpus where the user stands would be run.
                [sys.executable, "-P", "-B", "-m", "corpus.child", json.dumps(asdict(self._limits))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
                # ^C is for the parent, which ends the child.
                start_new_session=True,
            )
        except OSError as error:
            raise SourceUnreadable(
                f"'{name}' was not read: no process could be started for its parser ({error.strerror}). "
                "End other programs, and add it again."
            ) from None
        if self._stopped.is_set():
            self._child.kill()

    def _why_it_ended(self, name: str, code: int, *, timed_out: bool) -> str:
        limits = self._limits
        if timed_out:
            return f"'{name}' took longer than {limits.wall_seconds:g} seconds to read and was given up. {_SMALLER}"
        if code == -getattr(signal, "SIGXCPU", 0) != 0:
            return f"'{name}' took more than {limits.cpu_seconds} seconds of computing and was given up. {_SMALLER}"
        if code == OUT_OF_MEMORY:
            most = limits.memory_bytes // 2**20
            return f"'{name}' needed more than {most:,} MB of memory to read and was given up. {_SMALLER}"
        how = f"signal {-code}" if code < 0 else f"exit status {code}"
        return f"'{name}' made its parser stop ({how}), so it was not read. {_ANEW}"


@dataclass(frozen=True, slots=True)
class _Reply:
    """reading: None where there is an error. error: the name of its class."""

    reading: Reading | None = None
    error: str = ""
    message: str = ""


def environment() -> dict[str, str]:
    """Return the variables that Python needs, and where its modules are; no others, for they may hold secrets."""
    folders = [str(Path(folder).absolute()) for folder in (*sys.path, str(Path(__file__).parent.parent))]
    kept = {name: os.environ[name] for name in _VARIABLES if name in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join(dict.fromkeys(folders))}


_REPLY = TypeAdapter(_Reply)
_ERRORS = {error.__name__: error for error in (SourceUnreadable, NoMinutes, MetadataInvalid, SourceMissing)}
_VARIABLES = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONHOME", "SYSTEMROOT", "TZ")
_SMALLER = "Split it by meeting, or print it to a new PDF, and add that file."
_ANEW = "Print it to a new PDF and add that file, and report this one."
