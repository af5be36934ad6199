"""The arguments of the functions: one alias per argument, with its kind, unit and words in both languages.

Defaults and names live in the wrappers' signatures; an alias may serve several functions.
"""

from typing import Annotated

from hedge_xl.core.arrays import FloatArray, Rows
from hedge_xl.core.carry import ForwardConvention as ForwardConventionChoice
from hedge_xl.core.covariance import Shrinkage as ShrinkageChoice
from hedge_xl.core.hedge import AssetCurrency as CurrencyChoice
from hedge_xl.core.language import Text, same
from hedge_xl.core.rounding import Rounding as RoundingChoice
from hedge_xl.core.sizing import Side as SideChoice
from hedge_xl.functions import kinds
from hedge_xl.functions.declare import Doc, Kind
from hedge_xl.functions.kinds import ReturnsBlock as ReturnsBlockValue

NO_UNIT = same("")
FRACTION = Text("割合", "fraction")
LOG_RETURN = Text("対数リターン", "log return")
UNITS = Text("通貨単位", "units of currency")
QUOTE = Text("例: 円/ドル", "e.g. JPY per USD")
POINTS = Text("ポイント", "points")
MONEY = Text("口座通貨", "account currency")
PER_YEAR = Text("年率", "per year")
LOTS = Text("ロット", "lots")
MULTIPLE = Text("倍", "multiple")


def doc(kind: Kind, ja: str, en: str, unit: Text = NO_UNIT) -> Doc:
    """What an alias says of its argument."""
    return Doc(kind, Text(ja, en), unit)


Prices = Annotated[
    FloatArray, doc(kinds.SERIES, "価格の列(古い順)。すべて0より大きい数", "Prices, oldest first; every cell above 0")
]
AssetReturns = Annotated[
    FloatArray,
    doc(kinds.SERIES_WITH_GAPS, "資産のリターン(古い順)", "Returns of the asset, oldest first", LOG_RETURN),
]
FxReturns = Annotated[
    FloatArray,
    doc(kinds.SERIES_WITH_GAPS, "為替のリターン(資産と同じ行)", "Returns of the currency, row by row", LOG_RETURN),
]
ForeignReturns = Annotated[
    FloatArray,
    doc(
        kinds.SERIES_WITH_GAPS,
        "資産の外貨建てリターン(古い順)",
        "Returns of the asset in foreign currency, oldest first",
        LOG_RETURN,
    ),
]
AllOrWindow = Annotated[
    int | None,
    doc(kinds.COUNT, "推定に使う直近の組数。省略時は全部", "Last pairs to use; all when omitted", Text("組", "pairs")),
]
Window = Annotated[
    int, doc(kinds.COUNT, "窓に入れる組数(3以上)", "Pairs in each window, at least 3", Text("組", "pairs"))
]
Shrinkage = Annotated[
    ShrinkageChoice,
    doc(
        kinds.SHRINKAGE,
        '縮小推定: "none"、"ledoit-wolf"、または0〜1の強さ',
        'Shrinkage: "none", "ledoit-wolf" or an intensity from 0 to 1',
    ),
]
AssetCurrency = Annotated[
    CurrencyChoice,
    doc(
        kinds.choice("home", "foreign"),
        '"home"=資産リターンが円建て、"foreign"=ドルなど外貨建て(1を足す)',
        '"home" if the asset returns are in home currency, "foreign" if in dollars or the like (adds 1)',
    ),
]
Spot = Annotated[float, doc(kinds.NUMBER, "直物レート(0より大きい)", "Spot rate, above 0", QUOTE)]
Average = Annotated[
    float, doc(kinds.NUMBER, "直物の移動平均(例: 200日線)", "Its moving average (e.g. 200 days)", QUOTE)
]
Adjustment = Annotated[
    float, doc(kinds.NUMBER, "上乗せ・控除の幅(0以上)", "Size of the adjustment, 0 or above", FRACTION)
]
StructuralH = Annotated[float, doc(kinds.NUMBER, "構造的なヘッジ比率", "Structural hedge ratio", FRACTION)]
TrendAdjustment = Annotated[
    float, doc(kinds.NUMBER, "トレンドによる上乗せ・控除", "Adjustment for the trend", FRACTION)
]
PreviousH = Annotated[
    float | None,
    doc(kinds.NUMBER, "前回のヘッジ比率。省略時は初回", "Ratio now in force; omit the first time", FRACTION),
]
PolicyThreshold = Annotated[
    float, doc(kinds.NUMBER, "これより小さい変化は見送る", "A smaller change is not made", FRACTION)
]
Floor = Annotated[float, doc(kinds.NUMBER, "ヘッジ比率の下限", "Lowest hedge ratio allowed", FRACTION)]
Cap = Annotated[float, doc(kinds.NUMBER, "ヘッジ比率の上限", "Highest hedge ratio allowed", FRACTION)]

BandConfidence = Annotated[float, doc(kinds.NUMBER, "信頼度(95%は0.95)", "Confidence, 95% is 0.95", FRACTION)]
MarketReturns = Annotated[
    FloatArray,
    doc(kinds.SERIES_WITH_GAPS, "市場のリターン(資産と同じ行)", "Returns of the market, row by row", LOG_RETURN),
]
PortfolioReturns = Annotated[
    FloatArray,
    doc(kinds.SERIES_WITH_GAPS, "ポートフォリオのリターン(古い順)", "Portfolio returns, oldest first", LOG_RETURN),
]
HedgeReturns = Annotated[
    FloatArray,
    doc(kinds.SERIES_WITH_GAPS, "ヘッジ資産のリターン(同じ行)", "Returns of the hedge, row by row", LOG_RETURN),
]
FirstSeries = Annotated[
    FloatArray, doc(kinds.SERIES_WITH_GAPS, "1つ目のリターン(古い順)", "First returns, oldest first", LOG_RETURN)
]
SecondSeries = Annotated[
    FloatArray, doc(kinds.SERIES_WITH_GAPS, "2つ目のリターン(同じ行)", "Second returns, row by row", LOG_RETURN)
]
RollingWindow = Annotated[
    int | None,
    doc(
        kinds.COUNT,
        "窓の組数(3以上)。入れると列、省略時は全部の組で1つの値",
        "Pairs in each window, at least 3, for a column; one value over all pairs when omitted",
        Text("組", "pairs"),
    ),
]
PortfolioBeta = Annotated[float, doc(kinds.NUMBER, "ポートフォリオのベータ β_p", "Beta of the portfolio", MULTIPLE)]
HedgeBeta = Annotated[float, doc(kinds.NUMBER, "ヘッジ商品のベータ β_h(0以外)", "Beta of the hedge, not 0", MULTIPLE)]

IndexAtr = Annotated[float, doc(kinds.NUMBER, "指数の1日の変動幅 ATR", "ATR of the index, one day", POINTS)]
ValuePerPoint = Annotated[
    float, doc(kinds.NUMBER, "指数1ポイントの価値(1ロット)", "Value of one index point, one lot", MONEY)
]
Positions = Annotated[float, doc(kinds.NUMBER, "指数の建玉(売りは負)", "Index position, negative if short", LOTS)]
Rho = Annotated[float, doc(kinds.NUMBER, "指数と為替の相関 ρ(-1〜1)", "Correlation of index and currency, -1 to 1")]
FxAtr = Annotated[float, doc(kinds.NUMBER, "為替の1日の変動幅 ATR", "ATR of the currency pair, one day", QUOTE)]
FxRelativeAtr = Annotated[
    float,
    doc(
        kinds.NUMBER,
        "為替の1日のATR ÷ レート(1.5円 ÷ 150円なら 0.01)",
        "ATR of the pair for one day / its rate: 1.5 yen at 150 is 0.01",
        FRACTION,
    ),
]
FxLotValue = Annotated[
    float,
    doc(
        kinds.NUMBER,
        "為替が1動いたときの1ロットの損益(value_per_pointと同じ通貨)",
        "Gain of one lot on a move of 1 in the quote, in the currency of value_per_point",
        MONEY,
    ),
]
IndexSide = Annotated[
    SideChoice, doc(kinds.SIDE, "指数の売買: BUY/SELL/LONG/SHORT/買/売", "Side of the index: BUY, SELL, LONG, SHORT")
]
FullHedgeLots = Annotated[float, doc(kinds.NUMBER, "100%ヘッジのロット数", "Lots of a 100% hedge", LOTS)]
HedgeRate = Annotated[float, doc(kinds.NUMBER, "ヘッジ率(30%は0.3)", "Share of the full hedge, 30% is 0.3", FRACTION)]
LotStep = Annotated[float, doc(kinds.NUMBER, "ロットの刻み(0より大きい)", "Step of the lot size, above 0", LOTS)]
Rounding = Annotated[
    RoundingChoice,
    doc(
        kinds.choice("nearest", "down", "up"),
        '丸め: "nearest"(四捨五入)、"down"(0に近い方)、"up"(0から遠い方)',
        'Rounding: "nearest" (half away from 0), "down" (towards 0), "up" (away from 0)',
    ),
]
LotUnits = Annotated[float, doc(kinds.NUMBER, "1ロットの通貨単位数(例: 1000)", "Units in one lot, e.g. 1000", UNITS)]
QuoteMove = Annotated[float, doc(kinds.NUMBER, "為替の値動き(例: 1円)", "Move of the quote, e.g. 1 yen", QUOTE)]
Exposure = Annotated[float, doc(kinds.NUMBER, "ヘッジする外貨建ての評価額", "Foreign currency value to hedge", UNITS)]
HedgeRatio = Annotated[float, doc(kinds.NUMBER, "ヘッジ比率(80%は0.8)", "Hedge ratio, 80% is 0.8", FRACTION)]
MinUnit = Annotated[float, doc(kinds.NUMBER, "最小の取引単位(0より大きい)", "Smallest unit to trade, above 0", UNITS)]
CurrentHedge = Annotated[float, doc(kinds.NUMBER, "現在のヘッジ数量", "Hedge now held", UNITS)]
TargetHedge = Annotated[float, doc(kinds.NUMBER, "目標のヘッジ数量", "Hedge wanted", UNITS)]
Band = Annotated[
    float, doc(kinds.NUMBER, "逸脱率がこれを超えたら調整", "Trade when the deviation exceeds it", FRACTION)
]

PointValue = Annotated[
    float, doc(kinds.NUMBER, "1ポイントの価値(指数の通貨)", "Value of one point in the index's own currency")
]
AccountFxRate = Annotated[
    float,
    doc(
        kinds.NUMBER,
        "指数の通貨1単位の口座通貨での価格(円建て指数・ドル口座なら 1/USDJPY)",
        "Price of 1 unit of that currency in account currency: 1/USDJPY for points in JPY on a USD account",
    ),
]
TargetRisk = Annotated[float, doc(kinds.NUMBER, "1日の目標リスク量", "Risk wanted, per day", MONEY)]
IndexRisk = Annotated[float, doc(kinds.NUMBER, "指数のリスク(INDEX_RISK)", "Risk of the index, from INDEX_RISK", MONEY)]
FxMargin = Annotated[float, doc(kinds.NUMBER, "FXの証拠金(0より大きい)", "Margin of the FX side, above 0", MONEY)]
ExposureUsd = Annotated[float, doc(kinds.NUMBER, "ヘッジするドル建ての評価額", "Dollar value to hedge", same("USD"))]
ContractJpy = Annotated[
    float,
    doc(
        kinds.NUMBER,
        "先物1枚の円額(標準1250万、マイクロ125万)",
        "Size of one contract: 12.5 million, micro 1.25 million",
        same("JPY"),
    ),
]
RiskBudget = Annotated[float, doc(kinds.NUMBER, "目標リスク K(0より大きい)", "Risk wanted K, above 0")]
Sigma = Annotated[float, doc(kinds.NUMBER, "ボラティリティ σ(Kと同じ期間)", "Volatility, over the same time as K")]
SizeCap = Annotated[float | None, doc(kinds.NUMBER, "大きさの上限。省略時はなし", "Largest size; none when omitted")]
Trend = Annotated[
    float,
    doc(kinds.NUMBER, "トレンド(符号だけを使う。例: 短期EMA−長期EMA)", "Trend; its sign counts, e.g. short - long EMA"),
]

SwapPoints = Annotated[
    float,
    doc(
        kinds.NUMBER,
        "1万通貨・1日あたりのスワップ(支払いは正)",
        "Swap points per 10,000 units a day, paid is positive",
        same("JPY"),
    ),
]
RateDifferential = Annotated[float, doc(kinds.NUMBER, "金利差 r_USD − r_JPY", "Rate differential", PER_YEAR)]
Basis = Annotated[float, doc(kinds.NUMBER, "ベーシス(コストが正)", "Basis, a cost is positive", PER_YEAR)]
Spread = Annotated[float, doc(kinds.NUMBER, "スプレッド・手数料", "Spread and fees", PER_YEAR)]
AnnualSlippage = Annotated[float, doc(kinds.NUMBER, "スリッページ", "Slippage", PER_YEAR)]
RateUsd = Annotated[float, doc(kinds.NUMBER, "ドルの金利 r_USD(5%は0.05)", "Dollar interest, 5% is 0.05", PER_YEAR)]
RateJpy = Annotated[float, doc(kinds.NUMBER, "円の金利 r_JPY", "Yen interest", PER_YEAR)]
Years = Annotated[
    float, doc(kinds.NUMBER, "期間 T(90日は 90/365)", "Time to delivery, 90 days are 90/365", Text("年", "years"))
]
Forward = Annotated[
    float, doc(kinds.NUMBER, "市場の先渡しレート(0より大きい)", "Forward in the market, above 0", QUOTE)
]
ForwardConvention = Annotated[
    ForwardConventionChoice,
    doc(
        kinds.choice("market", "article", "printed"),
        '"market"=市場の式、"article"(または"printed")=記事の印刷どおり(上下逆)',
        '"market" for the right form, "article" (or "printed") for the article\'s, which is upside down',
    ),
]
DiyCost = Annotated[float, doc(kinds.NUMBER, "自作ヘッジの総コスト(HEDGE_COST)", "Cost of hedging oneself", PER_YEAR)]
FundCost = Annotated[
    float, doc(kinds.NUMBER, "ヘッジ付きファンドのコスト", "Cost of the hedged fund, its hedge included", PER_YEAR)
]

OrderSide = Annotated[
    SideChoice, doc(kinds.SIDE, "売買: BUY/SELL/LONG/SHORT/買/売", "Side of the order: BUY, SELL, LONG or SHORT")
]
QuotePrice = Annotated[float, doc(kinds.NUMBER, "注文時の気配", "Quote when the order was sent", QUOTE)]
FillPrice = Annotated[float, doc(kinds.NUMBER, "約定価格", "Price of the fill", QUOTE)]

HedgeRatioPerRow = Annotated[
    FloatArray, doc(kinds.PER_ROW, "ヘッジ比率(1つ、または行ごと)", "Hedge ratio, one or one per row", FRACTION)
]
CostPerRow = Annotated[
    FloatArray | float,
    doc(kinds.PER_ROW, "1期あたりのコスト(1つ、または行ごと)", "Cost per period, one or one per row", FRACTION),
]
Returns = Annotated[
    FloatArray,
    doc(
        kinds.SERIES_WITH_GAPS,
        "リターンの列(空白と見出しは除く)",
        "Returns; blanks and headers are left out",
        LOG_RETURN,
    ),
]
ReturnsBlock = Annotated[
    ReturnsBlockValue,
    doc(kinds.RETURNS_BLOCK, "リターンの表(1列が1系列)", "Block of returns, one series per column", LOG_RETURN),
]
Periods = Annotated[
    float,
    doc(kinds.NUMBER, "1年の期間数(月次12、週次52、日次252)", "Periods per year: 12 monthly, 52 weekly, 252 daily"),
]
RiskFree = Annotated[float, doc(kinds.NUMBER, "無リスク金利", "Risk-free rate", PER_YEAR)]
Labels = Annotated[
    list[str] | None,
    doc(kinds.LABELS, "系列の名前。省略時は表の見出し", "Names of the series; when omitted, the block's header row"),
]

Exposures = Annotated[
    FloatArray, doc(kinds.SERIES, "各商品の建玉の評価額(売りは負)", "Exposure per product, negative if short", MONEY)
]
Cov = Annotated[
    FloatArray,
    doc(kinds.MATRIX, "1期(ふつう1日)のリターンの共分散行列", "Covariance matrix of returns, usually daily"),
]
Equity = Annotated[float, doc(kinds.NUMBER, "口座の純資産(0より大きい)", "Equity of the account, above 0", MONEY)]
Days = Annotated[float, doc(kinds.NUMBER, "リスクを見る日数 T", "Days T of the risk horizon", Text("日", "days"))]
RefVol = Annotated[
    float | None,
    doc(
        kinds.NUMBER,
        "基準ボラティリティ(同じ期間)。入れると倍率になる",
        "Reference volatility over the same horizon; gives a multiple",
        FRACTION,
    ),
]

FunctionName = Annotated[str, doc(kinds.WORD, '関数名(例: "HSTAR")', 'Name of a function, e.g. "HSTAR"')]
Data = Annotated[Rows, doc(kinds.CELLS, "調べる範囲", "Range to look at")]
