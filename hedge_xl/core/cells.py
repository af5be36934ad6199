"""One cell as any host sends it: a number, a blank, words, or something that must be refused.

Excel, LibreOffice, Office.js and pandas each write blanks, errors and numbers in their own way. This is
the only place that knows those ways; `hedge_xl.core.arrays` builds series and blocks from what it says.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from numbers import Real
from typing import Final, SupportsFloat

import numpy as np

from hedge_xl.core.errors import HedgeError, MissingValueError, NotANumberError
from hedge_xl.core.language import Text, same

LARGEST: Final = 1e15
"""Beyond this a float no longer holds units exactly, and fourth powers would in the end overflow."""

ERROR_MARK: Final = "#HEDGE!"
"""Begins every error text hedge_xl shows in a cell, so that a formula fed with that cell refuses it too."""

OMITTED: Final = -2147352572
"""What COM sends for an argument that was left out."""

_COM_ERRORS: Final[dict[float, str]] = {
    code - 2146828288: name
    for code, name in {
        2000: "#NULL!",
        2007: "#DIV/0!",
        2015: "#VALUE!",
        2023: "#REF!",
        2029: "#NAME?",
        2036: "#NUM!",
        2042: "#N/A",
        2043: "#GETTING_DATA",
        2045: "#SPILL!",
        2046: "#CONNECT!",
        2047: "#BLOCKED!",
        2048: "#UNKNOWN!",
        2049: "#FIELD!",
        2050: "#CALC!",
        2051: "#BUSY!",
    }.items()
}
LARGEST_COM_ERROR: Final = max(_COM_ERRORS)

_ERROR_TEXT: Final = r"#N/A|#[A-Z][A-Z0-9/_]*[!?]|#GETTING_DATA|ERR:\d{3}"
_CURRENCY: Final = "(?:usd|jpy|eur|gbp)"
_UNIT: Final = rf"(?:{_CURRENCY}|円|ドル|倍|万|億|千|年|月|日|yen|bps?|pips?|[kmx])"
_NUMBER: Final = r"(?:\d[\d\W_]*(?:e[+\-−]?\d+)?|inf(?:inity)?|∞)"
_NUMERIC_TEXT: Final = rf"{_CURRENCY}?[\W_]*{_NUMBER}\s*(?:{_UNIT}[\d\W_]*)*[\W_]*"
"""No letters but those of an exponent, a currency or a unit, around at least one digit: a number or a date as text."""
_LONGEST_ECHO: Final = 40
_INVISIBLE: Final = "\u200b\u200c\u200d\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Words:
    """Text that is no number: a header, a name, "n/a"."""

    text: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell no calculation may use: which error it makes, and what it is called."""

    error: type[HedgeError]
    what: Text


Reading = float | None | Words | Refused
"""None is a blank."""


def read_cell(cell: object) -> Reading:
    """What one cell holds.

    >>> read_cell(1.5), read_cell(" "), read_cell("n/a")
    (1.5, None, Words(text='n/a'))
    >>> read_cell("1,234").what.en
    'the text "1,234"'
    >>> read_cell(-2146826246).what.en
    'the Excel error #N/A'
    """
    if isinstance(cell, float):
        return _read_real(cell)
    if cell is None:
        return None
    if isinstance(cell, str):
        return _read_text(cell)
    if isinstance(cell, (bool, np.bool_)):
        return Refused(NotANumberError, Text(f"論理値 {str(cell).upper()}", f"the boolean {str(cell).upper()}"))
    if isinstance(cell, (Real, Decimal)):
        return _read_real(cell)
    if isinstance(cell, dict):
        return _read_entity(cell)
    return _read_other(cell)


def shortened(text: str) -> str:
    """Enough of a text to know it by: a cell may hold 32,767 characters, and a message has to stay readable.

    >>> len(shortened("x" * 1000)), shortened("HSTAR")
    (40, 'HSTAR')
    """
    return text if len(text) <= _LONGEST_ECHO else text[: _LONGEST_ECHO - 1] + "…"


def quoted(text: str) -> Text:
    """A text as messages quote it.

    >>> quoted("1,234").en
    'the text "1,234"'
    """
    return Text(f"文字列「{shortened(text)}」", f'the text "{shortened(text)}"')


def written(cell: object) -> str:
    """Any cell as text; Python refuses to write integers of thousands of digits.

    >>> written(2026), written(10**5000)
    ('2026', 'int')
    """
    try:
        return str(cell)
    except ValueError:
        return type(cell).__name__


def _read_float(cell: float) -> Reading:
    if -LARGEST <= cell <= LARGEST:
        return float(cell)
    if cell != cell:
        return None
    return Refused(NotANumberError, Text(f"大きすぎる数 {cell:g}", f"{cell:g}, a number too large"))


def _read_real(cell: SupportsFloat) -> Reading:
    """The integers COM sends for errors turn into floats among floats, in numpy and pandas."""
    try:
        value = float(cell)
    except (OverflowError, ValueError):
        return Refused(NotANumberError, Text("大きすぎる数", "a number too large"))
    name = _COM_ERRORS.get(value) if value <= LARGEST_COM_ERROR else None
    return _read_float(value) if name is None else _excel_error(name)


def _read_text(cell: str) -> Reading:
    plain = unicodedata.normalize("NFKC", cell).strip().strip(_INVISIBLE).strip()
    if not plain:
        return None
    if plain.upper().startswith(ERROR_MARK):
        return Refused(
            MissingValueError, Text(f"エラーの文「{shortened(plain)}」", f'the error text "{shortened(plain)}"')
        )
    if found := re.match(_ERROR_TEXT, plain, re.IGNORECASE):
        return _excel_error(found.group().upper().replace("ERR:", "Err:"))
    if re.fullmatch(_NUMERIC_TEXT, plain, re.IGNORECASE):
        return Refused(NotANumberError, quoted(cell))
    return Words(plain)


def _read_entity(cell: dict[object, object]) -> Reading:
    """Office.js sends a cell with a data type as an object that holds its plain value."""
    if cell.get("type") == "Error":
        return _excel_error(str(cell.get("basicValue") or cell.get("errorType") or "#VALUE!"))
    value = cell.get("basicValue")
    if cell.get("type") == "Empty":
        return None
    if value is None or isinstance(value, dict):
        return Refused(NotANumberError, Text("データ型のセル", "a cell with a data type"))
    return read_cell(value)


def _read_other(cell: object) -> Reading:
    name = type(cell).__name__
    if name in ("NAType", "NaTType") or (isinstance(cell, np.datetime64) and np.isnat(cell)):
        return None
    if isinstance(cell, (date, time, timedelta, np.datetime64, np.timedelta64)):
        return Refused(NotANumberError, Text(f"日付 {cell}", f"the date {cell}"))
    return Refused(NotANumberError, same(shortened(name)))


def _excel_error(name: str) -> Refused:
    short = shortened(name)
    return Refused(MissingValueError, Text(f"Excelのエラー {short}", f"the Excel error {short}"))
