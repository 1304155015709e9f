"""Pooling: the vectors of texts and of spans from the vectors of tokens."""

from collections.abc import Sequence

import numpy as np
import pytest

from index.embedder import parts_alone
from index.errors import ModelUnavailable
from index.pooling import POOLINGS, Use, asked_pooled, moved, parts_pooled, telling_spans

# A start token, "ab", "cd", and an end token, as a model would give them for "ab cd".
TOKENS = np.array([[6, 0], [0, 4], [0, 2], [2, 2]], dtype=np.float32)
OFFSETS = [(0, 0), (0, 2), (3, 5), (0, 0)]


def read(texts: Sequence[str], use: Use) -> None:
    for place in reversed(range(len(texts))):  # in any order
        use(place, TOKENS, OFFSETS)


def alone(texts: Sequence[str]) -> np.ndarray:
    return np.tile(np.array([[0.6, 0.8]], dtype=np.float32), (len(texts), 1))


def test_a_span_is_the_mean_of_its_tokens_and_a_text_of_all() -> None:
    whole, spans, _ = parts_pooled(read, alone, 2)(["ab cd", "ab cd"], [[(0, 2), (0, 5)], []])
    # (6 + 0 + 0 + 2, 0 + 4 + 2 + 2) / 4 = (2, 2)
    assert whole == pytest.approx(np.full((2, 2), 0.5**0.5))
    assert spans[0] == pytest.approx(np.array([[0, 1], [0, 1]]))
    assert spans[1].shape == (0, 2)


def test_a_share_of_what_stands_before_is_taken_out_of_every_span() -> None:
    tokens = np.array([[2, 0], [0, 3], [3, 4]], dtype=np.float32)
    offsets = [(0, 3), (4, 6), (7, 9)]
    _, (found,), _ = parts_pooled(lambda _, use: use(0, tokens, offsets), alone, 2)(["Hdr ab cd"], [[(4, 6), (7, 9)]])
    # (0, 1) - 0.3 × (1, 0) = (-0.3, 1); (0.6, 0.8) - 0.3 × (1, 0) = (0.3, 0.8)
    expected = np.array([[-0.3, 1], [0.3, 0.8]]) / np.array([[1.09**0.5], [0.73**0.5]])
    assert found == pytest.approx(expected)


def test_a_token_that_is_partly_in_a_span_is_in_it() -> None:
    _, (found,), _ = parts_pooled(lambda _, use: use(0, np.eye(2, dtype=np.float32), [(0, 2), (2, 4)]), alone, 2)(
        ["abcd"], [[(1, 2), (1, 3)]]
    )
    assert found == pytest.approx(np.array([[1, 0], [0.5**0.5, 0.5**0.5]]))


def test_a_span_that_was_not_read_to_its_end_is_embedded_alone() -> None:
    asked: list[str] = []

    def passages(texts: Sequence[str]) -> np.ndarray:
        asked.extend(texts)
        return alone(texts)

    _, (found,), _ = parts_pooled(read, passages, 2)(["ab cd and more"], [[(0, 2), (3, 10), (10, 14)]])
    assert asked == ["cd and ", "more"]
    assert found == pytest.approx(np.array([[0, 1], [0.6, 0.8], [0.6, 0.8]]))


def test_no_texts_give_no_vectors() -> None:
    whole, spans, _ = parts_pooled(read, alone, 2)([], [])
    assert (whole.shape, spans) == ((0, 2), [])


def test_a_mean_of_nothing_is_refused() -> None:
    with pytest.raises(ModelUnavailable):
        parts_pooled(lambda _, use: use(0, np.zeros((1, 2), dtype=np.float32), [(0, 0)]), alone, 2)(["x"], [[]])


def test_the_poolings_are_those_of_sentence_transformers() -> None:
    assert {name: pool(TOKENS).tolist() for name, pool in POOLINGS.items()} == {
        "mean": [2, 2],
        "cls": [6, 0],
        "max": [6, 4],
        "lasttoken": [2, 2],
    }


def test_a_prompt_moves_what_tokens_stand_for_and_not_those_that_stand_for_nothing() -> None:
    assert moved([(0, 0), (0, 7), (7, 9)], -7) == [(0, 0), (-7, 0), (0, 2)]


def test_a_model_that_knows_no_better_embeds_spans_as_texts() -> None:
    lengths = lambda texts: np.array([[len(text), 1] for text in texts], dtype=np.float32).reshape(-1, 2)  # noqa: E731
    whole, spans, _ = parts_alone(lengths)(["abcd", "ef"], [[(0, 1), (1, 4)], [(0, 2)]])
    assert whole.tolist() == [[4, 1], [2, 1]]
    assert [one.tolist() for one in spans] == [[[1, 1], [3, 1]], [[2, 1]]]


def eight(texts: Sequence[str], use: Use) -> None:
    """Hand over a start token, "the", "salt" and an end token, in eight dimensions."""
    tokens = np.array([[1] * 8, [-1] * 8, [1, -1] * 4, [1] * 8], dtype=np.float32)
    for place in range(len(texts)):
        use(place, tokens, [(0, 0), (0, 3), (4, 8), (0, 0)])


def test_a_text_keeps_the_signs_of_its_telling_tokens() -> None:
    def rows(texts: Sequence[str]) -> np.ndarray:
        return np.ones((len(texts), 8), dtype=np.float32) / 8**0.5

    assert parts_pooled(eight, rows, 8)(["the salt"], [[]]).tokens == [bytes([0b10101010])]
    # Where a vector's length is no multiple of eight there are no bytes to keep them in.
    assert parts_pooled(read, alone, 2)(["ab cd"], [[]]).tokens == [b""]


def test_what_the_signs_of_a_text_stand_for_is_told_in_their_order() -> None:
    offsets = [(0, 0), (0, 3), (4, 6), (6, 8), (0, 0)]
    assert telling_spans("the salt", offsets, 8) == [(4, 6), (6, 8)]
    assert telling_spans("the salt", offsets, 2) == []


def test_a_question_is_embedded_with_its_tokens_but_those_that_stand_for_nothing() -> None:
    vector, tokens = asked_pooled(eight, 8)("the salt")
    # (1 - 1 + 1 + 1) / 4 and (1 - 1 - 1 + 1) / 4 by turns
    assert vector == pytest.approx(np.array([0.5, 0] * 4))
    assert tokens == pytest.approx(np.array([[-1] * 8, [1, -1] * 4]) / 8**0.5)
    assert asked_pooled(read, 2)("ab cd")[1].shape == (0, 2)
