"""What every xlwings host tells of a function: Excel's name, argument names, defaults and words.

Arguments pass unconverted ("raw"): `hedge_xl.functions` reads whatever Excel sends, and xlwings takes longer to
convert a range than a function to use it.
"""

import inspect
from collections.abc import Callable
from typing import Any

import xlwings

from hedge_xl.functions.declare import Arg, Function
from hedge_xl.functions.settings import current_language

InCell = Callable[..., Any]


def described(function: Function, in_cell: InCell, module: str, named: Callable[[Arg], str]) -> InCell:
    """`in_cell`, which takes the arguments by place, under the names and words that the wizard shows."""
    in_cell.__name__ = in_cell.__qualname__ = function.name
    in_cell.__module__ = module
    in_cell.__doc__ = function.description.of(current_language())
    in_cell.__annotations__ = {}  # xlwings would read converters from type hints
    in_cell.__signature__ = _signature(function, named)  # type: ignore[attr-defined]  # inspect reads it; functions have no such attribute in typeshed
    return in_cell


def with_arguments(function: Function, in_cell: InCell, named: Callable[[Arg], str]) -> InCell:
    """Every argument as xlwings is to pass it on, with its words."""
    language = current_language()
    for arg in function.args:
        in_cell = xlwings.arg(named(arg), convert="raw", doc=arg.description(language))(in_cell)
    return in_cell


def _signature(function: Function, named: Callable[[Arg], str]) -> inspect.Signature:
    """xlwings reads names and defaults from it."""
    return inspect.Signature(
        [
            inspect.Parameter(
                named(arg),
                inspect.Parameter.POSITIONAL_OR_KEYWORD,
                default=inspect.Parameter.empty if arg.required else arg.default,
            )
            for arg in function.args
        ]
    )
