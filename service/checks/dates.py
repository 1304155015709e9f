"""A sentence and the paragraphs it cites in; the first date in it that they do not hold out, "" where they hold all.

A date may be stated in part: “12 September”, “September 2023”, “in March”, “2023”, “Tuesday”. Whatever a sentence
states of one must stand together in one date of the paragraphs, or in the day of the meeting.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from corpus.dates import MONTHS, dates, times
from service.checks.ground import Ground, held_by

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class When(NamedTuple):
    """A date as far as it is stated: 0 for a part that is not, weekday "" likewise. span: in the text."""

    year: int
    month: int
    day: int
    weekday: str
    span: tuple[int, int]


def fault(sentence: str, grounds: Sequence[Ground]) -> str:
    """Return what is wrong with the dates and times of a sentence, "" where nothing is."""
    said = held_by(grounds)
    meetings = {_of(one.held, (0, 0))[:4] for one in grounds if one.held}
    known = [*whens(said), *(_of(one.held, (0, 0)) for one in grounds if one.held)]
    for when in whens(sentence):
        # A month by itself is not that of the meeting: “by February” is about something else.
        is_month = when.month and not (when.year or when.day)
        if not any(_holds(one, when) and not (is_month and one[:4] in meetings) for one in known):
            return f"the date “{_shown(sentence, when.span)}” is not in what it cites"
    clocks = {found for found, _ in times(said)}
    for found, span in times(sentence):
        if found not in clocks:
            return f"the time “{_shown(sentence, span)}” is not in what it cites"
    for match in _RELATIVE.finditer(sentence):
        if not re.search(rf"\b{re.escape(match.group())}\b", said, re.IGNORECASE):
            return f"“{match.group()}” is not in what it cites"
    return ""


def whens(text: str) -> list[When]:
    """Return the dates of a text as far as each is stated, in order."""
    found = [_of(day, span) for day, span in dates(text)]
    for match in _PARTIAL.finditer(text):
        if not any(one.span[0] < match.end() and match.start() < one.span[1] for one in found):
            found.append(_stated(match))
    return sorted(found, key=lambda one: one.span)


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the dates and times of a text."""
    yield from (one.span for one in whens(text))
    yield from (span for _, span in times(text))


def _of(day: date, span: tuple[int, int]) -> When:
    return When(day.year, day.month, day.day, WEEKDAYS[day.weekday()], span)


def _stated(match: re.Match[str]) -> When:
    month = match["month"] or match["first_month"] or match["lone_month"] or ""
    day, year = match["day"] or match["second_day"], match["year"] or match["first_year"] or match["lone_year"]
    return When(
        int(year or 0),
        _NUMBERS.get(month[:3].casefold(), 0),
        int(day or 0),
        (match["weekday"] or "").lower(),
        match.span(),
    )


def _holds(known: When, stated: When) -> bool:
    """Return whether a date has every part that is stated; a weekday may also be told from the date itself."""
    return all(not part or part == other for part, other in zip(stated[:4], known[:4], strict=True))


def _shown(text: str, span: tuple[int, int]) -> str:
    return " ".join(text[slice(*span)].split())


_NUMBERS = {name[:3].casefold(): number for number, name in enumerate(MONTHS, start=1)}
_NAME = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
_YEAR = r"(?:19|20)[0-9]{2}"
# March and May are months after these words, or before a year; else they may be verbs.
_LEADING = (
    r"(?:(?<=[Ii]n )|(?<=[Bb]y )|(?<=[Ss]ince )|(?<=[Uu]ntil )|(?<=[Ff]rom )|(?<=[Dd]uring )|(?<=of )|(?<=to )"
    r"|(?<=and )|(?<=last )|(?<=next )|(?<=[Ee]arly )|(?<=[Ll]ate )|(?<=[Mm]id-))"
)
# In this order: 12 September [2023]; September 12[, 2023]; September 2023 or September; a year; a day of the week.
_PARTIAL = re.compile(
    rf"\b(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{_NAME}\b|{_SHORT})"
    rf"|\b(?P<first_month>{_NAME}|{_SHORT})\s(?P<second_day>[0-9]{{1,2}})(?:st|nd|rd|th)?\b(?!\s?[–/-]?[0-9]|[.,:][0-9])"
    rf"(?:,?\s(?P<first_year>{_YEAR})\b)?"
    rf"|\b(?P<lone_month>{_NAME.replace('March|', '').replace('May|', '')}\b|{_SHORT}"
    rf"|{_LEADING}(?:March|May)\b|\b(?:March|May)\b(?=,?\s{_YEAR}))"
    rf"(?:,?\s(?P<year>{_YEAR})\b)?"
    rf"|(?<![\w£€$.,/:–-])(?P<lone_year>{_YEAR})\b(?![/–-][0-9]|[.,:][0-9]|\s?%|\s?per\s?cent)"
    r"|\b(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
_RELATIVE = re.compile(
    r"\b(?:(?:last|next|this|previous) (?:year|month|week|spring|summer|autumn|winter)|yesterday|today|tomorrow"
    r"|(?:early|late) (?:spring|summer|autumn|winter)|spring|summer|autumn|winter|Christmas|Easter)\b",
    re.IGNORECASE,
)
