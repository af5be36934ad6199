"""What several sheets of the ledger share: months, and what its row checks ask of them."""

from workbook.parts.marks import Case, faulty_policy
from workbook.serials import FIRST_DATE, LAST_DATE, from_serial, to_serial
from workbook.spec import Value
from workbook.twin import Row, is_error, is_number, n


def eomonth(serial: float, months: int) -> int:
    """Serial of the last day of the month that many months on, as EOMONTH has it."""
    day = from_serial(int(serial))
    month = day.year * 12 + day.month + months
    first_of_next = day.replace(year=month // 12, month=month % 12 + 1, day=1)
    return int(to_serial(first_of_next)) - 1


def day_of_month(serial: float) -> int:
    """What DAY() makes of a date."""
    return from_serial(serial).day


def is_month_end(value: Value) -> bool:
    """A whole date that is the last day of its month."""
    return is_number(value) and FIRST_DATE <= n(value) <= LAST_DATE and eomonth(n(value), 0) == n(value)


def month_cases(table: str) -> tuple[Case, ...]:
    """What can be wrong with the month of a row."""
    before = f"N(INDEX([{table}.month],[no]-1))"
    return (
        ("NOT(ISNUMBER([month]))", "chk_month"),
        (f"OR([month]<{FIRST_DATE},[month]>{LAST_DATE})", "chk_month"),
        ("EOMONTH([month],0)<>[month]", "chk_month"),
        (f"COUNTIF([{table}.month],[month])>1", "chk_dup"),
        (f"IF([no]=1,FALSE,[month]<={before})", "chk_order"),
    )


def gap_condition(table: str) -> str:
    """Whether the month before this one is missing."""
    before = f"INDEX([{table}.month],[no]-1)"
    return f"IF([no]=1,FALSE,IF(N({before})<{FIRST_DATE},FALSE,EOMONTH({before},1)<>[month]))"


def jump_condition(table: str, column: str) -> str:
    """Whether a figure has moved from the month before by more than the tolerance."""
    before = f"N(INDEX([{table}.{column}],[no]-1))"
    moved = f"IF({before}>0,ABS([{column}]/{before}-1)>{{jump_tolerance}},FALSE)"
    return f"IF(OR([no]=1,{{policy_faults}}>0),FALSE,IFERROR({moved},FALSE))"


def jumped(r: Row, column: str) -> bool:
    """Twin of `jump_condition`."""
    before = n(r.previous(column))
    if r.index == 0 or before <= 0 or faulty_policy(r) or is_error(r.previous(column)):
        return False
    return abs(n(r[column]) / before - 1) > r.number("jump_tolerance")


def month_fault(r: Row) -> str | None:
    """What is wrong with the month of this row, as a word key."""
    month = r["month"]
    if not is_month_end(month):
        return "chk_month"
    if sum(1 for other in r.col(r.table, "month") if is_number(other) and other == month) > 1:
        return "chk_dup"
    if r.index and is_error(r.previous("month")):
        return "chk_error"
    if r.index and n(month) <= n(r.previous("month")):
        return "chk_order"
    return None


def month_gap(r: Row) -> bool:
    """Whether the month before this one is missing."""
    before = r.previous("month")
    return r.index > 0 and n(before) >= FIRST_DATE and eomonth(n(before), 1) != r["month"]


def market_row(r: Row, month: Value) -> int | None:
    """Index of the market table's first row of that month, as MATCH finds it; None when there is none."""
    rows = r.model.shared(("market rows",), lambda: _first_rows(r.col("market", "month")))
    return rows.get(n(month)) if is_number(month) else None


def lookup(r: Row, month: Value, column: str) -> Value:
    """A column of the market table in the row of that month, as INDEX/MATCH finds it; None when there is none."""
    row = market_row(r, month)
    return None if row is None else r.col("market", column)[row]


def _first_rows(months: list[Value]) -> dict[float, int]:
    found: dict[float, int] = {}
    for row, month in enumerate(months):
        if is_number(month):
            found.setdefault(n(month), row)
    return found
