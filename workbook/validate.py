"""Is this workbook what it claims to be? Structure, inputs, formulas, and every number recomputed.

The rules are the declarations' own: a column's formula, its twin, its row check, an input's validation.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Text
from workbook.cells import CellValue, RawCell
from workbook.check_findings import UNCOMPUTABLE, other_findings, row_findings
from workbook.dialect import Dialect
from workbook.finding import Finding, filled, shown
from workbook.formulas import same_formula
from workbook.input_findings import below_findings, parameter_findings, range_findings, same_fill_findings
from workbook.read import FoundTable, Opened, open_workbook
from workbook.spec import Cell, Column, Table, Value
from workbook.twin import Model, is_number

TOLERANCE: Final = 1e-9
# Differences of equal amounts leave noise of this size; the workings of h* are far smaller numbers.
ZERO: Final = 1e-12
WORKING_ZERO: Final = 1e-17

_WHOLE_COLUMN: Final = re.compile(r"\[!(\w+)\.(\w+)\]")
_MARKED: Final = re.compile("\0(\\w+)\\.(\\w+)\0")
_QUOTED: Final = re.compile(r"'((?:[^']|'')+)'!")

_FORMULA_LOST: Final = Text(
    "式が値 {value} に置き換わっています{more}。上か下の行の式をコピーして戻してください。",
    "the formula was replaced by {value}{more}; copy it back from a row above or below.",
)
_FORMULA_CHANGED: Final = Text(
    "式が元と違います{more}。正しい式: ={formula}", "the formula is not the original one{more}; it should be ={formula}"
)
_NOT_EXTENDED: Final = Text(
    "表に足した行に式が入りません(LibreOfficeで保存すると起こります)。行を足したら、上の行の式をコピーしてください。",
    "new rows get no formulas, as happens when LibreOffice saves the file; copy them from the row above.",
)
_STALE: Final = Text(
    "セルの値は {cached}、計算し直すと {value} です{more}。表計算ソフトで開いて再計算し、保存してください。",
    "the cell shows {cached} but recomputes to {value}{more}; open it in your spreadsheet, recalculate and save.",
)
_MORE: Final = Text("(同じ列にほか{count}件)", " ({count} more in this column)")
_NO_VALUES: Final = Text(
    "計算結果が保存されていません。表計算ソフトで開いて再計算し、保存してください。",
    "no stored values: open it in your spreadsheet, recalculate and save.",
)
_NOT_COMPUTED: Final = Text("計算できません: {error}", "cannot be computed: {error}")
_TOO_LARGE: Final = Text("入力の数値が大きすぎるか小さすぎます。", "an input is too large or too small a number.")
_MANUAL: Final = Text(
    "計算方法が「手動」です。数式タブの計算方法の設定を「自動」にしてください。",
    "calculation is set to manual; set it to automatic on the Formulas tab.",
)
_DATE_1904: Final = Text(
    "1904年から数える日付の設定です。Excelのオプションの詳細設定で「1904年から計算する」を外してください。",
    "dates count from 1904; switch that off in Excel's advanced options.",
)


def validate(path: Path) -> tuple[Opened, list[Finding]]:
    """Everything wrong with a workbook, worst first. FileError when it cannot be read or is not ours."""
    opened = open_workbook(path)
    return opened, sorted(findings_of(opened), key=lambda finding: finding.severity)


def findings_of(opened: Opened) -> Iterator[Finding]:
    """Everything wrong with a workbook that has been read."""
    yield from opened.findings
    if not opened.whole:
        return
    if opened.file.date1904:
        yield Finding("date-1904", "error", opened.book.title.of(opened.language), "", _DATE_1904)
        return
    if opened.file.calc_mode == "manual":
        yield Finding("manual-calculation", "warning", opened.book.title.of(opened.language), "", _MANUAL)
    yield from _formulas(opened)
    yield from _judged(opened)


# --- formulas -----------------------------------------------------------------------------------


def _formulas(opened: Opened) -> Iterator[Finding]:
    dialect = Dialect(opened.book, opened.host, opened.language)
    for table in opened.tables.values():
        for column in table.spec.columns:
            if column.kind != "input":
                yield from _column_formulas(opened, dialect, table, column)
        yield from _not_extended(table)
    for found in opened.cells.values():
        if found.spec.kind != "input":
            formula = _wanted(opened, dialect, found.spec)
            yield from _formula(opened, "cell", [(found.address, found.cell)], found.sheet.name, formula)


def _wanted(opened: Opened, dialect: Dialect, spec: Column | Cell, table: Table | None = None) -> str:
    """The formula that belongs there, its whole-column references where the user has moved the columns to."""
    formula = dialect.write(_WHOLE_COLUMN.sub("\0\\1.\\2\0", spec.notation(opened.host)), table)
    return _MARKED.sub(lambda match: opened.tables[match[1]].whole_column(match[2]), formula)


def _same(stored: str, formula: str) -> bool:
    """Excel and LibreOffice quote a sheet's name only where they must."""
    return same_formula(_QUOTED.sub("\\1!", stored), _QUOTED.sub("\\1!", formula))


def _column_formulas(opened: Opened, dialect: Dialect, table: FoundTable, column: Column) -> Iterator[Finding]:
    formula = _wanted(opened, dialect, column, table.spec)
    cells = [(table.address(index, column.key), table.cell(index, column.key)) for index in range(len(table.rows))]
    yield from _formula(opened, table.spec.key, cells, table.sheet.name, formula)
    stored = _calculated(table, column)
    if stored is not None and not _same(stored, formula):
        text = _FORMULA_CHANGED.format(more="", formula=formula)
        where = f"{table.address(0, column.key)}"
        yield Finding(f"{table.spec.key}-calculated-column", "error", table.sheet.name, where, text)


def _calculated(table: FoundTable, column: Column) -> str | None:
    """The formula that a new row of the table gets in that column."""
    return table.table.calculated[table.columns[column.key] - table.table.ref[1]]


def _not_extended(table: FoundTable) -> Iterator[Finding]:
    lost = [item.key for item in table.spec.columns if item.kind != "input" and _calculated(table, item) is None]
    if lost:
        where = table.address(0, lost[0])
        yield Finding(f"{table.spec.key}-not-extended", "warning", table.sheet.name, where, _NOT_EXTENDED)


def _formula(
    opened: Opened, home: str, cells: list[tuple[str, RawCell | None]], sheet: str, formula: str
) -> Iterator[Finding]:
    lost = [(where, cell) for where, cell in cells if cell is None or cell.formula is None]
    changed = [
        where
        for where, cell in cells
        if cell is not None and cell.formula is not None and not _same(cell.formula, formula)
    ]
    if lost:
        where, cell = lost[0]
        text = _filled(_FORMULA_LOST, lost, value=shown(cell.value if cell else None))
        yield Finding(f"{home}-formula-lost", "error", sheet, where, text)
    if changed:
        yield Finding(
            f"{home}-formula-changed", "error", sheet, changed[0], _filled(_FORMULA_CHANGED, changed, formula=formula)
        )


def _filled(text: Text, found: Sequence[object], **values: object) -> Text:
    more = _MORE.format(count=len(found) - 1) if len(found) > 1 else ""
    return filled(text, more=more, **values)


# --- inputs and values --------------------------------------------------------------------------


def _judged(opened: Opened) -> Iterator[Finding]:
    """Inputs, checks and numbers. A cell is spoken of once, and what only follows from it is not."""
    model = _model(opened)
    errors = {finding.where for finding in opened.findings}
    parameters = [finding for finding in parameter_findings(opened) if finding.where not in errors]
    below = list(below_findings(opened))
    rows = [finding for finding in row_findings(opened, model) if not _follows(finding, errors)]
    told = errors | {finding.where for finding in rows}
    yield from below
    yield from parameters
    yield from _numbers(opened, model, comparable=not parameters and not opened.findings)
    yield from rows
    yield from (finding for finding in range_findings(opened) if finding.where not in told)
    yield from (finding for finding in same_fill_findings(opened) if finding.where not in told)
    yield from other_findings(opened, model, _counted(below, parameters))


def _follows(finding: Finding, errors: set[str]) -> bool:
    """Whether a row check only repeats the error values found, there or in the rows that look at them."""
    return finding.where in errors or (bool(errors) and finding.code.endswith("-error"))


def _counted(below: Iterable[Finding], parameters: Iterable[Finding]) -> set[str]:
    """The sheet's own counts of faults that have been named one by one."""
    counted = {f"n_below_{finding.code.removesuffix('-below-table')}" for finding in below}
    limits = {"parameter-h_floor", "parameter-h_cap"} & {finding.code for finding in parameters}
    return counted | {"n_policy"} | ({"n_clamp"} if limits else set())


def _model(opened: Opened) -> Model:
    def locate(table: str, index: int, column: str) -> str:
        return opened.tables[table].address(index, column)

    return Model(opened.book, opened.inputs, opened.language, opened.host, locate)


def _numbers(opened: Opened, model: Model, *, comparable: bool) -> Iterator[Finding]:
    """The numbers of the file against the model's, unless a fault already found makes them differ."""
    stored = _has_values(opened)
    if not stored:
        yield Finding("no-values", "error", opened.book.title.of(opened.language), "", _NO_VALUES)
    if not comparable:
        return
    try:
        stale = list(_recomputed(opened, model))
    except UNCOMPUTABLE as error:
        why = Text(error.message("ja"), error.message("en")) if isinstance(error, HedgeError) else _TOO_LARGE
        text = filled(_NOT_COMPUTED, error=why)
        yield Finding("not-computed", "error", opened.book.title.of(opened.language), "", text)
        return
    if stored:
        yield from stale


def _has_values(opened: Opened) -> bool:
    """Whether a spreadsheet has calculated the file: a program that only writes formulas leaves none."""
    cells = [found.cell for found in opened.cells.values()]
    for table in opened.tables.values():
        cells += [table.cell(index, key) for key in table.columns for index in range(len(table.rows))]
    formulas = [cell for cell in cells if cell is not None and cell.formula is not None]
    return not formulas or any(cell.value is not None for cell in formulas)


def _recomputed(opened: Opened, model: Model) -> Iterator[Finding]:
    for key, table in opened.tables.items():
        for column in table.spec.columns:
            if column.kind == "input":
                continue
            cells = (
                (table.address(index, column.key), table.cell(index, column.key), value)
                for index, value in enumerate(model.column(key, column.key))
            )
            yield from _stale(key, table.sheet.name, cells, WORKING_ZERO if column.working else ZERO)
    for key, found in opened.cells.items():
        if found.spec.kind != "input":
            yield from _stale("cell", found.sheet.name, [(found.address, found.cell, model.cell(key))])


def _stale(
    home: str, sheet: str, cells: Iterable[tuple[str, RawCell | None, Value]], zero: float = ZERO
) -> Iterator[Finding]:
    differing = [
        (where, cell.value, value)
        for where, cell, value in cells
        if cell is not None and cell.formula is not None and not agrees(cell.value, value, zero)
    ]
    if differing:
        where, cached, value = differing[0]
        text = _filled(_STALE, differing, cached=shown(cached), value=shown(value))
        yield Finding(f"{home}-value", "error", sheet, where, text)


def agrees(cached: CellValue, value: Value, zero: float = ZERO) -> bool:
    """Whether a file's value is the twin's: numbers to a relative 1e-9 or to ``zero``, blanks and empty texts alike."""
    if is_number(value) and isinstance(cached, float | int) and not isinstance(cached, bool):
        return math.isclose(float(cached), float(value or 0), rel_tol=TOLERANCE, abs_tol=zero)
    return (None if cached == "" else cached) == value
