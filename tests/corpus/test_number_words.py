"""Numbers that stand in words."""

from decimal import Decimal

import pytest

from corpus.number_words import number_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("eight areas", [(8, "", "eight")]),
        ("Twenty-one members", [(21, "", "Twenty-one")]),
        # 2 × 100 + 50 = 250; 250 × 1,000
        ("two hundred and fifty thousand pounds", [(250_000, "£", "two hundred and fifty thousand pounds")]),
        ("a hundred people and five per cent", [(100, "", "hundred"), (5, "%", "five per cent")]),
        ("two million three hundred thousand", [(2_300_000, "", "two million three hundred thousand")]),
        ("one hundred and one", [(101, "", "one hundred and one")]),
        ("seven two", [(7, "", "seven"), (2, "", "two")]),
        ("seven to two", [(7, "", "seven"), (2, "", "two")]),
        ("twenty and five", [(20, "", "twenty"), (5, "", "five")]),
        ("one of them", []),
        ("one per cent", [(1, "%", "one per cent")]),
        ("hundreds of thousands", []),
        ("someone weighed a ton", []),
    ],
)
def test_numbers_in_words(text: str, expected: list[tuple[int, str, str]]) -> None:
    found = [(one.value, one.unit, text[slice(*one.span)]) for one in number_words(text)]

    assert found == [(Decimal(value), unit, words) for value, unit, words in expected]
