"""How well an order was filled."""

from hedge_xl.core.checks import positive
from hedge_xl.core.rounding import difference
from hedge_xl.core.sizing import Side


def slippage(side: Side, quote: float, price: float) -> float:
    """Slippage in price units, positive = cost: BUY ``price - quote``, SELL ``quote - price``. Source: A §7, §12.

    >>> slippage("BUY", 150.0, 150.03), slippage("SELL", 150.0, 150.03)
    (0.03, -0.03)
    """
    positive(quote, "quote")
    positive(price, "price")
    return difference(price, quote) if side == "BUY" else difference(quote, price)
