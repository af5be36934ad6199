"""Results on their way to a cell: a scalar, a column or a table of plain Python values.

A NaN where none is foreseen, or an infinity anywhere, means that a formula let something through that it
should have refused: that is a bug, and it is raised as one instead of reaching a cell.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Cell = float | int | bool | str | None
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
    if isinstance(value, (bool, str, int)):
        return value
    return _scalar(float(value))


def _column(values: Any) -> Block:
    if not np.isfinite(values).all():
        raise BrokenResultError("a column holds NaN or inf")
    return [[value] for value in values.tolist()]


def _column_with_gaps(values: Any) -> Block:
    if np.isinf(values).any():
        raise BrokenResultError("a column holds inf")
    return [[None if value != value else value] for value in values.tolist()]


def _table(rows: Any) -> Block:
    return [[None if cell is None else _scalar(cell) for cell in row] for row in rows]


SCALAR = Result("scalar", _scalar)
COLUMN = Result("column", _column)
COLUMN_WITH_GAPS = Result("column with gaps", _column_with_gaps)
TABLE = Result("table", _table)
