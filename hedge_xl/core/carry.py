"""What holding the hedge costs a year."""

from typing import Final

from hedge_xl.core.checks import positive, rate

DAYS_PER_YEAR: Final = 365
SWAP_UNITS: Final = 10_000
"""Japanese brokers quote swap points in JPY per 10,000 units a day."""


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
