"""Baskets of instruments that move as one, and pairs that move against each other."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.checks import NOISE, between
from hedge_xl.core.matrices import check_correlation

SAME_BASKET: Final = 0.75
"""Instruments correlated above this are one basket (C §7)."""

INVERSE: Final = -0.5
"""Instruments correlated at this or below are an inverse pair (C §5, §7)."""


def correlation_clusters(corr: FloatArray, threshold: float = SAME_BASKET) -> NDArray[np.int_]:
    """Basket number of each instrument, from 1 in order of appearance: (p,).

    Two instruments share a basket when their correlation is above `threshold` (0 to 1), or when a chain of such
    pairs joins them. `corr` (p, p); CovarianceError when it is no correlation matrix. Source: C §7.

    >>> correlation_clusters(np.array([[1.0, 0.9, 0.1], [0.9, 1.0, 0.2], [0.1, 0.2, 1.0]]))
    array([1, 1, 2])
    """
    check_correlation(corr, "corr")
    return linked(corr > between(threshold, 0.0, 1.0, "threshold") + NOISE)


def linked(links: NDArray[np.bool_]) -> NDArray[np.int_]:
    """Connected groups of a symmetric table of links (p, p), numbered from 1 in order of appearance.

    >>> linked(np.array([[True, False, True], [False, True, False], [True, False, True]]))
    array([1, 2, 1])
    """
    numbers = np.zeros(len(links), dtype=np.int_)
    for start in range(len(links)):
        if numbers[start]:
            continue
        number, waiting = numbers.max() + 1, [start]
        while waiting:
            member = waiting.pop()
            numbers[member] = number
            waiting.extend(np.flatnonzero(links[member] & (numbers == 0)).tolist())
    return numbers


def inverse_pairs(corr: FloatArray, threshold: float = INVERSE) -> list[tuple[int, int, float]]:
    """Pairs of instruments, counted from 1, whose correlation is `threshold` (-1 to 0) or below, with it.

    `corr` (p, p); CovarianceError when it is no correlation matrix. Source: C §7.

    >>> inverse_pairs(np.array([[1.0, -0.5], [-0.5, 1.0]]))
    [(1, 2, -0.5)]
    """
    check_correlation(corr, "corr")
    limit = between(threshold, -1.0, 0.0, "threshold") + NOISE
    rows, columns = np.nonzero(np.triu(corr <= limit, 1))
    return [(int(i) + 1, int(j) + 1, float(corr[i, j])) for i, j in zip(rows, columns, strict=True)]
