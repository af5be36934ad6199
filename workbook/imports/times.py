"""Dates and times in a file, as serial numbers of Japan's clock. What could mean two days is refused."""

import re
from datetime import date
from typing import Final
from unicodedata import normalize

from hedge_xl.core.errors import HedgeError, NotADateError
from hedge_xl.core.language import Text
from workbook.finding import filled
from workbook.imports.zones import JAPAN, Zone, fixed_zone
from workbook.serials import from_serial

SERIAL: Final = "excel"  # the format's name for serial numbers
_EPOCH: Final = date(1899, 12, 30).toordinal()
_DAY_MS: Final = 86_400_000
# One digit of a minute is one that was cut off, unless 分 follows.
_MINUTE: Final = r"(?P<M>\d{2}|\d(?=分))分?"
_SECOND: Final = r"(?P<S>\d{2}|\d(?=秒))秒?(?:[.,](?P<f>\d{1,9}))?"
_CLOCK: Final = rf"(?:(?:[ T]\s*|(?<=日))(?P<H>\d{{1,2}})[:時]{_MINUTE}(?::?{_SECOND})?)?"
_YEAR_FIRST: Final = re.compile(
    r"(?P<Y>\d{4})(?:-(?P<m>\d{1,2})-(?P<d>\d{1,2})|/(?P<m2>\d{1,2})/(?P<d2>\d{1,2})"
    r"|\.(?P<m3>\d{1,2})\.(?P<d3>\d{1,2})|年\s*(?P<m4>\d{1,2})月\s*(?P<d4>\d{1,2})日)"
    r"\s*(?:\([月火水木金土日]\))?" + _CLOCK + r"\s*(?P<z>Z|[+-]\d{2}:?\d{2}|JST)?"
)
# Filled in for the letters of a format such as %m/%d/%Y.
_LETTERS: Final = {
    "%Y": r"(?P<Y>\d{4})",
    "%y": r"(?P<y>\d{2})",
    "%m": r"(?P<m>\d{1,2})",
    "%d": r"(?P<d>\d{1,2})",
    "%H": r"(?P<H>\d{1,2})",
    "%M": r"(?P<M>\d{1,2})",
    "%S": r"(?P<S>\d{1,2})",
    "%f": r"(?P<f>\d{1,9})",
    "%%": "%",
}

_NO_TIME: Final = Text(
    "「{given}」は日時として読めません。2026-11-02 10:00 のように書くか、対応表に time_format を書いてください。",
    '"{given}" is not read as a date; write 2026-11-02 10:00, or put time_format in the mapping.',
)
_TWO_DAYS: Final = Text(
    '「{given}」は日・月・年の順が決まりません。対応表に time_format = "%m/%d/%Y %H:%M" のように書いてください。',
    '"{given}" does not say which is the month; put time_format = "%m/%d/%Y %H:%M" or the like in the mapping.',
)
_NUMBER: Final = Text(
    '「{given}」は日付でなく数字です。Excelのシリアル値なら対応表に time_format = "excel" と書いてください。',
    '"{given}" is a number, no date; if it is an Excel serial, put time_format = "excel" in the mapping.',
)
_NO_SUCH_TIME: Final = Text("「{given}」という日時はありません。", 'there is no such time as "{given}".')
_DAY_ONLY: Final = Text(
    "「{given}」に時刻がないため、{zone} から日本時間に直せません。時刻のある列を指定してください。",
    '"{given}" has no time of day and cannot be converted from {zone}; name a column with the time.',
)
_FORMAT: Final = Text(
    'time_format {given!r} は使えません。%Y(か%y) %m %d %H %M %S %f で、例 "%Y/%m/%d %H:%M:%S"。',
    'time_format {given!r} cannot be used; write it with %Y (or %y) %m %d %H %M %S %f: "%Y/%m/%d %H:%M:%S".',
)
_UNCLEAR_ORDER: Final = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?!\d).*")
_DIGITS: Final = re.compile(r"\d+(?:\.\d+)?")
# As most programs write it: ten characters of a day, then the clock. Either means the same behind or before another.
_USUAL: Final = re.compile(r"[0-9]{4}([-/.])[0-9]{2}\1[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}")
_DAY_LENGTH: Final = 10


class TimeReader:
    """Reads the times of one file: they are in one format and from one clock."""

    def __init__(self, zone: Zone | None = None, time_format: str | None = None) -> None:
        self.zone = zone or fixed_zone(JAPAN)
        self.days_only = 0
        self._pattern = _YEAR_FIRST if time_format in (None, SERIAL) else _compiled(str(time_format))
        self._named = time_format is not None
        self._serial = time_format == SERIAL
        self._days: dict[tuple[int, int, int], date | None] = {}
        self._usual_days: dict[str, date] = {}
        self._usual_clocks: dict[str, int] = {}

    def read(self, given: str) -> float | None:
        """The serial number of a time on Japan's clock; None for a blank cell."""
        text = given.strip()
        day, clock = self._usual_days.get(text[:_DAY_LENGTH]), self._usual_clocks.get(text[_DAY_LENGTH:])
        if day is not None and clock is not None:
            return self._shifted(day, clock, self.zone)
        if not text.isascii():
            text = normalize("NFKC", text).strip()
        if not text or text == "-":
            return None
        if self._serial:
            return self._from_serial(text, given)
        match = self._pattern.fullmatch(text)
        if match is None:
            raise NotADateError(self._why(text).format(given=given[:40]))
        return self._serial_of(match.groupdict(), given, usual=text if _USUAL.fullmatch(text) else None)

    def _why(self, text: str) -> Text:
        if not self._named and _UNCLEAR_ORDER.fullmatch(text):
            return _TWO_DAYS
        return _NUMBER if not self._named and _DIGITS.fullmatch(text) else _NO_TIME

    def _from_serial(self, text: str, given: str) -> float:
        if not _DIGITS.fullmatch(text):
            raise NotADateError(_NO_TIME.format(given=given[:40]))
        try:
            moment = from_serial(float(text))
        except HedgeError as error:
            raise NotADateError(_NO_SUCH_TIME.format(given=given[:40])) from error
        clock = moment.hour * 3_600_000 + moment.minute * 60_000 + moment.second * 1000 + moment.microsecond // 1000
        return self._shifted(moment.date(), clock, self.zone)

    def _serial_of(self, found: dict[str, str | None], given: str, usual: str | None) -> float:
        day = self._day(found)
        hour, minute, second = (int(found.get(key) or 0) for key in "HMS")
        if day is None or hour > 23 or minute > 59 or second > 59:
            raise NotADateError(_NO_SUCH_TIME.format(given=given[:40]))
        zone = _stated(found.get("z")) or self.zone
        if found.get("H") is None:
            self.days_only += 1
            if not zone.is_japan:
                raise NotADateError(filled(_DAY_ONLY, given=given[:40], zone=zone.name))
        fraction = (found.get("f") or "").ljust(3, "0")[:3]  # Excel resolves no finer than a millisecond
        clock = ((hour * 60 + minute) * 60 + second) * 1000 + int(fraction)
        if usual is not None and not self._named:
            self._usual_days[usual[:_DAY_LENGTH]], self._usual_clocks[usual[_DAY_LENGTH:]] = day, clock
        return self._shifted(day, clock, zone)

    def _day(self, found: dict[str, str | None]) -> date | None:
        """The day; the same few days come again and again in a file."""
        year = int(found.get("Y") or 0) or 2000 + int(found.get("y") or 0)
        month, day = (
            int(next((found[key] for key in keys if found.get(key)), None) or 0)
            for keys in (("m", "m2", "m3", "m4"), ("d", "d2", "d3", "d4"))
        )
        key = year, month, day
        if key not in self._days:
            try:
                self._days[key] = date(*key)
            except ValueError:
                self._days[key] = None
        return self._days[key]

    @staticmethod
    def _shifted(day: date, clock: int, zone: Zone) -> float:
        """The serial on Japan's clock of a time of day in milliseconds on another."""
        moved = 0 if zone.is_japan else JAPAN - zone.ahead(day, clock // 60_000)
        return ((day.toordinal() - _EPOCH) * _DAY_MS + clock + moved * 60_000) / _DAY_MS


def _stated(suffix: str | None) -> Zone | None:
    """The zone that stands behind the time itself."""
    if not suffix:
        return None
    if suffix in ("Z", "JST"):
        return fixed_zone(0 if suffix == "Z" else JAPAN)
    minutes = int(suffix[1:3]) * 60 + int(suffix[-2:])
    return fixed_zone(-minutes if suffix[0] == "-" else minutes, suffix)


def _compiled(given: str) -> re.Pattern[str]:
    """A format as a pattern: every letter once, and a whole date among them."""
    parts = re.split(r"(%.)", given)
    letters = [part for part in parts if part.startswith("%") and part != "%%"]
    whole = {"%m", "%d"} <= set(letters) and len({"%Y", "%y"} & set(letters)) == 1
    if not whole or len(set(letters)) < len(letters) or not set(letters) <= set(_LETTERS):
        raise NotADateError(_FORMAT.format(given=given))
    pattern = "".join(_LETTERS[part] if part in _LETTERS else re.escape(part) for part in parts)
    return re.compile(pattern.replace(r"\ ", r"\s+"))
