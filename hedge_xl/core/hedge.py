"""The hedge ratio: its estimate, its trend adjustment and the policy that decides when it changes."""

from typing import Final, Literal

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.checks import NOISE, between, enough, moves, not_negative, positive, rate, ratio, same_or_less
from hedge_xl.core.covariance import Shrinkage, pair_moments, regression_slope
from hedge_xl.core.errors import DomainError, ZeroVarianceError
from hedge_xl.core.language import Text
from hedge_xl.core.returns import kept_pairs
from hedge_xl.core.rolling import rolling_pair_moments

AssetCurrency = Literal["home", "foreign"]

FEWEST_PAIRS: Final = 3
"""Two pairs always lie on a line: their slope says nothing about the market."""

_CHUNK: Final = 4096


def minimum_variance_ratio(
    asset_returns: FloatArray,
    fx_returns: FloatArray,
    window: int | None = None,
    shrinkage: Shrinkage = "none",
    asset_currency: AssetCurrency = "home",
) -> float:
    """The hedge ratio h* of least variance, from the last `window` pairs.

    ``h* = Cov(r_S, r_F) / Var(r_F) = ρ σ_S / σ_F`` minimises Var(r_S + (1-h) r_F) when r_S is the asset's
    return in home currency; for a return in foreign currency it is ``1 + Cov/Var``.
    Parameters: two series (n,) of log returns; a NaN in either drops the pair. Result: a fraction, 1 = fully hedged.
    Raises TooFewObservationsError with fewer than `window` (or 3) kept pairs, ZeroVarianceError when the
    currency does not move. Source: A §4, §16; Johnson (1960), Rev. Economic Studies 27.

    >>> fx = np.array([0.01, -0.02, 0.03, 0.0])
    >>> round(minimum_variance_ratio(0.8 * fx + 0.001, fx), 12)
    0.8
    """
    kept = kept_pairs(asset_returns, fx_returns, "fx_returns", "asset_returns")
    asset, fx = asset_returns[kept], fx_returns[kept]
    enough(asset.size, _usable_window(window) if window is not None else FEWEST_PAIRS, "asset_returns")
    if window is not None:
        asset, fx = asset[-window:], fx[-window:]
    if not moves(fx):
        raise ZeroVarianceError(
            Text("値動きがありません。Var で割れません", "the series does not move; Var cannot divide"), "fx_returns"
        )
    slope = float(regression_slope(pair_moments(asset, fx), _usable_shrinkage(shrinkage)))
    return slope + _unhedged_share(asset_currency)


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
    kept = kept_pairs(asset_returns, fx_returns, "fx_returns", "asset_returns")
    width = _usable_window(window)
    intensity = _usable_shrinkage(shrinkage)
    asset, fx = asset_returns[kept], fx_returns[kept]
    result = np.full(asset_returns.size, np.nan)
    if asset.size < width:
        return result
    slopes = _window_slopes(asset, fx, width, intensity)
    result[np.flatnonzero(kept)[width - 1 :]] = slopes + _unhedged_share(asset_currency)
    return result


def trend_adjustment(spot: float, average: float, adjustment: float = 0.1) -> float:
    """+adjustment when spot is below its average (a rising home currency), -adjustment above, 0 on it.

    `spot` and `average` are prices above 0, `adjustment` a fraction of 0 or above. Source: A §6, §9.

    >>> trend_adjustment(145, 150), trend_adjustment(155, 150), trend_adjustment(150, 150)
    (0.1, -0.1, 0.0)
    """
    positive(spot, "spot")
    positive(average, "average")
    rate(not_negative(adjustment, "adjustment"), "adjustment")
    if abs(spot - average) <= NOISE * average:
        return 0.0
    return adjustment if spot < average else -adjustment


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
    if previous_h is None or same_or_less(threshold, abs(wanted - ratio(previous_h, "previous_h"))):
        return wanted
    return min(max(previous_h, floor), cap)


def _window_slopes(asset: FloatArray, fx: FloatArray, width: int, shrinkage: Shrinkage) -> FloatArray:
    """Cov/Var of every window; NaN where the currency stands still."""
    moments, doubtful = rolling_pair_moments(asset, fx, width)
    slopes = regression_slope(moments, shrinkage)
    still = moments.var_y <= (NOISE * max(float(np.abs(fx).max()), NOISE)) ** 2
    one_by_one = np.flatnonzero(doubtful | still)
    for start in range(0, one_by_one.size, _CHUNK):
        part = one_by_one[start : start + _CHUNK]
        slopes[part] = _direct_slopes(
            sliding_window_view(asset, width)[part], sliding_window_view(fx, width)[part], shrinkage
        )
    return slopes


def _direct_slopes(asset_windows: FloatArray, fx_windows: FloatArray, shrinkage: Shrinkage) -> FloatArray:
    """Cov/Var of windows (m, width), each centred on its own mean."""
    slopes = regression_slope(pair_moments(asset_windows, fx_windows), shrinkage)
    slopes[~moves(fx_windows)] = np.nan
    return slopes


def _unhedged_share(asset_currency: AssetCurrency) -> float:
    return 1.0 if asset_currency == "foreign" else 0.0


def _usable_window(window: int) -> int:
    if window < FEWEST_PAIRS:
        raise DomainError(
            Text(f"{window} です。{FEWEST_PAIRS} 以上が必要です", f"{window} came; at least {FEWEST_PAIRS} is needed"),
            "window",
        )
    return window


def _usable_shrinkage(shrinkage: Shrinkage) -> Shrinkage:
    return shrinkage if isinstance(shrinkage, str) else between(shrinkage, 0.0, 1.0, "shrinkage")
