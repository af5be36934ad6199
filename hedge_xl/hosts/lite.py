"""xlwings Lite: Python inside Excel, on Windows, Mac and the web. A workbook carries this module and all it needs.

Excel shows a HedgeError as #VALUE! with the message beside it. Results go through xlwings' own conversion, which
knows how the Excel it runs in takes an error value: a row without a value becomes #N/A.
"""

from collections.abc import Callable
from typing import Any

import xlwings

from hedge_xl.functions import CATALOGUE
from hedge_xl.functions.declare import Function
from hedge_xl.hosts.office_js import answering


def cell_function(function: Function) -> Callable[..., Any]:
    """The function as xlwings registers it."""
    result: Callable[..., Any] = xlwings.func(answering(function, __name__))
    return result


__all__ = list(CATALOGUE)  # made below, not written
globals().update({name: cell_function(function) for name, function in CATALOGUE.items()})
