"""LibreOffice Calc: everything the add-in does but for UNO itself, so that it runs and is tested in any Python.

The component (`hedge_xl.hosts.libreoffice_addin`) hands every question of Calc to this module. A range arrives as
a tuple of row tuples with "" for a blank, an argument left out as None, numbers, dates and booleans as floats.
"""

import os
import struct
from collections.abc import Sequence
from typing import Any, Final

from hedge_xl.core.dates import EPOCH
from hedge_xl.core.errors import DomainError
from hedge_xl.core.language import Language, Text
from hedge_xl.functions import CATALOGUE, use_language
from hedge_xl.functions.boundary import to_cells
from hedge_xl.functions.declare import Arg, Function
from hedge_xl.functions.kinds_dates import DATE, DATES, TIME, TIMES
from hedge_xl.functions.settings import ENVIRONMENT, current_language

SERVICE: Final = "org.hedgexl.HedgeImpl"
"""The service that Calc asks for. A file names a function by it: ``ORG.HEDGEXL.HEDGEIMPL.HSTAR``."""

INTERFACE: Final = "org.hedgexl.XHedge"
"""The interface with one method for each function."""

CATEGORY: Final = "Add-In"
"""Calc knows a fixed list of categories; this is the one for functions that are not its own."""

_NOT_AVAILABLE_CODE: Final = 0x7FFF
NOT_AVAILABLE: Final[float] = struct.unpack("<d", struct.pack("<II", _NOT_AVAILABLE_CODE, 0x7FF80000))[0]
"""Calc's own way to write #N/A into a cell: a NaN that holds the number of the error. A blank would count as 0."""

DATED: Final = frozenset(
    name for name, function in CATALOGUE.items() if {arg.kind for arg in function.args} & {DATE, DATES, TIME, TIMES}
)
"""The functions that read dates: as numbers, which mean days only together with the document's first day."""

_FIRST_DAY: Final = (EPOCH.year, EPOCH.month, EPOCH.day)
_OTHER_FIRST_DAY: Final = Text(
    "この文書の日付は {day} から数えています。1899-12-30 から数える設定が必要です",
    "this document counts its days from {day}; days counted from 1899-12-30 are needed",
)
_REQUIRED: Final = Text("必須。{words}", "Required. {words}")
_DEFAULT: Final = Text("{words}(省略時 {default})", "{words} (default {default})")


def language_of(locale: str) -> Language:
    """The language to speak: HEDGE_XL_LANG if it is set, else that of LibreOffice's menus.

    >>> language_of("en"), language_of("ja")
    ('en', 'ja')
    """
    if os.environ.get(ENVIRONMENT, "").strip():
        return current_language()
    return "en" if locale.lower().startswith("en") else "ja"


def call(name: str, given: Sequence[Any], language: Language) -> Any:
    """A function's result as Calc takes it: one cell, or rows of cells for a function that fills several.

    Raises a HedgeError that names the argument at fault.

    >>> call("HEDGE_UNITS", (75000.0, 0.8, None), "en")
    60000.0
    >>> call("REGIME", (0.3, 0.1, 0.2, 1.0), "en")[0][0]
    'Market'
    """
    function = CATALOGUE[name]
    with use_language(language):
        result = function.call(*map(_blanks_as_none, given))
        rows = tuple(tuple(map(_cell, row)) for row in to_cells(result, NOT_AVAILABLE))
    return rows if function.result.spills else rows[0][0]


def check_first_day(name: str, day: tuple[int, int, int], language: Language) -> None:
    """Refuse dates of a document that counts days as old Macs did: they would be taken for others, four years off.

    >>> check_first_day("ROLL_SCHEDULE", (1904, 1, 1), "en")
    Traceback (most recent call last):
    hedge_xl.core.errors.DomainError: ROLL_SCHEDULE: this document counts ... from 1904-01-01; days ... are needed
    """
    if day != _FIRST_DAY:
        error = DomainError(_OTHER_FIRST_DAY.format(day="{}-{:02}-{:02}".format(*day)))
        error.function, error.language = name, language
        raise error


def function_named(name: str) -> str:
    """The catalogue's name for what a user typed or a file holds; empty for a function that is not ours.

    >>> function_named("hstar"), function_named("SUM")
    ('HSTAR', '')
    """
    return name.upper() if name.upper() in CATALOGUE else ""


def description(name: str, language: Language) -> str:
    """What the function wizard says of a function."""
    function = CATALOGUE.get(function_named(name))
    return function.description.of(language) if function else ""


def argument_name(name: str, place: int) -> str:
    """How the wizard and every message call an argument."""
    arg = _argument(name, place)
    return arg.name if arg else ""


def argument_description(name: str, place: int, language: Language) -> str:
    """What the wizard says of an argument. To Calc all arguments are optional: the words say which are not.

    >>> argument_description("HEDGE_UNITS", 0, "en")[:9], argument_description("HEDGE_UNITS", 2, "en")[-14:]
    ('Required.', '(default 1000)')
    """
    arg = _argument(name, place)
    if arg is None:
        return ""
    words = arg.description(language)
    if arg.required:
        return _REQUIRED.of(language).format(words=words)
    if arg.default is None:
        return words
    default = f'"{arg.default}"' if isinstance(arg.default, str) else f"{arg.default:.12g}"
    return _DEFAULT.of(language).format(words=words, default=default)


def _argument(name: str, place: int) -> Arg | None:
    function: Function | None = CATALOGUE.get(function_named(name))
    return function.args[place] if function and 0 <= place < len(function.args) else None


def _blanks_as_none(value: Any) -> Any:
    """An argument with None for the blanks of a range: the functions read numbers and None at once."""
    if not isinstance(value, tuple):
        return value
    return [[None if cell == "" else cell for cell in row] for row in value]


def _cell(value: Any) -> Any:
    """Calc takes no whole number of more than 32 bits, so that all numbers go as floats."""
    return float(value) if type(value) is int else value
