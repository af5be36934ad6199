"""Which cells come to hold a formula by an edit, and which hold none any more."""

from collections import defaultdict

from openpyxl.utils import get_column_letter

from workbook.edit.cell_changes import Patches
from workbook.edit.growth import Growth
from workbook.edit.row_patch import Type
from workbook.edit.row_writers import holds_formula
from workbook.read import Opened

Addresses = defaultdict[str, list[str]]


def formula_cells(opened: Opened, growing: list[Growth], patches: Patches) -> tuple[Addresses, Addresses]:
    """New and gone formula cells, by sheet part."""
    new: Addresses = defaultdict(list)
    gone: Addresses = defaultdict(list)
    for growth in growing:
        sheet = growth.found.sheet
        letters = [get_column_letter(n) for n in range(growth.left, growth.right + 1) if holds_formula(growth, n)]
        new[sheet.part] += [f"{letter}{row}" for row in growth.new_rows for letter in letters]
        totals = range(growth.last + 1, growth.bottom + 1)
        for (row, column), cell in sheet.cells.in_rows(totals, range(growth.left, growth.right + 1)):
            if cell.formula is not None:
                gone[sheet.part].append(f"{get_column_letter(column)}{row}")
                new[sheet.part].append(f"{get_column_letter(column)}{row + growth.added}")
    for sheet in opened.file.sheets:
        for row, cells in patches.sheets.get(sheet.part, {}).items():
            for column, changes in cells.items():
                typed = any(isinstance(change, Type) for change in changes)
                before = sheet.cells.get((row, column)) if typed else None
                if before is not None and before.formula is not None:
                    gone[sheet.part].append(f"{get_column_letter(column)}{row}")
    return new, gone
