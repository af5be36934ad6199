"""Rounding lands on the grid, half away from zero, whatever binary floats make of decimals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedge_xl.core.rounding import difference, round_to_step

STEPS = st.sampled_from([0.01, 0.1, 0.25, 0.5, 1.0, 3.0, 100.0, 1000.0, 12500000.0])
VALUES = st.floats(-1e9, 1e9)
MODES = st.sampled_from(["nearest", "down", "up"])


@pytest.mark.parametrize(
    ("value", "step", "rounding", "expected"),
    [
        (2.675, 0.01, "nearest", 2.68),
        (-2.675, 0.01, "nearest", -2.68),
        (0.1 + 0.2, 0.1, "nearest", 0.3),
        (0.1 + 0.2, 0.1, "down", 0.3),
        (0.1 + 0.2, 0.1, "up", 0.3),
        (0.7 + 0.1, 0.1, "down", 0.8),
        (1.005, 0.01, "nearest", 1.01),
        (1.005 * 100, 1, "nearest", 101.0),
        (0.285 * 100, 1, "nearest", 29.0),
        (2.5, 1, "nearest", 3.0),
        (-2.5, 1, "nearest", -3.0),
        (3.9393939, 0.01, "nearest", 3.94),
        (3.9393939, 1, "nearest", 4.0),
        (3.999, 1, "down", 3.0),
        (-3.999, 1, "down", -3.0),
        (3.001, 1, "up", 4.0),
        (-3.001, 1, "up", -4.0),
        (61500.0, 1000, "nearest", 62000.0),
        (61499.99, 1000, "nearest", 61000.0),
        (1e15, 0.01, "nearest", 1e15),
        (0.0, 0.01, "up", 0.0),
    ],
)
def test_published_and_awkward_values(value, step, rounding, expected):
    assert repr(round_to_step(value, step, rounding)) == repr(expected)


def test_no_negative_zero():
    assert repr(round_to_step(-0.001, 0.01)) == "0.0"
    assert repr(difference(1.0, 1.0)) == "0.0"


@given(VALUES, STEPS, MODES)
def test_lands_on_the_grid(value, step, rounding):
    result = round_to_step(value, step, rounding)
    assert Decimal(repr(result)) % Decimal(repr(step)) == 0


@given(VALUES, STEPS)
def test_nearest_is_within_half_a_step(value, step):
    assert abs(round_to_step(value, step) - value) <= step / 2 + 1e-12 * abs(value)


@given(VALUES, STEPS)
def test_down_never_grows_and_up_never_shrinks(value, step):
    noise = 1e-12 * abs(value)
    assert abs(round_to_step(value, step, "down")) <= abs(value) + noise
    assert abs(round_to_step(value, step, "up")) >= abs(value) - noise


@given(VALUES, STEPS, MODES)
def test_is_odd_and_idempotent(value, step, rounding):
    once = round_to_step(value, step, rounding)
    assert round_to_step(-value, step, rounding) == -once
    assert round_to_step(once, step, rounding) == once


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_difference_is_exact_in_decimal(first, second):
    assert difference(first / 100, second / 100) == float(Decimal(first - second) / 100)
