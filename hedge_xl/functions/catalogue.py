"""The catalogue: every worksheet function by its Excel name, grouped as in the documentation."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from hedge_xl.functions import (
    about,
    backtest,
    carry,
    execution,
    hedge,
    indicators,
    leverage,
    options,
    performance,
    schedule,
    sizing,
)
from hedge_xl.functions.declare import Function, declared

_GROUPS: Final = [
    module.__name__
    for module in (
        hedge,
        sizing,
        carry,
        indicators,
        execution,
        schedule,
        performance,
        backtest,
        leverage,
        options,
        about,
    )
]

CATALOGUE: Final[Mapping[str, Function]] = MappingProxyType(
    {
        function.name: function
        for function in sorted(declared(), key=lambda function: _GROUPS.index(function.call.__module__))
    }
)
"""Within a group, the order in which the module declares its functions."""
