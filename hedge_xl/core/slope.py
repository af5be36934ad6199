"""The least-squares slope of one return series on another, over the last pairs or over every window."""

from functools import partial
from typing import Final, NamedTuple

import numpy as np

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.checks import at_least, enough, moves
from hedge_xl.core.covariance import PairMoments, Shrinkage, pair_moments, regression_slope, usable_shrinkage
from hedge_xl.core.errors import ZeroVarianceError
from hedge_xl.core.language import Text
from hedge_xl.core.returns import kept_pairs
from hedge_xl.core.rolling import Figure, rolling_figures

FEWEST_PAIRS: Final = 3
"""Two pairs always lie on a line: their slope says nothing about the market."""


class Names(NamedTuple):
    """What a function calls its two series, for its errors: the one explained and the one that explains."""

    y: str
    x: str


def last_pairs(y: FloatArray, x: FloatArray, window: int | None, names: Names) -> tuple[FloatArray, FloatArray]:
    """The last `window` pairs (all when None) of two series (n,), a NaN in either dropping the pair.

    Raises TooFewObservationsError with fewer than `window` (or 3) kept pairs, ZeroVarianceError when x does not move.

    >>> last_pairs(np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.0, np.nan, 5.0, 1.0]), 3, Names("y", "x"))
    (array([1., 3., 4.]), array([0., 5., 1.]))
    """
    kept = kept_pairs(y, x, names.x, names.y)
    needed = FEWEST_PAIRS if window is None else at_least(window, FEWEST_PAIRS, "window")
    enough(int(np.count_nonzero(kept)), needed, names.y)
    kept_y, kept_x = y[kept], x[kept]
    if window is not None:
        kept_y, kept_x = kept_y[-window:], kept_x[-window:]
    if not moves(kept_x):
        raise still(names.x)
    return kept_y, kept_x


def slope(
    y: FloatArray, x: FloatArray, names: Names, window: int | None = None, shrinkage: Shrinkage = "none"
) -> float:
    """``Cov(y, x) / Var(x)`` of the last pairs, after shrinkage. Errors as in `last_pairs`.

    >>> round(slope(np.array([1.0, 3.0, 5.0]), np.array([0.0, 1.0, 2.0]), Names("y", "x")), 12)
    2.0
    """
    pairs = last_pairs(y, x, window, names)
    return float(regression_slope(pair_moments(*pairs), usable_shrinkage(shrinkage)))


def rolling_slope(y: FloatArray, x: FloatArray, names: Names, window: int, shrinkage: Shrinkage = "none") -> FloatArray:
    """The slope over each window of `window` kept pairs, at the row of the window's last pair.

    Result (n,): NaN in the first window-1 kept rows, in rows whose pair was dropped, and where x stood still.

    >>> rolling_slope(np.array([1.0, 3.0, 5.0, 5.0]), np.array([0.0, 1.0, 2.0, 3.0]), Names("y", "x"), 3).round(6)
    array([nan, nan,  2.,  1.])
    """
    figure = partial(regression_slope, shrinkage=usable_shrinkage(shrinkage))
    return _over_windows(y, x, window, names, figure, both_move=False)


def rolling_correlation(x: FloatArray, y: FloatArray, window: int) -> FloatArray:
    """Pearson's correlation ``ρ = Cov(x, y) / (σ_x σ_y)`` over each window of `window` kept pairs, in [-1, 1].

    Result (n,): NaN in the first window-1 kept rows, in rows whose pair was dropped, and where either series
    stood still within the window. Errors as in `last_pairs`. Source: B §4, §7; D §3.

    >>> rolling_correlation(np.array([1.0, 2.0, 3.0, 0.0]), np.array([2.0, 4.0, 6.0, 6.0]), 3).round(6)
    array([      nan,       nan,  1.      , -0.188982])
    """
    return _over_windows(x, y, window, Names("x", "y"), _correlation, both_move=True)


def still(argument: str) -> ZeroVarianceError:
    """The error for a series that does not move where its variance must divide.

    >>> still("fx_returns").message("en")
    'fx_returns: the series does not move; Var cannot divide'
    """
    return ZeroVarianceError(
        Text("値動きがありません。Var で割れません", "the series does not move; Var cannot divide"), argument
    )


def _over_windows(
    y: FloatArray, x: FloatArray, window: int, names: Names, figure: Figure, both_move: bool
) -> FloatArray:
    kept = kept_pairs(y, x, names.x, names.y)
    width = at_least(window, FEWEST_PAIRS, "window")
    rows = slice(width - 1, None)
    result = np.empty(y.size)
    result.fill(np.nan)
    if kept.all():  # the usual case, without a copy of the series
        if y.size >= width:
            result[rows] = rolling_figures(y, x, width, figure, both_move=both_move)
    elif np.count_nonzero(kept) >= width:
        result[np.flatnonzero(kept)[rows]] = rolling_figures(y[kept], x[kept], width, figure, both_move=both_move)
    return result


def _correlation(moments: PairMoments) -> FloatArray:
    bound = np.sqrt(np.maximum(moments.var_x, 0)) * np.sqrt(np.maximum(moments.var_y, 0))
    ratio = np.divide(moments.cov, bound, out=np.full_like(bound, np.nan), where=bound > 0)
    return np.asarray(np.clip(ratio, -1.0, 1.0))
