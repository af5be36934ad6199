"""What is wrong with a fill, or worth a look: the check column of the execution log, as a formula and in Python."""

from typing import Final

from workbook.ledger import log_columns
from workbook.parts.marks import cascade, faulty_policy
from workbook.serials import FIRST_DATE, LAST_DATE
from workbook.spec import Value
from workbook.twin import Row, Scope, is_error, is_number, n

IS_SELL: Final = 'ISNUMBER(FIND("|"&UPPER([side])&"|",`sell_sides`))'
_IS_BUY: Final = 'ISNUMBER(FIND("|"&UPPER([side])&"|",`buy_sides`))'
_ROW: Final = "(ROW()-ROW([#header]))"

# The words of an order type stand between spaces at times, those of a Japanese keyboard among them.
IS_LIMIT: Final = 'ISNUMBER(FIND("|"&TRIM(SUBSTITUTE(UPPER([order_type]),"　"," "))&"|",`limit_types`))'

# An order with a limit, sent and never filled: neither a price nor a time, and the hit rate's other half. A row that
# names the roll which it was a part of is a fill whose price and time were forgotten.
_UNFILLED: Final = (
    "IF(COUNTA([price],[time],[roll])>0,FALSE,IF(AND("
    f"{IS_LIMIT},ISNUMBER([qty]),ISNUMBER([order_time])),"
    f"AND([qty]>0,[order_time]>={FIRST_DATE},[order_time]<={LAST_DATE}),FALSE))"
)

# Sent after the latest month end it may have been filled since, and then the position lacks it.
_STILL_OPEN: Final = "IF(IFERROR([order_time]>=MAX([monthly.month])+1,FALSE),`chk_open`,`chk_unfilled`)"

# MATCH reads * and ? in a text as wildcards and ~ as an escape; an order ID means them literally.
_ID: Final = 'IF(ISTEXT([id]),SUBSTITUTE(SUBSTITUTE(SUBSTITUTE([id],"~","~~"),"*","~*"),"?","~?"),[id])'

CHECK: Final = (
    'IF(COUNTA([id],[side],[qty],[price],[quote],[time])=0,"",'
    + cascade(
        ('[id]=""', "chk_id"),
        (f"MATCH({_ID},[log.id],0)<{_ROW}", "chk_dup"),
        (f"NOT(OR({IS_SELL},{_IS_BUY}))", "chk_side"),
        (_UNFILLED, _STILL_OPEN),
        ("COUNT([qty],[price])<2", "chk_number"),
        ("MIN([qty],[price])<=0", "chk_positive"),
        ('IF([quote]="",FALSE,NOT(ISNUMBER([quote])))', "chk_number"),
        ("IF(ISNUMBER([quote]),[quote]<=0,FALSE)", "chk_positive"),
        ("NOT(ISNUMBER([time]))", "chk_time"),
        (f"OR([time]<{FIRST_DATE},[time]>{LAST_DATE})", "chk_time"),
        ("{policy_faults}>0", "ok"),
        ('IF([quote]="",FALSE,ABS([price]/[quote]-1)>{spot_tolerance})', "chk_price"),
        ("ABS([qty]/{min_unit}-ROUND([qty]/{min_unit},0))>1E-9", "chk_unit"),
        ("IFERROR(IF(MAX([monthly.a_usd])>0,[qty]>2*MAX([monthly.a_usd]),FALSE),FALSE)", "chk_large"),
        ("IFERROR([time]>MAX([monthly.month])+{fill_window},FALSE)", "chk_future"),
        ('IF([order_time]="",FALSE,IF(ISNUMBER([order_time]),[order_time]>[time],TRUE))', "chk_order_time"),
        ("ISNUMBER(MATCH(INT([time]),[events.date],0))", "chk_event"),
        ('[quote]=""', "chk_quote"),  # last: it must hide nothing that is wrong with the fill itself
    )
    + ")"
)


def check(r: Row) -> Value:
    """What one row shows."""
    if all(r[key] is None for key in ("id", "side", "qty", "price", "quote", "time")):
        return None
    fault = _fault(r) or ("ok" if faulty_policy(r) else _note(r))
    return r.word(fault or "ok")


def _fault(r: Row) -> str | None:
    if r["id"] is None:
        return "chk_id"
    if is_error(r["id"]):
        return "chk_error"
    if _first_rows(r)[_folded(r["id"])] < r.index:
        return "chk_dup"
    if not log_columns.sign(r["side"]):
        return "chk_side"
    if log_columns.is_unfilled(r):
        return "chk_open" if _is_open(r) else "chk_unfilled"
    for keys, needed in ((("qty", "price"), True), (("quote",), False)):
        values = [r[key] for key in keys if needed or r[key] is not None]
        if not needed and any(is_error(value) for value in values):
            return "chk_error"
        if not all(is_number(value) for value in values):
            return "chk_number"
        if any(n(value) <= 0 for value in values):
            return "chk_positive"
    return "chk_time" if not is_number(r["time"]) or not FIRST_DATE <= n(r["time"]) <= LAST_DATE else None


def _is_open(r: Row) -> bool:
    """Whether an order that was not filled was sent after the latest month end."""
    last = _highest(r, "month")
    return last is not None and r.num("order_time") >= last + 1


def _note(r: Row) -> str | None:
    if r["quote"] is not None and abs(r.num("price") / r.num("quote") - 1) > r.number("spot_tolerance"):
        return "chk_price"
    lots = r.num("qty") / r.number("min_unit")
    if abs(lots - round(lots)) > 1e-9:
        return "chk_unit"
    if (noted := _size_or_date(r)) is not None:
        return noted
    if float(int(r.num("time"))) in _event_days(r):
        return "chk_event"
    return "chk_quote" if r["quote"] is None else None


def _size_or_date(r: Row) -> str | None:
    largest, last = _highest(r, "a_usd"), _highest(r, "month")
    if largest is not None and 0 < 2 * largest < r.num("qty"):
        return "chk_large"
    if last is not None and r.num("time") > last + r.number("fill_window"):
        return "chk_future"
    ordered = r["order_time"]
    if is_error(ordered):
        return "chk_error"
    late = ordered is not None and (not is_number(ordered) or n(ordered) > r.num("time"))
    return "chk_order_time" if late else None


def _highest(r: Scope, column: str) -> float | None:
    """MAX of a column of the monthly table; None when an error stands in it."""

    def highest() -> float | None:
        values = r.col("monthly", column)
        if any(is_error(value) for value in values):
            return None
        return max((n(value) for value in values if is_number(value)), default=0.0)

    return r.model.shared(("highest", column), highest)


def _event_days(r: Scope) -> set[float]:
    return r.model.shared(("events",), lambda: {n(day) for day in r.col("events", "date") if is_number(day)})


def _folded(order_id: Value) -> tuple[bool, Value]:
    """Excel's MATCH does not tell capitals from small letters, but a truth value from a number."""
    return isinstance(order_id, bool), order_id.casefold() if isinstance(order_id, str) else order_id


def _first_rows(r: Row) -> dict[tuple[bool, Value], int]:
    def first() -> dict[tuple[bool, Value], int]:
        rows: dict[tuple[bool, Value], int] = {}
        for index, order_id in enumerate(r.col("log", "id")):
            rows.setdefault(_folded(order_id), index)
        return rows

    return r.model.shared(("order ids",), first)


def checks(s: Scope) -> list[Value]:
    """The same of every row at once."""
    return log_columns.checks(s, check, _highest(s, "a_usd"), _highest(s, "month"), _event_days(s))
