"""A model's rephrasing of a follow-up in, the question to ask out: that, or the rule's where it adds anything.

A model may say things more smoothly; it may not bring in a word that tells anything and that nobody said, nor an
address or markup: readers are shown what was asked.
"""

import re
from collections.abc import Sequence

from corpus.minutes import fold
from index.terms import STOP_WORDS, stem_of, stems, words_of
from service.conversation import Completed, Turn
from service.markup import plain

# A question that is longer than this is no question; the prompt asks for one sentence.
LONGEST = 400
LONGEST_SHARE = 3


def checked_rephrasing(rephrased: str, completed: Completed, history: Sequence[Turn]) -> str:
    """Return a model's rephrasing of a question where it can be used, else the question that the rules completed.

    It can be used where it is one line that is not empty and asks something (a model may answer instead), at most
    LONGEST characters and at most LONGEST_SHARE times as long as what was said, holds a word of the question as it was
    typed or of the turns before it, has no telling word but those and words that questions are asked with, no number,
    no capitalised name and no abbreviation that is in neither, and neither an address nor markup. A question that
    stands alone is never rephrased.
    """
    typed = rephrased.strip()
    if not completed.is_completed or completed.step or len(typed) > LONGEST or len(typed.splitlines()) != 1:
        return completed.question
    text, wrong = plain(typed)
    said = "\n".join([completed.asked, completed.question, *(part for turn in history for part in _parts(turn))])
    if wrong or not _asks(text) or len(text) > LONGEST_SHARE * len(fold(said)) or _UNPRINTABLE.search(typed + text):
        return completed.question
    words = {_plain(word) for word in _WORD.findall(said)}
    known = set(stems(said))
    shared = {_plain(word) for word in _WORD.findall(text)} & words
    if not shared or any(_plain(word) not in words for word in _claims(text)):
        return completed.question
    if any(stem_of(word) not in known for word in words_of(text) if word not in STOP_WORDS | _ASKING):
        return completed.question
    return text


def _parts(turn: Turn) -> tuple[str, str]:
    return turn.question, turn.answer


def _asks(text: str) -> bool:
    """Return whether a text is a question, or a request such as “List the costs.”."""
    first = _WORD.search(text)
    return text.endswith("?") or (first is not None and _plain(first.group()) in _BEGINS)


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
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f<>\[\]{}]")
_STARTS = frozenset(
    "what who whose whom which where when why how is are was were do does did has have had can could will would should "
    "may might must in on at by for from to of under after before during since until about and or but did the a an "
    "this that these those there if please list tell show name give any".split()
)
# Of these, what begins a question or a request; “The charge was raised.” is neither.
_BEGINS = _STARTS - frozenset(
    "in on at by for from to of under after before during since until about and or but the a an this that these those "
    "there if".split()
)
# Words that a question may be asked with although nobody said them: they claim nothing.
_ASKING = frozenset(
    "ask ever happen happened many may mean mention mentioned might much often please regarding said shall still upon "
    "whether yet".split()
)
# Numbers and months as words: these are claims too.
_SPELT = frozenset(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand million "
    "january february march april june july august september october november december".split()
)
