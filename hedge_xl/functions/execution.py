"""SLIPPAGE."""

from hedge_xl.core import execution
from hedge_xl.functions import arguments as arg
from hedge_xl.functions.declare import Example, udf
from hedge_xl.functions.results import SCALAR


@udf(
    ja="滑り(価格差)。正がコスト: 買いは 約定−気配、売りは 気配−約定。",
    en="Slippage of a fill in price units, positive = cost: price - quote for a buy, quote - price for a sell.",
    formula="BUY: price − quote; SELL: quote − price",
    source="A §7, §12, §15",
    unit=arg.QUOTE,
    result=SCALAR,
    example=Example(("BUY", 150, 150.03), 0.03),
)
def SLIPPAGE(side: arg.OrderSide, quote: arg.QuotePrice, price: arg.FillPrice) -> float:
    """Slippage of a fill."""
    return execution.slippage(side, quote, price)
