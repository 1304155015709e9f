"""A failed first attempt in, how long to wait for a second out: one at most, and one for ten questions at most.

Pure: chance and the time of day are given.
"""

from collections import deque
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from service.errors import Failure

# Of so many requests at most one in ten may be a second one.
WINDOW = 100
SHARE = 0.1
# Full jitter. A refused connection is tried again sooner: a reader gets the quoted answer within half a second.
WAITS_SECONDS: Mapping[Failure, tuple[float, float]] = {"overloaded": (0.2, 1.0), "refused": (0.05, 0.2)}
MOST_RETRY_AFTER_SECONDS = 5.0


class Retries:
    """Grants second attempts. For one event loop: nothing in it is shared between threads."""

    def __init__(self, chance: Callable[[], float], now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Begin without a request. chance: in [0, 1)."""
        self._chance = chance
        self._now = now
        self._retried: deque[bool] = deque(maxlen=WINDOW)

    def asked(self) -> None:
        """Note a question, before its first attempt."""
        self._retried.append(False)

    def wait_seconds(self, reason: Failure, retry_after: str | None) -> float | None:
        """Return how long to wait before a second attempt, None for no second attempt; one that is granted is counted.

        reason: “refused”, “overloaded”. retry_after: the header of an overloaded endpoint, seconds or a date; one that
        asks for more than MOST_RETRY_AFTER_SECONDS gets no second attempt, one that asks for less is waited for.
        Of the last WINDOW questions at most SHARE are asked a second time; of the first nineteen, one.
        """
        most = max(1, int(len(self._retried) * SHARE))
        least = 0.0 if retry_after is None else self._asked_for(retry_after)
        if self._retried.count(True) >= most or least > MOST_RETRY_AFTER_SECONDS:
            return None
        newest = next((place for place in reversed(range(len(self._retried))) if not self._retried[place]), None)
        if newest is not None:
            self._retried[newest] = True
        shortest, longest = WAITS_SECONDS[reason]
        return max(least, shortest + (longest - shortest) * self._chance())

    def _asked_for(self, retry_after: str) -> float:
        """Return the seconds of a Retry-After header; 0 for one that cannot be read."""
        text = retry_after.strip()
        if text.isascii() and text.isdecimal():
            return float(text[:10])
        try:
            until = parsedate_to_datetime(text)
        except (ValueError, OverflowError, TypeError):
            # A year of twenty digits overflows, which is no ValueError.
            return 0.0
        aware = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max(0.0, (aware - self._now()).total_seconds())
