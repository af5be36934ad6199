"""Reading the cells of one row: every fault is tied to its column, and one bad row does not stop the others."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Text
from workbook.grid import MAX_TEXT
from workbook.imports.fill import Fault, FillsFile
from workbook.imports.numbers import Decimal, parse_number
from workbook.imports.times import TimeReader

MAX_ID: Final = 100
# A long number as spreadsheets keep it: beyond 15 digits it is rounded, and many IDs become one.
_ROUNDED: Final = re.compile(r"\d(?:\.\d+)?[eE]\+\d+|\d{16,}\.0")

_BLANK: Final = Text("空欄です。", "it is blank.")
_NOT_ABOVE_ZERO: Final = Text("「{given}」は0より大きくありません。", '"{given}" is not above 0.')
_LONG: Final = Text("{count}文字あります({most}文字まで)。", "{count} characters; {most} is the most.")
_DIGITS_LOST: Final = Text(
    "「{given}」は表計算ソフトで桁が失われた番号です。業者のファイルを開かずにそのまま使ってください。",
    '"{given}" is a number that lost digits in a spreadsheet; use the file as the broker gave it, never opened there.',
)
_NO_AMOUNT: Final = Text("読めない手数料・スワップの額", "unreadable commissions and swaps")


class CellError(HedgeError):
    """A cell that cannot be used; `argument` is its column."""


class RowReader:
    """The cells of one row by field. Columns are places in the row; a field in several is joined by blanks."""

    def __init__(
        self, headers: Sequence[str], columns: dict[str, tuple[int, ...]], times: TimeReader, decimal: Decimal
    ) -> None:
        self.headers = headers
        self.columns = columns
        self.times = times
        self.decimal: Decimal = decimal
        self.row: Sequence[str] = ()
        self._places = {field: places[0] for field, places in columns.items() if len(places) == 1}
        self._positive: dict[str, float] = {}

    def has(self, field: str) -> bool:
        """Whether the file has that column."""
        return field in self.columns

    def text(self, field: str) -> str:
        """The words of a cell, without blanks around them; "" when there is no such column."""
        alone = self._places.get(field)
        if alone is not None:
            return self.row[alone].strip() if alone < len(self.row) else ""
        places = self.columns.get(field)
        if not places:
            return ""
        return " ".join(self.row[place].strip() for place in places if place < len(self.row)).strip()

    def words(self, field: str) -> str | None:
        """Words to keep, as they are; None for none."""
        found = self.text(field)
        if len(found) > MAX_TEXT:
            raise self.fault(field, _LONG.format(count=len(found), most=MAX_TEXT))
        return found or None

    def needed(self, field: str) -> str:
        """An ID: words that must be there, on one line, with all their digits."""
        found = " ".join(self.text(field).split())
        if not found:
            raise self.fault(field, _BLANK)
        if len(found) > MAX_ID:
            raise self.fault(field, _LONG.format(count=len(found), most=MAX_ID))
        if ("+" in found or found.endswith(".0")) and _ROUNDED.fullmatch(found):
            raise self.fault(field, _DIGITS_LOST.format(given=found))
        return found

    def positive(self, field: str) -> float:
        """A number above 0; the same words are read once."""
        words = self.text(field)
        known = self._positive.get(words)
        if known is not None:
            return known
        value = self.number(field)
        if value is None:
            raise self.fault(field, _BLANK)
        if value <= 0:
            raise self.fault(field, _NOT_ABOVE_ZERO.format(given=words))
        self._positive[words] = value
        return value

    def number(self, field: str) -> float | None:
        """A number, or None for a blank cell."""
        return self._parsed(field, lambda words: parse_number(words, self.decimal))

    def time(self, field: str) -> float | None:
        """A time on Japan's clock, or None for a blank cell."""
        return self._parsed(field, self.times.read)

    def moment(self, field: str) -> float:
        """A time that must be there."""
        value = self.time(field)
        if value is None:
            raise self.fault(field, _BLANK)
        return value

    def fault(self, field: str, text: Text) -> CellError:
        """What is wrong with a cell."""
        places = self.columns.get(field, ())
        return CellError(text, " ".join(self.headers[place] for place in places) or field)

    def _parsed(self, field: str, parse: Callable[[str], float | None]) -> float | None:
        if field not in self.columns:
            return None
        try:
            return parse(self.text(field))
        except CellError:
            raise
        except HedgeError as error:
            raise self.fault(field, error.text) from error


@contextmanager
def kept(found: FillsFile, line: int) -> Iterator[None]:
    """A row whose fault is noted, so that all faults of a file are told at once."""
    try:
        yield
    except CellError as error:
        note_fault(found, line, error)


def note_fault(found: FillsFile, line: int, error: CellError) -> None:
    """Put a row's fault to those of its file."""
    found.faults.append(Fault(found.file, line, error.text, error.argument or ""))


def amount(reader: RowReader, field: str, found: FillsFile) -> float:
    """An amount that is only told, never written: one that cannot be read is counted, not a fault."""
    if not reader.has(field):
        return 0.0
    try:
        return reader.number(field) or 0.0
    except CellError:
        found.left_out[_NO_AMOUNT] += 1
        return 0.0
