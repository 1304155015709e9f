"""What a question wants, and whether a text holds it."""

import pytest

from service.wanted import Want, holds, wanted


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("How many plans were late?", {"figure"}),
        ("What did the salt cost?", {"figure"}),
        ("What percentage of plans was late?", {"figure"}),
        ("When does the pool shut?", {"date"}),
        ("Which year was it built?", {"date"}),
        ("What happens when the pool shuts?", set()),
        ("Who chairs the board?", {"person"}),
        ("Why was the road shut?", {"reasons"}),
        ("What did Cabinet decide about salt?", {"decision"}),
        ("How has the number of late plans changed?", {"change"}),
        ("What was spent between 2019 and 2021?", {"change"}),
        ("List the risks", {"list"}),
        ("What are the priorities?", {"list"}),
        ("Salt", set()),
    ],
)
def test_a_question_says_what_it_wants(question: str, wants: set[str]) -> None:
    assert set(wanted(question).wants) == wants


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("What are the four improvement priorities?", 4),
        ("Which eight areas were named?", 8),
        ("What did the five areas named by the inspectors cover?", 5),
        ("What changed in the three years to 2020?", None),
        ("How many of the four sites shut?", None),  # a figure is wanted, not the four
        ("What did the two of them say?", None),
        ("What are the priorities?", None),
    ],
)
def test_a_question_says_how_many_things_it_asks_for(question: str, count: int | None) -> None:
    assert wanted(question).count == count
    assert ("list" in wanted(question)) or count is None


@pytest.mark.parametrize(
    ("want", "text", "expected"),
    [
        ("figure", "Salt cost £4.", True),
        ("figure", "Three plans were late.", True),
        ("figure", "Salt was bought.", False),
        ("date", "It opens in May.", True),
        ("date", "It would open in the spring.", True),
        ("date", "It would open.", False),
        ("person", "Cllr Ames spoke.", True),
        ("person", "it was put by Ann Hall.", True),
        ("person", "Salt was bought.", False),
        ("reasons", "Salt was bought.", True),  # no word shows a reason for certain
    ],
)
def test_a_text_holds_what_is_wanted(want: Want, text: str, expected: bool) -> None:
    assert holds(want, text) is expected
