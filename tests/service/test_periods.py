"""Periods that questions name: which days, and by which words."""

from datetime import date

import pytest

from service.periods import Period, periods_in


@pytest.mark.parametrize(
    ("question", "since", "until", "words"),
    [
        ("What was decided in 2019?", date(2019, 1, 1), date(2019, 12, 31), "in 2019"),
        ("Resolved between 2019 and 2021?", date(2019, 1, 1), date(2021, 12, 31), "between 2019 and 2021"),
        ("Between March and June 2023", date(2023, 3, 1), date(2023, 6, 30), "Between March and June 2023"),
        ("from 3 May 2022 to 2023-01-04", date(2022, 5, 3), date(2023, 1, 4), "from 3 May 2022 to 2023-01-04"),
        ("decisions 2019–2021", date(2019, 1, 1), date(2021, 12, 31), "2019–2021"),
        ("decisions since March 2020", date(2020, 3, 1), None, "since March 2020"),
        ("from 2019 onwards", date(2019, 1, 1), None, "from 2019 onwards"),
        ("after 31 January 2020", date(2020, 2, 1), None, "after 31 January 2020"),
        ("before March 2021", None, date(2021, 2, 28), "before March 2021"),
        ("up to 2021", None, date(2021, 12, 31), "up to 2021"),
        ("on Thursday 7th November 2019", date(2019, 11, 7), date(2019, 11, 7), "on Thursday 7th November 2019"),
        ("decisions of 12/09/2023", date(2023, 9, 12), date(2023, 9, 12), "of 12/09/2023"),
        ("in Feb 2024", date(2024, 2, 1), date(2024, 2, 29), "in Feb 2024"),
        ("in the municipal year 2019/20", date(2019, 5, 1), date(2020, 4, 30), "in the municipal year 2019/20"),
        ("the 2019-20 municipal year", date(2019, 5, 1), date(2020, 4, 30), "2019-20 municipal year"),
    ],
)
def test_a_period_is_read_with_its_words(question: str, since: date | None, until: date | None, words: str) -> None:
    (period,) = periods_in(question)
    assert (period.since, period.until, question[period.start : period.end]) == (since, until, words)


@pytest.mark.parametrize(
    "question",
    [
        "What saving in 2025/26?",
        "the price of £2,019",
        "application 23/00412/OUT",
        "2019%",
        "in December",
        "last year",
        "after 31 June 2020",
        "paragraph 20.2019",
        "the municipal year 2019/25",
        "between 2021 and 2019",
    ],
)
def test_what_states_no_days_is_no_period(question: str) -> None:
    assert periods_in(question) == []


def test_two_periods_are_two() -> None:
    assert periods_in("From March 2020 or on 2 June 2021") == [
        Period(date(2020, 3, 1), date(2020, 3, 31), 0, 15, "from", is_day=False),
        Period(date(2021, 6, 2), date(2021, 6, 2), 19, 33, "on", is_day=True),
    ]
