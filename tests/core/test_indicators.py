"""ATR, EMA, RSI, ADX, trend, volatility, VaR and regime: definitions by hand and what must always hold."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hedge_xl.functions import ADX, ATR, EMA, REGIME, RSI, TREND_SIGNAL, VALUE_AT_RISK, VOLATILITY, use_language

SEEDS = st.integers(0, 10_000)
PERIODS = st.integers(2, 20)


def bars(seed: int, days: int = 60) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    closes = 100 * np.exp(rng.normal(0.0002, 0.01, days).cumsum())
    highs, lows = closes * (1 + rng.uniform(0, 0.01, days)), closes * (1 - rng.uniform(0, 0.01, days))
    return highs, lows, closes


def values(column: list) -> np.ndarray:
    return np.array([cell for (cell,) in column], dtype=float)


def test_atr_by_hand():
    highs, lows, closes = [10, 12, 13, 20], [9, 11, 11, 19], [9.5, 11.5, 12, 19.5]
    assert ATR(highs, lows, closes, 1) == [[None], [2.5], [2.0], [8.0]]
    assert ATR(highs, lows, closes, 2) == [[None], [None], [2.25], [(2.25 + 8) / 2]]
    assert ATR(highs, lows, closes, 2, "sma") == [[None], [None], [2.25], [5.0]]
    assert ATR(highs, lows, closes, 3, "SMA")[-1][0] == pytest.approx((2.5 + 2 + 8) / 3)


@given(SEEDS, PERIODS, st.sampled_from(["wilder", "sma"]))
def test_atr_scales_with_the_price_and_lies_among_the_ranges(seed, period, method):
    highs, lows, closes = bars(seed)
    atr = values(ATR(highs, lows, closes, period, method))
    np.testing.assert_array_equal(np.isnan(atr), np.arange(60) < period)
    scaled = values(ATR(highs * 150, lows * 150, closes * 150, period, method))
    np.testing.assert_allclose(scaled, 150 * atr, rtol=1e-9)
    ranges = values(ATR(highs, lows, closes, 1))[1:]
    assert ranges.min() - 1e-9 <= np.nanmin(atr) <= np.nanmax(atr) <= ranges.max() + 1e-9


@given(SEEDS, PERIODS)
def test_atr_of_bars_of_one_size_is_that_size(seed, period):
    middle = 100 + np.random.default_rng(seed).uniform(-0.5, 0.5, 40).cumsum()
    atr = values(ATR(middle + 5, middle - 5, middle, period))
    np.testing.assert_allclose(atr[period:], 10, rtol=1e-12)


def test_ema_by_hand():
    assert EMA([100, 102, 104, 100], 3) == [[None], [None], [102.0], [101.0]]
    assert EMA([100, 102], 1) == [[100.0], [102.0]]


@given(SEEDS, PERIODS, st.floats(0.01, 1000))
def test_ema_is_linear_and_within_the_prices(seed, period, scale):
    prices = bars(seed)[2]
    ema = values(EMA(prices, period))
    np.testing.assert_allclose(values(EMA(scale * prices + 3, period)), scale * ema + 3, rtol=1e-9)
    assert prices.min() - 1e-9 <= np.nanmin(ema) <= np.nanmax(ema) <= prices.max() + 1e-9


def test_rsi_by_hand():
    assert RSI([100, 103, 102, 102], 2) == [[None], [None], [75.0], [75.0]]
    assert RSI([1, 2, 3, 4], 3)[-1] == [100.0]
    assert RSI([4, 3, 2, 1], 3)[-1] == [0.0]


def test_rsi_has_no_value_until_a_price_moves():
    assert RSI([100, 100, 100, 100, 101], 2) == [[None], [None], [None], [None], [100.0]]


@given(SEEDS, PERIODS, st.floats(0.01, 1000))
def test_rsi_ignores_scale_and_mirrors_at_50(seed, period, scale):
    prices = bars(seed)[2]
    rsi = values(RSI(prices, period))[period:]
    assert ((rsi >= 0) & (rsi <= 100)).all()
    np.testing.assert_allclose(values(RSI(scale * prices, period))[period:], rsi, rtol=1e-8)
    np.testing.assert_allclose(values(RSI(1000 - prices, period))[period:], 100 - rsi, rtol=1e-8, atol=1e-8)


def test_adx_of_a_straight_trend_is_100_either_way():
    rise = np.arange(100.0, 140.0)
    for prices in (rise, rise[::-1]):
        column = ADX(prices + 1, prices - 1, prices, 5)
        assert column[:9] == [[None]] * 9
        assert np.ravel(column[9:]).astype(float) == pytest.approx(np.full(31, 100))


def test_adx_without_any_direction_is_0_and_rests_when_direction_stops():
    flat = np.full(12, 100.0)
    assert ADX(flat + 1, flat - 1, flat, 2)[3:] == [[0.0]] * 9
    still = np.full(8, 100.0)
    assert ADX(still, still, still, 2)[3:] == [[0.0]] * 5


@given(SEEDS, st.integers(2, 15), st.floats(0.01, 1000))
def test_adx_ignores_scale_and_direction(seed, period, scale):
    highs, lows, closes = bars(seed)
    adx = values(ADX(highs, lows, closes, period))[2 * period - 1 :]
    assert ((adx >= 0) & (adx <= 100 + 1e-9)).all()
    scaled = values(ADX(scale * highs, scale * lows, scale * closes, period))[2 * period - 1 :]
    np.testing.assert_allclose(scaled, adx, rtol=1e-7, atol=1e-7)
    mirrored = values(ADX(500 - lows, 500 - highs, 500 - closes, period))[2 * period - 1 :]
    np.testing.assert_allclose(mirrored, adx, rtol=1e-7, atol=1e-7)


def test_trend_signal():
    assert TREND_SIGNAL([100, 101, 103, 106], 2, 4) == 1
    assert TREND_SIGNAL([106, 103, 101, 100], 2, 4) == -1
    assert TREND_SIGNAL([0.1 + 0.2, 0.3, 0.3, 0.3], 2, 4) == 0


@given(SEEDS, st.integers(1, 10), st.integers(11, 40))
def test_trend_signal_is_the_sign_of_the_crossing(seed, short, long):
    prices = bars(seed)[2]
    gap = EMA(prices, short)[-1][0] - EMA(prices, long)[-1][0]
    assume(abs(gap) > 1e-6)
    signal = TREND_SIGNAL(prices, short, long)
    assert signal == math.copysign(1, gap)
    assert TREND_SIGNAL(1000 - prices, short, long) == -signal


def test_volatility_by_hand():
    assert VOLATILITY([0.01, 0.02, 0.03]) == pytest.approx(0.01)
    assert VOLATILITY([0.01, 0.02, 0.03], None, 4) == pytest.approx(0.02)
    assert VOLATILITY([9, 9, 0.01, 0.02, 0.03], 3) == pytest.approx(0.01)
    weights = np.array([0.94**2, 0.94, 1])
    expected = math.sqrt(weights @ [0.0001, 0.0004, 0.0009] / weights.sum())
    assert VOLATILITY([0.01, -0.02, 0.03], None, 1, "ewma") == pytest.approx(expected)
    assert VOLATILITY([0.01, -0.02, 0.03], None, 252, "EWMA") == pytest.approx(expected * math.sqrt(252))
    assert VOLATILITY(["r", 0.01, None, 0.02, 0.03]) == VOLATILITY([0.01, 0.02, 0.03])
    assert VOLATILITY([0.3, 0.1 + 0.2, 0.3]) == 0.0


@given(SEEDS, st.sampled_from(["sd", "ewma"]), st.integers(2, 60), st.floats(-10, 10))
def test_volatility_scales_and_uses_the_last_returns(seed, method, window, scale):
    returns = np.random.default_rng(seed).normal(0.001, 0.02, 60)
    volatility = VOLATILITY(returns, window, 12, method)
    assert VOLATILITY(returns[-window:], None, 12, method) == volatility
    assert VOLATILITY(scale * returns, window, 12, method) == pytest.approx(abs(scale) * volatility, abs=1e-12)


def test_ewma_forgets():
    storm, calm = [0.05, -0.05] * 60, [0.001, -0.001] * 60
    assert VOLATILITY(storm + calm, method="ewma") < 0.1 * VOLATILITY(calm + storm, method="ewma")
    assert VOLATILITY(storm + calm) == pytest.approx(VOLATILITY(calm + storm))


def test_value_at_risk_by_hand():
    returns = np.linspace(-0.1, 0.1, 21)
    assert VALUE_AT_RISK(returns) == pytest.approx(0.09)
    assert VALUE_AT_RISK(returns, 0.9) == pytest.approx(0.08)
    assert VALUE_AT_RISK(returns, 0.925) == pytest.approx(0.085)
    assert VALUE_AT_RISK([-0.01, 0.01], 0.95, "parametric") == pytest.approx(1.6448536269514722 * 0.02 / math.sqrt(2))
    assert VALUE_AT_RISK(returns + 0.5) == pytest.approx(-0.41)
    assert VALUE_AT_RISK([-0.03, 0.01], 0.5) == pytest.approx(0.01)


@given(SEEDS, st.floats(0.5, 0.98), st.sampled_from(["historical", "parametric"]), st.floats(0.01, 10))
def test_value_at_risk_grows_with_confidence_and_size_and_shifts(seed, confidence, method, scale):
    returns = np.random.default_rng(seed).standard_t(4, 120) * 0.02
    risk = VALUE_AT_RISK(returns, confidence, method)
    assert VALUE_AT_RISK(returns, confidence + 0.01, method) >= risk
    assert VALUE_AT_RISK(scale * returns, confidence, method) == pytest.approx(scale * risk, abs=1e-12)
    assert VALUE_AT_RISK(returns + 0.01, confidence, method) == pytest.approx(risk - 0.01, abs=1e-12)


@given(SEEDS, st.sampled_from([0.8, 0.9, 0.95]))
def test_the_historical_loss_is_exceeded_as_often_as_it_says(seed, confidence):
    returns = np.random.default_rng(seed).normal(0, 0.02, 241)
    worse = np.count_nonzero(-returns > VALUE_AT_RISK(returns, confidence) + 1e-12)
    assert worse == round((1 - confidence) * 240)


CALM, FALL, RANGE = "低ボラ上昇局面", "高ボラ急落局面", "横ばい・レンジ局面"


@pytest.mark.parametrize(
    ("volatility", "trend", "regime"),
    [
        (0.10, 1, CALM), (0.15, 0.3, CALM), (0.10, 0, RANGE), (0.10, -1, RANGE),
        (0.20, 1, RANGE), (0.20, 0, RANGE), (0.20, -1, RANGE),
        (0.25, -1, FALL), (0.40, -1, FALL), (0.40, 0, FALL), (0.40, 1, FALL),
    ],
)  # fmt: skip
def test_regime_of_volatility_and_trend(volatility, trend, regime):
    assert REGIME(volatility, 0.15, 0.25, trend)[1][0] == regime


def test_regime_gives_the_articles_advice_in_both_languages():
    assert REGIME(0.4, 0.15, 0.25, -1) == [
        ["市場環境", "ポジション戦略", "ヘッジ構造"],
        [FALL, "縮小・現金化", "強めのヘッジ(先物ショート+オプションロング)"],
    ]
    assert REGIME(0.2, 0.15, 0.25, 0)[1][1:] == ["小ポジション+オプション売り", "ガンマヘッジ(デルタ調整型)"]
    with use_language("en"):
        header, row = REGIME(0.1, 0.15, 0.25, 1)
    assert header == ["Market", "Position", "Hedge"]
    assert row[0] == "Low volatility, rising"
