"""The hedge ratio: its estimate with its band, its trend adjustment and the policy that decides when it changes."""

import math
from typing import Final, Literal, NamedTuple

import numpy as np

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.checks import (
    NOISE,
    between,
    is_zero,
    moves,
    not_negative,
    positive,
    positives,
    rate,
    ratio,
    ratios,
    same_length,
)
from hedge_xl.core.covariance import Shrinkage
from hedge_xl.core.errors import DomainError
from hedge_xl.core.language import Text
from hedge_xl.core.slope import Names, last_pairs, rolling_slope, slope, still
from hedge_xl.core.student import t_quantile

AssetCurrency = Literal["home", "foreign"]

_PAIR: Final = Names("asset_returns", "fx_returns")
_LEAST_CONFIDENCE: Final = 0.01
_MOST_CONFIDENCE: Final = 0.9999


class RatioBand(NamedTuple):
    """A hedge ratio with its confidence band, and R²: the share of variance that hedging at h* takes away."""

    low: float
    ratio: float
    high: float
    r_squared: float


def minimum_variance_ratio(
    asset_returns: FloatArray,
    fx_returns: FloatArray,
    window: int | None = None,
    shrinkage: Shrinkage = "none",
    asset_currency: AssetCurrency = "home",
) -> float:
    """The hedge ratio h* of least variance, from the last `window` pairs.

    ``h* = Cov(r_S, r_F) / Var(r_F) = ρ σ_S / σ_F`` minimises Var(r_S - h r_F), r_S the asset's return in home
    currency. For a return in foreign currency ``1 + Cov/Var`` minimises Var(r_S + (1-h) r_F).
    Parameters: two series (n,) of log returns; a NaN in either drops the pair. Result: a fraction, 1 = fully hedged.
    Raises TooFewObservationsError with fewer than `window` (or 3) kept pairs, ZeroVarianceError when the
    currency does not move. Source: A §4, §16; Johnson (1960), Rev. Economic Studies 27.

    >>> fx = np.array([0.01, -0.02, 0.03, 0.0])
    >>> round(minimum_variance_ratio(0.8 * fx + 0.001, fx), 12)
    0.8
    """
    return slope(asset_returns, fx_returns, _PAIR, window, shrinkage) + _unhedged_share(asset_currency)


def rolling_minimum_variance_ratio(
    asset_returns: FloatArray,
    fx_returns: FloatArray,
    window: int,
    shrinkage: Shrinkage = "none",
    asset_currency: AssetCurrency = "home",
) -> FloatArray:
    """h* over each window of `window` kept pairs, at the row of the window's last pair.

    Result: (n,), as long as the input. NaN (not available) in the first window-1 kept rows, in rows whose
    pair was dropped, and where the currency did not move within the window. Equation, units, errors and
    source as in `minimum_variance_ratio`.

    >>> fx = np.array([0.01, -0.02, 0.03, 0.0])
    >>> rolling_minimum_variance_ratio(0.8 * fx, fx, 3)
    array([nan, nan, 0.8, 0.8])
    """
    ratios = rolling_slope(asset_returns, fx_returns, _PAIR, window, shrinkage)
    ratios += _unhedged_share(asset_currency)
    return ratios


def ratio_band(
    asset_returns: FloatArray,
    fx_returns: FloatArray,
    window: int | None = None,
    confidence: float = 0.95,
    asset_currency: AssetCurrency = "home",
) -> RatioBand:
    """h* with its confidence band, as least squares gives them, and R² (hedge effectiveness).

    ``h* ± t(confidence, n-2) · s_e``, ``s_e² = Σe² / ((n-2) Σ(r_F - mean)²)``, e the residuals of the asset's
    home-currency return on r_F; ``R² = 1 - Var(hedged at h*) / Var(unhedged)``. For a foreign asset that return is
    ``r_S + r_F``. Parameters, units and errors as in `minimum_variance_ratio`; `confidence` from 0.01 to 0.9999;
    ZeroVarianceError also when the asset does not move. Source: A §4; Ederington (1979), J. Finance 34.

    >>> fx = np.array([0.01, -0.02, 0.03, 0.0])
    >>> [round(value, 6) for value in ratio_band(fx + np.array([0.01, 0.0, 0.0, -0.01]), fx)]
    [-0.093244, 1.076923, 2.24709, 0.886878]
    """
    level = between(confidence, _LEAST_CONFIDENCE, _MOST_CONFIDENCE, "confidence")
    asset, fx = last_pairs(asset_returns, fx_returns, window, _PAIR)
    home = asset + fx if asset_currency == "foreign" else asset
    if not moves(home):
        raise still("asset_returns")
    home, fx = home - home.mean(), fx - fx.mean()
    spread = float(np.sum(fx**2))
    best = float(np.sum(home * fx)) / spread
    unexplained = float(np.sum((home - best * fx) ** 2))
    dof = fx.size - 2
    margin = t_quantile(level, dof) * math.sqrt(unexplained / dof / spread)
    r_squared = max(1 - unexplained / float(np.sum(home**2)), 0.0)
    return RatioBand(best - margin, best, best + margin, r_squared)


def trend_adjustment(spot: float, average: float, adjustment: float = 0.1) -> float:
    """+adjustment when spot is below its average (a rising home currency), -adjustment above, 0 on it.

    `spot` and `average` are prices above 0, `adjustment` a fraction of 0 or above. Source: A §6, §9.

    >>> trend_adjustment(145, 150), trend_adjustment(155, 150), trend_adjustment(150, 150)
    (0.1, -0.1, 0.0)
    """
    spots, averages = np.array([positive(spot, "spot")]), np.array([positive(average, "average")])
    return float(trend_adjustments(spots, averages, adjustment)[0])


def trend_adjustments(spots: FloatArray, averages: FloatArray, adjustment: float = 0.1) -> FloatArray:
    """`trend_adjustment` for every row of two columns (n,) of prices without gaps: (n,). Source: A §6, §9.

    >>> trend_adjustments(np.array([145.0, 155.0, 150.0]), np.array([150.0, 150.0, 150.0]))
    array([ 0.1, -0.1,  0. ])
    """
    same_length(spots, averages, "average", "spot")
    below = positives(averages, "average") - positives(spots, "spot")
    step = rate(not_negative(adjustment, "adjustment"), "adjustment")
    return np.where(np.abs(below) <= NOISE * averages, 0.0, np.copysign(step, below))


def policy_ratio(
    structural_h: float,
    trend_adjustment: float = 0.0,
    previous_h: float | None = None,
    threshold: float = 0.05,
    floor: float = 0.0,
    cap: float = 1.0,
) -> float:
    """The hedge ratio in force: structural + trend, clamped to [floor, cap], changed only when it matters.

    ``h = min(max(structural + trend, floor), cap)``; when it differs from `previous_h` by less than
    `threshold`, the previous ratio stays, itself clamped, so that a clamp made narrower takes effect at once.
    A difference of exactly the threshold counts as a change. All are fractions. Source: A §6, §9.

    >>> policy_ratio(0.8, 0.1), policy_ratio(0.82, 0, 0.8), policy_ratio(0.85, 0, 0.8), policy_ratio(1.3)
    (0.9, 0.8, 0.85, 1.0)
    """
    ratio(floor, "floor")
    ratio(cap, "cap")
    rate(not_negative(threshold, "threshold"), "threshold")
    if floor > cap:
        raise DomainError(
            Text(f"下限 {floor:g} が上限 {cap:g} を超えています", f"{floor:g} is above the cap {cap:g}"), "floor"
        )
    wanted = min(max(ratio(structural_h, "structural_h") + rate(trend_adjustment, "trend_adjustment"), floor), cap)
    held = wanted if previous_h is None else _in_force([wanted], ratio(previous_h, "previous_h"), threshold)[0]
    return min(max(held, floor), cap)


def policy_path(wanted: FloatArray, threshold: float = 0.05, floor: float = 0.0, cap: float = 1.0) -> FloatArray:
    """`policy_ratio` from period to period: each ratio in force is the previous one of the next.

    `wanted` (n,), n at least 1: structural + trend of every period, without gaps. Result (n,). Source: A §6, §9.

    >>> policy_path(np.array([0.8, 0.82, 0.85, 1.2, 0.97]))
    array([0.8 , 0.8 , 0.85, 1.  , 1.  ])
    """
    ratios(wanted, "structural_h")
    first = policy_ratio(float(wanted[0]), 0.0, None, threshold, floor, cap)
    return np.array(_in_force(np.minimum(np.maximum(wanted, floor), cap).tolist(), first, threshold))


def _in_force(wanted: list[float], held: float, threshold: float) -> list[float]:
    """What is held after each wanted ratio: a change smaller than the threshold, by more than noise, is not made."""
    least = threshold - NOISE
    low, high = held - least, held + least
    path = []
    for h in wanted:
        if not low < h < high:
            held, low, high = h, h - least, h + least
        path.append(held)
    return path


def hedge_beta_ratio(portfolio_beta: float, hedge_beta: float) -> float:
    """Size of a hedge that makes beta neutral: ``β_p / β_h``, a multiple of the portfolio. Source: D §4.

    Raises DomainError for a hedge without beta.

    >>> hedge_beta_ratio(1.2, 2)
    0.6
    """
    if is_zero(hedge_beta):
        raise DomainError(
            Text("0 です。ベータのない商品ではヘッジできません", "0 came; what has no beta cannot hedge"), "hedge_beta"
        )
    return portfolio_beta / hedge_beta + 0.0


def beta(asset_returns: FloatArray, market_returns: FloatArray, window: int | None = None) -> float:
    """Beta: ``Cov(r_A, r_M) / Var(r_M)`` over the last `window` pairs (all when None).

    Two series (n,), a NaN in either dropping the pair. Raises TooFewObservationsError with fewer than `window`
    (or 3) pairs, ZeroVarianceError when the market does not move. Source: D §3, §4; Sharpe (1964), J. Finance 19.

    >>> market = np.array([0.01, -0.02, 0.03])
    >>> round(beta(1.2 * market + 0.001, market), 12)
    1.2
    """
    return slope(asset_returns, market_returns, Names("asset_returns", "market_returns"), window)


def dynamic_hedge_ratio(
    portfolio_returns: FloatArray, hedge_returns: FloatArray, window: int | None = None
) -> float | FloatArray:
    """``H = Cov(r_p, r_h) / Var(r_h)``: a number over all pairs, or with `window` the rolling column.

    The position in the hedge is -H for each unit of the portfolio. Column (n,) and errors as in
    `rolling_minimum_variance_ratio` and `beta`. Source: D §5, §7.

    >>> hedge = np.array([0.01, -0.02, 0.03, 0.0])
    >>> round(dynamic_hedge_ratio(0.5 * hedge, hedge), 12), dynamic_hedge_ratio(0.5 * hedge, hedge, 3)
    (0.5, array([nan, nan, 0.5, 0.5]))
    """
    names = Names("portfolio_returns", "hedge_returns")
    if window is None:
        return slope(portfolio_returns, hedge_returns, names)
    return rolling_slope(portfolio_returns, hedge_returns, names, window)


def _unhedged_share(asset_currency: AssetCurrency) -> float:
    return 1.0 if asset_currency == "foreign" else 0.0
