"""The cells of a file that are not the ledger's: the user's own sheets, and what stands beside and among its tables.

A long table is passed over as a whole, so that a hundred thousand fills cost nothing here.
"""

from collections.abc import Iterator
from typing import Final

from openpyxl.utils import get_column_letter

from workbook.cell_types import RawCell, XlsxSheet
from workbook.read import BELOW, FoundTable, Opened
from workbook.sheet_xml import MAX_COLUMN, MAX_ROW

Place = tuple[str, RawCell]
_ALL_ROWS: Final = range(1, MAX_ROW + 1)
_ALL_COLUMNS: Final = range(1, MAX_COLUMN + 1)


def foreign_cells(opened: Opened, sheet: XlsxSheet) -> Iterator[Place]:
    """Address and contents of every cell that another check does not look at."""
    ours = {(item.row, item.column) for item in opened.cells.values() if item.sheet is sheet}
    tables = [table for table in opened.tables.values() if table.sheet is sheet]
    found: dict[tuple[int, int], RawCell] = {}
    if not tables:
        found.update(sheet.cells.in_rows(_ALL_ROWS, _ALL_COLUMNS))
    for table in tables:
        for rows, columns in _around(table):
            found.update(sheet.cells.in_rows(rows, columns))
    for place in sorted(found):
        if place not in ours and not any(_belongs(table, *place) for table in tables):
            yield f"{get_column_letter(place[1])}{place[0]}", found[place]


def _around(table: FoundTable) -> Iterator[tuple[range, range]]:
    """The parts of a sheet outside a table, and the columns inside that the user has added."""
    top, left, bottom, right = table.table.ref
    yield range(1, top), _ALL_COLUMNS
    yield range(bottom + 1, MAX_ROW + 1), _ALL_COLUMNS
    yield range(top, bottom + 1), range(1, left)
    yield range(top, bottom + 1), range(right + 1, MAX_COLUMN + 1)
    for column in set(range(left, right + 1)) - set(table.columns.values()):
        yield table.rows, range(column, column + 1)


def _belongs(table: FoundTable, row: int, column: int) -> bool:
    """Whether a cell is a column's of the table, or was typed right under it."""
    _, left, bottom, right = table.table.ref
    inside = row in table.rows and column in table.columns.values()
    return inside or (bottom < row <= bottom + BELOW and left <= column <= right)


def typed_formulas(opened: Opened, sheet: XlsxSheet) -> Iterator[tuple[str, str]]:
    """Address and text of the formulas in the input cells of a sheet."""
    for table in [table for table in opened.tables.values() if table.sheet is sheet]:
        for column in table.spec.inputs:
            formulas = table.formulas(column.key)
            if any(formulas):
                yield from ((table.address(row, column.key), text) for row, text in enumerate(formulas) if text)
    for item in [item for item in opened.cells.values() if item.sheet is sheet and item.spec.kind == "input"]:
        cell = item.cell
        if cell is not None and cell.formula:
            yield item.address, cell.formula
