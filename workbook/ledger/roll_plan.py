"""The roll plan in Python: the twins of the ロール / Roll plan sheet, from `hedge_xl.core.schedule`."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Final

from hedge_xl.core import schedule
from hedge_xl.core.dates import EPOCH, add_months
from workbook.ledger.common import eomonth
from workbook.ledger.roll_settings import MOST_SLICES
from workbook.parts.marks import faulty_policy
from workbook.serials import FIRST_DATE, LAST_DATE, from_serial, to_serial
from workbook.spec import Value
from workbook.twin import Scope, is_error, is_number, n

Twin = Callable[[Scope], Value]
Shown = Callable[[Scope], bool]
"""Whether a line of a block has something to show."""
_SATURDAY: Final = 5


def day(serial: Value) -> date:
    """The date that a cell holds."""
    return from_serial(n(serial)).date()


def start(s: Scope) -> Value:
    """First day of the plan."""
    if is_number(s.cell("roll_from")):
        return s.cell("roll_from")
    month = n(s.cell("now_month"))
    return eomonth(month, 0) + 1 if FIRST_DATE <= month <= LAST_DATE else None


def hedge(s: Scope) -> Value:
    """The hedge that is rolled: what is held, less what is to be bought back."""
    if s.cell("dash_held") is None:
        return None
    return max(0.0, s.number("dash_held") + min(0.0, s.number("dash_trade")))


def laddered(s: Scope) -> Value:
    """The hedge that the ladder spreads over maturities: what is held once the rest is traded."""
    if s.cell("dash_held") is None:
        return None
    return max(0.0, s.number("dash_held") + s.number("dash_trade"))


def trade(s: Scope) -> Value:
    """Units still to trade."""
    return s.cell("dash_trade")


def fault(s: Scope) -> Value:
    """Why no date can be computed."""
    if faulty_policy(s):
        return s.word("roll_policy")
    if s.number("n_roll") > 0:
        return s.word("roll_settings")
    if s.number("n_holidays") > 0:
        return s.word("roll_list")
    if any(check not in (None, s.word("ok")) for check in s.col("events", "check")):
        return s.word("roll_events")
    if s.cell("roll_start") is None:
        return s.word("roll_start_unknown")
    first = s.number("roll_start")
    last = to_serial(add_months(day(first), int(max(s.number("roll_months"), s.number("ladder_tenors")))))
    inside = s.number("holidays_from") <= first and last <= s.number("holidays_until")
    return None if inside else s.word("roll_expired")


def state(s: Scope) -> Value:
    """Whether the plan stands."""
    return s.cell("roll_fault") or s.word("roll_few" if s.number("roll_short") > 0 else "ok")


def short(s: Scope) -> Value:
    """Months with fewer usable days than parts."""
    if s.cell("roll_fault") is not None:
        return 0
    months = range(1, int(s.number("roll_months")) + 1)
    return sum(1 for month in months if usable_days(s, month) < s.number("roll_slices"))


# --- days -------------------------------------------------------------------------------------------


def closed(s: Scope) -> frozenset[date]:
    """The closed days of the list."""
    days = (value for value in s.col("holidays", "date") if is_number(value))
    return s.model.shared(("closed days",), lambda: frozenset(map(day, days)))


def avoided(s: Scope) -> frozenset[date]:
    """The user's event days."""
    return s.model.shared(("event days",), lambda: frozenset(_event_days(s)))


def _event_days(s: Scope) -> Iterator[date]:
    for value in s.col("events", "date"):
        if is_number(value) and FIRST_DATE <= n(value) <= LAST_DATE and n(value).is_integer():
            yield day(value)


def stretch(s: Scope, month: int) -> list[date]:
    """The days of one month of the plan."""
    if s.cell("roll_fault") is not None or month > s.number("roll_months"):
        return []
    first, end = (add_months(day(s.cell("roll_start")), month + step) for step in (-1, 0))
    return [first + timedelta(days=number) for number in range((end - first).days)]


def is_usable(s: Scope, when: date) -> bool:
    """Whether one may roll on that day."""
    return when not in avoided(s) and schedule.is_roll_day(when, closed(s))


def usable_days(s: Scope, month: int) -> int:
    """How many days of a month of the plan may be rolled on."""
    return (_so_far(s, month) or [0])[-1]


def last_day(s: Scope) -> Value:
    """The last day of the first month of the plan that may be rolled on."""
    usable = [when for when in stretch(s, 1) if is_usable(s, when)]
    return to_serial(usable[-1]) if usable else None


def _so_far(s: Scope, month: int) -> list[int]:
    """For each day of a month of the plan, how many up to it may be rolled on."""
    return s.model.shared(
        ("usable days", month), lambda: list(accumulate(int(is_usable(s, when)) for when in stretch(s, month)))
    )


def calendar_day(month: int, number: int) -> Twin:
    """One day of a month of the plan."""

    def twin(s: Scope) -> Value:
        days = stretch(s, month)
        return to_serial(days[number - 1]) if number <= len(days) else None

    return twin


def judgement(month: int, number: int) -> Twin:
    """Whether that day may be used, or why not."""

    def twin(s: Scope) -> Value:
        days = stretch(s, month)
        return _judged(s, days[number - 1]) if number <= len(days) else None

    return twin


def _judged(s: Scope, when: date) -> str:
    if when.weekday() >= _SATURDAY:
        return s.word("day_weekend")
    if when in closed(s):
        return s.word("day_closed") + " ".join(_beside(s, "holidays", when, key) for key in ("country", "name"))
    if when in avoided(s):
        return s.word("day_event") + _beside(s, "events", when, "name")
    return s.word("day_use" if is_usable(s, when) else "day_quarter")


def _beside(s: Scope, table: str, when: date, column: str) -> str:
    """The words beside the first row of that date."""
    value = s.col(table, column)[s.col(table, "date").index(to_serial(when))]
    return value if isinstance(value, str) and not is_error(value) else ""


def running_number(month: int, number: int) -> Twin:
    """How many days up to that one may be used."""

    def twin(s: Scope) -> Value:
        days = _so_far(s, month)
        return days[number - 1] if number <= len(days) else None

    return twin


def roll_day(month: int, part: int) -> Twin:
    """A day to roll on."""

    def twin(s: Scope) -> Value:
        found = s.model.shared(("roll days",), lambda: _schedule(s))
        return found.get((month, part))

    return twin


def _schedule(s: Scope) -> dict[tuple[int, int], float]:
    if s.cell("roll_fault") is not None or s.number("roll_short") > 0:
        return {}
    months, slices = int(s.number("roll_months")), int(s.number("roll_slices"))
    assert slices <= MOST_SLICES
    days = schedule.roll_schedule(day(s.cell("roll_start")), months, slices, closed(s), avoided(s))
    return {(each.month, each.part): to_serial(each.day) for each in days}


def roll_tag(month: int, part: int) -> Twin:
    """What to write into the log's column ロール for it."""

    def twin(s: Scope) -> Value:
        if s.cell(f"roll_day_{month}_{part}") is None:
            return None
        first = stretch(s, month)[0]
        return f"{first:%Y-%m} {part}/{s.number('roll_slices'):.0f}"

    return twin


# --- units ------------------------------------------------------------------------------------------


def equal_part(units: str, count: str, number: int, shown: Shown) -> Twin:
    """One of the equal parts of some units."""

    def twin(s: Scope) -> Value:
        if not shown(s) or not is_number(s.cell(units)):
            return None
        parts = schedule.equal_parts(s.number(units), int(s.number(count)), s.number("min_unit"))
        return parts[number - 1]

    return twin


def has_rung(number: int) -> Shown:
    """Whether the ladder has that rung."""
    return lambda s: s.cell("roll_fault") is None and number <= s.number("ladder_tenors")


def rung_day(number: int) -> Twin:
    """The day on which a rung matures."""

    def twin(s: Scope) -> Value:
        if not has_rung(number)(s):
            return None
        return to_serial(_ladder(s, number))

    return twin


def _ladder(s: Scope, number: int) -> date:
    rungs = schedule.hedge_ladder(0, number, 1, day(s.cell("roll_start")), closed(s))
    found = rungs[-1].day
    assert found is not None
    return found


def rung_try(number: int, back: int) -> Twin:
    """A day so many days before a rung is due, if one may roll on it; else 0."""

    def twin(s: Scope) -> Value:
        if not has_rung(number)(s):
            return None
        when = add_months(day(s.cell("roll_start")), number) - timedelta(days=back)
        return to_serial(when) if schedule.is_roll_day(when, closed(s)) else 0

    return twin


def rung_tag(number: int) -> Twin:
    """Months to maturity, and which part of how many."""

    def twin(s: Scope) -> Value:
        shown = has_rung(number)(s)
        return f"{number}{s.word('roll_months_word')} ({number}/{s.number('ladder_tenors'):.0f})" if shown else None

    return twin


# --- orders over time -------------------------------------------------------------------------------


def twap_state(s: Scope) -> Value:
    """What to spread over time, or why nothing."""
    if s.number("n_roll") > 0 or faulty_policy(s):
        return s.word("roll_policy" if faulty_policy(s) else "roll_settings")
    if s.number("n_twap") > 0:
        return s.word("twap_times")
    if s.cell("roll_trade") is None:
        return s.word("twap_none")
    return s.word("ok" if s.number("roll_trade") != 0 else "twap_hold")


def times_crossed(s: Scope) -> Value:
    """Whether the orders would end before they begin."""
    first, last = s.cell("twap_start"), s.cell("twap_end")
    return int(is_number(first) and is_number(last) and n(last) <= n(first))


def has_order(number: int) -> Shown:
    """Whether there is an order of that number."""
    return lambda s: s.cell("twap_state") == s.word("ok") and number <= s.number("twap_orders")


def order_time(number: int) -> Twin:
    """When to send an order."""

    def twin(s: Scope) -> Value:
        if not has_order(number)(s):
            return None
        first, end = (EPOCH + timedelta(days=s.number(key)) for key in ("twap_start", "twap_end"))
        orders = schedule.twap_schedule(s.number("roll_trade"), first, end, int(s.number("twap_orders")), 1)
        return _time_of_day(orders[number - 1].time)

    return twin


def _time_of_day(moment: datetime) -> float:
    return (moment - EPOCH) / timedelta(days=1)


def order_tag(number: int) -> Twin:
    """Which order of how many, and its side."""

    def twin(s: Scope) -> Value:
        if not has_order(number)(s):
            return None
        side = s.word("side_sell" if s.number("roll_trade") > 0 else "side_buy")
        return f"{number}/{s.number('twap_orders'):.0f} {side}"

    return twin
