"""Excel for Windows through xlwings (COM): import this module's functions with xlwings' Import Functions.

Arguments and results pass unconverted ("raw"), since `hedge_xl.functions` reads whatever Excel sends; a
HedgeError becomes one line of text in the cell. Off Windows xlwings registers nothing and the module still imports.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

import xlwings

from hedge_xl.core.errors import HedgeError
from hedge_xl.functions import CATALOGUE
from hedge_xl.functions.boundary import error_text, to_cells
from hedge_xl.functions.declare import Arg, Function
from hedge_xl.functions.kinds_dates import DATE, DATES, TIME, TIMES
from hedge_xl.hosts.registration import described, with_arguments

CATEGORY: Final = "hedge_xl"
_DATED: Final = (DATE, DATES, TIME, TIMES)


def cell_function(function: Function) -> Callable[..., Any]:
    """The function as xlwings registers it: Excel's name, argument names and defaults, without type hints."""

    dated = [place for place, arg in enumerate(function.args) if arg.kind in _DATED]

    def in_cell(*args: Any) -> list[list[Any]] | str:
        try:
            return to_cells(function.call(*_readable(args, dated)))
        except HedgeError as error:
            return error_text(error)

    def named(arg: Arg) -> str:
        return _vba_name(arg, function)

    registered = xlwings.ret("raw")(described(function, in_cell, __name__, named))
    registered = with_arguments(function, registered, named)
    result: Callable[..., Any] = xlwings.func(category=CATEGORY)(registered)  # last: the others reset the category
    return result


def _readable(args: tuple[Any, ...], dated: list[int]) -> tuple[Any, ...]:
    """The arguments, with dates as the cells show them."""
    if not dated:
        return args
    return tuple(_without_zone(value) if place in dated else value for place, value in enumerate(args))


def _without_zone(value: Any) -> Any:
    """pywin32 labels dates with a time zone that Excel knows nothing of: what the cell shows is what is meant."""
    if isinstance(value, (tuple, list)):
        return tuple(map(_without_zone, value))
    return datetime.combine(value.date(), value.time()) if isinstance(value, datetime) else value


def _vba_name(arg: Arg, function: Function) -> str:
    """VBA knows no case: an argument called like its function would be declared twice and compile to nothing."""
    return f"{arg.name}_given" if arg.name.upper() == function.name else arg.name


globals().update({name: cell_function(function) for name, function in CATALOGUE.items()})
