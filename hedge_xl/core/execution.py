"""How well orders were filled."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import numpy as np

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.checks import enough, positive, positives, same_count, same_length
from hedge_xl.core.dates import Moment, is_time_of_day, shown
from hedge_xl.core.errors import DomainError, HedgeError, MissingValueError
from hedge_xl.core.language import Text
from hedge_xl.core.rounding import difference
from hedge_xl.core.sizing import Side

LIMIT_ORDERS: Final = frozenset(("LIMIT", "LMT", "指値", "指値注文"))
"""What a limit order is called; a stop order (逆指値) is none."""

_BASIS_POINTS: Final = 10_000


class Orders(NamedTuple):
    """Orders row by row: side, quote, price of the fill (NaN when not filled) and quantity; gaps are None or NaN."""

    sides: Sequence[Side | None]
    quotes: FloatArray
    prices: FloatArray
    quantities: FloatArray


class ExecutionQuality(NamedTuple):
    """The execution of a batch of orders; slippage is positive when it cost money."""

    orders: int
    fills: int
    measured: int
    mean_slippage: float
    mean_bp: float
    weighted_slippage: float
    weighted_bp: float
    worst_slippage: float
    worst_bp: float
    total_cost: float


def slippage(side: Side, quote: float, price: float) -> float:
    """Slippage in price units, positive = cost: BUY ``price - quote``, SELL ``quote - price``. Source: A §7, §12.

    >>> slippage("BUY", 150.0, 150.03), slippage("SELL", 150.0, 150.03)
    (0.03, -0.03)
    """
    positive(quote, "quote")
    positive(price, "price")
    return difference(price, quote) if side == "BUY" else difference(quote, price)


def annual_slippage(costs: FloatArray, rolls_per_year: float) -> float:
    """Slippage a year: ``mean(costs) · rolls a year``, in the unit of `costs`, positive = cost.

    `costs` (n,): the slippage of each roll of the whole hedge, NaN is left out: slices of a roll are one cost, their
    mean weighted by quantity, as each slips on its own units only. As fractions of the price they give the annual rate
    that the total cost C adds up. Raises TooFewObservationsError without any cost. Source: A §7.

    >>> round(annual_slippage(np.array([0.0002, 0.0001, np.nan]), 12), 10)
    0.0018
    """
    known = costs[~np.isnan(costs)]
    enough(known.size, 1, "costs")
    return float(known.mean()) * positive(rolls_per_year, "rolls_per_year")


def execution_quality(orders: Orders) -> ExecutionQuality:
    """Mean, quantity-weighted and worst slippage, in price units and in basis points of the quote.

    A row with a price is a fill; its slippage is measured when quote and quantity are there too. Wholly blank rows are
    no orders. ``total_cost = Σ slippage · quantity``, in the quote's currency. Raises MissingValueError for a fill
    without a side, DomainError for a quote, price or quantity that is not above 0, TooFewObservationsError when no
    slippage can be measured. Source: A §7, §12.

    >>> prices, quantities = np.array([150.03, 149.99]), np.array([3000.0, 1000.0])
    >>> report = execution_quality(Orders(["BUY", "SELL"], np.array([150.0, 150.0]), prices, quantities))
    >>> report.mean_slippage, report.weighted_slippage, round(report.worst_bp, 6), report.total_cost
    (0.02, 0.025, 2.0, 100.0)
    """
    _check_orders(orders)
    filled = ~np.isnan(orders.prices)
    measured = filled & ~np.isnan(orders.quotes) & ~np.isnan(orders.quantities)
    enough(int(measured.sum()), 1, "prices")
    slips = np.array(
        [
            slippage(side, float(orders.quotes[row]), float(orders.prices[row]))
            for row, side in enumerate(orders.sides)
            if side is not None and measured[row]
        ]
    )
    points = slips / orders.quotes[measured] * _BASIS_POINTS
    weights = orders.quantities[measured]
    present = filled | ~np.isnan(orders.quotes) | ~np.isnan(orders.quantities)
    return ExecutionQuality(
        orders=int(np.count_nonzero(present | np.array([side is not None for side in orders.sides]))),
        fills=int(filled.sum()),
        measured=slips.size,
        mean_slippage=float(slips.mean()),
        mean_bp=float(points.mean()),
        weighted_slippage=float(np.average(slips, weights=weights)),
        weighted_bp=float(np.average(points, weights=weights)),
        worst_slippage=float(slips.max()),
        worst_bp=float(points.max()),
        total_cost=float(slips @ weights),
    )


def limit_hit_rate(order_types: Sequence[str], prices: FloatArray) -> float | None:
    """Share of the limit orders that were filled, those with a price; None without any limit order. Source: A §12.

    >>> limit_hit_rate(["指値", "LIMIT", "成行", "limit"], np.array([150.0, np.nan, 150.0, 150.0]))
    0.6666666666666666
    """
    same_count(prices.size, len(order_types), "order_types", "prices")
    limits = np.array([word.strip().upper() in LIMIT_ORDERS for word in order_types])
    return float(np.mean(~np.isnan(prices[limits]))) if limits.any() else None


def latencies(order_times: Sequence[Moment], fill_times: Sequence[Moment], orders: int) -> FloatArray:
    """Seconds from order to fill of the rows that have both times: (m,), each 0 or above.

    Raises DomainError for a fill before its order, or when only one of the two has a date. Source: A §12.

    >>> from datetime import datetime
    >>> latencies([datetime(2026, 1, 5, 9)], [datetime(2026, 1, 5, 9, 0, 2)], 1)
    array([2.])
    """
    same_count(orders, len(order_times), "order_times", "prices")
    same_count(orders, len(fill_times), "fill_times", "prices")
    waits = []
    for row, (sent, filled) in enumerate(zip(order_times, fill_times, strict=True), start=1):
        if sent is not None and filled is not None:
            if filled < sent or is_time_of_day(filled) != is_time_of_day(sent):
                raise _before_its_order(row, sent, filled)
            waits.append((filled - sent) / timedelta(seconds=1))
    return np.array(waits)


def _check_orders(orders: Orders) -> None:
    same_count(orders.prices.size, len(orders.sides), "sides", "prices")
    for values, argument in ((orders.quotes, "quotes"), (orders.quantities, "quantities")):
        same_length(orders.prices, values, argument, "prices")
        positives(values, argument)
    positives(orders.prices, "prices")
    for row, (side, price) in enumerate(zip(orders.sides, orders.prices, strict=True), start=1):
        if side is None and price == price:
            raise MissingValueError(
                Text(
                    f"{row}行目は約定していますが売買が空白です", f"row {row} has a price but no side; a side is needed"
                ),
                "sides",
            )


def _before_its_order(row: int, sent: datetime, filled: datetime) -> HedgeError:
    return DomainError(
        Text(
            f"{row}行目の {shown(filled)} は注文時刻 {shown(sent)} と合いません。注文より後の時刻が必要です",
            f"{shown(filled)} in row {row} does not fit its order's {shown(sent)}; a later time is needed",
        ),
        "fill_times",
    )
