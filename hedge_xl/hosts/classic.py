"""Excel for Windows through xlwings (COM): import this module's functions with xlwings' Import Functions.

Arguments and results pass unconverted ("raw"), since `hedge_xl.functions` reads whatever Excel sends; a
HedgeError becomes one line of text in the cell. Off Windows xlwings registers nothing and the module still imports.
"""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

import xlwings

from hedge_xl.core.errors import HedgeError
from hedge_xl.functions import CATALOGUE
from hedge_xl.functions.boundary import error_text, to_cells
from hedge_xl.functions.declare import Function
from hedge_xl.functions.settings import current_language

CATEGORY: Final = "hedge_xl"


def cell_function(function: Function) -> Callable[..., Any]:
    """The function as xlwings registers it: Excel's name, argument names and defaults, without type hints."""

    @wraps(function.call, assigned=("__name__", "__qualname__"), updated=())
    def in_cell(*args: Any) -> list[list[Any]] | str:
        try:
            return to_cells(function.call(*args))
        except HedgeError as error:
            return error_text(error)

    language = current_language()
    in_cell.__doc__ = function.description.of(language)
    in_cell.__module__ = __name__
    in_cell.__signature__ = _plain_signature(function)  # type: ignore[attr-defined]
    in_cell.__annotations__ = {}
    registered: Callable[..., Any] = xlwings.ret("raw")(in_cell)
    for arg in function.args:
        registered = xlwings.arg(arg.name, convert="raw", doc=arg.description(language))(registered)
    result: Callable[..., Any] = xlwings.func(category=CATEGORY)(registered)  # last: the others reset the category
    return result


def _plain_signature(function: Function) -> inspect.Signature:
    """xlwings reads names and defaults from the signature and would read converters from type hints."""
    return inspect.Signature(
        [
            inspect.Parameter(
                arg.name,
                inspect.Parameter.POSITIONAL_OR_KEYWORD,
                default=inspect.Parameter.empty if arg.required else arg.default,
            )
            for arg in function.args
        ]
    )


globals().update({name: cell_function(function) for name, function in CATALOGUE.items()})
