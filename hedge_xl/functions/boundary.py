"""What a host shows for a result: the one place that decides how values, gaps, dates and errors reach cells."""

from datetime import date, datetime
from typing import Any, Final

from hedge_xl.core.cells import ERROR_MARK
from hedge_xl.core.dates import EPOCH
from hedge_xl.core.errors import HedgeError

NOT_AVAILABLE: Final = "#N/A"
"""For a row without a value, in hosts that can only write text; `hedge_xl` reads it back as Excel's error."""

_SECONDS_PER_DAY: Final = 86_400


def to_cells(result: Any, missing: Any = NOT_AVAILABLE) -> list[list[Any]]:
    """Any function's result as rows of cells, with `missing` where there is no value.

    >>> to_cells(0.8), to_cells([[None], [0.8]]), to_cells([[date(2026, 1, 31)]])
    ([[0.8]], [['#N/A'], [0.8]], [[46053.0]])
    """
    rows = result if isinstance(result, list) else [[result]]
    return [[_to_cell(value, missing) for value in row] for row in rows]


def error_text(error: HedgeError) -> str:
    """One line for a cell that can only show text, marked so that a formula fed with that cell refuses it.

    >>> from hedge_xl.core.language import same
    >>> error_text(HedgeError(same("too few"), "window"))
    '#HEDGE! window: too few'
    """
    return f"{ERROR_MARK} {error.message(error.language)}"


def date_serial(day: date) -> float:
    """The number Excel keeps for a date or a time of a date (1900 date system)."""
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    return (moment.replace(tzinfo=None) - EPOCH).total_seconds() / _SECONDS_PER_DAY


def _to_cell(value: Any, missing: Any) -> Any:
    if value is None:
        return missing
    return date_serial(value) if isinstance(value, date) else value
