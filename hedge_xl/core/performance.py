"""Hedged returns and the five figures that judge a return series.

All returns are log returns per period (A §16): they add up over time, and wealth is ``exp(cumsum(r))``
starting from 1.
"""

import math
from typing import Final, NamedTuple

import numpy as np

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.checks import enough, is_zero, moves, positive, rate, rates, ratios, same_count, same_length
from hedge_xl.core.errors import DomainError, ZeroVarianceError
from hedge_xl.core.language import Text

_SURELY_MOVES: Final = 1e-10
"""A deviation above this share of the mean is no binary noise; below it a closer look decides."""


class Kpis(NamedTuple):
    """The figures of one return series; NaN where one is undefined (no volatility, no drawdown)."""

    ann_mean: float
    ann_vol: float
    sharpe: float
    max_drawdown: float
    calmar: float
    observations: int


def hedged_returns(
    asset_returns: FloatArray,
    fx_returns: FloatArray,
    hedge_ratio: FloatArray | float,
    cost: FloatArray | float = 0.0,
) -> FloatArray:
    """Return after the hedge: ``r_S + (1 - h) · r_F - c · h`` per period.

    Two series (n,); `hedge_ratio` and `cost` (per period, a fraction) hold one value or one per row. Result
    (n,): NaN in rows where a value is missing. Ratios of several policies (policies, n) give as many series.
    Source: A §10, §16.

    >>> hedged_returns(np.array([0.02]), np.array([-0.01]), 0.8, 0.002).round(6)
    array([0.0164])
    """
    same_length(asset_returns, fx_returns, "fx_returns", "asset_returns")
    h = ratios(_per_row(hedge_ratio, asset_returns, "hedge_ratio"), "hedge_ratio")
    c = rates(_per_row(cost, asset_returns, "cost"), "cost")
    return asset_returns + (1 - h) * fx_returns - c * h


def annual_mean(returns: FloatArray, periods: float = 12.0) -> float:
    """Annual mean of log returns: ``periods · mean``. NaN is left out. Source: A §16.

    >>> annual_mean(np.array([0.01, 0.02, 0.03]))
    0.24
    """
    return _mean(_known(returns, 1)) * positive(periods, "periods")


def annual_volatility(returns: FloatArray, periods: float = 12.0) -> float:
    """Annual volatility: ``√periods · std`` with divisor n-1. NaN is left out; at least two returns. Source: A §16.

    >>> round(annual_volatility(np.array([0.01, 0.02, 0.03])), 6)
    0.034641
    """
    known = _known(returns, 2)
    return _deviation(known, _mean(known)) * math.sqrt(positive(periods, "periods"))


def sharpe_ratio(returns: FloatArray, periods: float = 12.0, risk_free: float = 0.0) -> float:
    """Sharpe ratio: ``(annual mean - risk_free) / annual volatility``, `risk_free` an annual log rate.

    Raises ZeroVarianceError for returns that do not move. Source: A §16; Sharpe (1966), J. Business 39.

    >>> round(sharpe_ratio(np.array([0.01, 0.02, 0.03])), 6)
    6.928203
    """
    volatility = annual_volatility(returns, periods)
    if volatility == 0:
        raise ZeroVarianceError(
            Text("値動きがありません。ボラティリティで割れません", "the returns do not move; volatility cannot divide"),
            "returns",
        )
    return (annual_mean(returns, periods) - rate(risk_free, "risk_free")) / volatility


def max_drawdown(returns: FloatArray) -> float:
    """Largest fall of wealth from its earlier peak, the starting 1 included: a fraction of 0 or below. Source: A §16.

    ``min_t (W_t / max_{s≤t} W_s - 1)`` with ``W = exp(cumsum(r))``. NaN is left out.

    >>> round(max_drawdown(np.log([1.1, 0.5, 1.2])), 6), max_drawdown(np.array([0.01]))
    (-0.5, 0.0)
    """
    return _deepest_fall(_known(returns, 1))


def calmar_ratio(returns: FloatArray, periods: float = 12.0) -> float:
    """Calmar ratio: ``annual mean / |max drawdown|``. Source: A §16; Young (1991), Futures 20.

    Raises DomainError when wealth never fell: the ratio is then undefined.

    >>> round(calmar_ratio(np.log([1.1, 0.5, 1.2])), 6)
    -3.324124
    """
    mean = annual_mean(returns, periods)
    fall = max_drawdown(returns)
    if fall == 0:
        raise DomainError(
            Text("ドローダウンがありません。Calmar は決まりません", "there is no drawdown; Calmar is undefined"),
            "returns",
        )
    return mean / -fall


def kpis(returns: FloatArray, periods: float = 12.0) -> Kpis:
    """All figures of one series at once; an undefined ratio is NaN here, so that the others can still be read.

    >>> kpis(np.array([0.01, 0.03])).max_drawdown
    0.0
    """
    known = _known(returns, 2)
    average = _mean(known)
    mean, volatility = average * positive(periods, "periods"), _deviation(known, average) * math.sqrt(periods)
    fall = _deepest_fall(known)
    return Kpis(
        ann_mean=mean,
        ann_vol=volatility,
        sharpe=mean / volatility if volatility else math.nan,
        max_drawdown=fall,
        calmar=mean / -fall if fall else math.nan,
        observations=known.size,
    )


def _known(returns: FloatArray, needed: int) -> FloatArray:
    gaps = np.isnan(returns)
    known = returns[~gaps] if gaps.any() else returns
    enough(known.size, needed, "returns")
    return known


def _mean(known: FloatArray) -> float:
    return float(np.add.reduce(known)) / known.size


def _deviation(known: FloatArray, mean: float) -> float:
    """Standard deviation (divisor n-1); exactly 0 for a series that does not move."""
    distances = known - mean
    distances *= distances
    deviation = math.sqrt(float(np.add.reduce(distances)) / (known.size - 1))
    return deviation if deviation > _SURELY_MOVES * (abs(mean) + _SURELY_MOVES) or moves(known) else 0.0


def _deepest_fall(known: FloatArray) -> float:
    log_wealth = known.cumsum()
    peaks = np.maximum.accumulate(log_wealth)
    np.maximum(peaks, 0.0, out=peaks)  # wealth starts from 1
    log_wealth -= peaks
    deepest = float(np.minimum.reduce(log_wealth))
    return 0.0 if is_zero(deepest) else math.expm1(deepest)


def _per_row(given: FloatArray | float, rows: FloatArray, argument: str) -> FloatArray:
    values = np.atleast_1d(given)
    if values.size == 1:
        return np.full(rows.size, values[0])
    same_count(rows.size, values.shape[-1], argument, "asset_returns")
    return values
