"""The lines around minutes in, what they state about the meeting out: council, committee, date and time, item.

Only a line that consists of the name is believed. A council mentioned in a sentence may be any council.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.blocks import Block
from corpus.dates import DATE, find_date, find_time
from corpus.minutes import Metadata, Status, fold


def council_in(blocks: Iterable[Block]) -> str | None:
    """Return the council that a page names as its own: in its <title>, a line of chrome or a head line, or None."""
    for block in blocks:
        pieces = (
            re.split(r" [-–—|] ", fold(block.text)) if block.style == "title" else [fold(block.text).removeprefix("© ")]
        )
        for piece in pieces:
            if is_council(piece):
                return _cased(piece)
    return None


def is_council(text: str) -> bool:
    """Return whether a text is the name of a council and nothing else (`Marlshire County Council`)."""
    return len(text) <= 80 and _COUNCIL.fullmatch(text) is not None and _ITSELF.fullmatch(text) is None


def is_committee(text: str) -> bool:
    """Return whether a text is the name of a body of a council and nothing else (`PLANNING COMMITTEE`)."""
    return _ITSELF.fullmatch(text) is not None or (
        len(text) <= 100 and len(text.split()) <= 12 and _COMMITTEE.fullmatch(text) is not None and not is_council(text)
    )


def committee_name(text: str) -> str:
    """Return a committee's name as it is written in a sentence, where it is printed in capitals."""
    return _cased(text)


def stated_by(head: Sequence[Block]) -> Metadata:
    """Return what the lines above minutes state: the first council, committee, date and time, and their status."""
    found = Metadata(council=council_in(head))
    for block in head:
        text = fold(block.text)
        status: Status | None = "draft" if _DRAFT.match(text) else "approved" if _APPROVED.match(text) else None
        body = committee_name(text) if is_committee(text) else None
        found = found.over(Metadata(committee=body, status=status)).over(_minutes_of(text))
        if found.held is None and _states_date(text):
            found = replace(found, held=find_date(text))
        if found.begins is None and (_states_date(text) or _CALLED_FOR.match(text)):
            found = replace(found, begins=find_time(text))
    return found


def is_head_line(text: str) -> bool:
    """Return whether a folded line consists of what it states: a name, the day and hour, `Draft minutes`."""
    lowered = text.casefold().strip(" .:()")
    states = _states_date(text) or (_CALLED_FOR.fullmatch(text) is not None and find_time(text) is not None)
    return is_council(text) or is_committee(text) or states or lowered in _HEAD_WORDS


def number_in_title(title: str) -> str | None:
    """Return the number that an item's title ends with in words (`Ferries (Agenda item 3)`, `[Item 3]`), or None."""
    match = _NUMBER_IN_TITLE.search(title)
    return match["number"] if match else None


def meeting_of(text: str) -> Metadata | None:
    """Return what an agenda-item page says of its meeting, or None.

    The line is `Meeting of <Committee>, <Weekday>, <date> <time> (Item 9.)`, or the same in Welsh.
    """
    match = _MEETING_OF.fullmatch(text)
    if match is None or find_date(match["when"]) is None:
        return None
    held, begins = find_date(match["when"]), find_time(match["when"])
    return Metadata(committee=match["committee"].strip(" ,"), held=held, begins=begins, item=match["item"])


def meeting_title(text: str) -> Metadata | None:
    """Return what the title of a meeting page says, or None.

    The line is `<Committee> - <Weekday>[,] <date> <time>[, NEW]`, and the committee may hold ` - ` too.
    """
    match = _MEETING_TITLE.fullmatch(text)
    if match is None or find_date(match["when"]) is None:
        return None
    return Metadata(
        committee=match["committee"].strip(" ,"), held=find_date(match["when"]), begins=find_time(match["when"])
    )


def is_cancelled(text: str) -> bool:
    """Return whether the title of a meeting page says that the meeting did not take place."""
    return meeting_title(text) is not None and _CANCELLED.search(text) is not None


def published_status(text: str) -> Status | None:
    """Return the state of publication that the heading of a page tells (`Agenda and draft minutes`), or None."""
    lowered = text.casefold()
    if "draft" in lowered or "drafft" in lowered:
        return "draft"
    return "approved" if _MINUTES.search(lowered) else None


def _minutes_of(text: str) -> Metadata:
    """Return the body that a head line names: `Minutes of a meeting of the Planning Committee held at …`."""
    match = _MINUTES_OF.match(text)
    body = match["body"].removesuffix(",") if match else ""
    committee, _, council = body.rpartition(" of ")
    council = council.removeprefix("the ")
    if is_committee(committee) and is_council(council):
        return Metadata(council=_cased(council), committee=_cased(committee))
    if is_committee(body):
        return Metadata(committee=_cased(body))
    return Metadata(council=_cased(body) if is_council(body) else None)


def _states_date(text: str) -> bool:
    """Return whether a head line gives the date of the meeting: `Minutes of … held on …`, or the date with the time.

    A sentence that mentions a date does not.
    """
    date = DATE.search(text)
    if date is None or find_date(text) is None or len(text) > _LONGEST_HEAD_LINE or _STATES.search(text):
        return False
    begins, ends = text[: date.start()], text[date.end() :]
    return _RECORD.match(text) is not None or (
        _BEFORE_DATE.fullmatch(begins) is not None and _AFTER_DATE.fullmatch(ends) is not None
    )


def _cased(name: str) -> str:
    if not name.isupper():
        return name
    words = name.casefold().split()
    return " ".join(
        word if index and word in _SMALL else "-".join(part.capitalize() for part in word.split("-"))
        for index, word in enumerate(words)
    )


_LONGEST_HEAD_LINE = 250
_HEAD_WORDS = frozenset(
    {"minutes", "draft", "draft minutes", "unconfirmed minutes", "unapproved minutes", "approved minutes"}
    | {"confirmed minutes", "minutes of meeting", "minutes of the meeting"}
)
_DRAFT = re.compile(
    r"\(?draft\)?$|(?:\S{1,20} ){0,2}(?:draft|unconfirmed|unapproved)\b.{0,40}\bminutes\b"
    r"|(?:These |The )?minutes\b.{0,40}\b(?:draft|unconfirmed|(?:subject to|until|before|pending) (?:their |its )?"
    r"(?:approval|confirmation|approved|confirmed))\b",
    re.IGNORECASE,
)
_APPROVED = re.compile(r"(?:approved|confirmed) minutes\b|minutes \((?:approved|confirmed)\)$", re.IGNORECASE)
# `Time: 6.30 pm`, `at 6.30 pm`, `Commencing at 10.00 am`: a line that tells the hour alone.
_CALLED_FOR = re.compile(
    r"(?:Time(?: of meeting)?|(?:Meeting )?(?:Commenc(?:ed|ing)|Start(?:ed|s|ing)?)|at|Amser)\b ?:?(?: at)?"
    r" [\d.:]{1,5} ?(?:[ap]\.?m\b|noon|yb|yp).{0,40}|\d{1,2}[.:]\d\d ?[ap]\.?m\.?",
    re.IGNORECASE,
)
# The council itself, by the words that its own minutes have for it.
_ITSELF = re.compile(r"(?:The )?(?:(?:Full|Annual|Extraordinary|Special) )?Council", re.IGNORECASE)
_RECORD = re.compile(
    r"(?:(?:Draft|Unapproved|Approved|Printed) )?(?:Minutes?|Record|Notes|Cofnodion)\b"
    r"|(?:At )?(?:A |The )?meeting\b|Held (?:on|at)\b",
    re.IGNORECASE,
)
_STATES = re.compile(r"\b(?:was|were|are|is|had|has|have|been|be)\b", re.IGNORECASE)
_BEFORE_DATE = re.compile(r"(?:(?:Date|Date of meeting|On|Held)\b:? ?(?:on )?)?(?:[A-Z]\w{2,5}day,? )?", re.IGNORECASE)
_AFTER_DATE = re.compile(r"\.?|,?[ –—-]{1,3}(?:at|in|from|commencing|starting|\d|\(|[–—-]).{0,80}", re.IGNORECASE)
_SMALL = frozenset({"and", "of", "the", "for", "on", "in", "with", "upon"})
_WORD = r"(?:[A-Z][\w'’.-]*|and|of|the|upon|on|in|for|&)"
_COUNCIL = re.compile(
    rf"(?:The )?[A-Z][\w'’.-]*(?: {_WORD})*? (?:Council|COUNCIL)"
    r"|(?:The )?London Borough of [A-Z][\w'’ -]+|Council of [A-Z][\w'’ -]+"
    r"|(?:Cyngor|CYNGOR) (?:(?i:Sir|Tref|Dinas|Cymuned|Bwrdeistref|Dosbarth)) [A-Z][\w'’ -]+"
)
_BODY = (
    "Committee|Cabinet|Board|Panel|Sub-Committee|Subcommittee|Forum|Executive|Commission|Working Group|Task Group"
    "|Assembly|City Council|County Council|Full Council"
)
_BODIES = f"(?:{_BODY}|{_BODY.upper()})"
_COMMITTEE = re.compile(
    rf"[A-Z][\w'’&,()-]*(?: {_WORD[:-1]}|-|–|\w+,|\([\w ]+\)))*? ?{_BODIES}(?: \([\w ]+\))?|{_BODIES}"
)
_MEETING_OF = re.compile(
    r"(?:Meeting of|Cyfarfod(?: o’r| o'r| o)?) (?P<committee>.+?), (?P<when>(?:\w+day,? |Dydd \w+,? )?\d{1,2}.*?)"
    r"(?: \((?:Item|Eitem) (?P<item>[\w/]+)\.?\))?\.?"
)
# `(C3983)` is a decision's reference and no number of an item.
_NUMBER_IN_TITLE = re.compile(
    r" [(\[](?:Agenda )?(?:Item|No\.?|Item No\.?) ?(?P<number>\d{1,3}[a-z]?)[)\]]\.?$", re.IGNORECASE
)
_MINUTES_OF = re.compile(
    r"(?:Draft )?(?:Minutes?|Record) of (?:(?:a|an|the) )?(?:(?:[a-z]+ ){0,2}meeting )?(?:of )?(?:the )?"
    r"(?P<body>[A-Z].{2,120}?)(?: meeting)?,? (?:(?:held|which|on|at)\b|[–-] )",
    re.IGNORECASE,
)
_MEETING_TITLE = re.compile(
    r"(?P<committee>.+) - "
    r"(?P<when>(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Dydd \w+),? .+|\d{1,2}(?:st|nd|rd|th)? [A-Z].+)",
    re.IGNORECASE,
)
_CANCELLED = re.compile(r"\b(?:CANCELLED|Cancelled|CANSLWYD|Canslwyd|POSTPONED|Postponed|GOHIRIWYD)\b")
_MINUTES = re.compile(r"\bminutes\b|\bch?ofnodion\b")
