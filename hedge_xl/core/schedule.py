"""When and in what parts a hedge is rolled: roll days, a ladder of maturities, orders spread over time."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from hedge_xl.core.checks import NOISE, at_most, positive
from hedge_xl.core.dates import add_months, is_time_of_day, last_of_month, shown
from hedge_xl.core.errors import DomainError
from hedge_xl.core.language import Text
from hedge_xl.core.rounding import difference, round_to_step

QUARTER_END_DAYS: Final = 3
"""Business days before the end of a quarter on which nothing is rolled."""

_ONE_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_MOST_TENORS: Final = 120
_MOST_ORDERS: Final = 1000


class RollSlice(NamedTuple):
    """One part of a month's roll."""

    month: int
    part: int
    day: date


class Rung(NamedTuple):
    """One part of a ladder, the months until it matures and, when the start is known, the day."""

    months: int
    units: float
    day: date | None


class TimedOrder(NamedTuple):
    """One order of a schedule."""

    number: int
    time: datetime
    units: float


def is_roll_day(day: date, holidays: AbstractSet[date]) -> bool:
    """Whether one may roll: a weekday, no holiday, and not among a quarter's last three business days.

    Source: A §6, §8, §13.

    >>> [is_roll_day(date(2026, 3, day), set()) for day in (26, 27, 28, 31)]
    [True, False, False, False]
    """
    if not _is_business_day(day, holidays):
        return False
    if day.month % 3:
        return True
    left = sum(_is_business_day(each, holidays) for each in _days(day, last_of_month(day) + _ONE_DAY))
    return left > QUARTER_END_DAYS


def roll_schedule(
    start: date, months: int, slices: int, holidays: AbstractSet[date], avoid: AbstractSet[date]
) -> list[RollSlice]:
    """Days to roll on: every month from `start` on is cut into `slices` stretches, and each gives its middle day.

    Month k runs from `start` + (k - 1) months to the day before the next one. Only roll days that are not in `avoid`
    count. Raises DomainError for a month with fewer such days than slices. Source: A §6, §8.

    >>> [part.day.isoformat() for part in roll_schedule(date(2026, 2, 1), 1, 3, set(), set())]
    ['2026-02-05', '2026-02-16', '2026-02-24']
    """
    schedule = []
    for month in range(months):
        stretch = _days(add_months(start, month), add_months(start, month + 1))
        usable = [day for day in stretch if day not in avoid and is_roll_day(day, holidays)]
        if len(usable) < slices:
            raise DomainError(
                Text(
                    f"{slices} です。{month + 1}か月目に使える日は {len(usable)} 日です",
                    f"{slices} came; month {month + 1} has {len(usable)} usable days",
                ),
                "slices",
            )
        middles = [(2 * part + 1) * len(usable) // (2 * slices) for part in range(slices)]
        schedule += [RollSlice(month + 1, part, usable[at]) for part, at in enumerate(middles, start=1)]
    return schedule


def equal_parts(units: float, count: int, min_unit: float = 1000.0) -> list[float]:
    """`units` in `count` parts that add up to it exactly and differ by one `min_unit` at most.

    Larger parts come first; what is left over below `min_unit` goes to the first. The sign is that of `units`.

    >>> equal_parts(100_000, 3), equal_parts(-2500, 3)
    ([34000.0, 33000.0, 33000.0], [-1500.0, -1000.0, 0.0])
    """
    positive(min_unit, "min_unit")
    size = abs(units)
    whole = round_to_step(size, min_unit, "down")
    steps = round(whole / min_unit)
    ends = [-(-steps * number // count) for number in range(count + 1)]
    parts = [round_to_step((end - begin) * min_unit, min_unit) for begin, end in pairwise(ends)]
    rest = difference(size, whole)
    if abs(rest) > NOISE * min_unit:
        parts[0] = difference(parts[0], -rest)
    return [0.0 - part for part in parts] if units < 0 else parts


def hedge_ladder(
    units: float,
    tenors: int = 3,
    min_unit: float = 1000.0,
    start: date | None = None,
    holidays: AbstractSet[date] = frozenset(),
) -> list[Rung]:
    """A hedge in equal parts that mature after 1, 2, ... `tenors` months.

    With a `start` each rung has its day: the last roll day on or before `start` + its months. Source: A §8.

    >>> [(rung.months, rung.units) for rung in hedge_ladder(60_000)]
    [(1, 20000.0), (2, 20000.0), (3, 20000.0)]
    >>> hedge_ladder(60_000, 1, 1000, date(2026, 2, 28))[0].day
    datetime.date(2026, 3, 26)
    """
    parts = equal_parts(units, at_most(tenors, _MOST_TENORS, "tenors"), min_unit)
    return [
        Rung(months, part, None if start is None else _last_roll_day(add_months(start, months), holidays))
        for months, part in enumerate(parts, start=1)
    ]


def twap_schedule(
    units: float, start: datetime, end: datetime, slices: int, min_unit: float = 1000.0
) -> list[TimedOrder]:
    """Orders of equal size at equal distances in time: number k at ``start + (k - 1) · (end - start) / slices``.

    Raises DomainError unless `end` is after `start` and both are dated, or both are times of day. Source: A §6, §12.

    >>> orders = twap_schedule(5000, datetime(2026, 1, 5, 9), datetime(2026, 1, 5, 12), 3)
    >>> [(order.time.hour, order.units) for order in orders]
    [(9, 2000.0), (10, 2000.0), (11, 1000.0)]
    """
    parts = equal_parts(units, at_most(slices, _MOST_ORDERS, "slices"), min_unit)
    if end <= start or is_time_of_day(start) != is_time_of_day(end):
        first, last = shown(start), shown(end)
        raise DomainError(
            Text(
                f"{last} です。start_time({first})より後の時刻が必要です(日付は両方に付けるか、両方に付けません)",
                f"{last} came; a time after start_time ({first}) is needed, with a date in both or in neither",
            ),
            "end_time",
        )
    return [TimedOrder(number + 1, start + (end - start) * number / slices, part) for number, part in enumerate(parts)]


def _is_business_day(day: date, holidays: AbstractSet[date]) -> bool:
    return day.weekday() < _SATURDAY and day not in holidays


def _last_roll_day(day: date, holidays: AbstractSet[date]) -> date:
    while not is_roll_day(day, holidays):
        day -= _ONE_DAY
    return day


def _days(first: date, end: date) -> Iterator[date]:
    """The days from `first` to the one before `end`."""
    return (first + timedelta(days=number) for number in range((end - first).days))
