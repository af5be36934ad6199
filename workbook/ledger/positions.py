"""What the fills of the log add up to at any moment: sorted by time once, however many months ask."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from workbook.ledger.common import day_of_month, eomonth
from workbook.ledger.log_columns import Floats, floats, quiet
from workbook.twin import Scope


class _Fills(NamedTuple):
    """The rows of the log that have a time, in the order of time, and those times."""

    rows: NDArray[np.intp]
    times: Floats


@quiet
def sold_before(s: Scope, moment: float) -> float:
    """Sold minus bought in the log before a moment."""
    held = s.model.shared(("held over time",), lambda: np.concatenate(([0.0], np.cumsum(_in_time(s, "signed")))))
    return float(held[np.searchsorted(_fills(s).times, moment)])


def held_in_month(s: Scope, month: float) -> float:
    """Mean of the hedge over a month, each day of it alike; the month by its last day."""
    first, after = eomonth(month, -1) + 1, month + 1
    changes = s.model.shared(("over time", "signed"), lambda: _in_time(s, "signed"))
    times = _fills(s).times
    begin, end = np.searchsorted(times, (first, after))
    unit_days = float((changes[begin:end] * (after - times[begin:end])).sum())
    return sold_before(s, first) + unit_days / day_of_month(month)


def total_between(s: Scope, column: str, first: float, after: float) -> float:
    """Sum of a column of the log over the fills from one moment to before another."""
    amounts = s.model.shared(("over time", column), lambda: _in_time(s, column))
    begin, end = np.searchsorted(_fills(s).times, (first, after))
    return float(sum(amounts[begin:end].tolist()))


def _in_time(s: Scope, column: str) -> Floats:
    """The column in the order of time, 0 for what is no number."""
    return np.nan_to_num(floats(s.col("log", column)), copy=False)[_fills(s).rows]


def _fills(s: Scope) -> _Fills:
    return s.model.shared(("fills over time",), lambda: _sorted(s))


def _sorted(s: Scope) -> _Fills:
    times = floats(s.col("log", "time"))
    rows = np.argsort(times, kind="stable")[: np.count_nonzero(~np.isnan(times))]  # NaN comes last
    return _Fills(rows, times[rows])
