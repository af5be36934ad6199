"""The rows of COST_TABLE, each under the name of its part."""

from typing import Final

from hedge_xl.core.carry import cost_parts
from hedge_xl.core.language import Text
from hedge_xl.functions.results import Block
from hedge_xl.functions.tables import table

HEADER: Final = (Text("項目", "Part"), Text("年率", "Per year"), Text("月割り", "Per month"))
PARTS: Final = (
    Text("金利差", "Rate differential"),
    Text("ベーシス", "Basis"),
    Text("スプレッド・手数料", "Spread and fees"),
    Text("スリッページ", "Slippage"),
    Text("合計 C", "Total C"),
)


def cost_rows(rate_differential: float, basis: float, spread: float, slippage: float) -> Block:
    """Header, one row per part of the cost, and the total."""
    costs = cost_parts(rate_differential, basis, spread, slippage)
    return table(HEADER, [(name, *cost) for name, cost in zip(PARTS, costs, strict=True)])
