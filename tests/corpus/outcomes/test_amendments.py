"""Corrections of earlier minutes: which minute, of which meeting."""

from collections.abc import Callable
from datetime import date

import pytest

from corpus.minutes import Minutes
from corpus.outcomes.amendments import find_amendments

Row = tuple[str, str | None, date | None]
MAY = date(2023, 5, 12)


@pytest.mark.parametrize(
    ("lines", "amendments"),
    [
        (
            "The minutes of the meeting held on 12 May 2023 were approved, subject to the following amendment: Minute"
            " 61/21, for ‘ten’ read ‘two’.",
            [("Minute 61/21, for ‘ten’ read ‘two’", "61/21", MAY)],
        ),
        (
            "The minutes of the meeting held on 12 May 2023 were signed, subject to the deletion from PL23/036 of"
            " ‘new’.",
            [("the deletion from PL23/036 of ‘new’", "PL23/036", MAY)],
        ),
        (
            "Resolved: That minute 35.1 of 12 May 2023 be amended by putting ‘two’ for ‘ten’ and the minutes be"
            " signed.",
            [("minute 35.1 of 12 May 2023 be amended by putting ‘two’ for ‘ten’", "35.1", MAY)],
        ),
        (
            "The minutes of the meeting held on 12 May 2023 were approved, subject to the following corrections:\n"
            "(i) Minute 7: for ‘ten’ read ‘two’; and\n(ii) Minute 8: add ‘not’.",
            [("Minute 7: for ‘ten’ read ‘two’", "7", MAY), ("Minute 8: add ‘not’", "8", MAY)],
        ),
        ("The minutes of the meeting held on 12 May 2023 were approved.", []),
        ("The budget was amended by the Council on 12 May 2023.", []),
    ],
)
def test_a_correction_of_earlier_minutes_names_the_minute_and_the_meeting(
    read_item: Callable[..., Minutes], lines: str, amendments: list[Row]
) -> None:
    assert [(one.text, one.minute, one.meeting) for one in find_amendments(read_item(lines))] == amendments
