"""The statement of MetaTrader 4 (.htm) or a CSV copy of it: a ticket is a position, opened and closed by a fill.

A position closed in parts goes on under new tickets ("from #1" in the comment). Their opening is the one fill of the
first ticket, and is put together again, so that the fill is the same one whenever the statement is saved.
"""

import re
from dataclasses import dataclass
from typing import Final

from hedge_xl.core.language import Text
from workbook.imports.csv_text import TextRows, plain
from workbook.imports.fill import OTHER_SIDE, Fault, Fill, FillsFile, Side
from workbook.imports.mapping import Mapping
from workbook.imports.reading import RowReader, amount, kept
from workbook.imports.server import MetaTrader, header_rows, is_report
from workbook.imports.words import SIDES
from workbook.serials import from_serial

CLOSED: Final = "-close"  # what the number of a ticket's closing fill ends in
_NAMES: Final = {
    "id": "ticket チケット 注文番号 order deal",
    "open_time": "opentime 新規時間 時間 時刻",
    "type": "type タイプ 取引種別 種別",
    "qty": "size lots lot volume 数量 ロット",
    "symbol": "item symbol 通貨ペア 銘柄",
    "open_price": "openprice 新規価格",
    "close_time": "closetime 決済時間",
    "close_price": "closeprice 決済価格",
    "commission": "commission 手数料",
    "taxes": "taxes tax 税 税金",
    "swap": "swap スワップ",
    "comment": "comment コメント",
}
_FIELDS: Final = {plain(word): field for field, words in _NAMES.items() for word in words.split()}
_PRICE: Final = frozenset({"price", "価格"})
_TIME: Final = frozenset({"時間", "時刻"})
_PENDING: Final = re.compile(r"(?:buy|sell)(?:limit|stop)")
_NO_TRADES: Final = frozenset({"balance", "credit", "入金", "出金"})
_FROM: Final = re.compile(r"(?:split )?from #(\d+)")
_HEDGED: Final = re.compile(r"close hedge by #(\d+)")
_KIND: Final = Text("MetaTrader 4 の取引明細", "MetaTrader 4 statement")

_MONEY: Final = Text("入出金などの行", "balance, deposit and similar rows")
_PENDING_ORDERS: Final = Text("約定していない注文", "orders that were not filled")
_OTHER: Final = Text("約定でない行", "rows that are no fills")
_TYPE: Final = Text("「{type}」という種類は分かりません。", 'the type "{type}" is not known.')
_TWICE: Final = Text("このチケットは上の行にもあります。", "this ticket stands in a row above too.")
_BY_ANOTHER: Final = Text(
    "両建ての相殺(close by)は、いつの約定か明細から分かりません。この取引は手で記録してください。",
    "closed against another position (close by): the statement does not say when it was filled; log it by hand.",
)
_NO_ROOT: Final = Text(
    "チケット {ticket} の残りですが、元のチケットがこの明細にありません。全期間の明細を保存してください。",
    "it is the rest of ticket {ticket}, which this statement does not hold; save the statement of all history.",
)
_DIFFERENT: Final = Text(
    "元のチケット {ticket} と新規の時刻か価格が違います。全期間の明細を保存し直してください。",
    "its opening differs from that of ticket {ticket}, which it is the rest of; save the statement again.",
)


@dataclass(frozen=True, slots=True)
class _Ticket:
    """One line of the statement."""

    id: str
    side: Side
    qty: float
    price: float
    time: float
    source: str | None
    line: int
    comment: str | None


def read_statement(raw: TextRows, mapping: Mapping) -> FillsFile | None:
    """The fills of a statement; None when it is no such statement."""
    first = next((place for place, row in enumerate(header_rows(raw)) if _is_header(row)), None)
    return None if first is None else _Statement(raw, first, mapping).read()


def _is_header(row: list[str]) -> bool:
    """The header of the closed positions: with a time and a price for the opening and for the closing."""
    return _columns(row).keys() >= {
        "id", "open_time", "type", "qty", "symbol", "open_price", "close_time", "close_price",
    }  # fmt: skip


def _columns(row: list[str]) -> dict[str, tuple[int, ...]]:
    columns: dict[str, tuple[int, ...]] = {}
    for place, cell in enumerate(row):
        name = plain(cell)
        field = _FIELDS.get(name)
        if name in _PRICE:
            field = "close_price" if "open_price" in columns else "open_price"
        elif name in _TIME and "open_time" in columns:
            field = "close_time"
        if field is not None:
            columns.setdefault(field, (place,))
    return columns


class _Statement:
    """Reads one statement, section by section: closed positions, open ones, orders that wait."""

    def __init__(self, raw: TextRows, first: int, mapping: Mapping) -> None:
        self.raw = raw
        self.first = first
        self.server = MetaTrader(mapping, raw.rows[:first])
        self.found = self.server.file(raw.file, _KIND)
        self.tickets: dict[str, _Ticket] = {}
        self.reader = self._reader(raw.rows[first])
        self.page = is_report(raw)

    def read(self) -> FillsFile:
        """All fills of the statement."""
        waiting = False
        for place in range(self.first + 1, len(self.raw.rows)):
            row = self.raw.rows[place]
            if plain(row[0]) in ("ticket", "チケット"):
                waiting = any(plain(cell) in ("marketprice", "現在価格") for cell in row)
                self.reader = self._reader(row)
            else:
                self._row(place, row, waiting)
        self._open()
        self.found.fills.sort(key=lambda fill: fill.time)
        return self.found

    def _reader(self, header: list[str]) -> RowReader:
        return RowReader(header, _columns(header), self.server.times, self.server.decimal)

    def _row(self, place: int, row: list[str], waiting: bool) -> None:
        self.reader.row = row
        ticket = self.reader.text("id")
        kind = plain(self.reader.text("type"))
        if self.page and not ticket.isdigit():
            return  # titles, comments and totals between the tickets
        if not ticket and not kind:
            self.found.left_out[_OTHER] += 1
        elif waiting or _PENDING.fullmatch(kind):
            self.found.left_out[_PENDING_ORDERS] += 1
        elif kind in _NO_TRADES or (kind not in SIDES and not self.reader.text("open_price")):
            self.found.left_out[_MONEY] += 1
        elif not self.server.wanted(self.reader.text("symbol")):
            self.found.other_symbols[self.reader.text("symbol")] += 1
        else:
            with kept(self.found, self.raw.lines[place]):
                self._ticket(place, kind)

    def _ticket(self, place: int, kind: str) -> None:
        reader, line = self.reader, self.raw.lines[place]
        title = self.raw.titles[place] if self.raw.titles else ""
        comment = " ".join(title.split()) or reader.words("comment") or ""
        if kind not in SIDES:
            raise reader.fault("type", _TYPE.format(type=reader.text("type")))
        if reader.text("id") in self.tickets:
            raise reader.fault("id", _TWICE)
        if _HEDGED.search(comment):
            raise reader.fault("id", _BY_ANOTHER)
        source = _FROM.search(comment)
        qty = self.server.units(reader.positive("qty"), reader.text("symbol"), self.found.file)
        ticket = _Ticket(
            reader.needed("id"),
            SIDES[kind],
            qty,
            reader.positive("open_price"),
            reader.moment("open_time"),
            source[1] if source else None,
            line,
            comment or None,
        )
        closed = reader.time("close_time") if reader.has("close_time") else None
        if closed is not None:
            self._close(ticket, closed, reader.positive("close_price"))
        self.tickets[ticket.id] = ticket

    def _close(self, ticket: _Ticket, time: float, price: float) -> None:
        self.found.fills.append(
            Fill(
                id=ticket.id + CLOSED,
                side=OTHER_SIDE[ticket.side],
                qty=ticket.qty,
                price=price,
                time=time,
                comment=ticket.comment,
                file=self.found.file,
                line=ticket.line,
            )
        )
        costs = [amount(self.reader, field, self.found) for field in ("commission", "taxes")]
        self.found.costs += sum(costs)
        self.found.add_swap(f"{from_serial(time):%Y-%m}", amount(self.reader, "swap", self.found))

    def _open(self) -> None:
        """The opening fills: that of a position in parts is the sum of them."""
        wholes: dict[str, list[_Ticket]] = {}
        for ticket in self.tickets.values():
            root = self._root(ticket)
            if root is not None:
                wholes.setdefault(root.id, []).append(ticket)
        for number, parts in wholes.items():
            root = self.tickets[number]
            self.found.fills.append(
                Fill(
                    id=number,
                    side=root.side,
                    qty=round(sum(part.qty for part in parts), 6),
                    price=root.price,
                    time=root.time,
                    comment=root.comment,
                    file=self.found.file,
                    line=root.line,
                )
            )

    def _root(self, ticket: _Ticket) -> _Ticket | None:
        """The ticket under which the position was opened; None, with a fault, when it cannot be told."""
        now, seen = ticket, {ticket.id}
        while now.source is not None:
            before = self.tickets.get(now.source)
            if before is None or before.id in seen:
                self._fault(ticket, _NO_ROOT.format(ticket=now.source))
                return None
            seen.add(before.id)
            now = before
        if (now.side, now.price, now.time) != (ticket.side, ticket.price, ticket.time):
            self._fault(ticket, _DIFFERENT.format(ticket=now.id))
            return None
        return now

    def _fault(self, ticket: _Ticket, text: Text) -> None:
        self.found.faults.append(Fault(self.found.file, ticket.line, text, self.reader.headers[0]))
