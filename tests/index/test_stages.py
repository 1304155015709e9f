"""The stages of a ranking together: what the neutral value of each setting would change."""

from dataclasses import replace

import pytest

from index.retrieve import Candidates, dense, hybrid, words
from index.settings import RetrievalSettings

OFF = RetrievalSettings(
    dense_share=0.5, sentence_share=0.0, context_share=0.0, kind_boost=0.0, procedural_share=1.0, headers=True
)
# Three paragraphs: the vectors put 1 before 2 before 3, the words 3 before 2 before 1.
KNOWN = Candidates(
    passages={1: 0.9, 2: 0.6, 3: 0.4},  # stretched: 1, 0.4, 0
    sentences={1: 0.1, 2: 0.6, 3: 0.9},
    words={1: 1.0, 2: 4.0, 3: 5.0},  # stretched: 0, 0.75, 1
    kinds={1: "paragraph", 2: "heading", 3: "resolution"},
    texts=dict.fromkeys((1, 2, 3), "That the plan be approved by the committee."),
    around={1: (), 2: (3,), 3: (1,)},
    asked=frozenset(),
    matched={},
)


def test_dense_share_weighs_the_vectors_against_the_words() -> None:
    # 0.5 × 1 + 0.5 × 0; 0.5 × 0.4 + 0.5 × 0.75; 0.5 × 0 + 0.5 × 1
    assert hybrid(KNOWN, OFF) == pytest.approx({1: 0.5, 2: 0.575, 3: 0.5})
    assert hybrid(KNOWN, replace(OFF, dense_share=1.0)) == pytest.approx({1: 1.0, 2: 0.4, 3: 0.0})
    assert hybrid(KNOWN, replace(OFF, dense_share=0.0)) == pytest.approx({1: 0.0, 2: 0.75, 3: 1.0})


@pytest.mark.parametrize("retriever", [dense, hybrid])
def test_sentence_share_raises_a_paragraph_for_its_best_sentence(retriever: object) -> None:
    only_vectors = replace(OFF, dense_share=1.0)
    assert callable(retriever)
    assert retriever(KNOWN, only_vectors)[1] == pytest.approx(1.0)
    # 0.5 × 0.9 + 0.5 × 0.1 = 0.5; 0.6; 0.5 × 0.4 + 0.5 × 0.9 = 0.65: stretched 0, 2/3, 1
    scores = retriever(KNOWN, replace(only_vectors, sentence_share=0.5))
    assert scores == pytest.approx({1: 0.0, 2: 2 / 3, 3: 1.0})


def test_context_share_raises_a_paragraph_for_those_around_it() -> None:
    # 0.5 / 1.2; (0.575 + 0.2 × 0.5) / 1.2; (0.5 + 0.2 × 0.5) / 1.2
    assert hybrid(KNOWN, replace(OFF, context_share=0.2)) == pytest.approx({1: 0.5 / 1.2, 2: 0.5625, 3: 0.5})


@pytest.mark.parametrize(("retriever", "before"), [(hybrid, 0.575), (dense, 0.4), (words, 0.75)])
def test_procedural_share_lowers_a_heading(retriever: object, before: float) -> None:
    assert callable(retriever)
    assert retriever(KNOWN, OFF)[2] == pytest.approx(before)
    assert retriever(KNOWN, replace(OFF, procedural_share=0.5))[2] == pytest.approx(before / 2)
