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
