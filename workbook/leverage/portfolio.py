"""The portfolio as Python sees it: what is held, its volatilities and correlations, for the twins."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hedge_xl import functions as hx
from workbook.leverage.names import NUMBERS
from workbook.spec import Value
from workbook.twin import Scope, is_number, n

Floats = NDArray[np.float64]
_CANCELLED = 1e-7  # risk below this share of the undiversified risk is what rounding leaves; as in hedge_xl.core


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Products held, in the order of their numbers, with daily volatilities and their correlations."""

    numbers: tuple[int, ...]
    exposures: Floats
    vols: Floats
    corr: Floats
    equity: float

    @property
    def cov(self) -> Floats:
        """Covariance of daily returns."""
        cov: Floats = self.corr * np.outer(self.vols, self.vols)
        return cov


def active(s: Scope) -> tuple[int, ...]:
    """The numbers of the products in use."""
    return tuple(number for number in NUMBERS if s.number(f"active_{number}") == 1)


def portfolio(s: Scope) -> Portfolio | None:
    """The portfolio; None while anything about it is missing or wrong."""
    if s.number("ready") != 1:
        return None
    return s.model.shared(("portfolio",), lambda: _gathered(s))


def _gathered(s: Scope) -> Portfolio:
    numbers = active(s)
    return Portfolio(
        numbers,
        np.array([s.number(f"w_{i}") for i in numbers]),
        np.array([s.number(f"sigma_{i}") for i in numbers]),
        np.array([[s.number(f"used_{i}_{j}") for j in numbers] for i in numbers]),
        s.number("equity"),
    )


def clm(s: Scope) -> float | None:
    """Correlation leverage multiplier; what rounding leaves of positions that cancel out is 0."""
    known = portfolio(s)
    if known is None:
        return None
    value = float(hx.CLM(known.exposures, known.cov))
    return 0.0 if value < _CANCELLED else value


def contributions(s: Scope) -> list[list[float]] | None:
    """Marginal risk, contribution and share of every product held; None without risk."""
    known = portfolio(s)
    if known is None or not clm(s):
        return None

    def rows() -> list[list[float]]:
        return [[float(value) for value in row] for row in hx.MRC(known.exposures, known.cov)[1:]]

    return s.model.shared(("contributions",), rows)


def used_rows(s: Scope) -> Floats:
    """The returns in use, one column per product held."""
    rows = [index for index, used in enumerate(s.col("returns", "used")) if used == 1]
    columns = [s.col("returns", f"r{number}") for number in active(s)]
    return np.array([[n(column[index]) for column in columns] for index in rows])


def return_correlations(s: Scope) -> dict[tuple[int, int], Value] | None:
    """Correlations of the returns in use, by the numbers of two products; None when they cannot be had."""
    if s.number("n_history") > 0:
        return None
    return s.model.shared(("correlations",), lambda: _correlations(s))


def _correlations(s: Scope) -> dict[tuple[int, int], Value]:
    numbers = active(s)
    table = hx.CORR_MATRIX(used_rows(s))
    return {
        (first, second): float(table[i][j])
        for i, first in enumerate(numbers)
        for j, second in enumerate(numbers)
        if first != second
    }


def moves(values: list[Value]) -> bool:
    """Whether a series in use varies by more than binary noise, as hedge_xl judges it."""
    known = [n(value) for value in values if is_number(value)]
    if len(known) < 2:
        return False
    return max(known) - min(known) > max(1e-12 * max(max(known), -min(known)), 1e-30)
