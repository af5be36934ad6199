"""Which cells a change touches: inputs that differ from what was typed, and formulas that now show another value."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from workbook.cells import RawCell, XlsxSheet
from workbook.edit.new_cells import calculated, typed
from workbook.edit.replaced import NOTHING, Replaced
from workbook.edit.row_patch import Patch, Show, Type
from workbook.findings.numbers import agrees, zero_of
from workbook.read import FoundTable, Opened
from workbook.spec import Column, Inputs, Value
from workbook.twin import Model

# By part name, row and column: what is to be done to the cells of a sheet.
SheetPatches = dict[int, dict[int, list[Patch]]]


@dataclass(slots=True)
class Patches:
    """The changes to existing cells, by sheet part."""

    sheets: defaultdict[str, SheetPatches]

    def add(self, sheet: XlsxSheet, row: int, column: int, patch: Patch) -> None:
        """Note a change to a cell."""
        self.sheets[sheet.part].setdefault(row, {}).setdefault(column, []).append(patch)


def patches(opened: Opened, after: Inputs, model: Model, replaced: Replaced = NOTHING) -> Patches:
    """Every change to a cell that the file has already; what is ``replaced``, and what builds on it, stays."""
    found: Patches = Patches(defaultdict(dict))
    for key, cell in opened.cells.items():
        if cell.spec.kind == "input":
            if not same_input(after.cells.get(key), opened.inputs.cells.get(key)):
                found.add(cell.sheet, cell.row, cell.column, Type(typed(after.cells.get(key))))
        elif key in replaced.built or replaced.at(cell.sheet, cell.row, cell.column):
            continue
        elif cell.cell is not None and _stale(cell.cell, model.cell(key)):
            found.add(cell.sheet, cell.row, cell.column, Show(calculated(model.cell(key))))
    for key, table in opened.tables.items():
        before = opened.inputs.tables[key]
        for column in table.spec.columns:
            if column.kind == "input":
                changes = _retyped(table, column.key, before, after.tables[key])
            elif f"{key}.{column.key}" in replaced.built:
                continue
            else:
                changes = _shown(table, column, model.column(key, column.key))
            for index, patch in changes:
                place = table.at(index, column.key)
                if column.kind == "input" or not replaced.at(table.sheet, *place):
                    found.add(table.sheet, *place, patch)
    return found


def _retyped(
    table: FoundTable, key: str, before: list[dict[str, Value]], after: list[dict[str, Value]]
) -> Iterator[tuple[int, Patch]]:
    if before is after:
        return
    for index, (old, new) in enumerate(zip(before, after, strict=False)):
        value = new.get(key)
        if old is not new and old.get(key) is not value and not same_input(old.get(key), value):
            yield index, Type(typed(value), style_beside(table, index, key))


def _shown(table: FoundTable, column: Column, values: list[Value]) -> Iterator[tuple[int, Patch]]:
    zero = zero_of(column)
    cached = table.values(column.key)
    # Equal values agree: the costly comparison is for the others.
    differing = [index for index, (old, new) in enumerate(zip(cached, values, strict=False)) if old != new]
    formulas = table.formulas(column.key) if differing else []
    for index in differing:
        if formulas[index] is not None and not agrees(cached[index], values[index], zero):
            yield index, Show(calculated(values[index]))


def _stale(cell: RawCell, value: Value) -> bool:
    return cell.formula is not None and not agrees(cell.value, value)


def same_input(one: Value, other: Value) -> bool:
    """Whether two inputs are the same to a reader: a blank and an empty text are, TRUE and 1 are not."""
    one, other = None if one == "" else one, None if other == "" else other
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def style_beside(table: FoundTable, index: int, key: str) -> int:
    """The format for a cell that the row lacks: that of a neighbour in the column."""
    for near in (index - 1, index + 1):
        cell = table.cell(near, key) if 0 <= near < len(table.rows) else None
        if cell is not None:
            return cell.style
    return 0
