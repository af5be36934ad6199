"""BACKTEST."""

from hedge_xl.core import backtest
from hedge_xl.functions import arguments as arg
from hedge_xl.functions import arguments_market as market
from hedge_xl.functions.backtest_table import backtest_rows
from hedge_xl.functions.declare import Example, udf
from hedge_xl.functions.results import TABLE, Block

_ASSET = (100, 103, 101, 104, 108, 105, 109)
_FX = (150, 148, 151, 152, 149, 146, 147)
_AVERAGE = ("", "", "", 150, 150.5, 149.5, 148)


@udf(
    ja=(
        "月次バックテストの表。未ヘッジ、1:1、0.8、0.8±0.1(平均線)、h*(外貨建て、0〜1に収める)を同じ月で比べます。"
        "月のhは前月末までのデータで決め、しきい値以上の変化だけ売買。最初のヘッジも売買に数えます。"
    ),
    en=(
        "Table of a monthly walk-forward backtest: unhedged, 1:1, 0.8, 0.8 with the trend's 0.1, h* within 0 to 1. A "
        "month's h uses data up to the month end before and changes by the threshold or more."
    ),
    formula="r_S + (1 − h)·r_F − c/12·h − trade_cost·|Δh|",
    source="A §9, §10, §11, §16",
    unit=arg.NO_UNIT,
    result=TABLE,
    example=Example(
        (_ASSET, _FX, _AVERAGE, 0.03, 3, "none", 0.05, 0.001),
        [
            ["方針", "年率平均", "年率ボラ", "シャープ", "最大DD", "Calmar", "売買回数", "総コスト", "平均h", "月数"],
            ["未ヘッジ", 0.054036196, 0.16548717, 0.326528, -0.047352722, 1.1411423, 0, 0, 0, 3],
            ["1:1", 0.15382793, 0.13047443, 1.1789891, -0.030205298, 5.0927468, 1, 0.0085, 1, 3],
            ["0.8", 0.13386959, 0.13655377, 0.98034341, -0.033659298, 3.9771948, 1, 0.0068, 0.8, 3],
            ["0.8±トレンド", 0.12990139, 0.13092634, 0.99217155, -0.032127432, 4.0433168, 2, 0.00715, 0.83333333, 3],
            ["h*", 0.012732336, 0.15130075, 0.084152494, -0.047352722, 0.26888287, 1, 0.0035, 0.33333333, 3],
        ],
        1e-7,
    ),
)
def BACKTEST(
    asset_prices: market.AssetPrices,
    fx_prices: market.FxPrices,
    fx_average: market.FxAverage = None,
    annual_cost: market.AnnualCost = 0.0,
    window: market.MonthsInWindow = 36,
    shrinkage: arg.Shrinkage = "none",
    threshold: arg.PolicyThreshold = 0.05,
    trade_cost: market.TradeCost = 0.0,
) -> Block:
    """Walk-forward backtest of the hedge policies."""
    return backtest_rows(
        backtest.backtest(asset_prices, fx_prices, fx_average, annual_cost, window, shrinkage, threshold, trade_cost)
    )
