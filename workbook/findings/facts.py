"""What the checks of conduct look at: a ledger whose inputs are sound, and what has been found wrong with it."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Final

from hedge_xl.core.language import Text
from workbook.finding import Finding
from workbook.findings.registry import CHECKS
from workbook.ledger.common import eomonth, is_month_end
from workbook.read import Opened
from workbook.spec import Value
from workbook.twin import Model, is_number, n

RECENT_MONTHS: Final = 12
"""Conduct is judged over so many months before the latest one: older decisions cannot be put right any more."""

_ROW: Final = re.compile(r"[A-Z]+([0-9]+)")
# Notes on a fill that put the position itself in doubt; an odd lot is as certain as any other.
_DOUBTFUL: Final = frozenset({"log-large", "log-future"})
# Notes on a fill that leave its price, time and quantity as they are.
_INTACT: Final = frozenset({"log-quote", "log-event", "log-order-time", "log-split-fill"})


class Facts:
    """Columns of a ledger as its twins compute them, and the rows that something has been said of already."""

    def __init__(self, opened: Opened, model: Model, found: Sequence[Finding]) -> None:
        self.opened = opened
        self.model = model
        self._found = found

    def column(self, table: str, key: str) -> list[Value]:
        """Every value of a column."""
        return self.model.column(table, key)

    def number(self, key: str) -> float:
        """A parameter that is known to be a number."""
        return n(self.model.cell(key))

    def finding(self, code: str, table: str, index: int, column: str, text: Text) -> Finding:
        """What a check of the register says of a table's cell."""
        found = self.opened.tables[table]
        return Finding(code, CHECKS[code].severity, found.sheet.name, found.address(index, column), text)

    def told(self, table: str) -> Collection[int]:
        """The rows of a table of which something has been said that puts their values in doubt."""
        return self._told(table, [item for item in self._found if item.code not in _INTACT])

    def faulty(self, table: str) -> Collection[int]:
        """The rows of a table that count for nothing."""
        return self._told(table, [item for item in self._found if item.severity == "error"])

    @cached_property
    def repeated(self) -> Sequence[tuple[float, float]]:
        """Time and signed units of the fills that may be recorded twice."""
        rows = self._told("log", [item for item in self._found if item.code == "log-same-fill"])
        times, signed = self.column("log", "time"), self.column("log", "signed")
        return [(n(times[row]), n(signed[row])) for row in rows if signed[row] is not None]

    @cached_property
    def doubtful(self) -> Collection[int]:
        """The fills that may not be what they say, so that nobody knows the position after them."""
        return self._told("log", [item for item in self._found if item.code in _DOUBTFUL])

    def _told(self, table: str, found: Sequence[Finding]) -> set[int]:
        place = self.opened.tables[table]
        matches = [_ROW.fullmatch(item.cell) for item in found if item.sheet == place.sheet.name]
        rows = {int(match[1]) - place.rows.start for match in matches if match}
        return {row for row in rows if 0 <= row < len(place.rows)}

    @cached_property
    def months(self) -> list[float | None]:
        """The month ends of the monthly table; None for a row with a fault. A note, as after a deep fall, is none."""
        faulty = self.faulty("monthly")
        months = self.column("monthly", "month")
        return [n(m) if is_month_end(m) and row not in faulty else None for row, m in enumerate(months)]

    @cached_property
    def last_month(self) -> float:
        """The latest month end, whatever has been said of its row; 0 without one."""
        return max((n(month) for month in self.column("monthly", "month") if is_month_end(month)), default=0.0)

    @cached_property
    def recent(self) -> float:
        """The first moment of the months that conduct is judged in."""
        return float(eomonth(self.last_month, -RECENT_MONTHS) + 1) if self.last_month else 0.0

    @cached_property
    def clouded(self) -> Collection[float]:
        """Ends of the months with a fill that may not be what it says: their sales and purchases are not known."""
        signed, times = self.column("log", "signed"), self.column("log", "time")
        return {float(eomonth(n(times[row]), 0)) for row in self.told("log") if signed[row] is not None}

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Rows of the monthly table for a month and the next one, both sound, among the recent months."""
        for row, (month, after) in enumerate(zip(self.months, self.months[1:], strict=False)):
            if month is not None and after is not None and month >= self.recent - 1 and eomonth(month, 1) == after:
                yield row, row + 1

    @cached_property
    def doubt(self) -> float:
        """The time of the first doubtful fill; from the first on while a statement says that the log is wrong."""
        if any(item.code == "statement-balance" for item in self._found):
            return 0.0
        times = self.column("log", "time")
        return min((n(times[row]) for row in self.doubtful if is_number(times[row])), default=float("inf"))
