"""Leverage across products: what the positions risk together, not what they add up to."""

import math
from typing import Final, NamedTuple

import numpy as np

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.checks import is_zero, positive
from hedge_xl.core.errors import DomainError, ShapeError, ZeroVarianceError
from hedge_xl.core.language import Text
from hedge_xl.core.matrices import check_covariance

DEFAULT_CAP: Final = 2.0
"""The middle of the article's 1.8 to 2.2 (C §7)."""

_CANCELLED: Final = 1e-7
"""Risk below this share of the undiversified risk is what rounding leaves of positions that cancel out."""


class RiskContributions(NamedTuple):
    """Per position: risk of one more unit, risk carried (adds up to the portfolio's), share (adds up to 1)."""

    marginal: FloatArray
    contribution: FloatArray
    share: FloatArray


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
    return _root(float(exposures @ cov @ exposures))


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


def risk_contributions(exposures: FloatArray, cov: FloatArray) -> RiskContributions:
    """Split of the portfolio's risk: marginal ``(Σw)_i/σ_p``, contribution ``w_i(Σw)_i/σ_p`` and its share of σ_p.

    ``σ_p = sqrt(wᵀ Σ w)``, in money per period, as the contributions. A negative share takes risk away.
    Raises DomainError without exposure, ZeroVarianceError where positions carry no risk. Source: C §3.

    >>> risk_contributions(np.array([3.0, 4.0]), np.eye(2)).share.round(6)
    array([0.36, 0.64])
    """
    if correlation_leverage_multiplier(exposures, cov) < _CANCELLED:
        raise _riskless()
    products = cov @ exposures
    risk = _root(float(exposures @ products))  # the matrix has been checked for the multiplier
    marginal: FloatArray = products / risk
    contribution = exposures * marginal
    return RiskContributions(marginal, contribution, contribution / risk)


def effective_multiple(exposures: FloatArray, cov: FloatArray, equity: float) -> float:
    """Effective leverage as a multiple: nominal leverage × CLM. 0 without positions or without risk. Source: C §3, §5.

    >>> round(effective_multiple(np.array([300.0, 400.0]), np.eye(2), 100), 6)
    5.0
    """
    nominal = nominal_leverage(exposures, equity)
    if portfolio_risk(exposures, cov) == 0:
        return 0.0
    return nominal * correlation_leverage_multiplier(exposures, cov)


def leverage_headroom(exposures: FloatArray, cov: FloatArray, equity: float, cap: float = DEFAULT_CAP) -> float:
    """How far exposures may scale: the factor that brings the effective multiple to the cap, ``cap / multiple``.

    Above 1 there is room, below 1 the cap is exceeded. Raises DomainError without exposure, ZeroVarianceError
    where positions carry no risk. Source: C §4, §7.

    >>> round(leverage_headroom(np.array([300.0, 400.0]), np.eye(2), 100), 6)
    0.4
    """
    positive(cap, "cap")
    if correlation_leverage_multiplier(exposures, cov) < _CANCELLED:
        raise _riskless()
    return cap / effective_multiple(exposures, cov, equity)


def integrated_leverage(
    base_leverage: float,
    session_factor: float,
    atr_factor: float,
    trend_factor: float,
    clm: float,
    margin_factor: float,
    cap: float | None = None,
) -> float:
    """Leverage after all adjustments: ``base · session · ATR · trend · margin / CLM``, at most `cap`; a multiple.

    All above 0. A CLM below 1 (diversified) allows more, one above 1 less. Source: C §8.

    >>> round(integrated_leverage(2, 0.9, 1.1, 1.2, 0.62, 0.8), 4), integrated_leverage(2, 1, 1, 1, 0.62, 1, 2.2)
    (3.0658, 2.2)
    """
    leverage = positive(base_leverage, "base_leverage")
    leverage *= positive(session_factor, "session_factor") * positive(atr_factor, "atr_factor")
    leverage *= positive(trend_factor, "trend_factor") * positive(margin_factor, "margin_factor")
    leverage /= positive(clm, "clm")
    return leverage if cap is None else min(leverage, positive(cap, "cap"))


def _root(variance: float) -> float:
    return math.sqrt(max(variance, 0.0))


def _riskless() -> ZeroVarianceError:
    return ZeroVarianceError(
        Text("この建玉にはリスクがありません(相殺されています)", "these positions carry no risk: they cancel out"),
        "cov",
    )
