"""What a sentence has in common with what it cites, and the words that bear it out."""

from datetime import date

import pytest

from corpus.minutes import Item
from service.checks import fault
from service.checks.ground import Ground, ground_of
from service.checks.support import best_span, held_share, shares_anything
from service.checks.support import fault as support_fault
from tests.service.conftest import line, minutes_of

TEXT = "Recruitment had improved. Record keeping needed further audits, at £4,000. The Chair thanked officers."


def test_the_words_that_bear_a_sentence_out_are_whole_sentences_of_the_paragraph() -> None:
    start, end = best_span("Audits of record keeping cost £4,000.", TEXT) or (0, 0)

    assert TEXT[start:end] == "Record keeping needed further audits, at £4,000."


def test_they_may_be_several_in_a_row() -> None:
    start, end = best_span("Recruitment improved and record keeping needed audits.", TEXT) or (0, 0)

    assert TEXT[start:end] == "Recruitment had improved. Record keeping needed further audits, at £4,000."


def test_no_text_bears_nothing_out() -> None:
    assert best_span("Audits cost £4,000.", "") is None


def test_the_share_counts_telling_words_there_and_over_it() -> None:
    ground = Ground("Audits were needed.", over=("Home to School Transport",))

    # audits, needed and transport of audits, needed, transport, lorries
    assert held_share("Audits of transport by lorries were needed.", [ground]) == 3 / 4
    assert held_share("It was so.", [ground]) == 1.0


def test_a_paragraph_may_share_a_figure_alone() -> None:
    assert shares_anything("The price was 4,000 pounds.", Ground("£4,000"))
    assert not shares_anything("The price was 4,000 pounds.", Ground("The Chair thanked officers."))


def test_a_sentence_of_something_else_is_told() -> None:
    assert fault("The swimming pool reopened in bright colours.", [Ground(TEXT)]) == (
        "most of its words are not in what it cites"
    )


BARN = Ground("The salt barn in Mill Lane was filled, and seven libraries were to open later.")


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        # Two of three words stand there, and the third is what is said of them.
        ("The salt barn was sold.", "sold"),
        ("Seven libraries would burn.", "burn"),
        ("The salt barn was in Mill Lane.", ""),
        # Verbs that say little; figures and outcomes are for other checks to find.
        ("It was explained that the salt barn had been filled.", ""),
        ("Mill Lane has one salt barn.", ""),
        # In a longer one a word may be another's.
        ("The salt barn in Mill Lane was filled, and seven libraries would open afterwards.", ""),
    ],
)
def test_in_a_short_sentence_every_word_counts(sentence: str, missing: str) -> None:
    assert support_fault(sentence, [BARN]) == (f"“{missing}” is not in what it cites" if missing else "")


@pytest.mark.parametrize(
    ("sentence", "verb", "there"),
    [
        ("Councillor Ames received the grant.", "received", "opposed"),
        ("Councillor Ames gave the grant.", "gave", "opposed"),
        ("The Board wanted the closure of the library.", "wanted", "feared"),
        ("The Board needed the closure of the library.", "needed", "feared"),
        ("The director started the library closure.", "started", "cancelled"),
        ("The director began the library closure.", "began", "cancelled"),
        ("The director kept the library van.", "kept", "sold"),
        ("The director used the library van.", "used", "sold"),
        ("The director took the library van.", "took", "sold"),
        ("The Board asked for the closure of the library.", "asked", "discussed"),
    ],
)
def test_the_verb_of_a_short_sentence_counts_too(sentence: str, verb: str, there: str) -> None:
    ground = Ground(sentence.replace(verb, there))

    assert fault(sentence, [ground]) != ""
    assert support_fault(sentence, [ground]) == f"“{verb}” is not in what it cites"
    assert fault(sentence, [Ground(sentence)]) == ""


def test_what_stands_over_a_paragraph_is_taken_from_its_minutes() -> None:
    name = "oakshire/cabinet/2023-09-12"
    paragraphs = (
        line(name, "46.resolved", "RESOLVED that:", label="46.1", kind="resolution"),
        line(name, "46.resolved.a", "the budget be noted;", label="a)", ordinal=2, parent=f"{name}#46.resolved"),
    )
    minutes = minutes_of(
        name,
        (Item("46", "Budget", "Finance", paragraphs),),
        title="Cabinet",
        address="x.html",
        council="Oakshire",
        committee="Cabinet",
        held=date(2023, 9, 12),
    )

    ground = ground_of(paragraphs[1], minutes)

    assert ground == Ground(
        text="the budget be noted;",
        over=("Oakshire", "Cabinet", "12 September 2023", "Finance", "Budget", "RESOLVED that:"),
        numbers=("46", "a", "46.1"),
        held=date(2023, 9, 12),
        decides=True,
    )
