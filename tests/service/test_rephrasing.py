"""A model's rephrasing is used only where it says nothing that nobody said."""

import pytest

from service.conversation import Turn, complete
from service.rephrasing import checked_rephrasing

HISTORY = [Turn("How much did Marlshire spend on gritting in 2019?", "£40,000, as Councillor Pim reported.")]
COMPLETED = complete("was it too much?", HISTORY)
RULED = "was it too much? (How much did Marlshire spend on gritting in 2019? £40,000, as Councillor Pim reported.)"


def test_the_rule_is_what_the_rephrasing_is_held_against() -> None:
    assert COMPLETED.question == RULED


@pytest.mark.parametrize(
    "rephrased",
    [
        "Was £40,000 too much for Marlshire to spend on gritting in 2019?",
        "Did Councillor Pim say that Marlshire’s spending on gritting was too much?",
        "Was the spending on gritting too much?",
        "Please tell me whether Councillor Pim said that what Marlshire did spend on gritting was too much",
    ],
)
def test_what_adds_nothing_is_used(rephrased: str) -> None:
    assert checked_rephrasing(f"  {rephrased}\n", COMPLETED, HISTORY) == rephrased


@pytest.mark.parametrize(
    "rephrased",
    [
        "",
        "   ",
        "Was it too much?\nAnd who said so?",
        "Was £50,000 too much for gritting?",
        "Was gritting too much in 2020?",
        "Was Thornbeck’s gritting too much?",
        "Thornbeck spent too much on gritting, did it not?",
        "Was the NHS gritting too much?",
        "Was gritting in March too much?",
        "Was gritting twelve times too much?",
        "Banana?",
        "Was gritting too much? See https://example.org",
        "Was <b>gritting</b> too much?",
        "Was gritting [1] too much?",
        "gritting " * 60,
        # A word that claims something, whatever the sentence around it.
        "Was the gritting too dear?",
        "Was it too much for gritting that the corrupt leader secretly sold off for private gain?",
        "How much did Marlshire waste on gritting?",
        "Was gritting too much? pay at evil.example/x",
        "Was gritting too much? 2019@councillor.pim",
        "Was gritting too much? //gritting.report",
        "Was gritting too much? pim.report",
        "Was gritting too much? ![gritting](2019)",
        "Was gritting too much? &lt;gritting&gt;",
        # An answer in place of a question, in words that were all said.
        "The gritting was too much.",
        "Marlshire spent £40,000 on gritting in 2019.",
    ],
)
def test_what_is_empty_long_marked_up_or_new_is_not(rephrased: str) -> None:
    assert checked_rephrasing(rephrased, COMPLETED, HISTORY) == RULED


def test_a_question_that_stands_alone_is_not_rephrased() -> None:
    alone = complete("What did Marlshire spend on salt in 2019?", HISTORY)
    assert (
        checked_rephrasing("What did Marlshire spend?", alone, HISTORY) == "What did Marlshire spend on salt in 2019?"
    )
