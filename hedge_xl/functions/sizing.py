"""Quantities: lots, units and contracts to trade, their value and risk, and the size of a position."""

from hedge_xl.core import sizing
from hedge_xl.core.instruments import MICRO_JPY_FUTURE
from hedge_xl.core.language import Text
from hedge_xl.functions import arguments as arg
from hedge_xl.functions.declare import Example, udf
from hedge_xl.functions.results import ROW, SCALAR


@udf(
    ja="指数ポジションを100%ヘッジするFXのロット数。符号は ρ×建玉 で、正ならFXを売り、負なら買います。",
    en=(
        "FX lots that hedge an index position by 100%. The sign is that of ρ × positions: if positive sell the pair, "
        "if negative buy it."
    ),
    formula="ATR_index · V · N · ρ / (ATR_fx · lot value)",
    source="B §4, §6",
    unit=arg.LOTS,
    result=SCALAR,
    example=Example((200, 1, 1, 0.65, 1.5, 6.6), 13.1313131313131),
)
def HEDGE_RATIO(
    index_atr: arg.IndexAtr,
    value_per_point: arg.ValuePerPoint,
    positions: arg.Positions,
    rho: arg.Rho,
    fx_atr: arg.FxAtr,
    fx_lot_value: arg.FxLotValue,
) -> float:
    """FX lots of a 100% hedge."""
    return sizing.full_hedge_lots(index_atr, value_per_point, positions, rho, fx_atr, fx_lot_value)


@udf(
    ja="ヘッジするFXの売買。相関が正なら指数と逆、負なら同じ方向。相関0はエラーです。",
    en=(
        "Side of the FX hedge: opposite to the index for a positive correlation, the same for a negative one; 0 "
        "is an error."
    ),
    formula="ρ > 0: opposite; ρ < 0: same",
    source="B §4",
    unit=arg.NO_UNIT,
    result=SCALAR,
    example=Example((0.65, "BUY"), "SELL"),
)
def HEDGE_SIDE(rho: arg.Rho, index_side: arg.IndexSide) -> str:
    """Side of the FX hedge."""
    return sizing.hedge_side(rho, index_side)


@udf(
    ja="実際に取引するロット数。100%ヘッジのロット×ヘッジ率を、ロットの刻みに丸めます。",
    en="Lots to trade: the lots of a full hedge × the hedge rate, rounded to the step of the lot size.",
    formula="round(lots · rate / step) · step",
    source="B §6, §7",
    unit=arg.LOTS,
    result=SCALAR,
    example=Example((13.1313131313131, 0.3), 3.94),
)
def FX_LOTS(
    full_hedge_lots: arg.FullHedgeLots,
    hedge_rate: arg.HedgeRate = 1.0,
    lot_step: arg.LotStep = 0.01,
    rounding: arg.Rounding = "nearest",
) -> float:
    """Lots to trade."""
    return sizing.fx_lots(full_hedge_lots, hedge_rate, lot_step, rounding)


@udf(
    ja="為替が動いたときの1ロットの損益(USDJPYならドル)。1,000通貨・151.5円・1円の動きで約6.60ドル。",
    en=(
        "Gain of one lot on a move of the quote, in base currency (dollars for USDJPY): 1,000 units at 151.5 and a "
        "move of 1 yen are about 6.60 USD."
    ),
    formula="units · move / S",
    source="B §6",
    unit=Text("ペアの左側の通貨", "base currency of the pair"),
    result=SCALAR,
    example=Example((1000, 151.5), 6.6006600660066),
)
def FX_LOT_VALUE(lot_units: arg.LotUnits, spot: arg.Spot, quote_move: arg.QuoteMove = 1.0) -> float:
    """Value of one lot for a move of the quote."""
    return sizing.fx_lot_value(lot_units, spot, quote_move)


@udf(
    ja="指数1ポイントの価値を口座通貨に直します。100円/ポイント・ドル口座・150円なら fx_rate は 1/150 で約0.667ドル。",
    en=(
        "Value of one index point in account currency. 100 JPY a point on a USD account at 150: fx_rate is 1/150, the "
        "value about 0.667 USD."
    ),
    formula="V = point value · fx_rate",
    source="B §4",
    unit=arg.MONEY,
    result=SCALAR,
    example=Example((1, 150), 150),
)
def VALUE_PER_POINT(point_value: arg.PointValue, fx_rate: arg.AccountFxRate = 1.0) -> float:
    """Value of one index point in account currency."""
    return sizing.value_per_point(point_value, fx_rate)


@udf(
    ja="指数ポジションの1日の値幅リスク(指数が1ATR上がったときの損益)。売りは負になります。",
    en="Risk of an index position: what it gains when the index rises by one ATR, negative for a short position.",
    formula="ATR · V · N",
    source="B §6",
    unit=arg.MONEY,
    result=SCALAR,
    example=Example((200, 1, 1), 200),
)
def INDEX_RISK(index_atr: arg.IndexAtr, value_per_point: arg.ValuePerPoint, positions: arg.Positions) -> float:
    """Risk of an index position over one ATR."""
    return sizing.index_risk(index_atr, value_per_point, positions)


@udf(
    ja="目標リスク量に合わせた指数のロット数。",
    en="Lots of the index that carry the risk wanted.",
    formula="target risk / (ATR · V)",
    source="B §5",
    unit=arg.LOTS,
    result=SCALAR,
    example=Example((100, 200, 1), 0.5),
)
def INDEX_LEVERAGE(target_risk: arg.TargetRisk, index_atr: arg.IndexAtr, value_per_point: arg.ValuePerPoint) -> float:
    """Lots of the index that carry the risk wanted."""
    return sizing.index_leverage(target_risk, index_atr, value_per_point)


@udf(
    ja=(
        "FX側に必要なレバレッジ(倍)。符号は 指数リスク×ρ で、目安は1〜3倍です。"
        "ATRはレートで割った割合(例 1.5円÷150円=0.01)で入れます。円のままでは倍率になりません。"
    ),
    en=(
        "Leverage that the FX side needs, with the sign of index risk × ρ; 1 to 3 is the guide. The ATR is a fraction "
        "of the rate (1.5 yen / 150 yen = 0.01); in yen the result is no multiple."
    ),
    formula="index risk · ρ / (margin · ATR_fx), ATR_fx as a fraction of the rate",
    source="B §5, §7",
    unit=arg.MULTIPLE,
    result=SCALAR,
    example=Example((200, 0.65, 10000, 0.01), 1.3),
)
def FX_LEVERAGE(index_risk: arg.IndexRisk, rho: arg.Rho, fx_margin: arg.FxMargin, fx_atr: arg.FxRelativeAtr) -> float:
    """Leverage that the FX side needs."""
    return sizing.fx_leverage(index_risk, rho, fx_margin, fx_atr)


@udf(
    ja="目標のヘッジ数量。評価額×ヘッジ比率を最小単位に四捨五入します。",
    en="Target units of the hedge: exposure × hedge ratio, rounded to the smallest unit (half away from zero).",
    formula="round(A · h / unit) · unit",
    source="A §5, §15",
    unit=arg.UNITS,
    result=SCALAR,
    example=Example((75000, 0.8), 60000),
)
def HEDGE_UNITS(exposure: arg.Exposure, hedge_ratio: arg.HedgeRatio, min_unit: arg.MinUnit = 1000.0) -> float:
    """Target units of the hedge."""
    return sizing.hedge_units(exposure, hedge_ratio, min_unit)


@udf(
    ja="ドル建て評価額をヘッジする円先物の枚数(整数に四捨五入)。正は円先物の買い、1枚の円額は既定でマイクロの125万円。",
    en=(
        "Whole JPY futures contracts that hedge a dollar exposure, half away from zero. Positive buys the JPY future; "
        "a contract is the micro's 1.25 million JPY unless given."
    ),
    formula="round(A · h · S / contract)",
    source="A §3, §5",
    unit=Text("枚", "contracts"),
    result=SCALAR,
    example=Example((75000, 150, 0.8), 7),
)
def FUTURES_CONTRACTS(
    exposure_usd: arg.ExposureUsd,
    spot: arg.Spot,
    hedge_ratio: arg.HedgeRatio,
    contract_jpy: arg.ContractJpy = MICRO_JPY_FUTURE.size,
) -> float:
    """Whole JPY futures contracts of a hedge."""
    return sizing.futures_contracts(exposure_usd, spot, hedge_ratio, contract_jpy)


@udf(
    ja="ヘッジの逸脱率。目標が0でヘッジが残っているときはエラー(ヘッジを解消してください)。",
    en="Deviation of the hedge from its target. A target of 0 with a hedge still open is an error: close the hedge.",
    formula="|current − target| / |target|",
    source="A §15",
    unit=arg.FRACTION,
    result=SCALAR,
    example=Example((57000, 60000), 0.05),
)
def HEDGE_DEVIATION(current: arg.CurrentHedge, target: arg.TargetHedge) -> float:
    """Deviation of the hedge from its target."""
    return sizing.hedge_deviation(current, target)


@udf(
    ja="リバランスで売買する数量。逸脱率がしきい値を超えたときだけ 目標−現状、それ以外は0。目標0なら全部を解消します。",
    en=(
        "Units to trade: target - current when the deviation exceeds the threshold, otherwise 0. A target of 0 "
        "closes the hedge."
    ),
    formula="target − current if |current − target| / |target| > threshold, else 0",
    source="A §5, §6, §15",
    unit=arg.UNITS,
    result=SCALAR,
    example=Example((50000, 60000), 10000),
)
def REBALANCE(current: arg.CurrentHedge, target: arg.TargetHedge, threshold: arg.Band = 0.05) -> float:
    """Units to trade to bring the hedge back."""
    return sizing.rebalance(current, target, threshold)


@udf(
    ja="リスクを一定に保つポジションの大きさ K/σ。上限を入れるとそれ以下になります。",
    en="Size of a position of constant risk, K/sigma; at most the cap, if there is one.",
    formula="min(K / σ, cap)",
    source="D §3, §7",
    unit=Text("K/σ の単位", "unit of K/sigma"),
    result=SCALAR,
    example=Example((0.01, 0.02), 0.5),
)
def POSITION_SIZE(k: arg.RiskBudget, sigma: arg.Sigma, cap: arg.SizeCap = None) -> float:
    """Size of a position of constant risk."""
    return sizing.position_size(k, sigma, cap)


@udf(
    ja="トレンド方向の建玉とそのヘッジを1行に(建玉、ヘッジ)。トレンドが0なら両方0です。",
    en="Exposure with the trend and its hedge in one row: exposure, hedge. Both are 0 without a trend.",
    formula="size = min(K/σ, cap); exposure = size · sign(trend); hedge = −H · exposure",
    source="D §7",
    unit=Text("K/σ の単位", "unit of K/sigma"),
    result=ROW,
    example=Example((0.01, 0.02, 1.5, 0.8), [[0.5, -0.4]]),
)
def DYNAMIC_EXPOSURE(
    k: arg.RiskBudget,
    sigma: arg.Sigma,
    trend: arg.Trend,
    hedge_ratio: arg.HedgeRatio,
    cap: arg.SizeCap = None,
) -> tuple[float, float]:
    """Exposure with the trend, and its hedge."""
    return sizing.dynamic_exposure(k, sigma, trend, hedge_ratio, cap)
