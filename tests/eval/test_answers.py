"""The figures of answers, each worked out by hand."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from eval.answers import AnswerFigures, Point, answer_all, answer_figures, coverage_curve, precision, recall, supports
from eval.datasets.trec_rag import CitedSentence, GivenAnswer
from eval.errors import EvaluationError
from eval.questions import Question, Turn
from eval.retrievers import Record
from index.collection import Collection
from service.settings import load_settings

Make = Callable[..., Question]
ROADS = "unknown/unknown/undated/gritting-of-roads"
BUSES = "unknown/unknown/undated/school-buses"
TEXTS = {
    "oak#1": "The salt barn in Mill Lane was filled in October.",
    "oak#2": "Salt cost £40,000. It was bought from a mine.",
    "oak#3": "The bus to Fenwick leaves at eight.",
}
SALT, BUS = "Salt cost £40,000.", "The bus to Fenwick leaves at eight."


def given(name: str, *sentences: tuple[str, tuple[str, ...]], strength: float | None = None) -> GivenAnswer:
    """Return an answer of sentences with what each cites; none is silence."""
    return GivenAnswer(name, "What?", tuple(CitedSentence(*one) for one in sentences), (), "", strength)


def test_each_share_is_of_its_own_questions(question: Make) -> None:
    salt = {"oak#2": 2}
    asked = [
        question("cites what answers, second", salt),
        question("cites something else", salt),
        question("says nothing", salt),
        question("is not in the file", salt),
        question("silence recognised"),
        question("silence not recognised"),
        question("another silence not recognised"),
    ]
    answers = [
        given(asked[0].id, (BUS, ("oak#3",)), (SALT, ("oak#2",))),
        given(asked[1].id, (BUS, ("oak#3",))),
        given(asked[2].id),
        given(asked[4].id),
        given(asked[5].id, ("The bus to Fenwick leaves at nine.", ("oak#3",))),
        given(asked[6].id, ("The bus to  FENWICK … at eight.", ("oak#3",))),
        given("somebody else's question", ("It is said by nobody.", ("oak#1",))),
    ]
    # Four can be answered: two got an answer, one of these cites what answers, as one of its two citations. Of three
    # that cannot one is declined, and so are two that can. Five sentences are said, each with one citation: four are
    # supported, three of them letter by letter.
    assert answer_figures(answers, asked, Record(TEXTS)) == AnswerFigures(
        answered=2 / 4,
        cited=1 / 4,
        gold_precision=(1 / 2 + 0) / 2,
        gold_recall=(1 + 0) / 2,
        citation_precision=4 / 5,
        citation_recall=4 / 5,
        exact=3 / 5,
        unsupported=1,
        unknown=0,
        declined=1 / 3,
        rightly_declined=1 / 3,
        gold_precision_aside=(1 / 2 + 0) / 2,
    )


def test_what_only_announces_what_answers_may_stand_aside(question: Make) -> None:
    asked = [question("q", {"oak#2": 2}), question("r", {"oak#1": 1, "oak#2": 2}), question("s", {"oak#3": 2})]
    answers = [given(one.id, ("Salt was bought.", ("oak#1", "oak#2"))) for one in asked]
    found = answer_figures(answers, asked, Record(TEXTS, {"oak#2": "oak#1"}))
    # The first announces the second: of the first question it does not count, of the second it answers too, and of the
    # third it announces nothing that answers.
    assert found.gold_precision == pytest.approx((1 / 2 + 1 + 0) / 3)
    assert found.gold_precision_aside == pytest.approx((1 + 1 + 0) / 3)


def test_a_share_of_nothing_is_none() -> None:
    assert answer_figures([], [], Record(TEXTS)) == AnswerFigures(
        None, None, None, None, None, None, None, unsupported=0, unknown=0, declined=None, rightly_declined=None
    )


def test_an_answer_to_what_has_none_may_say_that_it_is_a_part(question: Make) -> None:
    asked = [
        question("part"),
        question("whole"),
        question("nobody says"),
        question("silent"),
        question("q", {"oak#2": 2}),
    ]
    answers = [
        replace(given("part", (SALT, ("oak#2",))), status="partly_answered"),
        replace(given("whole", (SALT, ("oak#2",))), status="answered"),
        given("nobody says", (SALT, ("oak#2",))),
        replace(given("silent"), status="not_in_the_minutes"),
        replace(given("q", (SALT, ("oak#2",))), status="answered"),
    ]
    assert answer_figures(answers, asked, Record(TEXTS)).hedged == 1 / 2
    assert answer_figures(answers[2:], asked[2:], Record(TEXTS)).hedged is None


def test_what_is_cited_and_not_in_the_set_is_counted_once(question: Make) -> None:
    answers = [given("q", (SALT, ("oak#9",)), (BUS, ("oak#9", "oak#3", "elm#1")))]
    found = answer_figures(answers, [question("q", {"oak#2": 2})], Record(TEXTS))
    assert (found.unknown, found.unsupported) == (2, 1)


def test_answers_to_other_questions_are_told(question: Make) -> None:
    with pytest.raises(EvaluationError) as raised:
        answer_figures([given("theirs", (SALT, ("oak#2",)))], [question("q", {"oak#2": 2})], Record(TEXTS))
    assert str(raised.value) == (
        "the answers and the set have no question in common: 'theirs' is the first that is answered, 'q' the first of "
        "the set. Give the set that the answers are of."
    )


@pytest.mark.parametrize(
    ("text", "cited", "citation_precision", "citation_recall", "exact"),
    [
        (SALT, ("oak#2",), 1.0, 1.0, 1.0),
        (SALT, ("oak#1",), 0.0, 0.0, 0.0),  # another paragraph
        (SALT, (), None, 0.0, 0.0),  # no citation: nothing to be precise about
        (SALT, ("oak#9",), 0.0, 0.0, 0.0),  # a paragraph that there is not
        (SALT, ("oak#2", "oak#1"), 1 / 2, 1.0, 1.0),  # the second is needless
        (SALT, ("oak#2", "oak#2"), 1.0, 1.0, 1.0),
        ("salt COST  £40,000.", ("oak#2",), 1.0, 1.0, 0.0),  # case and blanks do not count for support
        ("Salt cost … bought from a mine.", ("oak#2",), 1.0, 1.0, 0.0),
        # Both are needed: each alone says one half.
        ("The salt barn in Mill Lane [...] It was bought from a mine.", ("oak#1", "oak#2"), 1.0, 1.0, 0.0),
        ("The salt barn in Mill Lane … was bought at eight.", ("oak#1", "oak#2"), 0.0, 0.0, 0.0),
    ],
)
def test_citations_support_or_they_do_not(
    question: Make,
    text: str,
    cited: tuple[str, ...],
    citation_precision: float | None,
    citation_recall: float,
    exact: float,
) -> None:
    found = answer_figures([given("q", (text, cited))], [question("q", {"oak#2": 2})], Record(TEXTS))
    assert (found.citation_precision, found.citation_recall, found.exact, found.unsupported) == (
        citation_precision,
        citation_recall,
        exact,
        1 - citation_recall,
    )


@pytest.mark.parametrize("sentence", ["", "…", " [...] "])
def test_nothing_said_is_not_supported(sentence: str) -> None:
    assert not supports(sentence, list(TEXTS.values()))


def test_recall_is_of_what_a_full_answer_needs(question: Make) -> None:
    answer = given("q", (SALT, ("oak#2", "oak#1")))
    assert recall(question("q", {"oak#2": 2, "oak#3": 2, "oak#1": 1}), answer) == 1 / 2
    assert recall(question("q", {"oak#2": 1, "oak#3": 1, "oak#1": 1}), answer) == 2 / 3
    # Of several full answers the one that is nearest counts: 1/2 of the first, all of the second.
    either = question("q", {"oak#2": 2, "oak#3": 2, "oak#1": 2}, any_of=(("oak#2", "oak#3"), ("oak#1",)))
    assert recall(either, answer) == 1.0
    assert precision(either, given("q", (SALT, ("oak#2", "oak#9")))) == 1 / 2
    assert precision(either, given("q", (SALT, ()))) == 0.0


def test_the_curve_has_what_every_threshold_would_give(question: Make) -> None:
    asked = [question("a", {"oak#1": 1}), question("b", {"oak#1": 1}), question("c"), question("d")]
    answers = [
        given("a", strength=0.8),
        given("b", strength=0.4),
        given("c", strength=0.6),
        given("d", strength=0.2),
    ]
    assert coverage_curve(answers, asked) == [
        Point(0.0, 1.0, 0.0),
        Point(0.2, 1.0, 0.0),
        Point(0.4, 1.0, 1 / 2),
        Point(0.6, 1 / 2, 1 / 2),
        Point(0.8, 1 / 2, 1.0),
    ]


def test_there_is_no_curve_where_nobody_says_how_strong_the_evidence_is(question: Make) -> None:
    asked = [question("a", {"oak#1": 1}), question("c")]
    assert coverage_curve([given("a"), given("c")], asked) == []
    assert coverage_curve([given("a", strength=0.5)], asked) == []


def test_questions_are_answered_from_the_minutes_they_are_asked_of(tiny: Collection, question: Make) -> None:
    questions = [
        question("salt", {f"{ROADS}#1.2": 1}, asks="What did the salt cost?"),
        question("salt, of the wrong minutes", {f"{ROADS}#1.2": 1}, asks="What did the salt cost?", minutes_id=BUSES),
        question("gala", asks="Who won the swimming gala?"),
    ]
    told: list[None] = []
    answers = answer_all(tiny, questions, load_settings(evidence_threshold=0.4), told=lambda: told.append(None))
    assert [(one.question_id, one.question) for one in answers] == [(one.id, one.question) for one in questions]
    assert [one.status for one in answers] == ["answered", "not_in_the_minutes", "not_in_the_minutes"]
    assert [one.strength is not None for one in answers] == [True] * 3
    assert f"{ROADS}#1.2" in answers[0].references
    assert len(told) == 3
    texts = {one.id: one.text for name in (ROADS, BUSES) for one in tiny.minutes(name).paragraphs}
    found = answer_figures(answers, questions, Record(texts))
    assert (found.answered, found.cited, found.exact, found.declined) == (1 / 2, 1 / 2, 1.0, 1.0)
    assert found.rightly_declined == 1 / 2


def test_follow_ups_are_answered_in_their_conversation_as_they_stand_or_in_their_stand_alone_form(
    tiny: Collection, question: Make
) -> None:
    follow_up = replace(
        question("q", {f"{ROADS}#1.2": 1}, asks="And what of that?", standalone="What did the salt cost?"),
        kind="follow-up",
        history=(Turn("What did the salt cost?", ""),),
    )
    settings = load_settings(evidence_threshold=0.4)
    (said,) = answer_all(tiny, [follow_up], settings)
    (as_asked,) = answer_all(tiny, [follow_up], settings, form="as asked")
    (alone,) = answer_all(tiny, [follow_up], settings, form="stand-alone")
    assert (said.question, said.is_silent) == ("And what of that? (What did the salt cost?)", False)
    assert (as_asked.question, as_asked.is_silent) == ("And what of that?", True)
    assert (alone.question, alone.status) == ("What did the salt cost?", "answered")
