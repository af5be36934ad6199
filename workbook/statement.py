"""A broker's statement as a file, held against the ledger exactly as the reconciliation sheet holds its own rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Text
from workbook.check_findings import marked_rows, said
from workbook.errors import FileError
from workbook.finding import Finding, filled
from workbook.findings.cascades import consequences
from workbook.findings.registry import CHECKS
from workbook.imports.csv_text import TextTable, plain, read_table
from workbook.imports.numbers import parse_number
from workbook.imports.times import TimeReader
from workbook.imports.words import side_of
from workbook.ledger.reconcile import TABLE
from workbook.read import Opened
from workbook.spec import Inputs, Value
from workbook.twin import Model

_HEADERS: Final = {
    "date": ("日付", "明細の日付", "基準日", "取引日", "date", "statement date", "as of"),
    "position": (
        "ヘッジ残高",
        "明細のヘッジ残高",
        "残高",
        "建玉",
        "数量",
        "position",
        "position on statement",
        "units",
    ),
    "lots": ("ロット", "ロット数", "建玉ロット", "lots", "position lots"),
    "side": ("売買", "売買区分", "side"),
    "swap": ("スワップ", "スワップ合計", "その月のスワップ合計", "swap", "swap of the month"),
}
_NEEDED: Final = Text(
    "日付の列(「日付」など)と、残高の列(「残高」または「ロット」)が必要です。",
    'it needs a column with the date ("date") and one with the position ("position" or "lots").',
)
_BOTH: Final = Text(
    "「残高」と「ロット」の列が両方あります。どちらか1つにしてください。",
    'it has both "position" and "lots"; keep one of them.',
)
_LOT_SIZE: Final = Text(
    "残高がロット数です。1ロットの通貨数を --lot 10000 のように指定してください。",
    "positions are in lots; say how many units one lot is: --lot 10000.",
)
_CELL: Final = Text("{line}行目: {why}", "line {line}: {why}")
_SIDE: Final = Text("売買「{given}」が分かりません。", 'the side "{given}" is not known.')
_NO_DATE: Final = Text("日付がありません。", "there is no date.")
_NO_POSITION: Final = Text("残高がありません。", "there is no position.")
_NO_LEDGER: Final = Text(
    "口座の明細と照合できるのは台帳だけです。--statement を外してください。",
    "only a ledger can be compared with a statement; leave out --statement.",
)
_NOTHING: Final = Text("行がありません。", "it has no rows.")


@dataclass(frozen=True, slots=True)
class Statement:
    """Rows as the reconciliation sheet has them, and the line of the file that each comes from."""

    file: str
    rows: list[dict[str, Value]]
    lines: list[int]


def read_statement(path: Path, lot: float | None = None) -> Statement:
    """A statement from a text file: date, position in USD or in lots of ``lot`` units, and optionally the swap.

    Without a side, a short position is positive, as on the sheet; with one, sold is.
    """
    table = read_table(path, is_header=_is_header)
    places = {key: _place(table, names) for key, names in _HEADERS.items()}
    if places["date"] is None or (places["position"] is None and places["lots"] is None):
        raise FileError(_NEEDED, path.name)
    if places["position"] is not None and places["lots"] is not None:
        raise FileError(_BOTH, path.name)
    if places["lots"] is not None and lot is None:
        raise FileError(_LOT_SIZE, path.name)
    if not table.rows:
        raise FileError(_NOTHING, path.name)
    times = TimeReader()
    rows = []
    for line, cells in zip(table.lines, table.rows, strict=True):
        given = {key: "" if place is None else cells[place].strip() for key, place in places.items()}
        try:
            rows.append(_row(given, times, lot))
        except HedgeError as error:
            raise FileError(filled(_CELL, line=line, why=error.text), path.name) from error
    return Statement(path.name, rows, table.lines)


def _is_header(cells: Sequence[str]) -> bool:
    known = {plain(cell) for cell in cells}
    return any(plain(name) in known for name in _HEADERS["date"]) and len(known) > 1


def _place(table: TextTable, names: Sequence[str]) -> int | None:
    return next((place for place in map(table.column, names) if place is not None), None)


def _row(given: dict[str, str], times: TimeReader, lot: float | None) -> dict[str, Value]:
    """One row; with the time of day that is stated, if any."""
    moment, units = times.read(given["date"]), parse_number(given["position"] or given["lots"])
    if moment is None:
        raise HedgeError(_NO_DATE)
    if units is None:
        raise HedgeError(_NO_POSITION)
    if given["lots"] and lot is not None:
        units *= lot
    return {"date": float(moment), "position": units * _sign(given["side"]), "swap": parse_number(given["swap"])}


def _sign(side: str) -> int:
    if not side:
        return 1
    told = side_of(side)
    if told is None or told[1]:  # what was closed is no position
        raise HedgeError(_SIDE.format(given=side[:20]))
    return 1 if told[0] == "SELL" else -1


def statement_findings(opened: Opened, statement: Statement) -> list[Finding]:
    """What the reconciliation sheet would say of these rows; a line of the file stands where a cell does."""
    inputs = opened.inputs
    if TABLE.key not in opened.tables:
        raise FileError(_NO_LEDGER, opened.package.file)
    tables = {**inputs.tables, TABLE.key: statement.rows}
    model = Model(opened.book, Inputs(inputs.cells, tables, inputs.below), opened.language, opened.host)
    found = []
    marked = list(marked_rows(model, {TABLE.key}))
    repeated = [(check.word, index) for check, index in consequences(model, marked)]
    for check, index in marked:
        if (check.word, index) in repeated:
            continue
        code, _, words = said(check, model, index)
        found.append(Finding(code, CHECKS[code].severity, statement.file, f"L{statement.lines[index]}", words))
    return sorted(found, key=lambda finding: int(finding.cell[1:]))
