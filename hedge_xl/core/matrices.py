"""What makes a matrix a covariance or a correlation, and one made from the other."""

from typing import Final

import numpy as np

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.checks import positives, same_length
from hedge_xl.core.errors import CovarianceError
from hedge_xl.core.language import Text

SYMMETRY_TOLERANCE: Final = 1e-9
EIGENVALUE_TOLERANCE: Final = 1e-8


def covariance_of(vols: FloatArray, corr: FloatArray) -> FloatArray:
    """Covariance from volatilities and correlations: ``Σ_ij = σ_i σ_j ρ_ij``.

    `vols` (p,), each above 0, as fractions; `corr` (p, p) with ones on the diagonal. Result (p, p).
    Raises DomainError for a volatility that is not above 0, ShapeError when sizes do not fit, CovarianceError
    when `corr` is no correlation matrix. Source: C §3, §5.

    >>> covariance_of(np.array([0.1, 0.2]), np.array([[1.0, 0.5], [0.5, 1.0]])).round(6)
    array([[0.01, 0.01],
           [0.01, 0.04]])
    """
    positives(vols, "vols")
    same_length(vols, corr, "corr", "vols")
    check_correlation(corr, "corr")
    return corr * np.outer(vols, vols)


def check_correlation(corr: FloatArray, argument: str) -> None:
    """Raise CovarianceError unless the matrix is a covariance with ones on its diagonal.

    >>> check_correlation(np.array([[1.0, 0.5], [0.5, 1.0]]), "corr")
    """
    check_covariance(corr, argument)
    off = np.flatnonzero(np.abs(np.diag(corr) - 1) > SYMMETRY_TOLERANCE)
    if off.size:
        row = int(off[0]) + 1
        raise CovarianceError(
            Text(
                f"対角の{row}番目が {corr[row - 1, row - 1]:g} です。相関行列の対角は1です",
                f"diagonal entry {row} is {corr[row - 1, row - 1]:g}; a correlation matrix has ones there",
            ),
            argument,
        )


def check_covariance(cov: FloatArray, argument: str) -> None:
    """Raise CovarianceError unless the matrix is square, symmetric and positive semi-definite.

    Judged on the scale of correlations, so that instruments of very different size count alike, with room
    for matrices that were rounded for display.

    >>> check_covariance(np.array([[0.01, 0.03], [0.03, 0.04]]), "cov")
    Traceback (most recent call last):
    hedge_xl.core.errors.CovarianceError: cov: 相関が −1〜1 の外になる共分散があります
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
    if not _is_semi_definite(correlation):
        raise CovarianceError(
            Text(
                "半正定値ではありません(相関の組み合わせが成り立ちません)",
                "not positive semi-definite: these correlations cannot hold together",
            ),
            argument,
        )


def _is_semi_definite(correlation: FloatArray) -> bool:
    """Whether no eigenvalue lies below the tolerance; the diagonal is used up, the lower triangle read.

    A Cholesky factor of ``ρ + ε·I`` is a proof that none lies below -ε, in a fraction of the time; ε is half the
    tolerance, far above the rounding of the factor. A matrix without a factor is judged by its eigenvalues. Nothing
    less will do: that ``wᵀ Σ w`` is positive for the exposures at hand says nothing of the others.
    """
    margin = EIGENVALUE_TOLERANCE * len(correlation) / 2
    np.fill_diagonal(correlation, 1.0 + margin)
    try:
        np.linalg.cholesky(correlation)
    except np.linalg.LinAlgError:
        return float(np.linalg.eigvalsh(correlation)[0]) >= -margin
    return True


def _check_symmetric(cov: FloatArray, bound: FloatArray, argument: str) -> None:
    if np.array_equal(cov, cov.T):
        return
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
