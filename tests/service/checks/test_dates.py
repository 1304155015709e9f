"""Dates and times of a sentence against those of what it cites."""

from datetime import date

import pytest

from service.checks.dates import fault
from service.checks.ground import Ground

# 12 September 2023 was a Tuesday.
GROUND = Ground(
    "That bus passes be issued by 31 August. In March 2024 the post of 1 May fell vacant, at 10.30 am, last year.",
    over=("Cabinet", "12 September 2023"),
    held=date(2023, 9, 12),
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Passes are due by 31 August.",
        "Passes are due by the 31st of August.",
        "On 12 September 2023 it met.",
        "On September 12, 2023 it met.",
        "In September 2023 it met.",
        "In 2023 it met.",
        "On Tuesday it met.",
        "The post fell vacant in March.",
        "The post fell vacant in March 2024.",
        "The post of 1 May fell vacant.",
        "It began at 10:30am.",
        "It fell vacant last year.",
        "Members may march.",
    ],
)
def test_a_date_that_stands_there_in_any_form_passes(sentence: str) -> None:
    assert fault(sentence, [GROUND]) == ""


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Passes are due by 30 August.", "the date “30 August” is not in what it cites"),
        # The paragraph does not say of which year.
        ("Passes are due by 31 August 2023.", "the date “31 August 2023” is not in what it cites"),
        ("On 13 September 2023 it met.", "the date “13 September 2023” is not in what it cites"),
        ("In 2022 it met.", "the date “2022” is not in what it cites"),
        ("On Friday it met.", "the date “Friday” is not in what it cites"),
        ("It is due in May 2024.", "the date “May 2024” is not in what it cites"),
        ("It is due in April.", "the date “April” is not in what it cites"),
        # 31 and March both stand there, in two dates.
        ("It is due on 31 March.", "the date “31 March” is not in what it cites"),
        ("It began at 11 am.", "the time “11 am” is not in what it cites"),
        ("It begins next year.", "“next year” is not in what it cites"),
    ],
)
def test_a_date_that_does_not_stand_there_is_told(sentence: str, reason: str) -> None:
    assert fault(sentence, [GROUND]) == reason
