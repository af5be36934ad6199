"""h*, its rolling form, the trend adjustment and the policy: published values and algebra."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hedge_xl.core import hedge
from hedge_xl.core.errors import DomainError
from hedge_xl.data import load_market
from hedge_xl.functions import HEDGE_POLICY, HEDGED_RETURNS, HSTAR, HSTAR_ROLLING, LOG_RETURNS, TREND_ADJUSTMENT

SEEDS = st.integers(0, 10_000)
SHRINKAGES = st.sampled_from(["none", "ledoit-wolf", 0.3])


def market(seed: int, months: int = 60) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    fx = rng.normal(0.001, 0.03, months)
    return -0.3 * fx + rng.normal(0.006, 0.045, months), fx


def exact_pair(rho: float, asset_vol: float, fx_vol: float) -> tuple[np.ndarray, np.ndarray]:
    """Two series whose sample correlation and volatilities are exactly these."""
    rng = np.random.default_rng(1)
    first, second = np.linalg.qr(np.column_stack([np.ones(50), rng.normal(size=(50, 2))]))[0][:, 1:].T * 7.0
    return asset_vol * (rho * first + math.sqrt(1 - rho**2) * second), fx_vol * first


def test_domain_example_of_home_and_foreign_currency():
    asset, fx = exact_pair(0.2, 0.16, 0.10)
    assert HSTAR(asset, fx) == pytest.approx(0.32)
    assert HSTAR(asset, fx, asset_currency="foreign") == pytest.approx(1.32)
    for h, volatility in ((0.32, 0.1859), (1.32, 0.1568)):
        hedged = np.ravel(HEDGED_RETURNS(asset, fx, h))
        assert hedged.std(ddof=1) == pytest.approx(volatility, abs=5e-5)


@given(SEEDS)
def test_no_other_ratio_leaves_less_variance_of_a_foreign_asset(seed):
    asset, fx = market(seed)
    best = HSTAR(asset, fx, asset_currency="foreign")
    least = np.var(HEDGED_RETURNS(asset, fx, best))
    for h in np.linspace(-2, 4, 61):
        assert np.var(HEDGED_RETURNS(asset, fx, h)) >= least * (1 - 1e-12)


@pytest.mark.parametrize("end", [60, 120, 180, 240, 287])
def test_no_other_ratio_leaves_less_variance_on_the_real_market(end):
    months = load_market()[end - 60 : end + 1]
    asset, fx = LOG_RETURNS([m.spx for m in months]), LOG_RETURNS([m.usdjpy for m in months])
    best = HSTAR(asset, fx, asset_currency="foreign")
    least = np.var(HEDGED_RETURNS(asset, fx, best))
    for h in (*np.linspace(-2, 4, 121), best - 0.01, best + 0.01, HSTAR(asset, fx)):
        assert np.var(HEDGED_RETURNS(asset, fx, h)) >= least


@given(SEEDS)
def test_the_home_form_is_least_for_the_asset_in_home_currency(seed):
    foreign, fx = market(seed)
    home = foreign + fx
    assert HSTAR(home, fx) == pytest.approx(HSTAR(foreign, fx, asset_currency="foreign"))


@given(SEEDS, st.floats(0.1, 10), SHRINKAGES)
def test_a_common_scale_does_not_matter(seed, scale, shrinkage):
    asset, fx = market(seed)
    assert HSTAR(asset * scale, fx * scale, shrinkage=shrinkage) == pytest.approx(HSTAR(asset, fx, shrinkage=shrinkage))


@given(SEEDS, st.floats(-3, 3))
def test_linear_in_the_asset(seed, factor):
    asset, fx = market(seed)
    assert HSTAR(factor * asset, fx) == pytest.approx(factor * HSTAR(asset, fx), abs=1e-12)
    assert HSTAR(asset + factor * fx, fx) == pytest.approx(HSTAR(asset, fx) + factor, abs=1e-12)


@given(SEEDS, SHRINKAGES)
def test_signs(seed, shrinkage):
    asset, fx = market(seed)
    h = HSTAR(asset, fx, shrinkage=shrinkage)
    assert HSTAR(-asset, fx, shrinkage=shrinkage) == pytest.approx(-h)
    assert HSTAR(asset, -fx, shrinkage=shrinkage) == pytest.approx(-h)
    assert HSTAR(asset + 0.5, fx - 0.2, shrinkage=shrinkage) == pytest.approx(h, rel=1e-9)


@given(SEEDS)
def test_shrinkage_pulls_the_slope_to_zero(seed):
    asset, fx = market(seed)
    plain = HSTAR(asset, fx)
    slopes = [HSTAR(asset, fx, shrinkage=s) for s in (0, 0.25, 0.5, 0.75, 1)]
    assert slopes[0] == pytest.approx(plain)
    assert slopes[-1] == 0
    assert all(abs(later) <= abs(earlier) for earlier, later in pairwise(slopes))
    assert abs(HSTAR(asset, fx, shrinkage="ledoit-wolf")) <= abs(plain)


@given(SEEDS, st.sets(st.integers(0, 59), max_size=20), SHRINKAGES)
def test_dropping_blanks_is_dropping_pairs(seed, blanks, shrinkage):
    asset, fx = market(seed)
    gaps = [None, "", "n/a", float("nan")]
    with_gaps = [gaps[i % 4] if i in blanks and i % 2 else value for i, value in enumerate(asset.tolist())]
    fx_gaps = [gaps[i % 3] if i in blanks and not i % 2 else value for i, value in enumerate(fx.tolist())]
    kept = [i for i in range(60) if i not in blanks]
    assert HSTAR(with_gaps, fx_gaps, shrinkage=shrinkage) == HSTAR(asset[kept], fx[kept], shrinkage=shrinkage)
    rolling = HSTAR_ROLLING(with_gaps, fx_gaps, 12, shrinkage)
    assert [rolling[i] for i in kept] == HSTAR_ROLLING(asset[kept], fx[kept], 12, shrinkage)
    assert all(rolling[i] == [None] for i in blanks)


@given(SEEDS, st.integers(3, 60))
def test_window_means_the_last_pairs(seed, window):
    asset, fx = market(seed)
    assert HSTAR(asset, fx, window) == HSTAR(asset[-window:], fx[-window:])


@given(SEEDS, st.integers(3, 60), SHRINKAGES, st.sampled_from(["home", "foreign"]))
def test_rolling_is_hstar_of_every_window(seed, window, shrinkage, currency):
    asset, fx = market(seed)
    rolling = HSTAR_ROLLING(asset, fx, window, shrinkage, currency)
    assert len(rolling) == 60
    assert rolling[: window - 1] == [[None]] * (window - 1)
    for end in range(window, 61):
        expected = HSTAR(asset[:end], fx[:end], window, shrinkage, currency)
        assert rolling[end - 1][0] == pytest.approx(expected, rel=1e-11, abs=1e-12)


def test_rolling_has_no_value_where_the_currency_stood_still():
    fx = [0.01, 0.02, 0.3, 0.1 + 0.2, 0.3, 0.01]
    rolling = HSTAR_ROLLING([0.01, 0.03, 0.02, 0.01, 0.02, 0.05], fx, 3)
    assert [row[0] is None for row in rolling] == [True, True, False, False, True, False]


def test_rolling_over_a_short_history_has_no_value_yet():
    assert HSTAR_ROLLING([0.01, 0.02, 0.03], [0.01, 0.0, 0.02], 36) == [[None]] * 3


def test_log_returns_add_up():
    prices = [100.0, 101.5, 99.0, 120.0]
    column = LOG_RETURNS(prices)
    assert len(column) == 3
    assert sum(value for (value,) in column) == pytest.approx(math.log(1.2))


@pytest.mark.parametrize(
    ("spot", "average", "expected"),
    [(145, 150, 0.1), (155, 150, -0.1), (150, 150, 0.0), (0.1 + 0.2, 0.3, 0.0), (150.01, 150, -0.1)],
)
def test_trend_adjustment(spot, average, expected):
    assert TREND_ADJUSTMENT(spot, average) == expected


def test_trend_adjustments_of_columns_are_those_of_their_rows():
    average = np.array([150.0, 150.0, 150.0, 0.3, 150.0])
    spot = np.array([145.0, 155.0, 150.0, 0.1 + 0.2, 150 * (1 + 1e-11)])
    assert hedge.trend_adjustments(spot, average, 0.25).tolist() == [0.25, -0.25, 0.0, 0.0, -0.25]
    for spots, averages in (([0.0], [1.0]), ([1.0], [-1.0])):
        with pytest.raises(DomainError):
            hedge.trend_adjustments(np.array(spots), np.array(averages))


@pytest.mark.parametrize(("wanted", "held"), [(0.85, 0.85), (0.85 - 1e-13, 0.85 - 1e-13), (0.85 - 1e-11, 0.8)])
def test_a_change_of_the_threshold_counts_but_for_noise(wanted, held):
    assert hedge.policy_ratio(wanted, 0.0, 0.8, 0.05) == held
    assert hedge.policy_path(np.array([0.8, wanted]), 0.05)[1] == held


def test_trend_adjustment_of_another_size():
    assert TREND_ADJUSTMENT(145, 150, 0.25) == 0.25
    assert TREND_ADJUSTMENT(145, 150, 0) == 0


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ((0.8,), 0.8),
        ((0.8, 0.1), 0.9),
        ((0.8, -0.1), 0.7),
        ((0.95, 0.1), 1.0),
        ((-0.3,), 0.0),
        ((1.32, 0, None, 0.05, 0.7, 0.95), 0.95),
        ((0.82, 0, 0.8), 0.8),
        ((0.85, 0, 0.8), 0.85),
        ((0.75, 0, 0.8), 0.75),
        ((0.8, 0.1, 0.85), 0.9),
        ((0.7, 0.1, 0.85), 0.8),
        ((0.849, 0, 0.8), 0.8),
        ((0.8, 0, "", 0.05), 0.8),
        ((0.8, 0, 0.8, 0), 0.8),
        ((0.81, 0, 0.8, 0), 0.81),
        ((0.94, 0, 0.98, 0.05, 0, 0.95), 0.95),
        ((0.5, 0, 0.48, 0.05, 0.5, 1), 0.5),
    ],
)
def test_hedge_policy(args, expected):
    assert HEDGE_POLICY(*args) == pytest.approx(expected, abs=1e-12)


@given(
    st.floats(-2, 3), st.floats(-0.2, 0.2), st.floats(-1, 2), st.floats(0, 0.2), st.floats(0, 0.5), st.floats(0.5, 1)
)
def test_policy_stays_in_its_clamp_and_moves_only_past_the_threshold(
    structural, trend, previous, threshold, floor, cap
):
    h = HEDGE_POLICY(structural, trend, previous, threshold, floor, cap)
    assert floor <= h <= cap
    wanted = HEDGE_POLICY(structural, trend, None, threshold, floor, cap)
    assume(abs(abs(wanted - previous) - threshold) > 1e-9)
    assert h == (wanted if abs(wanted - previous) > threshold else min(max(previous, floor), cap))


@pytest.mark.parametrize("threshold", [0.0, 0.05, 0.3])
def test_a_policy_path_is_the_policy_step_by_step(threshold):
    wanted = np.random.default_rng(5).normal(0.6, 0.4, 300).round(2)
    path, previous = hedge.policy_path(wanted, threshold, 0.1, 0.95), None
    for h, found in zip(wanted.tolist(), path.tolist(), strict=True):
        previous = hedge.policy_ratio(h, 0.0, previous, threshold, 0.1, 0.95)
        assert found == previous


def test_a_policy_path_refuses_what_the_policy_refuses():
    for wanted, settings in (([0.8, 80], ()), ([0.8], (-0.1,)), ([0.8], (0.05, 0.9, 0.1)), ([0.8], (5,))):
        with pytest.raises(DomainError):
            hedge.policy_path(np.array(wanted), *settings)
