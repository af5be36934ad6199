"""Lots, units, deviations and rebalancing: the articles' numbers and what must always hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedge_xl.functions import (
    FX_LOT_VALUE,
    FX_LOTS,
    HEDGE_COST,
    HEDGE_DEVIATION,
    HEDGE_RATIO,
    HEDGE_SIDE,
    HEDGE_UNITS,
    REBALANCE,
    SLIPPAGE,
    SWAP_COST,
)

UNITS = st.integers(-(10**8), 10**8).map(float)


def test_the_worked_example_of_the_index_article():
    full = HEDGE_RATIO(200, 1, 1, 0.65, 1.5, 6.6)
    assert full == pytest.approx(13.1313, abs=5e-5)
    assert FX_LOTS(full, 0.3, 1) == 4
    assert FX_LOTS(full, 0.3, 0.01) == 3.94
    assert repr(FX_LOTS(full, 0.3)) == "3.94"
    assert FX_LOTS(full, 0.3, 0.01, "down") == 3.93
    assert FX_LOTS(full, 0.3, 1, "up") == 4
    assert FX_LOTS(full) == 13.13
    assert FX_LOT_VALUE(1000, 151.5) == pytest.approx(6.60, abs=5e-3)
    assert HEDGE_RATIO(200, 1, 1, 0.65, 1.5, FX_LOT_VALUE(100_000, 151.5)) == pytest.approx(0.13, abs=5e-3)


@given(st.floats(-100, 100), st.floats(-1, 1))
def test_sign_of_the_hedge_is_that_of_rho_times_positions(positions, rho):
    lots = HEDGE_RATIO(200, 1, positions, rho, 1.5, 6.6)
    assert lots == pytest.approx(200 * positions * rho / 9.9)
    assert HEDGE_RATIO(200, 1, -positions, rho, 1.5, 6.6) == -lots
    assert HEDGE_RATIO(400, 1, positions, rho, 3.0, 6.6) == pytest.approx(lots)


@pytest.mark.parametrize("side", ["BUY", "buy", "Long", "LONG", "買", "買い", "ＢＵＹ", " buy ", [["買"]]])
def test_sides_that_buy(side):
    assert HEDGE_SIDE(0.65, side) == "SELL"
    assert HEDGE_SIDE(-0.65, side) == "BUY"
    assert SLIPPAGE(side, 150, 150.03) == 0.03


@pytest.mark.parametrize("side", ["SELL", "sell", "Short", "SHORT", "売", "売り", "ｓｅｌｌ"])
def test_sides_that_sell(side):
    assert HEDGE_SIDE(0.65, side) == "BUY"
    assert HEDGE_SIDE(-0.65, side) == "SELL"
    assert SLIPPAGE(side, 150, 150.03) == -0.03


def test_hedge_units_of_the_ledger_article():
    assert HEDGE_UNITS(75000, 0.8) == 60000
    assert HEDGE_UNITS(75000, 0.82) == 62000
    assert HEDGE_UNITS(75000, 0.82, 10000) == 60000
    assert HEDGE_UNITS(75000, -0.82) == -62000
    assert HEDGE_UNITS(0, 0.8) == 0


def test_deviation_and_rebalance_of_the_ledger_article():
    assert HEDGE_DEVIATION(57000, 60000) == 0.05
    assert REBALANCE(57000, 60000) == 0
    assert REBALANCE(63000, 60000) == 0
    assert REBALANCE(56999, 60000) == 3001
    assert REBALANCE(66000, 60000) == -6000
    assert REBALANCE(57000, 60000, 0) == 3000
    assert HEDGE_DEVIATION(0, 0) == 0
    assert REBALANCE(4000, 0) == -4000
    assert REBALANCE(0, 0) == 0
    assert REBALANCE(0.1, 0.3) == 0.2


def test_a_hedge_on_the_other_side():
    assert HEDGE_DEVIATION(-57000, -60000) == 0.05
    assert REBALANCE(-50000, -60000) == -10000
    assert REBALANCE(5000, -60000) == -65000


@given(UNITS, UNITS, st.floats(0, 1))
def test_after_rebalancing_the_deviation_is_zero_or_was_inside_the_band(current, target, threshold):
    trade = REBALANCE(current, target, threshold)
    if trade:
        assert REBALANCE(current + trade, target, threshold) == 0
        assert HEDGE_DEVIATION(current + trade, target) == 0
    elif target:
        assert HEDGE_DEVIATION(current, target) <= threshold + 1e-9
    else:
        assert current == 0


@given(st.floats(-1e8, 1e8), st.floats(-2, 2), st.sampled_from([1.0, 1000.0, 10000.0]))
def test_hedge_units_are_whole_units_within_half_of_one(exposure, ratio, unit):
    units = HEDGE_UNITS(exposure, ratio, unit)
    assert units % unit == 0
    assert abs(units - exposure * ratio) <= unit / 2 + 1e-4


def test_carry():
    assert SWAP_COST(200, 150) == pytest.approx(200 * 365 / (10_000 * 150))
    assert SWAP_COST(-200, 150) == -SWAP_COST(200, 150)
    assert HEDGE_COST(0.0475, 0.0025, 0.001, 0.0005) == pytest.approx(0.0515)


@given(st.floats(50, 300), st.floats(50, 300))
def test_slippage_of_a_buy_is_minus_that_of_a_sell(quote, price):
    assert SLIPPAGE("BUY", quote, price) == -SLIPPAGE("SELL", quote, price)
    assert SLIPPAGE("BUY", quote, price) == pytest.approx(price - quote, abs=1e-12)
