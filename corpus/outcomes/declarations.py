"""Minutes in, declarations out, in printed order."""

from corpus.minutes import Minutes
from corpus.outcomes.outcome import Declaration


def find_declarations(minutes: Minutes) -> list[Declaration]:
    """Return the declarations of minutes, in printed order."""
    return []
