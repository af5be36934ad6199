"""What the reports of MetaTrader leave unsaid: the server's clock, the size of a lot, the currency of the account."""

import re
from collections.abc import Sequence
from typing import Final

from hedge_xl.core.language import Text
from workbook.errors import FileError
from workbook.finding import filled
from workbook.imports.csv_text import HEADER_WITHIN, TextRows, plain
from workbook.imports.fill import FillsFile
from workbook.imports.grids import HTML, WORKBOOK
from workbook.imports.mapping import Mapping
from workbook.imports.numbers import Decimal
from workbook.imports.times import TimeReader
from workbook.imports.words import has_standard_lot, is_metatrader_usdjpy
from workbook.imports.zones import NEW_YORK_CLOSE, Zone, zone_of

STANDARD_LOT: Final = 100_000.0
_CURRENCY: Final = re.compile(r"(?:Currency:|通貨:)\s*([A-Z]{3})\b|\(([A-Z]{3}), [^)]*\)")

_ZONE_ASSUMED: Final = Text(
    "サーバー時刻は {zone} とみなして日本時間に直しました(違うときは --server-utc-offset)",
    "server times taken as {zone} and converted to Japan time (if not, --server-utc-offset)",
)
_ZONE_GIVEN: Final = Text(
    "サーバー時刻 {zone} を日本時間に直しました", "server times converted from {zone} to Japan time"
)
_LOT_ASSUMED: Final = Text(
    "1ロット = {lot:,.0f} USD とみなしました(違うときは --lot)", "1 lot taken as {lot:,.0f} USD (if not, --lot)"
)
_MICRO: Final = Text(
    "銘柄 {symbol} の1ロットが何通貨か分かりません。--lot 100000 や --lot 1000 のように指定してください。",
    "it is unclear how many units a lot of {symbol} is; give it, such as --lot 100000 or --lot 1000.",
)
_NO_ACCOUNTS: Final = Text(
    "口座の列がないため --account では選べません。口座ごとのレポートを使ってください。",
    "it has no column for the account, so --account cannot choose; use the report of one account.",
)
_NOT_MAPPED: Final = Text(
    "MetaTraderのレポートには、対応表の [skip]・[sides]・[open_close] は使えません。対応表から消してください。",
    "[skip], [sides] and [open_close] of a mapping are not for MetaTrader's reports; remove them from the mapping.",
)


def is_report(raw: TextRows) -> bool:
    """Whether it is a page or workbook as MetaTrader saves it: several tables below each other, and words between."""
    return raw.separator in (HTML, WORKBOOK)


def header_rows(raw: TextRows) -> list[list[str]]:
    """The rows among which a table's header is looked for."""
    return raw.rows if is_report(raw) else raw.rows[:HEADER_WITHIN]


def is_cancelled(kind: str) -> bool:
    """Whether a deal or order was taken back."""
    return "cancel" in kind or "取消" in kind


class MetaTrader:
    """How to read one report; what is assumed is put down to be told."""

    def __init__(self, mapping: Mapping, above: Sequence[Sequence[str]]) -> None:
        self.zone: Zone = mapping.zone or zone_of(NEW_YORK_CLOSE)
        self.times = TimeReader(self.zone, mapping.time_format)
        self.decimal: Decimal = mapping.decimal or "."
        self.lot = mapping.qty_factor
        self._mapping = mapping
        self._symbols = {plain(symbol) for symbol in mapping.symbols}
        self._above = above

    def file(self, name: str, kind: Text) -> FillsFile:
        """The result to fill, with what is assumed."""
        if self._mapping.accounts:
            raise FileError(_NO_ACCOUNTS, name)
        if self._mapping.skip or self._mapping.sides or self._mapping.closing:
            raise FileError(_NOT_MAPPED, name)
        zone = filled(_ZONE_GIVEN if self._mapping.zone else _ZONE_ASSUMED, zone=self.zone.name)
        assumed = [zone] if self.lot else [zone, _LOT_ASSUMED.format(lot=STANDARD_LOT)]
        return FillsFile(name, kind, assumed=assumed, currency=self._currency())

    def wanted(self, symbol: str) -> bool:
        """Whether a symbol is dollars against yen, or one of those that the user names."""
        return plain(symbol) in self._symbols if self._symbols else is_metatrader_usdjpy(symbol)

    def units(self, lots: float, symbol: str, file: str) -> float:
        """Lots as units of currency."""
        if self.lot is None and not has_standard_lot(symbol):
            raise FileError(_MICRO.format(symbol=symbol), file)
        return round(lots * (self.lot or STANDARD_LOT), 6)

    def _currency(self) -> str:
        """The account's currency as the lines above the table say it."""
        for row in self._above:
            for cell in row:
                match = _CURRENCY.search(cell)
                if match:
                    return match[1] or match[2]
        return ""
