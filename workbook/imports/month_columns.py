"""Tables with a row a month or a day: which heading means what, and what stands in a cell."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, TypeVar
from unicodedata import normalize

from hedge_xl.core.dates import last_of_month
from hedge_xl.core.errors import HedgeError, NotADateError
from hedge_xl.core.language import Text
from workbook.errors import FileError
from workbook.finding import filled
from workbook.imports.csv_text import HEADER_WITHIN, TextTable, plain, read_rows, table_of
from workbook.imports.numbers import parse_number
from workbook.imports.times import TimeReader
from workbook.serials import from_serial

Names = Mapping[str, tuple[str, ...]]
T = TypeVar("T")

MONTH: Final = ("month", "月", "年月", "月末", "month end", "date", "日付", "年月日")
_MONTH: Final = re.compile(r"(\d{4})(?:[-/.](\d{1,2})|年\s*(\d{1,2})月)")
_NO_VALUE: Final = "."  # how some public series mark a day without a price

_NO_HEADER: Final = Text(
    "見出しの行がありません。{month} と、{others} のどれかの列が必要です。",
    "no header row found; it needs {month} and one of {others}.",
)
_TWO_COLUMNS: Final = Text(
    "「{first}」と「{second}」はどちらも {field} の列です。どちらかを消すか名前を変えてください。",
    '"{first}" and "{second}" both mean {field}; remove or rename one of them.',
)
_LINE: Final = Text("{line}行目: {words}", "line {line}: {words}")
_NO_DATE: Final = Text(
    "「{given}」は月でも日付でもありません。2026-10 か 2026-10-31 のように書いてください。",
    '"{given}" is neither a month nor a date; write 2026-10 or 2026-10-31.',
)
_UNUSED: Final = Text("使わなかった列: {columns}", "columns that were not used: {columns}")
_NO_ROWS: Final = Text("データの行がありません。", "there are no rows with data.")


@dataclass(frozen=True, slots=True)
class When:
    """The month of a row, and the day when the row says one."""

    month: date
    day: date | None


@dataclass(frozen=True, slots=True)
class MonthTable:
    """A table whose columns are known by what they mean; ``unused`` are the headings of the others."""

    table: TextTable
    places: Mapping[str, int]
    whens: list[When]

    @property
    def file(self) -> str:
        """Name of the file."""
        return self.table.file

    @property
    def unused(self) -> list[str]:
        """Headings that mean nothing here."""
        used = set(self.places.values())
        return [header for place, header in enumerate(self.table.headers) if header and place not in used]

    def text(self, row: int, field: str) -> str:
        """What stands in a cell; an empty text without such a column."""
        place = self.places.get(field)
        return "" if place is None else self.table.rows[row][place].strip()

    def number(self, row: int, field: str) -> float | None:
        """The number in a cell, or None for a blank."""
        words = self.text(row, field)
        return self.at(row, lambda: None if words == _NO_VALUE else parse_number(words))

    def at(self, row: int, read: Callable[[], T]) -> T:
        """What a cell reads as; its line is named when it cannot be read."""
        try:
            return read()
        except HedgeError as error:
            raise self.refused(row, error.text) from error

    def refused(self, row: int, words: Text) -> FileError:
        """A refusal that names a row's line."""
        return FileError(filled(_LINE, line=self.table.lines[row], words=words), self.file)


def unused_note(headings: Sequence[str]) -> list[Text]:
    """What is said of columns that mean nothing here, if there are any."""
    return [_UNUSED.format(columns=", ".join(headings))] if headings else []


def read_months(path: Path, names: Names) -> MonthTable:
    """The table in a file. FileError when it has no column for the month, or none of the others."""
    known = {plain(name): field for field, given in {"month": MONTH, **names}.items() for name in given}
    raw = read_rows(path)

    def is_header(row: Sequence[str]) -> bool:
        fields = {known[plain(cell)] for cell in row if plain(cell) in known}
        return "month" in fields and len(fields) > 1

    if not any(is_header(row) for row in raw.rows[:HEADER_WITHIN]):
        others = " / ".join(given[0] for given in names.values())
        raise FileError(_NO_HEADER.format(month=MONTH[0], others=others), path.name)
    table = table_of(raw, is_header)
    if not table.rows:
        raise FileError(_NO_ROWS, path.name)
    found = MonthTable(table, _places(table, known), [])
    clock = TimeReader()

    def when(row: int) -> When:
        return found.at(row, lambda: _when(found.text(row, "month"), clock))

    found.whens.extend(map(when, range(len(table.rows))))
    return found


def _places(table: TextTable, known: Mapping[str, str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, header in enumerate(table.headers):
        field = known.get(plain(header))
        if field is not None and places.setdefault(field, place) != place:
            first = table.headers[places[field]]
            raise FileError(_TWO_COLUMNS.format(first=first, second=header, field=field), table.file)
    return places


def _when(given: str, clock: TimeReader) -> When:
    text = normalize("NFKC", given).strip()
    month = _MONTH.fullmatch(text)
    if month:
        try:
            return When(last_of_month(date(int(month[1]), int(month[2] or month[3]), 1)), None)
        except ValueError as error:
            raise NotADateError(_NO_DATE.format(given=given[:40])) from error
    try:
        serial = clock.read(text)
    except HedgeError as error:
        raise NotADateError(_NO_DATE.format(given=given[:40])) from error
    if serial is None:
        raise NotADateError(_NO_DATE.format(given=given[:40]))
    day = from_serial(serial).date()
    return When(last_of_month(day), day)
