"""Sources in, what reading them gives out: read by several children at once, ahead of who needs the minutes.

Reading waits for no embedding, and no file for another. Each file is read as `corpus/sandbox.py` reads it.
"""

import os
from concurrent.futures import Future, ThreadPoolExecutor
from queue import LifoQueue
from typing import Self

from corpus.child import Limits
from corpus.minutes import Metadata, Reading
from corpus.sandbox import LIMITS, Sandbox


class Sandboxes:
    """Reads files in as many child processes as are busy, up to a number. Leaving the context ends all of them."""

    def __init__(self, children: int | None = None, limits: Limits = LIMITS) -> None:
        """children: how many at most; None for one a core, up to MOST_CHILDREN."""
        self.children = children or min(os.cpu_count() or 1, MOST_CHILDREN)
        self._sandboxes = [Sandbox(limits) for _ in range(self.children)]
        # The one that was used last comes first, so that no child is started while another has nothing to do.
        self._idle: LifoQueue[Sandbox] = LifoQueue()
        for sandbox in self._sandboxes:
            self._idle.put(sandbox)
        self._threads = ThreadPoolExecutor(self.children, thread_name_prefix="sandbox")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pids(self) -> list[int]:
        """The process ids of the children that run."""
        return [sandbox.pid for sandbox in self._sandboxes if sandbox.pid]

    def read(self, name: str, data: bytes, given: Metadata) -> Future[Reading]:
        """Return what will be the minutes that a source holds, or the error of `Sandbox.read`; does not wait."""
        return self._threads.submit(self._read, name, data, given)

    def close(self) -> None:
        """End every child; what has not been read by now is given up."""
        for sandbox in self._sandboxes:
            sandbox.stop()
        self._threads.shutdown(cancel_futures=True)
        for sandbox in self._sandboxes:
            sandbox.close()

    def _read(self, name: str, data: bytes, given: Metadata) -> Reading:
        sandbox = self._idle.get()
        try:
            return sandbox.read(name, data, given)
        finally:
            self._idle.put(sandbox)


# A child may take gigabytes, and two read faster than anything embeds.
MOST_CHILDREN = 8
