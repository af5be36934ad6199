"""Indicators against TA-Lib, volatility against pandas, value at risk against empyrical and scipy."""

from importlib import import_module

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from hedge_xl.functions import ADX, ATR, EMA, RSI, VALUE_AT_RISK, VOLATILITY


@pytest.fixture(scope="module")
def talib():
    return import_module("talib")


def bars(seed: int, days: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Bars with gaps between days, rounded as prices are: equal highs and lows occur."""
    rng = np.random.default_rng(seed)
    closes = (100 * np.exp(0.02 * rng.standard_t(4, days).cumsum())).round(1)
    return closes + rng.integers(0, 9, days) / 10, closes - rng.integers(0, 9, days) / 10, closes


def same(column: list, expected: np.ndarray) -> None:
    assert np.isfinite(expected).any()
    np.testing.assert_allclose(np.array(column, dtype=float).ravel(), expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize(("period", "days"), [(2, 60), (5, 10), (14, 29), (14, 500), (20, 300)])
def test_indicators_are_those_of_ta_lib(talib, seed, period, days):
    highs, lows, closes = bars(seed, days)
    same(ATR(highs, lows, closes, period), talib.ATR(highs, lows, closes, period))
    same(EMA(closes, period), talib.EMA(closes, period))
    same(RSI(closes, period), talib.RSI(closes, period))
    same(ADX(highs, lows, closes, period), talib.ADX(highs, lows, closes, period))


@pytest.mark.parametrize("seed", range(5))
def test_the_plain_atr_is_the_mean_of_ta_libs_true_ranges(talib, seed):
    highs, lows, closes = bars(seed, 100)
    expected = pd.Series(talib.TRANGE(highs, lows, closes)).rolling(14).mean()
    same(ATR(highs, lows, closes, 14, "sma"), expected.to_numpy())


@pytest.mark.parametrize("days", [3, 30, 500])
def test_volatility_is_that_of_pandas(days):
    returns = pd.Series(np.random.default_rng(days).normal(0.001, 0.02, days))
    assert VOLATILITY(returns, periods=252) == pytest.approx(returns.std() * 252**0.5, rel=1e-12)
    weighted = (returns**2).ewm(alpha=0.06).mean().iloc[-1]
    assert VOLATILITY(returns, method="ewma") == pytest.approx(weighted**0.5, rel=1e-12)


@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.975, 0.99])
def test_value_at_risk_is_that_of_empyrical_and_scipy(confidence):
    empyrical = import_module("empyrical")
    returns = 0.02 * np.random.default_rng(8).standard_t(4, 300)
    expected = -empyrical.value_at_risk(returns, 1 - confidence)
    assert VALUE_AT_RISK(returns, confidence) == pytest.approx(expected, rel=1e-12)
    normal = -norm.ppf(1 - confidence, returns.mean(), returns.std(ddof=1))
    assert VALUE_AT_RISK(returns, confidence, "parametric") == pytest.approx(normal, rel=1e-9)
