"""The deals of a MetaTrader 5 report (.html, .xlsx) or of a CSV copy of it: every deal is one fill."""

import re
from typing import Final

from hedge_xl.core.language import Text
from workbook.errors import FileError
from workbook.imports.csv_text import TextRows, plain
from workbook.imports.fill import Fill, FillsFile
from workbook.imports.mapping import Mapping
from workbook.imports.reading import RowReader, amount, kept
from workbook.imports.server import MetaTrader, header_rows, is_cancelled, is_report
from workbook.imports.words import SIDES
from workbook.serials import from_serial

_NAMES: Final = {
    "time": "time 時間 時刻 日時 約定時間 約定時刻",
    "id": "deal 約定 約定番号 取引 ディール",
    "symbol": "symbol 銘柄 通貨ペア シンボル",
    "type": "type タイプ 種類 取引種別 種別",
    "direction": "direction entry 新規・決済 新規/決済 新規決済 方向 エントリー エントリ",
    "qty": "volume 数量 取引高 取引量 ボリューム",
    "price": "price 価格 約定価格",
    "order": "order 注文 注文番号",
    "commission": "commission 手数料",
    "fee": "fee 費用 料金",
    "swap": "swap スワップ",
    "profit": "profit 損益 利益",
    "comment": "comment コメント",
}
_FIELDS: Final = {plain(word): field for field, words in _NAMES.items() for word in words.split()}
_NEEDED: Final = frozenset({"time", "id", "symbol", "type", "direction", "qty", "price"})
_DATE: Final = re.compile(r"\d{4}[.\-/]\d{1,2}[.\-/]\d{1,2}")
_KIND: Final = Text("MetaTrader 5 の約定 (Deals)", "MetaTrader 5 deals")

_POSITIONS: Final = Text(
    "ポジションの表だけで、約定(Deals)の表がありません。MT5の口座履歴を右クリックし、レポートで保存してください。",
    "it has the positions but not the deals; right-click the history in MetaTrader 5 and save it as a report.",
)
_KIND_OF_ROW: Final = Text("「{type}」という種類は分かりません。", 'the type "{type}" is not known.')
_MONEY: Final = Text("入出金などの行", "balance, deposit and similar rows")
_CANCELLED: Final = Text("取り消された約定", "cancelled deals")
_TOTALS: Final = Text("約定でない行", "rows that are no deals")


def read_deals(raw: TextRows, mapping: Mapping) -> FillsFile | None:
    """The deals of a report; None when it is no such report."""
    for place, row in enumerate(header_rows(raw)):
        columns = _columns(row)
        if columns.keys() >= _NEEDED:
            return _deals(raw, place, columns, mapping)
    if any(_is_positions(row) for row in header_rows(raw)):
        raise FileError(_POSITIONS, raw.file)
    return None


def _columns(row: list[str]) -> dict[str, tuple[int, ...]]:
    columns: dict[str, tuple[int, ...]] = {}
    for place, cell in enumerate(row):
        field = _FIELDS.get(plain(cell))
        if field is not None:
            columns.setdefault(field, (place,))
    return columns


def _is_positions(row: list[str]) -> bool:
    names = [plain(cell) for cell in row]
    return bool({"position", "ポジション"} & set(names)) and max(names.count("price"), names.count("価格")) == 2


def _deals(raw: TextRows, header: int, columns: dict[str, tuple[int, ...]], mapping: Mapping) -> FillsFile:
    server = MetaTrader(mapping, raw.rows[:header])
    found = server.file(raw.file, _KIND)
    reader = RowReader(raw.rows[header], columns, server.times, server.decimal)
    report = is_report(raw)
    for row, line in zip(raw.rows[header + 1 :], raw.lines[header + 1 :], strict=True):
        reader.row = row
        if not _DATE.match(reader.text("time")) and not reader.text("id"):
            if report:
                break  # the totals below the deals; what follows is another table
            found.left_out[_TOTALS] += 1
            continue
        with kept(found, line):
            _deal(reader, server, found, line)
    return found


def _deal(reader: RowReader, server: MetaTrader, found: FillsFile, line: int) -> None:
    kind, symbol = plain(reader.text("type")), reader.text("symbol")
    if not symbol and kind not in SIDES:
        found.left_out[_MONEY] += 1
        return
    if not server.wanted(symbol):
        found.other_symbols[symbol] += 1
        return
    if is_cancelled(kind):
        found.left_out[_CANCELLED] += 1
        return
    if kind not in SIDES:
        raise reader.fault("type", _KIND_OF_ROW.format(type=reader.text("type")))
    time = reader.moment("time")
    fill = Fill(
        id=reader.needed("id"),
        side=SIDES[kind],
        qty=server.units(reader.positive("qty"), symbol, found.file),
        price=reader.positive("price"),
        time=time,
        comment=reader.words("comment"),
        file=found.file,
        line=line,
    )
    found.fills.append(fill)
    found.costs += amount(reader, "commission", found) + amount(reader, "fee", found)
    found.add_swap(f"{from_serial(time):%Y-%m}", amount(reader, "swap", found))
