"""Averages that run along a price series: each result is as long as its input, NaN until it has enough values.

The recursions start as J. Welles Wilder's and TA-Lib's do, from the plain mean of the first `period` values.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from hedge_xl.core.arrays import FloatArray


def simple_average(values: FloatArray, period: int) -> FloatArray:
    """Mean of the last `period` values. Two shapes (n,), n >= period.

    >>> simple_average(np.array([1.0, 2.0, 6.0]), 2)
    array([nan, 1.5, 4. ])
    """
    return _after_warm_up(sliding_window_view(values, period).mean(axis=1), period)


def recursive_average(values: FloatArray, period: int, weight: float) -> FloatArray:
    """``a_t = a_{t-1} + weight · (x_t - a_{t-1})``, begun with the mean of the first `period` values.

    Wilder's average has the weight ``1 / period``, the exponential one ``2 / (period + 1)``.

    >>> recursive_average(np.array([1.0, 3.0, 6.0]), 2, 0.5)
    array([nan,  2.,  4.])
    """
    average = float(values[:period].mean())
    averages = [average]
    for value in values[period:].tolist():
        average += weight * (value - average)
        averages.append(average)
    return _after_warm_up(np.array(averages), period)


def wilder_sum(values: FloatArray, period: int) -> FloatArray:
    """``s_t = s_{t-1} - s_{t-1} / period + x_t``, begun with the sum of the first ``period - 1`` values.

    The first of these sums is not shown: like TA-Lib's, the result starts with value number `period`.

    >>> wilder_sum(np.array([1.0, 3.0, 6.0]), 2)
    array([ nan, 3.5 , 7.75])
    """
    total = float(values[: period - 1].sum())
    totals = []
    for value in values[period - 1 :].tolist():
        total += value - total / period
        totals.append(total)
    return _after_warm_up(np.array(totals), period)


def _after_warm_up(values: FloatArray, period: int) -> FloatArray:
    return np.concatenate((np.full(period - 1, np.nan), values))
