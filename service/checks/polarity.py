"""A sentence and the paragraphs it cites in; where it says yes and they say no, or more than they say, out.

Held against each other, word by word: denials (“not”, “no”, “without”), what became of a motion (“carried”, “lost”,
“refused”), opposites (“rose”, “fell”) and how far something goes (“all”, “only”, “unanimously”). It is no reading: a
denial in other words than these is not seen.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.terms import STOP_WORDS, stem_of
from service.checks.ground import Ground, Word, held_by, stem, words
from service.checks.opposites import OUTCOMES, QUANTIFIERS, alike, opposed


class Said(NamedTuple):
    """A telling word of a text. denied: a denial reaches it. beside: its clause has one, wherever it stands."""

    stem: str
    word: str
    denied: bool
    beside: bool


@dataclass(frozen=True, slots=True)
class Denials:
    """A text as far as denials go: its telling words, and whether anything in it is denied."""

    said: tuple[Said, ...]
    any: bool

    def stems(self, *, denied: bool) -> frozenset[str]:
        """Return the stems that are denied at least once, or that are not denied at least once."""
        return frozenset(one.stem for one in self.said if one.denied == denied)


def fault(sentence: str, grounds: Sequence[Ground]) -> str:
    """Return in what a sentence says otherwise than what it cites, "" where nothing is found."""
    said = held_by(grounds)
    stated, there = _denials(sentence), _denials(said)
    return (
        _outcome_fault(sentence, said, decides=any(one.decides for one in grounds))
        or _denial_fault(stated, there)
        or _opposite_fault(stated, there)
        or _quantity_fault(sentence, said)
        or _decision_fault(sentence, said, decides=any(one.decides for one in grounds))
    )


def _denials(text: str) -> Denials:
    """Return a text by its denials; one reaches the next word that tells, “no” and “without” the next two."""
    found: list[Said] = []
    ever = False
    for clause in _CLAUSES.split(text):
        inside = words(clause)
        here = any(_denies(inside, place) for place in range(len(inside)))
        ever |= here
        reach = 0
        for place, word in enumerate(inside):
            if _denies(inside, place):
                reach = 2 if word.plain in _DETERMINERS else 1
            elif word.plain not in STOP_WORDS or stem(word) in OUTCOMES:
                found.append(Said(stem(word), word.text, reach > 0, here))
                reach -= 1
    return Denials(tuple(found), ever)


def _denial_fault(stated: Denials, there: Denials) -> str:
    """Return which word only one of the two denies."""
    denied, plain = there.stems(denied=True), there.stems(denied=False)
    near = {one.stem for one in there.said if one.beside}
    lost = any(OUTCOMES.get(one, 0) < 0 for one in plain)
    stated_denied = stated.stems(denied=True)
    for one in stated.said:
        turned = bool(opposed(one.stem) & (plain | denied)) or (lost and OUTCOMES.get(one.stem, 0) > 0)
        if one.denied and one.stem in plain and one.stem not in denied | near and not turned:
            return f"it denies “{one.word}”, and what it cites does not"
        if one.denied and one.stem not in plain | denied and not (there.any or lost or turned):
            return f"it denies “{one.word}”, and what it cites denies nothing"
        if not one.denied and one.stem in denied - plain - stated_denied and not one.beside:
            return f"what it cites denies “{one.word}”, and it does not"
    return ""


def _outcome_fault(sentence: str, said: str, *, decides: bool) -> str:
    """Return which outcome of a motion the sentence tells and what it cites does not.

    Where several are told, that of the clause with the most words in common counts.
    """
    there = list(_outcomes(said))
    signs = {one.sign for one in there} | ({1} if decides else set())
    for told in _outcomes(sentence):
        shared = [(len(told.about & one.about), one.sign) for one in there]
        most = max((number for number, _ in shared), default=0)
        closest = {sign for number, sign in shared if number == most} if most else signs
        if told.sign not in closest and not (told.sign < 0 and told.sign not in signs and _denials(said).any):
            return f"“{told.word}” is not what became of it in what it cites"
    return ""


class _Outcome(NamedTuple):
    """What became of something: the other words of its clause, the word, and +1 or -1 with denials counted in."""

    about: frozenset[str]
    word: str
    sign: int


def _outcomes(text: str) -> Iterator[_Outcome]:
    for clause in _CLAUSES.split(text):
        inside = words(clause)
        about = frozenset(stem(one) for one in inside if one.plain not in STOP_WORDS) - OUTCOMES.keys()
        for place, word in enumerate(inside):
            sign = OUTCOMES.get(stem(word), 0)
            if sign and (word.plain not in _VOTED or _is_vote(inside, place)):
                turned = any(_denies(inside, before) for before in range(max(0, place - 3), place))
                yield _Outcome(about, word.text, -sign if turned else sign)


def _is_vote(inside: Sequence[Word], place: int) -> bool:
    return any(stem_of(word.plain) == "vote" for word in inside[max(0, place - 4) : place])


def _opposite_fault(stated: Denials, there: Denials) -> str:
    """Return which word of the sentence has only its opposite in what it cites; denied words are left to denials."""
    known = {one.stem: one.word for one in there.said}
    own = {one.stem for one in stated.said}
    denied = stated.stems(denied=True) | there.stems(denied=True)
    for one in stated.said:
        if one.stem in OUTCOMES or one.stem in denied or alike(one.stem) & known.keys():
            continue
        other = min((opposed(one.stem) & known.keys()) - denied - own, default="")
        if other:
            return f"it says “{one.word}” where what it cites says “{known[other]}”"
    return ""


def _quantity_fault(sentence: str, said: str) -> str:
    """Return which word that tells how far something goes is not in what it cites."""
    for pattern, allowed in QUANTIFIERS:
        match = pattern.search(sentence)
        if match and not allowed.search(said):
            return f"“{match.group()}” is not in what it cites"
    return ""


def _decision_fault(sentence: str, said: str, *, decides: bool) -> str:
    """Return which decision the sentence tells where what it cites only asks for it (“recommended that it be …”)."""
    match = _DECIDED.search(sentence)
    if match and not decides and not _DECIDED.search(said) and not _outcome_told(said):
        return f"what it cites does not say that anything was {match.group().casefold()}"
    return ""


def _outcome_told(said: str) -> bool:
    return any(one.sign < 0 for one in _outcomes(said))


def _denies(inside: Sequence[Word], place: int) -> bool:
    """Return whether a word denies what follows it; “not only”, “no more than” and “No. 2” do not."""
    word = inside[place]
    if word.plain not in _DENIALS:
        return False
    after = inside[place + 1].plain if place + 1 < len(inside) else ""
    before = inside[place - 1].plain if place else ""
    return not (after in _AFTER or after.isdigit() or (before == "or" and word.plain == "not"))


_CLAUSES = re.compile(r"[.;:,!?\n]|\b(?:and|but|while|whereas|although|though)\b")
_DENIALS = frozenset(
    "not no none never nor neither without nobody nothing cannot nil unable failed fails failing fail lack lacked "
    "lacking".split()
)
_DECIDED = re.compile(
    r"(?<!\bbe )(?<!\bbeing )\b(?:approved|agreed|adopted|resolved|decided|determined|carried|granted|passed|accepted"
    r"|endorsed|ratified|confirmed)\b",
    re.IGNORECASE,
)
_DETERMINERS = frozenset({"no", "none", "without"})
_AFTER = frozenset("only just merely least more less later earlier fewer doubt".split())
# Words that tell an outcome only where a vote stands before them.
_VOTED = frozenset({"for", "favour", "favor"})
