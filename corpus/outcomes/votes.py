"""Minutes in, votes out, in printed order."""

from corpus.minutes import Minutes
from corpus.outcomes.outcome import Vote


def find_votes(minutes: Minutes) -> list[Vote]:
    """Return the votes of minutes, in printed order."""
    return []
