"""Which words of a question a reader is told stand nowhere."""

import pytest

from service.silence import Answerability, with_unused
from service.unused import is_all, person, told

ASKED = "Did Mr Smith really buy gritters?"
MAYOR = "who is the mayor"


@pytest.mark.parametrize(
    ("question", "unused", "expected"),
    [
        ("Who won the cup in Mexico?", {"won", "cup", "mexico"}, ("Mexico",)),
        ("Salt, salt and more Salt?", {"salt"}, ("Salt",)),
        ("What about gritters?", set(), ()),
        ("What about 2031?", {"2031"}, ()),
        ("Do they really mention gritters?", {"really", "mention", "gritters"}, ("gritters",)),
        ("apples pears plums cherries", {"apples", "pears", "plums", "cherries"}, ("apples", "pears", "plums")),
    ],
)
def test_words_are_told_as_typed_three_at_most_and_talk_is_passed_over(
    question: str, unused: set[str], expected: tuple[str, ...]
) -> None:
    assert told(question, unused) == expected


@pytest.mark.parametrize(
    ("question", "unused", "expected"),
    [
        ("What did Councillor Smith say?", {"smith"}, True),
        ("What did Councillor Ann Smith say?", {"smith"}, True),
        ("What did Councillor Ann Smith say?", {"ann"}, False),
        ("What did Cllr. Smith-Jones say?", {"smith", "jones"}, True),
        ("What did Cllr. Smith-Jones say?", {"jones"}, False),
        ("What was Councillor J. R. Smith’s view?", {"smith"}, True),
        ("What Did Councillor Potter Say About Gritters?", {"gritters"}, False),
        ("What Did Councillor Potter Say About Gritters?", {"potter"}, True),
        ("What Did Councillor Ann Potter Say?", {"potter"}, True),
        ("What did Mr Smith say about gritters?", {"gritters"}, False),
        ("What did the councillor say about smith?", {"smith"}, False),
    ],
)
def test_somebody_with_a_title_may_stand_nowhere(question: str, unused: set[str], expected: bool) -> None:
    assert person(question, unused) is expected


@pytest.mark.parametrize(
    ("verdict", "unused", "expected"),
    [
        (Answerability("answered", 0.9), set(), Answerability("answered", 0.9)),
        (Answerability("answered", 0.9), {"gritters"}, Answerability("partly_answered", 0.9)),
        (Answerability("partly_answered", 0.8), {"gritters"}, Answerability("partly_answered", 0.8)),
        (Answerability("answered", 0.9), {"really"}, Answerability("answered", 0.9)),
        (Answerability("answered", 0.9), {"smith"}, Answerability("not_in_the_minutes", 0.0)),
        (Answerability("unclear", 0.0), {"smith"}, Answerability("unclear", 0.0)),
    ],
)
def test_words_that_stand_nowhere_make_an_answer_a_part_and_a_person_none(
    verdict: Answerability, unused: set[str], expected: Answerability
) -> None:
    assert with_unused(verdict, ASKED, unused, completed=ASKED) == expected


@pytest.mark.parametrize(
    ("question", "unused", "expected"),
    [
        ("who is the mayor", {"mayor"}, True),
        ("Who is the mayor of Oak?", {"mayor"}, False),
        ("Library opening hours?", {"library", "opening", "hours"}, True),
        # Words of talk are of no subject.
        ("Did anybody mention salt?", {"salt"}, True),
        ("Did anybody mention salt?", {"anybody", "mention"}, False),
        ("Did anybody say anything?", {"anybody", "say", "anything"}, False),
    ],
)
def test_every_telling_word_may_stand_nowhere(question: str, unused: set[str], expected: bool) -> None:
    assert is_all(question, unused) is expected


def test_what_is_about_something_else_altogether_is_not_answered() -> None:
    given = Answerability("partly_answered", 0.7)
    assert with_unused(given, MAYOR, {"mayor"}, completed=MAYOR) == Answerability("not_in_the_minutes", 0.0)
    # What came before says what it is about.
    assert with_unused(given, "What did it cost?", {"cost"}, completed="What did it cost? (potholes)") == given
