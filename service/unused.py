"""A question and the words of it that no minutes hold in, those a reader is told of, as they were typed, out.

That a word stands nowhere is certain, unlike whether the record answers: it tells a reader to ask in other words, or
that what was found is about something else.
"""

import re
from collections.abc import Collection as Some

from index.terms import stem_of, words_of
from service.persons import TITLE

MOST_TOLD = 3
# Shorter words are abbreviations or slips as often as words.
FEWEST_LETTERS = 4
# What talk is made of: that the minutes do not say “reckon” tells nothing.
_TALK = frozenset(
    "actually anybody anyone anything bring bringing brings coming does else ever everybody everyone "
    "exact find getting give given goes going gone gotten happen happened happening have haven isn just "
    "keep kept lately like listed lots many maybe mention mentioned mentions much name named nobody often "
    "okay please really reckon said says somebody someone something soon sort stand stands stuff take "
    "talk talked talking tell thing things think thought told want wanted wants whats when where which "
    "whose wont word worded wording words yeah".split()
)


def told(question: str, unused: Some[str]) -> tuple[str, ...]:
    """Return the words of a question that a reader is told stand nowhere, as typed, in order, at most MOST_TOLD.

    unused: in small letters, as the index has none of them.
    """
    found: dict[str, str] = {}
    for word in re.findall(r"[^\W\d_]+", question):
        small = word.lower()
        if small in unused and len(word) >= FEWEST_LETTERS and small not in _TALK:
            found.setdefault(small, word)
    return tuple(found.values())[:MOST_TOLD]


def is_all(question: str, unused: Some[str]) -> bool:
    """Return whether every telling word of a question stands nowhere: then it is about something else altogether."""
    telling = [word for word in words_of(question) if stem_of(word) and word not in _TALK]
    return bool(telling) and all(word in unused for word in telling)


def person(question: str, unused: Some[str]) -> bool:
    """Return whether a question is about somebody with a title whose name stands nowhere: “Councillor Smith”."""
    return any(
        all(part.lower() in unused for part in re.findall(r"[^\W\d_]+", re.sub(r"['’]s\b", "", match["name"])))
        for match in _TITLED.finditer(question)
    )


_TITLED = re.compile(
    rf"\b{TITLE}\s"
    # Initials, perhaps a first name, the surname: more would take in other words of a question in capitals, of which
    # the verb after a surname is one.
    r"(?:[A-Z]\.?\s){0,3}(?:[A-Z][\w’'-]+\s)?"
    r"(?P<name>(?!(?:Say|Said|Do|Vote|Voted|Ask|Asked|Want|Get|Propose|Think|Mean|Attend|Declare|Raise|Suggest)\b)"
    r"[A-Z][\w’'-]+)"
)
