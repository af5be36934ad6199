"""xlwings Lite: Python inside Excel, on Windows, Mac and the web. A workbook carries this module and all it needs.

Excel shows a HedgeError as #VALUE! with the message beside it. Results go through xlwings' own conversion, which
knows how the Excel it runs in takes an error value: a row without a value becomes #N/A.
"""

import sys
from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

import xlwings

from hedge_xl.core.errors import HedgeError
from hedge_xl.functions import CATALOGUE
from hedge_xl.functions.boundary import to_cells
from hedge_xl.functions.declare import Function
from hedge_xl.hosts.registration import described, with_arguments

_NULL: Final[type] = getattr(sys.modules.get("pyodide.ffi"), "JsNull", type(None))
"""JavaScript's null, which Pyodide passes on for a blank cell in a range."""
_NAME: Final = attrgetter("name")


def cell_function(function: Function) -> Callable[..., Any]:
    """The function as xlwings registers it: Excel's name, argument names and defaults, without type hints."""

    def in_cell(*args: Any) -> list[list[Any]]:
        try:
            return to_cells(function.call(*map(as_sent, args)))
        except HedgeError as error:
            raise xlwings.XlwingsError(error.message(error.language)) from error

    registered = with_arguments(function, described(function, in_cell, __name__, _NAME), _NAME)
    result: Callable[..., Any] = xlwings.func(registered)
    return result


def as_sent(value: Any) -> Any:
    """An argument as Excel sent it: xlwings turns a single row into a flat list, which would read as a column.

    >>> as_sent([0.03, None, 0.01]), as_sent([[0.03], [0.01]]), as_sent(36)
    ([[0.03, None, 0.01]], [[0.03], [0.01]], 36)
    """
    if not isinstance(value, (list, tuple)):
        return _plain(value)
    rows = value if value and isinstance(value[0], (list, tuple)) else [value]
    return [[_plain(cell) for cell in row] for row in rows]


def _plain(cell: Any) -> Any:
    return None if isinstance(cell, _NULL) else cell


__all__ = list(CATALOGUE)  # made below, not written
globals().update({name: cell_function(function) for name, function in CATALOGUE.items()})
