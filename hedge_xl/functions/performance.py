"""HEDGED_RETURNS, ANN_MEAN, ANN_VOL, SHARPE, MAX_DRAWDOWN, CALMAR, KPI_TABLE."""

from hedge_xl.core import performance
from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.language import Text
from hedge_xl.functions import arguments as arg
from hedge_xl.functions.declare import Example, udf
from hedge_xl.functions.kpi_table import kpi_rows
from hedge_xl.functions.results import COLUMN_WITH_GAPS, SCALAR, TABLE, Block

_RETURNS = (0.01, -0.02, 0.03)
_RATIO = Text("比", "ratio")


@udf(
    ja=(
        "ヘッジ後リターンの列。資産のリターンは外貨建て(r_SPX など)で入れます。"
        "h と c は1つの値でも行ごとでもよく、どれかが欠けた行は値がありません。"
    ),
    en=(
        "Column of returns after the hedge, from asset returns in foreign currency. h and c may be one value or one "
        "per row; a row that lacks one has no value."
    ),
    formula="r_S + (1 − h)·r_F − c·h",
    source="A §10, §16",
    unit=arg.LOG_RETURN,
    result=COLUMN_WITH_GAPS,
    example=Example(((0.02, -0.01), (-0.01, 0.02), 0.8, 0.002), [[0.0164], [-0.0076]]),
)
def HEDGED_RETURNS(
    asset_returns: arg.ForeignReturns,
    fx_returns: arg.FxReturns,
    hedge_ratio: arg.HedgeRatioPerRow,
    cost: arg.CostPerRow = 0.0,
) -> FloatArray:
    """Returns after the hedge."""
    return performance.hedged_returns(asset_returns, fx_returns, hedge_ratio, cost)


@udf(
    ja="年率平均リターン。対数リターンの平均×1年の期間数。",
    en="Annual mean of log returns: mean × periods per year.",
    formula="periods · mean(r)",
    source="A §16",
    unit=arg.PER_YEAR,
    result=SCALAR,
    example=Example((_RETURNS,), 0.08),
)
def ANN_MEAN(returns: arg.Returns, periods: arg.Periods = 12.0) -> float:
    """Annual mean return."""
    return performance.annual_mean(returns, periods)


@udf(
    ja="年率ボラティリティ。対数リターンの標準偏差(n−1)×√1年の期間数。",
    en="Annual volatility of log returns: standard deviation (n-1) × the square root of periods per year.",
    formula="√periods · std(r)",
    source="A §16",
    unit=arg.PER_YEAR,
    result=SCALAR,
    example=Example((_RETURNS,), 0.0871779788708135),
)
def ANN_VOL(returns: arg.Returns, periods: arg.Periods = 12.0) -> float:
    """Annual volatility."""
    return performance.annual_volatility(returns, periods)


@udf(
    ja="シャープレシオ。(年率平均−無リスク金利)/年率ボラ。値動きがなければエラー。",
    en="Sharpe ratio: (annual mean - risk-free rate) / annual volatility. An error if the returns do not move.",
    formula="(periods · mean(r) − r_f) / (√periods · std(r))",
    source="A §16",
    unit=_RATIO,
    result=SCALAR,
    example=Example((_RETURNS,), 0.917662935482247),
)
def SHARPE(returns: arg.Returns, periods: arg.Periods = 12.0, risk_free: arg.RiskFree = 0.0) -> float:
    """Sharpe ratio."""
    return performance.sharpe_ratio(returns, periods, risk_free)


@udf(
    ja="最大ドローダウン(0以下)。資産 exp(累積リターン) の過去ピーク(開始時の1を含む)からの最大下落率。",
    en=(
        "Maximum drawdown, 0 or negative: the largest fall of wealth exp(cumulative return) from its peak, the "
        "starting 1 included."
    ),
    formula="min_t (W_t / max_{s≤t} W_s − 1), W = exp(cumsum(r))",
    source="A §16",
    unit=arg.FRACTION,
    result=SCALAR,
    example=Example((_RETURNS,), -0.0198013266932447),
)
def MAX_DRAWDOWN(returns: arg.Returns) -> float:
    """Maximum drawdown."""
    return performance.max_drawdown(returns)


@udf(
    ja="Calmarレシオ。年率平均/|最大ドローダウン|。ドローダウンがなければエラー。",
    en="Calmar ratio: annual mean / |maximum drawdown|. An error if there is no drawdown.",
    formula="periods · mean(r) / |MaxDD|",
    source="A §16",
    unit=_RATIO,
    result=SCALAR,
    example=Example((_RETURNS,), 4.04013333244445),
)
def CALMAR(returns: arg.Returns, periods: arg.Periods = 12.0) -> float:
    """Calmar ratio."""
    return performance.calmar_ratio(returns, periods)


@udf(
    ja=(
        "KPI一覧。1行が1系列で、年率平均・年率ボラ・シャープ・最大DD・Calmar・観測数・年間期数。決まらない比は空きます。"
    ),
    en=(
        "Table of KPIs, one row per series: annual mean and volatility, Sharpe, max drawdown, Calmar, "
        "observations, periods. Undefined ratios have no value."
    ),
    formula="see ANN_MEAN, ANN_VOL, SHARPE, MAX_DRAWDOWN, CALMAR",
    source="A §10, §16",
    unit=arg.NO_UNIT,
    result=TABLE,
    example=Example(
        ((("h=0.8",), (0.01,), (-0.02,), (0.03,)),),
        [
            ["系列(対数リターン)", "年率平均", "年率ボラ", "シャープ", "最大DD", "Calmar", "観測数", "年間期数"],
            ["h=0.8", 0.08, 0.0871779788708135, 0.917662935482247, -0.0198013266932447, 4.04013333244445, 3, 12],
        ],
    ),
)
def KPI_TABLE(returns_block: arg.ReturnsBlock, periods: arg.Periods = 12.0, labels: arg.Labels = None) -> Block:
    """Table of KPIs."""
    return kpi_rows(returns_block, periods, labels)
