"""One fault, one finding: which rows that a check marks only repeat what another finding says already."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from workbook.check_findings import marked_rows
from workbook.ledger import LEDGER
from workbook.ledger.common import eomonth
from workbook.parts.row_check import RowCheck
from workbook.text import WORDS, is_fault
from workbook.twin import Model, is_number, n

Marked = tuple[RowCheck, int]
_BREAKS: Final = ("chk_gap", "ins_market")  # what, besides a fault, leaves a month without a return
_MISLEADS: Final = ("chk_spot", "chk_jump")  # what makes a swap rate look wrong


def consequences(model: Model, statement: Sequence[Marked] | None = None) -> list[Marked]:
    """The marked rows that follow from other marked rows of a ledger; ``statement`` stands for its own statements."""
    if model.book.key != LEDGER.key:
        return []
    marked = list(marked_rows(model))
    seen = _Seen(model, marked)
    return [item for item in (marked if statement is None else statement) if seen.follows(*item)]


class _Seen:
    """The words that each row shows."""

    def __init__(self, model: Model, marked: Sequence[Marked]) -> None:
        self.model = model
        self._words: dict[tuple[str, int], set[str]] = {}
        for check, index in marked:
            self._words.setdefault((check.table, index), set()).add(check.word)
        self._log_fault = any(check.table == "log" and is_fault(WORDS[check.word]) for check, _ in marked)

    def follows(self, check: RowCheck, index: int) -> bool:
        """Whether this row would be unmarked if the others were put right, as far as they tell."""
        match check.table, check.word:
            case "statement", "chk_balance":
                return self._log_fault
            case "statement", "chk_swap":
                return self._month_without_swap(index)
            case "pnl", "chk_return":
                return self._broken(index)
            case "pnl", "chk_swap_rate":
                return bool(self._words.get(("monthly", index), set()).intersection(_MISLEADS))
            case (("market" | "monthly"), "chk_jump"):
                return self._back(check, index)
        return False

    def _breaks(self, table: str, index: int) -> bool:
        words = self._words.get((table, index), set())
        return any(word in _BREAKS or is_fault(WORDS[word]) for word in words)

    def _broken(self, index: int) -> bool:
        """Whether the month of a P&L row lacks its return for a reason that is told: on Monthly or on Market."""
        if any(self._breaks("monthly", row) for row in (index, index - 1)):
            return True
        month = self.model.value("pnl", index, "month")
        return is_number(month) and any(self._breaks("market", row) for row in self._market_rows(n(month)))

    def _market_rows(self, month: float) -> Iterator[int]:
        """The month's row and the one above; where the month is missing, the row that the gap is told of."""
        months = [n(value) for value in self.model.column("market", "month")]
        row = months.index(month) if month in months else bisect_left(months, month)
        yield from (row, row - 1)

    def _month_without_swap(self, index: int) -> bool:
        """Whether P&L asks for the swap of the month of a statement."""
        day = self.model.value("statement", index, "date")
        if not is_number(day):
            return False
        end = eomonth(n(day) if n(day).is_integer() else n(day) - 0.5, 0)
        months = self.model.column("pnl", "month")
        return any(value == end and "chk_swap" in self._words.get(("pnl", row), ()) for row, value in enumerate(months))

    def _back(self, check: RowCheck, index: int) -> bool:
        """Whether a figure only came back from the row above, which is told: it agrees with the row before that."""
        if index < 2 or (check.table, index - 1) not in self._words:
            return False
        tolerance = n(self.model.cell("jump_tolerance"))
        for key in check.where:
            now, above, before = (self.model.value(check.table, row, key) for row in (index, index - 1, index - 2))
            if not is_number(now) or not is_number(above) or n(above) <= 0 or abs(n(now) / n(above) - 1) <= tolerance:
                continue  # nothing jumped here
            if not is_number(before) or n(before) <= 0 or abs(n(now) / n(before) - 1) > tolerance:
                return False
        return True
