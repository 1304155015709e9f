"""Minutes in, amendments out, in printed order."""

from corpus.minutes import Minutes
from corpus.outcomes.outcome import Amendment


def find_amendments(minutes: Minutes) -> list[Amendment]:
    """Return the amendments of minutes, in printed order."""
    return []
