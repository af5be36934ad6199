"""Trend and momentum: EMA, RSI, ADX and the crossing of two averages. They agree with TA-Lib."""

from typing import Final

import numpy as np

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.bars import check_bars, true_range
from hedge_xl.core.checks import at_least, enough, positives, same_or_less
from hedge_xl.core.errors import DomainError
from hedge_xl.core.language import Text
from hedge_xl.core.smoothing import recursive_average, wilder_sum

_SHORTEST: Final = 2


def exponential_moving_average(prices: FloatArray, period: int) -> FloatArray:
    """Exponential moving average: ``E_t = E_{t-1} + 2/(period + 1) · (P_t - E_{t-1})``.

    It begins with the mean of the first `period` prices. `prices` (n,), above 0; result (n,), in their unit, NaN in
    the first ``period - 1`` rows. Raises DomainError for a price that is not above 0, TooFewObservationsError below
    `period` prices. Source: D §3, §7.

    >>> exponential_moving_average(np.array([100.0, 102.0, 104.0]), 2)
    array([ nan, 101., 103.])
    """
    enough(positives(prices, "prices").size, period, "prices")
    return recursive_average(prices, period, 2 / (period + 1))


def relative_strength_index(prices: FloatArray, period: int = 14) -> FloatArray:
    """Relative strength index: ``100 · G / (G + L)``, from 0 to 100.

    G and L are Wilder's averages of the rises and the falls over `period` changes. `prices` (n,), above 0; result (n,):
    NaN in the first `period` rows and while no price has moved. Raises DomainError for a price not above 0 or a period
    below 2, TooFewObservationsError below ``period + 1`` prices. Source: D §3; Wilder (1978), New Concepts.

    >>> relative_strength_index(np.array([100.0, 103.0, 102.0, 102.0]), 2)
    array([nan, nan, 75., 75.])
    """
    at_least(period, _SHORTEST, "period")
    enough(positives(prices, "prices").size, period + 1, "prices")
    changes = np.diff(prices)
    rises = recursive_average(np.maximum(changes, 0.0), period, 1 / period)
    falls = recursive_average(np.maximum(-changes, 0.0), period, 1 / period)
    moved = rises + falls
    share = np.divide(rises, moved, out=np.full_like(moved, np.nan), where=moved > 0)
    return np.concatenate(([np.nan], 100 * share))


def average_directional_index(highs: FloatArray, lows: FloatArray, closes: FloatArray, period: int = 14) -> FloatArray:
    """Average directional index: Wilder's average of ``DX = 100 · |DI⁺ - DI⁻| / (DI⁺ + DI⁻)``, from 0 to 100.

    DI⁺ and DI⁻ are the smoothed upward and downward moves over the smoothed true range; a bar without any direction
    leaves the index as it was. Bars (n,), prices above 0; result (n,): NaN in the first ``2 · period - 1`` rows. Raises
    DomainError for bars that are none or a period below 2, TooFewObservationsError below ``2 · period`` bars.
    Source: D §3; Wilder (1978), New Concepts.

    >>> highs = np.array([10.0, 11.0, 12.0, 12.5, 12.0])
    >>> average_directional_index(highs, highs - 1, highs - 0.5, 2).round(6)
    array([       nan,        nan,        nan, 100.      ,  55.555556])
    """
    check_bars(highs, lows, closes)
    at_least(period, _SHORTEST, "period")
    enough(highs.size, 2 * period, "highs")
    dx = _directional_index(highs, lows, closes, period)[period - 1 :]
    average = float(np.nansum(dx[:period])) / period
    averages = [average]
    for value in dx[period:].tolist():
        if value == value:
            average += (value - average) / period
        averages.append(average)
    return np.concatenate((np.full(2 * period - 1, np.nan), averages))


def trend_signal(prices: FloatArray, short_period: int, long_period: int) -> int:
    """The side on which the short average stands: ``sign(EMA_short - EMA_long)`` after the last price, -1, 0 or 1.

    A difference that binary noise could make counts as 0. `prices` (n,), above 0. Raises DomainError unless
    ``short_period < long_period``, TooFewObservationsError below `long_period` prices. Source: D §3, §6, §7.

    >>> trend_signal(np.array([100.0, 101.0, 103.0]), 1, 3), trend_signal(np.array([100.0, 100.0]), 1, 2)
    (1, 0)
    """
    if short_period >= long_period:
        raise DomainError(
            Text(
                f"{short_period} です。long_period({long_period})より短い期間が必要です",
                f"{short_period} came; a period shorter than long_period ({long_period}) is needed",
            ),
            "short_period",
        )
    long = float(exponential_moving_average(prices, long_period)[-1])
    short = float(exponential_moving_average(prices, short_period)[-1])
    if same_or_less(short, long):
        return 0 if same_or_less(long, short) else -1
    return 1


def _directional_index(highs: FloatArray, lows: FloatArray, closes: FloatArray, period: int) -> FloatArray:
    """DX of every bar but the first: (n - 1,), NaN in the warm-up and where nothing has a direction."""
    up, down = np.diff(highs), -np.diff(lows)
    rises = wilder_sum(np.where((up > 0) & (up > down), up, 0.0), period)
    falls = wilder_sum(np.where((down > 0) & (down > up), down, 0.0), period)
    travelled = wilder_sum(true_range(highs, lows, closes), period)
    directed = rises + falls
    dx = np.full_like(directed, np.nan)
    np.divide(100 * np.abs(rises - falls), directed, out=dx, where=(directed > 0) & (travelled > 0))
    return dx
