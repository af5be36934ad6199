"""The checks that say in which range a number has a meaning. Each raises with the argument's name."""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.errors import DomainError, ShapeError, TooFewObservationsError
from hedge_xl.core.language import Text

NOISE: Final = 1e-12
"""Differences below this come from binary arithmetic, not from the market."""

_LONGEST_TERM: Final = 50.0

_STILL: Final = 1e-30
"""A series that spans less than this stands still, however small its values: its squares could vanish."""


def is_zero(value: float) -> bool:
    """Zero but for binary noise."""
    return abs(value) < NOISE


def positive(value: float, argument: str) -> float:
    """A number above zero: a blank cell arrives as 0 in some hosts, so 0 must never pass as a price."""
    if value < NOISE:
        raise DomainError(
            Text(
                f"{value:g} です。0より大きい数が必要です(空白のセルは0になります)",
                f"{value:g} came; a number above 0 is needed (a blank cell may arrive as 0)",
            ),
            argument,
        )
    return value


def positives(values: FloatArray, argument: str) -> FloatArray:
    """Prices, volatilities or lot values without gaps, each above 0."""
    below = np.flatnonzero(values <= 0)
    if below.size:
        row, value = int(below[0]) + 1, float(values[below[0]])
        raise DomainError(
            Text(
                f"{row}番目が {value:g} です。0より大きい数が必要です",
                f"number {row} is {value:g}; a number above 0 is needed",
            ),
            argument,
        )
    return values


def at_least(count: int, fewest: int, argument: str) -> int:
    """A count of `fewest` or more."""
    if count < fewest:
        raise DomainError(
            Text(f"{count} です。{fewest} 以上が必要です", f"{count} came; at least {fewest} is needed"), argument
        )
    return count


def at_most(count: int, most: int, argument: str) -> int:
    """A count of `most` or fewer."""
    if count > most:
        raise DomainError(
            Text(f"{count} です。{most} 以下が必要です", f"{count} came; at most {most} is allowed"), argument
        )
    return count


def between(value: float, low: float, high: float, argument: str) -> float:
    """A number in [low, high], moved back by binary noise only."""
    if not low - NOISE <= value <= high + NOISE:
        raise DomainError(
            Text(
                f"{value:g} です。{low:g} 以上 {high:g} 以下が必要です",
                f"{value:g} came; a number from {low:g} to {high:g} is needed",
            ),
            argument,
        )
    return min(max(value, low), high)


def rate(value: float, argument: str) -> float:
    """A rate as a fraction: 5% is 0.05, and 5 is taken for the slip it is."""
    return _fraction(value, 1.0, argument)


def ratio(value: float, argument: str) -> float:
    """A hedge ratio as a fraction: 80% is 0.8, and 80 is taken for the slip it is."""
    return _fraction(value, 10.0, argument)


def ratios(values: FloatArray, argument: str) -> FloatArray:
    """Hedge ratios, each a fraction; NaN passes as a gap."""
    for value in values[np.abs(values) > 10.0][:1]:
        ratio(float(value), argument)
    return values


def rates(values: FloatArray, argument: str) -> FloatArray:
    """Rates, each a fraction; NaN passes as a gap."""
    for value in values[np.abs(values) > 1.0][:1]:
        rate(float(value), argument)
    return values


def term(years: float, argument: str) -> float:
    """A time in years, above 0: 90 days are 90/365, and 90 is taken for the slip it is."""
    if positive(years, argument) > _LONGEST_TERM:
        raise DomainError(
            Text(
                f"{years:g} は長すぎます。年で入れてください(90日は 90/365)",
                f"{years:g} is too long; give years (90 days are 90/365)",
            ),
            argument,
        )
    return years


def not_negative(value: float, argument: str) -> float:
    """Zero or above."""
    if value < 0:
        raise DomainError(Text(f"{value:g} です。0以上が必要です", f"{value:g} came; 0 or above is needed"), argument)
    return value


def same_length(first: FloatArray, second: FloatArray, argument: str, other: str) -> None:
    """Two series of one length, so that row belongs to row."""
    same_count(first.shape[0], second.shape[0], argument, other)


def same_count(first: int, second: int, argument: str, other: str) -> None:
    """As many rows in one argument (`second`) as in the other (`first`)."""
    if first != second:
        raise ShapeError(
            Text(
                f"{second} 行です。{other} の {first} 行と同じ長さが必要です",
                f"{second} rows came; the {first} rows of {other} are needed",
            ),
            argument,
        )


def enough(count: int, needed: int, argument: str) -> None:
    """At least `needed` observations."""
    if count < needed:
        raise TooFewObservationsError(
            Text(
                f"使える観測は {count} 個です。{needed} 個以上が必要です",
                f"{count} usable observations came; at least {needed} are needed",
            ),
            argument,
        )


def moves(values: FloatArray) -> NDArray[np.bool_]:
    """Whether a series varies by more than binary noise, along the last axis.

    >>> bool(moves(np.array([0.1 + 0.2, 0.3, 0.3]))), bool(moves(np.array([0.01, 0.02])))
    (False, True)
    """
    spread = values.max(axis=-1) - values.min(axis=-1)
    return np.asarray(spread > np.maximum(NOISE * np.abs(values).max(axis=-1), _STILL))


def _fraction(value: float, largest: float, argument: str) -> float:
    if abs(value) > largest:
        raise DomainError(
            Text(
                f"{value:g} は大きすぎます。割合で入れてください(5% は 0.05)",
                f"{value:g} is too large; give a fraction (5% is 0.05)",
            ),
            argument,
        )
    return value


def same_or_less(value: float, limit: float) -> bool:
    """value <= limit, equal when they differ by binary noise only."""
    return value <= limit or math.isclose(value, limit, rel_tol=NOISE, abs_tol=NOISE)
