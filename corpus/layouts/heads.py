"""The lines around minutes in, what they state about the meeting out: council, committee, date, item.

Only a line that consists of the name is believed. A council mentioned in a sentence may be any council.
"""

import re
from collections.abc import Iterable

from corpus.blocks import Block
from corpus.dates import find_date
from corpus.minutes import Metadata, fold


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
    return len(text) <= 80 and _COUNCIL.fullmatch(text) is not None


def is_committee(text: str) -> bool:
    """Return whether a text is the name of a body of a council and nothing else (`PLANNING COMMITTEE`)."""
    return (
        len(text) <= 100 and len(text.split()) <= 12 and _COMMITTEE.fullmatch(text) is not None and not is_council(text)
    )


def committee_name(text: str) -> str:
    """Return a committee's name as it is written in a sentence, where it is printed in capitals."""
    return _cased(text)


def meeting_of(text: str) -> Metadata | None:
    """Return what an agenda-item page says of its meeting, or None.

    The line is `Meeting of <Committee>, <Weekday>, <date> <time> (Item 9.)`.
    """
    match = _MEETING_OF.fullmatch(text)
    if match is None or find_date(match["when"]) is None:
        return None
    return Metadata(committee=match["committee"], held=find_date(match["when"]), item=match["item"])


def meeting_title(text: str) -> Metadata | None:
    """Return what the title of a meeting page says, or None.

    The line is `<Committee> - <Weekday>[,] <date> <time>`, and the committee may hold ` - ` too.
    """
    match = _MEETING_TITLE.fullmatch(text)
    if match is None or find_date(match["when"]) is None:
        return None
    return Metadata(committee=match["committee"], held=find_date(match["when"]))


def _cased(name: str) -> str:
    if not name.isupper():
        return name
    words = name.casefold().split()
    return " ".join(
        word if index and word in _SMALL else "-".join(part.capitalize() for part in word.split("-"))
        for index, word in enumerate(words)
    )


_SMALL = frozenset({"and", "of", "the", "for", "on", "in", "with", "upon"})
_WORD = r"(?:[A-Z][\w'’.-]*|and|of|the|upon|on|in|for|&)"
_COUNCIL = re.compile(
    rf"(?:The )?[A-Z][\w'’.-]*(?: {_WORD})*? (?:Council|COUNCIL)"
    r"|(?:The )?London Borough of [A-Z][\w'’ -]+|Council of [A-Z][\w'’ -]+"
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
    r"Meeting of (?P<committee>.+?), (?P<when>(?:\w+day,? )?\d{1,2}.*?)(?: \(Item (?P<item>[\w/]+)\.?\))?\.?"
)
_MEETING_TITLE = re.compile(r"(?P<committee>.+) - (?P<when>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? .+)")
