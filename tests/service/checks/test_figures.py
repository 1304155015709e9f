"""Figures of a sentence against those of what it cites."""

from datetime import date

import pytest

from service.checks.figures import fault
from service.checks.ground import Ground

GROUND = Ground(
    "The cost of £4,000 rose to £1.2 million, 36.9 per cent, in the eight areas, with up to 20 places; see 77/21 for "
    "2023/24. The 7th site costs between £4 and £5 million (SEN2), five per cent more than on 12 September 2023, and "
    "half of it was carried by 12-7.",
    over=("Cabinet", "12 September 2023"),
    numbers=("45", "45.12"),
    held=date(2023, 9, 12),
)


@pytest.mark.parametrize(
    "sentence",
    [
        "It cost £4,000.",
        "It cost 4,000 pounds.",
        "It rose to £1,200,000.",
        "It rose to £1.2m.",
        "It rose by 36.9%.",
        "It rose by 36.9 percent.",
        "There are 8 areas.",
        "There are eight areas.",
        "There were up to 20 places.",
        "It is in 77/21 for 2023-24.",
        "It is for 2023–2024.",
        "The seventh site is dear.",
        "The 7th site is dear.",
        "It costs £4m to £5m.",
        "It costs 4 to 5 million pounds.",
        "It costs £4-5 million.",
        "It rose by 5 per cent.",
        "It was carried by 12 votes to seven.",
        "It was carried 12–7.",
        "Minute 45 says so.",
        "Paragraph 45.12 says so.",
        "50% of it was carried.",
        "One of them is dear.",
        "It met on 12 September 2023 and in 2023.",
    ],
)
def test_a_figure_that_stands_there_in_any_form_passes(sentence: str) -> None:
    ground = Ground(GROUND.text + " That is 50%.", GROUND.over, GROUND.numbers, GROUND.held)

    assert fault(sentence, [ground]) == ""


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("It cost £4,001.", "the figure “£4,001” is not in what it cites"),
        ("It cost 4,000.", "the figure “4,000” is not in what it cites"),
        ("It cost $4,000.", "the figure “$4,000” is not in what it cites"),
        ("It rose to £1.2 billion.", "the figure “£1.2 billion” is not in what it cites"),
        ("It rose by 36.9.", "the figure “36.9” is not in what it cites"),
        ("There are nine areas.", "the figure “nine” is not in what it cites"),
        ("There are 20 places.", "what it cites does not say “exactly” of “20”"),
        ("It cost more than £4,000.", "what it cites does not say “more than” of “£4,000”"),
        ("It is for 2022/23.", "“2022/23” is not in what it cites"),
        ("It is in 77/22.", "“77/22” is not in what it cites"),
        ("It is in 77/12.", "“77/12” is not in what it cites"),
        ("The 8th site is dear.", "“8th” is not in what it cites"),
        ("The ninth site is dear.", "“ninth” is not in what it cites"),
        ("It has SEN3.", "“SEN3” is not in what it cites"),
        ("It was carried by 13 votes to 7.", "the figure “13” is not in what it cites"),
        ("It was carried 13-7.", "“13-7” is not in what it cites"),
        ("Minute 46 says so.", "the figure “46” is not in what it cites"),
        # The number of the item is a name for it and no count.
        ("There were 45 members.", "the figure “45” is not in what it cites"),
        # The day of the meeting is no count either.
        ("There were 12 members in September.", ""),
        ("A quarter of it was carried.", "“quarter” is not in what it cites"),
        ("It doubled.", "“doubled” is not in what it cites"),
    ],
)
def test_a_figure_that_does_not_stand_there_is_told(sentence: str, reason: str) -> None:
    assert fault(sentence, [GROUND]) == reason


def test_a_date_is_evidence_for_no_count() -> None:
    assert fault("There were 12 members.", [Ground("They met on 12 September 2023.")]) == (
        "the figure “12” is not in what it cites"
    )


def test_one_that_counts_must_stand_there() -> None:
    assert (
        fault("One councillor left.", [Ground("Three councillors left.")]) == "“One councillor” is not in what it cites"
    )
    assert fault("One councillor left.", [Ground("A councillor left.")]) == ""


def test_a_figure_of_any_of_the_cited_paragraphs_passes() -> None:
    assert fault("It rose from 3 to 4.", [Ground("It was 3."), Ground("It is 4.")]) == ""


MEASURED = Ground(
    "The path of 5 miles took 50 hours of work in 3 to 4 weeks, with a 12-month lease of 7 hectares, and 9."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "The path is 5 miles long.",
        "It took 50 hrs of work.",
        "It took 3 to 4 weeks.",
        "It took 3 weeks.",
        "The lease was of 12 months.",
        "It took 50 more hours.",
        "It has seven ha of land.",
    ],
)
def test_a_unit_that_stands_there_in_any_form_passes(sentence: str) -> None:
    assert fault(sentence, [MEASURED]) == ""


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("The path is 5 km long.", "5"),
        ("The path is 5 kilometres long.", "5"),
        ("It took 50 euros.", "50"),
        ("It took 3 days.", "3"),
        ("The lease was of 12 weeks.", "12"),
        ("It has seven acres.", "seven"),
        ("It took 9 hours.", "9"),
    ],
)
def test_a_figure_of_another_unit_is_told(sentence: str, figure: str) -> None:
    assert fault(sentence, [MEASURED]) == f"what it cites does not count “{figure}” of these"


def test_what_follows_a_figure_by_chance_is_no_unit_of_it() -> None:
    assert fault("It rose to 9 last year.", [Ground("Last year it rose to 9.")]) == ""


@pytest.mark.parametrize(
    ("sentence", "text", "figure"),
    [
        (
            "Three councillors visited the site.",
            "Councillors Ames, Bold and Carr sent apologies. Two councillors visited the site.",
            "Three",
        ),
        (
            "Two libraries would close.",
            "The libraries at Elm and Oak were praised. Four libraries would close.",
            "Two",
        ),
        ("Two officers resigned.", "Officers Bold and Carr were thanked. Five officers resigned.", "Two"),
        ("Two libraries would close.", "Elm and Oak libraries would close.", "Two"),
    ],
)
def test_names_are_not_counted(sentence: str, text: str, figure: str) -> None:
    assert fault(sentence, [Ground(text)]) == f"the figure “{figure}” is not in what it cites"
