"""How a language model fared in, whether it is asked out: after many failures it is left alone, then tried once.

Pure: the clock is given. Closed, the breaker lets everything through. Open, nothing. After `rest_seconds` it lets one
through as a probe, whose outcome closes it again or keeps it open for as long once more.
"""

from collections import deque
from collections.abc import Callable

# So many failures within so many seconds open it, or half of the last twenty.
FAILURES = 5
WITHIN_SECONDS = 30.0
LAST = 20
HALF = LAST // 2


class Breaker:
    """Counts outcomes. For one event loop: nothing in it is shared between threads."""

    def __init__(self, clock: Callable[[], float], *, rest_seconds: float) -> None:
        """Begin closed. clock: seconds that never go back."""
        self._clock = clock
        self._rest_seconds = rest_seconds
        self._outcomes: deque[bool] = deque(maxlen=LAST)
        self._failed: deque[float] = deque(maxlen=FAILURES)
        self._opened: float | None = None
        self._probe: int | None = None
        self._last_ticket = 0
        self._oldest_valid = 1

    def admit(self) -> int | None:
        """Return a ticket where one may be asked now, else None. It is given back to one of the next three."""
        if self._opened is not None:
            if self._probe is not None or self._clock() - self._opened < self._rest_seconds:
                return None
            self._probe = self._last_ticket + 1
        self._last_ticket += 1
        return self._last_ticket

    def succeeded(self, ticket: int) -> None:
        """Note an answer: a whole one, one that was heard in part, or one that ended for no fault of the endpoint."""
        if ticket == self._probe:
            self._opened, self._probe = None, None
            self._outcomes.clear()
            self._failed.clear()
            # What was asked before the rest tells nothing of after it.
            self._oldest_valid = ticket + 1
        elif self._opened is None and ticket >= self._oldest_valid:
            self._outcomes.append(True)

    def failed(self, ticket: int) -> None:
        """Note a failure. One of a question from before the rest changes nothing."""
        now = self._clock()
        if ticket == self._probe:
            self._opened, self._probe = now, None
        elif self._opened is None and ticket >= self._oldest_valid:
            self._outcomes.append(False)
            self._failed.append(now)
            often = len(self._failed) == FAILURES and now - self._failed[0] <= WITHIN_SECONDS
            half = len(self._outcomes) == LAST and self._outcomes.count(False) >= HALF
            if often or half:
                self._opened = now

    def left(self, ticket: int) -> None:
        """Note that the reader left before anything came, which tells nothing: another may be the probe."""
        if ticket == self._probe:
            self._probe = None
