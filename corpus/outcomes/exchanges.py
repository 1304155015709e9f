"""Minutes in, exchanges out, in printed order."""

from corpus.minutes import Minutes
from corpus.outcomes.outcome import Exchange


def find_exchanges(minutes: Minutes) -> list[Exchange]:
    """Return the exchanges of minutes, in printed order."""
    return []
