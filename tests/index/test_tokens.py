"""Tokens kept by their signs, with values worked out by hand."""

import numpy as np
import pytest

from index.tokens import by_token, likeness, signs, telling

ROOT = 8**-0.5


def test_a_token_is_kept_as_a_bit_for_each_number() -> None:
    tokens = np.array([[1, -1, 1, 1, 0, -2, 0.1, -0.1], [-1] * 8], np.float32)
    assert signs(tokens) == bytes([0b10110010, 0])
    assert signs(np.zeros((0, 8), np.float32)) == b""


def test_each_token_of_a_question_meets_its_best() -> None:
    question = np.array([[1, 0, 0, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0, 0]], np.float32)
    both = signs(np.array([[1] * 8], np.float32))
    first = signs(np.array([[1, -1, 1, 1, 1, 1, 1, 1]], np.float32))
    parted = signs(np.array([[1, -1, 1, 1, 1, 1, 1, 1], [-1, 1, 1, 1, 1, 1, 1, 1]], np.float32))
    # A number of the question's, 1, times the sign there, through the length of a vector of signs.
    assert likeness(question, [both, first, parted]) == pytest.approx([ROOT, 0.0, ROOT], abs=1e-6)


def test_how_well_each_token_is_met_is_told_by_itself() -> None:
    question = np.array([[1, 0, 0, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0, 0]], np.float32)
    first = signs(np.array([[1, -1, 1, 1, 1, 1, 1, 1]], np.float32))
    both = signs(np.array([[1] * 8, [-1] * 8], np.float32))
    assert by_token(question, [first, both]).tolist() == [
        pytest.approx([ROOT, -ROOT], abs=1e-6),
        pytest.approx([ROOT, ROOT], abs=1e-6),
    ]


def test_no_passages_have_no_likeness() -> None:
    assert likeness(np.ones((1, 8), np.float32), []) == []


def test_signs_rank_nearly_as_the_vectors_do() -> None:
    random = np.random.default_rng(7)
    question = random.standard_normal(384)
    near = question + 0.8 * random.standard_normal((20, 384))
    far = random.standard_normal((20, 384))
    unit = (question / np.linalg.norm(question)).astype(np.float32)[None]
    found = likeness(unit, [signs(one[None].astype(np.float32)) for one in (*near, *far)])
    assert min(found[:20]) > max(found[20:])


@pytest.mark.parametrize(
    ("text", "offsets", "places"),
    [
        ("the salt barn", [(0, 0), (0, 3), (4, 8), (9, 13), (0, 0)], [2, 3]),
        ("gritting, then", [(0, 4), (4, 8), (8, 9), (10, 14)], [0, 1]),
        ("is it", [(0, 0), (0, 2), (3, 5), (0, 0)], [0, 1, 2, 3]),
        ("", [(0, 0), (0, 0)], [0, 1]),
        ("Care – not", [(0, 4), (5, 6), (7, 10)], [0]),
    ],
)
def test_only_telling_words_count(text: str, offsets: list[tuple[int, int]], places: list[int]) -> None:
    assert telling(text, offsets) == places
