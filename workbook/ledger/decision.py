"""The monthly decision in Python: the twins of the 月次 / Monthly sheet, from the check of a row to the instruction."""

from typing import Final

from hedge_xl import functions as hx
from workbook.ledger import order
from workbook.ledger.common import day_of_month, eomonth, jumped, lookup, month_fault, month_gap
from workbook.ledger.positions import sold_before
from workbook.parts.marks import faulty_policy, valid
from workbook.spec import Value
from workbook.twin import Row, Scope, is_error, is_number, n

MOST_H: Final = 2  # what the column "h fixed" takes, from 0
STEADY: Final = 0.2  # of the larger: beyond it the hedge at the month's end does not stand for the month's


def check(r: Row) -> Value:
    """What is wrong with the inputs of this row."""
    if all(r[key] is None for key in ("month", "a_usd", "spot", "swap", "h_fixed")):
        return None
    fault = month_fault(r) or _input_fault(r)
    if fault is None and month_gap(r):
        fault = "chk_gap"
    if fault is None and _off_market(r):
        fault = "chk_spot"
    if fault is None and (jumped(r, "a_usd") or jumped(r, "spot")):
        fault = "chk_jump"
    return r.word(fault or "ok")


def _input_fault(r: Row) -> str | None:
    if not (is_number(r["a_usd"]) and is_number(r["spot"])):
        return "chk_number"
    if n(r["a_usd"]) < 0 or n(r["spot"]) <= 0:
        return "chk_positive"
    optional = [r[key] for key in ("swap", "h_fixed") if r[key] is not None]
    if any(is_error(value) for value in optional):
        return "chk_error"
    if not all(is_number(value) for value in optional):
        return "chk_number"
    return "chk_range" if is_number(r["h_fixed"]) and not 0 <= n(r["h_fixed"]) <= MOST_H else None


def _off_market(r: Row) -> bool:
    market = n(lookup(r, r["month"], "usdjpy"))
    if market == 0 or faulty_policy(r):
        return False
    return abs(n(r["spot"]) / market - 1) > r.number("spot_tolerance")


def latest_row(s: Scope) -> int | None:
    """Index of the latest month, the first of equals; None without one, or with an error among the months."""
    months = s.col("monthly", "month")
    known = [n(month) for month in months if is_number(month)]
    if not known or any(is_error(month) for month in months):
        return None
    return next(row for row, month in enumerate(months) if is_number(month) and month == max(known))


def y(r: Row) -> Value:
    """Value of the shares in JPY."""
    return r.num("a_usd") * r.num("spot") if valid(r) and not faulty_policy(r) else None


def trend(r: Row) -> Value:
    """Trend adjustment of the month."""
    average = lookup(r, r["month"], "ma200")
    if r["y"] is None or n(average) <= 0:
        return None
    return float(hx.TREND_ADJUSTMENT(r["spot"], average, r.number("trend_step")))


def h_policy(r: Row) -> Value:
    """Hedge ratio that the policy gives."""
    if r["y"] is None:
        return None
    if is_number(r["h_fixed"]):
        return r["h_fixed"]
    policy = r.cell("policy")
    fixed = {r.word("pol_none"): 0.0, r.word("pol_full"): 1.0, r.word("pol_struct"): r.number("structural_h")}
    if policy in fixed:
        return fixed[str(policy)]
    if policy == r.word("pol_trend") and r["trend"] is not None:
        return _decided(r, r.number("structural_h"), r.num("trend"))
    if policy == r.word("pol_hstar") and r["h_shrunk"] is not None:
        return _decided(r, r.num("h_shrunk"), 0.0)
    return None


def _decided(r: Row, base: float, adjustment: float) -> Value:
    limits = r.number("policy_threshold"), r.number("h_floor"), r.number("h_cap")
    return float(hx.HEDGE_POLICY(base, adjustment, r["h_prev"], *limits))


def target(r: Row) -> Value:
    """Target notional in USD."""
    return None if r["h_policy"] is None else r.num("a_usd") * r.num("h_policy")


def target_units(r: Row) -> Value:
    """Target rounded to the minimum unit."""
    return None if r["h_policy"] is None else hx.HEDGE_UNITS(r["a_usd"], r["h_policy"], r.number("min_unit"))


def current(r: Row) -> Value:
    """Hedge held at the month end, from the execution log."""
    if r["y"] is None or r.number("log_faults") > 0:
        return None
    return sold_before(r, r.num("month") + 1)


def _known(r: Row) -> bool:
    return r["current"] is not None and r["target_units"] is not None


def deviation(r: Row) -> Value:
    """Deviation of the hedge from its target."""
    if not _known(r):
        return None
    if r["target_units"] == 0:
        return 0.0 if r["current"] == 0 else None
    return float(hx.HEDGE_DEVIATION(r["current"], r["target_units"]))


def state(r: Row) -> Value:
    """Over-hedged, under-hedged or on target."""
    if not _known(r):
        return None
    current, target = r.num("current"), r.num("target_units")
    if current < 0:
        return r.word("netlong")
    if target == 0 and r.num("target") > 0:
        return r.word("round_zero")
    return r.word("even" if current == target else "over" if current > target else "under")


def trade(r: Row) -> Value:
    """Units to trade."""
    return hx.REBALANCE(r["current"], r["target_units"], r.number("rebalance_band")) if _known(r) else None


def instruction(r: Row) -> Value:
    """What to do this month, in words."""
    if r["y"] is None:
        return None if r["check"] is None else r.word("ins_policy" if faulty_policy(r) else "ins_fix")
    if r["h_policy"] is None:
        return r.word("ins_market")
    if r["current"] is None:
        return r.word("ins_log")
    return order.in_words(r.num("trade"), r.model.language)


def now_instruction(s: Scope) -> Value:
    """The instruction of the latest month, unless a row below it is marked ×: that may be a later month."""
    row = latest_row(s)
    checks = s.col("monthly", "check")[0 if row is None else row + 1 :]
    if any(check is not None for check in checks):  # below the greatest month every filled row is marked ×
        return s.word("ins_rows")
    return None if row is None else s.model.value("monthly", row, "instruction")


def swap_rate(r: Row) -> Value:
    """Swap paid, as an annual rate, of a hedge that the month left much as it was."""
    if r["y"] is None or r["current"] is None or not is_number(r["swap"]) or r.num("current") <= 0:
        return None
    held, before = r.num("current"), sold_before(r, eomonth(r.num("month"), -1) + 1)
    if abs(held - before) > STEADY * max(held, before):
        return None
    points = -r.num("swap") * r.number("swap_units") / held / day_of_month(r.num("month"))
    return float(hx.SWAP_COST(points, r["spot"]))


def c_month(r: Row) -> Value:
    """Cost of the month, by the hedge."""
    if r["y"] is None:
        return None
    measured = r["swap_rate"] is not None and abs(r.num("swap_rate")) <= 1
    carry = (r.num("swap_rate"), 0.0) if measured else (r.number("rate_differential"), r.number("basis"))
    annual = hx.HEDGE_COST(*carry, r.number("spread_cost"), r.number("slippage_cost"))
    return float(annual) / r.number("periods")
