"""A question and the best sentence for it in, whether what happened is asked for and only what is to come is told, out.

“What did the survey find?” has no answer in “the survey would be finished in May”, however near the two are. English
tells the one from the other by a few words: minutes report, so that what was to come is “would” and “was to be”.
"""

import re

from service.wanted import wanted


def asks_what_happened(question: str) -> bool:
    """Return whether a question is about what has happened, by its verbs.

    False where it is about plans as well, or about a decision, which says what is to come.
    """
    return (
        "decision" not in wanted(question)
        and _HAPPENED.search(question) is not None
        and _PLANNED.search(question) is None
    )


def tells_what_is_to_come(sentence: str) -> bool:
    """Return whether a sentence tells of something that has not happened yet."""
    return _TO_COME.search(sentence) is not None


_HAPPENED = re.compile(r"\b(?:did|was|were|has|have|had)\b", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:will|would|should|going to|about to|due|next|need(?:s|ed)?|plan(?:s|ned|ning)?|propos\w+|expect(?:s|ed|ing)?"
    r"|intend\w*|hop(?:es?|ed|ing))\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:would|will|shall|to be|expected|scheduled|planned|due|intend\w*|anticipat\w*|propos\w+|aim(?:s|ed|ing)?"
    r"|hop(?:es?|ed|ing)|going to|upcoming|forthcoming|next|by the end of|until|await\w*|not yet|yet to|in due course"
    r"|not been)\b",
    re.IGNORECASE,
)
