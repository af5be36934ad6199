"""xlwings Server: Excel on Windows, Mac and the web calls the functions over HTTP.

Excel shows a HedgeError as #VALUE! with the message beside it. Arguments pass unconverted and so do results, which
are made ready for JSON here: xlwings' own conversion of 600 rows takes twenty times as long as the function.
"""

import math
from collections.abc import Callable
from typing import Any, Final

import xlwings
from xlwings.conversion import Accessor

from hedge_xl.functions import CATALOGUE
from hedge_xl.functions.boundary import NOT_AVAILABLE
from hedge_xl.functions.declare import Function
from hedge_xl.hosts.office_js import answering

ERROR_VALUES: Final = "1.4"
"""The first version of Excel's runtime for custom functions that takes error values; before, they are text."""
_ERROR_TYPES: Final = {NOT_AVAILABLE: "NotAvailable", "#NUM!": "InvalidNumber"}


class _Cells(Accessor):
    """xlwings' way of plugging in a conversion: what a function returned becomes what JSON may hold."""

    @classmethod
    def writer(cls, options: dict[str, Any]) -> Any:
        errors = _takes_errors(options.get("runtime"))

        def convert(context: Any) -> None:
            context.value = json_cells(context.value, errors)

        return Accessor.writer(options).append_stage(convert)  # type: ignore[no-untyped-call]  # xlwings has no types


def json_cells(rows: list[list[Any]], errors: bool) -> list[list[Any]]:
    """Rows as Excel takes them in JSON, which knows neither NaN nor infinity; a row without a value is #N/A.

    >>> json_cells([[0.8, "#N/A", float("inf")]], errors=False)
    [[0.8, '#N/A', '#NUM!']]
    >>> json_cells([["#N/A"]], errors=True)
    [[{'type': 'Error', 'errorType': 'NotAvailable'}]]
    """
    return [[_json_cell(cell, errors) for cell in row] for row in rows]


def _json_cell(cell: Any, errors: bool) -> Any:
    if isinstance(cell, float):
        if math.isfinite(cell):
            return cell
        cell = "#NUM!"
    if errors and isinstance(cell, str) and cell in _ERROR_TYPES:
        return {"type": "Error", "errorType": _ERROR_TYPES[cell]}
    return cell


def _takes_errors(runtime: Any) -> bool:
    def parts(version: str) -> list[int]:
        return [int(part) for part in version.split(".") if part.isdecimal()]

    return isinstance(runtime, str) and parts(runtime) >= parts(ERROR_VALUES)


def cell_function(function: Function) -> Callable[..., Any]:
    """The function as xlwings registers it."""
    result: Callable[..., Any] = xlwings.func(xlwings.ret(convert=_Cells)(answering(function, __name__)))
    return result


__all__ = list(CATALOGUE)  # made below, not written
globals().update({name: cell_function(function) for name, function in CATALOGUE.items()})
