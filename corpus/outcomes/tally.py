"""A sentence, a row of a table or the words on one side in; how many and who voted for, against or not at all out."""

import re
from dataclasses import dataclass, field
from typing import Literal

from corpus.outcomes.people import NAME, names_in

Side = Literal["in_favour", "against", "abstained"]


@dataclass(slots=True)
class Tally:
    """Counts and names by side; a side that is not printed is in neither."""

    counts: dict[Side, int] = field(default_factory=dict)
    names: dict[Side, tuple[str, ...]] = field(default_factory=dict)

    @property
    def sides(self) -> set[Side]:
        """The sides that it says anything of."""
        return {*self.counts, *self.names}

    def add(self, other: "Tally") -> None:
        """Take over what another says, where this says nothing."""
        self.counts = {**other.counts, **self.counts}
        self.names = {**other.names, **self.names}


def tally_of_sentence(sentence: str) -> Tally | None:
    """Return what a sentence counts (`by 12 votes to 7, with two abstentions`), or None where it counts no votes.

    Votes for a person, as in an election, are none for a motion.
    """
    if _VOTING.search(sentence) is None or _ELECTS.search(sentence):
        return None
    tally = Tally()
    both = _BY.search(sentence)
    if both is not None:
        tally.counts["in_favour"], tally.counts["against"] = _number(both[1]), _number(both[2])
    for side, pattern in _COUNTED.items():
        match = pattern.search(sentence)
        if match is None or side in tally.counts:
            continue
        tally.counts[side] = _number(next(group for group in match.groups() if group))
        named = _NAMED_AFTER.match(sentence, match.end())
        if named is not None and (names := names_in(named[1])):
            tally.names[side] = names
    for side, pattern in _PERSONS.items():
        match = pattern.search(sentence)
        if match is not None and side not in tally.names:
            tally.names[side] = names_in(match[1])
    certain = _VOTES if "in_favour" in tally.sides else _VOTED
    return tally if tally.sides and certain.search(sentence) else None


def tally_of_row(header: tuple[str, ...], cells: tuple[str, ...]) -> Tally | None:
    """Return what a row says under a head of sides (`For | Against`) or of members and their votes, or None."""
    sides = [side_of(head) for head in header]
    tally = Tally()
    if sum(side is not None for side in sides) >= 2:
        for side, cell in zip(sides, cells, strict=True):
            if side is not None and cell:
                add_side(tally, side, None, cell)
        return tally if tally.sides else None
    voted = next((at for at, head in enumerate(header) if _VOTE_HEAD.fullmatch(head)), None)
    side = side_of(cells[voted]) if voted else None
    if side is not None and cells[0] and _MEMBER_HEAD.fullmatch(header[0]):
        tally.names[side] = (cells[0],)
    return tally if tally.sides else None


def add_side(tally: Tally, side: Side, count: str | None, said: str) -> None:
    """Add what is said of a side: a count, names, or both (`Councillors Reid and Marsh (2)`, `2 – Reid, Marsh`).

    count: as printed with the name of the side, None where it is not.
    """
    first = _COUNT_AT_START.match(said)
    if first is not None:
        count, said = count or first[1], said[first.end() :]
        said = said[1:-1] if said.startswith("(") and said.endswith(")") else said
    counted = _COUNT_AT_END.search(said)
    number = count or (counted[1] or counted[2] if counted else None)
    if number is not None:
        tally.counts[side] = _number(number)
    elif _NOBODY.fullmatch(said):
        tally.counts[side] = 0
    elif _NUMBER.fullmatch(said):
        tally.counts[side] = _number(said)
    names = names_in(said[: counted.start()] if counted else said)
    if names and not _NUMBER.fullmatch(said) and not _NOBODY.fullmatch(said):
        tally.names[side] = names


def side_of(said: str) -> Side | None:
    """Return the side whose name words begin with, None for none."""
    for side, pattern in _SIDES.items():
        if pattern.match(said.strip()):
            return side
    return None


def _number(said: str) -> int:
    """Return the number that figures or words up to ninety-nine stand for."""
    if said.isdigit():
        return int(said)
    total = 0
    for word in re.split(r"[\s-]", said.casefold()):
        total += _WORDS.get(word, 0)
    return total


_UNITS = [
    *"one two three four five six seven eight nine ten eleven twelve thirteen".split(),
    *"fourteen fifteen sixteen seventeen eighteen nineteen".split(),
]
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {
    **{word: number for number, word in enumerate(_UNITS, start=1)},
    **{word: number for number, word in zip(range(20, 100, 10), _TENS, strict=True)},
}
_N = (
    rf"(?:\d{{1,3}}|(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[:9])}))?|{'|'.join(reversed(_UNITS))}|none"
    rf"|nobody|no[- ]one|no|nil)"
)
_NUMBER = re.compile(_N, re.IGNORECASE)
_NOBODY = re.compile(r"none|nil|nobody|no[- ]one|0|-|–", re.IGNORECASE)
_SIDES: dict[Side, re.Pattern[str]] = {
    "in_favour": re.compile(r"(?:(?:voting|votes?|voted) )?(?:for|in favour|yes|aye|content)\b", re.IGNORECASE),
    "against": re.compile(r"(?:(?:voting|votes?|voted) )?(?:against|no|noes|nay)\b", re.IGNORECASE),
    "abstained": re.compile(r"(?:abstain|abstention|abstained)", re.IGNORECASE),
}
_COUNT_AT_END = re.compile(
    r"(?:^|[\s|–-])\(?(\d{1,3})\)?(?: (?:votes?|members?))?$|\((?:[Tt]otal:? )?(\d{1,3})\)\W{0,2}$"
)
_COUNT_AT_START = re.compile(
    r"\(?(\d{1,3})\)?(?: (?:votes?|members?))?\s?(?:[-–—:,]\s?|(?=\()| (?=(?:Councillor|Cllr)s?\b))(?=\S)"
)
_FILLER = (
    r"(?: (?:of the|of|the|[Mm]embers?|[Cc]ouncillors|people|votes?|those|present|were|was|had|having|cast"
    r"|recorded|voted|voting|being|who|declared|and)){0,5}"
)
_PERSON = r"(?! (?:(?:County |Town |Parish )?(?:Councillor|Cllr|Alderman)|Mr|Mrs|Ms|Dr)\b)"
_COUNTED: dict[Side, re.Pattern[str]] = {
    "in_favour": re.compile(
        rf"\b({_N}){_FILLER} (?:for|in favour)\b{_PERSON}(?! (?:\d|years?|the (?:year|first|next|purpose|period"
        rf"|last)|a\b|an\b|each|every|which|whom))"
        rf"|\b(?:[Ff]or|FOR|[Ii]n favour)[ :–-]{{1,3}}(\d{{1,3}})(?=[,;.]| |$)(?=.{{0,60}}against)",
        re.IGNORECASE | re.DOTALL,
    ),
    "against": re.compile(
        rf"\b({_N}){_FILLER} (?:against|AGAINST)\b(?! (?:a |an |£|\d))|\b(?:[Aa]gainst"
        rf"|AGAINST)[ :–-]{{1,3}}(\d{{1,3}})(?=[,;.]| |$)",
        re.IGNORECASE,
    ),
    "abstained": re.compile(
        rf"\b({_N}){_FILLER} abst(?:ained|aining|entions?|ain)\b|\b[Aa]bst(?:entions?|ained"
        rf"|aining)[ :–-]{{1,3}}(\d{{1,3}})\b",
        re.IGNORECASE,
    ),
}
_BY = re.compile(rf"\bby ({_N}) (?:votes? )?(?:to|against) ({_N})\b(?= votes?|[,.;) ]|$)", re.IGNORECASE)
_NAMED_AFTER = re.compile(
    r"(?: (?:it|the (?:motion|amendment|proposal|recommendations?)))?,? ?[\[(]([^()\[\]]{3,3000})[\])]"
)
_LIST = (
    rf"(?:Councillors?|Cllrs?\.?|County Councillors?|Messrs|Mr|Mrs|Ms) {NAME}(?:(?:, (?:and )?| and "
    rf"| & )(?:(?:Councillor|Cllr|Mr|Mrs|Ms) )?{NAME}){{0,40}}"
)
_PERSONS: dict[Side, re.Pattern[str]] = {
    "in_favour": re.compile(rf"\b({_LIST}) (?:voting|voted) (?:for|in favour)\b"),
    "against": re.compile(
        rf"\b({_LIST}) (?:(?:voting|voted) against|(?:asked|asking|requested|requesting|wished|wishing) (?:that"
        rf"|for) (?:his|her|their) votes? against)\b"
    ),
    "abstained": re.compile(rf"\b({_LIST}) (?:abstaining|abstained)\b"),
}
_VOTING = re.compile(r"\b(?:vot(?:e|es|ed|ing)|abst(?:ained|aining|entions?|ain)|against|in favour)\b", re.IGNORECASE)
_VOTES = re.compile(
    rf"\b(?:vot(?:es?|ed|ing)|abst(?:ained|aining|entions?|ain)|carried|lost|in favour)\b"
    rf"|\b(?:{_N}) for,?(?: and)? (?:{_N}) against\b|\bfor:? \d{{1,3}},? against:? \d",
    re.IGNORECASE,
)
_VOTED = re.compile(
    rf"\b(?:vot(?:es|ed|ing)(?: cast| were)? against|votes? against|against[^.;]{{0,40}}\bvot(?:es|ed|ing)"
    rf"|(?:{_N})(?: members?)? abst|{NAME} abst)",
    re.IGNORECASE,
)
_ELECTS = re.compile(r"\breceived (?:\d{1,3}|no|\w{3,12}) votes?\b|\bvotes? for the (?:office|post|position|chair)\b")
_VOTE_HEAD = re.compile(r"votes?(?: cast)?|voted", re.IGNORECASE)
_MEMBER_HEAD = re.compile(r"(?:member|councillor|name|cllr)s?", re.IGNORECASE)
