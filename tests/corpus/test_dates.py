"""Dates and times of day in a text, stated in full, and how they are written."""

from datetime import date, time

import pytest

from corpus.dates import find_date, find_time, written


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tuesday, 12 September 2023 10.00 am", date(2023, 9, 12)),
        ("held on 20th March, 2023 at 6.30 pm", date(2023, 3, 20)),
        ("the 1st of May 2019", date(2019, 5, 1)),
        ("3 Sept 2021", date(2021, 9, 3)),
        ("12/09/2023", date(2023, 9, 12)),
        ("2023-09-12", date(2023, 9, 12)),
        ("31 June 2023, that is 30 June 2023", date(2023, 6, 30)),
        ("29 February 2024", date(2024, 2, 29)),
        ("Dydd Mercher, 13eg Mehefin, 2018 10.00 yb", date(2018, 6, 13)),
        ("Dydd Mawrth, 1af o Fai 2018", date(2018, 5, 1)),
        ("2il Ionawr 2019", date(2019, 1, 2)),
        ("Dydd Iau, 21ain Tachwedd 2019", date(2019, 11, 21)),
        ("3ydd o Fawrth, 2020", date(2020, 3, 3)),
        ("18fed Gorffennaf 2022", date(2022, 7, 18)),
        ("5ed RHAGFYR 2022", date(2022, 12, 5)),
    ],
)
def test_a_full_date_is_found(text: str, day: date) -> None:
    assert find_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "12 September",
        "September 2023",
        "31 June 2023",
        "29 February 2023",
        "12/09/23",
        "12 Smarch 2023",
        "13eg Mehefin",
        "12 apr\u0131l 2023",
        "2023-13-01",
        "",
    ],
)
def test_a_date_that_is_not_stated_in_full_is_not_guessed(text: str) -> None:
    assert find_date(text) is None


def test_a_date_is_written_as_minutes_print_it() -> None:
    assert written(date(2019, 11, 7)) == "7 November 2019"


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("Tuesday, 12 September 2023 10.00 am", time(10, 0)),
        ("at 6.30pm", time(18, 30)),
        ("at 2 p.m.", time(14, 0)),
        ("12 noon", time(12, 0)),
        ("12.15 am", time(0, 15)),
        ("Dydd Mercher, 13eg Mehefin, 2018 2.00 yp", time(14, 0)),
        ("10.00 yb", time(10, 0)),
        ("2.30 y.p.", time(14, 30)),
        ("dydd Llun am 12 noon", time(12, 0)),
        ("commencing at 14:30", time(14, 30)),
        ("paragraph 45.12 at 9.05 a.m.", time(9, 5)),
    ],
)
def test_a_time_of_day_is_found(text: str, clock: time) -> None:
    assert find_time(text) == clock


@pytest.mark.parametrize(
    "text",
    ["14.30", "45.12", "25:00", "13.00 am", "1:4:30", "3 noon", "10.75 pm", "in the morning", "2.00 o'r gloch", ""],
)
def test_figures_that_are_no_time_of_day_are_not_taken_for_one(text: str) -> None:
    assert find_time(text) is None
