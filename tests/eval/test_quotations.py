"""How much of what answers quote is worth quoting, and how much of what is worth it they quote, worked out by hand."""

from collections.abc import Callable

import pytest

from eval.answers import answer_figures
from eval.datasets.trec_rag import CitedSentence, GivenAnswer
from eval.questions import Question
from eval.quotations import quoted_numbers, sentence_precision, sentence_recall
from eval.retrievers import Record
from eval.sentences import JudgedSentences

Make = Callable[..., Question]
TEXTS = {
    "oak#1": "The barn was full. Salt cost £40,000. It came from a mine. Members were pleased.",
    "oak#2": "Two tenders had come. The lower was £38,000. However, it was withdrawn.",
    "oak#3": "The bus leaves at eight. It stops at Fenwick.",
}
BARN, COST, MINE, PLEASED = "The barn was full.", "Salt cost £40,000.", "It came from a mine.", "Members were pleased."
LOWER, HOWEVER, BUS = "The lower was £38,000.", "However, it was withdrawn.", "The bus leaves at eight."


def given(name: str, *sentences: tuple[str, tuple[str, ...]]) -> GivenAnswer:
    """Return an answer of sentences with what each cites."""
    return GivenAnswer(name, "What?", tuple(CitedSentence(*one) for one in sentences), ())


def judged(name: str, paragraph: str, answers: tuple[int, ...], helps: tuple[int, ...]) -> JudgedSentences:
    """Return the judged sentences of a paragraph."""
    return JudgedSentences(name, paragraph, "0" * 16, answers, helps)


# The cost answers, and so does the lower tender, which the sentence after it takes back.
JUDGED = [judged("q", "oak#1", (1,), (2,)), judged("q", "oak#2", (1,), (2,))]


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        (COST, {1}),
        (f"{COST} {MINE}", {1, 2}),
        ("salt  COST £40,000.", {1}),
        ("came from a mine", {2}),  # four words of one sentence, and nothing else
        ("cost £40,000", set()),  # two
        ("ame from a mine", set()),  # three and the end of another
        ("came from a min", set()),
        ("“Salt cost £40,000”", {1}),  # the whole of it, without its full stop
        ("£40,000. It came", set()),  # parts of two: neither is quoted
        (f"{BARN} … {MINE}", {0, 2}),
        ("The salt was dear.", set()),
        ("…", set()),
        (".", set()),
    ],
)
def test_a_sentence_is_quoted_whole_or_a_part_of_it_alone(said: str, numbers: set[int]) -> None:
    assert quoted_numbers(given("q", (said, ("oak#1",))), "oak#1", TEXTS) == numbers
    assert quoted_numbers(given("q", (said, ("oak#2",))), "oak#1", TEXTS) == set()


def test_words_that_stand_in_any_sentence_quote_none() -> None:
    texts = {"oak#1": "The barn was sold. The fund grew. Members left for the train."}
    for said, numbers in (
        ("the … fund", set()),
        ("the … fund grew", set()),
        ("for the train", set()),
        ("left for the train", {2}),
        ("the fund grew", {1}),
        ("Members left for the train. The", {2}),
    ):
        assert quoted_numbers(given("q", (said, ("oak#1",))), "oak#1", texts) == numbers, said


def test_a_sentence_that_only_ends_like_a_piece_is_not_quoted_by_it() -> None:
    texts = {"oak#1": "In. It was lost."}
    assert quoted_numbers(given("q", ("He moved in. It was found.", ("oak#1",))), "oak#1", texts) == {0}
    assert quoted_numbers(given("q", ("He called it bargain. It was found.", ("oak#1",))), "oak#1", texts) == set()


@pytest.mark.parametrize(
    ("sentences", "precision", "recall"),
    [
        # Both paragraphs are cited: all three quoted answer or help, and both that answer are quoted.
        ([(COST, ("oak#1",)), (f"{LOWER} {HOWEVER}", ("oak#2",))], 3 / 3, 2 / 2),
        # One of two quoted answers; of the paragraph that is not cited nothing is missed.
        ([(COST, ("oak#1",)), (PLEASED, ("oak#1",))], 1 / 2, 1 / 1),
        # What helps is worth quoting, but does not answer.
        ([(MINE, ("oak#1",))], 1 / 1, 0 / 1),
        ([(f"{BARN} {COST}", ("oak#1",)), (HOWEVER, ("oak#2",))], 2 / 3, 1 / 2),
        # Quoted twice, it counts once; what is quoted of a paragraph without judged sentences does not count.
        ([(COST, ("oak#1",)), (COST, ("oak#1",)), (BUS, ("oak#3",))], 1 / 1, 1 / 1),
        ([(BUS, ("oak#3",))], None, None),
        # A paragraph is cited, but for other words than its own.
        ([("It was dear.", ("oak#1",))], None, 0 / 1),
        ([], None, None),
    ],
)
def test_precision_and_recall(
    sentences: list[tuple[str, tuple[str, ...]]], precision: float | None, recall: float | None
) -> None:
    assert sentence_precision(given("q", *sentences), JUDGED, TEXTS) == precision
    assert sentence_recall(given("q", *sentences), JUDGED, TEXTS) == recall


def test_a_paragraph_that_only_helps_has_nothing_to_recall() -> None:
    answer = given("q", (BARN, ("oak#1",)))
    assert sentence_recall(answer, [judged("q", "oak#1", (), (0,))], TEXTS) is None
    assert sentence_precision(answer, [judged("q", "oak#1", (), (0,))], TEXTS) == 1.0


def test_a_paragraph_that_the_set_does_not_have_has_no_sentences() -> None:
    answer = given("q", (BARN, ("oak#9",)))
    assert sentence_precision(answer, [judged("q", "oak#9", (0,), ())], TEXTS) is None
    assert sentence_recall(answer, [judged("q", "oak#9", (0,), ())], TEXTS) == 0.0


def test_the_figures_are_means_over_the_questions_that_have_them(question: Make) -> None:
    asked = [
        question("half", {"oak#1": 2}),
        question("none", {"oak#1": 2}),
        question("of nothing judged", {"oak#3": 2}),
        question("silent", {"oak#1": 2}),
        question("unanswerable"),
    ]
    answers = [
        given("half", (f"{BARN} {COST}", ("oak#1",))),
        given("none", (BARN, ("oak#1",))),
        given("of nothing judged", (BUS, ("oak#3",))),
        given("silent"),
        given("unanswerable", (COST, ("oak#1",))),
    ]
    of_all = [judged(name, "oak#1", (1,), (2,)) for name in ("half", "none", "silent")]
    found = answer_figures(answers, asked, Record(TEXTS), of_all)
    # Precision 1/2 and 0, recall 1 and 0; the others quote nothing of a judged paragraph.
    assert (found.sentence_precision, found.sentence_recall) == ((1 / 2 + 0) / 2, (1 + 0) / 2)
    without = answer_figures(answers, asked, Record(TEXTS))
    assert (without.sentence_precision, without.sentence_recall) == (None, None)
