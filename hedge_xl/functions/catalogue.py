"""The catalogue: every worksheet function by its Excel name, grouped as in the documentation."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from hedge_xl.core.language import Text
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

_TITLES: Final[Mapping[str, Text]] = {
    module.__name__: title
    for module, title in (
        (hedge, Text("ヘッジ比率", "Hedge ratios")),
        (sizing, Text("数量とレバレッジの換算", "Sizing")),
        (carry, Text("フォワードとヘッジコスト", "Forwards and the cost of hedging")),
        (indicators, Text("相場の指標", "Market indicators")),
        (execution, Text("執行の質", "Quality of execution")),
        (schedule, Text("ロールと分割", "Rolls and split orders")),
        (performance, Text("収益と評価指標", "Returns and KPIs")),
        (backtest, Text("バックテスト", "Backtest")),
        (leverage, Text("クロス商品レバレッジ", "Leverage across products")),
        (options, Text("オプション", "Options")),
        (about, Text("説明と版", "Help and version")),
    )
}
_ORDER: Final = list(_TITLES)

CATALOGUE: Final[Mapping[str, Function]] = MappingProxyType(
    {
        function.name: function
        for function in sorted(declared(), key=lambda function: _ORDER.index(function.call.__module__))
    }
)
"""Within a group, the order in which the module declares its functions."""


class Group(NamedTuple):
    """Functions for one purpose."""

    title: Text
    functions: tuple[Function, ...]


GROUPS: Final = tuple(
    Group(title, tuple(function for function in CATALOGUE.values() if function.call.__module__ == module))
    for module, title in _TITLES.items()
)
