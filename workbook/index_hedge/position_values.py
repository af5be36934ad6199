"""A position's hedge in Python: the twins of the results of the ポジション / Positions table."""

import math
from collections.abc import Sequence
from typing import Final

from hedge_xl import functions as hx
from workbook.index_hedge.position_faults import buys, hedge_rate
from workbook.parts.marks import faulty_policy, valid
from workbook.spec import Value
from workbook.twin import Row, Scope, is_number, n

NO_CORRELATION: Final = 1e-12


def ready(r: Row) -> bool:
    """Whether the row computes."""
    return valid(r) and not faulty_policy(r)


def rate(r: Row) -> Value:
    """Hedge rate in force."""
    return hedge_rate(r) if ready(r) else None


def _signed_lots(r: Row) -> float:
    return r.num("lots") if buys(r) else -r.num("lots")


def vpp(r: Row) -> Value:
    """Value of one point in account currency."""
    return float(hx.VALUE_PER_POINT(r["point_value"], r["fx_rate"])) if ready(r) else None


def risk(r: Row) -> Value:
    """Index risk of a day."""
    return float(hx.INDEX_RISK(r["atr_index"], r["vpp"], _signed_lots(r))) if ready(r) else None


def lot_value(r: Row) -> Value:
    """Value of one lot on a move of 1 in the quote."""
    return float(hx.FX_LOT_VALUE(r["lot_units"], r["spot"], 1)) * r.num("base_rate") if ready(r) else None


def full(r: Row) -> Value:
    """Lots of a full hedge, positive to sell."""
    if not ready(r):
        return None
    known = r["atr_index"], r["vpp"], _signed_lots(r), r["rho"], r["atr_fx"], r["lot_value"]
    return float(hx.HEDGE_RATIO(*known))


def fx_lots(r: Row) -> Value:
    """Lots to trade."""
    if r["full"] is None:
        return None
    return float(hx.FX_LOTS(abs(r.num("full")), r["rate"], r.number("lot_step"), str(r.cell("rounding"))))


def fx_side(r: Row) -> Value:
    """Side of the hedge."""
    if r["full"] is None or abs(r.num("rho")) < NO_CORRELATION:
        return None
    sells = hx.HEDGE_SIDE(r["rho"], "BUY" if buys(r) else "SELL") == "SELL"
    return r.word("side_sell" if sells else "side_buy")


def state(r: Row) -> Value:
    """Whether there is anything to trade."""
    if r["fx_lots"] is None:
        return None
    if r["fx_side"] is None:
        return r.word("st_none")
    nothing = r.num("fx_lots") == 0 and r.num("rate") > 0
    return r.word("st_zero" if nothing else "ok")


def lev_full(r: Row) -> Value:
    """Leverage of the full hedge, by the article's formula."""
    margin = r.cell("fx_margin")
    if r["full"] is None or not is_number(margin):
        return None
    return abs(float(hx.FX_LEVERAGE(r["risk"], r["rho"], margin, r.num("atr_fx") / r.num("spot"))))


def lev(r: Row) -> Value:
    """Leverage of the lots to trade."""
    margin = r.cell("fx_margin")
    if r["fx_lots"] is None or not is_number(margin):
        return None
    return r.num("fx_lots") * r.num("lot_units") * r.num("base_rate") / n(margin)


def left(r: Row) -> Value:
    """Swing that is left of the index's after the hedge, if the correlation holds."""
    if r["fx_lots"] is None:
        return None
    risk, rho = r.num("risk"), r.num("rho")
    hedge = r.num("fx_lots") * r.num("lot_value") * r.num("atr_fx")
    return math.sqrt(round(abs(rho * risk) - hedge, 9) ** 2 + risk**2 * (1 - rho**2))


def target_lots(r: Row) -> Value:
    """Index lots that carry the risk wanted."""
    if not ready(r) or not is_number(r["target"]):
        return None
    return float(hx.INDEX_LEVERAGE(r["target"], r["atr_index"], r["vpp"]))


def target_change(r: Row) -> Value:
    """Index lots to add, or to take off."""
    return None if r["target_lots"] is None else r.num("target_lots") - r.num("lots")


# --- what the totals by pair are made of ----------------------------------------------------------------------


def pair_key(r: Row) -> Value:
    """The pair, of rows that compute."""
    return None if r["fx_lots"] is None else r["pair_up"]


def units(r: Row) -> Value:
    """Units of the base currency to trade, positive to buy."""
    if r["fx_lots"] is None or r["fx_side"] is None:
        return 0
    sign = -1 if r["fx_side"] == r.word("side_sell") else 1
    return sign * r.num("fx_lots") * r.num("lot_units") + 0.0


def lot_size(r: Row) -> Value:
    """Units in a lot, of rows that compute."""
    return 0 if r["pair_key"] is None else r["lot_units"]


def pair_first(r: Row) -> Value:
    """1 in the first row of each pair."""
    if r["pair_key"] is None:
        return 0
    return int(r["pair_key"] not in r.col("position", "pair_key")[: r.index])


def pair_no(r: Row) -> Value:
    """Number of the pair, in its first row; 0 in the others."""
    return sum(map(int, map(n, r.col("position", "pair_first")[: r.no]))) if r["pair_first"] == 1 else 0


def pairs(s: Scope) -> Sequence[Value]:
    """The pairs in the order in which they first come."""
    return [
        pair
        for pair, first in zip(s.col("position", "pair_key"), s.col("position", "pair_first"), strict=True)
        if first == 1
    ]
