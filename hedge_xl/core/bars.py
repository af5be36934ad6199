"""Price bars: highs, lows and closes of the same days, and the range a price travelled in a day."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.checks import positives, same_length
from hedge_xl.core.errors import DomainError
from hedge_xl.core.language import Text

_PUBLISHED_DIGITS: Final = 1e-4
"""Highs, lows and closes may be rounded differently; a close farther outside its bar is another series."""


def check_bars(highs: FloatArray, lows: FloatArray, closes: FloatArray) -> None:
    """Raise unless the three columns (n,) are bars: prices above 0, ``low <= high``, the close between the two."""
    same_length(highs, lows, "lows", "highs")
    same_length(highs, closes, "closes", "highs")
    positives(highs, "highs")
    positives(lows, "lows")
    positives(closes, "closes")
    _refuse(lows > highs, lows, "lows", Text("高値より高い安値です", "a low above its high"))
    outside = (closes > highs * (1 + _PUBLISHED_DIGITS)) | (closes < lows * (1 - _PUBLISHED_DIGITS))
    _refuse(outside, closes, "closes", Text("安値と高値の外の終値です", "a close outside its low and high"))


def true_range(highs: FloatArray, lows: FloatArray, closes: FloatArray) -> FloatArray:
    """True range ``max(H_t, C_{t-1}) - min(L_t, C_{t-1})`` of every bar but the first: (n - 1,). Source: Wilder (1978).

    >>> true_range(np.array([10.0, 12.0]), np.array([9.0, 11.0]), np.array([9.5, 11.5]))
    array([2.5])
    """
    return np.maximum(highs[1:], closes[:-1]) - np.minimum(lows[1:], closes[:-1])


def _refuse(wrong: NDArray[np.bool_], values: FloatArray, argument: str, what: Text) -> None:
    if wrong.any():
        row = int(np.argmax(wrong))
        raise DomainError(
            Text(
                f"{row + 1}行目の {values[row]:g} は{what.ja}。列を確認してください",
                f"{values[row]:g} in row {row + 1} is {what.en}; check the columns",
            ),
            argument,
        )
