"""A process that serves in, whether it still does out: it counts up in memory that both see, and its parent looks.

The count is made by the event loop that answers (uvicorn's `callback_notify`), so it stands still where that hangs and
where the process is stopped: ways to be alive and to answer nobody.
"""

from ctypes import c_ulonglong
from multiprocessing.context import SpawnContext

# Between two counts. The parent looks more rarely, so that each look of a process that is well finds another one.
BEAT_SECONDS = 1


class Pulse:
    """The pulse of one process: beat() is for that process, missed() for the one that looks after it."""

    def __init__(self, context: SpawnContext) -> None:
        """Begin at nothing: a process that is still loading has no pulse yet."""
        self._count = context.RawValue(c_ulonglong, 0)
        self._seen = 0
        self._missed = 0

    async def beat(self) -> None:
        """Count up."""
        self._count.value += 1

    @property
    def has_begun(self) -> bool:
        """Whether the process has ever served."""
        return self._count.value > 0

    def missed(self) -> int:
        """Look, and return how many looks in a row, this one included, have found the count as it was.

        Looks are counted and not seconds: whoever was stopped together with the process does not take it for dead.
        """
        now = self._count.value
        self._missed = self._missed + 1 if now == self._seen else 0
        self._seen = now
        return self._missed
