"""Daily prices to month ends, by the rule of the sample history: the last observed day of a finished month.

The 200-day average is the mean of the last 200 daily rates including that day's, as in the sample.
"""

from calendar import FRIDAY
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from hedge_xl.core.dates import last_of_month
from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Text
from hedge_xl.data.build import AVERAGE_DAYS, RATE_PLACES, Series, month_ends, trailing_average
from hedge_xl.functions.calendars import market_holidays
from workbook.finding import filled
from workbook.ledger.market_update import MarketEntry
from workbook.ledger.months import named

_LATE: Final = timedelta(days=3)  # a market may have been closed for a day or two at the month's end
_AVERAGE_SPAN: Final = timedelta(days=330)  # 200 daily rates lie within 278 days and the holidays among them
_WEEKEND: Final = Text(
    "△ 土曜と日曜の{series}は使いません: {count}行(最後は {day})",
    "△ {series} of Saturdays and Sundays are left out: {count} (the last is {day})",
)
_UNFINISHED: Final = Text(
    "△ 月末まで揃っていない月は使いません: {months}", "△ months without prices to their end are left out: {months}"
)
_TO: Final = Text("{month} ({day}まで)", "{month} (to {day})")


@dataclass(slots=True)
class Reduced:
    """Month ends, and what is to be said of them."""

    entries: list[MarketEntry] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)


def reduced(daily: Mapping[str, Series], today: date) -> Reduced:
    """The month ends of daily series of the S&P 500 (``spx``) and of USDJPY (``usdjpy``)."""
    found = Reduced()
    daily = {key: _weekdays(key, series, found) for key, series in daily.items()}
    unfinished: dict[date, date] = {}
    ends = {key: _finished(series, today, unfinished) for key, series in daily.items()}
    rates, index = daily.get("usdjpy", {}), daily.get("spx", {})
    averages = _averages(rates)
    for month in sorted({month for days in ends.values() for month in days}):
        spx_day, rate_day = ends.get("spx", {}).get(month), ends.get("usdjpy", {}).get(month)
        found.entries.append(
            MarketEntry(
                month,
                None if spx_day is None else float(index[spx_day]),
                None if rate_day is None else float(rates[rate_day].quantize(RATE_PLACES)),
                None if rate_day is None else averages.get(rate_day),
            )
        )
    if unfinished:
        parts = [_TO.format(month=named(month), day=day) for month, day in sorted(unfinished.items())]
        found.notes.append(filled(_UNFINISHED, months=_joined(parts)))
    return found


def _weekdays(key: str, series: Series, found: Reduced) -> Series:
    """The series without the days on which no market is open: 200 days would be fewer weeks than they should."""
    left_out = [day for day in series if day.weekday() > FRIDAY]
    if left_out:
        found.notes.append(_WEEKEND.format(series=key, count=len(left_out), day=max(left_out)))
    return {day: price for day, price in series.items() if day.weekday() <= FRIDAY}


def _finished(series: Series, today: date, unfinished: dict[date, date]) -> dict[date, date]:
    """The last observed day of every finished month; the others are added to ``unfinished``."""
    ends = {last_of_month(day): day for day in month_ends(series).values()}
    last = max(ends, default=None)
    usable: dict[date, date] = {}
    for month, day in ends.items():
        # Later prices prove that the series went on; at its own end only the last business day itself does.
        needed = last_business_day(month) - (_LATE if month != last else timedelta())
        if month < today and day >= needed:
            usable[month] = day
        else:
            unfinished[month] = max(day, unfinished.get(month, day))
    return usable


def last_business_day(month: date) -> date:
    """The last weekday of a month that is no holiday in Japan or the USA."""
    try:
        closed = market_holidays(month.replace(day=1), 0)
    except HedgeError:  # before the years that the calendars know
        closed = frozenset()
    day = month
    while day.weekday() > FRIDAY or day in closed:
        day -= timedelta(days=1)
    return day


def _averages(rates: Series) -> dict[date, float]:
    """The average on every day that has 200 rates close enough together to be daily ones."""
    days = sorted(rates)
    begins = dict(zip(days[AVERAGE_DAYS - 1 :], days, strict=False))
    return {
        day: float(_rounded(average))
        for day, average in trailing_average(rates, AVERAGE_DAYS).items()
        if average is not None and day - begins[day] <= _AVERAGE_SPAN
    }


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(RATE_PLACES)


def _joined(parts: Iterable[Text]) -> Text:
    listed = list(parts)
    return Text("、".join(part.ja for part in listed), ", ".join(part.en for part in listed))
