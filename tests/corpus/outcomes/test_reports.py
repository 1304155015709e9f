"""Reports before a meeting: title, author and reference."""

from collections.abc import Callable

import pytest

from corpus.minutes import Minutes
from corpus.outcomes.reports import find_reports

Row = tuple[str, str | None, str | None]


@pytest.mark.parametrize(
    ("lines", "reports"),
    [
        (
            "The Committee considered a report of the Director of Finance which set out the budget. A copy of the"
            " report marked ‘Agenda Item 9’ is filed with these minutes.",
            [("report of the Director of Finance", "the Director of Finance", "Agenda Item 9")],
        ),
        (
            "Members received a report of the Director of Place (reference PL/21/58) reviewing the beaches.",
            [("report of the Director of Place", "the Director of Place", "PL/21/58")],
        ),
        (
            "The Engineer presented report PL/22/66. The cliff had fallen. He then presented report PL/22/66 again.",
            [("report PL/22/66", None, "PL/22/66")],
        ),
        ("Report CSD19129 was received.", [("Report CSD19129", None, "CSD19129")]),
        (
            "The Board considered a report (CT/19/35) on the use of sheds.",
            [("report (CT/19/35) on the use of sheds", None, "CT/19/35")],
        ),
        ("The Panel noted a report on fares and fees.", [("report on fares and fees", None, None)]),
        ("The Head of Parks introduced the report.", []),
        ("RESOLVED: That a report on fares be brought to the next meeting.", []),
    ],
)
def test_a_report_before_the_meeting_is_named_with_author_and_reference(
    read_item: Callable[..., Minutes], lines: str, reports: list[Row]
) -> None:
    assert [(one.title, one.author, one.reference) for one in find_reports(read_item(lines))] == reports
