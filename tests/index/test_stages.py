"""The stages of a ranking together: what the neutral value of each setting would change."""

import sqlite3
from dataclasses import replace

import numpy as np
import pytest

from index.candidates import Candidates, Query
from index.retrieve import dense, hybrid, words
from index.settings import RetrievalSettings
from index.tokens import signs

OFF = RetrievalSettings(
    sentence_share=0.0,
    words_share=0.5,
    token_share=0.0,
    exact_share=0.0,
    name_share=0.0,
    context_share=0.0,
    title_share=1.0,
    item_share=0.0,
    kind_boost=0.0,
    procedural_share=1.0,
)


def tokens_in_memory() -> sqlite3.Connection:
    """Return a database in which the passages 1 and 2 have a token each, one with the question's and one against it."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE passages (paragraph INTEGER, tokens BLOB)")
    connection.executemany(
        "INSERT INTO passages VALUES (?, ?)",
        [(1, signs(np.full((1, 8), 1.0, np.float32))), (2, signs(np.full((1, 8), -1.0, np.float32))), (3, b"")],
    )
    return connection


# Three paragraphs: the vectors put 1 before 2 before 3, the words 3 before 2 before 1.
KNOWN = Candidates(
    asked=Query(
        "plan", np.zeros(8, np.float32), np.full((1, 8), 8**-0.5, np.float32), tokens_in_memory(), lambda _: []
    ),
    passages={1: 0.9, 2: 0.6, 3: 0.4},
    sentences={1: 0.1, 2: 0.6, 3: 0.9},
    words={2: 0.5, 3: 0.8},
    kinds={1: "paragraph", 2: "heading", 3: "resolution"},
    texts=dict.fromkeys((1, 2, 3), "That the plan be approved by the committee."),
    around={1: (), 2: (3,), 3: (1,)},
    items={1: (1, 1), 2: (2, 2), 3: (2, 2)},
    titled=frozenset({3}),
    unstated=frozenset({1, 2}),
    days=dict.fromkeys((1, 2, 3)),
    kinds_asked=frozenset(),
    matched={},
)


def test_words_share_weighs_the_words_against_the_vectors() -> None:
    assert hybrid(KNOWN, OFF) == pytest.approx({1: 0.45, 2: 0.55, 3: 0.6})
    assert hybrid(KNOWN, replace(OFF, words_share=0.0)) == pytest.approx({1: 0.9, 2: 0.6, 3: 0.4})
    assert hybrid(KNOWN, replace(OFF, words_share=1.0)) == pytest.approx({1: 0.0, 2: 0.5, 3: 0.8})


@pytest.mark.parametrize("retriever", [dense, hybrid])
def test_sentence_share_raises_a_paragraph_for_its_best_sentence(retriever: object) -> None:
    only_vectors = replace(OFF, words_share=0.0)
    assert callable(retriever)
    assert retriever(KNOWN, only_vectors)[1] == pytest.approx(0.9)
    # 0.5 × 0.9 + 0.5 × 0.1; 0.6; 0.5 × 0.4 + 0.5 × 0.9
    scores = retriever(KNOWN, replace(only_vectors, sentence_share=0.5))
    assert scores == pytest.approx({1: 0.5, 2: 0.6, 3: 0.65})


def test_token_share_raises_a_paragraph_that_meets_the_question_word_by_word() -> None:
    # The token of 1 is the question's, that of 2 its opposite, which counts as nothing. What was stored without tokens
    # is taken for neither better nor worse: 0.5.
    scores = hybrid(KNOWN, replace(OFF, token_share=0.2))
    assert scores == pytest.approx({1: 0.8 * 0.45 + 0.2, 2: 0.8 * 0.55, 3: 0.8 * 0.6 + 0.2 * 0.5})
    # Only the best one is compared, and it is 3.
    closest = hybrid(KNOWN, replace(OFF, token_share=0.2, compared=2))
    assert closest[1] == pytest.approx(0.8 * 0.45)


def test_context_share_raises_a_paragraph_for_those_around_it() -> None:
    # 1 has nobody beside it, so the least, 0.45, stands for one; 3 counts for 2, and 1 for 3
    assert hybrid(KNOWN, replace(OFF, context_share=0.2)) == pytest.approx(
        {1: (0.45 + 0.2 * 0.45) / 1.2, 2: (0.55 + 0.2 * 0.6) / 1.2, 3: (0.6 + 0.2 * 0.45) / 1.2}
    )


def test_title_share_leaves_less_of_the_context_under_a_title() -> None:
    scores = hybrid(KNOWN, replace(OFF, context_share=0.2, title_share=0.5))
    assert scores[2] == pytest.approx((0.55 + 0.2 * 0.6) / 1.2)
    assert scores[3] == pytest.approx((0.6 + 0.1 * 0.45) / 1.1)


def test_item_share_raises_a_paragraph_for_its_item() -> None:
    # The item of 2 and 3 has (0.55 + 0.6) / 2 = 0.575
    assert hybrid(KNOWN, replace(OFF, item_share=0.2)) == pytest.approx(
        {1: 0.45, 2: (0.55 + 0.2 * 0.575) / 1.2, 3: (0.6 + 0.2 * 0.575) / 1.2}
    )


@pytest.mark.parametrize(("retriever", "before"), [(hybrid, 0.55), (dense, 0.6), (words, 0.5)])
def test_procedural_share_lowers_a_heading(retriever: object, before: float) -> None:
    assert callable(retriever)
    assert retriever(KNOWN, OFF)[2] == pytest.approx(before)
    assert retriever(KNOWN, replace(OFF, procedural_share=0.5))[2] == pytest.approx(before / 2)


def test_name_share_raises_what_stands_in_an_item_with_the_names_that_are_asked_for() -> None:
    asked = replace(KNOWN.asked, question="Was it approved in Oakham?")
    known = replace(KNOWN, asked=asked, texts={1: "It was.", 2: "Oakham’s plan.", 3: "Oakham."})
    # 2 is of item 2, and says it; 3 is of that item, and its minutes state their council.
    before, after = hybrid(known, OFF), hybrid(known, replace(OFF, name_share=0.5))
    assert after == pytest.approx({**before, 2: before[2] + 0.5 * (1 - before[2])})


def test_exact_share_raises_what_holds_the_figures_and_phrases_that_are_asked_for() -> None:
    asked = replace(KNOWN.asked, question="Who wanted “the plan be approved” for £400?")
    known = replace(
        KNOWN, asked=asked, texts={1: "That the plan be refused.", 2: "£400.", 3: "THE PLAN be approved, £400"}
    )
    scores = hybrid(known, replace(OFF, exact_share=0.4))
    assert scores == pytest.approx({1: 0.45, 2: 0.55 + 0.4 * 0.5 * 0.45, 3: 0.6 + 0.4 * 0.4})
    assert hybrid(KNOWN, replace(OFF, exact_share=0.4)) == pytest.approx(hybrid(KNOWN, OFF))
