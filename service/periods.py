"""A question in, the periods it names out, each as days with the words that name it: "between 2019 and 2021".

Only what is stated in full counts: "in December" and "last year" name no days. `service/narrowing.py` decides whether a
period is that of the meetings asked about.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.dates import MONTHS


@dataclass(frozen=True, slots=True)
class Period:
    """Days that a question names, both ends inclusive, None where it is open.

    start, end: the words of the period in the question, with the preposition that makes it one (`since March 2020`).
    opening: that preposition in small letters, or "". is_day: whether it is a single day.
    """

    since: date | None
    until: date | None
    start: int
    end: int
    opening: str
    is_day: bool


def periods_in(question: str) -> list[Period]:
    """Return the periods of a question in order, none within another."""
    found: list[Period] = []
    at = 0
    while (match := _PERIOD.search(question, at)) is not None:
        period = _period(match)
        # A date that does not exist (31 June) is passed over with its month and year.
        at = max(match.end(), match.start() + 1)
        if period is not None:
            found.append(_led_in(period, question))
    return found


def _period(match: re.Match[str]) -> Period | None:
    first = match["between"] or match["from"] or match["dashed"]
    if first is not None:
        return _range(match, first, match["last"] or match["to"])
    point = _point(match["point"])
    return None if point is None else Period(*point, match.start(), match.end(), "", point[0] == point[1])


def _range(match: re.Match[str], first: str, last: str) -> Period | None:
    """Return the period from one point to another; `between March and June 2023` takes the year of the second."""
    end = _point(last)
    if end is None:
        return None
    begin = _point(first if re.search(r"\d{4}", first) else f"{first} {end[1].year}")
    if begin is None or begin[0] > end[1]:
        return None
    return Period(begin[0], end[1], match.start(), match.end(), "between", is_day=False)


def _led_in(period: Period, question: str) -> Period:
    """Return a period with the preposition before it, which may open one of its ends."""
    before = _OPENING.search(question, max(0, period.start - _LONGEST_OPENING), period.start)
    if before is None or period.opening or period.since is None or period.until is None:
        return period
    opening, end = before[1].casefold(), period.end
    since: date | None = period.since
    until: date | None = period.until
    onwards = _ONWARDS.match(question, end) if opening in {"since", "from"} else None
    if opening == "since" or onwards is not None:
        until, opening, end = None, "since", onwards.end() if onwards else end
    elif opening == "after":
        since, until = period.until + timedelta(days=1), None
    elif opening in {"before", "prior to"}:
        since, until, opening = None, period.since - timedelta(days=1), "before"
    elif opening in {"until", "till", "up to"}:
        since, opening = None, "until"
    is_day = period.is_day and since is not None and until is not None
    return Period(since, until, before.start(1), end, opening, is_day)


def _point(text: str) -> tuple[date, date] | None:
    """Return the first and the last day of a day, a month, a year or a municipal year, None where there is no such."""
    match = _POINT.fullmatch(text)
    if match is None:
        return None
    if match["municipal"]:
        return _municipal(int(match["municipal"]), match["to"])
    year = int(match["year"] or match["iso"][:4] if match["year"] or match["iso"] else match["slashed"][-4:])
    try:
        if match["iso"]:
            day = date.fromisoformat(match["iso"])
        elif match["slashed"]:
            days, months, _ = match["slashed"].split("/")
            day = date(year, int(months), int(days))
        elif match["day"]:
            day = date(year, _MONTHS[match["month"].casefold()], int(match["day"]))
        elif match["month"]:
            month = _MONTHS[match["month"].casefold()]
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        else:
            return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        return None
    return day, day


def _municipal(first: int, last: str) -> tuple[date, date] | None:
    """Return a municipal year: from the May in which the annual meeting is held to the April before the next.

    Source: Local Government Act 1972, Schedule 12, paragraph 1.
    """
    if int(last) % 100 != (first + 1) % 100:
        return None
    return date(first, 5, 1), date(first + 1, 4, 30)


_MONTHS = {name.casefold(): number for number, whole in enumerate(MONTHS, start=1) for name in (whole, whole[:3])} | {
    "sept": 9
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:the )?\d{1,2}(?:st|nd|rd|th)?(?: of)? "
_YEAR = r"(?<![\d/.,£$%-])(?:19|20)\d\d(?![\d/%]|[.,]\d|[-–]\d)"
_POINTS = (
    rf"(?:municipal year (?:19|20)\d\d[/–-](?:19|20)?\d\d(?!\d)|(?:19|20)\d\d[/–-](?:19|20)?\d\d municipal year"
    rf"|\d{{4}}-\d\d-\d\d(?!\d)|(?<!\d)\d{{1,2}}/\d{{1,2}}/(?:19|20)\d\d(?!\d)"
    rf"|(?:(?<!\d)(?:{_DAY}))?\b(?:{_MONTH})\b,? {_YEAR}|{_YEAR})"
)
_BARE = rf"(?:(?:{_DAY})?(?:{_MONTH})\b|(?:{_DAY})?(?:{_MONTH})\b,? {_YEAR}|{_YEAR}|\d{{4}}-\d\d-\d\d)"
# A range of two years with a dash between them: 2019–2021.
_DASHED = r"(?<![\d/.,£$-])(?:19|20)\d\d(?= ?[–-] ?(?:19|20)\d\d(?!\d))"
_PERIOD = re.compile(
    rf"(?:\b(?:between (?P<between>{_POINTS}|{_BARE}) and|from (?P<from>{_POINTS}|{_BARE}) (?:to|until|till)) "
    rf"(?P<last>{_POINTS}))"
    rf"|(?P<dashed>{_DASHED}) ?[–-] ?(?P<to>(?:19|20)\d\d)(?!\d)"
    rf"|(?P<point>{_POINTS})",
    re.IGNORECASE,
)
_POINT = re.compile(
    r"(?:municipal year )?(?P<municipal>(?:19|20)\d\d)[/–-](?:19|20)?(?P<to>\d\d)(?: municipal year)?"
    r"|(?P<iso>\d{4}-\d\d-\d\d)|(?P<slashed>\d{1,2}/\d{1,2}/\d{4})"
    rf"|(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?"
    rf"(?:(?P<month>{_MONTH}),? )?(?P<year>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\b(since|from|after|before|prior to|until|till|up to|in|during|on|of|for|at|throughout|by|dated)"
    r"(?: the(?: year| month)?)? ?$",
    re.IGNORECASE,
)
_ONWARDS = re.compile(r" (?:onwards?|on)\b", re.IGNORECASE)
_LONGEST_OPENING = 24
