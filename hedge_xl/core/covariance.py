"""Covariance of return series, as a pair or as a matrix, plain or shrunk towards the scaled identity.

Shrinkage keeps scikit-learn's conventions (divisor n, target ``mu * I`` with ``mu`` the mean variance):
``shrunk = (1 - s) * cov + s * mu * I``. Source: Ledoit & Wolf (2004), J. Multivariate Analysis 88; A §4.
"""

from typing import Final, Literal, NamedTuple

import numpy as np

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.checks import between, enough, moves
from hedge_xl.core.errors import ZeroVarianceError
from hedge_xl.core.language import Text

Shrinkage = Literal["none", "ledoit-wolf"] | float
"""No shrinkage, the Ledoit-Wolf intensity, or a fixed intensity in [0, 1]."""

_TINY: Final = float(np.finfo(np.float64).tiny)


class PairMoments(NamedTuple):
    """Central moments (divisor n) of a pair; each a number, or an array with one entry per window."""

    var_x: FloatArray
    var_y: FloatArray
    cov: FloatArray
    fourth: FloatArray
    """Mean of ``(x² + y²)²`` about the means: what Ledoit-Wolf needs of the fourth moments."""
    observations: int


def pair_moments(x: FloatArray, y: FloatArray) -> PairMoments:
    """Central moments along the last axis of two arrays of one shape, without gaps."""
    x = x - x.mean(axis=-1, keepdims=True)
    y = y - y.mean(axis=-1, keepdims=True)
    xx, yy = x * x, y * y
    fourth = ((xx + yy) ** 2).mean(axis=-1)
    return PairMoments(xx.mean(axis=-1), yy.mean(axis=-1), (x * y).mean(axis=-1), fourth, x.shape[-1])


def ledoit_wolf_intensity(moments: PairMoments) -> FloatArray:
    """The Ledoit-Wolf shrinkage intensity of a pair, in [0, 1].

    ``delta = ||S - mu I||² / 2``, ``beta = (mean ||z zᵀ||² - ||S||²) / (2 n)``, ``s = min(beta, delta) / delta``;
    0 where delta is 0, for then there is nothing to shrink. For a pair ``||S||² / 2 = mu² + delta``.
    """
    var_x, var_y, cov = moments.var_x, moments.var_y, moments.cov
    half_difference, mean_variance = (var_x - var_y) / 2, (var_x + var_y) / 2
    delta = half_difference * half_difference + cov * cov
    beta = (moments.fourth / 2 - (mean_variance * mean_variance + delta)) / moments.observations
    return _intensity(beta, delta)


def regression_slope(moments: PairMoments, shrinkage: Shrinkage) -> FloatArray:
    """``Cov(x, y) / Var(y)`` of the pair after shrinkage; not finite where y does not move."""
    cov, variance = moments.cov, moments.var_y
    if shrinkage != "none":
        intensity = ledoit_wolf_intensity(moments) if shrinkage == "ledoit-wolf" else float(shrinkage)
        cov = (1 - intensity) * cov
        variance = variance + intensity * ((moments.var_x - variance) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.divide(cov, variance)


def covariance_matrix(returns: FloatArray, shrinkage: Shrinkage = "none") -> FloatArray:
    """Covariance matrix of return series (n, p): (p, p), per period of the returns. A NaN drops its row.

    "none" is the sample covariance, divisor n-1. "ledoit-wolf" and a fixed intensity s in [0, 1] are scikit-learn's
    `ledoit_wolf` and `shrunk_covariance`, divisor n: ``(1 - s) · S + s · mu · I``, mu the mean variance.
    Raises TooFewObservationsError below two kept rows. Source: C §3; Ledoit & Wolf (2004), J. Multivariate Analysis 88.

    >>> covariance_matrix(np.array([[0.0, 2.0], [2.0, 0.0], [4.0, 4.0]]))
    array([[4., 2.],
           [2., 4.]])
    """
    kept = _complete_rows(returns, 2)
    count, width = kept.shape
    centred = kept - kept.mean(axis=0)
    plain = usable_shrinkage(shrinkage) == "none"
    cov: FloatArray = centred.T @ centred / (count - 1 if plain else count)
    if plain:
        return cov
    target = np.eye(width) * (float(np.trace(cov)) / width)
    intensity = _matrix_intensity(centred, cov, target) if shrinkage == "ledoit-wolf" else float(shrinkage)
    shrunk: FloatArray = (1 - intensity) * cov + intensity * target
    return shrunk


def correlation_matrix(returns: FloatArray) -> FloatArray:
    """Correlation matrix of return series (n, p): (p, p), the diagonal exactly 1. A NaN drops its row.

    Raises TooFewObservationsError below three kept rows, ZeroVarianceError for a series that does not move.
    Source: C §3.

    >>> correlation_matrix(np.array([[0.0, 2.0], [2.0, 0.0], [4.0, 4.0]]))
    array([[1. , 0.5],
           [0.5, 1. ]])
    """
    kept = _complete_rows(returns, 3)
    for column in np.flatnonzero(~moves(kept.T))[:1]:
        raise ZeroVarianceError(
            Text(f"{column + 1}列目に値動きがありません", f"the series in column {column + 1} does not move"), "returns"
        )
    centred = kept - kept.mean(axis=0)
    scaled = centred / np.sqrt(np.sum(centred**2, axis=0))
    corr: FloatArray = np.clip(scaled.T @ scaled, -1.0, 1.0)
    np.fill_diagonal(corr, 1.0)
    return corr


def usable_shrinkage(shrinkage: Shrinkage) -> Shrinkage:
    """The shrinkage, its intensity checked to lie in [0, 1]."""
    return shrinkage if isinstance(shrinkage, str) else between(shrinkage, 0.0, 1.0, "shrinkage")


def _complete_rows(returns: FloatArray, needed: int) -> FloatArray:
    kept = returns[~np.isnan(returns).any(axis=1)]
    enough(kept.shape[0], needed, "returns")
    return kept


def _matrix_intensity(centred: FloatArray, cov: FloatArray, target: FloatArray) -> float:
    """The Ledoit-Wolf intensity of centred returns (n, p) with covariance `cov` (divisor n)."""
    count, width = centred.shape
    delta = np.sum((cov - target) ** 2) / width
    beta = (np.mean(np.sum(centred**2, axis=1) ** 2) - np.sum(cov**2)) / (width * count)
    return float(_intensity(np.asarray(beta), np.asarray(delta)))


def _intensity(beta: FloatArray, delta: FloatArray) -> FloatArray:
    """``min(beta, delta) / delta``; 0 where delta is 0, for then there is nothing to shrink."""
    return np.minimum(np.maximum(beta, 0.0), delta) / np.maximum(delta, _TINY)
