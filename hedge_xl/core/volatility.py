"""How much a price moves: average true range, volatility, and what a bad period costs."""

import math
from typing import Final, Literal

import numpy as np

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.bars import check_bars, true_range
from hedge_xl.core.checks import between, enough, positive
from hedge_xl.core.performance import annual_volatility
from hedge_xl.core.smoothing import recursive_average, simple_average
from hedge_xl.core.student import normal_quantile

AtrMethod = Literal["wilder", "sma"]
VolatilityMethod = Literal["sd", "ewma"]
VarMethod = Literal["historical", "parametric"]

DECAY: Final = 0.94
"""RiskMetrics' decay factor λ for daily returns."""


def average_true_range(
    highs: FloatArray, lows: FloatArray, closes: FloatArray, period: int = 14, method: AtrMethod = "wilder"
) -> FloatArray:
    """Average true range: the mean of ``TR_t = max(H_t, C_{t-1}) - min(L_t, C_{t-1})``, smoothed over `period` bars.

    "wilder" is Wilder's average ``A_t = A_{t-1} + (TR_t - A_{t-1}) / period``, "sma" the plain mean of the last ranges.
    Bars (n,), prices above 0; result (n,), in the unit of the prices, NaN in the first `period` rows. Raises
    DomainError for bars that are none, TooFewObservationsError below ``period + 1`` bars.
    Source: B §4; Wilder (1978), New Concepts in Technical Trading Systems.

    >>> highs = np.array([10.0, 12.0, 13.0, 12.0])
    >>> average_true_range(highs, highs - 1, highs - 0.5, 2)
    array([ nan,  nan, 2.  , 1.75])
    """
    check_bars(highs, lows, closes)
    enough(highs.size, period + 1, "highs")
    ranges = true_range(highs, lows, closes)
    smooth = recursive_average(ranges, period, 1 / period) if method == "wilder" else simple_average(ranges, period)
    return np.concatenate(([np.nan], smooth))


def volatility(
    returns: FloatArray, window: int | None = None, periods: float = 1.0, method: VolatilityMethod = "sd"
) -> float:
    """Volatility of the last `window` returns times ``√periods``, as a fraction.

    "sd" is the standard deviation (divisor n-1). "ewma" is RiskMetrics': ``σ² = Σ λ^i r²_{t-i} / Σ λ^i``, λ = 0.94,
    about a mean of 0. `returns` (n,), NaN is left out; `periods` is the horizon in periods (12 or 252 for a year).
    Raises TooFewObservationsError below `window` (or 2) returns.
    Source: D §3; RiskMetrics Technical Document (1996), §5.2.

    >>> returns = np.array([0.01, 0.02, 0.03])
    >>> round(volatility(returns), 12), round(volatility(returns, None, 4), 12)
    (0.01, 0.02)
    >>> round(volatility(np.array([0.01, -0.01, 0.01]), method="ewma"), 12)
    0.01
    """
    used = _last(returns, window)
    if method == "sd":
        return annual_volatility(used, periods)
    weights = DECAY ** np.arange(used.size - 1.0, -1.0, -1.0)
    return math.sqrt(float(weights @ used**2) / float(weights.sum()) * positive(periods, "periods"))


def value_at_risk(returns: FloatArray, confidence: float = 0.95, method: VarMethod = "historical") -> float:
    """Value at risk: the loss that a share `confidence` of the periods does not exceed; a loss is positive.

    "historical" is minus the quantile 1 - confidence of the returns, between two of them in proportion (as Excel's
    PERCENTILE.INC); "parametric" is ``-(mean + z · std)`` of a normal distribution, z its quantile 1 - confidence.
    `returns` (n,), NaN is left out; the result is in their unit. Raises DomainError for a confidence outside 0.5 to
    0.9999, TooFewObservationsError below two returns, or, historical, where not even one return is expected beyond the
    loss (20 returns for 95%). Source: D §3; Jorion (2006), Value at Risk.

    >>> returns = np.linspace(-0.1, 0.1, 21)
    >>> round(value_at_risk(returns), 12), round(value_at_risk(returns, 0.95, "parametric"), 6)
    (0.09, 0.10206)
    """
    known = returns[~np.isnan(returns)]
    tail = 1 - between(confidence, 0.5, 0.9999, "confidence")
    if method == "parametric":
        enough(known.size, 2, "returns")
        return -(float(known.mean()) + normal_quantile(tail) * annual_volatility(known, 1.0))
    enough(known.size, math.ceil(1 / tail - 1e-9), "returns")
    return 0.0 - float(np.quantile(known, tail))


def _last(returns: FloatArray, window: int | None) -> FloatArray:
    """The last `window` known returns, or all of them: two at the least."""
    known = returns[~np.isnan(returns)]
    enough(known.size, max(window or 0, 2), "returns")
    return known if window is None else known[-window:]
