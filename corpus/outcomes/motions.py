"""Minutes in, motions out, in printed order."""

from corpus.minutes import Minutes
from corpus.outcomes.outcome import Motion


def find_motions(minutes: Minutes) -> list[Motion]:
    """Return the motions of minutes, in printed order."""
    return []
