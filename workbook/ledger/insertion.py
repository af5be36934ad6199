"""Putting months into a table in their order, and what of the user's would be torn apart by that.

A month after the last one is added below it. An earlier one pushes the values under it down a row: only the values
move, so nothing else of the user's may stand beside them or point at them.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.utils import get_column_letter

from hedge_xl.core.language import Text
from workbook.cells import XlsxSheet
from workbook.change import AppendRow, Change, GrowTable, Operation, SetValue, first_free
from workbook.edit.obstacles import comments
from workbook.errors import FileError
from workbook.finding import filled
from workbook.ledger import LEDGER
from workbook.ledger.common import is_month_end
from workbook.read import FoundTable, Opened
from workbook.spec import Inputs, Value
from workbook.twin import n

_CELL: Final = re.compile(r"@?(?:\$?[A-Za-z]{1,3})?\$?(\d+)#?")
Rows = Sequence[dict[str, Value]]

_HOLD: Final = Text(
    "{what}があるため、月を表の途中に入れられません。Excelで表の行を挿入し、その月を入力してください。",
    "{what} stands in the way of putting a month into the middle of the table; insert a table row in Excel and type it.",
)
_COLUMN: Final = Text("「{sheet}」シートの表に自分の列「{name}」", 'your own column "{name}" on {sheet}')
_COMMENT: Final = Text("「{sheet}」!{cell} にコメント", "a comment at {sheet}!{cell}")
_BESIDE: Final = Text("「{sheet}」!{cell} に書き込み", "something of yours at {sheet}!{cell}")
_FORMULA: Final = Text("「{sheet}」!{cell} に自分の式", "a formula of yours at {sheet}!{cell}")
_POINTER: Final = Text("「{sheet}」シートを参照する式が {where} に", "a formula at {where} that points at {sheet}")


def inserted(inputs: Inputs, table: str, rows: Rows) -> tuple[Change, int | None]:
    """What puts rows into a table by month, and the first row whose values move (None when none does)."""
    old = inputs.tables[table]
    merged = list(old[: first_free(old)])
    filled, first = len(merged), None
    for row in sorted(rows, key=lambda item: n(item["month"])):
        at = _place(merged, n(row["month"]))
        if at < len(merged) and filled > at:
            first = at if first is None else min(first, at)
        merged.insert(at, row)
    if first is None:
        return Change(tuple(AppendRow(table, dict(row)) for row in merged[filled:])), None
    operations: list[Operation] = [GrowTable(table, len(merged))] if len(merged) > len(old) else []
    for index in range(first, len(merged)):
        before = old[index] if index < len(old) else {}
        for column in LEDGER.table(table).inputs:
            value = merged[index].get(column.key)
            if value != before.get(column.key) or type(value) is not type(before.get(column.key)):
                operations.append(SetValue(table, index, column.key, value))
    return Change(tuple(operations)), first


def _place(rows: Rows, month: float) -> int:
    """Where a month belongs: before the first later one; what is no month says nothing of the order."""
    months = (row.get("month") for row in rows)
    later = (index for index, known in enumerate(months) if is_month_end(known) and n(known) > month)
    return next(later, len(rows))


def refuse_move(opened: Opened, table: str, first: int) -> None:
    """FileError when values that move down from row `first` would leave something of the user's behind."""
    found = opened.tables[table]
    what = next(_obstacles(opened, found, first), None)
    if what is not None:
        raise FileError(filled(_HOLD, what=what), opened.package.file)


def _obstacles(opened: Opened, found: FoundTable, first: int) -> Iterator[Text]:
    sheet = found.sheet
    own = set(found.columns.values())
    _, left, _, right = found.table.ref
    for column in range(left, right + 1):
        if column not in own:
            yield _COLUMN.format(sheet=sheet.name, name=found.table.columns[column - left])
    top = found.rows[first] if first < len(found.rows) else found.rows.stop
    inputs = {found.columns[column.key] for column in found.spec.inputs}
    for (row, column), cell in sheet.cells.items():
        if row < top or (cell.value is None and cell.formula is None):
            continue
        where = f"{get_column_letter(column)}{row}"
        if row >= found.rows.stop or column not in own:
            yield _BESIDE.format(sheet=sheet.name, cell=where)
        elif column in inputs and cell.formula is not None:
            yield _FORMULA.format(sheet=sheet.name, cell=where)
    yield from _comments(opened, sheet, top)
    yield from _pointers(opened, sheet, top)


def _comments(opened: Opened, sheet: XlsxSheet, top: int) -> Iterator[Text]:
    for where in comments(opened.package, sheet.part):
        if int("0" + where.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ$")) >= top:
            yield _COMMENT.format(sheet=sheet.name, cell=where)


def _pointers(opened: Opened, sheet: XlsxSheet, top: int) -> Iterator[Text]:
    """Formulas and names of the user's own that look at the sheet by address: they would see another month."""
    quoted = "'" + sheet.name.replace("'", "''") + "'!"
    known = {(found.sheet.name, found.row, found.column) for found in opened.cells.values()}
    computed = [(found.sheet, found.rows, _computed(found)) for found in opened.tables.values()]
    for other in opened.file.sheets:
        for (row, column), cell in other.cells.items():
            if cell.formula is None or (other.name, row, column) in known:
                continue
            if any(home is other and row in rows and column in columns for home, rows, columns in computed):
                continue  # a formula of ours finds a month wherever it stands
            if _mentions(cell.formula, sheet.name, quoted) or (other is sheet and _reaches(cell.formula, top)):
                yield _POINTER.format(sheet=sheet.name, where=f"{other.name}!{get_column_letter(column)}{row}")
    ours = {cell.key for cell in opened.book.cells}
    for name, target in opened.file.names.items():
        if name not in ours and "_xlnm." not in name and _mentions(target, sheet.name, quoted):
            yield _POINTER.format(sheet=sheet.name, where=name)


def _mentions(formula: str, name: str, quoted: str) -> bool:
    return f"{name}!" in formula or quoted in formula


def _reaches(formula: str, top: int) -> bool:
    """Whether a formula names a cell of its own sheet from row `top` on."""
    try:
        items = Tokenizer(f"={formula.lstrip('=')}").items
    except (TokenizerError, IndexError):
        return True  # nobody can tell
    ends = (end for item in items if item.subtype == Token.RANGE for end in str(item.value).split(":"))
    return any(int(match[1]) >= top for match in map(_CELL.fullmatch, ends) if match)


def _computed(found: FoundTable) -> set[int]:
    return set(found.columns.values()) - {found.columns[column.key] for column in found.spec.inputs}
