"""The arguments of the indicators and of the backtest."""

from typing import Annotated

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.language import Text
from hedge_xl.core.volatility import AtrMethod as AtrMethodChoice
from hedge_xl.core.volatility import VarMethod as VarMethodChoice
from hedge_xl.core.volatility import VolatilityMethod as VolatilityMethodChoice
from hedge_xl.functions import kinds
from hedge_xl.functions.arguments import FRACTION, PER_YEAR, QUOTE, doc

BARS = Text("本", "bars")
PRICE = Text("価格の単位", "unit of the prices")
INDEX_100 = Text("0〜100", "0 to 100")

Highs = Annotated[FloatArray, doc(kinds.SERIES, "高値の列(古い順)", "Highs, oldest first", PRICE)]
Lows = Annotated[FloatArray, doc(kinds.SERIES, "安値の列(高値と同じ行)", "Lows, row by row with the highs", PRICE)]
Closes = Annotated[FloatArray, doc(kinds.SERIES, "終値の列(高値と同じ行)", "Closes, row by row with the highs", PRICE)]
Period = Annotated[int, doc(kinds.COUNT, "期間(よく使うのは14〜20)", "Period, usually 14 to 20", BARS)]
ShortPeriod = Annotated[int, doc(kinds.COUNT, "短期EMAの期間", "Period of the short EMA", BARS)]
LongPeriod = Annotated[int, doc(kinds.COUNT, "長期EMAの期間", "Period of the long EMA", BARS)]
AtrMethod = Annotated[
    AtrMethodChoice,
    doc(
        kinds.choice("wilder", "sma"),
        '平均のしかた: "wilder"(TA-Libと同じ)、"sma"(単純平均)',
        'Average: "wilder" (as TA-Lib) or "sma" (the plain mean)',
    ),
]
LastReturns = Annotated[
    int | None,
    doc(kinds.COUNT, "使う直近の個数。省略時は全部", "Last returns to use; all when omitted", Text("個", "returns")),
]
Horizon = Annotated[
    float,
    doc(
        kinds.NUMBER,
        "何期間分か(年率なら 月次12、日次252)",
        "Horizon in periods; for a year 12 if monthly, 252 if daily",
        Text("期間", "periods"),
    ),
]
VolatilityMethod = Annotated[
    VolatilityMethodChoice,
    doc(
        kinds.choice("sd", "ewma"),
        '"sd"(標準偏差)、"ewma"(RiskMetrics、λ=0.94、平均0)',
        '"sd" (standard deviation) or "ewma" (RiskMetrics, decay 0.94, mean 0)',
    ),
]
Confidence = Annotated[
    float, doc(kinds.NUMBER, "信頼水準(95%は0.95)", "Confidence level, 95% is 0.95, from 0.5 to 0.9999", FRACTION)
]
VarMethod = Annotated[
    VarMethodChoice,
    doc(
        kinds.choice("historical", "parametric"),
        '"historical"(実績の分位点)、"parametric"(正規分布)',
        '"historical" (quantile of the returns) or "parametric" (normal)',
    ),
]
Volatility = Annotated[float, doc(kinds.NUMBER, "現在のボラティリティ", "Volatility now", FRACTION)]
LowVol = Annotated[float, doc(kinds.NUMBER, "これ以下なら低ボラ", "Low volatility: this or below", FRACTION)]
HighVol = Annotated[float, doc(kinds.NUMBER, "これ以上なら高ボラ", "High volatility: this or above", FRACTION)]
Trend = Annotated[
    float,
    doc(
        kinds.NUMBER,
        "トレンド(正=上昇、0=横ばい、負=下落)。TREND_SIGNALの値など",
        "Trend, above 0 if rising, below if falling: e.g. TREND_SIGNAL",
    ),
]
AssetPrices = Annotated[
    FloatArray,
    doc(kinds.SERIES, "資産の月末価格(外貨建て、古い順)", "Month-end prices in foreign currency, oldest first", PRICE),
]
FxPrices = Annotated[
    FloatArray, doc(kinds.SERIES, "為替の月末値(資産と同じ行)", "Month-end rates of the currency, row by row", QUOTE)
]
FxAverage = Annotated[
    FloatArray | None,
    doc(
        kinds.SERIES_WITH_GAPS,
        "月末の移動平均(例: 200日線、同じ行)。省略時はトレンドの行が空きます",
        "Its average at month end, e.g. 200 days; without it the trend policy is left empty",
        QUOTE,
    ),
]
AnnualCost = Annotated[
    FloatArray | float,
    doc(
        kinds.PER_ROW, "ヘッジコスト(1つ、または月末ごと)", "Cost of the hedge, one rate or one per month end", PER_YEAR
    ),
]
MonthsInWindow = Annotated[
    int,
    doc(
        kinds.COUNT, "h*を推定する月数(3以上)", "Months from which h* is estimated, at least 3", Text("か月", "months")
    ),
]
TradeCost = Annotated[
    float, doc(kinds.NUMBER, "売買コスト(売買した額に対する割合)", "Cost of a trade, of the amount traded", FRACTION)
]
