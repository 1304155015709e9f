"""What a question asks for to the letter, and what of it a text holds."""

from datetime import date
from decimal import Decimal

import pytest

from index.exact import exact, held, ways_to_print


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Who said “on a knife edge”?", {"on a knife edge"}),
        ('Who called it "a Postcode-Lottery"?', {"a postcode lottery"}),
        ("What was the £1.2 million for?", {(Decimal(1200000), "£")}),
        ("Which share was 36.9%?", {(Decimal("36.9"), "%")}),
        ("Who sent the 4,117 responses?", {(Decimal(4117), "")}),
        ("What was resolved on 7 November 2019?", {date(2019, 11, 7)}),
        ("Was “£400 a head” said of the £400?", {"400 a head", (Decimal(400), "£")}),
    ],
)
def test_what_is_asked_for_to_the_letter(question: str, wanted: set[object]) -> None:
    assert exact(question) == wanted


@pytest.mark.parametrize(
    "question",
    ["Who is “Chair”?", "What became of the 20 mph zone?", "And in 2019?", "45.12", "the 7th ward's Chair’s report"],
)
def test_a_word_a_small_number_a_year_and_a_place_are_left_to_the_words(question: str) -> None:
    assert exact(question) == frozenset()


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("It cost £1,200,000, the Leader said, and was on a KNIFE EDGE.", 1.0),
        ("It cost £1.2m.", 0.5),
        ("A knife with an edge, for £120,000.", 0.0),
    ],
)
def test_a_text_holds_what_it_states_in_any_form(text: str, share: float) -> None:
    assert held(exact("Was the £1.2 million “on a knife edge”?"), text, None) == share


def test_every_paragraph_of_a_meeting_holds_its_day() -> None:
    wanted = exact("What was said on 07/11/2019?")
    assert held(wanted, "Nothing was said.", date(2019, 11, 7)) == 1.0
    assert held(wanted, "On 7 November 2019 it rained.", date(2020, 1, 1)) == 1.0
    assert held(wanted, "Nothing was said.", None) == 0.0


def test_a_text_holds_nothing_of_what_is_not_asked_for() -> None:
    assert held(frozenset(), "£400", None) == 0.0


def test_a_figure_is_looked_for_in_the_ways_that_minutes_print_it() -> None:
    assert ways_to_print("the £1.2 million") == ["£1.2 million", "1,200,000", "1200000", "1.2 million", "1.2m"]
    assert ways_to_print("4117 of them, “as it were”") == ["4117", "4,117", "“as it were”"]
