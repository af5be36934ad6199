"""Monthly updates from a text table: a row a month, oldest first or not."""

from collections import Counter
from pathlib import Path
from typing import Final

from hedge_xl.core.dates import last_of_month
from hedge_xl.core.language import LANGUAGES, Text
from workbook.errors import FileError
from workbook.finding import filled
from workbook.imports.month_columns import MonthTable, read_months, unused_note
from workbook.ledger import market, monthly
from workbook.ledger.month_update import MonthEntry
from workbook.spec import Table

_DAILY: Final = Text(
    "日次の価格ファイルのようです。市場データなら `hedge-xl market` の --from に渡してください。",
    "looks like daily prices; market data go to `hedge-xl market` with --from.",
)
_NO_MONTH_END: Final = Text(
    "{day} は月末日ではありません。月は 2026-10 のように書いてください。",
    "{day} is no month end; write the month as 2026-10.",
)
_NOT_POSITIVE: Final = Text("{field} が {value} です。{need}", "{field} is {value}; {need}")
_ABOVE: Final = Text("0より大きい数値が必要です。", "a number above 0 is needed.")
_NOT_BELOW: Final = Text("0以上の数値が必要です。", "a number of 0 or more is needed.")


def _headings(table: Table, column: str, *more: str) -> tuple[str, ...]:
    """The sheet's own headings in every language, after the names of the options."""
    return (*more, *(table.column(column).header.of(language) for language in LANGUAGES))


_NAMES: Final = {
    "a_usd": _headings(monthly.TABLE, "a_usd", "a_usd", "a-usd", "評価額"),
    "spot": _headings(monthly.TABLE, "spot", "spot", "S_USDJPY", "usdjpy", "usd/jpy", "ドル円"),
    "spx": _headings(market.TABLE, "spx", "spx", "sp500"),
    "average": _headings(market.TABLE, "ma200", "average", "ma200"),
    "swap": _headings(monthly.TABLE, "swap", "swap", "スワップ"),
    "note": _headings(monthly.TABLE, "note", "note", "備考"),
}
_ZERO_ALLOWED: Final = frozenset({"a_usd"})


def read_month_entries(path: Path) -> tuple[list[MonthEntry], list[Text]]:
    """The months of a file, and what is to be said of columns that mean nothing here."""
    table = read_months(path, _NAMES)
    _refuse_daily(table)
    return [_entry(table, row) for row in range(len(table.whens))], unused_note(table.unused)


def _refuse_daily(table: MonthTable) -> None:
    counted = Counter(when.month for when in table.whens if when.day is not None)
    if any(count > 1 for count in counted.values()):
        raise FileError(_DAILY, table.file)
    for row, when in enumerate(table.whens):
        if when.day is not None and when.day != last_of_month(when.day):
            raise table.refused(row, _NO_MONTH_END.format(day=when.day))


def _entry(table: MonthTable, row: int) -> MonthEntry:
    return MonthEntry(
        month=table.whens[row].month,
        a_usd=_price(table, row, "a_usd"),
        spot=_price(table, row, "spot"),
        swap=table.number(row, "swap"),
        note=table.text(row, "note") or None,
        spx=_price(table, row, "spx"),
        average=_price(table, row, "average"),
    )


def _price(table: MonthTable, row: int, field: str) -> float | None:
    value = table.number(row, field)
    if value is not None and (value < 0 or (value == 0 and field not in _ZERO_ALLOWED)):
        need = _NOT_BELOW if field in _ZERO_ALLOWED else _ABOVE
        raise table.refused(row, filled(_NOT_POSITIVE, field=field, value=f"{value:g}", need=need))
    return value
