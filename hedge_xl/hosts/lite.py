"""xlwings Lite: Python inside Excel, on Windows, Mac and the web. A workbook carries this module and all it needs.

Excel shows a HedgeError as #VALUE! with the message beside it. Results go through xlwings' own conversion, which
knows how the Excel it runs in takes an error value: a row without a value becomes #N/A.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

import xlwings

from hedge_xl.core.errors import HedgeError
from hedge_xl.functions import CATALOGUE
from hedge_xl.functions.boundary import to_cells
from hedge_xl.functions.declare import Function
from hedge_xl.hosts.office_js import as_sent
from hedge_xl.hosts.registration import described, with_arguments

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


__all__ = list(CATALOGUE)  # made below, not written
globals().update({name: cell_function(function) for name, function in CATALOGUE.items()})
