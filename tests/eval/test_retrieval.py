"""Rankings and their figures, each worked out by hand."""

from collections.abc import Callable
from math import log2

import pytest

from eval.questions import Question
from eval.retrieval import Ranking, figures, rank_all
from index.collection import Collection
from index.retrieve import RETRIEVERS
from index.settings import RetrievalSettings

Make = Callable[..., Question]
ROADS = "unknown/unknown/undated/gritting-of-roads"
BUSES = "unknown/unknown/undated/school-buses"


def ranking(question: Question, *shown: str, score: float = 0.5) -> Ranking:
    """Return a ranking of paragraphs that all have one score."""
    return Ranking(question, tuple((paragraph, score) for paragraph in shown), seconds=0.0)


def test_the_measures_of_one_ranking(question: Make) -> None:
    found = figures([ranking(question("q", {"a": 2, "b": 1, "c": 1}), "x", "b", "a")])["all"]
    assert found.questions == 1
    assert found.measures == pytest.approx(
        {
            # Grades by falling worth: 2, 1, 1. Shown: nothing, 1, 2.
            "nDCG@10": (1 / log2(1 + 2) + 2 / log2(1 + 3)) / (2 / log2(1 + 1) + 1 / log2(1 + 2) + 1 / log2(1 + 3)),
            "Success@1": 0.0,
            "Success@5": 1.0,
            "R@10": 2 / 3,
        }
    )


def test_a_ranking_that_begins_with_the_answer(question: Make) -> None:
    found = figures([ranking(question("q", {"a": 1}), "a", "x")])["all"]
    assert found.measures == {"nDCG@10": 1.0, "Success@1": 1.0, "Success@5": 1.0, "R@10": 1.0}


@pytest.mark.parametrize(
    ("place", "ndcg", "success_5", "recall"),
    [(5, 1 / log2(1 + 5), 1.0, 1.0), (6, 1 / log2(1 + 6), 0.0, 1.0), (10, 1 / log2(11), 0.0, 1.0), (11, 0.0, 0.0, 0.0)],
)
def test_the_cut_offs(question: Make, place: int, ndcg: float, success_5: float, recall: float) -> None:
    shown = [f"x{number}" for number in range(1, place)]
    found = figures([ranking(question("q", {"a": 1}), *shown, "a")])["all"]
    assert found.measures == pytest.approx({"nDCG@10": ndcg, "Success@1": 0.0, "Success@5": success_5, "R@10": recall})


def test_a_question_without_hits_counts_0(question: Make) -> None:
    found = figures([ranking(question("q1", {"a": 1}), "a"), ranking(question("q2", {"a": 1}))])["all"]
    assert found.questions == 2
    assert found.measures == {"nDCG@10": 0.5, "Success@1": 0.5, "Success@5": 0.5, "R@10": 0.5}


def test_no_hits_at_all_is_0_and_not_an_error(question: Make) -> None:
    found = figures([ranking(question("q", {"a": 1}))])["all"]
    assert (found.questions, found.measures) == (1, {"nDCG@10": 0.0, "Success@1": 0.0, "Success@5": 0.0, "R@10": 0.0})


@pytest.mark.parametrize(("shown", "success_1"), [(("a", "b"), 1.0), (("b", "a"), 0.0)])
def test_ties_stand_in_the_order_that_was_shown(question: Make, shown: tuple[str, ...], success_1: float) -> None:
    found = figures([ranking(question("q", {"a": 1}), *shown)])["all"]
    assert found.measures["Success@1"] == success_1


def test_the_figures_by_kind(question: Make) -> None:
    found = figures(
        [
            ranking(question("q1", {"a": 1}, kind="who"), "a"),
            ranking(question("q2", {"a": 1}, kind="who"), "x", "a"),
            ranking(question("q3", {"a": 1}, kind="list"), "x"),
        ]
    )
    assert {group: row.questions for group, row in found.items()} == {"all": 3, "list": 1, "who": 2}
    assert {group: row.measures["Success@1"] for group, row in found.items()} == {"all": 1 / 3, "list": 0, "who": 1 / 2}
    assert found["who"].measures["nDCG@10"] == pytest.approx((1 + 1 / log2(3)) / 2)


def test_nothing_to_measure_is_told() -> None:
    with pytest.raises(ValueError, match=r"^there are no answerable questions to measure$"):
        figures([])


@pytest.mark.parametrize("retriever", RETRIEVERS)
def test_answerable_questions_are_ranked_deeper_than_a_page_shows(
    tiny: Collection, question: Make, retriever: str
) -> None:
    asked = question("q1", {f"{ROADS}#1.2": 1}, asks="What did the salt cost?")
    silent = question("q2", asks="Who won the gala?")
    (found,) = rank_all(tiny, [asked, silent], retriever=retriever, settings=RetrievalSettings(limit=1))
    assert found.question == asked
    assert found.hits[0][0] == f"{ROADS}#1.2"
    assert len(found.hits) > 1
    assert found.seconds > 0


def test_a_question_is_asked_of_its_own_minutes(tiny: Collection, question: Make) -> None:
    asked = question("q", {f"{BUSES}#2.1": 1}, asks="What did the salt cost?", minutes_id=BUSES)
    (found,) = rank_all(tiny, [asked], retriever="hybrid", settings=RetrievalSettings())
    assert [paragraph for paragraph, _ in found.hits] == [f"{BUSES}#2.1"]
