"""Rows typed right under a table: emptied there, and typed again as rows of the table, at the same places.

A total typed by hand looks much like a row. What the workbook's own row check would mark × stays where it is: as a row
it would be counted in sums, and under the table it is reported.
"""

from collections.abc import Mapping
from typing import Final

from workbook.cells import ErrorValue
from workbook.change import Change, GrowTable, Operation, SetValue, changed
from workbook.check_findings import UNCOMPUTABLE
from workbook.doctor.cell_xml import empty_cells
from workbook.following import growth
from workbook.in_words import identity_columns
from workbook.read import FoundTable, Opened
from workbook.rules import accepted
from workbook.spec import Value
from workbook.text import WORDS
from workbook.twin import Model

Rows = list[dict[str, Value]]
_CHECK: Final = "check"  # the column in which a table judges its rows
_FEWEST: Final = 2  # inputs that a line must hold to be a row and not a remark


def take_in(opened: Opened) -> Change:
    """Empty the cells that become rows, and say what is to be typed into the rows then."""
    found = rows_below(opened)
    operations = list(_typed(opened, found).operations)
    for key, rows in found.items():
        table = opened.tables[key]
        taken = range(table.rows.stop, table.rows.stop + len(rows))
        places = [(row, column) for row in taken for column in range(table.table.ref[1], table.table.ref[3] + 1)]
        empty_cells(opened.package, table.sheet, places)
    lengths = {key: len(rows) + len(found.get(key, [])) for key, rows in opened.inputs.tables.items()}
    return Change(tuple(operations)) + growth(opened.book, lengths)


def rows_below(opened: Opened) -> dict[str, Rows]:
    """The inputs of the lines under each table that can only be meant as rows of it, down to the first that cannot."""
    lines = {key: rows for key, table in opened.tables.items() if (rows := _lines(opened, table))}
    if not lines:
        return {}
    model = Model(opened.book, changed(opened.inputs, _typed(opened, lines)), opened.language, opened.host)
    sound = {key: rows[: _sound(model, key, len(rows))] for key, rows in lines.items()}
    return {key: rows for key, rows in sound.items() if rows}


def _typed(opened: Opened, found: Mapping[str, Rows]) -> Change:
    """The lines typed into new rows of their tables."""
    operations: list[Operation] = []
    for key, rows in found.items():
        first = len(opened.inputs.tables[key])
        operations.append(GrowTable(key, first + len(rows)))
        for index, row in enumerate(rows, start=first):
            operations += [SetValue(key, index, column, value) for column, value in row.items() if value is not None]
    return Change(tuple(operations))


def _sound(model: Model, key: str, count: int) -> int:
    """How many of the last ``count`` rows of a table its own check takes, from the top."""
    if all(column.key != _CHECK for column in model.book.table(key).columns):
        return count
    try:
        marks = model.column(key, _CHECK)[-count:]
    except UNCOMPUTABLE:
        return 0
    fault = WORDS["mark_fault"].of(model.language)
    return next((index for index, mark in enumerate(marks) if str(mark or "").startswith(fault)), count)


def _lines(opened: Opened, table: FoundTable) -> Rows:
    """The inputs of the lines under a table that look like rows."""
    found: Rows = []
    if table.table.totals_rows or not table.spec.inputs:
        return found
    number = table.rows.stop
    while (row := _row(opened, table, number)) is not None:
        found.append(row)
        number += 1
    return found


def _row(opened: Opened, table: FoundTable, number: int) -> dict[str, Value] | None:
    """A line's inputs; None when the line is blank or holds what a row of the table could not."""
    row: dict[str, Value] = {}
    for column in table.spec.columns:
        cell = table.sheet.cells.get((number, table.columns[column.key]))
        if cell is None or (cell.value in (None, "") and cell.formula is None):
            continue
        if column.kind != "input":
            if cell.formula is None:
                return None  # something of the user's where a formula must go
        elif cell.formula is not None or isinstance(cell.value, ErrorValue):
            return None  # it would be lost, and only its value kept
        else:
            row[column.key] = cell.value
    ours = set(table.columns.values())
    others = set(range(table.table.ref[1], table.table.ref[3] + 1)) - ours
    if any((number, column) in table.sheet.cells and _held(table, number, column) for column in others):
        return None
    return row if len(row) >= _FEWEST and _named(opened, table, row) else None


def _held(table: FoundTable, number: int, column: int) -> bool:
    """Whether a column that the user added holds something there, which is not ours to move."""
    cell = table.sheet.cells[number, column]
    return cell.value not in (None, "") or cell.formula is not None


def _named(opened: Opened, table: FoundTable, row: dict[str, Value]) -> bool:
    """Whether the line is known by what rows of the table are known by: a month, an order ID."""
    first = table.spec.column(identity_columns(table.spec)[0])
    value = row.get(first.key)
    rule = first.validation
    return value is not None and (rule is None or not rule.strict or accepted(rule, value, opened.language))
