"""Figures of a pair over every window of a long series, without a pass per window.

Sums over `width` neighbours are put together from sums over 1, 2, 4, 8, ... neighbours, so that each window
adds up its own values only: running sums would carry the noise of a wild stretch into the calm that follows.
A stretch of the series is centred on its own mean before it is multiplied; a window whose mean still lies far
from there, in units of its own deviation, would lose digits, and is computed by `exact_figures` instead: slow,
plain, and the reference for the quick way.
"""

import threading
from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.checks import NOISE, moves
from hedge_xl.core.covariance import PairMoments, pair_moments

Figure = Callable[[PairMoments], FloatArray]
"""From the moments of windows to one number each."""

_WINDOWS_AT_ONCE: Final = 5_120
"""The sums of a stretch then stay in a core's cache, and the calls on them still cost less than the sums."""
_EXACT_AT_ONCE: Final = 4_096
_FARTHEST: Final = 16.0
"""Largest squared distance of means, in variances: the fourth moment then loses two to three digits of sixteen."""
_SERIES: Final = 8
"""What is added up over a window: u, v, u², v², uv, qu, qv, q², with q = u² + v²."""
_KEPT_ROWS: Final = 2 * _WINDOWS_AT_ONCE


class QuickMoments(NamedTuple):
    """The moments of the windows of one stretch, and where they lost too many digits, if anywhere."""

    moments: PairMoments
    doubtful: NDArray[np.intp]


class _Workspace(threading.local):
    """Memory used again by every call of a thread: fresh pages would cost more than the sums written to them."""

    def __init__(self) -> None:
        self._kept = np.empty(3 * _SERIES * _KEPT_ROWS)

    def blocks(self, rows: int) -> FloatArray:
        """Three blocks (8, rows) next to each other."""
        needed = 3 * _SERIES * rows
        flat = self._kept[:needed] if rows <= _KEPT_ROWS else np.empty(needed)
        return flat.reshape(3, _SERIES, rows)


_workspace: Final = _Workspace()


def rolling_figures(x: FloatArray, y: FloatArray, width: int, figure: Figure, *, both_move: bool) -> FloatArray:
    """The figure of each window ``[i, i + width)`` of two series (n,) without gaps: (n - width + 1,).

    NaN where y, or with `both_move` either series, stands still.

    >>> x, y = np.array([1.0, 2.0, 4.0, 4.0]), np.array([0.0, 1.0, 5.0, 5.0])
    >>> rolling_figures(x, y, 2, lambda moments: moments.cov, both_move=False)
    array([0.25, 2.  ,  nan])
    """
    count = x.size - width + 1
    figures = np.empty(count)
    stretches = -(-count // _WINDOWS_AT_ONCE)
    size = -(-count // stretches)
    for start in range(0, count, size):
        stop = min(start + size, count)
        rows = slice(start, stop + width - 1)
        moments, doubtful = quick_moments(x[rows], y[rows], width)
        figures[start:stop] = figure(moments)
        if doubtful.size:
            figures[start + doubtful] = exact_figures(x[rows], y[rows], width, figure, doubtful, both_move=both_move)
    return figures


def exact_figures(
    x: FloatArray, y: FloatArray, width: int, figure: Figure, windows: NDArray[np.intp], *, both_move: bool
) -> FloatArray:
    """The figure of the named windows, each centred on its own mean: the reference for `rolling_figures`.

    >>> x, y = np.array([1.0, 2.0, 4.0]), np.array([0.0, 1.0, 5.0])
    >>> exact_figures(x, y, 2, lambda moments: moments.cov, np.array([1]), both_move=False)
    array([2.])
    """
    figures = np.full(windows.size, np.nan)
    for start in range(0, windows.size, _EXACT_AT_ONCE):
        part = windows[start : start + _EXACT_AT_ONCE]
        x_windows, y_windows = sliding_window_view(x, width)[part], sliding_window_view(y, width)[part]
        alive = moves(x_windows) & moves(y_windows) if both_move else moves(y_windows)
        exact = figure(pair_moments(x_windows, y_windows))
        figures[start : start + part.size][alive] = exact[alive]
    return figures


def quick_moments(x: FloatArray, y: FloatArray, width: int) -> QuickMoments:
    """Moments of every window of one stretch, held in the workspace: they last until the next call.

    Equation: ``fourth = E[q²] - 4 m·E[q z] + 4 E[(m·z)²] + 2 |m|² E[q] - 3 |m|⁴`` with z = (u, v), m its mean.
    """
    powers, spare, total = _workspace.blocks(x.size)
    count = x.size - width + 1
    total[7, count:] = 0.0  # beyond `count` the rows hold mixtures that nobody reads; the last holds nothing
    noise = _powers(x, y, powers)
    window_sums(powers.ravel(), width, spare.ravel(), total.ravel())
    total *= 1.0 / width
    means, squares, product, inner, fourth = total[:2], total[2:4], total[4], total[5:7], total[7]
    means_squared = np.multiply(means, means, out=powers[:2])
    variances = np.subtract(squares, means_squared, out=powers[2:4])
    cov = np.multiply(means[0], means[1], out=powers[4])
    np.subtract(product, cov, out=cov)
    inner -= np.multiply(means, squares, out=powers[5:7])
    inner -= np.multiply(means[::-1], product, out=powers[5:7])
    inner *= means
    fourth -= np.multiply(np.add(inner[0], inner[1], out=inner[0]), 4.0, out=inner[0])
    distance = np.add(means_squared[0], means_squared[1], out=inner[0])
    spread = np.add(variances[0], variances[1], out=inner[1])
    spread *= 2.0
    spread -= distance
    fourth += np.multiply(spread, distance, out=spread)
    means_squared *= 1.0 / _FARTHEST
    unsure = variances <= np.maximum(means_squared, noise, out=means_squared)
    (doubtful,) = (unsure[0, :count] | unsure[1, :count]).nonzero()
    var_x, var_y = variances[:, :count]
    return QuickMoments(PairMoments(var_x, var_y, cov[:count], fourth[:count], width), doubtful)


def window_sums(values: FloatArray, width: int, spare: FloatArray, total: FloatArray) -> FloatArray:
    """Sums over `width` neighbours of `values` (n,), by doubling: the first n - width + 1 of `total` (n,).

    These are returned; `values` and `spare` (n,) are used up. Series laid end to end share the call: the first
    sums of each are its own.

    >>> window_sums(np.arange(6.0), 3, np.empty(6), np.empty(6))
    array([ 3.,  6.,  9., 12.])
    """
    length = values.size
    total = total[: length - width + 1]
    size, offset = 1, 0
    while True:
        if width & size:
            part = values[offset : offset + total.size]
            if offset:
                total += part
            else:
                total[...] = part
            offset += size
        if 2 * size > width:
            return total
        length -= size
        np.add(values[:length], values[size : size + length], out=spare[:length])
        values, spare = spare, values
        size *= 2


def _powers(x: FloatArray, y: FloatArray, out: FloatArray) -> float:
    """The eight series that are added up, of x and y less their means.

    Returned: a variance so small, for the size of the values, that it may be binary noise.
    """
    centre_x, centre_y = float(np.add.reduce(x)) / x.size, float(np.add.reduce(y)) / y.size
    np.subtract(x, centre_x, out=out[0])
    np.subtract(y, centre_y, out=out[1])
    pair, squares, q = out[:2], out[2:4], out[7]
    np.multiply(pair, pair, out=squares)
    np.multiply(out[0], out[1], out=out[4])
    np.add(squares[0], squares[1], out=q)
    np.multiply(pair, q, out=out[5:7])
    np.multiply(q, q, out=q)
    largest_square = 2.0 * (centre_x * centre_x + centre_y * centre_y + float(squares.max()))
    return NOISE**2 * max(largest_square, NOISE**2)
