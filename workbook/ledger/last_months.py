"""The latest twelve months of 月次 / Monthly, oldest first: what the sheets with one line a month have in common.

A month is a calendar month of Japan time, as on 損益 / P&L: the fills from its first day to before the next month's.
A ledger younger than a year leaves the last lines blank; a month missing on Monthly keeps its line, as its fills are there.
"""

from typing import Final

from workbook.ledger.common import eomonth
from workbook.serials import FIRST_DATE, LAST_DATE, from_serial
from workbook.spec import Cell, Value
from workbook.twin import Scope, is_number, n

LINES: Final = 12
EARLIEST: Final = FIRST_DATE + 400  # so that the months before it are dates too


def month_key(line: int) -> str:
    """Name of the cell that holds the month of a line, from 0."""
    return f"line_month_{line + 1}"


def month_cell(line: int) -> Cell:
    """The month end of a line."""
    if line == 0:
        usable = f"IF(ISNUMBER({{now_month}}),AND({{now_month}}>={EARLIEST},{{now_month}}<={LAST_DATE}),FALSE)"
        oldest = f"EOMONTH(MAX(MIN([monthly.month]),{FIRST_DATE}),0)"
        formula = f'IF({usable},MAX({oldest},EOMONTH({{now_month}},{1 - LINES})),"")'
        return Cell(month_key(0), "formula", "yyyy-mm", formula=formula, twin=_oldest)
    before = month_key(line - 1)
    following = f"EOMONTH({{{before}}},1)"
    formula = f'IF({{{before}}}="","",IF({following}>EOMONTH({{now_month}},0),"",{following}))'
    return Cell(month_key(line), "formula", "yyyy-mm", formula=formula, twin=lambda s: _following(s, before))


def _oldest(s: Scope) -> Value:
    latest = s.cell("now_month")
    if not is_number(latest) or not EARLIEST <= n(latest) <= LAST_DATE:
        return None
    first = min(n(month) for month in s.col("monthly", "month") if is_number(month))
    return max(eomonth(max(first, FIRST_DATE), 0), eomonth(n(latest), 1 - LINES))


def _following(s: Scope, before: str) -> Value:
    month = s.cell(before)
    if month is None:
        return None
    following = eomonth(n(month), 1)
    return None if following > eomonth(s.number("now_month"), 0) else following


def label_cell(key: str, line: int) -> Cell:
    """The month of a line in words such as 2026-10, as charts name it: a date axis would make room for blank lines."""
    month = f"{{{month_key(line)}}}"
    words = f'YEAR({month})&"-"&RIGHT("0"&MONTH({month}),2)'
    return Cell(key, "formula", "@", formula=f'IF({month}="","",{words})', twin=lambda s: _label(s, line))


def _label(s: Scope, line: int) -> Value:
    month = s.cell(month_key(line))
    return None if month is None else f"{from_serial(n(month)):%Y-%m}"


def bounds(line: int) -> tuple[str, str]:
    """Formulas of the first moment of a line's month, and of the moment after it."""
    month = f"{{{month_key(line)}}}"
    return f"(EOMONTH({month},-1)+1)", f"({month}+1)"


def moments(s: Scope, line: int) -> tuple[float, float] | None:
    """The first moment of a line's month and the moment after it; None without a month."""
    month = s.cell(month_key(line))
    return None if month is None else (eomonth(n(month), -1) + 1, n(month) + 1)


def found(table: str, column: str, month: str) -> str:
    """Formula of a table's value in the row of a month, blank without one."""
    value = f"INDEX([{table}.{column}],MATCH({month},[{table}.month],0))"
    return f'IFERROR(IF({value}="","",{value}),"")'


def value_in(s: Scope, table: str, column: str, month: Value) -> Value:
    """Twin of `found`."""
    months = s.col(table, "month")
    row = next((row for row, other in enumerate(months) if is_number(other) and other == month), None)
    return None if row is None else s.col(table, column)[row]
