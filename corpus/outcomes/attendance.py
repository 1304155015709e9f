"""Minutes in, attendance out, in printed order."""

from corpus.minutes import Minutes
from corpus.outcomes.outcome import Attendee


def find_attendance(minutes: Minutes) -> list[Attendee]:
    """Return the attendance of minutes, in printed order."""
    return []
