"""Greeks of European currency options (Garman-Kohlhagen), and how much of a hedge makes them neutral."""

import math
from typing import Final, Literal, NamedTuple

from hedge_xl.core.checks import is_zero, not_negative, positive, rate, term
from hedge_xl.core.errors import DomainError
from hedge_xl.core.language import Text

OptionKind = Literal["call", "put"]

_HIGHEST_VOL: Final = 5.0


class _Terms(NamedTuple):
    """What both Greeks need: d1, the foreign discount factor and the deviation σ√T."""

    d1: float
    discount: float
    deviation: float


def option_delta(
    kind: OptionKind, spot: float, strike: float, years: float, vol: float, r_domestic: float, r_foreign: float
) -> float:
    """Spot delta per unit of foreign currency: call ``e^{-r_f T} N(d1)``, put ``-e^{-r_f T} N(-d1)``.

    ``d1 = (ln(S/K) + (r_d - r_f + σ²/2) T) / (σ√T)``. S and K above 0 in domestic per foreign currency (JPY per USD),
    T in years, σ a year as a fraction, rates continuously compounded. Positive for a call bought, negative for a
    put bought. Raises DomainError outside these ranges. Source: D §3; Garman & Kohlhagen (1983), J. Int. Money and
    Finance 2.

    >>> round(option_delta("call", 150, 150, 0.25, 0.1, 0.0025, 0.05), 6)
    0.410693
    """
    terms = _terms(spot, strike, years, vol, r_domestic, r_foreign)
    return terms.discount * (_normal(terms.d1) if kind == "call" else -_normal(-terms.d1)) + 0.0


def option_gamma(
    kind: OptionKind, spot: float, strike: float, years: float, vol: float, r_domestic: float, r_foreign: float
) -> float:
    """Change of delta per unit of the quote: ``e^{-r_f T} φ(d1) / (S σ √T)``, the same for calls and puts.

    Parameters, units and errors as in `option_delta`. Source: D §3; Garman & Kohlhagen (1983).

    >>> round(option_gamma("put", 150, 150, 0.25, 0.1, 0.0025, 0.05), 6)
    0.051359
    """
    terms = _terms(spot, strike, years, vol, r_domestic, r_foreign)
    density = math.exp(-(terms.d1**2) / 2) / math.sqrt(2 * math.pi)
    return terms.discount * density / (spot * terms.deviation)


def delta_hedge(position_delta: float, hedge_delta: float) -> float:
    """Units of the hedge that bring delta to 0: ``-Δ_position / Δ_hedge``, negative to sell. Source: D §3, §4.

    Raises DomainError for a hedge without delta.

    >>> delta_hedge(40, -0.5), delta_hedge(40, 1)
    (80.0, -40.0)
    """
    return _neutral(position_delta, hedge_delta, "hedge_delta")


def gamma_hedge(position_gamma: float, option_gamma: float) -> float:
    """Options that bring gamma to 0: ``-Γ_position / Γ_option``, negative to sell. Source: D §3, §8.

    Raises DomainError for an option without gamma.

    >>> gamma_hedge(-3, 0.05)
    60.0
    """
    return _neutral(position_gamma, option_gamma, "option_gamma")


def vol_hedge(portfolio_vega_loss: float, hedge_gain_per_unit: float) -> float:
    """Units of a volatility hedge that make good a loss: ``loss / gain per unit``, for the same rise of volatility.

    The loss is a positive number or 0, the gain above 0, in one currency. Source: D §4.

    >>> vol_hedge(50000, 2500)
    20.0
    """
    return not_negative(portfolio_vega_loss, "portfolio_vega_loss") / positive(
        hedge_gain_per_unit, "hedge_gain_per_unit"
    )


def _terms(spot: float, strike: float, years: float, vol: float, r_domestic: float, r_foreign: float) -> _Terms:
    positive(spot, "spot")
    positive(strike, "strike")
    deviation = _usable_vol(vol) * math.sqrt(term(years, "years"))
    drift = (rate(r_domestic, "r_domestic") - rate(r_foreign, "r_foreign")) * years
    d1 = (math.log(spot / strike) + drift) / deviation + deviation / 2
    return _Terms(d1, math.exp(-r_foreign * years), deviation)


def _usable_vol(vol: float) -> float:
    if positive(vol, "vol") > _HIGHEST_VOL:
        raise DomainError(
            Text(
                f"{vol:g} は大きすぎます。割合で入れてください(10% は 0.1)",
                f"{vol:g} is too large; give a fraction (10% is 0.1)",
            ),
            "vol",
        )
    return vol


def _neutral(position: float, hedge: float, argument: str) -> float:
    if is_zero(hedge):
        raise DomainError(Text("0 です。ヘッジになりません", "0 came; it hedges nothing"), argument)
    return 0.0 - position / hedge


def _normal(x: float) -> float:
    """The standard normal distribution function, exact in both tails."""
    return math.erfc(-x / math.sqrt(2)) / 2
