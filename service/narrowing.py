"""A question and a reader's scope in, the narrower scope that the question names out, each limit with its words.

A date or a body limits the search only where the question attaches it to a meeting, its minutes or what was decided
there: `What did Cabinet resolve in 2019?`, and not `What saving is expected in 2019?`. What is missed costs a reader
nothing, for the words are searched in any case; what is wrongly read hides the record.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from corpus.minutes import fold
from index.hits import Body
from index.scope import Scope
from service.bodies import Named, bodies_in
from service.periods import Period, periods_in

Field = Literal["council", "committee", "held"]
FIELDS: tuple[Field, ...] = get_args(Field)


@dataclass(frozen=True, slots=True)
class Limit:
    """What a question limits its search to.

    name: of the council or committee as stored, "" for days. since, until: the days of meetings, both inclusive.
    words: of the question, from start to end, that say so. certain: whether they can only be of a meeting; where there
    is no such meeting, that is the answer.
    """

    field: Field
    name: str
    since: date | None
    until: date | None
    words: str
    start: int
    end: int
    certain: bool


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A scope within the reader's, and the limits of the question that made it so, in the order of the question."""

    scope: Scope
    limits: tuple[Limit, ...]


def narrow(question: str, scope: Scope, known: Sequence[Body], *, fields: Collection[Field] = FIELDS) -> Narrowed:
    """Return a scope narrowed by what a question names; never wider than the reader's, and never outside it.

    known: the bodies of the collection. fields: which kinds of limit may be read from the question. A limit that agrees
    with the reader's adds nothing, and one that lies outside it is dropped. Of two councils, two committees or two
    periods neither limits: the question compares them.
    """
    question = fold(question)
    if scope.minutes_id is not None:
        return Narrowed(scope, ())
    named, periods = bodies_in(question, known), periods_in(question)
    limits: list[Limit] = []
    for limit in (*_bodies(question, named, periods), *_periods(question, named, periods)):
        narrower = _within(scope, limit, known) if limit.field in fields else None
        if narrower is not None:
            scope = narrower
            limits.append(limit)
    return Narrowed(scope, tuple(sorted(limits, key=lambda one: one.start)))


def _within(scope: Scope, limit: Limit, known: Sequence[Body]) -> Scope | None:
    """Return a scope with a limit, None where the limit changes nothing or leaves nothing that could be there."""
    if limit.field == "held":
        since = max(filter(None, (scope.since, limit.since)), default=None)
        until = min(filter(None, (scope.until, limit.until)), default=None)
        if (since, until) == (scope.since, scope.until) or (since and until and since > until):
            return None
        return replace(scope, since=since, until=until)
    if getattr(scope, limit.field) is not None:
        return None
    narrower = replace(scope, council=limit.name) if limit.field == "council" else replace(scope, committee=limit.name)
    return narrower if any(_is_of(body, narrower) for body in known) else None


def _is_of(body: Body, scope: Scope) -> bool:
    """Return whether a body may be one that a scope names; what the reader chose may be written in other letters."""
    wanted = ((scope.council, body.council), (scope.committee, body.committee))
    return all(asked is None or (name is not None and _letters(asked) == _letters(name)) for asked, name in wanted)


def _letters(name: str) -> str:
    return re.sub(r"[^\w]", "", name.casefold())


def _bodies(question: str, named: Sequence[Named], periods: Sequence[Period]) -> Iterator[Limit]:
    """Yield the one council and the one committee that a question asks about."""
    councils = [one for one in named if one.field == "council"]
    if len({one.name for one in councils}) == 1 and not _ELSEWHERE.search(question[: councils[0].start]):
        yield _of_body(question, councils[0])
    committees = [one for one in named if one.field == "committee"]
    if len({one.name for one in committees}) == 1:
        attached = [one for one in committees if _is_asked_of(question, one, periods)]
        if attached:
            yield _of_body(question, attached[0])


def _is_asked_of(question: str, one: Named, periods: Sequence[Period]) -> bool:
    """Return whether a question asks for the minutes of a committee, and does not only speak of it."""
    before, after = question[: one.start], question[one.end :]
    if _OFFICE.match(after):
        return False
    # What “the City Council” did may be any of its bodies' doing.
    if _DID.search(before) and _ACTS.match(after):
        return not one.is_common
    if _MINUTES_OF.search(before) or (_RECORD.match(after) and not _TOWARDS.search(before)):
        return True
    if _HANDED_IN.search(before):
        return True
    if _AT.search(before) and not _POSSESSIVE.match(after):
        return True
    return not _TOWARDS.search(before) and any(_is_beside(question, one, period) for period in periods)


def _is_beside(question: str, body: Named, period: Period) -> bool:
    """Return whether a period stands at a body: `Audit, April 2024`, `the February 2024 Cabinet`."""
    if period.end <= body.start:
        return question[period.end : body.start].strip() in {"", "meeting of", "meeting of the"}
    return _JOINS.fullmatch(question[body.end : period.start]) is not None and period.opening in {"", "on", "of"}


def _of_body(question: str, one: Named) -> Limit:
    words = question[one.start : one.end]
    return Limit(one.field, one.name, None, None, words, one.start, one.end, certain=True)


def _periods(question: str, named: Sequence[Named], periods: Sequence[Period]) -> Iterator[Limit]:
    """Yield the one period in which the meetings were that a question asks about."""
    attached = [(one, certain) for one in periods if (certain := _attached(question, one, named)) is not None]
    if len(attached) == 1:
        one, certain = attached[0]
        words = question[one.start : one.end]
        yield Limit("held", "", one.since, one.until, words, one.start, one.end, certain=certain)


def _attached(question: str, period: Period, named: Sequence[Named]) -> bool | None:
    """Return whether a period is surely that of meetings, True, most likely so, False, or of something else, None."""
    before, after = question[: period.start], question[period.end :]
    if period.opening in {"by", "for"}:
        return None
    if _BEFORE_MEETING.match(after) or any(_is_beside(question, one, period) for one in named):
        # `after the September 2023 meeting` is any day but that.
        is_aside = period.opening in {"after", "before", "until", "since"} or _TOWARDS.search(before)
        return None if is_aside else True
    meeting = _MEETING.search(before)
    if meeting is not None:
        return None if _ASIDE.search(before[: meeting.start()]) else True
    return False if period.opening and _is_likely(question, period, named) else None


def _is_likely(question: str, period: Period, named: Sequence[Named]) -> bool:
    """Return whether a period follows what was decided, or the committee that is asked about: `decide in 2019`."""
    before, after = question[: period.start], question[period.end :]
    decided, is_end = _DECIDED.search(before), _END.match(after) is not None
    is_last = decided is not None and is_end and not _CLAUSE.search(before, decided.end())
    if decided is not None and (is_last or _RIGHT_AFTER.search(before)):
        return True
    last = [one for one in named if one.field == "committee" and one.end == len(before.rstrip(" ,"))]
    is_asked = is_end and any(_is_asked_of(question, one, ()) for one in last)
    return is_asked or (bool(last) and _PUT_TO.search(before) is not None)


_BODY = r"(?:committee|council|cabinet|board|panel|commission|scrutiny|audit|planning|licensing|members|councillors)"
_VERB = (
    r"(?:decid|resolv|agre|recommend|approv|conclud|consider|discuss|vot|endors|refus|grant|adopt|not(?:e|ed|ing)\b"
    r"|reject|defer|mov(?:e|ed)\b|second|declar|say\b|said\b|ask(?:ed)?\b|hear\b|heard\b|receiv|choose\b|make\b|made\b"
    r"|take\b|took\b|think\b|do\b|pass(?:ed)?\b|settl)"
)
# Another council than the one that is spoken of: `from Oakshire`, `compared with Oakshire`.
_ELSEWHERE = re.compile(r"\b(?:from|to|with|between|near|outside|beyond|like|than|via|versus|against)(?: the)? $", re.I)
_OFFICE = re.compile(
    r"(?:['’]s)?(?: (?:for|and|or))? ?(?:members?|portfolio|office|papers?|lead|colleagues?|chair|officers?|director"
    r"|department|services?|staff|team|report|role|managers?|heads?)\b",
    re.IGNORECASE,
)
_DID = re.compile(r"\b(?:did|has|have|had)(?: the)?(?: (?-i:[A-Z])[\w’'-]+)? $", re.IGNORECASE)
_ACTS = re.compile(rf" (?:(?:finally|also|then|ever|already|actually|really|itself|not) )?{_VERB}", re.IGNORECASE)
_MINUTES_OF = re.compile(
    r"\b(?:minutes?|meetings?|sessions?|decisions?|resolutions?|recommendations?|actions?|votes?|motions?|declarations?"
    r"|attendance|questions?|interests|outcomes?)(?: (?:are|were|was))?"
    r"(?: (?:made|taken|passed|agreed|held|moved|outstanding|arising|open|put|asked|left))?(?: \w+)?"
    r" (?:of|by|at|from|in|for)"
    r"(?: the)?(?: (?-i:[A-Z])[\w’'-]+)? $",
    re.IGNORECASE,
)
# What is on record in the minutes of those whom it was for.
_HANDED_IN = re.compile(
    r"\b(?:(?:questions?|apolog(?:y|ies|ised))\b[\w ]{0,30}? (?:to|for)|reports?\b[\w ]{0,20}? before)(?: the)? $",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"(?:['’]s?)? (?:minutes?|meetings?|sessions?|decisions?|resolutions?|recommendations?|actions?|votes?|motions?"
    r"|decided|resolved|agreed|voted|concluded|met)\b",
    re.IGNORECASE,
)
_AT = re.compile(
    r"\b(?:at|attend|attended|chaired|absent from|missing from|(?:make|made) it to|(?:come|came) to) (?:the |its )?"
    r"(?:(?:last|next|latest|first|\w+ \d{4}) )?(?:(?-i:[A-Z])[\w’'-]+ )?$",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s\b(?! (?:meeting|session))")
_TOWARDS = re.compile(r"\b(?:to|for|with|about|against|after|before|since|until)(?: the| its| their| our)? $", re.I)
_JOINS = re.compile(r",? ?(?:meeting|minutes|session)?(?: held)? ?")
_BEFORE_MEETING = re.compile(
    r" (?:(?!(?:and|or|in|on|at|of|to|for|was|were|did)\b)[\w’'-]+ ){0,4}?(?:(?:meetings?|sessions?|minutes)\b"
    r"|(?:committee|council|cabinet|board|panel|commission|scrutiny|audit|planning|licensing)(?=[?.,;:]|$| -| –))",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(?:meetings?|sessions?|minutes|met)(?: (?:that )?(?:was |were )?(?:held|dated|took place))?,?(?: the)? ?$", re.I
)
# What a meeting is only the border, the addressee or the topic of.
_ASIDE = re.compile(
    r"\b(?:[Aa]fter|[Bb]efore|[Ss]ince|until|[Ff]ollowing|to|for|ahead of|prior to|about|beyond)"
    r"(?: (?:the|its|their|any|our|an?)(?: (?!(?:at|in|on|during|from)\b)[\w’'-]+){0,4}"
    r"|(?: (?:[A-Z][\w’'-]+|and|of)){1,6})? ?$"
)
_DECIDED = re.compile(
    rf"\b(?:did|has|have|had) (?:[\w’'-]+ ){{0,6}}?(?:{_BODY}|we|they|Cllr\.?|Councillor)\b(?: [\w’'-]+){{0,3}}?"
    rf" {_VERB}|\b(?:was|were|been|being|it) (?:\w+ )?(?:decid|resolv|agreed|recommend|approved|considered|discussed"
    r"|refus|grant|reject|deferr|declared|moved|said)"
    r"|\b(?:decisions?|resolutions?|recommendations?|votes?|motions?|declarations?|attend(?:ed|ance|ees)|apologies"
    r"|turned up|absent from|missing from|(?:was|were) (?:present|absent)|chaired)\b"
    r"|\b(?:actions|minutes|jobs|tasks)\b"
    rf"|\b(?:who |which (?:[\w’'-]+ ){{1,3}}?)(?:\w+ )?(?:voted|abstained|proposed|seconded|moved|declared|attended)\b",
    re.IGNORECASE,
)
# From here on the words are about what was decided: `agree to close the school in 2025`.
_CLAUSE = re.compile(r"\b(?:to(?! do\b)|that|whether|if|when|where|who|whose|which)\b", re.IGNORECASE)
_RIGHT_AFTER = re.compile(
    rf"\b(?:{_VERB}\w*|decisions?|resolutions?|recommendations?|actions|attend(?:ed|ance)|present|{_BODY})"
    r"(?: (?:made|taken|passed|agreed))? ?$",
    re.IGNORECASE,
)
_PUT_TO = re.compile(r"\b(?:put|presented) to (?:the )?[\w’' -]+$", re.IGNORECASE)
_END = re.compile(r"\s*(?:[?.!,;]|$|and (?:who|what|why|how|which)\b|about\b|on\b|regarding\b|concerning\b)")
