"""The facts about instruments, with the user's own laid over them from a TOML file.

No worksheet function reads that file: a workbook must give the same numbers on every computer.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, get_args

from hedge_xl.core.cells import LARGEST
from hedge_xl.core.instruments import CONTRACTS, MARGINS, PAIRS, Contract, Margin, Pair, Per, Relation
from hedge_xl.core.language import Text
from hedge_xl.toml_table import InstrumentsError, Table, one_of, read_table

__all__ = ["Contract", "Instruments", "InstrumentsError", "Margin", "Pair", "load_instruments"]

ENVIRONMENT: Final = "HEDGE_XL_INSTRUMENTS"
DEFAULT_FILE: Final = "~/.config/hedge_xl/instruments.toml"


@dataclass(frozen=True, slots=True)
class Instruments:
    """Contracts by symbol, margins by product, and the pairs that hedge or offset each other."""

    contracts: Mapping[str, Contract]
    margins: Mapping[str, Margin]
    pairs: tuple[Pair, ...]

    def partners(self, symbol: str, relation: Relation = "natural") -> tuple[str, ...]:
        """What pairs with an instrument in one relation.

        >>> BUILT_IN.partners("JP225"), BUILT_IN.partners("USDJPY", "inverse")
        (('USDJPY', 'AUDJPY'), ('GOLD',))
        """
        pairs = [(pair.first, pair.second) for pair in self.pairs if pair.relation == relation]
        return tuple(second if first == symbol else first for first, second in pairs if symbol in (first, second))


BUILT_IN: Final = Instruments(
    MappingProxyType({contract.symbol: contract for contract in CONTRACTS}),
    MappingProxyType({margin.product: margin for margin in MARGINS}),
    PAIRS,
)


def load_instruments(path: str | Path | None = None) -> Instruments:
    """The built-in facts with those of a file laid over them.

    Without a `path` the file is the one that ``HEDGE_XL_INSTRUMENTS`` names, else
    ``~/.config/hedge_xl/instruments.toml`` if it exists. A file that is named must exist. Raises InstrumentsError, one
    line, for whatever is wrong with it.
    """
    chosen = path or os.environ.get(ENVIRONMENT, "").strip()
    if not chosen and not os.path.exists(os.path.expanduser(DEFAULT_FILE)):
        return BUILT_IN
    file = Path(os.path.expanduser(chosen or DEFAULT_FILE))
    return _laid_over(BUILT_IN, read_table(file))


def _laid_over(base: Instruments, top: Table) -> Instruments:
    top.only(("contracts", "margins", "pairs"))
    contracts = {table.name: _contract(table, base.contracts.get(table.name)) for table in top.tables("contracts")}
    margins = {table.name: _margin(table, base.margins) for table in top.tables("margins")}
    pairs = {frozenset((pair.first, pair.second)): pair for pair in (*base.pairs, *map(_pair, top.list_of("pairs")))}
    return Instruments(
        MappingProxyType({**base.contracts, **contracts}),
        MappingProxyType({**base.margins, **margins}),
        tuple(pairs.values()),
    )


def _contract(table: Table, known: Contract | None) -> Contract:
    """A contract; what it is counted in may be left out where the built-in one says it."""
    table.only(("size", "currency", "per", "source", "as_of"))
    currency = table.capitals("currency", table.word("currency", known.currency if known else None))
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        raise table.wrong("currency", currency, Text("3文字の通貨コード(JPYなど)", "a currency code of three letters"))
    per = table.choice("per", get_args(Per), known.per if known else None)
    symbol = table.capitals("", table.name)
    return Contract(symbol, table.number("size", LARGEST), currency, per, table.source(), table.day("as_of"))


def _margin(table: Table, known: Iterable[str]) -> Margin:
    table.only(("rate", "source", "as_of"))
    if table.name not in known:
        raise table.wrong("", table.name, one_of(known))
    return Margin(table.name, table.number("rate", 1.0), table.source(), table.day("as_of"))


def _pair(table: Table) -> Pair:
    table.only(("first", "second", "relation", "source", "as_of"))
    first, second = (table.capitals(key, table.word(key)) for key in ("first", "second"))
    if first == second:
        raise table.wrong("second", second, Text("first と別のもの", "another instrument than first"))
    return Pair(first, second, table.choice("relation", get_args(Relation)), table.source(), table.day("as_of"))
