"""Log returns from prices, and pairing two return series row by row."""

import numpy as np
from numpy.typing import NDArray

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.checks import enough, positives, same_length


def log_returns(prices: FloatArray) -> FloatArray:
    """Logarithmic returns: ``r_t = ln(P_t / P_{t-1})``.

    Parameters: `prices` (n,), each above 0, without gaps. Result: (n-1,), as fractions.
    Raises DomainError for a price that is not above 0, TooFewObservationsError below two prices.
    Source: A §10, §16.

    >>> log_returns(np.array([100.0, 110.0, 99.0])).round(6)
    array([ 0.09531 , -0.105361])
    """
    enough(prices.size, 2, "prices")
    return np.diff(np.log(positives(prices, "prices")))


def kept_pairs(first: FloatArray, second: FloatArray, argument: str, other: str) -> NDArray[np.bool_]:
    """Which rows hold a number in both series: a gap in either drops the pair.

    >>> kept_pairs(np.array([1.0, np.nan, 3.0]), np.array([1.0, 2.0, np.nan]), "fx_returns", "asset_returns")
    array([ True, False, False])
    """
    same_length(first, second, argument, other)
    gaps = np.isnan(first)
    gaps |= np.isnan(second)
    return ~gaps
