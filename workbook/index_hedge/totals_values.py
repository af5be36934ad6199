"""Events, net lots and leverage in Python: the twins of the 合計 / Totals sheet."""

from collections.abc import Callable
from typing import Final

from workbook.index_hedge.position_values import pairs
from workbook.spec import Value
from workbook.twin import Scope, is_error, is_number, n

PAIRS: Final = 8
"""Pairs that the sheet has rows for."""
_FLAT: Final = 1e-6

Twin = Callable[[Scope], Value]


def _days(s: Scope) -> list[float]:
    return [n(value) for value in s.col("calendar", "ahead") if is_number(value)]


def next_days(s: Scope) -> Value:
    """Days to the nearest event of the calendar."""
    return min(_days(s), default=None)


def event(s: Scope, column: str) -> Value:
    """A column of the calendar in the row of that event."""
    nearest = s.cell("next_days")
    if nearest is None:
        return None
    return s.col("calendar", column)[s.col("calendar", "ahead").index(nearest)]


def warning(s: Scope) -> Value:
    """What to make of it, in words."""
    if not is_number(s.cell("as_of")):
        return s.word("ev_no_day")
    if s.cell("next_days") is None:
        return s.word("ev_none")
    return s.word("ev_near" if n(s.cell("next_days")) <= s.number("event_days") else "ev_far")


def named(s: Scope) -> Value:
    """Its name."""
    name = event(s, "name")
    if name is None or is_error(name):
        return None
    return f"{name:.15g}" if isinstance(name, float) else str(name)


def pair(number: int) -> Twin:
    """The pair of a row of the sheet."""
    return lambda s: next(iter(pairs(s)[number - 1 :]), None)


def _of_pair(s: Scope, number: int, column: str) -> list[float]:
    pair = s.cell(f"net_pair_{number}")
    values = zip(s.col("position", "pair_key"), s.col("position", column), strict=True)
    return [n(value) for key, value in values if key == pair]


def side_units(number: int, sign: int) -> Twin:
    """Units of the pair to sell (-1) or to buy (1)."""

    def twin(s: Scope) -> Value:
        if s.cell(f"net_pair_{number}") is None:
            return None
        return sum(abs(units) for units in _of_pair(s, number, "units") if units * sign > 0)

    return twin


def net(number: int) -> Twin:
    """Units bought less units sold."""

    def twin(s: Scope) -> Value:
        if s.cell(f"net_pair_{number}") is None:
            return None
        return s.number(f"net_buy_{number}") - s.number(f"net_sell_{number}")

    return twin


def side(number: int) -> Twin:
    """Side of the net."""

    def twin(s: Scope) -> Value:
        if s.cell(f"net_pair_{number}") is None:
            return None
        net = s.number(f"net_units_{number}")
        return s.word("st_flat" if abs(net) < _FLAT else "side_sell" if net < 0 else "side_buy")

    return twin


def lots(number: int) -> Twin:
    """The net in lots, if all rows of the pair have lots of one size."""

    def twin(s: Scope) -> Value:
        if s.cell(f"net_pair_{number}") is None:
            return None
        sizes = _of_pair(s, number, "lot_size")
        if any(size != sizes[0] for size in sizes):
            return s.word("st_mixed")
        return abs(s.number(f"net_units_{number}")) / sizes[0]

    return twin


def value(number: int) -> Twin:
    """Notional of the net in account currency."""

    def twin(s: Scope) -> Value:
        if s.cell(f"net_pair_{number}") is None:
            return None
        return abs(s.number(f"net_units_{number}")) * _of_pair(s, number, "base_rate")[0]

    return twin


def lev(number: int) -> Twin:
    """Leverage of the net."""

    def twin(s: Scope) -> Value:
        notional = s.cell(f"net_value_{number}")
        return n(notional) / s.number("fx_margin") if is_number(notional) and _has_margin(s) else None

    return twin


def _has_margin(s: Scope) -> bool:
    return is_number(s.cell("fx_margin")) and s.number("policy_faults") == 0


def _complete(s: Scope) -> bool:
    return s.cell("n_pairs") == 0


def total_value(s: Scope) -> Value:
    """Notional of all pairs; None while some have no row."""
    if not _complete(s) or s.cell("net_pair_1") is None:
        return None
    return sum(n(s.cell(f"net_value_{number}")) for number in range(1, PAIRS + 1))


def total_lev(s: Scope) -> Value:
    """Leverage of the whole hedge."""
    if not is_number(s.cell("total_value")) or not _has_margin(s):
        return None
    return s.number("total_value") / s.number("fx_margin")


def total_state(s: Scope) -> Value:
    """The leverage against the guide, in words."""
    if s.cell("total_value") is None:
        return None
    if s.cell("total_lev") is None:
        return s.word("lev_unknown")
    leverage = s.number("total_lev")
    if leverage > s.number("lev_high"):
        return s.word("lev_over")
    return s.word("lev_under" if leverage < s.number("lev_low") else "lev_inside")


def gross(column: str) -> Twin:
    """A column of the positions added up without signs."""
    return lambda s: sum(abs(n(value)) for value in s.col("position", column))
