"""Fills at times and prices that cannot be, and months that were sold and bought in."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from hedge_xl.core.language import Text
from workbook.finding import Finding, filled
from workbook.findings.facts import Facts
from workbook.ledger.common import eomonth
from workbook.serials import FIRST_DATE, from_serial
from workbook.twin import is_number, n

SATURDAY_CLOSE: Final = (7 * 60 + 10) / (24 * 60)
"""New York closes at 7:00 on Saturday in Japan's winter and 6:00 in summer; a broker's clock may lag minutes."""

_SATURDAY, _SUNDAY = 5, 6
_CLOSED: Final = Text(
    "{time}は市場が閉まっている時刻です(日本時間)。約定時刻を確かめてください。",
    "the market was closed on {time} (Japan time); check the fill time.",
)
_PRICE: Final = Text(
    "価格{price:g}がその月の相場({low:.2f}〜{high:.2f}円)から外れています。価格の桁か約定時刻を確かめてください。",
    "the price {price:g} is off the month's market ({low:.2f} to {high:.2f} JPY); check its digits, or the fill time.",
)
_BOTH: Final = Text(
    "{month}に売り({sold:,.0f} USD)と買い({bought:,.0f} USD)の両方があります。"
    "ロールなら「ロール」に回を書き、そうでなければ変更は月1回にしてください(A §17)。",
    "{month} has both sales ({sold:,.0f} USD) and purchases ({bought:,.0f} USD); "
    "tag rolls as such, or change the hedge once a month only (A §17).",
)


class Fill(NamedTuple):
    """A fill that counts: its row in the log, its signed units, its time, its price and its roll tag."""

    row: int
    signed: float
    time: float
    price: float
    roll: bool


def sound_fills(facts: Facts) -> list[Fill]:
    """The fills whose price, time and quantity are beyond doubt."""
    told = facts.told("log")
    columns = [facts.column("log", key) for key in ("signed", "time", "price", "roll")]
    return [
        Fill(row, n(signed), n(time), n(price), roll is not None)
        for row, (signed, time, price, roll) in enumerate(zip(*columns, strict=True))
        if signed is not None and row not in told
    ]


def moment_findings(facts: Facts, fills: list[Fill]) -> Iterator[Finding]:
    """Fills at the weekend."""
    for fill in fills:
        weekday = weekday_of(fill.time)
        if weekday == _SUNDAY or (weekday == _SATURDAY and fill.time % 1 > SATURDAY_CLOSE):
            text = filled(_CLOSED, time=f"{from_serial(fill.time):%Y-%m-%d %H:%M}")
            yield facts.finding("log-weekend", "log", fill.row, "time", text)


def weekday_of(serial: float) -> int:
    """Day of the week, Monday is 0."""
    return (int(serial) - 2) % 7


def price_findings(facts: Facts, fills: list[Fill]) -> Iterator[Finding]:
    """Fills far from the month ends before and after them."""
    ends = _month_ends(facts)
    known: dict[int, tuple[float, float] | None] = {}
    for fill in fills:
        day = int(fill.time)
        if day not in known:
            known[day] = _plausible(ends, day, facts.number("jump_tolerance"))
        limits = known[day]
        if limits is not None and not limits[0] <= fill.price <= limits[1]:
            text = filled(_PRICE, price=fill.price, low=limits[0], high=limits[1])
            yield facts.finding("log-month-price", "log", fill.row, "price", text)


def _month_ends(facts: Facts) -> dict[float, float]:
    """USDJPY at the month ends of the market table, but for rows of which something has been said."""
    told = facts.told("market")
    rows = zip(facts.column("market", "month"), facts.column("market", "usdjpy"), strict=True)
    return {
        n(month): n(rate)
        for row, (month, rate) in enumerate(rows)
        if row not in told and is_number(month) and n(rate) > 0
    }


def _plausible(ends: Mapping[float, float], day: int, tolerance: float) -> tuple[float, float] | None:
    """The month ends around a day, widened by what a month may move; None when neither is known."""
    around = [ends[end] for end in (eomonth(day, -1), eomonth(day, 0)) if end in ends] if day > FIRST_DATE + 31 else []
    return (min(around) * (1 - tolerance), max(around) * (1 + tolerance)) if around else None


def both_ways_findings(facts: Facts, fills: list[Fill]) -> Iterator[Finding]:
    """Months with sales and purchases that are no rolls: neither tagged so nor a day on which they cancel out."""
    first = min((month for month in facts.months if month is not None), default=None)
    days: dict[int, float] = defaultdict(float)
    for fill in fills:
        if first is not None and not fill.roll and fill.time >= max(first + 1, facts.recent):
            days[int(fill.time)] += fill.signed
    months: dict[int, list[int]] = defaultdict(list)
    for day in sorted(day for day, units in days.items() if units):
        months[eomonth(day, 0)].append(day)
    for month, traded in months.items():
        sold = sum(days[day] for day in traded if days[day] > 0)
        bought = -sum(days[day] for day in traded if days[day] < 0)
        if sold and bought and month not in facts.clouded:
            turned = next(day for day in traded if (days[day] > 0) != (days[traded[0]] > 0))
            row = next(fill.row for fill in fills if int(fill.time) == turned and not fill.roll)
            text = filled(_BOTH, month=f"{from_serial(month):%Y-%m}", sold=sold, bought=bought)
            yield facts.finding("log-both-ways", "log", row, "side", text)
