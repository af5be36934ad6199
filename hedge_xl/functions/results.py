"""Results on their way to a cell: a scalar, a column or a table of plain Python values.

A NaN where none is foreseen, or an infinity anywhere, means that a formula let something through that it
should have refused: that is a bug, and it is raised as one instead of reaching a cell.
"""

import gc
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

Cell = float | int | bool | str | date | None
Block = list[list[Cell]]


class BrokenResultError(AssertionError):
    """A formula returned a value that no cell may show."""


@dataclass(frozen=True, slots=True)
class Result:
    """What kind of result a function has, and how it is shaped."""

    name: str
    shape: Callable[[Any], Any]

    @property
    def spills(self) -> bool:
        """Whether the result fills more than one cell."""
        return self.name != "scalar"


def _scalar(value: Any) -> Cell:
    if type(value) is float:
        if math.isfinite(value):
            return value
        raise BrokenResultError(f"{value} is no result")
    if isinstance(value, (bool, str, int, date)):
        return value
    return _scalar(float(value))


def _column(values: Any) -> Block:
    if not np.isfinite(values).all():
        raise BrokenResultError("a column holds NaN or inf")
    return _rows(values.reshape(-1, 1))


def _column_with_gaps(values: Any) -> Block:
    unknown = np.flatnonzero(~np.isfinite(values))
    if np.isinf(values[unknown]).any():
        raise BrokenResultError("a column holds inf")
    rows = _rows(values.reshape(-1, 1))
    for row in unknown.tolist():
        rows[row][0] = None
    return rows


def _rows(values: Any) -> Block:
    """A 2-D array as lists. They form no cycle, and a search for one would take ten times longer than making them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        rows: Block = values.tolist()
        return rows
    finally:
        if collecting:
            gc.enable()


def _scalar_or_column(value: Any) -> Cell | Block:
    return _column_with_gaps(value) if isinstance(value, np.ndarray) else _scalar(value)


def _row(values: Any) -> Block:
    return [[_scalar(value) for value in values]]


def _matrix(values: Any) -> Block:
    if not np.isfinite(values).all():
        raise BrokenResultError("a matrix holds NaN or inf")
    return _rows(values + 0.0)


def _table(rows: Any) -> Block:
    return [[None if cell is None else _scalar(cell) for cell in row] for row in rows]


SCALAR = Result("scalar", _scalar)
COLUMN = Result("column", _column)
COLUMN_WITH_GAPS = Result("column with gaps", _column_with_gaps)
SCALAR_OR_COLUMN = Result("scalar, or column with gaps", _scalar_or_column)
ROW = Result("row", _row)
MATRIX = Result("matrix", _matrix)
TABLE = Result("table", _table)
