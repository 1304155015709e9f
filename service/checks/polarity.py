"""A sentence and the paragraphs it cites in; where it says yes and they say no, or more than they say, out.

Held against each other, word by word: denials (“not”, “no”, “without”), what became of a motion (“carried”, “lost”,
“refused”), opposites (“rose”, “fell”) and how far something goes (“all”, “only”, “unanimously”). It is no reading: a
denial in other words than these is not seen.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.number_words import number_words
from index.terms import STOP_WORDS
from service.checks.ground import Ground, Word, held_by, stem, words
from service.checks.opposites import LICENSED, OUTCOMES, WHOLES, alike, opposed, turned_by_prefix

# The share of their words that two clauses have in common where they are nearly the same.
ALIKE = 0.75


class Said(NamedTuple):
    """A telling word of a text. denied: a denial reaches it. after: one stands before it in its clause, or next to it.

    beside: its clause has one, “without” apart.
    """

    stem: str
    word: str
    denied: bool
    after: bool
    beside: bool


@dataclass(frozen=True, slots=True)
class Denials:
    """A text as far as denials go: its telling words, whether anything in it is denied, whether no telling word is."""

    said: tuple[Said, ...]
    any: bool
    bare: bool

    def stems(self, *, denied: bool) -> frozenset[str]:
        """Return the stems that are denied at least once, or that are not denied at least once."""
        return frozenset(one.stem for one in self.said if one.denied == denied)


class Outcome(NamedTuple):
    """What became of something: the other words of its clause, the word itself, and +1 or -1, denials counted in."""

    about: frozenset[str]
    stem: str
    word: str
    sign: int


def fault(sentence: str, grounds: Sequence[Ground]) -> str:
    """Return in what a sentence says otherwise than what it cites, "" where nothing is found."""
    said = held_by(grounds)
    stated, there = _denials(sentence), _denials(said)
    decides = any(one.decides for one in grounds)
    return (
        _outcome_fault(sentence, said, decides=decides)
        or _denial_fault(stated, there)
        or _clause_fault(sentence, said)
        or _opposite_fault(stated, there)
        or _quantity_fault(sentence, said)
        or _decision_fault(sentence, said, decides=decides)
    )


def _denials(text: str) -> Denials:
    """Return a text by its denials; one reaches the next word that tells, “no” and “without” the next two."""
    found: list[Said] = []
    ever = bare = False
    for clause in _CLAUSES.split(text):
        inside = words(clause)
        here = {place for place in range(len(inside)) if _denies(inside, place)}
        first = min((place for place in here if inside[place].plain != "without"), default=len(inside) + 1)
        ever |= bool(here)
        reach = most = 0
        for place, word in enumerate(inside):
            if place in here:
                reach = most = 2 if word.plain in _DETERMINERS else 1
            elif (word.plain not in STOP_WORDS or stem(word) in OUTCOMES) and not (reach and _is_passed(word)):
                # “without” denies the next words alone; another denial may be of all that follows it.
                found.append(Said(stem(word), word.text, reach > 0, first <= place + 1, first < len(inside)))
                reach -= 1
        bare |= reach == most > 0
    return Denials(tuple(found), ever, bare)


def _is_passed(word: Word) -> bool:
    """Return whether a denial reaches past a word: “not at present fine”, “not find it necessary to exclude”."""
    return word.plain in _PASSED or any(number_words(word.text)) or word.plain.isdigit()


def _denial_fault(stated: Denials, there: Denials) -> str:
    """Return which word only one of the two denies."""
    denied, plain = there.stems(denied=True), there.stems(denied=False)
    near = {one.stem for one in there.said if one.after}
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
    return "it denies something, and what it cites denies nothing" if stated.bare and not there.any else ""


def _clause_fault(sentence: str, said: str) -> str:
    """Return that a clause and the one that is nearly the same in what it cites differ in that one of them denies."""
    there = list(_clauses(said))
    for own, denies in _clauses(sentence):
        alike = [denied for other, denied in there if len(own & other) >= ALIKE * len(own | other)]
        if alike and denies not in alike:
            return f"it {'denies' if denies else 'says'} what is {'said' if denies else 'denied'} in what it cites"
    return ""


def _clauses(text: str) -> Iterator[tuple[frozenset[str], bool]]:
    """Yield the stems of each clause that says something, with whether it denies."""
    for clause in _CLAUSES.split(text):
        inside = words(clause)
        denials = {place for place in range(len(inside)) if _denies(inside, place)}
        own = {stem(word) for place, word in enumerate(inside) if place not in denials and word.plain not in STOP_WORDS}
        if own:
            yield frozenset(own), bool(denials)


def _outcome_fault(sentence: str, said: str, *, decides: bool) -> str:
    """Return which outcome of a motion the sentence tells and what it cites does not.

    Where several are told, that of the clause with the most words in common counts.
    """
    there = list(_outcomes(said))
    signs = {one.sign for one in there} | ({1} if decides else set())
    is_told = _denials(said).any or any(one.sign < 0 for one in there)
    for told in _outcomes(sentence, denies=is_told):
        shared = [(len(told.about & one.about), one) for one in there]
        most = max((number for number, _ in shared), default=0)
        closest = {one.sign for number, one in shared if number == most} if most else signs
        known = most > 0 or told.sign > 0 or any(told.stem == one.stem for one in there)
        if (told.sign not in closest or not known) and not (told.sign < 0 and _is_denied(told, signs, said)):
            return f"“{told.word}” is not what became of it in what it cites"
    return ""


def _is_denied(told: Outcome, signs: set[int], said: str) -> bool:
    """Return whether what came to nothing is told by a denial of the same things: “It was decided not to go on.”."""
    if -1 in signs:
        return False
    for clause in _CLAUSES.split(said):
        inside = words(clause)
        first = next((place for place in range(len(inside)) if _denies(inside, place)), len(inside))
        if told.about & {stem(one) for one in inside[first:]}:
            return True
    return False


def _outcomes(text: str, *, denies: bool = True) -> Iterator[Outcome]:
    """Yield what a text tells of the outcome of motions; who voted for and against is left to votes.py.

    denies: whether what it is held against denies or turns down anything. Where not, what is carried otherwise is no
    motion.
    """
    for clause in _CLAUSES.split(text):
        inside = words(clause)
        about = frozenset(stem(one) for one in inside if one.plain not in STOP_WORDS) - OUTCOMES.keys()
        # A subject that is nobody or nothing denies its whole clause.
        whole = any(one.plain in _NOBODY for one in inside[:2])
        for place, word in enumerate(inside):
            sign = OUTCOMES.get(stem(word), 0)
            if sign and (denies or not _is_carried_elsewhere(inside, place)):
                near = any(_denies(inside, before) for before in range(max(0, place - 3), place))
                yield Outcome(about, stem(word), word.text, -sign if near or whole else sign)


def _is_carried_elsewhere(inside: Sequence[Word], place: int) -> bool:
    """Return whether “carry” is of something else than a motion: “carries a risk”, “carried out”, “carried forward”.

    Not “The amendment carries.”, and not “carried over the objections of …”.
    """
    after = inside[place + 1].plain if place + 1 < len(inside) else ""
    plain = inside[place].plain
    return bool(after) and (plain in {"carry", "carries", "carrying"} or (plain == "carried" and after in _PARTICLES))


def _opposite_fault(stated: Denials, there: Denials) -> str:
    """Return which word of the sentence has only its opposite in what it cites; denied words are left to denials."""
    known = {one.stem: one.word for one in there.said}
    spelt = {one.word.casefold() for one in there.said}
    own = {one.stem for one in stated.said}
    denied = stated.stems(denied=True) | there.stems(denied=True)
    for one in stated.said:
        if one.stem in OUTCOMES or one.stem in denied or alike(one.stem) & known.keys():
            continue
        other = min((opposed(one.stem) & known.keys()) - denied - own, default="")
        turned = known[other] if other else min(turned_by_prefix(one.word.casefold()) & spelt, default="")
        if turned:
            return f"it says “{one.word}” where what it cites says “{turned}”"
    return ""


def _quantity_fault(sentence: str, said: str) -> str:
    """Return which word that tells how far something goes is not in what it cites."""
    for pattern, allowed in LICENSED:
        match = pattern.search(sentence)
        if match and not allowed.search(said):
            return f"“{match.group()}” is not in what it cites"
    inside, there = words(sentence), words(said)
    for place, word in enumerate(inside):
        if word.plain in WHOLES and not _is_idiom(inside, place):
            counted = _counted(inside, place)
            known = [at for at, other in enumerate(there) if counted and stem(other) == counted]
            wholes = [other.plain in WHOLES or other.plain.startswith("unanim") for other in there]
            if not (any(any(wholes[max(0, at - 4) : at]) for at in known) if known else any(wholes)):
                return f"“{word.text}” is not in what it cites"
    return ""


def _counted(inside: Sequence[Word], place: int) -> str:
    """Return the stem of what “all” and the like are said of, "" where the next words do not tell."""
    after = (stem(one) for one in inside[place + 1 : place + 5] if one.plain not in STOP_WORDS)
    return next(after, "")


def _is_idiom(inside: Sequence[Word], place: int) -> bool:
    """Return whether “all” counts nothing: “above all”, “at all”, “all along”, “not all”."""
    before = inside[place - 1].plain if place else ""
    after = inside[place + 1].plain if place + 1 < len(inside) else ""
    return before in {"above", "at", "not", "after"} or after in {"along", "told", "right"}


def _decision_fault(sentence: str, said: str, *, decides: bool) -> str:
    """Return which decision the sentence tells where what it cites only asks for it (“recommended that it be …”).

    What was carried out must have been done: a resolution that it be carried out does not say so.
    """
    if _CARRIED_OUT.search(sentence) and not _DONE.search(said):
        return "what it cites does not say that anything was carried out"
    match = _DECIDED.search(sentence)
    if match and not decides and not _DECIDED.search(said) and not any(one.sign < 0 for one in _outcomes(said)):
        return f"what it cites does not say that anything was {match.group().casefold()}"
    return ""


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
    """
    not no none never nor neither without nobody nothing cannot nil unable fail fails failed failing failure failures
    lack lacked lacking refusal
    """.split()
)
_NOBODY = frozenset({"none", "nobody", "nothing", "neither", "no"})
_PASSED = frozenset("present currently yet find found necessary possible considered wish wished need feel felt".split())
_DETERMINERS = frozenset({"no", "none", "without"})
_PARTICLES = frozenset("out on forward away back".split())
_AFTER = frozenset("only just merely least more less later earlier fewer doubt".split())
_DECIDED = re.compile(
    r"(?<!\bbe )(?<!\bbeing )\b(?:approved|agreed|adopted|resolved|decided|determined|granted|passed|accepted"
    r"|endorsed|ratified|confirmed|carried(?! (?:out|on|forward|away|back)))\b",
    re.IGNORECASE,
)
_CARRIED_OUT = re.compile(r"(?<!\bbe )(?<!\bbeing )(?<!\bnot )(?<!\bnot been )\bcarried out\b", re.IGNORECASE)
_DONE = re.compile(
    r"(?<!\bbe )(?<!\bbeing )\b(?:carried out|undertaken|undertook|conducted|performed|completed|implemented|done"
    r"|made)\b",
    re.IGNORECASE,
)
