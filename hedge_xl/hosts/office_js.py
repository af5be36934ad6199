"""How Excel's add-ins (Office.js) call a function; xlwings Lite and xlwings Server both pass the call on like this."""

import sys
from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

import xlwings

from hedge_xl.core.errors import HedgeError
from hedge_xl.functions.boundary import to_cells
from hedge_xl.functions.declare import Function
from hedge_xl.hosts.registration import described, with_arguments

_NAME: Final = attrgetter("name")
_NULL: Final[type] = getattr(sys.modules.get("pyodide.ffi"), "JsNull", type(None))
"""JavaScript's null, which Pyodide passes on for a blank cell in a range."""


def answering(function: Function, module: str) -> Callable[..., Any]:
    """The function for xlwings to register: Excel's name, argument names and defaults, without type hints."""

    def in_cell(*args: Any) -> list[list[Any]]:
        try:
            return to_cells(function.call(*map(as_sent, args)))
        except HedgeError as error:
            raise xlwings.XlwingsError(error.message(error.language)) from error

    return with_arguments(function, described(function, in_cell, module, _NAME), _NAME)


def as_sent(value: Any) -> Any:
    """An argument as Excel sent it: xlwings turns a single row into a flat list, which would read as a column.

    >>> as_sent([0.03, None, 0.01]), as_sent([[0.03], [0.01]]), as_sent(36)
    ([[0.03, None, 0.01]], [[0.03], [0.01]], 36)
    """
    if not isinstance(value, (list, tuple)):
        return _plain(value)
    rows = value if value and isinstance(value[0], (list, tuple)) else [value]
    return rows if _NULL is type(None) else [[_plain(cell) for cell in row] for row in rows]


def _plain(cell: Any) -> Any:
    return None if isinstance(cell, _NULL) else cell
