"""The weekdays on which Tokyo or New York is closed, with their names for a person."""

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from hedge_xl.core.language import Text, same
from hedge_xl.functions.closed_days import closed_days

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


def closures(year: int) -> list[Closure]:
    """Those of the `closed_days` of one year that are weekdays, with their names.

    >>> [(closure.country.en, closure.name.en) for closure in closures(2026)][3:5]
    [('USA', 'Martin Luther King Jr. Day'), ('Japan', 'Foundation Day')]
    """
    japan, english, america = _japan(year, "ja"), _japan(year, "en_US"), _america(year)
    found = []
    for day in sorted(closed_days(year)):
        if day.weekday() < _SATURDAY:
            country = _COUNTRIES[("JP" if day in japan else "") + ("US" if day in america else "")]
            over_there = _american(america[day]) if day in america else same("")
            name = Text(_listed(japan.get(day, ""), over_there.ja), _listed(english.get(day, ""), over_there.en))
            found.append(Closure(day, country, name))
    return found


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
