"""HEDGE_RATIO, HEDGE_SIDE, FX_LOTS, FX_LOT_VALUE, HEDGE_UNITS, HEDGE_DEVIATION, REBALANCE."""

from hedge_xl.core import sizing
from hedge_xl.core.language import Text
from hedge_xl.functions import arguments as arg
from hedge_xl.functions.declare import Example, udf
from hedge_xl.functions.results import SCALAR


@udf(
    ja="指数ポジションを100%ヘッジするFXのロット数。符号は ρ×建玉 で、正なら指数と逆方向に持ちます。",
    en=(
        "FX lots that hedge an index position by 100%. The sign is that of ρ × positions: positive means against "
        "a long index."
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
    ja="為替が動いたときの1ロットの価値(基軸通貨)。1,000通貨・151.5円・1円の動きで約6.60ドル。",
    en=(
        "Value of one lot, in base currency, for a move of the quote: 1,000 units at 151.5 and a move of 1 yen "
        "are about 6.60 USD."
    ),
    formula="units · move / S",
    source="B §6",
    unit=Text("基軸通貨", "base currency"),
    result=SCALAR,
    example=Example((1000, 151.5), 6.6006600660066),
)
def FX_LOT_VALUE(lot_units: arg.LotUnits, spot: arg.Spot, quote_move: arg.QuoteMove = 1.0) -> float:
    """Value of one lot for a move of the quote."""
    return sizing.fx_lot_value(lot_units, spot, quote_move)


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
