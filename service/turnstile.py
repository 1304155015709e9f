"""How many questions are worked on at once.

In: questions as they come. Out: some pass, a few wait their turn for a moment, the rest are told to come back. Without
it a crowd would take every thread, and pages that cost nothing would wait behind searches.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from service.errors import TooBusy
from service.wording import WORDING, counted


class Turnstile:
    """Lets `at_once` questions pass and four times as many wait up to `wait_seconds`; raises TooBusy for the others."""

    def __init__(self, at_once: int, *, wait_seconds: float = 2.0) -> None:
        """Open a turnstile. Both numbers are at least 1 and 0."""
        self._at_once = at_once
        self._wait_seconds = wait_seconds
        self._inside = threading.BoundedSemaphore(at_once)
        self._in_sight = threading.BoundedSemaphore(at_once * 5)

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Work on one question inside the with block. Raises TooBusy."""
        if not self._in_sight.acquire(blocking=False):
            raise self._refusal()
        try:
            if not self._inside.acquire(timeout=self._wait_seconds):
                raise self._refusal()
            try:
                yield
            finally:
                self._inside.release()
        finally:
            self._in_sight.release()

    def _refusal(self) -> TooBusy:
        return TooBusy(f"{counted(self._at_once, 'question')} at once is the most. {WORDING['too_busy']}")
