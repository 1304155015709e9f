"""A follow-up in, what it asks of the outcomes of the matter that was asked about before out, None where it asks none.

“Who voted for it?”, “who voted against?”, “was it unanimous?” name no matter: they are about the items that the answer
before cited. “Who voted against the budget?” names one, and is no such question.
"""

import re

from corpus.minutes import fold
from service.structure import Sought, sought


def asked_of_matter(question: str) -> Sought | None:
    """Return what a question asks of the votes or motions of a matter that it does not name."""
    said = fold(question)
    text = _LED_IN.sub("", said).rstrip(" ?.!")
    if _HOW_IT_WENT.fullmatch(text):
        return Sought("vote")
    # “What motions were carried?” is a question of its own, and so is “List the votes”.
    if text == said.rstrip(" ?.!") and not (_POINTING.search(text) or _OF_SOMEBODY.match(text)):
        return None
    for pattern in (_POINTING, _POINTING_WITH):
        found = sought(pattern.sub("", text))
        if found is not None and found.kind in {"vote", "motion"}:
            return None if found.topic or found.person else found
    return None


_LED_IN = re.compile(r"^(?:and|but|so|ok(?:ay)?|then)\b[\s,]*", re.I)
_MATTER = r"(?:it|this|that|them|these|those|(?:the|that|this) (?:one|motion|amendment|decision|proposal|application))"
_POINTING = re.compile(rf"\s+{_MATTER}$", re.I)
_POINTING_WITH = re.compile(rf"\s+(?:about|on|over|to|of|for)\s+{_MATTER}$", re.I)
_OF_SOMEBODY = re.compile(r"who\b|did any", re.I)
_HOW_IT_WENT = re.compile(
    r"(?:was|were) (?:it|that|this|they|the vote|the decision) (?:a )?unanimous(?: (?:vote|decision))?"
    r"|how did (?:the|that) vote go|how did (?:they|it|members|councillors) (?:all )?vote"
    r"|how (?:was|were) (?:it|they) voted on|(?:the )?votes?"
    r"|did (?:everyone|everybody|they all) (?:vote for|agree(?: to| with)?|support)(?: (?:it|that|this))?",
    re.I,
)
