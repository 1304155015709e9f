"""The figures of answers, each worked out by hand."""

from collections.abc import Callable

import pytest

from eval.answers import AnswerFigures, answer_all, answer_figures
from eval.questions import Question
from index.collection import Collection
from index.hits import Extent
from service.answer import Answer
from service.citations import Citation, Sentence
from service.settings import load_settings
from service.wording import Status

Make = Callable[..., Question]
ROADS = "unknown/unknown/undated/gritting-of-roads"
BUSES = "unknown/unknown/undated/school-buses"
# The first sentence of paragraph 1.2 and of 2.1.
SALT = Citation(f"{ROADS}#1.2", "1.2", "Salt cost £40,000.", 0, 18)
BUS = Citation(f"{BUSES}#2.1", "2.1", "The bus to Fenwick leaves at eight.", 0, 35)


def given(status: Status, *citations: Citation) -> Answer:
    """Return an answer with a sentence for each citation."""
    sentences = tuple(Sentence(citation.quote, (citation,)) for citation in citations)
    return Answer("What?", status, "quoted", sentences, (), (), {}, Extent(2, (), (), None, None, 2))


def test_each_share_is_of_its_own_questions(tiny: Collection, question: Make) -> None:
    salt = {f"{ROADS}#1.2": 1}
    altered = Citation(f"{BUSES}#2.1", "2.1", "The bus to Fenwick leaves at nine.", 0, 35)
    answers = [
        (question("cites what answers, second", salt), given("answered", BUS, SALT)),
        (question("cites something else", salt), given("partly_answered", BUS)),
        (question("says nothing", salt), given("not_in_the_minutes")),
        (question("says nothing either", salt), given("unclear")),
        (question("silence recognised"), given("not_in_the_minutes")),
        (question("silence not recognised"), given("answered", altered)),
        (question("silence taken for an unclear question"), given("unclear")),
    ]
    # Four can be answered: one cites what answers, two got an answer. Three cannot: one is told so. Of the four quotes
    # three are the text of their paragraph.
    assert answer_figures(tiny, answers) == AnswerFigures(cited=1 / 4, answered=2 / 4, silent=1 / 3, exact=3 / 4)


@pytest.mark.parametrize(
    "quote",
    [
        Citation(f"{ROADS}#1.2", "1.2", "salt cost £40,000.", 0, 18),
        Citation(f"{ROADS}#1.2", "1.2", "Salt cost £40,000.", 1, 19),
        Citation(f"{ROADS}#1.1", "1.1", "Salt cost £40,000.", 0, 18),
    ],
    ids=["another letter", "another place", "another paragraph"],
)
def test_a_quote_is_compared_letter_by_letter_in_its_place(tiny: Collection, question: Make, quote: Citation) -> None:
    answers = [(question("q", {quote.paragraph_id: 1}), given("answered", quote))]
    assert answer_figures(tiny, answers) == AnswerFigures(cited=1.0, answered=1.0, silent=1.0, exact=0.0)


def test_a_share_of_nothing_is_1(tiny: Collection) -> None:
    assert answer_figures(tiny, []) == AnswerFigures(cited=1.0, answered=1.0, silent=1.0, exact=1.0)


def test_questions_are_answered_from_the_minutes_they_are_asked_of(tiny: Collection, question: Make) -> None:
    questions = [
        question("salt", {f"{ROADS}#1.2": 1}, asks="What did the salt cost?"),
        question("salt, of the wrong minutes", {f"{ROADS}#1.2": 1}, asks="What did the salt cost?", minutes_id=BUSES),
        question("gala", asks="Who won the swimming gala?"),
    ]
    answers = answer_all(tiny, questions, load_settings(evidence_threshold=0.4))
    assert [asked for asked, _ in answers] == questions
    assert [answer.status for _, answer in answers] == ["answered", "not_in_the_minutes", "not_in_the_minutes"]
    assert answer_figures(tiny, answers) == AnswerFigures(cited=1 / 2, answered=1 / 2, silent=1.0, exact=1.0)
