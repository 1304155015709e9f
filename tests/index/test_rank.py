"""The arithmetic of ranking, with values worked out by hand."""

import pytest

from index import rank


def test_two_scores_are_mixed_by_a_share() -> None:
    # 0.6 × 1 + 0.4 × 0.5 = 0.8; 0.6 × 0.5; what has no score of its own stays out
    assert rank.mixed({1: 1.0, 2: 0.5}, {1: 0.5, 3: 1.0}, share=0.4) == pytest.approx({1: 0.8, 2: 0.3})
    assert rank.mixed({1: 0.7}, {}, share=0.0) == {1: 0.7}
    assert rank.mixed({}, {1: 0.7}, share=0.5) == {}


def test_the_best_sentence_is_mixed_in() -> None:
    # 0.75 × 0.4 + 0.25 × 0.8 = 0.5; a paragraph without sentences keeps 0.6
    assert rank.with_best_sentence({1: 0.4, 2: 0.6}, {1: 0.8}, sentence_share=0.25) == pytest.approx({1: 0.5, 2: 0.6})
    assert rank.with_best_sentence({1: 0.4}, {1: 0.8}, sentence_share=0.0) == {1: 0.4}


def test_context_adds_shares_of_the_best_neighbour_and_of_the_item() -> None:
    scores = {1: 0.5, 2: 0.8, 3: 0.2}
    around = {1: (2, 9), 2: (1,), 3: ()}
    items = {1: (7, 3), 2: (7, 3), 3: (8, 1)}
    # The item 7 has three paragraphs, of which one has no score and counts as the least: (0.8 + 0.5 + 0.2) / 3 = 0.5
    found = rank.with_context(scores, around, items, dict.fromkeys(scores, (0.2, 0.3)))
    assert found == pytest.approx(
        {
            1: (0.5 + 0.2 * 0.8 + 0.3 * 0.5) / 1.5,
            2: (0.8 + 0.2 * 0.5 + 0.3 * 0.5) / 1.5,
            3: (0.2 + 0.2 * 0.2 + 0.3 * 0.2) / 1.5,  # nobody beside it: the least
        }
    )


def test_only_the_best_five_of_an_item_count() -> None:
    scores = {number: number / 10 for number in range(1, 8)}
    found = rank.with_context(scores, {}, dict.fromkeys(scores, (1, 7)), dict.fromkeys(scores, (0.0, 1.0)))
    assert found[1] == pytest.approx((0.1 + 0.5) / 2)  # (0.7 + 0.6 + 0.5 + 0.4 + 0.3) / 5 = 0.5


def test_context_without_shares_changes_nothing() -> None:
    assert rank.with_context({1: 0.5, 2: 0.1}, {1: (2,)}, {1: (1, 2), 2: (1, 2)}, {1: (0.0, 0.0), 2: (0.0, 0.0)}) == {
        1: 0.5,
        2: 0.1,
    }
    assert rank.with_context({}, {}, {}, {}) == {}


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


def test_what_has_another_score_comes_first_and_the_rest_is_scaled_to_it() -> None:
    ranked = [(1, 0.9), (2, 0.8), (3, 0.5), (4, 0.25)]
    # The rest is scaled by 0.2 / 0.5.
    assert rank.reordered(ranked, {1: 0.2, 2: 0.6}) == [
        (2, 0.6),
        (1, 0.2),
        (3, pytest.approx(0.2)),
        (4, pytest.approx(0.1)),
    ]
    assert rank.reordered(ranked, {1: 0.7, 2: 0.6}) == [(1, 0.7), (2, 0.6), (3, 0.5), (4, 0.25)]
    assert rank.reordered(ranked, {}) == ranked
    assert rank.reordered([(1, 0.9)], {1: 0.1}) == [(1, 0.1)]
    assert rank.reordered([(1, 0.4), (2, 0.0)], {1: 0.1}) == [(1, 0.1), (2, 0.0)]
    assert rank.reordered([], {}) == []
