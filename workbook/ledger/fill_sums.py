"""What the fills of a month, or of the whole log, say about execution: numbers in, computed column by column.

Every figure is one of the log's own columns counted, summed or compared, so that a log of a hundred thousand fills
is read once and sorted once, however many months ask.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from workbook.ledger.log_columns import FILLED, NOT_FILLED, Flags, Floats, floats, quiet
from workbook.spec import Value
from workbook.twin import Scope


class Fills(NamedTuple):
    """Fills that count, in the order of time: arrays of equal length, NaN where a figure is not known."""

    time: Floats
    signed: Floats
    slippage: Floats
    cost: Floats
    points: Floats
    latency: Floats
    limit: Flags
    roll: Flags

    def between(self, first: float, after: float) -> "Fills":
        """The fills from one moment to before another."""
        begin, end = np.searchsorted(self.time, (first, after))
        part = slice(begin, end)
        return Fills(
            self.time[part],
            self.signed[part],
            self.slippage[part],
            self.cost[part],
            self.points[part],
            self.latency[part],
            self.limit[part],
            self.roll[part],
        )

    @property
    def quoted(self) -> Flags:
        """The fills whose slippage is known."""
        known: Flags = ~np.isnan(self.slippage)
        return known

    @property
    def unmeasured(self) -> float:
        """Share of the units whose slippage is not known; 0 without a fill."""
        units = np.abs(self.signed)
        return 1 - float(units[self.quoted].sum()) / float(units.sum()) if units.size else 0.0

    @property
    def timed(self) -> Flags:
        """The fills whose latency is known; one that came before its order is not."""
        known: Flags = self.latency >= 0
        return known


def all_fills(s: Scope) -> Fills:
    """Every fill of the log that counts."""
    return s.model.shared(("execution fills",), lambda: _fills(s))


def fills_between(s: Scope, first: float, after: float) -> Fills:
    """The fills of a month."""
    return s.model.shared(("execution fills", first, after), lambda: all_fills(s).between(first, after))


@quiet
def _fills(s: Scope) -> Fills:
    keys = ("time", "signed", "slippage", "slip_cost", "slip_bp", "latency")
    numbers = [floats(s.col("log", key)) for key in keys]
    rows = np.flatnonzero(~np.isnan(numbers[1]))
    rows = rows[np.argsort(numbers[0][rows], kind="stable")]
    time, signed, slippage, cost, points, latency = (column[rows] for column in numbers)
    limit = floats(s.col("log", "limit"))[rows] == FILLED
    roll = _flags(s.col("log", "roll"), _filled)[rows]
    return Fills(time, signed, slippage, cost, points, latency, limit, roll)


def _flags(values: list[Value], test: Callable[[Value], bool]) -> Flags:
    known = {value: test(value) for value in set(values)}
    return np.array([known[value] for value in values], dtype=np.bool_)


def _filled(value: Value) -> bool:
    return value is not None


def unfilled(s: Scope, first: float, after: float) -> int:
    """Limit orders sent from one moment to before another and never filled."""
    sent = s.model.shared(("unfilled",), lambda: _unfilled(s))
    begin, end = np.searchsorted(sent, (first, after))
    return int(end - begin)


def _unfilled(s: Scope) -> Floats:
    sent = floats(s.col("log", "order_time"))
    return np.sort(sent[floats(s.col("log", "limit")) == NOT_FILLED])
