"""Leverage across products: matrices, effective leverage, risk contributions, baskets, headroom and cutting."""

import numpy as np
from numpy.typing import NDArray

from hedge_xl.core import baskets, covariance, deleverage, leverage, matrices
from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.language import Text
from hedge_xl.functions import arguments as arg
from hedge_xl.functions import arguments_risk as risk
from hedge_xl.functions.declare import Example, udf
from hedge_xl.functions.leverage_tables import contribution_rows, pair_rows
from hedge_xl.functions.results import COLUMN, MATRIX, SCALAR, TABLE, Block

_SQUARED = Text("リターンの2乗", "returns squared")

_EXPOSURES = (100000, 165000, 20000)
_COV = ((0.000049, -0.000042, 0), (-0.000042, 0.000144, 0.000045), (0, 0.000045, 0.000225))
_CORR = ((1, -0.5, 0), (-0.5, 1, 0.25), (0, 0.25, 1))
_INDICES = ((1, 0.9, 0.88), (0.9, 1, 0.95), (0.88, 0.95, 1))
_EQUAL = (300, 300, 300)
_ONE_PAIR = ((0.0001, 0.00009, 0), (0.00009, 0.0001, 0), (0, 0, 0.0001))
_RETURNS = ((0.0, 0.02), (0.02, 0.0), (0.04, 0.04))


@udf(
    ja="リターンの表(1列が1商品)から作る相関行列。どれかの商品が空白の行は除きます。",
    en="Correlation matrix of a block of returns, one product per column; a row with a blank is left out.",
    formula="ρ_ij = Cov(r_i, r_j) / (σ_i·σ_j)",
    source="C §3",
    unit=arg.NO_UNIT,
    result=MATRIX,
    example=Example((_RETURNS,), [[1, 0.5], [0.5, 1]]),
)
def CORR_MATRIX(returns: risk.ReturnColumns) -> FloatArray:
    """Correlation matrix of returns."""
    return covariance.correlation_matrix(returns.values)


@udf(
    ja=(
        "リターンの表(1列が1商品)から作る共分散行列。日次リターンなら1日分です。none は n−1 で割る標本共分散、"
        "ledoit-wolf と 0〜1 は縮小推定(n で割る。scikit-learn と同じ)。"
    ),
    en=(
        "Covariance matrix of a block of returns, one product per column: for one day if they are daily. none is the "
        "sample covariance (n-1); ledoit-wolf or 0 to 1 shrinks it, as scikit-learn does (n)."
    ),
    formula="Σ = Xᵀ X / (n−1); shrunk: (1−s)·S + s·mean(diag S)·I, S = Xᵀ X / n",
    source="C §3; A §4",
    unit=_SQUARED,
    result=MATRIX,
    example=Example((_RETURNS,), [[0.0004, 0.0002], [0.0002, 0.0004]]),
)
def COV_MATRIX(returns: risk.ReturnColumns, shrinkage: arg.Shrinkage = "none") -> FloatArray:
    """Covariance matrix of returns."""
    return covariance.covariance_matrix(returns.values, shrinkage)


@udf(
    ja="表面レバレッジ。建玉の絶対値の合計/純資産。",
    en="Nominal leverage: sum of absolute exposures / equity.",
    formula="Σ|w_i| / equity",
    source="C §2",
    unit=arg.MULTIPLE,
    result=SCALAR,
    example=Example((_EXPOSURES, 89062.5), 3.2),
)
def NOMINAL_LEV(exposures: arg.Exposures, equity: arg.Equity) -> float:
    """Nominal leverage."""
    return leverage.nominal_leverage(exposures, equity)


@udf(
    ja=(
        "実効レバレッジ。ref_vol がなければ純資産のボラティリティ(0.02=2%)、あれば基準ボラで割った倍率。"
        "上限1.8〜2.2と比べられるのは倍率だけです。"
    ),
    en=(
        "Effective leverage. Without ref_vol the volatility of equity (0.02 = 2%); with it, that volatility as a "
        "multiple of ref_vol. Only the multiple compares with a cap of 1.8 to 2.2."
    ),
    formula="sqrt(wᵀ Σ w) · √T / equity  (÷ ref_vol)",
    source="C §3",
    unit=Text("割合、または倍", "fraction, or multiple"),
    result=SCALAR,
    example=Example((_EXPOSURES, _COV, 89062.5), 0.0207382182581341),
)
def EFF_LEV(
    exposures: arg.Exposures,
    cov: arg.Cov,
    equity: arg.Equity,
    days: arg.Days = 1.0,
    ref_vol: arg.RefVol = None,
) -> float:
    """Effective leverage."""
    return leverage.effective_leverage(exposures, cov, equity, days, ref_vol)


@udf(
    ja=(
        "相関余剰レバ係数。全体のリスク/相関がすべて1のときのリスク(1以下)。"
        "ref_vol を入れると 全体のリスク/(ref_vol×建玉の合計)。"
    ),
    en=(
        "Correlation leverage multiplier: risk of the portfolio / its risk if all correlations were 1 (at most "
        "1). With ref_vol, / (ref_vol × gross exposure)."
    ),
    formula="sqrt(wᵀ Σ w) / Σ|w_i|σ_i  (ref_vol: / (ref_vol · Σ|w_i|))",
    source="C §3",
    unit=arg.NO_UNIT,
    result=SCALAR,
    example=Example((_EXPOSURES, _COV), 0.619797840139285),
)
def CLM(exposures: arg.Exposures, cov: arg.Cov, ref_vol: arg.RefVol = None) -> float:
    """Correlation leverage multiplier."""
    return leverage.correlation_leverage_multiplier(exposures, cov, ref_vol)


@udf(
    ja="リスク寄与の表。1行が1商品で、限界リスク・リスク寄与(合計が全体のリスク)・寄与割合(合計1)。負の割合はリスクを減らします。",
    en=(
        "Table of risk contributions, one row per product: marginal risk, contribution (they add up to the portfolio's "
        "risk) and share. A negative share takes risk away."
    ),
    formula="marginal = (Σw)_i/σ_p; contribution = w_i·(Σw)_i/σ_p; share = contribution/σ_p; σ_p = sqrt(wᵀ Σ w)",
    source="C §3",
    unit=Text("リスク寄与は口座通貨", "contributions in account currency"),
    result=TABLE,
    example=Example(
        (_EXPOSURES, _COV),
        [
            ["限界リスク", "リスク寄与", "寄与割合"],
            [-0.00109908103832403, -109.908103832403, -0.0595063610247992],
            [0.0110774374601525, 1827.77718092517, 0.989593715190245],
            [0.00645642432611529, 129.128486522306, 0.0699126458345547],
        ],
    ),
)
def MRC(exposures: arg.Exposures, cov: arg.Cov) -> Block:
    """Table of risk contributions."""
    return contribution_rows(exposures, cov)


@udf(
    ja="各商品のバスケット番号の列。相関がしきい値を超える商品は同じ番号(つながりも含む)です。",
    en=(
        "Column of basket numbers. Products whose correlation is above the threshold, or that a chain of such pairs "
        "joins, share a number."
    ),
    formula="same basket if ρ_ij > threshold",
    source="C §7",
    unit=arg.NO_UNIT,
    result=COLUMN,
    example=Example((_INDICES,), [[1], [1], [1]]),
)
def CORR_CLUSTERS(corr: risk.Corr, threshold: risk.BasketThreshold = baskets.SAME_BASKET) -> NDArray[np.int_]:
    """Basket number of each product."""
    return baskets.correlation_clusters(corr, threshold)


@udf(
    ja="逆相関ペアの表(商品の番号2つと相関)。相関がしきい値以下の組です。なければ見出しだけになります。",
    en=(
        "Table of inverse pairs: the numbers of two products and their correlation, at or below the threshold. Only "
        "the header when there is none."
    ),
    formula="ρ_ij <= threshold",
    source="C §7",
    unit=arg.NO_UNIT,
    result=TABLE,
    example=Example((_CORR,), [["商品1", "商品2", "相関"], [1, 2, -0.5]]),
)
def INVERSE_PAIRS(corr: risk.Corr, threshold: risk.InverseThreshold = baskets.INVERSE) -> Block:
    """Table of inverse pairs."""
    return pair_rows(corr, threshold)


@udf(
    ja="建玉を今の何倍にすると実効レバレッジ(表面×CLM)が上限になるか。1より大きければ余力、小さければ上限超過です。",
    en=(
        "How far exposures may scale until effective leverage (nominal × CLM) is at the cap: above 1 is room, below 1 "
        "is too much."
    ),
    formula="cap / (nominal leverage · CLM)",
    source="C §4, §7",
    unit=arg.MULTIPLE,
    result=SCALAR,
    example=Example((_EXPOSURES, _COV, 89062.5), 1.00839331718153),
)
def LEV_HEADROOM(
    exposures: arg.Exposures, cov: arg.Cov, equity: arg.Equity, cap: risk.LeverageCap = leverage.DEFAULT_CAP
) -> float:
    """How far exposures may scale."""
    return leverage.leverage_headroom(exposures, cov, equity, cap)


@udf(
    ja=(
        "実効レバレッジ(表面×CLM)が上限になるまで、相関の高いバスケットから順に減らした建玉の列。増やすことも反転もしません。"
        "lot_values を入れると切り捨てた整数ロットが2列目に付きます。"
    ),
    en=(
        "Exposures after cutting the most correlated basket first until effective leverage (nominal × CLM) is at the "
        "cap; nothing grows or flips. With lot_values, whole lots in a second column."
    ),
    formula="nominal leverage · CLM = cap",
    source="C §4, §7",
    unit=arg.MONEY,
    result=MATRIX,
    example=Example((_EQUAL, _ONE_PAIR, 300), [[266.556994991592], [266.556994991592], [300]]),
)
def DELEVER(
    exposures: arg.Exposures,
    cov: arg.Cov,
    equity: arg.Equity,
    cap: risk.LeverageCap = leverage.DEFAULT_CAP,
    lot_values: risk.LotValues = None,
) -> FloatArray:
    """Exposures after cutting down to the cap."""
    return deleverage.delevered(exposures, cov, equity, cap, lot_values)


@udf(
    ja="統合レバレッジ。基準×時間帯×ATR×方向性×証拠金÷CLM。上限を入れるとそれ以下になります。",
    en="Leverage after all adjustments: base × session × ATR × trend × margin / CLM; at most the cap, if there is one.",
    formula="min(base · session · ATR · trend · margin / CLM, cap)",
    source="C §8",
    unit=arg.MULTIPLE,
    result=SCALAR,
    example=Example((2, 0.9, 1.1, 1.2, 0.62, 0.8), 3.06580645161290),
)
def INTEGRATED_LEV(
    base_leverage: risk.BaseLeverage,
    session_factor: risk.SessionFactor,
    atr_factor: risk.AtrFactor,
    trend_factor: risk.TrendFactor,
    clm: risk.ClmValue,
    margin_factor: risk.MarginFactor,
    cap: risk.ResultCap = None,
) -> float:
    """Leverage after all adjustments."""
    return leverage.integrated_leverage(
        base_leverage, session_factor, atr_factor, trend_factor, clm, margin_factor, cap
    )


@udf(
    ja="ボラティリティと相関行列から作る共分散行列。",
    en="Covariance matrix from volatilities and correlations.",
    formula="Σ_ij = σ_i·σ_j·ρ_ij",
    source="C §3, §5",
    unit=_SQUARED,
    result=MATRIX,
    example=Example(((0.007, 0.012, 0.015), _CORR), [list(row) for row in _COV]),
)
def COV_FROM_CORR(vols: risk.Vols, corr: risk.Corr) -> FloatArray:
    """Covariance matrix from volatilities and correlations."""
    return matrices.covariance_of(vols, corr)
