"""Printed dates and times in, `datetime.date` and `datetime.time` out; one not stated in full is never guessed."""

import re
from collections.abc import Iterator
from datetime import date, time


def find_date(text: str) -> date | None:
    """Return the first complete date in a text, or None."""
    return next((day for day, _ in dates(text)), None)


def dates(text: str) -> Iterator[tuple[date, tuple[int, int]]]:
    """Yield the complete dates of a text in order, each with its span.

    Reads `Tuesday, 12 September 2023`, `20th March, 2023`, Welsh `13eg Mehefin, 2018` and `1af o Fai 2018`,
    `12/09/2023` (day first, as printed in the United Kingdom) and `2023-09-12`. A day that does not exist (31 June) is
    passed over.
    """
    for match in DATE.finditer(text):
        year = match["year"] or match["slash_year"] or match["iso_year"]
        month = match["slash_month"] or match["iso_month"] or _MONTHS.get(match["month"].casefold(), 0)
        day = match["day"] or match["slash_day"] or match["iso_day"]
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            continue
        yield found, match.span()


def find_time(text: str) -> time | None:
    """Return the first time of day in a text, to the minute, or None."""
    return next((found for found, _ in times(text)), None)


def times(text: str) -> Iterator[tuple[time, tuple[int, int]]]:
    """Yield the times of day of a text in order, to the minute, each with its span.

    Reads `10.00 am`, `6:30pm`, `2 p.m.`, `12 noon`, `14:30` and Welsh `2.00 yp`. Figures with a dot and no such word
    (`14.30`) may be anything and are passed over, as is a time that no clock shows (`25:00`, `13.00 am`).
    """
    for match in _TIME.finditer(text):
        hour, minute = int(match["hour"] or match["clock_hour"]), int(match["minute"] or match["clock_minute"] or 0)
        half = (match["half"] or "")[:1].casefold()
        if match["half"]:
            if not 1 <= hour <= 12 or (half in "nm" and hour != 12):
                continue
            afternoon = half in "pnm" or match["half"].casefold().replace(".", "") == "yp"
            hour = hour % 12 + (12 if afternoon else 0)
        if hour < 24 and minute < 60:
            yield time(hour, minute), match.span()


def written(day: date) -> str:
    """Return a date as minutes print it: `7 November 2019`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


# The Welsh months, and the form that each takes after `o` (`1af o Fai`).
_WELSH = (
    ("Ionawr",),
    ("Chwefror",),
    ("Mawrth", "Fawrth"),
    ("Ebrill",),
    ("Mai", "Fai"),
    ("Mehefin", "Fehefin"),
    ("Gorffennaf", "Orffennaf"),
    ("Awst",),
    ("Medi", "Fedi"),
    ("Hydref",),
    ("Tachwedd", "Dachwedd"),
    ("Rhagfyr", "Ragfyr"),
)
# What a month may be called, in small letters, and its number from 1.
_MONTHS = {
    name.casefold(): number
    for number, (english, welsh) in enumerate(zip(MONTHS, _WELSH, strict=True), start=1)
    for name in (english, english[:3], *welsh)
} | {"sept": 9}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|af|ail|il|ydd|ed|fed|eg|ain)?\s+(?:of?\s+)?(?P<month>{_NAMES}),?\s+(?P<year>(?:19|20)\d\d)\b"
    r"|\b(?P<slash_day>\d{1,2})/(?P<slash_month>\d{1,2})/(?P<slash_year>(?:19|20)\d\d)\b"
    r"|\b(?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<![\d.:])(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d))?\s?(?P<half>[ap]\.?\s?m\b|y\.?[bp]\b|noon\b|midday\b)"
    r"|(?<![\d.:])(?P<clock_hour>\d{1,2}):(?P<clock_minute>\d\d)(?![\d:])",
    re.IGNORECASE,
)
