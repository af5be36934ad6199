"""The fills in a broker's file: MetaTrader's reports by what they are, any other table by a mapping or its headers."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Final

from hedge_xl.core.language import Text
from workbook.errors import FileError
from workbook.finding import filled
from workbook.garbage import no_collections
from workbook.imports.csv_text import HEADER_WITHIN, TextRows, TextTable, plain, table_of
from workbook.imports.fill import OTHER_SIDE, Fill, FillsFile, Side
from workbook.imports.grids import read_grid
from workbook.imports.headers import Columns, holds_lots, is_header, recognised
from workbook.imports.mapping import Mapping
from workbook.imports.metatrader4 import read_statement
from workbook.imports.metatrader5 import read_deals
from workbook.imports.parts import numbered
from workbook.imports.reading import CellError, RowReader, amount, note_fault
from workbook.imports.times import TimeReader
from workbook.imports.words import FILLED, NOT_FILLED, closes, is_usdjpy, side_of
from workbook.serials import from_serial

_FEW_UNITS: Final = 100.0  # quantities all below it count lots, whatever their header says
_METATRADER_TIME: Final = re.compile(r"\d{4}\.\d{2}\.\d{2} \d")
_KIND: Final = Text("取引の表", "table of fills")

_CLOSE_SIDE: Final = Text(
    "決済が{count}行(最初は{line}行目)。その売買が注文のものなら --close-side order、閉じた建玉のものなら position。",
    "{count} rows close positions (first: line {line}): add --close-side order or position, whatever the side is of.",
)
_LOTS: Final = Text(
    "「{header}」はロット数のようです({given})。1ロットの通貨数を --lot 10000 のように付けてください(通貨数なら1)。",
    '"{header}" seems to count lots ({given}); give the units of a lot, such as --lot 10000 (if it is units, --lot 1).',
)
_SERVER_TIME: Final = Text(
    "MetaTraderのサーバー時刻のようです。--server-utc-offset ny (日本時間なら +9)を付けてください。",
    "these look like times of a MetaTrader server: add --server-utc-offset ny (or +9 if they are Japan time).",
)
_NO_ACCOUNTS: Final = Text("口座の列がないため --account では選べません。", "no column for the account to choose by.")
_NO_SYMBOLS: Final = Text("銘柄の列がないため --symbol では選べません。", "no column for the symbol to choose by.")
_STATUS: Final = Text(
    "「{word}」が約定した行か分かりません。対応表の [skip] に書くか、約定だけのファイルにしてください。",
    'it is unclear whether "{word}" is a fill; put it under [skip] in a mapping, or export fills only.',
)
_OPEN_CLOSE: Final = Text(
    "「{word}」が新規か決済か分かりません。対応表の [open_close] に書くか、"
    '新規・決済の列でなければ [columns] に open_close = "" と書いてください。',
    'it is unclear whether "{word}" opens or closes; put it under [open_close] in a mapping, or say open_close = "" '
    "under [columns] if the column tells nothing of that.",
)
_SIDE: Final = Text(
    "「{word}」が売りか買いか分かりません。対応表の [sides] に書いてください。",
    'it is unclear which side "{word}" is; put it under [sides] in a mapping.',
)
_ALL_USDJPY: Final = Text(
    "通貨ペアの列がないので、すべてUSDJPYとみなしました", "no column for the pair: all rows taken as USDJPY"
)
_DAYS_ONLY: Final = Text(
    "時刻のない約定が{count}件あり、0時0分と記録します", "{count} fills have a date only and are put down at 0:00"
)
_LOT_GIVEN: Final = Text("数量1 = {lot:,.10g} USD", "a quantity of 1 = {lot:,.10g} USD")
_ZONE: Final = Text("時刻 {zone} を日本時間に直しました", "times converted from {zone} to Japan time")
_SKIPPED: Final = Text("対応表で除いた行", "rows skipped by the mapping")
_NOT_FILLED: Final = Text("約定していない注文", "orders that were not filled")
_OTHER_ACCOUNT: Final = Text("ほかの口座", "other accounts")
_NO_FILL: Final = Text("約定でない行(合計など)", "rows that are no fills (totals and the like)")


def read_fills(path: Path, mapping: Mapping | None = None) -> FillsFile:
    """The fills of a file. FileError when it cannot be understood; faults of single rows are in the result."""
    with no_collections():
        return _read_fills(path, mapping or Mapping())


def _read_fills(path: Path, mapping: Mapping) -> FillsFile:
    raw = read_grid(path, encoding=mapping.encoding, separator=mapping.separator, sheet=mapping.sheet)
    found = None if mapping.columns else read_deals(raw, mapping) or read_statement(raw, mapping)
    found = found or _Table(_table(raw, mapping), mapping).read()
    if mapping.id_prefix:
        found.fills = [replace(fill, id=mapping.id_prefix + fill.id) for fill in found.fills]
    if mapping.same_id:
        found.fills = numbered(found.fills)
    return found


def _table(raw: TextRows, mapping: Mapping) -> TextTable:
    """The table under the header that is known, or that the mapping names; else under what looks like one."""
    named = frozenset(plain(header) for headers in mapping.columns.values() for header in headers)
    known = is_header if not named else lambda cells: named <= set(map(plain, cells))
    return table_of(raw, known if any(map(known, raw.rows[:HEADER_WITHIN])) else None)


class _Table:
    """Reads one table by its columns."""

    def __init__(self, table: TextTable, mapping: Mapping) -> None:
        self.table = table
        self.mapping = mapping
        self.columns: Columns = recognised(table, dict(mapping.columns))
        self.times = TimeReader(mapping.zone, mapping.time_format)
        decimal = mapping.decimal or ("" if table.separator == ";" else ".")
        self.reader = RowReader(table.headers, self.columns, self.times, decimal)
        self.skip = [(self._skipped_column(header), set(map(plain, words))) for header, words in mapping.skip.items()]
        self.symbols = set(map(plain, mapping.symbols))
        self.accounts = set(map(plain, mapping.accounts))
        self.found = FillsFile(table.file, _KIND)
        self.closing: list[int] = []
        self.days_only = 0

    def read(self) -> FillsFile:
        """Every row; what holds for the whole file is checked around it."""
        if self.accounts and "account" not in self.columns:
            raise FileError(_NO_ACCOUNTS, self.table.file)
        if self.symbols and "symbol" not in self.columns:
            raise FileError(_NO_SYMBOLS, self.table.file)
        self._refuse_server_times()
        for row, line in zip(self.table.rows, self.table.lines, strict=True):
            self.reader.row = row
            if self._is_fill(row):
                try:
                    self._fill(line)
                except CellError as error:
                    note_fault(self.found, line, error)
        if self.closing and self.mapping.close_side is None:
            raise FileError(_CLOSE_SIDE.format(line=self.closing[0], count=len(self.closing)), self.table.file)
        self._scale()
        self._tell()
        return self.found

    def _skipped_column(self, header: str) -> int:
        place = self.table.column(header)
        if place is None:
            text = Text(
                "対応表の [skip] の見出し「{header}」がありません。", 'no header "{header}", as [skip] names it.'
            )
            raise FileError(text.format(header=header), self.table.file)
        return place

    def _refuse_server_times(self) -> None:
        if self.mapping.zone is None and self.mapping.time_format is None and len(self.columns["time"]) == 1:
            place = self.columns["time"][0]
            if any(_METATRADER_TIME.match(row[place]) for row in self.table.rows):
                raise FileError(_SERVER_TIME, self.table.file)

    def _is_fill(self, row: list[str]) -> bool:
        """Whether a row is a fill in this pair and account; what is left out is counted."""
        reader, left_out = self.reader, self.found.left_out
        if self.skip and any(plain(row[place]) in words for place, words in self.skip):
            left_out[_SKIPPED] += 1
        elif not (reader.text("side") or reader.text("price") or reader.text("time")):
            left_out[_NO_FILL] += 1
        elif reader.has("status") and plain(reader.text("status")) in NOT_FILLED:
            left_out[_NOT_FILLED] += 1
        elif self.accounts and plain(reader.text("account")) not in self.accounts:
            left_out[_OTHER_ACCOUNT] += 1
        elif reader.has("symbol") and not self._wanted(reader.text("symbol")):
            self.found.other_symbols[reader.text("symbol")] += 1
        else:
            return True
        return False

    def _wanted(self, symbol: str) -> bool:
        return plain(symbol) in self.symbols if self.symbols else is_usdjpy(symbol)

    def _fill(self, line: int) -> None:
        reader = self.reader
        if reader.has("status") and plain(reader.text("status")) not in FILLED:
            raise reader.fault("status", _STATUS.format(word=reader.text("status")))
        before = self.times.days_only
        time = reader.moment("time")
        self.days_only += self.times.days_only - before
        fill = Fill(
            id=reader.needed("id"),
            side=self._side(line),
            qty=reader.positive("qty"),
            price=reader.positive("price"),
            time=time,
            quote=reader.positive("quote") if reader.text("quote") else None,
            comment=reader.words("comment"),
            order_type=reader.words("order_type"),
            order_time=reader.time("order_time"),
            roll=reader.words("roll"),
            file=self.found.file,
            line=line,
        )
        self.found.fills.append(fill)
        self.found.costs += amount(reader, "commission", self.found)
        swap = amount(reader, "swap", self.found)
        if swap:
            self.found.add_swap(f"{from_serial(time):%Y-%m}", swap)

    def _side(self, line: int) -> Side:
        reader = self.reader
        word = reader.text("side")
        own = self.mapping.sides.get(plain(word))
        if own is not None:
            return own  # the mapping says what the fill was, closing or not
        told = side_of(word)
        if told is None:
            raise reader.fault("side", _SIDE.format(word=word))
        side, closing = told
        if closing or self._closes():
            self.closing.append(line)
            return OTHER_SIDE[side] if self.mapping.close_side == "position" else side
        return side

    def _closes(self) -> bool:
        word = self.reader.text("open_close")
        if not word:
            return False
        told = self.mapping.closing.get(plain(word), closes(word))
        if told is None:
            raise self.reader.fault("open_close", _OPEN_CLOSE.format(word=word))
        return told

    def _scale(self) -> None:
        """Quantities as units of currency."""
        factor = self.mapping.qty_factor
        fills = self.found.fills
        header = " ".join(self.table.headers[place] for place in self.columns["qty"])
        if factor is None and fills:
            smallest, largest = min(fill.qty for fill in fills), max(fill.qty for fill in fills)
            if holds_lots(header) or largest < _FEW_UNITS or smallest < 1:
                raise FileError(_LOTS.format(header=header, given=f"{smallest:g}"), self.table.file)
        if factor is not None and factor != 1:
            self.found.fills = [_scaled(fill, factor) for fill in fills]

    def _tell(self) -> None:
        """What was assumed about the whole file."""
        assumed = self.found.assumed
        if "symbol" not in self.columns:
            assumed.append(_ALL_USDJPY)
        if self.mapping.qty_factor is not None:
            assumed.append(_LOT_GIVEN.format(lot=self.mapping.qty_factor))
        if self.mapping.zone is not None and not self.mapping.zone.is_japan:
            assumed.append(filled(_ZONE, zone=self.mapping.zone.name))
        if self.days_only:
            assumed.append(_DAYS_ONLY.format(count=self.days_only))


def _scaled(fill: Fill, factor: float) -> Fill:
    return replace(fill, qty=round(fill.qty * factor, 6))
