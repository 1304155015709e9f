"""The arithmetic of ranking, with values worked out by hand."""

import pytest

from index import rank


def test_min_max_stretches_scores_from_0_to_1() -> None:
    assert rank.min_max({1: 2.0, 2: 4.0, 3: 3.5}) == {1: 0.0, 2: 1.0, 3: 0.75}  # (3.5 - 2) / (4 - 2)
    assert rank.min_max({1: 0.3, 2: 0.3}) == {1: 1.0, 2: 1.0}
    assert rank.min_max({}) == {}


def test_convex_weighs_vectors_against_words() -> None:
    # 0.4 × 1 + 0.6 × 0.5 = 0.7; 0.4 × 0.5 = 0.2; 0.6 × 1 = 0.6
    assert rank.convex({1: 1.0, 2: 0.5}, {1: 0.5, 3: 1.0}, dense_share=0.4) == pytest.approx({1: 0.7, 2: 0.2, 3: 0.6})
    assert rank.convex({1: 1.0}, {2: 1.0}, dense_share=0.0) == {1: 0.0, 2: 1.0}


def test_the_best_sentence_is_mixed_in() -> None:
    # 0.75 × 0.4 + 0.25 × 0.8 = 0.5; a paragraph without sentences keeps 0.6
    assert rank.with_best_sentence({1: 0.4, 2: 0.6}, {1: 0.8}, sentence_share=0.25) == pytest.approx({1: 0.5, 2: 0.6})
    assert rank.with_best_sentence({1: 0.4}, {1: 0.8}, sentence_share=0.0) == {1: 0.4}


def test_context_adds_a_share_of_the_best_around() -> None:
    # (0.5 + 0.2 × 0.8) / 1.2 = 0.55; (0.8 + 0.2 × 0.5) / 1.2 = 0.75; 0.6 / 1.2 = 0.5
    scores = rank.with_context({1: 0.5, 2: 0.8, 3: 0.6}, {1: (2, 9), 2: (1,), 3: ()}, context_share=0.2)
    assert scores == pytest.approx({1: 0.55, 2: 0.75, 3: 0.5})
    assert rank.with_context({1: 0.5}, {1: (2,)}, context_share=0.0) == {1: 0.5}


def test_the_kinds_asked_for_move_towards_1() -> None:
    # 0.6 + 0.25 × (1 - 0.6) = 0.7
    scores = rank.boost({1: 0.6, 2: 0.6}, {1: "resolution", 2: "paragraph"}, frozenset({"resolution"}), kind_boost=0.25)
    assert scores == pytest.approx({1: 0.7, 2: 0.6})


def test_formalities_are_ranked_down_not_out() -> None:
    assert rank.demote({1: 0.6, 2: 0.8}, frozenset({2}), procedural_share=0.5) == {1: 0.6, 2: 0.4}


def test_ties_are_broken_by_row() -> None:
    assert rank.order({3: 0.5, 1: 0.5, 2: 0.9}) == [(2, 0.9), (1, 0.5), (3, 0.5)]


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("What did the committee resolve?", {"resolution"}),
        ("What was decided about the library?", {"resolution"}),
        ("What did members agree?", {"resolution"}),
        ("Which recommendations were made?", {"recommendation", "resolution"}),
        ("What actions were agreed?", {"action", "resolution"}),
        ("Who is to report back on buses?", {"action"}),
        ("How did members vote?", {"vote"}),
        ("Who sent apologies?", {"attendance"}),
        ("Were any interests declared?", {"declaration"}),
        ("How much did the potholes cost?", set()),
        ("What is the transaction limit?", set()),
        ("Is there a devoted officer?", set()),
    ],
)
def test_a_question_asks_for_kinds(question: str, kinds: set[str]) -> None:
    assert rank.kinds_asked_for(question) == kinds


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("heading", "Update on the children's services improvement plan", True),
        ("paragraph", "None.", True),
        ("attendance", "Apologies for absence were received from Councillor Ames and Councillor Birch.", True),
        ("declaration", "There were no declarations of interest.", True),
        ("paragraph", "There were no declarations of interest.", True),
        ("paragraph", "The minutes of the meeting of 4 May were confirmed as a correct record.", True),
        ("paragraph", "No buses ran on Sundays, and members asked why that was.", False),
        ("paragraph", "Nothing was said about the cost of the winter gritting plan.", False),
        ("resolution", "That the plan be approved.", False),
    ],
)
def test_headings_and_formalities_are_procedural(kind: str, text: str, expected: bool) -> None:
    assert rank.is_procedural(kind, text, frozenset()) is expected


def test_nothing_that_is_asked_for_is_procedural() -> None:
    text = "Apologies for absence were received from Councillor Ames."
    assert not rank.is_procedural("attendance", text, frozenset({"attendance"}))
