"""Minutes in, reports out, in printed order."""

from corpus.minutes import Minutes
from corpus.outcomes.outcome import Report


def find_reports(minutes: Minutes) -> list[Report]:
    """Return the reports of minutes, in printed order."""
    return []
