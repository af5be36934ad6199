"""Rolls: in slices, and not when everybody else must roll too."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from hedge_xl.core.dates import last_of_month
from hedge_xl.core.errors import DomainError
from hedge_xl.core.language import Text
from hedge_xl.core.schedule import is_roll_day
from hedge_xl.functions.calendars import market_holidays
from workbook.finding import Finding, filled
from workbook.findings.facts import Facts
from workbook.findings.fills import Fill
from workbook.ledger.common import eomonth
from workbook.serials import from_serial
from workbook.twin import is_number, n

SLICES: Final = 3
"""A month's roll of at least so many minimum units can be sliced (A §8)."""

WORTH: Final = 0.05
"""A roll of at least so much of the target is worth slicing."""

_LAST_DAYS: Final = 14  # before a quarter's end; the last three business days lie within
_ONE_DAY: Final = Text(
    "{month}のロール({units:,.0f} USD)がすべて{day}の1日に集中しています。次から月3回などに分けてください(A §8)。",
    "all of {month}'s roll ({units:,.0f} USD) was done on {day}; slice it, say in three, from now on (A §8).",
)
_QUARTER: Final = Text(
    "{day}のロールは四半期の最後の3営業日です。次からは避けてください(A §8)。",
    "the roll on {day} was within a quarter's last three business days; stay out of them (A §8).",
)


def roll_findings(facts: Facts, fills: list[Fill]) -> Iterator[Finding]:
    """Rolls of the recent months that were done on one day or at a quarter's end."""
    rolls = [fill for fill in fills if fill.roll and fill.time >= facts.recent]
    late = {day for day in {int(fill.time) for fill in rolls} if _at_quarter_end(from_serial(day).date())}
    for fill in [fill for fill in rolls if int(fill.time) in late]:
        text = filled(_QUARTER, day=f"{from_serial(fill.time):%Y-%m-%d}")
        yield facts.finding("log-roll-quarter-end", "log", fill.row, "time", text)
    yield from _one_day(facts, rolls)


def _one_day(facts: Facts, rolls: list[Fill]) -> Iterator[Finding]:
    """Months that are over, and whose roll could have been sliced but was not."""
    ends = {day: eomonth(day, 0) for day in {int(fill.time) for fill in rolls}}
    months: dict[int, list[Fill]] = defaultdict(list)
    for fill in rolls:
        months[ends[int(fill.time)]].append(fill)
    for month, done in months.items():
        if month in facts.clouded:
            continue
        sold = sum(fill.signed for fill in done if fill.signed > 0)
        units = max(sold, sold - sum(fill.signed for fill in done))
        alone = len({int(fill.time) for fill in done}) == 1
        if alone and month <= facts.last_month and units >= _least(facts, month):
            day = f"{from_serial(done[0].time):%Y-%m-%d}"
            text = filled(_ONE_DAY, month=f"{from_serial(month):%Y-%m}", units=units, day=day)
            yield facts.finding("log-roll-one-day", "log", done[0].row, "time", text)


def _least(facts: Facts, month: float) -> float:
    """The smallest roll of a month that is worth slicing."""
    targets = zip(facts.months, facts.column("monthly", "target_units"), strict=True)
    target = next((n(units) for end, units in targets if end == month and is_number(units)), 0.0)
    return max(SLICES * facts.number("min_unit"), WORTH * target)


def _at_quarter_end(day: date) -> bool:
    """Whether no roll day is left in the quarter, that day included; unknown holidays count as none."""
    end = last_of_month(day)
    if day.month % 3 or (end - day).days > _LAST_DAYS:
        return False
    try:
        holidays = market_holidays(day, 1)
    except DomainError:
        holidays = frozenset()
    return not any(is_roll_day(day + timedelta(ahead), holidays) for ahead in range((end - day).days + 1))
