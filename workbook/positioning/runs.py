"""Runs of sound rows in the price table, and what the twins compute over each of them.

An indicator begins anew after a row that cannot be used: a run is the sound rows since then, and its counter
column says how many there are. Within a run the catalogue's functions see the whole column at once.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from hedge_xl.core.errors import HedgeError
from workbook.spec import Value
from workbook.twin import Row, Scope, is_number, n

TABLE: Final = "prices"
_GRID: Final = 1e6
_LARGEST: Final = 9e9
_NOISE: Final = 1e-9  # of a price: how far it may be from its decimals

Block = list[list[Any]]


def by_run(r: Row, counter: str, needed: int, key: object, figure: Callable[[range], Block]) -> Value:
    """This row's value of a column computed run by run; runs shorter than ``needed`` have none."""
    return r.model.shared((TABLE, key), lambda: _column(r, counter, needed, figure))[r.index]


def _column(s: Scope, counter: str, needed: int, figure: Callable[[range], Block]) -> list[Value]:
    lengths = [int(n(value)) for value in s.col(TABLE, counter)]
    column: list[Value] = [None] * len(lengths)
    for last, length in enumerate(lengths):
        ends = last + 1 == len(lengths) or lengths[last + 1] <= 1
        if ends and length >= needed:
            rows = range(last - length + 1, last + 1)
            column[rows.start : rows.stop] = _figures(figure, rows)
    return column


def _figures(figure: Callable[[range], Block], rows: range) -> list[Value]:
    """A run's values; none where the catalogue refuses the run."""
    try:
        return [None if value is None else float(value) for (value,) in figure(rows)]
    except HedgeError:
        return [None] * len(rows)


def part(s: Scope, column: str, rows: range) -> list[Value]:
    """A column's values in the rows of a run."""
    return s.col(TABLE, column)[rows.start : rows.stop]


def last(r: Row, column: str, count: int) -> list[Value]:
    """The last ``count`` values of a column, this row's the last."""
    return part(r, column, range(r.no - count, r.no))


def on_grid(prices: Sequence[Value]) -> NDArray[np.float64]:
    """Prices as whole numbers of their last decimal, if they have six at most.

    Only for what does not depend on the unit: on whole numbers two equal moves are equal, where binary noise
    would let one of them win.
    """
    raw = np.array(prices, dtype=np.float64)
    scaled = np.round(raw * _GRID)
    fits = raw.max(initial=0) < _LARGEST and bool(np.all(np.abs(raw * _GRID - scaled) <= _NOISE * scaled))
    return scaled if fits else raw


def smoothed(
    r: Row, own: str, source: str, counter: str, first: int, start: float, step: Callable[..., float]
) -> Value:
    """A recursion along a run: nothing before row ``first``, there ``start`` of the last values, then ``step``."""
    count = n(r[counter])
    if count == 0 or count < first:
        return None
    if count == first:
        return start
    before = r.previous(own)
    return step(n(before), n(r[source])) if is_number(before) else None


def whole_number(s: Scope, key: str) -> int:
    """A period or window on Settings."""
    return int(s.number(key))
