"""Formulas that are the user's: those over a whole table go on covering it, as in Excel, and none is torn apart.

Cells that share one formula depend on the first of them. Where one of a sheet's has to change, each gets its own.
"""

from collections.abc import Iterator
from typing import Final

from openpyxl.utils import get_column_letter, range_boundaries

from hedge_xl.core.language import Text
from workbook.cells import RawCell, XlsxSheet
from workbook.edit.cell_changes import Patches
from workbook.edit.growth import Growth
from workbook.edit.references import References
from workbook.edit.row_patch import Refer, Type
from workbook.errors import FileError
from workbook.read import Opened
from workbook.sheet_xml import MAX_COLUMN, MAX_ROW

Place = tuple[int, int]
_IN_ARRAY: Final = Text(
    "{place} は配列数式 {array} の一部なので書き込めません。配列数式を消してください。",
    "{place} is part of the array formula {array} and cannot be written; remove that formula.",
)
_EVERY_ROW: Final = range(1, MAX_ROW + 1)


def add_user_formulas(opened: Opened, tables: list[Growth], references: References, found: Patches) -> None:
    """Note every change to formulas that are not ours."""
    for sheet in opened.file.sheets:
        typed = _typed(found, sheet)
        if not typed and not references.growing:
            continue
        here = [growth for growth in tables if growth.found.sheet is sheet]
        cells = [(place, cell) for place, cell in cells_not_ours(sheet, here) if cell.formula is not None]
        _refuse_arrays(opened, sheet, typed, cells)
        new = {place: references.formula(cell.formula or "", sheet.name) for place, cell in cells}
        changed = {place: new[place] for place, cell in cells if new[place] != cell.formula and place not in typed}
        torn = any(cell.kind == "shared" and (place in changed or place in typed) for place, cell in cells)
        if torn:
            every = ((place, cell) for place, cell in sheet.cells.items() if cell.kind == "shared")
            changed |= {place: new.get(place, cell.formula or "") for place, cell in every if place not in typed}
        for (row, column), formula in changed.items():
            found.add(sheet, row, column, Refer(formula))


def _typed(found: Patches, sheet: XlsxSheet) -> set[Place]:
    """Where a value is typed."""
    rows = found.sheets.get(sheet.part, {})
    return {
        (row, column)
        for row, cells in rows.items()
        for column, changes in cells.items()
        if any(isinstance(change, Type) for change in changes)
    }


def cells_not_ours(sheet: XlsxSheet, tables: list[Growth]) -> Iterator[tuple[Place, RawCell]]:
    """The cells of a sheet but for those of our tables, of which the few with formulas in input columns count."""
    ours: dict[int, list[range]] = {}
    for growth in tables:
        # The totals row of a table that grows is moved, and its formulas with it.
        end = growth.bottom if growth.added else growth.last
        for number in growth.found.columns.values():
            ours.setdefault(number, []).append(range(growth.first, growth.last + 1))
        for number in range(growth.left, growth.right + 1) if end > growth.last else ():
            ours.setdefault(number, []).append(range(growth.last + 1, end + 1))
        yield from _in_inputs(growth)
    free = 1
    for number in [*sorted(ours), MAX_COLUMN + 1]:
        if free < number:
            yield from sheet.cells.in_rows(_EVERY_ROW, range(free, number))
        free = number + 1
    for number, taken in ours.items():
        for rows in _gaps(taken):
            yield from sheet.cells.in_rows(rows, range(number, number + 1))


def _gaps(taken: list[range]) -> Iterator[range]:
    start = 1
    for rows in sorted(taken, key=lambda rows: rows.start):
        if start < rows.start:
            yield range(start, rows.start)
        start = max(start, rows.stop)
    yield range(start, MAX_ROW + 1)


def _in_inputs(growth: Growth) -> Iterator[tuple[Place, RawCell]]:
    """Formulas that the user typed as inputs."""
    found = growth.found
    for column in found.spec.inputs:
        for index, formula in enumerate(found.formulas(column.key)):
            cell = found.cell(index, column.key) if formula is not None else None
            if cell is not None:
                yield found.at(index, column.key), cell


def _refuse_arrays(opened: Opened, sheet: XlsxSheet, typed: set[Place], cells: list[tuple[Place, RawCell]]) -> None:
    """An array formula would write over what is typed into its range."""
    for _, cell in cells:
        if cell.array is None:
            continue
        left, top, right, bottom = range_boundaries(cell.array)
        if (left, top) == (right, bottom):
            continue
        for row, column in sorted(typed):
            if top <= row <= bottom and left <= column <= right:
                place = f"{sheet.name}!{get_column_letter(column)}{row}"
                raise FileError(_IN_ARRAY.format(place=place, array=cell.array), opened.package.file)
