"""OPTION_DELTA, OPTION_GAMMA, DELTA_HEDGE, GAMMA_HEDGE, VOL_HEDGE."""

from hedge_xl.core import options
from hedge_xl.functions import arguments as arg
from hedge_xl.functions import arguments_options as opt
from hedge_xl.functions.declare import Example, udf
from hedge_xl.functions.results import SCALAR

_AT_THE_MONEY = ("call", 150, 150, 0.25, 0.1, 0.0025, 0.05)


@udf(
    ja="通貨オプションのデルタ(買い1単位)。コールは0〜1、プットは−1〜0。金利は連続複利です(Garman–Kohlhagen)。",
    en=(
        "Spot delta of a currency option bought, per unit: 0 to 1 for a call, -1 to 0 for a put. Rates are continuous "
        "(Garman-Kohlhagen)."
    ),
    formula="call e^(−r_f·T)·N(d1), put −e^(−r_f·T)·N(−d1); d1 = (ln(S/K) + (r_d − r_f + σ²/2)·T)/(σ√T)",
    source="D §3",
    unit=opt.DELTA,
    result=SCALAR,
    example=Example(_AT_THE_MONEY, 0.410692611775592),
)
def OPTION_DELTA(
    kind: opt.OptionKind,
    spot: arg.Spot,
    strike: opt.Strike,
    years: opt.YearsToExpiry,
    vol: opt.Vol,
    r_domestic: opt.RateDomestic,
    r_foreign: opt.RateForeign,
) -> float:
    """Spot delta of a currency option."""
    return options.option_delta(kind, spot, strike, years, vol, r_domestic, r_foreign)


@udf(
    ja="通貨オプションのガンマ(買い1単位、為替が1動いたときのデルタの変化)。コールとプットで同じです。",
    en="Gamma of a currency option bought: change of delta for a move of 1 in the quote. Calls and puts have the same.",
    formula="e^(−r_f·T)·φ(d1) / (S·σ·√T)",
    source="D §3",
    unit=opt.GAMMA,
    result=SCALAR,
    example=Example(_AT_THE_MONEY, 0.0513587643371),
)
def OPTION_GAMMA(
    kind: opt.OptionKind,
    spot: arg.Spot,
    strike: opt.Strike,
    years: opt.YearsToExpiry,
    vol: opt.Vol,
    r_domestic: opt.RateDomestic,
    r_foreign: opt.RateForeign,
) -> float:
    """Gamma of a currency option."""
    return options.option_gamma(kind, spot, strike, years, vol, r_domestic, r_foreign)


@udf(
    ja="デルタを0にするヘッジの数量。負は売りです。",
    en="Units of the hedge that bring delta to 0; negative to sell.",
    formula="−Δ_position / Δ_hedge",
    source="D §3, §4",
    unit=opt.UNITS_OF_HEDGE,
    result=SCALAR,
    example=Example((40, -0.5), 80),
)
def DELTA_HEDGE(position_delta: opt.PositionDelta, hedge_delta: opt.HedgeDelta) -> float:
    """Units of the hedge that bring delta to 0."""
    return options.delta_hedge(position_delta, hedge_delta)


@udf(
    ja="ガンマを0にするオプションの数量。負は売り。そのあとのデルタは DELTA_HEDGE で消します。",
    en="Options that bring gamma to 0; negative to sell. DELTA_HEDGE then takes away the delta they leave.",
    formula="−Γ_position / Γ_option",
    source="D §3, §8",
    unit=opt.UNITS_OF_HEDGE,
    result=SCALAR,
    example=Example((-3, 0.05), 60),
)
def GAMMA_HEDGE(position_gamma: opt.PositionGamma, option_gamma: opt.OptionGamma) -> float:
    """Options that bring gamma to 0."""
    return options.gamma_hedge(position_gamma, option_gamma)


@udf(
    ja="ボラティリティ上昇の損失を埋めるヘッジの数量。損失は正の数で入れます。",
    en="Units of a volatility hedge that make good the loss of a rise in volatility; give the loss as positive.",
    formula="loss / gain per unit",
    source="D §4",
    unit=opt.UNITS_OF_HEDGE,
    result=SCALAR,
    example=Example((50000, 2500), 20),
)
def VOL_HEDGE(portfolio_vega_loss: opt.VegaLoss, hedge_gain_per_unit: opt.HedgeGain) -> float:
    """Units of a volatility hedge that make good a loss."""
    return options.vol_hedge(portfolio_vega_loss, hedge_gain_per_unit)
