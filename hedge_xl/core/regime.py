"""Which of article D's three market regimes is at hand."""

from typing import Literal

from hedge_xl.core.checks import positive
from hedge_xl.core.errors import DomainError
from hedge_xl.core.language import Text

Regime = Literal["calm rise", "turbulent fall", "range"]


def market_regime(volatility: float, low_vol: float, high_vol: float, trend: float) -> Regime:
    """The regime of a volatility between two limits and of the sign of a trend.

    At `high_vol` or above it is "turbulent fall" whatever the trend, for high volatility alone calls for a smaller
    position and more hedge (D §6, 1). At `low_vol` or below with a rising trend it is "calm rise". All else is "range",
    the small position: the article expands in calm rising markets only. Volatilities are fractions above 0 over one
    horizon; of `trend` only the sign counts. Raises DomainError unless ``low_vol < high_vol``. Source: D §6, §8.

    >>> market_regime(0.08, 0.1, 0.2, 1), market_regime(0.25, 0.1, 0.2, -1), market_regime(0.15, 0.1, 0.2, 0)
    ('calm rise', 'turbulent fall', 'range')
    """
    positive(volatility, "volatility")
    positive(low_vol, "low_vol")
    if high_vol <= low_vol:
        raise DomainError(
            Text(
                f"{high_vol:g} です。low_vol({low_vol:g})より大きい数が必要です",
                f"{high_vol:g} came; a number above low_vol ({low_vol:g}) is needed",
            ),
            "high_vol",
        )
    if volatility >= high_vol:
        return "turbulent fall"
    return "calm rise" if volatility <= low_vol and trend > 0 else "range"
