"""The month's result in Python: the twins of the 損益 / P&L table."""

import math

from hedge_xl import functions as hx
from workbook.ledger.common import eomonth, lookup
from workbook.ledger.fill_sums import fills_between
from workbook.ledger.last_months import EARLIEST
from workbook.ledger.positions import held_in_month, total_between
from workbook.spec import Value
from workbook.twin import Row, is_number, n


def _above(r: Row, column: str) -> Value:
    """A cell of the monthly table in the row before the one this row stands for."""
    return r.model.value("monthly", r.index - 1, column) if 0 < r.index <= r.count("monthly") else None


def same(r: Row, column: str) -> Value:
    """A cell of the monthly table in the row this row stands for."""
    return r.model.value("monthly", r.index, column) if r.index < r.count("monthly") else None


def month(r: Row) -> Value:
    """Month end of the same row on the Monthly sheet."""
    return None if same(r, "y") is None else same(r, "month")


def market(r: Row, column: str) -> Value:
    """A column of the market table for this month; None in the first row."""
    return None if r["month"] is None or r.index == 0 else lookup(r, r["month"], column)


def h(r: Row) -> Value:
    """Hedge ratio decided at the month end before."""
    if r["month"] is None or r.index == 0 or same(r, "check") == r.word("chk_gap"):
        return None
    return _above(r, "h_policy")


def _complete(r: Row) -> bool:
    return all(r[key] is not None for key in ("r_spx", "r_fx", "h", "c"))


def hedged(r: Row, h: Value, c: Value) -> Value:
    """Return for a hedge ratio and a cost, once all of the month is known."""
    if not _complete(r):
        return None
    return float(hx.HEDGED_RETURNS(r["r_spx"], r["r_fx"], h, c)[0][0])


def wealth(r: Row, returns: str) -> Value:
    """exp of the summed returns."""
    return None if r["month"] is None else math.exp(sum(n(value) for value in r.col("pnl", returns)[: r.no]))


def drawdown(r: Row, wealth: str) -> Value:
    """Fall from the highest wealth so far, the starting 1 included."""
    if r[wealth] is None:
        return None
    peak = max([1.0, *(n(value) for value in r.col("pnl", wealth)[: r.no] if value is not None)])
    return r.num(wealth) / peak - 1


def cost_swap(r: Row) -> Value:
    """Swap paid; None when it was not entered although there was a hedge."""
    if r["month"] is None:
        return None
    swap = same(r, "swap")
    if is_number(swap):
        return -n(swap)
    return 0.0 if r["hedge_jpy"] == 0 else None


def cost_fills(r: Row, column: str) -> Value:
    """Cost of the fills of the month."""
    if r["month"] is None:
        return None
    return total_between(r, column, eomonth(r.num("month"), -1) + 1, r.num("month") + 1)


def _unmeasured(r: Row) -> float:
    """Share of the units of twelve months, this one the last, that no quote measures."""
    return fills_between(r, eomonth(max(r.num("month"), EARLIEST), -12) + 1, r.num("month") + 1).unmeasured


def cost_slip(r: Row) -> Value:
    """Slippage of the fills: what was measured, and as planned what was not."""
    measured = cost_fills(r, "slip_cost")
    if measured is None:
        return None
    planned = max(0.0, n(r["hedge_jpy"])) * r.number("slippage_cost") / r.number("periods")
    return n(measured) + planned * _unmeasured(r)


def cost_real(r: Row) -> Value:
    """Swap, spread and slippage together."""
    if r["cost_swap"] is None:
        return None
    return r.num("cost_swap") + r.num("cost_spread") + r.num("cost_slip")


def hedge_jpy(r: Row) -> Value:
    """The hedge held over the month, on the mean of its days, in JPY."""
    if r["month"] is None or same(r, "current") is None:
        return None
    return held_in_month(r, r.num("month")) * n(same(r, "spot"))


def cost_plan(r: Row) -> Value:
    """Planned cost of the hedge held."""
    return None if r["hedge_jpy"] is None else r.num("hedge_jpy") * r.number("month_cost")


def cost_gap(r: Row) -> Value:
    """Realised minus planned cost."""
    if r["cost_real"] is None or r["cost_plan"] is None:
        return None
    return r.num("cost_real") - r.num("cost_plan")


def check(r: Row) -> Value:
    """Whether the row could be computed."""
    if r["month"] is None:
        return None
    if r.index and r["r_hedged"] is None:
        return r.word("chk_return")
    if r["cost_swap"] is None:
        return r.word("chk_swap")
    return r.word("chk_swap_rate" if _doubtful_swap(r) else "ok")


def _doubtful_swap(r: Row) -> bool:
    """A swap on the wrong side, whether or not a rate could be measured; or a rate too far from the assumed one."""
    assumed = r.number("rate_differential") + r.number("basis")
    if n(same(r, "current")) > 0 and r.num("cost_swap") * assumed < 0:
        return True
    measured = same(r, "swap_rate")
    return is_number(measured) and abs(n(measured) - assumed) > r.number("swap_tolerance")
