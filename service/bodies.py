"""A question and the bodies that a collection has in, the councils and committees that the question names out.

A body is named by its name as stored, or without the words that say what kind of body it is ("Oakshire", "Planning");
the longest name counts. `service/narrowing.py` decides whether the question asks about that body's minutes.
"""

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.dates import MONTHS
from index.hits import Body

Kind = Literal["council", "committee"]


@dataclass(frozen=True, slots=True)
class Named:
    """A council or committee that a question names. name: as stored. whole: named with the words for its kind."""

    field: Kind
    name: str
    start: int
    end: int
    whole: bool

    @property
    def is_common(self) -> bool:
        """Whether its name is what councils call themselves (`City Council`)."""
        return _COMMON.fullmatch(self.name) is not None


def bodies_in(question: str, known: Sequence[Body]) -> list[Named]:
    """Return the bodies of a question in order. Names that several stored names share count for none of them."""
    letters = question.casefold()
    places = [
        Named(field, name, match.start(), match.end(), whole)
        for first, field, spoken, name, whole in _forms(tuple(known))
        # Most names are not there at all, and looking costs less than making their patterns.
        if first in letters
        for match in _pattern(spoken).finditer(question)
        if _is_name(question, match, whole=whole)
        and not (field == "committee" and _goes_on(question, match, whole=whole))
    ]
    return _longest(places)


def only_bodies(text: str, known: Sequence[Body]) -> list[Named]:
    """Return the bodies of which alone a text consists, in capitals or not: “thornbeck”, “the audit committee”.

    [] where it says anything else. What is called “council” or “meeting” beside its name is still that body.
    """
    letters = text.casefold()
    places = [
        Named(field, name, match.start(), match.end(), whole)
        for first, field, spoken, name, whole in _forms(tuple(known))
        if first in letters
        for match in _pattern(spoken).finditer(text)
    ]
    chosen = _longest(places)
    rest = list(text)
    for one in chosen:
        rest[one.start : one.end] = " " * (one.end - one.start)
    said = re.findall(r"\w+", "".join(rest).casefold())
    return chosen if all(word in _BESIDE_NAMES for word in said) else []


def _longest(places: Iterable[Named]) -> list[Named]:
    """Return the longest of names that lie over one another, in the order of the text."""
    chosen: list[Named] = []
    # At one place a committee goes before a council of the same words ("City Council" of the City Council).
    for one in sorted(places, key=lambda one: (one.start - one.end, one.start, one.field)):
        if all(one.end <= other.start or other.end <= one.start for other in chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda one: one.start)


def unknown_council(question: str, known: Sequence[Body]) -> str:
    """Return the council whose doings or minutes a question asks for and that a collection does not have, or "".

    Where any minutes do not name their council, nobody can say.
    """
    if not known or any(body.council is None for body in known):
        return ""
    match = _COUNCIL.search(question)
    if match is None:
        return ""
    name = match["name"]
    if _COMMON.fullmatch(name):
        return ""
    have = {spoken.casefold() for spoken in _councils(known)}
    return "" if name.casefold() in have or _without(name, _COUNCIL_KIND).casefold() in have else name


@functools.lru_cache(maxsize=4)
def _forms(known: tuple[Body, ...]) -> list[tuple[str, Kind, str, str, bool]]:
    """Return the first letters of what bodies may be called, which of both they are, the form, its name, if whole.

    Kept, because a question names few of the hundreds of a large collection, and another one is asked of the same.
    """
    every: tuple[tuple[Kind, dict[str, tuple[str, bool]]], ...] = (
        ("council", _councils(known)),
        ("committee", _committees(known)),
    )
    return [
        (_first_letters(spoken), field, spoken, name, whole)
        for field, names in every
        for spoken, (name, whole) in names.items()
    ]


def _councils(known: Sequence[Body]) -> dict[str, tuple[str, bool]]:
    return _spoken((body.council for body in known), _COUNCIL_KIND)


def _committees(known: Sequence[Body]) -> dict[str, tuple[str, bool]]:
    """Return the committees by what they may be called, also without the council's own name before it."""
    names = _spoken((body.committee for body in known), _COMMITTEE_KIND)
    for body in known:
        place = _without(body.council or "", _COUNCIL_KIND)
        if body.committee and place and body.committee.casefold().startswith(f"{place.casefold()} "):
            names.setdefault(body.committee[len(place) + 1 :], (body.committee, True))
    # What every council has, or is called by itself, names none of them.
    return {spoken: named for spoken, named in names.items() if spoken.casefold() not in _EVERYBODY}


def _spoken(names: Iterable[str | None], kind: re.Pattern[str]) -> dict[str, tuple[str, bool]]:
    """Return stored names by what they may be called; what may be meant of several is left out."""
    found: dict[str, set[str]] = {}
    stored = {name for name in names if name}
    for name in stored:
        found.setdefault(_without(name, kind), set()).add(name)
    short = {spoken: (next(iter(of)), False) for spoken, of in found.items() if spoken and len(of) == 1}
    return {**short, **{name: (name, True) for name in stored}}


def _without(name: str, kind: re.Pattern[str]) -> str:
    return kind.sub("", name).strip() or name


def _pattern(spoken: str) -> re.Pattern[str]:
    """Return what finds a name whatever its apostrophes, ampersands and spaces are."""
    words = [
        {"&": "(?:&|and)", "and": "(?:&|and)"}.get(word, re.sub("['’‘]", "['’‘]?", re.escape(word)))
        for word in re.sub("[’‘]", "'", spoken).casefold().split()
    ]
    return re.compile(rf"(?<![\w-]){' '.join(words)}(?![\w-])", re.IGNORECASE)


def _first_letters(spoken: str) -> str:
    match = re.match(r"\w+", spoken.casefold())
    return match.group() if match else ""


def _goes_on(question: str, match: re.Match[str], *, whole: bool) -> bool:
    """Return whether a short form is the beginning of another name: `Licensing Manager`, `Planning Sub-Committee`."""
    after = re.match(r" ([A-Z][\w-]+)", question[match.end() :])
    return not whole and after is not None and after[1][:3].casefold() not in _MONTHS


def _is_name(question: str, match: re.Match[str], *, whole: bool) -> bool:
    """Return whether a form is written as a name.

    A short one, or one that every council has, with a capital, and not because a sentence begins with it.
    """
    if whole and _COMMON.fullmatch(match.group()) is None:
        return True
    sure = question.startswith(("'s", "’s", ",", ":"), match.end())
    return match.group()[0].isupper() and (match.start() > 0 or sure or " " in match.group())


_TYPES = r"(?:county|city|district|borough|town|parish|metropolitan|community|unitary|london)"
_COUNCIL_KIND = re.compile(
    rf"^(?:the )?(?:{_TYPES} )?council of (?:the )?(?:{_TYPES} of )?|^(?:royal |london )?borough of "
    rf"|(?: (?:{_TYPES}|royal|and|of))* (?:council|corporation|authority)$",
    re.IGNORECASE,
)
_COMMITTEE_KIND = re.compile(
    r"(?: (?:joint|select|standing|sub|overview))*[ -]+(?:sub-?committee|committee|board|panel|commission|forum)$", re.I
)
_COMMON = re.compile(rf"(?:(?:full|the|our|{_TYPES}) )*council", re.IGNORECASE)
_MONTHS = frozenset(month[:3].casefold() for month in MONTHS)
_EVERYBODY = frozenset({"council", "full council", "the council", "board", "panel", "committee"})
_BESIDE_NAMES = frozenset("the of in at s and council city county district borough committee board meeting one".split())
_NAME = r"(?:[A-Z][\w’'-]+(?: (?:and|upon|on|of|the|with|&))*[ -]){1,5}"
_COUNCIL = re.compile(
    r"(?:\b(?:did|has|have|had|does|will|would)|\b(?:minutes|meetings?|decisions|resolutions|recommendations|actions)"
    r" (?:made |taken |passed )?(?:of|by|at|from|in)) (?:the )?"
    rf"(?P<name>{_NAME}(?:(?i:{_TYPES}) )?Council)(?![\w’'])"
)
