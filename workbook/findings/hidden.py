"""What people do not see although it counts: hidden sheets, columns and rows with inputs, and active filters."""

from collections.abc import Iterator, Sequence
from typing import Final

from openpyxl.utils import get_column_letter

from hedge_xl.core.language import Text
from workbook.cell_types import XlsxSheet
from workbook.digest import JOURNAL
from workbook.finding import Finding, filled
from workbook.findings.frame import Frame
from workbook.findings.registry import CHECKS
from workbook.ooxml import main
from workbook.read import FoundTable, Opened

_SHEET: Final = Text(
    "入力のあるシートが非表示です。シート見出しを右クリックして再表示してください。",
    "a sheet with inputs is hidden; right-click a sheet tab and unhide it.",
)
_COLUMN: Final = Text(
    "入力の列{column}が非表示です{more}。列を再表示してください。",
    "the input column {column} is hidden{more}; unhide it.",
)
_ROWS: Final = Text(
    "入力のある行{row}が非表示です{more}。計算には入っています。行を再表示してください。",
    "row {row} holds inputs and is hidden{more}; it counts all the same: unhide it.",
)
_FILTER: Final = Text(
    "フィルターで{count}行が隠れています(計算には入ります)。データタブで「クリア」してください。",
    "a filter hides {count} rows, which count all the same; clear it on the Data tab.",
)
_MORE: Final = Text("(ほか{count}件)", " ({count} more)")


def hidden_findings(opened: Opened, frames: dict[str, Frame]) -> Iterator[Finding]:
    """At most one finding of a kind for every sheet."""
    for sheet in opened.file.sheets:
        tables = [table for table in opened.tables.values() if table.sheet is sheet]
        typed = [table for table in tables if table.spec.inputs and table.spec.key != JOURNAL]
        cells = _input_cells(opened, sheet)
        if sheet.state != "visible":
            if typed or cells:
                yield _finding("hidden-sheet", sheet, "", _SHEET)
        elif sheet.part in frames:
            yield from _columns(sheet, frames[sheet.part], typed, cells)
            yield from _rows(opened, sheet, frames[sheet.part], tables, {row for row, _ in cells})


def _input_cells(opened: Opened, sheet: XlsxSheet) -> list[tuple[int, int]]:
    """The parameters on a sheet; boxes to tick decide nothing."""
    found = [cell for cell in opened.cells.values() if cell.sheet is sheet]
    return [(cell.row, cell.column) for cell in found if cell.spec.kind == "input" and cell.spec.style != "tick"]


def _columns(
    sheet: XlsxSheet, frame: Frame, typed: Sequence[FoundTable], cells: Sequence[tuple[int, int]]
) -> Iterator[Finding]:
    places = [(table.table.ref[0], table.columns[column.key]) for table in typed for column in table.spec.inputs]
    hidden = sorted({column: row for row, column in [*cells, *places] if frame.hides_column(column)}.items())
    if hidden:
        column, row = hidden[0]
        text = filled(_COLUMN, column=get_column_letter(column), more=_more(len(hidden)))
        yield _finding("hidden-column", sheet, f"{get_column_letter(column)}{row}", text)


def _rows(
    opened: Opened, sheet: XlsxSheet, frame: Frame, tables: Sequence[FoundTable], parameters: set[int]
) -> Iterator[Finding]:
    hidden = set(frame.hidden_rows)
    for table in tables:
        inside = hidden & set(table.rows) if hidden else set()
        if inside and (frame.filtered or _filtered(opened, table)):
            hidden -= inside
            where = f"{get_column_letter(table.table.ref[1])}{table.table.ref[0]}"
            yield _finding("active-filter", sheet, where, filled(_FILTER, count=len(inside)))
    typed = {row for table in tables if table.spec.inputs and table.spec.key != JOURNAL for row in table.rows}
    rows = sorted(hidden & (typed | parameters)) if hidden else []
    if rows:
        yield _finding("hidden-row", sheet, f"A{rows[0]}", filled(_ROWS, row=rows[0], more=_more(len(rows))))


def _filtered(opened: Opened, table: FoundTable) -> bool:
    """Whether a table's own filter leaves anything out."""
    root = opened.package.xml(table.table.part)
    return next(root.iterfind(f"{main('autoFilter')}/{main('filterColumn')}"), None) is not None


def _more(count: int) -> Text | str:
    return _MORE.format(count=count - 1) if count > 1 else ""


def _finding(code: str, sheet: XlsxSheet, cell: str, text: Text) -> Finding:
    return Finding(code, CHECKS[code].severity, sheet.name, cell, text)
