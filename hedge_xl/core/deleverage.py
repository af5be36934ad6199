"""Cutting a portfolio down to its cap, beginning with the positions that move as one.

Shrinking a basket moves the effective multiple along a curve in the share that is kept. It need not fall all the
way: a basket may hedge the rest. So the curve is followed from its turning point to turning point until it meets
the cap, or down to its lowest point.
"""

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.baskets import SAME_BASKET, linked
from hedge_xl.core.checks import NOISE, positive, positives, same_length
from hedge_xl.core.leverage import DEFAULT_CAP, effective_multiple, nominal_leverage, risk_contributions
from hedge_xl.core.rounding import round_to_step

if TYPE_CHECKING:
    from numpy.polynomial import Polynomial

_HALVINGS: Final = 80
_NEGLIGIBLE: Final = 1e-14
_LEAST_CLM: Final = 2e-4
"""No estimate is so good that positions cancel out better than this; below it, rounding would decide what is cut."""


def delever(exposures: FloatArray, cov: FloatArray, equity: float, cap: float = DEFAULT_CAP) -> FloatArray:
    """The exposures after cutting until the effective multiple (nominal leverage × CLM) is at the cap.

    Baskets are positions whose correlation, a short position's with its sign reversed, is above 0.75. The basket
    with the highest mean correlation is cut first, in proportion, and only as far as that lowers the multiple;
    then the next; single positions come last, the largest share of risk first. Should that not be enough, all
    that is left is scaled. No sign flips and nothing grows; at or below the cap nothing changes.
    `exposures` (n,), `cov` (n, n), equity and cap above 0. Result (n,). Source: C §4, §7.

    >>> cov = np.array([[1.0, 0.9, 0.0], [0.9, 1.0, 0.0], [0.0, 0.0, 1.0]]) * 0.0001
    >>> delever(np.array([100.0, 100.0, 100.0]), cov, 100).round(2)
    array([ 88.85,  88.85, 100.  ])
    """
    positive(cap, "cap")
    kept = exposures.copy()
    if _within(kept, cov, equity, cap):
        return kept
    for basket in _most_correlated_first(kept, cov):
        kept[basket] *= _share_to_keep(kept, basket, cov, cap * equity)
        if _within(kept, cov, equity, cap):
            return kept
    return kept * (cap / _multiple(kept, cov, equity))


def delever_lots(
    exposures: FloatArray, cov: FloatArray, equity: float, lot_values: FloatArray, cap: float = DEFAULT_CAP
) -> FloatArray:
    """Whole lots after `delever`, rounded towards zero, and cut again while rounding a hedge away exceeds the cap.

    `lot_values` (n,), the exposure of one lot, each above 0. Result (n,), signed. Source: C §4.

    >>> delever_lots(np.array([100.0, -50.0]), np.eye(2), 40, np.array([30.0, 20.0]))
    array([ 2., -2.])
    """
    same_length(exposures, lot_values, "lot_values", "exposures")
    positives(lot_values, "lot_values")
    lots = _whole(delever(exposures, cov, equity, cap) / lot_values)
    while True:
        fewer = _whole(delever(lots * lot_values, cov, equity, cap) / lot_values)
        if np.array_equal(fewer, lots):
            return lots
        lots = fewer


def delevered(
    exposures: FloatArray,
    cov: FloatArray,
    equity: float,
    cap: float = DEFAULT_CAP,
    lot_values: FloatArray | None = None,
) -> FloatArray:
    """One row per position: the exposure after cutting and, with `lot_values`, its whole lots: (n, 1) or (n, 2).

    >>> delevered(np.array([100.0, -50.0]), np.eye(2), 40, 2, np.array([30.0, 20.0]))
    array([[ 60.,   2.],
           [-40.,  -2.]])
    """
    if lot_values is None:
        return delever(exposures, cov, equity, cap).reshape(-1, 1)
    lots = delever_lots(exposures, cov, equity, lot_values, cap)
    return np.column_stack([lots * lot_values, lots])


class _Curve(NamedTuple):
    """Gross exposure, its volatility-weighted sum and the variance, each by the share of a basket that is kept."""

    gross: "Polynomial"
    undiversified: "Polynomial"
    variance: "Polynomial"

    def multiple(self, share: float) -> float:
        """Effective multiple × equity."""
        undiversified = float(self.undiversified(share))
        if undiversified <= 0:
            return 0.0
        clm = float(np.sqrt(max(float(self.variance(share)), 0.0))) / undiversified
        return float(self.gross(share)) * max(clm, _LEAST_CLM)

    def stations(self) -> list[float]:
        """The shares between which the multiple only rises or only falls, from 1 down to 0."""
        square = self.gross**2 * self.variance
        slope = square.deriv() * self.undiversified - 2 * square * self.undiversified.deriv()
        roots = slope.trim(_NEGLIGIBLE * float(np.abs(slope.coef).max())).roots()
        turns = roots.real[(np.abs(roots.imag) < 1e-6) & (roots.real > 0) & (roots.real < 1)]
        return [1.0, *sorted((float(turn) for turn in turns), reverse=True), 0.0]


def _within(exposures: FloatArray, cov: FloatArray, equity: float, cap: float) -> bool:
    return _multiple(exposures, cov, equity) <= cap * (1 + NOISE)


def _multiple(exposures: FloatArray, cov: FloatArray, equity: float) -> float:
    """The effective multiple, never less than positions that cut out almost all risk can be trusted to have."""
    multiple = effective_multiple(exposures, cov, equity)
    return max(multiple, _LEAST_CLM * nominal_leverage(exposures, equity)) if multiple else 0.0


def _share_to_keep(exposures: FloatArray, basket: NDArray[np.int_], cov: FloatArray, limit: float) -> float:
    """The largest share of the basket at which multiple × equity meets the limit, else the share where it is least."""
    curve = _curve(exposures, basket, cov)
    stations = curve.stations()
    for high, low in pairwise(stations):
        if curve.multiple(low) <= limit:
            return _meeting(curve, low, high, limit)
    return min(stations, key=curve.multiple)


def _meeting(curve: _Curve, low: float, high: float, limit: float) -> float:
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if curve.multiple(middle) <= limit else (low, middle)
    return low


def _curve(exposures: FloatArray, basket: NDArray[np.int_], cov: FloatArray) -> _Curve:
    from numpy.polynomial import Polynomial  # loads slowly, and only a portfolio above its cap needs it

    part = np.zeros_like(exposures)
    part[basket] = exposures[basket]
    rest = exposures - part
    vols = np.sqrt(np.diag(cov))
    return _Curve(
        Polynomial([np.abs(rest).sum(), np.abs(part).sum()]),
        Polynomial([np.abs(rest) @ vols, np.abs(part) @ vols]),
        Polynomial([rest @ cov @ rest, 2 * (rest @ cov @ part), part @ cov @ part]),
    )


def _most_correlated_first(exposures: FloatArray, cov: FloatArray) -> list[NDArray[np.int_]]:
    """The baskets of held positions, by mean correlation within, then by share of risk."""
    held = np.flatnonzero(exposures)
    vols = np.sqrt(np.diag(cov)[held]) * np.sign(exposures[held])
    bound = np.outer(vols, vols)
    together = np.divide(cov[np.ix_(held, held)], bound, out=np.zeros_like(bound), where=bound != 0)
    numbers = linked(together > SAME_BASKET + NOISE)
    shares = risk_contributions(exposures, cov).share[held]
    ranked = []
    for number in range(1, int(numbers.max()) + 1):
        members = np.flatnonzero(numbers == number)
        pairs = together[np.ix_(members, members)][np.triu_indices(len(members), 1)]
        mean = float(pairs.mean()) if pairs.size else 0.0
        ranked.append((-mean, -float(shares[members].sum()), number))
    return [held[numbers == number] for *_, number in sorted(ranked)]


def _whole(lots: FloatArray) -> FloatArray:
    return np.array([round_to_step(float(each), 1.0, "down") for each in lots])
