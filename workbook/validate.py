"""Is this workbook what it claims to be? Structure, inputs, formulas, and every number recomputed.

The rules are the declarations' own: a column's formula, its twin, its row check, a parameter's validation.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Text
from workbook.cells import CellValue, RawCell
from workbook.check_findings import other_findings, row_findings, shown
from workbook.dialect import Dialect
from workbook.finding import Finding
from workbook.formulas import same_formula
from workbook.read import FoundTable, Opened, open_workbook
from workbook.spec import Cell, Column, Validation, Value
from workbook.text import WORDS
from workbook.twin import Model, is_number

TOLERANCE: Final = 1e-9
# Differences of equal amounts leave noise of this size; the workings of h* are far smaller numbers.
ZERO: Final = 1e-12
WORKING_ZERO: Final = 1e-17

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
_PARAMETER: Final = Text("設定値 {value} は使えません。{need}", "{value} cannot be used here. {need}")
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
    parameters = list(_parameters(opened))
    yield from parameters
    if not parameters:
        yield from _values(opened)


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
            formula = dialect.write(_notation(opened, found.spec))
            yield from _formula(opened, "cell", [(found.address, found.cell)], found.sheet.name, formula)


def _notation(opened: Opened, spec: Column | Cell) -> str:
    return (spec.native if opened.host == "native" else "") or spec.formula


def _column_formulas(opened: Opened, dialect: Dialect, table: FoundTable, column: Column) -> Iterator[Finding]:
    formula = dialect.write(_notation(opened, column), table.spec)
    cells = [(table.address(index, column.key), table.cell(index, column.key)) for index in range(len(table.rows))]
    yield from _formula(opened, table.spec.key, cells, table.sheet.name, formula)
    stored = _calculated(table, column)
    if stored is not None and not same_formula(stored, formula):
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
        if cell is not None and cell.formula is not None and not same_formula(cell.formula, formula)
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
    more = _MORE.format(count=len(found) - 1) if len(found) > 1 else Text("", "")
    return Text(text.ja.format(more=more.ja, **values), text.en.format(more=more.en, **values))


# --- parameters ---------------------------------------------------------------------------------


def _parameters(opened: Opened) -> Iterator[Finding]:
    for found in opened.cells.values():
        rule = found.spec.validation
        value = opened.inputs.cells.get(found.spec.key)
        if found.spec.style == "tick" and value is None:
            continue  # a box that was emptied is not ticked
        if found.spec.kind == "input" and rule is not None and not _accepts(opened, rule, value):
            text = Text(
                _PARAMETER.ja.format(value=shown(value), need=rule.message.ja),
                _PARAMETER.en.format(value=shown(value), need=rule.message.en),
            )
            if rule.kind == "list":
                options = [WORDS[key] for key in rule.choices]
                text = Text(
                    f"{text.ja}選べる値: {' / '.join(option.of(opened.language) for option in options)}",
                    f"{text.en}Choose one of: {' / '.join(option.of(opened.language) for option in options)}",
                )
            yield Finding(f"parameter-{found.spec.key}", "error", found.sheet.name, found.address, text)


def _accepts(opened: Opened, rule: Validation, value: Value) -> bool:
    if rule.kind == "list":
        return value in [WORDS[key].of(opened.language) for key in rule.choices]
    if rule.accepts is not None:
        return rule.accepts(value)
    low = -math.inf if rule.minimum is None else rule.minimum
    high = math.inf if rule.maximum is None else rule.maximum
    return is_number(value) and isinstance(value, float | int) and low <= value <= high


# --- values -------------------------------------------------------------------------------------


def _values(opened: Opened) -> Iterator[Finding]:
    def locate(table: str, index: int, column: str) -> str:
        return opened.tables[table].address(index, column)

    model = Model(opened.book, opened.inputs, opened.language, opened.host, locate)
    try:
        yield from list(_recomputed(opened, model))
        yield from list(row_findings(opened, model))
        yield from list(other_findings(opened, model))
    except (HedgeError, ArithmeticError, ValueError) as error:  # the latter two: beyond what a float can hold
        why = Text(error.message("ja"), error.message("en")) if isinstance(error, HedgeError) else _TOO_LARGE
        text = Text(_NOT_COMPUTED.ja.format(error=why.ja), _NOT_COMPUTED.en.format(error=why.en))
        yield Finding("not-computed", "error", opened.book.title.of(opened.language), "", text)


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
