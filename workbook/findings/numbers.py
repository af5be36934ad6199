"""Every number of a file against its twin: what the cells show is what the inputs make."""

import math
from collections.abc import Iterable, Iterator
from typing import Final

from hedge_xl.core.language import Text
from workbook.cell_types import CellValue, ErrorValue, RawCell
from workbook.check_findings import UNCOMPUTABLE, why_uncomputable
from workbook.finding import Finding, filled, shown
from workbook.findings.formulas import more_in_column
from workbook.parts.columns import JPY, USD
from workbook.read import FoundTable, Opened
from workbook.spec import Column, Value
from workbook.twin import Model, is_number

TOLERANCE: Final = 1e-9
# Differences of equal amounts leave noise of this size; the workings of h* are far smaller numbers.
ZERO: Final = 1e-12
WORKING_ZERO: Final = 1e-17
MONEY_ZERO: Final = 1e-6  # prices of millions of units subtracted; spreadsheets round such noise away, Python does not

_EMPTY: Final = RawCell(None)
_UNKNOWN_NAME: Final = ErrorValue("#NAME?")
_STALE: Final = Text(
    "セルの値は {cached}、計算し直すと {value} です{more}。表計算ソフトで開いて再計算し、保存してください。",
    "the cell shows {cached} but recomputes to {value}{more}; open it in your spreadsheet, recalculate and save.",
)
_NO_VALUES: Final = Text(
    "計算結果が保存されていません。表計算ソフトで開いて再計算し、保存してください。",
    "no stored values: open it in your spreadsheet, recalculate and save.",
)
_NOT_COMPUTED: Final = Text("計算できません: {error}", "cannot be computed: {error}")
_NAME_ERROR: Final = Text(
    "#NAME? と表示されています({count}セル)。この版({host})の関数が使える環境で開いて再計算し、保存してください。"
    "別の環境で使うなら `hedge-xl rehost` で版を変えてください。",
    "shows #NAME? ({count} cells); open it where the functions of this edition ({host}) are installed, recalculate "
    "and save; to use it elsewhere, change its edition with `hedge-xl rehost`.",
)


def number_findings(opened: Opened, model: Model, *, comparable: bool) -> Iterator[Finding]:
    """The numbers of the file against the model's, unless a fault already found makes them differ."""
    stored = _has_values(opened)
    if not stored:
        yield Finding("no-values", "error", opened.book.title.of(opened.language), "", _NO_VALUES)
    unknown = list(name_errors(opened))
    yield from unknown
    if not comparable:
        return
    try:
        stale = list(differing_values(opened, model))
    except UNCOMPUTABLE as error:
        text = filled(_NOT_COMPUTED, error=why_uncomputable(error))
        yield Finding("not-computed", "error", opened.book.title.of(opened.language), "", text)
        return
    if stored and not unknown:
        yield from stale


def zero_of(column: Column) -> float:
    """How far from a number a column's values are still that number, however small it is."""
    if column.working:
        return WORKING_ZERO
    return MONEY_ZERO if column.unit in (JPY, USD) else ZERO


def _computed(opened: Opened) -> Iterator[tuple[FoundTable, Column]]:
    """Every column that holds formulas."""
    for table in opened.tables.values():
        for column in table.spec.columns:
            if column.kind != "input":
                yield table, column


def _has_values(opened: Opened) -> bool:
    """Whether a spreadsheet has calculated the file: a program that only writes formulas leaves none."""
    formulas = False
    for cached, formula in _cached(opened):
        if formula is not None and cached is not None:
            return True
        formulas = formulas or formula is not None
    return not formulas


def _cached(opened: Opened) -> Iterator[tuple[CellValue, str | None]]:
    """The value and the formula of every cell that should hold one."""
    for cell in [found.cell for found in opened.cells.values() if found.spec.kind != "input"]:
        if cell is not None:
            yield cell.value, cell.formula
    for table, column in _computed(opened):
        yield from zip(table.values(column.key), table.formulas(column.key), strict=True)


def name_errors(opened: Opened) -> Iterator[Finding]:
    """One finding for all cells whose functions or names the last spreadsheet did not know."""
    cells = [
        (table.sheet.name, table.address(row, column.key))
        for table, column in _computed(opened)
        for row, value in enumerate(table.values(column.key))
        if value.__class__ is ErrorValue and value == _UNKNOWN_NAME
    ]
    for found in opened.cells.values():
        cell = found.cell
        if found.spec.kind != "input" and cell is not None and cell.value == _UNKNOWN_NAME:
            cells.append((found.sheet.name, found.address))
    if cells:
        text = filled(_NAME_ERROR, count=len(cells), host=opened.host)
        yield Finding("name-error", "error", *cells[0], text)


def differing_values(opened: Opened, model: Model, *, formulas_known: bool = True) -> Iterator[Finding]:
    """Cells that show something else than their twins compute, one a column.

    A cell without a formula is passed over, unless nobody knows which cells hold one.
    """
    for table, column in _computed(opened):
        zero = zero_of(column)
        cached, formulas = table.values(column.key), table.formulas(column.key)
        computed = model.column(table.spec.key, column.key)
        differing = [
            row
            for row, (old, new, formula) in enumerate(zip(cached, computed, formulas, strict=True))
            if (formula is not None or not formulas_known) and old != new and not agrees(old, new, zero)
        ]
        if differing:
            row = differing[0]
            text = filled(_STALE, cached=shown(cached[row]), value=shown(computed[row]), more=more_in_column(differing))
            yield Finding(f"{table.spec.key}-value", "error", table.sheet.name, table.address(row, column.key), text)
    for key, found in opened.cells.items():
        if found.spec.kind != "input":
            cell = found.cell or (None if formulas_known else _EMPTY)
            if cell is not None and (cell.formula is not None or not formulas_known):
                yield from _cell(found.sheet.name, found.address, cell, model.cell(key))


def _cell(sheet: str, address: str, cell: RawCell, value: Value) -> Iterable[Finding]:
    if not agrees(cell.value, value):
        text = filled(_STALE, cached=shown(cell.value), value=shown(value), more="")
        yield Finding("cell-value", "error", sheet, address, text)


def agrees(cached: CellValue, value: Value, zero: float = ZERO) -> bool:
    """Whether a file's value is the twin's: numbers to a relative 1e-9 or to ``zero``, blanks and empty texts alike.

    A twin gives an error by its text.
    """
    if isinstance(cached, ErrorValue):
        return cached.text == value
    if is_number(value) and isinstance(cached, float | int) and not isinstance(cached, bool):
        return math.isclose(float(cached), float(value or 0), rel_tol=TOLERANCE, abs_tol=zero)
    return (None if cached == "" else cached) == value
