"""Facts about contracts, margins and pairs: data, each with its source and the day it was taken down.

Exchanges, brokers and regulators change them, and CFD sizes differ between brokers: compare with the contract
specification before trading. Functions take sizes as arguments; only a default may come from here.
`hedge_xl.instruments` lays a user's own facts over these.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

_TAKEN_DOWN: Final = date(2026, 11, 21)

Per = Literal["contract", "lot", "point"]
Relation = Literal["natural", "inverse"]


@dataclass(frozen=True, slots=True)
class Contract:
    """What one contract or lot holds, or what one point of an index is worth for one lot, in `currency`."""

    symbol: str
    size: float
    currency: str
    per: Per
    source: str
    as_of: date = _TAKEN_DOWN


@dataclass(frozen=True, slots=True)
class Margin:
    """The least margin that a broker in Japan must ask of an individual: a fraction of the position's value."""

    product: str
    rate: float
    source: str
    as_of: date = _TAKEN_DOWN

    @property
    def largest_leverage(self) -> float:
        """The nominal leverage, a multiple, at which the margin is the whole account.

        >>> Margin("fx", 0.04, "an example").largest_leverage
        25.0
        """
        return 1 / self.rate


@dataclass(frozen=True, slots=True)
class Pair:
    """Two instruments the articles name together: moving alike (a natural hedge) or against each other."""

    first: str
    second: str
    relation: Relation
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
    Contract("USDJPY-1K", 1_000.0, "USD", "lot", "A §3, §5; B §6: 1,000 JPY for a move of 1 JPY"),
    Contract("USDJPY-10K", 10_000.0, "USD", "lot", "Tokyo Financial Exchange, Click 365 contract specifications"),
    Contract("USDJPY-100K", 100_000.0, "USD", "lot", "the standard lot of MetaTrader accounts"),
)
"""A currency pair has a lot for each of its usual sizes: which one is traded is for the user to say."""

MARGINS: Final = (
    Margin("fx", 0.04, "Cabinet Office Order on Financial Instruments Business, Art. 117; since 2011-08-01"),
    Margin("index-cfd", 0.10, "Cabinet Office Order on Financial Instruments Business, Art. 117; since 2011-01-01"),
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
