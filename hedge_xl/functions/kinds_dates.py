"""The kinds of argument that are dates and times; like all kinds they answer None for a blank or omitted one."""

from datetime import date
from typing import Any, Final

from hedge_xl.core import dates
from hedge_xl.functions.declare import Kind
from hedge_xl.functions.kinds import omitted


def _days(raw: Any, argument: str) -> list[date] | None:
    return None if omitted(raw) else dates.days(raw, argument)


def _moments(raw: Any, argument: str) -> list[dates.Moment] | None:
    found = [] if omitted(raw) else dates.moments(raw, argument)
    return found if any(found) else None


DATE: Final = Kind("date", dates.day)
DATES: Final = Kind("dates", _days)
TIME: Final = Kind("time", dates.moment)
TIMES: Final = Kind("times with gaps", _moments)
