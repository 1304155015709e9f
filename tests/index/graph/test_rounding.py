"""How what goes into a linear layer is rounded to 8 bits."""

import numpy as np
import pytest

from index.graph.rounding import Rounding, Seen, rounded_weight, rounding, seen, widest


def test_the_range_is_of_every_channel() -> None:
    first = seen(np.array([[[1, -2], [3, 4]]], dtype=np.float32))
    assert (first.least.tolist(), first.greatest.tolist()) == ([1, -2], [3, 4])
    both = widest([first, seen(np.array([[0, 9]], dtype=np.float32))])
    assert (both.least.tolist(), both.greatest.tolist()) == ([0, -2], [3, 9])


def test_a_large_channel_is_made_small_and_its_weights_large() -> None:
    inputs = Seen(np.array([-1, -100], dtype=np.float32), np.array([1, 50], dtype=np.float32))
    how = rounding(inputs, np.ones((2, 3), dtype=np.float32), most=127)
    # 1 ** .8 and 100 ** .8; then the range is -100 / 39.81 … 50 / 39.81 = -2.512 … 1.256
    assert how.stretch == pytest.approx([1, 39.81], rel=1e-3)
    assert how.scale == pytest.approx((2.512 + 1.256) / 255, rel=1e-3)
    assert how.zero == 170  # 255 × 2 / 3
    assert rounding(Seen(-inputs.greatest, inputs.greatest), np.ones((2, 3), dtype=np.float32), most=63).zero == 128


def test_a_rounded_weight_gives_the_product_back_but_for_half_a_step() -> None:
    weight = np.array([[0.5, -3], [0.25, 1]], dtype=np.float32)
    how = Rounding(np.array([2, 4], dtype=np.float32), 0.1, 0, 127)
    values, scale = rounded_weight(weight, how)
    # Stretched: (1, -6), (1, 4); the greatest of each column is 127 steps.
    assert scale == pytest.approx([1 / 127, 6 / 127])
    assert values.tolist() == [[127, -127], [127, 85]]
    assert np.abs(values * scale - weight * how.stretch[:, None]).max() <= 0.5 * scale.max()


def test_a_bit_can_be_left_free() -> None:
    values, _ = rounded_weight(np.array([[1.0], [-1.0]], dtype=np.float32), Rounding(np.ones(2, np.float32), 1, 0, 63))
    assert values.tolist() == [[63], [-63]]


def test_a_layer_whose_inputs_are_always_nothing_is_rounded_too() -> None:
    still = Seen(np.zeros(2, dtype=np.float32), np.zeros(2, dtype=np.float32))
    how = rounding(still, np.zeros((2, 2), dtype=np.float32), most=127)
    assert np.isfinite(how.stretch).all()
    assert (how.stretch > 0).all()
    assert (how.scale, how.zero) == (1.0, 0)
    assert rounded_weight(np.zeros((2, 2), dtype=np.float32), how)[0].tolist() == [[0, 0], [0, 0]]
