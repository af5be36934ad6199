"""The list of closed days as rows of the ledger: written for a new one, and carried on as its months go by."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from hedge_xl.core.dates import add_months
from hedge_xl.core.language import Language
from hedge_xl.functions.calendars import FIRST_YEAR, LAST_YEAR
from hedge_xl.functions.closures import closures
from workbook.change import AppendRow, Change, Operation, SetParameter, SetValue, first_free
from workbook.ledger.closed_days import intact
from workbook.ledger.closed_words import COLUMNS, words_of
from workbook.ledger.roll_settings import MOST_TENORS
from workbook.serials import FIRST_DATE, LAST_DATE, from_serial, to_serial
from workbook.spec import Inputs, Value
from workbook.twin import is_number, n

_YEARS_AHEAD: Final = 3
_MONTHS_NEEDED: Final = MOST_TENORS + 1  # the plan begins the month after the ledger's last one


def carried_on(inputs: Inputs, today: date, language: Language, *, rewrite: bool = False) -> Change:
    """What makes the list reach as far as the plan looks; nothing when it does.

    A list that is not as it was written is left alone, unless `rewrite` asks for a new one: the ledger says so.
    """
    last = _last_month(inputs)
    if last is None:
        return Change()
    ends = inputs.cells.get("holidays_from"), inputs.cells.get("holidays_until")
    days = [row.get("date") for row in inputs.tables["holidays"]]
    if intact(days, *ends, inputs.cells.get("holidays_sum")):
        return _continued(inputs, last, today, language)
    if rewrite or all(day is None for day in days):
        return _written(inputs, last, today, language)
    return Change()


def _last_month(inputs: Inputs) -> date | None:
    months = [n(row.get("month")) for row in inputs.tables["monthly"] if is_number(row.get("month"))]
    known = [month for month in months if FIRST_DATE <= month <= LAST_DATE]
    last = from_serial(max(known)).date() if known else None
    return last if last is not None and FIRST_YEAR <= last.year <= LAST_YEAR else None


def _continued(inputs: Inputs, last: date, today: date, language: Language) -> Change:
    until = from_serial(n(inputs.cells["holidays_until"])).date()
    end = min(last.year + _YEARS_AHEAD, LAST_YEAR)
    if add_months(last, _MONTHS_NEEDED) <= until or end <= until.year:
        return Change()
    rows = list(_rows(until.year + 1, end, language))
    total = n(inputs.cells["holidays_sum"]) - to_serial(until) + _sum(rows) + _last_day(end)
    labels = {"holidays_made": to_serial(today), "holidays_until": _last_day(end), "holidays_sum": total}
    return _change([AppendRow("holidays", row) for row in rows], labels)


def _written(inputs: Inputs, last: date, today: date, language: Language) -> Change:
    end = min(last.year + _YEARS_AHEAD, LAST_YEAR)
    rows = list(_rows(last.year, end, language))
    there = first_free(inputs.tables["holidays"])
    operations: list[Operation] = [
        SetValue("holidays", index, key, rows[index][key] if index < len(rows) else None)
        for index in range(there)
        for key in ("date", *COLUMNS)
    ]
    operations += [AppendRow("holidays", row) for row in rows[there:]]
    first = to_serial(date(last.year, 1, 1))
    labels = {
        "holidays_made": to_serial(today),
        "holidays_from": first,
        "holidays_until": _last_day(end),
        "holidays_sum": _sum(rows) + first + _last_day(end),
    }
    return _change(operations, labels)


def _change(operations: list[Operation], labels: dict[str, float]) -> Change:
    return Change((*operations, *(SetParameter(key, value) for key, value in labels.items())))


def _rows(first: int, last: int, language: Language) -> Iterator[dict[str, Value]]:
    for year in range(first, last + 1):
        for closure in closures(year):
            words = {key: text.of(language) for key, text in words_of(closure).items()}
            yield {"date": to_serial(closure.day), **words}


def _sum(rows: list[dict[str, Value]]) -> float:
    return sum(n(row["date"]) for row in rows)


def _last_day(year: int) -> float:
    return to_serial(date(year, 12, 31))
