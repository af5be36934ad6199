"""The days on which Tokyo or New York is closed; each year is looked up once, when it is first needed."""

from datetime import date
from functools import cache
from typing import Final

from hedge_xl.core.errors import DomainError
from hedge_xl.core.language import Text
from hedge_xl.functions.closed_days import closed_days

FIRST_YEAR: Final = 1950
LAST_YEAR: Final = 2099
"""The years for which the holidays of both countries are known or follow from the law as it stands."""
_closed: Final = cache(closed_days)


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
