"""LOG_RETURNS, HSTAR, HSTAR_ROLLING, HSTAR_BAND, TREND_ADJUSTMENT, HEDGE_POLICY and the betas and correlation of D."""

from hedge_xl.core import hedge, returns, slope
from hedge_xl.core.arrays import FloatArray
from hedge_xl.functions import arguments as arg
from hedge_xl.functions.declare import Example, udf
from hedge_xl.functions.results import COLUMN, COLUMN_WITH_GAPS, ROW, SCALAR, SCALAR_OR_COLUMN

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
    ja=(
        "最小分散ヘッジ比率 h*。直近の組から Cov/Var を推定します。円建ての資産リターン用です。"
        'ドル建て(S&P500など)なら asset_currency に "foreign" を指定してください(1を足します)。'
    ),
    en=(
        "Minimum-variance hedge ratio h*, estimated as Cov/Var from the last pairs, for asset returns in home "
        'currency. For returns in dollars, such as the S&P 500\'s, give asset_currency "foreign": it adds 1.'
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
    ja=(
        "移動窓の h*。入力と同じ長さの列で、窓がそろうまでの行と、組が欠けた行は値がありません。"
        '資産リターンがドル建てなら asset_currency に "foreign" を指定します。'
    ),
    en=(
        "h* over a moving window: a column as long as the input, without a value until the window is full or "
        'where a pair is missing. For asset returns in dollars give asset_currency "foreign".'
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
    ja=(
        "h* の信頼区間。1行に 下限、h*、上限、R²(ヘッジ有効度: h* で消える分散の割合)。幅が広い h* は当てになりません。"
        '資産リターンがドル建てなら asset_currency に "foreign" を指定します。'
    ),
    en=(
        "Confidence band of h* in one row: low, h*, high and R-squared (hedge effectiveness, the share of variance "
        'that h* takes away). A wide band means a poor estimate. For asset returns in dollars give "foreign".'
    ),
    formula="h* ± t(confidence, n−2)·s_e; R² = 1 − Var(r_S − h*·r_F) / Var(r_S)  (foreign: r_S + r_F for r_S)",
    source="A §4",
    unit=arg.FRACTION,
    result=ROW,
    example=Example((_ASSET, _FX), [[0.265824573561773, 1.23076923076923, 2.19571388797669, 0.937728937728938]]),
)
def HSTAR_BAND(
    asset_returns: arg.AssetReturns,
    fx_returns: arg.FxReturns,
    window: arg.AllOrWindow = None,
    confidence: arg.BandConfidence = 0.95,
    asset_currency: arg.AssetCurrency = "home",
) -> hedge.RatioBand:
    """Confidence band of the minimum-variance hedge ratio."""
    return hedge.ratio_band(asset_returns, fx_returns, window, confidence, asset_currency)


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


@udf(
    ja=(
        "ベータを中立にするヘッジの大きさ(ポートフォリオに対する倍率)。正なら売り、負なら買いで持ちます。"
        "ヘッジ商品のベータが0ならエラー。"
    ),
    en=(
        "Size of the hedge that makes beta neutral, as a multiple of the portfolio: sell it if positive, buy it if "
        "negative. A hedge without beta is an error."
    ),
    formula="w_hedge = β_portfolio / β_hedge",
    source="D §4",
    unit=arg.MULTIPLE,
    result=SCALAR,
    example=Example((1.2, 0.8), 1.5),
)
def HEDGE_BETA(portfolio_beta: arg.PortfolioBeta, hedge_beta: arg.HedgeBeta) -> float:
    """Size of the hedge that makes beta neutral."""
    return hedge.hedge_beta_ratio(portfolio_beta, hedge_beta)


@udf(
    ja="市場に対するベータ。直近の組の Cov/Var。",
    en="Beta against the market: Cov/Var over the last pairs.",
    formula="β = Cov(r_A, r_M) / Var(r_M)",
    source="D §3, §4",
    unit=arg.MULTIPLE,
    result=SCALAR,
    example=Example((_ASSET, _FX), 1.23076923076923),
)
def BETA(asset_returns: arg.AssetReturns, market_returns: arg.MarketReturns, window: arg.AllOrWindow = None) -> float:
    """Beta against the market."""
    return hedge.beta(asset_returns, market_returns, window)


@udf(
    ja="移動窓の相関 ρ。入力と同じ長さの列で、窓がそろうまでの行、組が欠けた行、値動きのない窓は値がありません。",
    en=(
        "Correlation over a moving window: a column as long as the input, without a value until the window is full, "
        "where a pair is missing or a series stood still."
    ),
    formula="ρ_t = Cov(x, y) / (σ_x·σ_y) over the last window pairs",
    source="B §4, §7; D §3",
    unit=arg.NO_UNIT,
    result=COLUMN_WITH_GAPS,
    example=Example((_ASSET, _FX, 3), [[None], [None], [0.997176464952738], [0.993399267798278]]),
)
def ROLLING_CORREL(x: arg.FirstSeries, y: arg.SecondSeries, window: arg.Window) -> FloatArray:
    """Correlation over a moving window."""
    return slope.rolling_correlation(x, y, window)


@udf(
    ja=(
        "最適ヘッジ比率 H。窓を入れると入力と同じ長さの列、省略すると全部の組で1つの値。"
        "ヘッジ資産はポートフォリオの H 倍を売ります(負なら買い)。"
    ),
    en=(
        "Best hedge ratio H: with a window a column as long as the input, without one a single value over all pairs. "
        "Sell H times the portfolio of the hedge asset; if negative buy it."
    ),
    formula="H_t = Cov(R_p, R_h) / Var(R_h)",
    source="D §5, §7",
    unit=arg.FRACTION,
    result=SCALAR_OR_COLUMN,
    example=Example((_ASSET, _FX, 3), [[None], [None], [1.64285714285714], [1.18421052631579]]),
)
def DYNAMIC_HEDGE_RATIO(
    portfolio_returns: arg.PortfolioReturns, hedge_returns: arg.HedgeReturns, window: arg.RollingWindow = None
) -> float | FloatArray:
    """Best hedge ratio, over all pairs or rolling."""
    return hedge.dynamic_hedge_ratio(portfolio_returns, hedge_returns, window)
