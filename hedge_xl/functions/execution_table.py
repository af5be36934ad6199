"""The rows of EXECUTION_QUALITY: one figure a row, with its unit, empty where nothing can be said."""

from collections.abc import Sequence
from typing import Final

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.dates import Moment
from hedge_xl.core.errors import MissingValueError
from hedge_xl.core.execution import Orders, execution_quality, latencies, limit_hit_rate
from hedge_xl.core.language import Text, same
from hedge_xl.functions.results import Block
from hedge_xl.functions.tables import table

HEADER: Final = (Text("項目", "Figure"), Text("値", "Value"), Text("単位", "Unit"))
_COUNT: Final = Text("件", "orders")
_PRICE: Final = Text("価格", "price")
_BP: Final = same("bp")
_SECONDS: Final = Text("秒", "seconds")
_QUALITY: Final = (
    (Text("注文数", "Orders"), _COUNT),
    (Text("約定数", "Fills"), _COUNT),
    (Text("滑りを測れた約定", "Fills with slippage measured"), _COUNT),
    (Text("平均滑り", "Mean slippage"), _PRICE),
    (Text("平均滑り", "Mean slippage"), _BP),
    (Text("平均滑り(数量加重)", "Mean slippage, by quantity"), _PRICE),
    (Text("平均滑り(数量加重)", "Mean slippage, by quantity"), _BP),
    (Text("最大滑り", "Worst slippage"), _PRICE),
    (Text("最大滑り", "Worst slippage"), _BP),
    (Text("滑りコスト合計", "Total cost of slippage"), Text("相手通貨", "quote currency")),
)
_HIT_RATE: Final = (Text("指値のヒット率", "Hit rate of limit orders"), Text("割合", "fraction"))
_MEAN_LATENCY: Final = (Text("平均約定時間", "Mean latency"), _SECONDS)
_WORST_LATENCY: Final = (Text("最長約定時間", "Worst latency"), _SECONDS)


def execution_rows(
    orders: Orders,
    order_types: list[str] | None,
    order_times: Sequence[Moment] | None,
    fill_times: Sequence[Moment] | None,
) -> Block:
    """Header and one row per figure."""
    quality = execution_quality(orders)
    hit_rate = None if order_types is None else limit_hit_rate(order_types, orders.prices)
    waits = _waits(order_times, fill_times, orders.prices.size)
    mean, worst = (None, None) if waits is None else (float(waits.mean()), float(waits.max()))
    labels = (*_QUALITY, _HIT_RATE, _MEAN_LATENCY, _WORST_LATENCY)
    values = (*quality, hit_rate, mean, worst)
    return table(HEADER, [(label, value, unit) for (label, unit), value in zip(labels, values, strict=True)])


def _waits(order_times: Sequence[Moment] | None, fill_times: Sequence[Moment] | None, orders: int) -> FloatArray | None:
    """Latencies, None when neither column came or no row has both times."""
    if order_times is None and fill_times is None:
        return None
    if order_times is None or fill_times is None:
        missing = "order_times" if order_times is None else "fill_times"
        raise MissingValueError(
            Text("注文時刻と約定時刻の両方が必要です", "times of order and of fill are needed, both of them"), missing
        )
    waits = latencies(order_times, fill_times, orders)
    return waits if waits.size else None
