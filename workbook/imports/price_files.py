"""Market prices from a text table: a row a month, or a row a day."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Final

from hedge_xl.core.language import LANGUAGES, Text
from hedge_xl.data.build import Series
from workbook.errors import FileError
from workbook.finding import filled
from workbook.imports.month_columns import MonthTable, read_months
from workbook.ledger import market
from workbook.ledger.market_update import MarketEntry
from workbook.ledger.months import named

_MONTH_END_DAYS: Final = 7  # how far before the month's end a day may be that stands for the month
_DAILY_GAP: Final = 3  # days between most prices of a daily series: a weekend at most
_GAPS: Final = 3  # fewer of them tell nothing

_TWICE: Final = Text(
    "{when} が前の行にもあり、値が違います。どちらかを消してください。",
    "{when} stands in an earlier row with other values; delete one of them.",
)
_UNCLEAR: Final = Text(
    "1か月に1行ですが {day} は月末の日付ではありません。月の終値なら、月を 2026-10 のように書いてください。",
    "one row a month, but {day} is no date at a month's end; for month-end closes write the month as 2026-10.",
)
_NOT_DAILY: Final = Text(
    "{column} は日次でも月次でもありません(多くの行が{days:g}日おき)。日次の終値か月末の値にしてください。",
    "{column} is neither daily nor monthly (most rows are {days:g} days apart); give daily closes or month ends.",
)
_NOT_POSITIVE: Final = Text(
    "{column} が {value} です。0より大きい数値が必要です。", "{column} is {value}; a number above 0 is needed."
)
_NAMES: Final = {
    "spx": ("spx", "sp500", "^gspc", "spx_close", "spx close"),
    "usdjpy": ("usdjpy", "usd/jpy", "ドル円", "ドル/円", "米ドル/円", "dexjpus"),
    "average": ("average", "ma200", "usdjpy_ma200"),
}
_HEADINGS: Final = {
    key: (*names, *(market.TABLE.column("ma200" if key == "average" else key).header.of(item) for item in LANGUAGES))
    for key, names in _NAMES.items()
}


@dataclass(frozen=True, slots=True)
class Prices:
    """What a file holds: months, or daily series by column; and the headings that are not used."""

    file: str
    months: list[MarketEntry] = field(default_factory=list)
    daily: dict[str, Series] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)

    @property
    def has_rates(self) -> bool:
        """Whether it holds USDJPY or its average."""
        return "usdjpy" in self.daily or any(entry.usdjpy or entry.average for entry in self.months)


def read_prices(path: Path) -> Prices:
    """The prices in a file."""
    table = read_months(path, _HEADINGS)
    days = Counter(when.month for when in table.whens if when.day is not None)
    if any(count > 1 for count in days.values()):
        return _daily(table)
    for row, when in enumerate(table.whens):
        if when.day is not None and when.day <= when.month - timedelta(days=_MONTH_END_DAYS):
            raise table.refused(row, _UNCLEAR.format(day=when.day))
    return Prices(table.file, months=_monthly(table), unused=table.unused)


def _monthly(table: MonthTable) -> list[MarketEntry]:
    found: dict[date, MarketEntry] = {}
    for row, when in enumerate(table.whens):
        values = (_price(table, row, key) for key in ("spx", "usdjpy", "average"))
        entry = MarketEntry(when.month, *values)
        if found.setdefault(when.month, entry) != entry:
            raise table.refused(row, _TWICE.format(when=named(when.month)))
    return [entry for entry in found.values() if entry.values]


def _daily(table: MonthTable) -> Prices:
    """Daily series; an average in the file is not used, it is computed from the closes."""
    daily: dict[str, Series] = {}
    for key in ("spx", "usdjpy"):
        series = _series(table, key)
        if series:
            _refuse_sparse(table, key, series)
            daily[key] = series
    unused = [table.table.headers[table.places["average"]]] if "average" in table.places else []
    return Prices(table.file, daily=daily, unused=[*unused, *table.unused])


def _series(table: MonthTable, key: str) -> Series:
    series: Series = {}
    for row, when in enumerate(table.whens):
        price = _price(table, row, key)
        if when.day is None or price is None:
            continue
        value = Decimal(repr(price))
        if series.setdefault(when.day, value) != value:
            raise table.refused(row, _TWICE.format(when=when.day))
    return dict(sorted(series.items()))


def _refuse_sparse(table: MonthTable, key: str, series: Series) -> None:
    gaps = [(later - earlier).days for earlier, later in pairwise(series)]
    if len(gaps) >= _GAPS and median(gaps) > _DAILY_GAP:
        raise FileError(filled(_NOT_DAILY, column=key, days=median(gaps)), table.file)


def _price(table: MonthTable, row: int, key: str) -> float | None:
    value = table.number(row, key)
    if value is not None and value <= 0:
        raise table.refused(row, _NOT_POSITIVE.format(column=key, value=f"{value:g}"))
    return value
