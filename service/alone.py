"""A follow-up and its answer in, whether what was typed is to be answered alone out.

What came before may make an answer silent that would not be silent without it: “bins” after “whats the council tax”.
"""

import re
from collections.abc import Sequence

from corpus.minutes import fold
from index.follow import Follow
from index.hits import Body
from service.bodies import only_bodies
from service.conversation import Completed
from service.leaning import LED_IN, names_its_own


def may_stand_alone(completed: Completed, known: Sequence[Body]) -> bool:
    """Return whether a question was completed and names a subject of its own, which a body or a place alone is not."""
    if not completed.is_completed or completed.step or completed.matter is not None:
        return False
    asked = fold(completed.asked)
    return names_its_own(asked) and not only_bodies(LED_IN.sub("", asked), known)


def subject(question: str) -> str:
    """Return what a follow-up says beside its being one: “recycling” of “and the recycling?”."""
    return _ARTICLE.sub("", LED_IN.sub("", fold(question))).rstrip(" ?!.")


def as_typed(completed: Completed) -> Completed:
    """Return a completed question as it was typed; as a follow-up it may still be asked."""
    return Completed(completed.asked, completed.asked, Follow(completed.question, leans=False))


_ARTICLE = re.compile(r"^(?:the|a|an|our)\s+", re.I)
