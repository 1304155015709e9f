"""Minutes in, actions out, in printed order."""

from corpus.minutes import Minutes
from corpus.outcomes.outcome import Action


def find_actions(minutes: Minutes) -> list[Action]:
    """Return the actions of minutes, in printed order."""
    return []
