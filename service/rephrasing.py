"""A model's rephrasing of a follow-up in, the question to ask out: that, or the rule's where it adds anything.

A model may say things more smoothly; it may not bring in a name, a number or a date that nobody said.
"""

import re
from collections.abc import Sequence

from corpus.minutes import fold
from service.conversation import Completed, Turn

# A question that is longer than this is no question; the prompt asks for one sentence.
LONGEST = 400
LONGEST_SHARE = 3


def checked_rephrasing(rephrased: str, completed: Completed, history: Sequence[Turn]) -> str:
    """Return a model's rephrasing of a question where it can be used, else the question that the rules completed.

    It can be used where it is one line that is not empty, at most LONGEST characters and at most LONGEST_SHARE times as
    long as what was said, holds a word of the question as it was typed or of the turns before it, and has no number, no
    capitalised name and no abbreviation that is in neither. A question that stands alone is never rephrased.
    """
    text = rephrased.strip()
    said = "\n".join([completed.asked, completed.question, *(part for turn in history for part in _parts(turn))])
    if not completed.is_completed or completed.step or not text or len(text.splitlines()) > 1:
        return completed.question
    if len(text) > min(LONGEST, LONGEST_SHARE * len(fold(said))) or _UNPRINTABLE.search(text):
        return completed.question
    words = {_plain(word) for word in _WORD.findall(said)}
    shared = {_plain(word) for word in _WORD.findall(text)} & words
    if not shared or any(_plain(word) not in words for word in _claims(text)):
        return completed.question
    return fold(text)


def _parts(turn: Turn) -> tuple[str, str]:
    return turn.question, turn.answer


def _claims(text: str) -> list[str]:
    """Return the numbers, names and abbreviations of a text: the first word is a name only where it asks nothing."""
    words = list(_WORD.finditer(text))
    claims = []
    for place, match in enumerate(words):
        word = match.group()
        begins = place == 0 or text[: match.start()].rstrip().endswith((".", "?", "!", "“", '"', "("))
        is_name = word[0].isupper() and word != "I" and not (begins and _plain(word) in _STARTS)
        if is_name or any(sign.isdigit() for sign in word) or _plain(word) in _SPELT:
            claims.append(word)
    return claims


def _plain(word: str) -> str:
    return re.sub(r"['’]s$|['’]$", "", word).casefold().replace("’", "'")


_WORD = re.compile(r"[^\W_]+(?:[.,:/'’-][^\W_]+)*['’]?")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f<>\[\]{}]|https?:|www\.")
_STARTS = frozenset(
    "what who whose whom which where when why how is are was were do does did has have had can could will would should "
    "may might must in on at by for from to of under after before during since until about and or but did the a an "
    "this that these those there if please list tell show name give any".split()
)
# Numbers and months as words: these are claims too.
_SPELT = frozenset(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand million "
    "january february march april june july august september october november december".split()
)
