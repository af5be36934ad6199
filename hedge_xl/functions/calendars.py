"""The days on which Tokyo or New York is closed. The library that knows them is loaded on the first call only."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from hedge_xl.core.errors import DomainError
from hedge_xl.core.language import Text, same

FIRST_YEAR: Final = 1950
LAST_YEAR: Final = 2099
"""The years for which the holidays of both countries are known or follow from the law as it stands."""

_SATURDAY: Final = 5
_COUNTRIES: Final = {"JP": Text("日本", "Japan"), "US": Text("米国", "USA"), "JPUS": Text("日米", "Japan, USA")}
_OBSERVED: Final = " (observed)"
# The library names American holidays in English only.
_IN_JAPANESE: Final[Mapping[str, str]] = {
    "New Year's Day": "元日",
    "Martin Luther King Jr. Day": "キング牧師の日",
    "Washington's Birthday": "大統領の日",
    "Good Friday": "聖金曜日",
    "Memorial Day": "戦没将兵追悼記念日",
    "Juneteenth National Independence Day": "奴隷解放記念日",
    "Independence Day": "独立記念日",
    "Labor Day": "労働者の日",
    "Columbus Day": "コロンブス記念日",
    "Veterans Day": "退役軍人の日",
    "Thanksgiving Day": "感謝祭",
    "Christmas Day": "クリスマス",
}


class Closure(NamedTuple):
    """A weekday on which a market is closed: where, and why."""

    day: date
    country: Text
    name: Text


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


def closures(year: int) -> list[Closure]:
    """Those of the `market_holidays` of one year that are weekdays, with their names.

    >>> [(closure.country.en, closure.name.en) for closure in closures(2026)][3:5]
    [('USA', 'Martin Luther King Jr. Day'), ('Japan', 'Foundation Day')]
    """
    japan, english, america = _japan(year, "ja"), _japan(year, "en_US"), _america(year)
    found = []
    for day in sorted(_closed(year)):
        if day.weekday() < _SATURDAY:
            country = _COUNTRIES[("JP" if day in japan else "") + ("US" if day in america else "")]
            over_there = _american(america[day]) if day in america else same("")
            name = Text(_listed(japan.get(day, ""), over_there.ja), _listed(english.get(day, ""), over_there.en))
            found.append(Closure(day, country, name))
    return found


@cache
def _closed(year: int) -> frozenset[date]:
    return frozenset([*_japan(year, "ja"), *_america(year)])


def _japan(year: int, language: str) -> dict[date, str]:
    """A day that is both has the public holiday's name."""
    import holidays

    bank, public = (
        holidays.country_holidays("JP", years=year, categories=kind, language=language) for kind in ("bank", "public")
    )
    return {**bank, **public}


def _america(year: int) -> dict[date, str]:
    import holidays

    return {**holidays.financial_holidays("NYSE", years=year), **holidays.country_holidays("US", years=year)}


def _listed(*names: str) -> str:
    """The names of a day, each once; the library parts several of one country by a semicolon."""
    return " / ".join(dict.fromkeys(part for name in names for part in name.split("; ") if part))


def _american(name: str) -> Text:
    plain = name.removesuffix(_OBSERVED)
    moved = "(振替)" if plain != name else ""
    return Text(f"{_IN_JAPANESE[plain]}{moved}" if plain in _IN_JAPANESE else name, name)
