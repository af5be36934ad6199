"""Dates and times as hosts send them: datetime and its kin, ISO text, or Excel's serial numbers (1900 system).

A time of day without a date, such as 09:30 or 0.375, is kept as Excel keeps it: as a time of day number 0.
"""

import math
import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, Final, TypeVar

import numpy as np

from hedge_xl.core.arrays import place, rows_of, single
from hedge_xl.core.cells import OMITTED, Refused, Words, quoted, read_cell, shortened, written
from hedge_xl.core.errors import HedgeError, MissingValueError, NotADateError
from hedge_xl.core.language import Text, same

EPOCH: Final = datetime(1899, 12, 30)
"""Excel's day number 0, as it counts from 1 March 1900 on."""

_ONE_DAY: Final = timedelta(days=1)
_FIRST_DAY: Final = datetime(1900, 3, 1)
"""Before it Excel counts a leap day that never was."""
_LAST: Final = 2_958_465
"""31 December 9999."""
_MILLISECONDS: Final = 86_400_000
_HOUR_OF_ONE_DIGIT: Final = re.compile(r"(?:^|(?<=[ T]))(?=\d:)")
_NOWHERE: Final = same("")
_DATE: Final = Text("日付が必要です(例: 2026-01-05)", "a date is needed (e.g. 2026-01-05)")
_DATE_OR_TIME: Final = Text(
    "日付か時刻が必要です(例: 2026-01-05 09:30、時刻だけなら 9:30)",
    "a date or a time is needed (e.g. 2026-01-05 09:30, or 9:30 alone)",
)

Moment = datetime | None
_Found = TypeVar("_Found")


def day(raw: Any, argument: str) -> date | None:
    """One date; None for a blank. A time of day on it is dropped.

    >>> day("2026-01-05", "start_date"), day(46027, "start_date")
    (datetime.date(2026, 1, 5), datetime.date(2026, 1, 5))
    """
    return _day(single(raw, argument), argument, _NOWHERE)


def days(raw: Any, argument: str) -> list[date]:
    """The dates of a range, blanks left out.

    >>> days(["2026-01-05", ""], "avoid_dates")
    [datetime.date(2026, 1, 5)]
    """
    return [found for found in _cells(_day, raw, argument) if found is not None]


def moment(raw: Any, argument: str) -> Moment:
    """One date with its time, or a time of day; None for a blank.

    >>> moment("2026-01-05T09:30", "start_time"), moment(0.375, "start_time")
    (datetime.datetime(2026, 1, 5, 9, 30), datetime.datetime(1899, 12, 30, 9, 0))
    """
    return _moment(single(raw, argument), argument, _NOWHERE)


def moments(raw: Any, argument: str) -> list[Moment]:
    """The times of a range, row by row, None for a blank.

    >>> moments(["2026-01-05", ""], "fill_times")
    [datetime.datetime(2026, 1, 5, 0, 0), None]
    """
    return _cells(_moment, raw, argument)


def add_months(start: date, months: int) -> date:
    """The same day `months` later, or that month's last day when it has no such day.

    >>> add_months(date(2026, 1, 31), 1), add_months(date(2026, 11, 15), 2)
    (datetime.date(2026, 2, 28), datetime.date(2027, 1, 15))
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def last_of_month(day: date) -> date:
    """The last day of the month.

    >>> last_of_month(date(2028, 2, 5))
    datetime.date(2028, 2, 29)
    """
    return day.replace(day=monthrange(day.year, day.month)[1])


def is_time_of_day(found: datetime) -> bool:
    """Whether a moment has no date: Excel's day number 0.

    >>> is_time_of_day(datetime(1899, 12, 30, 9)), is_time_of_day(datetime(2026, 1, 5, 9))
    (True, False)
    """
    return found < EPOCH + _ONE_DAY


def shown(found: datetime) -> str:
    """A moment as messages show it: a time of day without the day number 0 that Excel keeps it in.

    >>> shown(datetime(1899, 12, 30, 9, 36)), shown(datetime(2026, 1, 5, 9, 36))
    ('09:36:00', '2026-01-05 09:36:00')
    """
    return str(found.timetz() if found.date() == EPOCH.date() else found)


def _cells(read: Callable[[Any, str, Text], _Found], raw: Any, argument: str) -> list[_Found]:
    rows = rows_of(raw, argument)
    height, width = len(rows), len(rows[0])
    return [
        read(cell, argument, place(i, j, height, width)) for i, row in enumerate(rows) for j, cell in enumerate(row)
    ]


def _day(cell: Any, argument: str, where: Text) -> date | None:
    found = _moment(cell, argument, where)
    if found is not None and found < _FIRST_DAY:
        raise _no_date(same(shortened(written(cell))), argument, where, _DATE)
    return None if found is None else found.date()


def _moment(cell: Any, argument: str, where: Text) -> Moment:
    if type(cell) is int and cell == OMITTED:
        return None
    found = _dated(cell)
    if found is None:
        reading = read_cell(cell)
        if reading is None:
            return None
        if not isinstance(reading, float):
            raise _refusal(reading, argument, where)
        found = _from_serial(reading)
    elif found.tzinfo is not None:
        raise _zoned(found, argument, where)
    if found is None or found < EPOCH or EPOCH + _ONE_DAY <= found < _FIRST_DAY:
        raise _no_date(same(shortened(written(cell))), argument, where)
    return found


def _dated(cell: Any) -> Moment:
    """The time of a cell that is one by its type, or of text in ISO form; None when it is neither."""
    if isinstance(cell, np.datetime64) and not np.isnat(cell):
        cell = cell.astype("datetime64[us]").item()
    if isinstance(cell, str):
        cell = _from_text(cell.strip())
    if isinstance(cell, datetime):
        return None if cell != cell else cell
    if isinstance(cell, time):
        return datetime.combine(EPOCH, cell)
    return datetime.combine(cell, time()) if isinstance(cell, date) else None


def _from_text(text: str) -> datetime | time | None:
    """ISO form, whose hours have two digits; nobody writes 9:00 so."""
    text = _HOUR_OF_ONE_DIGIT.sub("0", text)
    for read in (datetime.fromisoformat, time.fromisoformat):
        try:
            return read(text) if "-" in text or ":" in text else None
        except ValueError:
            continue
    return None


def _from_serial(serial: float) -> Moment:
    """To the millisecond: Excel resolves no finer, and a serial's binary noise is smaller."""
    inside = 0 <= serial <= _LAST
    return EPOCH + timedelta(milliseconds=math.floor(serial * _MILLISECONDS + 0.5)) if inside else None


def _refusal(reading: Words | Refused, argument: str, where: Text) -> HedgeError:
    if isinstance(reading, Words):
        return _no_date(quoted(reading.text), argument, where)
    if reading.error is not MissingValueError:
        return _no_date(reading.what, argument, where)
    return MissingValueError(
        Text(f"{where.ja}{reading.what.ja} があります", f"{reading.what.en} came{where.en}"), argument
    )


def _zoned(found: datetime, argument: str, where: Text) -> HedgeError:
    return NotADateError(
        Text(
            f"{where.ja}時差の付いた {shown(found)} があります。時差のない現地時刻が必要です",
            f"{shown(found)} came{where.en}, with a time zone; local time without one is needed",
        ),
        argument,
    )


def _no_date(what: Text, argument: str, where: Text, needed: Text = _DATE_OR_TIME) -> HedgeError:
    return NotADateError(
        Text(
            f"{where.ja}{what.ja} があります。{needed.ja}",
            f"{what.en} came{where.en}; {needed.en}",
        ),
        argument,
    )
