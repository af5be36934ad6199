"""Leverage across products: what the positions risk together, not what they add up to."""

import math

import numpy as np

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.checks import is_zero, positive
from hedge_xl.core.covariance import check_covariance
from hedge_xl.core.errors import DomainError, ShapeError, ZeroVarianceError
from hedge_xl.core.language import Text


def nominal_leverage(exposures: FloatArray, equity: float) -> float:
    """Nominal leverage: ``Σ|w_i| / equity``, a multiple. Exposures and equity in one currency. Source: C §2.

    >>> nominal_leverage(np.array([100.0, -200.0]), 100)
    3.0
    """
    return float(np.abs(exposures).sum()) / positive(equity, "equity")


def portfolio_risk(exposures: FloatArray, cov: FloatArray) -> float:
    """Volatility of the portfolio in money per period: ``sqrt(wᵀ Σ w)``.

    `exposures` (n,), signed; `cov` (n, n), of returns per period. Raises ShapeError when sizes do not fit,
    CovarianceError when `cov` is not a covariance. Source: C §3.

    >>> round(portfolio_risk(np.array([3.0, 4.0]), np.eye(2)), 6)
    5.0
    """
    if cov.shape[0] != exposures.size:
        raise ShapeError(
            Text(
                f"{cov.shape[0]}行です。建玉 {exposures.size} 個と同じ大きさが必要です",
                f"{cov.shape[0]} rows came; {exposures.size} are needed, one per exposure",
            ),
            "cov",
        )
    check_covariance(cov, "cov")
    return math.sqrt(max(float(exposures @ cov @ exposures), 0.0))


def effective_leverage(
    exposures: FloatArray, cov: FloatArray, equity: float, days: float = 1.0, ref_vol: float | None = None
) -> float:
    """Effective leverage: ``sqrt(wᵀ Σ w) · √days / equity``, divided by `ref_vol` when given.

    Without `ref_vol` it is the volatility of equity over `days` (0.02 = 2%); with it, the volatility of one
    reference instrument over the same days, it is a multiple. Source: C §3.

    >>> round(effective_leverage(np.array([300.0]), np.array([[0.0001]]), 100), 6)
    0.03
    >>> round(effective_leverage(np.array([300.0]), np.array([[0.0001]]), 100, 1, 0.01), 6)
    3.0
    """
    risk = portfolio_risk(exposures, cov) * math.sqrt(positive(days, "days")) / positive(equity, "equity")
    return risk if ref_vol is None else risk / positive(ref_vol, "ref_vol")


def correlation_leverage_multiplier(exposures: FloatArray, cov: FloatArray, ref_vol: float | None = None) -> float:
    """Correlation leverage multiplier: portfolio risk over the risk the positions would have if all moved as one.

    ``CLM = sqrt(wᵀ Σ w) / Σ|w_i| σ_i``, from 0 to 1; with `ref_vol` ``sqrt(wᵀ Σ w) / (ref_vol · Σ|w_i|)``, which
    can exceed 1 (surplus leverage). Raises DomainError without exposure, ZeroVarianceError without risk. Source: C §3.

    >>> round(correlation_leverage_multiplier(np.array([1.0, 1.0]), np.eye(2)), 4)
    0.7071
    """
    risk = portfolio_risk(exposures, cov)
    sizes = np.abs(exposures)
    if is_zero(float(sizes.sum())):
        raise DomainError(Text("建玉がすべて0です", "every exposure is 0"), "exposures")
    if ref_vol is not None:
        return risk / (positive(ref_vol, "ref_vol") * float(sizes.sum()))
    undiversified = float(sizes @ np.sqrt(np.diag(cov)))
    if undiversified == 0:
        raise ZeroVarianceError(Text("分散がすべて0です", "every variance is 0"), "cov")
    return min(risk / undiversified, 1.0)
