"""Minutes in, decisions out, in printed order."""

from corpus.minutes import Minutes
from corpus.outcomes.outcome import Decision


def find_decisions(minutes: Minutes) -> list[Decision]:
    """Return the decisions of minutes, in printed order."""
    return []
