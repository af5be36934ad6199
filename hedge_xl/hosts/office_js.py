"""How Excel's add-ins (Office.js) hand over an argument; xlwings Lite and xlwings Server both pass it on like this."""

import sys
from typing import Any, Final

_NULL: Final[type] = getattr(sys.modules.get("pyodide.ffi"), "JsNull", type(None))
"""JavaScript's null, which Pyodide passes on for a blank cell in a range."""


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
