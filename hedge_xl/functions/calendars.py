"""The days on which Tokyo or New York is closed. The library that knows them is loaded on the first call only.

Where it cannot be installed, as in a spreadsheet program's own Python, a file beside this module holds its answers.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from hedge_xl.core.errors import DomainError
from hedge_xl.core.language import Text

FIRST_YEAR: Final = 1950
LAST_YEAR: Final = 2099
"""The years for which the holidays of both countries are known or follow from the law as it stands."""

CARRIED: Final = "closed_days.txt"
"""The file, where a host carries one: a line a year, the year first."""


def market_holidays(start: date, months: int) -> frozenset[date]:
    """Public and bank holidays of Japan and the USA, and New York's exchange holidays, in every year touched.

    Raises DomainError when the stretch of `months` from `start` leaves the years the calendars know.

    >>> sorted(market_holidays(date(2026, 1, 5), 3))[-1]
    datetime.date(2026, 12, 31)
    """
    last_year = start.year + (start.month - 1 + months) // 12
    if start.year < FIRST_YEAR or last_year > LAST_YEAR:
        raise DomainError(
            Text(
                f"{start} から {months} か月です。祝日の分かる {FIRST_YEAR}〜{LAST_YEAR} 年の範囲が必要です",
                f"{months} months from {start} came; holidays are known from {FIRST_YEAR} to {LAST_YEAR}",
            ),
            "start_date",
        )
    return frozenset().union(*map(_closed, range(start.year, last_year + 1)))


def days_as_text() -> str:
    """The file that a host carries in place of the library."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    return "".join(f"{year} {' '.join(map(str, sorted(_from_library(year))))}\n" for year in years)


@cache
def _closed(year: int) -> frozenset[date]:
    carried = _carried()
    return carried[year] if carried else _from_library(year)


@cache
def _carried() -> dict[int, frozenset[date]]:
    """The days of the file by year; none without the file."""
    path = Path(__file__).with_name(CARRIED)
    lines = path.read_text(encoding="ascii").splitlines() if path.is_file() else []
    return {int(year): frozenset(map(date.fromisoformat, days)) for year, *days in map(str.split, lines)}


def _from_library(year: int) -> frozenset[date]:
    import holidays

    return frozenset(
        [
            *holidays.country_holidays("JP", years=year, categories=("public", "bank")),
            *holidays.country_holidays("US", years=year),
            *holidays.financial_holidays("NYSE", years=year),
        ]
    )
