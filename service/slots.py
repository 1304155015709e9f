"""Texts in, the names, persons and periods they hold out; and a question with one of these replaced by another.

A name is known by its capital letters, a person by a title or by two names side by side, a period by its words. What is
not known that way is not replaced.
"""

import re
from typing import NamedTuple


class Slot(NamedTuple):
    """A part of a question that could be another: characters start to end, with the preposition before it, or ""."""

    start: int
    end: int
    preposition: str


def replaced(question: str, fragment: str) -> str:
    """Return a question with its period, place, person or body replaced by that of a fragment, "" where none fits.

    fragment: what a follow-up says after “and” or “what about”: “in Surrey”, “2018”, “by Christmas”.
    """
    preposition, said = _parted(fragment)
    if _PERIOD.fullmatch(said):
        return _with(question, periods(question), preposition, said)
    if not _NAME.fullmatch(said):
        return ""
    person = bool(persons(said))
    slots = [one for one in names(question) if bool(persons(question[one.start : one.end])) == person]
    alike = [one for one in slots if preposition and one.preposition.lower() == preposition.lower()]
    return _with(question, alike or slots, "" if alike or not preposition else preposition, said)


def is_period(fragment: str) -> bool:
    """Return whether a fragment says a period and nothing else: “in 2018”."""
    return _PERIOD.fullmatch(_parted(fragment)[1]) is not None


def capitalised(text: str) -> str:
    """Return a text with its months in capitals where they are typed without; “may” only beside a number."""
    return _SMALL_MONTH.sub(lambda month: month[1].capitalize(), text)


def periods(text: str) -> list[Slot]:
    """Return the periods a text names, in order: “between August and October 2023”, “in 2019”, “by March”."""
    return _slots(_PERIOD, text)


def names(text: str) -> list[Slot]:
    """Return the names a text holds, in order, without periods and without the word that a question begins with."""
    taken = periods(text)
    found = [_without_start(text, one) for one in _slots(_NAME, text)]
    return [
        one
        for one in found
        if one.start < one.end and not any(one.start < of.end and of.start < one.end for of in taken)
    ]


def _without_start(text: str, slot: Slot) -> Slot:
    """Return a name without the word that the question begins with: “Did Councillor Pim” is “Councillor Pim”."""
    first = text.split(maxsplit=1)[0]
    if slot.start > 0 or first.lower() not in _STARTS:
        return slot
    return slot._replace(start=min(slot.end, len(first) + 1))


def persons(text: str) -> tuple[str, ...]:
    """Return the persons a text names, each once: “Councillor Ames”, “Mr Doughty”."""
    return tuple(dict.fromkeys(match.group() for match in _PERSON.finditer(text)))


def _parted(fragment: str) -> tuple[str, str]:
    match = _LEADING.match(fragment)
    return (match[1], fragment[match.end() :]) if match else ("", fragment)


def _slots(pattern: re.Pattern[str], text: str) -> list[Slot]:
    found = []
    for match in pattern.finditer(text):
        before = _PREPOSITION_LAST.search(text[: match.start()])
        found.append(Slot(match.start(), match.end(), before[1] if before else ""))
    return found


def _with(question: str, slots: list[Slot], preposition: str, said: str) -> str:
    """Return a question with the last of some slots replaced, "" where there is none.

    The preposition goes with it where both have one: “between August and October” becomes “by Christmas”.
    """
    if not slots:
        return ""
    slot = slots[-1]
    if preposition and slot.preposition:
        start = question.rindex(slot.preposition, 0, slot.start)
        return f"{question[:start]}{preposition} {said}{question[slot.end :]}"
    if slot.preposition and _BARE.match(said):
        return f"{question[: question.rindex(slot.preposition, 0, slot.start)]}{said}{question[slot.end :]}"
    return f"{question[: slot.start]}{said}{question[slot.end :]}"


_PREPOSITIONS = r"in|at|for|by|on|of|from|to|before|after|since|until|between|during|under|about|with|over|through"
_LEADING = re.compile(rf"({_PREPOSITIONS})\s+(?:the\s+)?", re.I)
_PREPOSITION_LAST = re.compile(rf"\b({_PREPOSITIONS})\s+(?:the\s+)?$", re.I)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_SMALL_MONTH = re.compile(
    r"\b(january|february|march(?= \d)|(?<=in )march|april|june|july|august|september|october|november|december"
    r"|may(?= \d{4})|christmas|easter)\b"
)
_YEAR = r"(?:19|20)\d\d(?:\s?[/–-]\s?(?:\d\d){1,2})?"
_ONE = (
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}(?:\s+{_YEAR})?|{_YEAR}"
    rf"|(?:Christmas|Easter)(?:\s+{_YEAR})?|(?:last|this|next)\s+(?:year|month|week|spring|summer|autumn|winter)"
    rf"|(?:spring|summer|autumn|winter)(?:\s+(?:of\s+)?{_YEAR})?)"
)
# A period that has no preposition before it.
_BARE = re.compile(r"(?:last|this|next)\b", re.I)
_PERIOD = re.compile(rf"\b{_ONE}(?:\s+(?:and|to)\s+{_ONE})?\b")
_CAPITAL = r"[A-Z][^\W\d_]*(?:['’-][A-Z][^\W\d_]*)*"
_NAME = re.compile(rf"\b{_CAPITAL}(?:\s+(?:(?:of|the|and)\s+)?{_CAPITAL})*\b")
_TITLE = r"(?:Councillor|Cllr\.?|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Sir|Dame|Lord|Lady|Professor|Prof\.?|Alderman)"
_GIVEN = r"(?:[A-Z]\.?\s+|[A-Z][a-z]+(?:['’-][A-Z][a-z]+)?\s+)"
_PERSON = re.compile(rf"\b{_TITLE}\s+{_GIVEN}{{0,3}}[A-Z][\w’'-]*[^\W_]")
_STARTS = frozenset(
    "what who whose whom which where when why how is are was were do does did has have had can could will would should "
    "and so but in at by on for of from to until since if the a an any it".split()
)
