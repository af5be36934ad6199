"""The clock that a file's times were read from, and what Japan's clock showed at the same moment."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from hedge_xl.core.errors import ChoiceError, DomainError
from hedge_xl.core.language import Text, same

JAPAN: Final = 9 * 60  # minutes ahead of UTC, without summer time since 1951
NEW_YORK_CLOSE: Final = "ny"
_OFFSET: Final = re.compile(r"(?:UTC|GMT)?\s*([+-])?(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_LARGEST: Final = 14 * 60

_NO_ZONE: Final = Text(
    "時差 {given!r} は使えません。+9、+5:30、ny(冬+2・夏+3)、Europe/Athens のように書いてください。",
    "{given!r} is no time zone; write +9, +5:30, ny (+2, in summer +3) or a name such as Europe/Athens.",
)
_CLOCK_CHANGE: Final = Text(
    "{time} は {zone} で時計が変わる時間帯で、どの時刻か決まりません。utc_offset で指定してください。",
    "{time} falls into a clock change of {zone} and is not one moment; give a utc_offset instead.",
)
_NEW_YORK: Final = Text(
    "UTC+2、米国の夏時間の間は+3 (ニューヨーク17時に日付が変わる時計)",
    "UTC+2, +3 during US summer time (the day ends at 17:00 in New York)",
)


@dataclass(frozen=True, slots=True)
class Zone:
    """A clock: what to call it, and how many minutes it is ahead of UTC at a time that it shows."""

    name: Text
    ahead: Callable[[date, int], int]
    fixed: int | None = None

    @property
    def is_japan(self) -> bool:
        """Whether nothing has to be converted."""
        return self.fixed == JAPAN


def zone_of(given: str) -> Zone:
    """The clock that someone names."""
    words = given.strip()
    if words.lower() in (NEW_YORK_CLOSE, "ny-close", "ny_close"):
        return Zone(_NEW_YORK, _new_york_close)
    match = _OFFSET.fullmatch(words)
    if match or words.upper() in ("UTC", "GMT", "Z"):
        return fixed_zone(_minutes(match) if match else 0, given)
    if words.upper() == "JST" or words == "Asia/Tokyo":
        return fixed_zone(JAPAN)
    return _region(words)


def fixed_zone(minutes: int, given: str = "") -> Zone:
    """A clock that is always so far ahead of UTC."""
    if abs(minutes) > _LARGEST:
        raise ChoiceError(_NO_ZONE.format(given=given))
    hours, rest = divmod(abs(minutes), 60)
    name = f"UTC{'-' if minutes < 0 else '+'}{hours}{f':{rest:02d}' if rest else ''}"
    return Zone(same(name), lambda day, minute: minutes, minutes)


def _minutes(match: re.Match[str]) -> int:
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    return -minutes if match[1] == "-" else minutes


def _region(words: str) -> Zone:
    try:
        zone = ZoneInfo(words)
    except (KeyError, ValueError, OSError) as error:
        raise ChoiceError(_NO_ZONE.format(given=words)) from error

    def ahead(day: date, minute: int) -> int:
        moment = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)
        offsets = {moment.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1)}
        if len(offsets) > 1:
            raise DomainError(_CLOCK_CHANGE.format(time=f"{moment:%Y-%m-%d %H:%M}", zone=words))
        return int((offsets.pop() or timedelta()) / timedelta(minutes=1))

    return Zone(same(words), ahead)


def _new_york_close(day: date, minute: int) -> int:
    """The usual trading server: seven hours ahead of New York all year, so that its day ends with the market's.

    Clocks change on a Sunday at 2:00 in New York, 9:00 on the server, when the market is closed.
    """
    begins, ends = _us_summer(day.year)
    summer = (begins, 9 * 60) <= (day, minute) and (day, minute) < (ends, 9 * 60)
    return 180 if summer else 120


@cache
def _us_summer(year: int) -> tuple[date, date]:
    """First and last day of US summer time; the law was changed in 2007."""
    if year >= 2007:
        return _sunday(year, 3, 8), _sunday(year, 11, 1)
    return _sunday(year, 4, 1), _sunday(year, 10, 25)


def _sunday(year: int, month: int, day: int) -> date:
    """The first Sunday from a day on."""
    first = date(year, month, day)
    return first + timedelta(days=(6 - first.weekday()) % 7)
