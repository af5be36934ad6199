"""SLIPPAGE, SLIPPAGE_ANNUAL, EXECUTION_QUALITY."""

from hedge_xl.core import execution
from hedge_xl.functions import arguments as arg
from hedge_xl.functions import arguments_schedule as when
from hedge_xl.functions.declare import Example, udf
from hedge_xl.functions.execution_table import execution_rows
from hedge_xl.functions.results import SCALAR, TABLE, Block


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


@udf(
    ja=(
        "年率のスリッページ。ヘッジ全体のロール1回の滑りの平均×年間のロール回数。"
        "価格に対する割合で入れると HEDGE_COST に使えます。"
    ),
    en=(
        "Slippage a year: the mean slippage of a roll of the whole hedge × rolls a year. Given as fractions of the "
        "price it fits HEDGE_COST."
    ),
    formula="mean(costs) · rolls per year",
    source="A §7",
    unit=arg.PER_YEAR,
    result=SCALAR,
    example=Example(((0.0002, 0.0001, 0.0003), 12), 0.0024),
)
def SLIPPAGE_ANNUAL(costs: when.RollCosts, rolls_per_year: when.RollsPerYear) -> float:
    """Slippage a year."""
    return execution.annual_slippage(costs, rolls_per_year)


@udf(
    ja=(
        "執行品質の表。注文数と約定数、平均・数量加重・最大の滑り(価格とbp)、滑りコスト合計、指値のヒット率、約定までの秒数。"
        "滑りは正がコストで、分からない項目は空きます。"
    ),
    en=(
        "Table on execution: orders and fills, mean, weighted and worst slippage (price and bp), its total cost, hit "
        "rate of limit orders, seconds to the fill. A cost is positive."
    ),
    formula="BUY: price − quote; SELL: quote − price; bp = slippage/quote · 10,000; hit rate = filled/all limit orders",
    source="A §7, §12",
    unit=arg.NO_UNIT,
    result=TABLE,
    example=Example(
        (
            ("SELL", "SELL", "BUY", "SELL"),
            (150, 150.1, 149.8, 150.2),
            (149.98, 150.1, 149.83, ""),
            (10000, 20000, 5000, 10000),
            ("MARKET", "LIMIT", "MARKET", "LIMIT"),
            (0.375, 0.4375, 0.5, 0.5625),
            (0.3751, 0.4376, 0.5001, ""),
        ),
        [
            ["項目", "値", "単位"],
            ["注文数", 4, "件"],
            ["約定数", 3, "件"],
            ["滑りを測れた約定", 3, "件"],
            ["平均滑り", 0.0166666666666667, "価格"],
            ["平均滑り", 1.11200118676754, "bp"],
            ["平均滑り(数量加重)", 0.01, "価格"],
            ["平均滑り(数量加重)", 0.66704812766228, "bp"],
            ["最大滑り", 0.03, "価格"],
            ["最大滑り", 2.00267022696929, "bp"],
            ["滑りコスト合計", 350, "相手通貨"],
            ["指値のヒット率", 0.5, "割合"],
            ["平均約定時間", 8.64, "秒"],
            ["最長約定時間", 8.64, "秒"],
        ],
    ),
)
def EXECUTION_QUALITY(
    sides: when.OrderSides,
    quotes: when.Quotes,
    prices: when.FillPrices,
    quantities: when.Quantities,
    order_types: when.OrderTypes = None,
    order_times: when.OrderTimes = None,
    fill_times: when.FillTimes = None,
) -> Block:
    """Report on execution."""
    orders = execution.Orders(sides, quotes, prices, quantities)
    return execution_rows(orders, order_types, order_times, fill_times)
