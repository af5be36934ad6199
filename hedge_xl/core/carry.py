"""The forward, and what holding the hedge costs a year."""

from typing import Final, Literal, NamedTuple

from hedge_xl.core.checks import is_zero, positive, rate, term
from hedge_xl.core.errors import DomainError
from hedge_xl.core.language import Text
from hedge_xl.core.rounding import difference

ForwardConvention = Literal["market", "article", "printed"]
"""The market's forward, or the fraction as article A prints it ("printed" is another word for "article")."""

DAYS_PER_YEAR: Final = 365
SWAP_UNITS: Final = 10_000
"""Japanese brokers quote swap points in JPY per 10,000 units a day."""

MONTHS_PER_YEAR: Final = 12


class Cost(NamedTuple):
    """A cost as a fraction a year, and its twelfth."""

    annual: float
    monthly: float


class Comparison(NamedTuple):
    """Which of two ways to hedge costs less a year, and by how much (0 or above)."""

    cheaper: Literal["DIY", "FUND", "EQUAL"]
    saving: float


def fx_forward(
    spot: float,
    r_usd: float,
    r_jpy: float,
    years: float,
    basis: float = 0.0,
    convention: ForwardConvention = "market",
) -> float:
    """Forward of JPY per USD by covered interest parity, in JPY per USD.

    "market": ``F = S · (1 + (r_JPY - b) · T) / (1 + r_USD · T)``, nearly ``S · (1 - (r_USD - r_JPY + b) · T)``.
    "article": as printed, upside down, ``F = S · (1 + (r_USD + b) · T) / (1 + r_JPY · T)``: for comparison only.
    Simple annual rates as fractions, T in years; a basis b above 0 is a cost to whoever sells USD forward.
    Raises DomainError for a spot or a time not above 0 and for rates that leave nothing. Source: A §2.

    >>> round(fx_forward(150, 0.05, 0.0025, 1), 4), round(fx_forward(150, 0.05, 0.0025, 1, 0, "article"), 4)
    (143.2143, 157.1072)
    """
    positive(spot, "spot")
    term(years, "years")
    rate(basis, "basis")
    if convention == "market":
        return spot * _growth(r_jpy, -basis, years, "r_jpy") / _growth(r_usd, 0.0, years, "r_usd")
    return spot * _growth(r_usd, basis, years, "r_usd") / _growth(r_jpy, 0.0, years, "r_jpy")


def implied_basis(spot: float, forward: float, r_usd: float, r_jpy: float, years: float) -> float:
    """The basis a market forward implies: ``b = (1 + r_JPY · T - F/S · (1 + r_USD · T)) / T``, a year.

    The inverse of `fx_forward` by the market's convention: above 0 it is a cost to whoever sells USD forward.
    Source: A §2; Du, Tepper & Verdelhan (2018), J. Finance 73.

    >>> round(implied_basis(150, 142.857142857, 0.05, 0.0025, 1), 6)
    0.0025
    """
    positive(spot, "spot")
    positive(forward, "forward")
    term(years, "years")
    usd, jpy = _growth(r_usd, 0.0, years, "r_usd"), _growth(r_jpy, 0.0, years, "r_jpy")
    return (jpy - forward / spot * usd) / years


def swap_cost(swap_jpy_per_10k_per_day: float, spot: float) -> float:
    """Annual rate of a swap: ``swap · 365 / (10,000 · S)``, a fraction with the sign of the swap.

    Give what the hedge pays as a positive number and the result is a cost. Source: A §2, §7.

    >>> round(swap_cost(200, 150), 6)
    0.048667
    """
    return swap_jpy_per_10k_per_day * DAYS_PER_YEAR / (SWAP_UNITS * positive(spot, "spot"))


def hedge_cost(rate_differential: float, basis: float, spread: float, slippage: float) -> float:
    """Total annual cost ``C = differential + basis + spread + slippage``, annual fractions. Source: A §7.

    >>> round(hedge_cost(0.0475, 0.0025, 0.001, 0.0005), 6)
    0.0515
    """
    return (
        rate(rate_differential, "rate_differential")
        + rate(basis, "basis")
        + rate(spread, "spread")
        + rate(slippage, "slippage")
    )


def cost_parts(rate_differential: float, basis: float, spread: float, slippage: float) -> tuple[Cost, ...]:
    """The four parts of the annual cost and, last, their total, each also by the month. Source: A §7, §15.

    >>> [round(cost.monthly, 6) for cost in cost_parts(0.0475, 0.0025, 0.001, 0.0005)]
    [0.003958, 0.000208, 8.3e-05, 4.2e-05, 0.004292]
    """
    total = hedge_cost(rate_differential, basis, spread, slippage)
    return tuple(Cost(part, part / MONTHS_PER_YEAR) for part in (rate_differential, basis, spread, slippage, total))


def fund_comparison(diy_cost: float, fund_cost: float) -> Comparison:
    """Whether hedging oneself or buying the hedged fund costs less a year, and by how much. Source: A §19.

    >>> fund_comparison(0.052, 0.047)
    Comparison(cheaper='FUND', saving=0.005)
    """
    more = difference(rate(diy_cost, "diy_cost"), rate(fund_cost, "fund_cost"))
    if is_zero(more):
        return Comparison("EQUAL", 0.0)
    return Comparison("FUND" if more > 0 else "DIY", abs(more))


def _growth(annual: float, shift: float, years: float, argument: str) -> float:
    """What one unit of a currency becomes, above 0, at the annual rate and the shift of the basis."""
    growth = 1 + (rate(annual, argument) + shift) * years
    if growth <= 0:
        raise DomainError(
            Text(f"{annual:g} では元本がなくなります", f"at {annual:g} nothing of the principal is left"), argument
        )
    return growth
