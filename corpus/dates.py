"""Printed dates in, `datetime.date` out; a date that is not stated in full is never guessed."""

import re
from datetime import date


def find_date(text: str) -> date | None:
    """Return the first complete date in a text, or None.

    Reads `Tuesday, 12 September 2023`, `20th March, 2023`, `12/09/2023` (day first, as printed in the United Kingdom)
    and `2023-09-12`. A day that does not exist (31 June) is passed over.
    """
    for match in DATE.finditer(text):
        year = match["year"] or match["slash_year"] or match["iso_year"]
        month = match["slash_month"] or match["iso_month"] or str(_month(match["month"]))
        day = match["day"] or match["slash_day"] or match["iso_day"]
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


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


def _month(name: str | None) -> int:
    if name is None:
        return 0
    return next(
        number for number, full in enumerate(MONTHS, start=1) if full.casefold().startswith(name[:3].casefold())
    )


_NAMES = "|".join(["Sept", *(f"{name[:3]}(?:{name[3:]})?" if len(name) > 3 else name for name in MONTHS)])
DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_NAMES}),?\s+(?P<year>(?:19|20)\d\d)\b"
    r"|\b(?P<slash_day>\d{1,2})/(?P<slash_month>\d{1,2})/(?P<slash_year>(?:19|20)\d\d)\b"
    r"|\b(?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)\b",
    re.IGNORECASE,
)
