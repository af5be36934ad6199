"""Covariance of a pair of return series, plain or shrunk towards the scaled identity.

Shrinkage keeps scikit-learn's conventions (divisor n, target ``mu * I`` with ``mu`` the mean variance):
``shrunk = (1 - s) * cov + s * mu * I``. Source: Ledoit & Wolf (2004), J. Multivariate Analysis 88; A §4.
"""

from typing import Final, Literal, NamedTuple

import numpy as np

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.errors import CovarianceError
from hedge_xl.core.language import Text

Shrinkage = Literal["none", "ledoit-wolf"] | float
"""No shrinkage, the Ledoit-Wolf intensity, or a fixed intensity in [0, 1]."""

SYMMETRY_TOLERANCE: Final = 1e-9
EIGENVALUE_TOLERANCE: Final = 1e-8


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
    0 where delta is 0, for then there is nothing to shrink.
    """
    var_x, var_y, cov = moments.var_x, moments.var_y, moments.cov
    delta = ((var_x - var_y) / 2) ** 2 + cov**2
    beta = (moments.fourth - (var_x**2 + var_y**2 + 2 * cov**2)) / (2 * moments.observations)
    capped = np.minimum(np.maximum(beta, 0.0), delta)
    return np.divide(capped, delta, out=np.zeros_like(delta), where=delta > 0)


def regression_slope(moments: PairMoments, shrinkage: Shrinkage) -> FloatArray:
    """``Cov(x, y) / Var(y)`` of the pair after shrinkage; NaN where the shrunk variance is 0."""
    intensity: FloatArray | float = 0.0
    if shrinkage == "ledoit-wolf":
        intensity = ledoit_wolf_intensity(moments)
    elif shrinkage != "none":
        intensity = float(shrinkage)
    mean_variance = (moments.var_x + moments.var_y) / 2
    cov = (1 - intensity) * moments.cov
    variance = (1 - intensity) * moments.var_y + intensity * mean_variance
    return np.divide(cov, variance, out=np.full_like(variance, np.nan), where=variance > 0)


def check_covariance(cov: FloatArray, argument: str) -> None:
    """Raise CovarianceError unless the matrix is square, symmetric and positive semi-definite.

    Judged on the scale of correlations, so that instruments of very different size count alike, with room
    for matrices that were rounded for display.
    """
    if cov.shape[0] != cov.shape[1]:
        size = f"{cov.shape[0]}×{cov.shape[1]}"
        raise CovarianceError(
            Text(f"{size}です。正方行列が必要です", f"{size} came; a square matrix is needed"), argument
        )
    variances = np.diag(cov)
    if (variances < 0).any():
        row = int(np.argmax(variances < 0)) + 1
        raise CovarianceError(
            Text(
                f"対角の{row}番目が負です。分散は0以上です",
                f"diagonal entry {row} is negative; variances are 0 or above",
            ),
            argument,
        )
    scale = np.sqrt(variances)
    bound = np.outer(scale, scale)
    _check_symmetric(cov, bound, argument)
    if (np.abs(cov) > bound * (1 + EIGENVALUE_TOLERANCE)).any():
        raise CovarianceError(
            Text("相関が −1〜1 の外になる共分散があります", "a covariance implies a correlation outside -1 to 1"),
            argument,
        )
    correlation = np.divide(cov, bound, out=np.eye(len(cov)), where=bound > 0)
    smallest = float(np.linalg.eigvalsh((correlation + correlation.T) / 2)[0])
    if smallest < -EIGENVALUE_TOLERANCE * len(cov):
        raise CovarianceError(
            Text(
                "半正定値ではありません(相関の組み合わせが成り立ちません)",
                "not positive semi-definite: these correlations cannot hold together",
            ),
            argument,
        )


def _check_symmetric(cov: FloatArray, bound: FloatArray, argument: str) -> None:
    gap = np.abs(cov - cov.T)
    unequal = gap > SYMMETRY_TOLERANCE * np.maximum(bound, np.abs(cov))
    if unequal.any():
        row, column = np.argwhere(unequal)[0] + 1
        raise CovarianceError(
            Text(
                f"対称ではありません({row}行{column}列と{column}行{row}列が違います)",
                f"not symmetric: row {row}, column {column} and its mirror differ",
            ),
            argument,
        )
