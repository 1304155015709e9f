"""A question in, what kind of answer it wants out: a figure, a date, a person, a decision, reasons, a list, a change.

And a text in, whether it holds something of that kind. Both go by words: what is missed costs an answer nothing but a
better order.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from corpus.figures import figures

Want = Literal["figure", "date", "person", "decision", "reasons", "list", "change"]
# What a text shows by its words, so that one without it says less.
SHOWN_BY_WORDS: tuple[Want, ...] = ("figure", "date", "person")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question wants. count: how many things it asks for (“the eight areas”), None where it does not say."""

    wants: frozenset[Want]
    count: int | None = None

    def __contains__(self, want: Want) -> bool:
        """Return whether something of a kind is wanted."""
        return want in self.wants


def wanted(question: str) -> Wanted:
    """Return what a question wants; nothing for one that does not say (“What about the libraries?”)."""
    wants = frozenset(want for want, pattern in _ASKING.items() if pattern.search(question))
    counted = None if "figure" in wants else _COUNT.search(question)
    if counted is None:
        return Wanted(wants)
    return Wanted(wants | {"list"}, _NUMBERS.index(counted["number"].casefold()) + 2)


def holds(want: Want, text: str) -> bool:
    """Return whether a text holds something of the kind that is wanted; true of a kind that no text shows by itself."""
    if want == "figure":
        return any(True for _ in figures(text)) or _FIGURE_WORD.search(text) is not None
    pattern = _HOLDING.get(want)
    return pattern is None or pattern.search(text) is not None


_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
# `the eight areas`, `which three sites`, not `in the five years to 2020` or `the two of them`.
_COUNT = re.compile(
    rf"\b(?:the|these|those|which|what|all|list|its|their|name)(?: of)?(?: the)? (?P<number>{'|'.join(_NUMBERS)})"
    r"(?! (?:\w+ )?(?:years?|months?|weeks?|days?|hours?|minutes|times)\b)"
    r"(?: (?!(?:per|and|or|to|of|in|at|on)\b)[a-z’'-]+){0,2} [a-z’'-]*s\b",
    re.IGNORECASE,
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_ASKING: Mapping[Want, re.Pattern[str]] = {
    "figure": re.compile(
        r"\bhow (?:many|much|large|big|far|long|old|often|high|low)\b"
        r"|\bwhat (?:\w+ )?(?:proportion|percentage|per ?cent|share|number|figure|sum|amount|total|rate|score|fee|price"
        r"|rent|fine|saving|cost|budget)\b|\bwhat (?:did|does|do|will|would|is|was) .{1,60}\bcosts?\b",
        re.IGNORECASE,
    ),
    "date": re.compile(
        r"\bwhen\b(?! (?:the|it|they|he|she|we|you)\b)|\b(?:what|which) (?:date|day|month|year|week|time)\b"
        r"|\bhow (?:soon|recently)\b|\bby what date\b|\bsince when\b",
        re.IGNORECASE,
    ),
    "person": re.compile(r"\b(?:who|whom|whose)\b|\bwhich (?:councillors?|officers?|members?|directors?)\b", re.I),
    "decision": re.compile(
        r"\b(?:decid|decision|resolv|resolution|agree|approv|reject|refus|recommend|vote[ds]?\b)", re.IGNORECASE
    ),
    "reasons": re.compile(r"\bwhy\b|\breasons?\b|\bgrounds\b|\bhow come\b|\bwhat (?:caused|led to)\b", re.IGNORECASE),
    "list": re.compile(
        r"^\W*(?:list|name)\b|\b(?:which|what) (?:are|were) (?:all |the |its |their )"
        r"|\b(?:what|which) (?:\w+ ){0,2}(?:areas|priorities|themes|reasons|conditions|options|actions|changes"
        r"|recommendations|concerns|risks|sites|measures|steps|aims|objectives)\b",
        re.IGNORECASE,
    ),
    "change": re.compile(
        r"\bhow (?:has|have|had|did|does|do) .{1,120}\b(?:chang|mov|develop|evolv|progress|grow|grew|fall|fell|ris|rose"
        r"|improv|worsen|compare|differ)\w*"
        r"|\b(?:between|from) (?:\w+ )?(?:19|20)\d\d (?:and|to) (?:\w+ )?(?:19|20)\d\d\b"
        r"|\b(?:over time|over the years|history of|timeline|chronolog\w+|before and after|since then)\b"
        rf"|\bbetween (?:{_MONTHS})\b.{{0,40}}\band (?:{_MONTHS})\b"
        r"|\bwhat (?:has )?(?:happened|changed) (?:between|since|after)\b",
        re.IGNORECASE,
    ),
}
_FIGURE_WORD = re.compile(
    r"\b(?:none|no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty"
    r"|half|third|quarter|dozen|hundred|thousand|once|twice|all|every)\b",
    re.IGNORECASE,
)
_HOLDING: Mapping[Want, re.Pattern[str]] = {
    "date": re.compile(
        rf"\b(?:{_MONTHS}|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b|\b(?:19|20)\d\d\b"
        r"|\b(?:spring|summer|autumn|winter|weeks?|months?|years?|annual(?:ly)?|quarter(?:ly)?|immediately|tomorrow"
        r"|next meeting|last meeting)\b",
        re.IGNORECASE,
    ),
    "person": re.compile(
        r"\b(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Dr|Sir|Lady|Director|Head|Officer|Manager|Chair|Leader|Clerk|Inspector"
        r"|Commissioner|Cabinet Member|Executive|Engineer|Solicitor|Secretary)\b|\bACTION\b|[a-z,] [A-Z]\w+ [A-Z]\w+"
    ),
}
