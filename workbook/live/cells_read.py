"""What another program says of a sheet, as the cells of a file are kept."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from workbook.cell_types import Grid, XlsxTable
from workbook.cell_values import CellValue, ErrorValue
from workbook.grid import Trait
from workbook.serials import to_serial

# How COM hands over the errors of a cell: as whole numbers, which no number of a cell is.
ERRORS: Final[Mapping[int, str]] = {
    -2146826288: "#NULL!",
    -2146826281: "#DIV/0!",
    -2146826273: "#VALUE!",
    -2146826265: "#REF!",
    -2146826259: "#NAME?",
    -2146826252: "#NUM!",
    -2146826246: "#N/A",
    -2146826245: "#GETTING_DATA",
    -2146826243: "#SPILL!",
    -2146826242: "#CONNECT!",
    -2146826241: "#BLOCKED!",
    -2146826240: "#UNKNOWN!",
    -2146826239: "#FIELD!",
    -2146826238: "#CALC!",
}
_UNKNOWN_ERROR: Final = "#ERROR!"
Rows = Sequence[Sequence[Any]]


def cell_value(value: Any) -> CellValue:
    """A value as COM gives it; moments become serial numbers."""
    if value is None or isinstance(value, bool | str | float):
        return value
    if isinstance(value, int):
        return ErrorValue(ERRORS.get(value, _UNKNOWN_ERROR))
    if isinstance(value, datetime):  # pywin32 labels it with a time zone that Excel knows nothing of
        return to_serial(value.replace(tzinfo=None))
    return float(value)  # a Decimal


def grid(top: int, left: int, values: Rows, formulas: Rows | None) -> Grid:
    """Cells from a block of values whose first is at ``top`` and ``left``, and of formulas where they are known.

    Without a formula a program tells the constant in its place: what begins with "=" and is not itself the value is
    one.
    """
    cells = Grid()
    for down, row in enumerate(values):
        for across, given in enumerate(row):
            told = formulas[down][across] if formulas is not None else None
            formula = told[1:] if isinstance(told, str) and told.startswith("=") and told != given else None
            value = cell_value(given)
            if value is not None or formula is not None:
                trait = cells.number(Trait(formula=formula, kind="normal" if formula is not None else "none"))
                cells.add(top + down, left + across, value, trait)
    return cells


def block(values: Any) -> list[list[Any]]:
    """The rows of a range: a program gives a single cell as its bare value."""
    if isinstance(values, tuple | list):
        return [list(row) for row in values]
    return [[values]]


def table(name: str, ref: tuple[int, int, int, int], header: int, totals: int, cells: Grid) -> XlsxTable:
    """A table by its range; its columns are called as its first row says."""
    top, left, _, right = ref
    headings = (cells.get((top, column)) for column in range(left, right + 1))
    names = tuple(str(cell.value) if cell is not None else "" for cell in headings)
    return XlsxTable(name, ref, names, (None,) * len(names), header_rows=header, totals_rows=totals)


def targets(names: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """Defined names and what they refer to, as a file has it: without an equals sign."""
    return {name: target.removeprefix("=") for name, target in names if target}
