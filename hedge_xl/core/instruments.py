"""Facts about contracts and pairs that the articles rely on: data, each with its source and the day it was taken down.

Exchanges and brokers change their contracts, and CFD sizes differ between brokers: compare with the contract
specification before trading. Functions take sizes as arguments; only a default may come from here.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

_TAKEN_DOWN: Final = date(2026, 11, 21)


@dataclass(frozen=True, slots=True)
class Contract:
    """What one contract holds, or what one point of it is worth, in `currency`."""

    symbol: str
    size: float
    currency: str
    per: Literal["contract", "point"]
    source: str
    as_of: date = _TAKEN_DOWN


@dataclass(frozen=True, slots=True)
class Pair:
    """Two instruments the articles name together: moving alike (a natural hedge) or against each other."""

    first: str
    second: str
    relation: Literal["natural", "inverse"]
    source: str
    as_of: date = _TAKEN_DOWN


JPY_FUTURE: Final = Contract("6J", 12_500_000.0, "JPY", "contract", "A §3; CME Rulebook, chapter 253")
MICRO_JPY_FUTURE: Final = Contract("MJY", 1_250_000.0, "JPY", "contract", "A §3; a tenth of 6J")

CONTRACTS: Final = (
    JPY_FUTURE,
    MICRO_JPY_FUTURE,
    Contract("NAS100", 1.0, "USD", "point", "B §4"),
    Contract("US30", 1.0, "USD", "point", "B §4"),
    Contract("JP225", 100.0, "JPY", "point", "B §4"),
)

PAIRS: Final = (
    Pair("NAS100", "USDJPY", "natural", "B §2"),
    Pair("DAX40", "EURUSD", "natural", "B §2"),
    Pair("FTSE100", "GBPUSD", "natural", "B §2"),
    Pair("JP225", "USDJPY", "natural", "B §2"),
    Pair("JP225", "AUDJPY", "natural", "B §2"),
    Pair("GOLD", "USDJPY", "inverse", "C §7"),
    Pair("OIL", "CAD", "inverse", "C §7"),
    Pair("BONDS", "INDEX", "inverse", "C §7"),
)
