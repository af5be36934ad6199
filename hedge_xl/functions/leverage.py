"""NOMINAL_LEV, EFF_LEV, CLM."""

from hedge_xl.core import leverage
from hedge_xl.core.language import Text
from hedge_xl.functions import arguments as arg
from hedge_xl.functions.declare import Example, udf
from hedge_xl.functions.results import SCALAR

_EXPOSURES = (100000, 165000, 20000)
_COV = ((0.000049, -0.000042, 0), (-0.000042, 0.000144, 0.000045), (0, 0.000045, 0.000225))


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
    ja="実効レバレッジ。ref_vol がなければ純資産のボラティリティ(0.02=2%)、あれば基準ボラで割った倍率。",
    en=(
        "Effective leverage. Without ref_vol the volatility of equity (0.02 = 2%); with it, that volatility as a "
        "multiple of ref_vol."
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
