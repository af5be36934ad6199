"""The words beside a closed day that hedge_xl writes in the language of the workbook: of two languages, the same."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final

from hedge_xl.core.language import LANGUAGES, Text
from hedge_xl.functions.calendars import FIRST_YEAR, LAST_YEAR
from hedge_xl.functions.closures import Closure, closures
from workbook.serials import FIRST_DATE, LAST_DATE, from_serial
from workbook.spec import Value
from workbook.twin import is_number, n

TABLE: Final = "holidays"
COLUMNS: Final = ("country", "name")


def words_of(closure: Closure) -> Mapping[str, Text]:
    """What stands beside a closed day, by column."""
    return dict(zip(COLUMNS, (closure.country, closure.name), strict=True))


def same_words(column: str, day: Value, one: Value, other: Value) -> bool:
    """Whether two texts are what hedge_xl itself writes beside that day, each in either language."""
    words = _words_on(day).get(column)
    return words is not None and {one, other} <= {words.of(language) for language in LANGUAGES}


def _words_on(day: Value) -> Mapping[str, Text]:
    if not is_number(day) or not FIRST_DATE <= n(day) <= LAST_DATE:
        return {}
    when = from_serial(n(day)).date()
    return _words_in(when.year).get(when, {}) if FIRST_YEAR <= when.year <= LAST_YEAR else {}


@cache
def _words_in(year: int) -> Mapping[date, Mapping[str, Text]]:
    return {closure.day: words_of(closure) for closure in closures(year)}
