"""LOG_RETURNS, HSTAR, HSTAR_ROLLING, TREND_ADJUSTMENT, HEDGE_POLICY."""

from hedge_xl.core import hedge, returns
from hedge_xl.core.arrays import FloatArray
from hedge_xl.functions import arguments as arg
from hedge_xl.functions.declare import Example, udf
from hedge_xl.functions.results import COLUMN, COLUMN_WITH_GAPS, SCALAR

_ASSET = (0.03, -0.02, 0.01, 0.04)
_FX = (0.01, -0.02, 0.0, 0.03)


@udf(
    ja="価格から対数リターンの列を作ります。結果は入力より1行短くなります。",
    en="Log returns of a column of prices; the result is one row shorter.",
    formula="r_t = ln(P_t / P_{t-1})",
    source="A §10, §16",
    unit=arg.LOG_RETURN,
    result=COLUMN,
    example=Example(((100, 110, 99),), [[0.0953101798043249], [-0.105360515657826]]),
)
def LOG_RETURNS(prices: arg.Prices) -> FloatArray:
    """Log returns of prices."""
    return returns.log_returns(prices)


@udf(
    ja="最小分散ヘッジ比率 h*。直近の組から Cov/Var を推定します。資産リターンが外貨建てなら1を足します。",
    en=(
        "Minimum-variance hedge ratio h*, estimated as Cov/Var from the last pairs; plus 1 for returns in "
        "foreign currency."
    ),
    formula="h* = Cov(r_S, r_F) / Var(r_F) = ρ·σ_S/σ_F  (foreign: 1 + Cov/Var)",
    source="A §4, §10, §16",
    unit=arg.FRACTION,
    result=SCALAR,
    example=Example((_ASSET, _FX), 1.23076923076923),
)
def HSTAR(
    asset_returns: arg.AssetReturns,
    fx_returns: arg.FxReturns,
    window: arg.AllOrWindow = None,
    shrinkage: arg.Shrinkage = "none",
    asset_currency: arg.AssetCurrency = "home",
) -> float:
    """Minimum-variance hedge ratio."""
    return hedge.minimum_variance_ratio(asset_returns, fx_returns, window, shrinkage, asset_currency)


@udf(
    ja="移動窓の h*。入力と同じ長さの列で、窓がそろうまでの行と、組が欠けた行は値がありません。",
    en=(
        "h* over a moving window: a column as long as the input, without a value until the window is full or "
        "where a pair is missing."
    ),
    formula="h*_t = Cov(r_S, r_F) / Var(r_F) over the last window pairs  (foreign: 1 + Cov/Var)",
    source="A §4, §10, §16",
    unit=arg.FRACTION,
    result=COLUMN_WITH_GAPS,
    example=Example((_ASSET, _FX, 3), [[None], [None], [1.64285714285714], [1.18421052631579]]),
)
def HSTAR_ROLLING(
    asset_returns: arg.AssetReturns,
    fx_returns: arg.FxReturns,
    window: arg.Window,
    shrinkage: arg.Shrinkage = "none",
    asset_currency: arg.AssetCurrency = "home",
) -> FloatArray:
    """Minimum-variance hedge ratio over a moving window."""
    return hedge.rolling_minimum_variance_ratio(asset_returns, fx_returns, window, shrinkage, asset_currency)


@udf(
    ja="トレンドによるヘッジ比率の調整。直物が平均を下回れば +、上回れば −、同じなら 0。",
    en="Trend adjustment of the hedge ratio: + when spot is below its average, - above, 0 on it.",
    formula="+a if S < average, −a if S > average, 0 if equal",
    source="A §6, §9",
    unit=arg.FRACTION,
    result=SCALAR,
    example=Example((145, 150), 0.1),
)
def TREND_ADJUSTMENT(spot: arg.Spot, average: arg.Average, adjustment: arg.Adjustment = 0.1) -> float:
    """Trend adjustment of the hedge ratio."""
    return hedge.trend_adjustment(spot, average, adjustment)


@udf(
    ja="実際に使うヘッジ比率。構造+トレンドを下限と上限に収め、前回との差がしきい値未満なら前回のままにします。",
    en=(
        "The hedge ratio in force: structural + trend within floor and cap, unchanged while it differs from the "
        "previous one by less than the threshold."
    ),
    formula="h = min(max(structural + trend, floor), cap); stays if |h − previous| < threshold",
    source="A §6, §9",
    unit=arg.FRACTION,
    result=SCALAR,
    example=Example((0.8, 0.1), 0.9),
)
def HEDGE_POLICY(
    structural_h: arg.StructuralH,
    trend_adjustment: arg.TrendAdjustment = 0.0,
    previous_h: arg.PreviousH = None,
    threshold: arg.PolicyThreshold = 0.05,
    floor: arg.Floor = 0.0,
    cap: arg.Cap = 1.0,
) -> float:
    """The hedge ratio in force."""
    return hedge.policy_ratio(structural_h, trend_adjustment, previous_h, threshold, floor, cap)
