"""Figures read out of running text."""

from decimal import Decimal

import pytest

from corpus.figures import figures


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("at £410,000.", "410000", "£"),
        ("of £1.2 million, with", "1200000", "£"),
        ("£1.2m was found", "1200000", "£"),
        ("costing 3 million pounds", "3000000", "£"),
        ("£2bn", "2000000000", "£"),
        ("36.9 per cent", "36.9", "%"),
        ("36.9%", "36.9", "%"),
        ("drew 4,117 responses", "4117", ""),
        ("84 dwellings", "84", ""),
        ("€50", "50", "€"),
    ],
)
def test_a_figure_has_one_form_however_it_is_printed(text: str, value: str, unit: str) -> None:
    assert [(one.value, one.unit) for one in figures(text)] == [(Decimal(value), unit)]


@pytest.mark.parametrize("text", ["the 7th", "at 10.30 am", "at 14:30", "minute 77/21", "SEN2", "1.2.3", "no figure"])
def test_what_only_looks_like_a_figure_is_passed_over(text: str) -> None:
    assert list(figures(text)) == []


def test_a_figure_tells_where_it_stands() -> None:
    text = "from £5 to £10"
    assert [text[slice(*one.span)].strip() for one in figures(text)] == ["£5", "£10"]


@pytest.mark.parametrize("text", ["80/90%", "80-90 per cent", "80 – 90%", "80/90 %"])
def test_both_ends_of_a_percentage_are_percentages(text: str) -> None:
    found = list(figures(f"That £5 was {text} of 7."))
    assert [(one.value, one.unit) for one in found] == [(5, "£"), (80, "%"), (90, "%"), (7, "")]
    assert [f"That £5 was {text} of 7."[slice(*one.span)] for one in found[1:3]] == ["80", "90"]


@pytest.mark.parametrize("text", ["minute 80/90", "2019-20"])
def test_two_numbers_without_a_sign_of_percentages_are_none(text: str) -> None:
    assert all(one.unit != "%" for one in figures(text))
