"""Central moments of a pair over every window of a long series, without a pass per window.

Sums over `width` neighbours are put together from sums over 1, 2, 4, 8, ... neighbours, so that each window
adds up its own values only: running sums would carry the noise of a wild stretch into the calm that follows.
The series are centred block by block before they are multiplied; a window whose mean still lies far from its
block's, in units of its own deviation, would lose digits, and is named so that it can be computed on its own.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.covariance import PairMoments

_WINDOWS_AT_ONCE: Final = 16_384
_FARTHEST: Final = 16.0
"""Largest squared distance of means, in variances: the fourth moment then loses two to three digits of sixteen."""


class RollingMoments(NamedTuple):
    """The moments of every window, and which of them lost too many digits."""

    moments: PairMoments
    doubtful: NDArray[np.bool_]


def rolling_pair_moments(x: FloatArray, y: FloatArray, width: int) -> RollingMoments:
    """Moments of the windows ``[i, i + width)`` of two series (n,) without gaps: arrays (n - width + 1,).

    >>> rolling_pair_moments(np.array([1.0, 2.0, 4.0]), np.array([0.0, 1.0, 5.0]), 2).moments.cov
    array([0.25, 2.  ])
    """
    count = x.size - width + 1
    parts = [
        _moments_of_blocks(x[start : start + size + width - 1], y[start : start + size + width - 1], width)
        for start in range(0, count, _WINDOWS_AT_ONCE)
        for size in [min(_WINDOWS_AT_ONCE, count - start)]
    ]
    var_x, var_y, cov, fourth, doubtful = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return RollingMoments(PairMoments(var_x, var_y, cov, fourth, width), doubtful)


def window_sums(values: FloatArray, width: int) -> FloatArray:
    """Sums over `width` neighbours along the last axis, by doubling.

    >>> window_sums(np.arange(6.0), 3)
    array([ 3.,  6.,  9., 12.])
    """
    count = values.shape[-1] - width + 1
    total = np.zeros((*values.shape[:-1], count))
    sums, size, offset = values, 1, 0
    while size <= width:
        if width & size:
            total += sums[..., offset : offset + count]
            offset += size
        sums = sums[..., :-size] + sums[..., size:]
        size *= 2
    return total


def _moments_of_blocks(x: FloatArray, y: FloatArray, width: int) -> tuple[FloatArray, ...]:
    """var_x, var_y, cov, fourth and the doubtful windows of one stretch."""
    count = x.size - width + 1
    u, v = _centred_blocks(x, width), _centred_blocks(y, width)
    uu, vv, uv = u * u, v * v, u * v
    q = uu + vv
    stack = np.stack([u, v, uu, vv, uv, q * u, q * v, q * q])
    sums = window_sums(stack, width).reshape(len(stack), -1)[:, :count] / width
    a, b, mean_uu, mean_vv, mean_uv, qu, qv, qq = sums
    aa, bb = a * a, b * b
    var_x, var_y, cov = mean_uu - aa, mean_vv - bb, mean_uv - a * b
    d = aa + bb
    along = aa * mean_uu + 2 * a * b * mean_uv + bb * mean_vv
    fourth = qq - 4 * (a * qu + b * qv) + 2 * d * (mean_uu + mean_vv) + 4 * along - 3 * d * d
    doubtful = (aa > _FARTHEST * var_x) | (bb > _FARTHEST * var_y)
    return var_x, var_y, cov, fourth, doubtful


def _centred_blocks(values: FloatArray, width: int) -> FloatArray:
    """Rows that hold `width` windows each, every row less its own mean; the last row is filled up at its end."""
    count = values.size - width + 1
    blocks = -(-count // width)
    filled = np.pad(values, (0, blocks * width - count), mode="edge")
    rows = sliding_window_view(filled, 2 * width - 1)[::width]
    return np.asarray(rows - rows.mean(axis=1, keepdims=True))
