"""The band of h*, beta, the dynamic hedge ratio and rolling correlation: what must always hold."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedge_xl.core.student import t_quantile
from hedge_xl.functions import (
    BETA,
    DYNAMIC_HEDGE_RATIO,
    HEDGE_BETA,
    HEDGED_RETURNS,
    HSTAR,
    HSTAR_BAND,
    HSTAR_ROLLING,
    ROLLING_CORREL,
)

SEEDS = st.integers(0, 10_000)
CURRENCIES = st.sampled_from(["home", "foreign"])


def market(seed: int, months: int = 48) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    fx = rng.normal(0.001, 0.03, months)
    return 0.4 * fx + rng.normal(0.006, 0.045, months), fx


@given(SEEDS, st.integers(3, 48), CURRENCIES)
def test_the_middle_of_the_band_is_hstar(seed, window, currency):
    asset, fx = market(seed)
    ((low, ratio, high, r_squared),) = HSTAR_BAND(asset, fx, window, 0.9, currency)
    assert ratio == pytest.approx(HSTAR(asset, fx, window, "none", currency))
    assert high - ratio == pytest.approx(ratio - low)
    assert low < ratio < high
    assert 0 <= r_squared <= 1


@given(SEEDS)
def test_r_squared_is_the_variance_that_hedging_takes_away(seed):
    asset, fx = market(seed)
    ((_, ratio, _, effectiveness),) = HSTAR_BAND(asset, fx, asset_currency="foreign")
    left_over = np.var(HEDGED_RETURNS(asset, fx, ratio)) / np.var(HEDGED_RETURNS(asset, fx, 0))
    assert effectiveness == pytest.approx(1 - left_over, abs=1e-12)
    ((_, ratio, _, effectiveness),) = HSTAR_BAND(asset, fx)
    assert effectiveness == pytest.approx(1 - np.var(asset - ratio * fx) / np.var(asset), abs=1e-12)


@given(SEEDS)
def test_a_foreign_asset_is_that_asset_in_home_currency(seed):
    asset, fx = market(seed)
    assert HSTAR_BAND(asset, fx, asset_currency="foreign")[0] == pytest.approx(HSTAR_BAND(asset + fx, fx)[0])


@given(SEEDS, st.floats(0.02, 0.99), st.floats(1.001, 1.01))
def test_more_confidence_is_a_wider_band(seed, confidence, factor):
    asset, fx = market(seed)
    ((low, _, high, _),) = HSTAR_BAND(asset, fx, None, confidence)
    ((lower, _, higher, _),) = HSTAR_BAND(asset, fx, None, confidence * factor)
    assert lower < low < high < higher


def test_a_perfect_fit_has_no_width():
    _, fx = market(1)
    assert HSTAR_BAND(0.8 * fx, fx)[0] == pytest.approx([0.8, 0.8, 0.8, 1.0])


@given(st.floats(0.01, 0.9999), st.integers(1, 2000))
def test_the_t_quantile_grows_with_confidence_and_falls_with_freedom(confidence, dof):
    t = t_quantile(confidence, dof)
    assert t > t_quantile(confidence - 0.005, dof)
    assert t > t_quantile(confidence, dof + 1)


def test_the_t_quantile_in_closed_form():
    for confidence in (0.01, 0.5, 0.95, 0.9999):
        assert t_quantile(confidence, 1) == pytest.approx(math.tan(math.pi * confidence / 2), rel=1e-11)
        two = confidence * math.sqrt(2 / (1 - confidence**2))
        assert t_quantile(confidence, 2) == pytest.approx(two, rel=1e-11)


@given(SEEDS, st.floats(-3, 3))
def test_beta_is_linear_in_the_asset_and_one_for_the_market(seed, factor):
    asset, fx = market(seed)
    assert BETA(fx, fx) == pytest.approx(1)
    assert BETA(asset + factor * fx, fx) == pytest.approx(BETA(asset, fx) + factor, abs=1e-12)
    assert BETA(asset, fx, 12) == HSTAR(asset, fx, 12)


@given(st.floats(-3, 3), st.floats(0.1, 3))
def test_a_hedge_of_the_beta_ratio_is_neutral(portfolio, hedge):
    assert portfolio - HEDGE_BETA(portfolio, hedge) * hedge == pytest.approx(0, abs=1e-12)
    assert HEDGE_BETA(portfolio, -hedge) == -HEDGE_BETA(portfolio, hedge)


@given(SEEDS, st.integers(3, 48))
def test_the_dynamic_ratio_is_a_number_or_a_column(seed, window):
    asset, fx = market(seed)
    assert DYNAMIC_HEDGE_RATIO(asset, fx) == HSTAR(asset, fx)
    assert DYNAMIC_HEDGE_RATIO(asset, fx, window) == HSTAR_ROLLING(asset, fx, window)


@given(SEEDS, st.integers(3, 48), st.floats(0.1, 10), st.floats(-1, 1))
def test_correlation_is_blind_to_scale_and_shift_and_turns_with_the_sign(seed, window, scale, shift):
    x, y = market(seed)
    column = np.array(ROLLING_CORREL(x, y, window), dtype=float)
    assert np.isnan(column[: window - 1]).all()
    assert (np.abs(column[window - 1 :]) <= 1).all()
    for other in (ROLLING_CORREL(scale * x + shift, y, window), ROLLING_CORREL(y, x, window)):
        np.testing.assert_allclose(np.array(other, dtype=float), column, atol=1e-9)
    np.testing.assert_allclose(np.array(ROLLING_CORREL(-x, y, window), dtype=float), -column, atol=1e-12)


def test_correlation_has_no_value_where_a_series_stood_still_or_a_pair_is_missing():
    moving = [0.01, 0.03, 0.02, 0.01, 0.02, 0.05]
    still = [0.01, 0.02, 0.3, 0.1 + 0.2, 0.3, 0.01]
    expected = [True, True, False, False, True, False]
    assert [row[0] is None for row in ROLLING_CORREL(moving, still, 3)] == expected
    assert [row[0] is None for row in ROLLING_CORREL(still, moving, 3)] == expected
    gap = ROLLING_CORREL([*moving, None, 0.04], [0.02, 0.01, 0.0, 0.04, 0.01, 0.03, 0.5, 0.0], 3)
    assert gap[6] == [None]
    assert gap[7] == ROLLING_CORREL([*moving, 0.04], [0.02, 0.01, 0.0, 0.04, 0.01, 0.03, 0.0], 3)[6]
    assert ROLLING_CORREL(moving[:3], moving[:3], 36) == [[None]] * 3
