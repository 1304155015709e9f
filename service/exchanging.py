"""A question, what a fragment says after “and” and the bodies of a collection in; the question asked of those out.

Names of councils and committees and periods replace those of the question, in capitals or not; where it names none of
the kind, they are put at its end. What is neither is left to service/slots.py.
"""

import re
from collections.abc import Sequence

from index.hits import Body
from index.scope import Scope
from service.bodies import Named, bodies_in, only_bodies
from service.narrowing import narrow
from service.slots import capitalised, is_period, replaced


def exchanged(question: str, fragment: str, known: Sequence[Body]) -> str:
    """Return a question with its bodies, period, place or person replaced by those of a fragment; "" where none fits.

    fragment: “in thornbeck”, “the audit committee”, “2018”, “by Christmas”. known: the bodies of the collection.
    """
    question, fragment = capitalised(question), capitalised(fragment)
    named = only_bodies(fragment, known)
    if not named:
        return replaced(question, fragment) or (_of_period(question, fragment, known) if is_period(fragment) else "")
    for one in named:
        question = _of_body(question, one, fragment, known)
    return _without_other_council(question, named, known)


def of_body(question: str, before: str, known: Sequence[Body]) -> str:
    """Return “what did they decide” and “who chairs it” with the one body before named, else as it is."""
    named = {one.name: one for one in spoken_of(before, known)}
    committees = [one for one in named.values() if one.field == "committee"] or list(named.values())
    if len(committees) != 1:
        return question
    return _BY_BODY.sub(lambda said: f"{said['before']}the {committees[0].name}", question, count=1)


def _of_body(question: str, one: Named, fragment: str, known: Sequence[Body]) -> str:
    """Return a question of another council or committee."""
    said = one.name if one.field == "committee" else _as_stored(fragment[one.start : one.end], one.name)
    old = [other for other in spoken_of(question, known) if other.field == one.field]
    if old:
        return f"{question[: old[-1].start]}{said}{question[old[-1].end :]}"
    in_its_place = replaced(question, f"in {said}") if one.field == "council" and _IN.match(fragment) else ""
    if in_its_place and f" in {said}" in in_its_place:
        return in_its_place
    if one.field == "council":
        return _ended(question, f"in {said}")
    return _ended(question, f"{'of' if _OF_MEETINGS.search(question) else 'at'} the {said}")


def _of_period(question: str, fragment: str, known: Sequence[Body]) -> str:
    """Return a question of a period, where that can only be when the meetings were; else ""."""
    ended = _ended(question, fragment if _PREPOSITION.match(fragment) else f"in {fragment}")
    limits = narrow(ended, Scope(), known).limits
    return ended if any(limit.field == "held" for limit in limits) else ""


def _without_other_council(question: str, named: Sequence[Named], known: Sequence[Body]) -> str:
    """Return a question without a council that has no such committee as now is asked for."""
    if any(one.field == "council" for one in named):
        return question
    of = {body.council for one in named for body in known if body.committee == one.name}
    for other in reversed(spoken_of(question, known)):
        if other.field == "council" and other.name not in of:
            before = _IN_LAST.sub("", question[: other.start])
            after = _GENITIVE.sub("", question[other.end :])
            question = " ".join(f"{before}{after}".split())
    return question


def spoken_of(question: str, known: Sequence[Body]) -> list[Named]:
    """Return the bodies that a question names, also where a council stands in small letters where a place does."""
    sure = bodies_in(question, known)
    words = list(re.finditer(r"[^\W_]+", question))
    places = [
        Named("council", one.name, start.start(), start.start() + len(spoken), one.whole)
        for start in words
        if _PLACE.search(question[: start.start()])
        for spoken in (_council_at(question[start.start() :], known),)
        if spoken
        for one in only_bodies(spoken, known)
    ]
    apart = [one for one in places if all(one.end <= other.start or other.end <= one.start for other in sure)]
    return sorted([*sure, *apart], key=lambda one: one.start)


def _council_at(text: str, known: Sequence[Body]) -> str:
    """Return the words with which a text begins that name a council, the most of them; "" for none."""
    words = list(re.finditer(r"[\w’'-]+", text))[:_LONGEST]
    for word in reversed(words):
        said = text[: word.end()]
        named = only_bodies(said, known)
        if len(named) == 1 and named[0].field == "council" and (named[0].start, named[0].end) == (0, len(said)):
            return said
    return ""


def _as_stored(said: str, name: str) -> str:
    """Return what was said of a council in the letters in which it is stored."""
    at = name.casefold().find(said.casefold())
    return name[at : at + len(said)] if at >= 0 else said


def _ended(question: str, words: str) -> str:
    """Return a question with words at its end, before its mark."""
    mark = re.search(r"\s*[?.!]*$", question)
    end = mark.start() if mark else len(question)
    return f"{question[:end]} {words}{question[end:]}"


_GENITIVE = re.compile(r"^['’]s")
_BY_BODY = re.compile(
    r"(?P<before>\b(?:(?:did|have|has|do|does) (?=\w+ (?:decide|agree|resolve|recommend|approve|meet))"
    r"|(?:who|when|which|what|[a-z]+) (?:chairs|chaired|attended|is on|was on|sits on) (?=it\W*$)))(?:they|it)"
    r"\b",
    re.I,
)
_LONGEST = 6
_IN = re.compile(r"in\b", re.I)
_PREPOSITION = re.compile(r"(?:in|at|for|by|on|from|before|after|since|until|between|during)\b", re.I)
_IN_LAST = re.compile(r"\b(?:in|at|of|for|by|from)(?: the)? $", re.I)
_PLACE = re.compile(r"(?:^|\b(?:in|at|of|for|by|from|did|does|has|is|at)(?: the)? )$", re.I)
_OF_MEETINGS = re.compile(r"\b(?:meetings?|minutes|decisions|actions|recommendations|resolutions|votes)\W*$", re.I)
