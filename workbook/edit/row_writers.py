"""What the new rows of a table hold, column by column, the user's own columns included."""

from collections.abc import Callable
from typing import Final

from openpyxl.formula.translate import Translator, TranslatorError
from openpyxl.utils import get_column_letter

from workbook.cells import RawCell
from workbook.dialect import Dialect
from workbook.edit.cell_columns import CellColumn, CellWriter
from workbook.edit.growth import Growth
from workbook.edit.new_rows import ColumnWriter
from workbook.edit.references import References
from workbook.read import Opened
from workbook.spec import Column, Value
from workbook.twin import Model
from workbook.wanted import wanted_formula

_BLANK: Final = RawCell(None)


def writers(
    opened: Opened, growth: Growth, model: Model, dialect: Dialect, references: References
) -> list[ColumnWriter]:
    """What writes the cells of each column of the table, from the left."""
    ours = {number: growth.found.spec.column(key) for key, number in growth.found.columns.items()}
    return [
        _own(opened, growth, model, dialect, ours[number]) if number in ours else _users(growth, number, references)
        for number in range(growth.left, growth.right + 1)
    ]


def holds_formula(growth: Growth, number: int) -> bool:
    """Whether new rows get a formula in a column."""
    ours = {column: key for key, column in growth.found.columns.items()}
    if number in ours:
        return growth.found.spec.column(ours[number]).kind != "input"
    return filled_down(growth, number) is not None


def _own(opened: Opened, growth: Growth, model: Model, dialect: Dialect, column: Column) -> ColumnWriter:
    found = growth.found
    number = found.columns[column.key]
    letters, style = get_column_letter(number), _above(growth, number).style
    values = _values(model, found.spec.key, column.key)
    if column.kind == "input":
        return lambda cells, rows: cells.inputs(letters, style, values(rows))
    formula = wanted_formula(opened, dialect, column, found.spec)
    return lambda cells, rows: cells.formulas(letters, style, formula, values(rows))


def _values(model: Model, table: str, column: str) -> Callable[[range], list[Value]]:
    return lambda rows: model.column(table, column)[rows.start : rows.stop]


def _users(growth: Growth, number: int, references: References) -> ColumnWriter:
    letters, style = get_column_letter(number), _above(growth, number).style
    above = filled_down(growth, number)
    if above is None:
        return lambda cells, rows: cells.blanks(letters, style)
    formula = references.formula(above, growth.found.sheet.name)
    origin = f"{letters}{growth.last}"

    def write(cells: CellWriter, rows: range) -> CellColumn:
        places = (f"{letters}{growth.row(index)}" for index in rows)
        return cells.uncalculated(letters, style, [_translated(formula, origin, place) for place in places])

    return write


def filled_down(growth: Growth, number: int) -> str | None:
    """The formula of a user's own column, as the last row has it; None when the column has none."""
    found = growth.found
    above = _above(growth, number)
    if above.formula is not None and above.kind in ("normal", "shared"):
        formulas = found.sheet.cells.column_formulas(number, found.rows)
        if found.table.calculated[number - growth.left] is not None or None not in formulas:
            return above.formula
    return found.table.calculated[number - growth.left] if above.kind == "none" else None


def _translated(formula: str, origin: str, address: str) -> str:
    """A formula as filling down writes it: its relative references move along."""
    try:
        return str(Translator(f"={formula}", origin).translate_formula(address))[1:]
    except TranslatorError:
        return formula


def _above(growth: Growth, number: int) -> RawCell:
    return growth.found.sheet.cells.get((growth.last, number)) or _BLANK
