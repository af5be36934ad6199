"""Dates as Excel keeps them: days since 1900 (with a 29 February 1900 that never was) or since 1904."""

from datetime import date, datetime, timedelta
from typing import Final

from hedge_xl.core.errors import DomainError
from hedge_xl.core.language import Text

LEAP_DAY_THAT_NEVER_WAS: Final = 60
# Serials before March 1900 are off by one in Excel and differ between programs.
FIRST_DATE: Final = 61
LAST_DATE: Final = 109574  # 2199-12-31
_EPOCH_1900: Final = datetime(1899, 12, 30)  # exact from serial 61 (1 March 1900) on
_EPOCH_1904: Final = datetime(1904, 1, 1)
_END_1900: Final = 2_958_466.0  # the first serial after 9999-12-31
_END_1904: Final = 2_957_004.0
_DAY: Final = timedelta(days=1)
_MILLISECONDS_A_DAY: Final = 86_400_000  # Excel resolves no finer, and a serial's float noise is smaller

_NO_DATE: Final = Text(
    "{serial} は日付のシリアル値ではありません。1900/1/1 以降の日付を入れてください。",
    "{serial} is not the serial number of a date; enter a date from 1900-01-01 on.",
)
_TOO_EARLY: Final = Text(
    "{day} は Excel の日付 ({first} から 9999/12/31) の範囲外です。",
    "{day} is outside Excel's dates ({first} to 9999-12-31).",
)
_ZONED: Final = Text(
    "{day} には時差が付いています。Excel の日時は時差を持てないので、現地時刻にしてください。",
    "{day} has a time zone; Excel's times have none, so give local time.",
)


def from_serial(serial: float, date1904: bool = False) -> datetime:
    """The moment a serial number means, to the millisecond.

    Serials below 1 are times without a date and serial 60 is 29 February 1900: neither is a date, both are refused.
    """
    first, end, epoch = (0, _END_1904, _EPOCH_1904) if date1904 else (1, _END_1900, _EPOCH_1900)
    if not first <= serial < end or (not date1904 and int(serial) == LEAP_DAY_THAT_NEVER_WAS):
        raise DomainError(_NO_DATE.format(serial=serial))
    if not date1904 and serial < LEAP_DAY_THAT_NEVER_WAS:
        epoch += _DAY
    milliseconds = min(round(serial * _MILLISECONDS_A_DAY), int(end) * _MILLISECONDS_A_DAY - 1)
    return epoch + timedelta(milliseconds=milliseconds)


def to_serial(day: date, date1904: bool = False) -> float:
    """The serial number of a date or of a moment in local time."""
    if not isinstance(day, datetime):
        day = datetime(day.year, day.month, day.day)
    if day.tzinfo is not None:
        raise DomainError(_ZONED.format(day=day.isoformat()))
    first = _EPOCH_1904 if date1904 else datetime(1900, 1, 1)
    if day < first:
        raise DomainError(_TOO_EARLY.format(day=day.date().isoformat(), first=first.date().isoformat()))
    serial = (day - (_EPOCH_1904 if date1904 else _EPOCH_1900)) / _DAY
    return serial - 1 if not date1904 and serial < LEAP_DAY_THAT_NEVER_WAS + 1 else serial
