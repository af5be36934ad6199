"""ATR, EMA, RSI, ADX, TREND_SIGNAL, VOLATILITY, VALUE_AT_RISK, REGIME."""

from hedge_xl.core import trend as trends
from hedge_xl.core import volatility as risk
from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.regime import market_regime
from hedge_xl.functions import arguments as arg
from hedge_xl.functions import arguments_market as market
from hedge_xl.functions.declare import Example, udf
from hedge_xl.functions.regime_table import regime_rows
from hedge_xl.functions.results import COLUMN_WITH_GAPS, SCALAR, TABLE, Block

_BARS = ((102, 104, 103, 106, 107, 105), (100, 101, 100, 103, 104, 102), (101, 103, 101, 105, 106, 103))
_PRICES = (100, 102, 101, 105)
_RETURNS = (-0.03, 0.01, 0.02, -0.01, 0, 0.03, -0.02, 0.01, 0.04, -0.04, 0.02, 0, 0.01, -0.01, 0.03, -0.02, 0.02)


@udf(
    ja="ATR(平均変動幅)の列。入力と同じ長さで、最後の行が最新です。期間がそろうまでの行は値がありません。",
    en=(
        "Average true range: a column as long as the input, the latest value last, without a value until the period is "
        "full. Wilder's agrees with TA-Lib."
    ),
    formula="TR_t = max(H_t, C_{t-1}) − min(L_t, C_{t-1}); wilder: A_t = A_{t-1} + (TR_t − A_{t-1})/period",
    source="B §4, §7; D §3",
    unit=market.PRICE,
    result=COLUMN_WITH_GAPS,
    example=Example((*_BARS, 3), [[None], [None], [None], [3.66666666666667], [3.44444444444444], [3.62962962962963]]),
)
def ATR(
    highs: market.Highs,
    lows: market.Lows,
    closes: market.Closes,
    period: market.Period = 14,
    method: market.AtrMethod = "wilder",
) -> FloatArray:
    """Average true range."""
    return risk.average_true_range(highs, lows, closes, period, method)


@udf(
    ja="EMA(指数平滑移動平均)の列。最初の値は期間の単純平均です。入力と同じ長さで、最後の行が最新です。",
    en=(
        "Exponential moving average: a column as long as the input, the latest value last, begun with a plain mean. "
        "Agrees with TA-Lib."
    ),
    formula="E_t = E_{t-1} + 2/(period + 1) · (P_t − E_{t-1})",
    source="D §3, §7",
    unit=market.PRICE,
    result=COLUMN_WITH_GAPS,
    example=Example((_PRICES, 3), [[None], [None], [101], [103]]),
)
def EMA(prices: arg.Prices, period: market.Period) -> FloatArray:
    """Exponential moving average."""
    return trends.exponential_moving_average(prices, period)


@udf(
    ja="RSI(0〜100)の列。平均はWilder方式です。入力と同じ長さで、まったく値動きがない間は値がありません。",
    en=(
        "Relative strength index, 0 to 100: a column as long as the input, the latest value last, without a value "
        "while no price has moved. Agrees with TA-Lib."
    ),
    formula="100 · G/(G + L), G and L Wilder's averages of rises and falls",
    source="D §3",
    unit=market.INDEX_100,
    result=COLUMN_WITH_GAPS,
    example=Example((_PRICES, 3), [[None], [None], [None], [85.7142857142857]]),
)
def RSI(prices: arg.Prices, period: market.Period = 14) -> FloatArray:
    """Relative strength index."""
    return trends.relative_strength_index(prices, period)


@udf(
    ja="ADX(トレンドの強さ、0〜100)の列。入力と同じ長さで、最後の行が最新です。値は「期間×2」行目から出ます。",
    en=(
        "Average directional index, the strength of a trend, 0 to 100: a column as long as the input, the latest value "
        "last; it needs twice the period. Agrees with TA-Lib."
    ),
    formula="Wilder's average of DX = 100 · |DI⁺ − DI⁻|/(DI⁺ + DI⁻)",
    source="D §3",
    unit=market.INDEX_100,
    result=COLUMN_WITH_GAPS,
    example=Example((*_BARS, 3), [[None], [None], [None], [None], [None], [52.960372960373]]),
)
def ADX(highs: market.Highs, lows: market.Lows, closes: market.Closes, period: market.Period = 14) -> FloatArray:
    """Average directional index."""
    return trends.average_directional_index(highs, lows, closes, period)


@udf(
    ja="トレンドの向き。短期EMAが長期EMAより上なら1、下なら−1、同じなら0(最後の価格の時点)。",
    en="Side of the trend after the last price: 1 if the short EMA is above the long one, -1 if below, 0 if equal.",
    formula="sign(EMA_short − EMA_long)",
    source="D §3, §6, §7",
    unit=arg.NO_UNIT,
    result=SCALAR,
    example=Example((_PRICES, 2, 3), 1),
)
def TREND_SIGNAL(prices: arg.Prices, short_period: market.ShortPeriod, long_period: market.LongPeriod) -> int:
    """Side of the trend."""
    return trends.trend_signal(prices, short_period, long_period)


@udf(
    ja=(
        'ボラティリティ。"sd"は標準偏差(n−1)、"ewma"はRiskMetricsの指数加重(λ=0.94、平均0)。'
        "√periods を掛けます(既定は1期間分)。"
    ),
    en=(
        'Volatility of returns over a number of periods, 1 by default: "sd", the standard deviation (n-1), or "ewma", '
        "RiskMetrics' weighting (decay 0.94, mean 0)."
    ),
    formula="sd: √periods · std(r); ewma: √(periods · Σλ^i·r²_{t−i} / Σλ^i), λ = 0.94",
    source="D §3, §7",
    unit=arg.FRACTION,
    result=SCALAR,
    example=Example(((0.02, 0.01, -0.02, 0.03, 0.005), 4, 252), 0.326458266858109),
)
def VOLATILITY(
    returns: arg.Returns,
    window: market.LastReturns = None,
    periods: market.Horizon = 1.0,
    method: market.VolatilityMethod = "sd",
) -> float:
    """Volatility of returns."""
    return risk.volatility(returns, window, periods, method)


@udf(
    ja=(
        "バリュー・アット・リスク。1期間の損失がこの信頼水準で収まる大きさで、損失が正です。"
        "historical は95%なら20個以上のリターンが必要です。"
    ),
    en=(
        "Value at risk over one period: the loss that this share of periods does not exceed; a loss is positive. "
        "Historical, 95% needs at least 20 returns."
    ),
    formula="historical: −quantile(r, 1 − c); parametric: −(mean + z_{1−c} · std)",
    source="D §3",
    unit=arg.LOG_RETURN,
    result=SCALAR,
    example=Example(((*_RETURNS, 0.01, 0, -0.01),), 0.0305),
)
def VALUE_AT_RISK(
    returns: arg.Returns, confidence: market.Confidence = 0.95, method: market.VarMethod = "historical"
) -> float:
    """Value at risk."""
    return risk.value_at_risk(returns, confidence, method)


@udf(
    ja=(
        "相場の局面と、そのときのポジションとヘッジの助言(表)。高ボラなら縮小、低ボラで上昇中なら拡大、それ以外はレンジです。"
    ),
    en=(
        "Table: the market regime with its advice on position and hedge. High volatility shrinks, low volatility with "
        "a rising trend expands, all else is a range."
    ),
    formula="vol ≥ high: fall; vol ≤ low and trend > 0: rise; else: range",
    source="D §6, §8",
    unit=arg.NO_UNIT,
    result=TABLE,
    example=Example(
        (0.12, 0.15, 0.25, 1),
        [
            ["市場環境", "ポジション戦略", "ヘッジ構造"],
            ["低ボラ上昇局面", "ポジション拡大、追随型", "軽めの先物ショート または VIXプット"],
        ],
    ),
)
def REGIME(
    volatility: market.Volatility, low_vol: market.LowVol, high_vol: market.HighVol, trend: market.Trend
) -> Block:
    """Market regime with its advice."""
    return regime_rows(market_regime(volatility, low_vol, high_vol, trend))
