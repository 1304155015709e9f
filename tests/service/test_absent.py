"""What a question asks for that the best paragraphs do not hold."""

from datetime import date

import pytest

from corpus.minutes import Paragraph, digest
from index.hits import Hit, MinutesSummary
from service.absent import figure_absent, person_absent, year_absent


def hit(text: str, *, best: str = "", held: date | None = None) -> Hit:
    """Return a hit whose best sentence is the one given, the whole paragraph where none is."""
    paragraph = Paragraph("m#1", "1", ("1",), (), "paragraph", text, None, 1, None, digest("1", text))
    summary = MinutesSummary("m", "Oak", None, held, "", "unknown", "plain", "m.txt", 1)
    start = text.index(best)
    span = (start, start + len(best or text))
    return Hit(paragraph, None, "", summary, 0.9, 1, (span,), 0.5, 1.0, 0.5, sentences=((0.5, span),))


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How much did the salt cost?", "Salt cost £40.", False),
        ("How much did the salt cost?", "Forty tonnes of salt were bought.", True),
        ("How much sand was spread?", "Forty tonnes of sand were spread.", False),  # which is no matter of money
        ("how much is a bin", "A bin was bought.", True),
        ("What fine was paid?", "The fine had been paid.", True),
        ("What percentage of plans was late?", "A third of plans were late.", False),
        ("What percentage of plans was late?", "Plans were late, 36.9 per cent.", False),
        ("What percentage of plans was late?", "There were 12 late plans.", True),
        ("How many plans were late?", "Nineteen of the plans were late.", False),
        ("How many plans were late?", "There were 12 complaints, and plans had been asked for by everybody.", False),
        ("How many allegations are unresolved?", "There were allegations going back to 2007.", True),
        ("How many children are in care?", "July 2023 – Children with a plan.", True),  # a year counts nothing
        ("How many badges were refused?", "They granted 61 licences, refused four and suspended two.", True),
        ("How old is the barn?", "The barn was full.", False),  # of which kind the figure is cannot be told
        ("Who bought the salt?", "Salt was bought.", False),  # no figure is wanted
    ],
)
def test_a_figure_of_the_kind_that_is_wanted_is_there_or_not(question: str, text: str, expected: bool) -> None:
    assert figure_absent(question, [hit(text)]) is expected


def test_the_figure_may_stand_in_the_third_hit_but_not_in_the_fourth() -> None:
    other, price = hit("Salt was bought."), hit("Salt cost £40.")
    assert not figure_absent("How much did the salt cost?", [other, other, price])
    assert figure_absent("How much did the salt cost?", [other, other, other, price])


def test_a_sum_of_money_is_looked_for_in_the_best_sentences() -> None:
    found = hit("Salt was bought. The barn cost £4.", best="Salt was bought.")
    assert figure_absent("How much did the salt cost?", [found])


def test_a_year_is_in_the_first_hit_or_is_that_of_its_meeting() -> None:
    assert year_absent("What did the salt cost in 2019?", [hit("Salt cost £40 in 2018.")])
    assert not year_absent("What did the salt cost in 2019?", [hit("Salt cost £40 in 2019.")])
    assert not year_absent("What did the salt cost in 2019?", [hit("Salt cost £40.", held=date(2019, 5, 1))])
    assert year_absent("Was it 2018 or 2019?", [hit("It was 2018.")])
    assert not year_absent("What did the salt cost?", [hit("Salt was bought.")])
    assert not year_absent("What did the salt cost in 2019?", [])


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Who is the Chief Executive?", "That the Chief Executive be invited.", True),
        ("Who is the chief executive?", "That the Chief Executive of Wold and Shore Water be invited.", True),
        ("who’s the chief executive", "The Chief Executive, Ada Quill, apologised.", False),
        ("Who was the Clerk?", "Cllr Quill thanked the Clerk.", False),
        ("What is the name of the bridge engineer?", "The bridge engineer was thanked.", True),
        # An office in capitals is nobody's name where its words are spoken of.
        ("Who is the Improvement Advisor?", "An Improvement Advisor had been appointed to support improvement.", True),
        ("Who is the LADO?", "A Local Authority Designated Officer had been appointed.", True),
        # Who did something may be a firm or a body.
        ("Who is paying for the lights?", "The lights were paid for.", False),
        ("Who won the contract?", "The contract was let.", False),
        ("What did the Clerk say?", "The Clerk spoke.", False),
    ],
)
def test_whoever_is_asked_for_is_named_or_not(question: str, text: str, expected: bool) -> None:
    assert person_absent(question, [hit(text)]) is expected


def test_a_name_counts_only_in_the_best_sentences() -> None:
    text = "The Clerk was thanked. Ada Quill spoke of salt."
    assert person_absent("Who is the Clerk?", [hit(text, best="The Clerk was thanked.")])
    assert person_absent("Who is the Clerk?", [])
