"""Months as the ledger's tables hold them: the serial number of the month's last day."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from hedge_xl.core.dates import add_months, last_of_month
from hedge_xl.core.language import Text
from workbook.ledger.common import is_month_end
from workbook.serials import from_serial, to_serial
from workbook.spec import Inputs, Value
from workbook.twin import n

_FRIDAY: Final = 4
_SPAN: Final = Text("{first}〜{last}", "{first} to {last}")


def month_of(serial: Value) -> date:
    """The month end of a serial number."""
    return from_serial(n(serial)).date()


def serial_of(month: date) -> float:
    """The serial number of a month end."""
    return to_serial(month)


def month_after(month: date) -> date:
    """The next month end."""
    return last_of_month(month + timedelta(days=1))


def named(month: date) -> str:
    """A month as people write it on the command line."""
    return f"{month:%Y-%m}"


def last_weekday(month: date) -> date:
    """The last Monday to Friday of a month end's month, on whose evening its values are known."""
    return month - timedelta(days=max(0, month.weekday() - _FRIDAY))


def has_ended(month: date, today: date) -> bool:
    """Whether a month's values can be known today."""
    return today >= last_weekday(month)


def known_months(inputs: Inputs, table: str) -> dict[date, int]:
    """Every month end of a table and the first row that holds it."""
    found: dict[date, int] = {}
    for row, values in enumerate(inputs.tables[table]):
        month = values.get("month")
        if is_month_end(month):
            found.setdefault(month_of(month), row)
    return found


def missing_between(first: date, last: date) -> list[date]:
    """The months after `first` and before `last`."""
    count = (last.year - first.year) * 12 + last.month - first.month
    return [last_of_month(add_months(first.replace(day=1), step)) for step in range(1, count)]


def spans(months: Sequence[date]) -> Text:
    """Months in few words: months that follow each other as a span."""
    runs: list[list[date]] = []
    for month in sorted(set(months)):
        if runs and month_after(runs[-1][-1]) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    parts = [_span(run[0], run[-1]) for run in runs]
    return Text("、".join(part.ja for part in parts), ", ".join(part.en for part in parts))


def _span(first: date, last: date) -> Text:
    if first == last:
        return Text(named(first), named(first))
    return _SPAN.format(first=named(first), last=named(last))
