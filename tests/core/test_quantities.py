"""Points, risks, contracts and dynamic sizes: the articles' numbers and what must always hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedge_xl.core.instruments import CONTRACTS, JPY_FUTURE, MARGINS, PAIRS
from hedge_xl.functions import (
    DYNAMIC_EXPOSURE,
    FUTURES_CONTRACTS,
    FX_LEVERAGE,
    FX_LOT_VALUE,
    HEDGE_RATIO,
    INDEX_LEVERAGE,
    INDEX_RISK,
    POSITION_SIZE,
    VALUE_PER_POINT,
)

ABOVE_ZERO = st.floats(0.01, 1000)
SIGNED = st.floats(-100, 100)


def test_the_worked_example_of_the_index_article():
    assert INDEX_RISK(200, 1, 1) == 200
    assert INDEX_LEVERAGE(200, 200, 1) == 1
    assert FX_LEVERAGE(200, 0.65, 1000, 1.5 / 151.5) == pytest.approx(13.13)


def test_a_point_in_account_currency():
    assert VALUE_PER_POINT(1) == 1
    assert VALUE_PER_POINT(100, 1 / 150) == pytest.approx(0.6667, abs=5e-5)
    assert VALUE_PER_POINT(1, 151.5) == 151.5
    assert VALUE_PER_POINT(1000, 1 / 151.5) == pytest.approx(FX_LOT_VALUE(1000, 151.5))


@given(ABOVE_ZERO, ABOVE_ZERO, SIGNED, st.floats(-1, 1), ABOVE_ZERO, ABOVE_ZERO)
def test_the_hedge_ratio_is_made_of_the_index_risk(atr, value, positions, rho, fx_atr, lot_value):
    risk = INDEX_RISK(atr, value, positions)
    assert HEDGE_RATIO(atr, value, positions, rho, fx_atr, lot_value) == pytest.approx(
        HEDGE_RATIO(1, 1, risk, rho, fx_atr, lot_value), rel=1e-12, abs=1e-300
    )
    assert INDEX_RISK(atr, value, -positions) == -risk


@given(SIGNED, st.floats(-1, 1), ABOVE_ZERO, st.floats(50, 300), st.floats(0.001, 0.1), st.sampled_from([1000, 10_000]))
def test_the_leverage_is_the_value_of_the_hedge_over_the_margin(risk, rho, margin, spot, atr, units):
    """Lots · units is what the hedge is worth in base currency; the lot's size and the rate cancel out."""
    lots = HEDGE_RATIO(1, 1, risk, rho, atr * spot, FX_LOT_VALUE(units, spot))
    assert FX_LEVERAGE(risk, rho, margin, atr) == pytest.approx(lots * units / margin, rel=1e-9, abs=1e-300)


def test_the_printed_leverage_with_an_atr_in_yen_is_the_literal_formula():
    assert FX_LEVERAGE(200, 0.65, 1000, 1.5) == pytest.approx(200 * 0.65 / (1000 * 1.5), rel=1e-12)


@given(ABOVE_ZERO, ABOVE_ZERO, ABOVE_ZERO)
def test_index_lots_carry_the_risk_wanted(target, atr, value):
    assert INDEX_RISK(atr, value, INDEX_LEVERAGE(target, atr, value)) == pytest.approx(target)


def test_futures_contracts_of_the_ledger_article():
    assert FUTURES_CONTRACTS(75000, 150, 0.8) == 7
    assert FUTURES_CONTRACTS(75000, 150, 0.8, JPY_FUTURE.size) == 1
    assert FUTURES_CONTRACTS(-75000, 150, 0.8) == FUTURES_CONTRACTS(75000, 150, -0.8) == -7
    assert FUTURES_CONTRACTS(12500, 150, 1) == 2
    assert FUTURES_CONTRACTS(12499, 150, 1) == 1
    assert FUTURES_CONTRACTS(0, 150, 0.8) == 0


@given(st.floats(-1e7, 1e7), st.floats(50, 300), st.floats(-2, 2))
def test_contracts_are_whole_and_within_half_of_one(exposure, spot, ratio):
    contracts = FUTURES_CONTRACTS(exposure, spot, ratio)
    assert contracts == int(contracts)
    assert abs(contracts * 1_250_000 - exposure * spot * ratio) <= 625_000 + 1e-3


@given(ABOVE_ZERO, ABOVE_ZERO, ABOVE_ZERO)
def test_size_times_volatility_is_constant_below_the_cap(k, sigma, cap):
    assert POSITION_SIZE(k, sigma) * sigma == pytest.approx(k)
    assert POSITION_SIZE(k, 2 * sigma) == pytest.approx(POSITION_SIZE(k, sigma) / 2)
    assert POSITION_SIZE(k, sigma, cap) == min(POSITION_SIZE(k, sigma), cap)


@given(ABOVE_ZERO, ABOVE_ZERO, SIGNED.filter(lambda trend: abs(trend) > 1e-6), st.floats(-2, 2), ABOVE_ZERO)
def test_the_exposure_follows_the_trend_and_the_hedge_opposes_it(k, sigma, trend, ratio, cap):
    ((exposure, hedge),) = DYNAMIC_EXPOSURE(k, sigma, trend, ratio, cap)
    assert abs(exposure) == POSITION_SIZE(k, sigma, cap)
    assert exposure * trend > 0
    assert hedge == pytest.approx(-ratio * exposure)
    assert DYNAMIC_EXPOSURE(k, sigma, -trend, ratio, cap) == [[-exposure, -hedge]]


def test_without_a_trend_there_is_no_position():
    assert repr(DYNAMIC_EXPOSURE(0.01, 0.02, 0, 0.8)) == "[[0.0, 0.0]]"


def test_facts_are_dated_sourced_and_listed_once():
    assert len({contract.symbol for contract in CONTRACTS}) == len(CONTRACTS)
    assert len({(pair.first, pair.second) for pair in PAIRS}) == len(PAIRS)
    assert len({margin.product for margin in MARGINS}) == len(MARGINS)
    for fact in (*CONTRACTS, *MARGINS, *PAIRS):
        assert fact.source
        assert fact.as_of.year >= 2026
    sizes = {contract.symbol: (contract.size, contract.currency) for contract in CONTRACTS}
    assert sizes["6J"] == (12_500_000, "JPY")
    assert sizes["MJY"] == (1_250_000, "JPY")
    assert sizes["JP225"] == (100, "JPY")
    assert sizes["NAS100"] == sizes["US30"] == (1, "USD")
    assert [sizes[f"USDJPY-{lot}"] for lot in ("1K", "10K", "100K")] == [
        (1000, "USD"),
        (10_000, "USD"),
        (100_000, "USD"),
    ]
    assert {margin.product: margin.rate for margin in MARGINS} == {"fx": 0.04, "index-cfd": 0.1}
