"""Every formula of a file against its declaration, in the cells and in what new rows get."""

from collections.abc import Iterator, Sequence
from typing import Final

from hedge_xl.core.language import Text
from workbook.dialect import Dialect
from workbook.finding import Finding, filled, shown
from workbook.formulas import same_formula
from workbook.read import FoundTable, Opened
from workbook.spec import Column
from workbook.wanted import wanted_formula

_LOST: Final = Text(
    "式が値 {value} に置き換わっています{more}。上か下の行の式をコピーして戻してください。",
    "the formula was replaced by {value}{more}; copy it back from a row above or below.",
)
_CHANGED: Final = Text(
    "式が元と違います{more}。正しい式: ={formula}", "the formula is not the original one{more}; it should be ={formula}"
)
_NOT_EXTENDED: Final = Text(
    "表に足した行に式が入りません(LibreOfficeで保存すると起こります)。`hedge-xl doctor FILE --fix` で戻せます。",
    "new rows get no formulas, as happens when LibreOffice saves; `hedge-xl doctor FILE --fix` puts them back.",
)
_NONE_EXTENDED: Final = Text(
    "表に足した行に式が入りません({names})。`hedge-xl doctor FILE --fix` で戻せます。",
    "new rows get no formulas ({names}), as happens when LibreOffice saves; `hedge-xl doctor FILE --fix` mends all.",
)
_MORE: Final = Text("(同じ列にほか{count}件)", " ({count} more in this column)")


def formula_findings(opened: Opened) -> Iterator[Finding]:
    """Formulas that are not the original ones, in the cells and in what new rows would get."""
    dialect = Dialect(opened.book, opened.host, opened.language)
    for table in opened.tables.values():
        for column in table.spec.columns:
            if column.kind != "input":
                yield from _column(opened, dialect, table, column)
    yield from _not_extended(opened)
    for found in opened.cells.values():
        if found.spec.kind != "input":
            cell, formula = found.cell, wanted_formula(opened, dialect, found.spec)
            stored = None if cell is None else cell.formula
            if stored is None:
                text = filled(_LOST, value=shown(cell.value if cell else None), more="")
                yield Finding("cell-formula-lost", "error", found.sheet.name, found.address, text)
            elif not same_formula(stored, formula):
                text = filled(_CHANGED, formula=formula, more="")
                yield Finding("cell-formula-changed", "error", found.sheet.name, found.address, text)


def more_in_column(found: Sequence[object]) -> Text | str:
    """How many faults of a column are not named."""
    return _MORE.format(count=len(found) - 1) if len(found) > 1 else ""


def _column(opened: Opened, dialect: Dialect, table: FoundTable, column: Column) -> Iterator[Finding]:
    formula = wanted_formula(opened, dialect, column, table.spec)
    stored = table.formulas(column.key)
    wrong = {text for text in set(stored) if text is not None and not same_formula(text, formula)}
    key, sheet = table.spec.key, table.sheet.name
    lost = [row for row, text in enumerate(stored) if text is None]
    if lost:
        cell = table.cell(lost[0], column.key)
        words = filled(_LOST, value=shown(cell.value if cell else None), more=more_in_column(lost))
        yield Finding(f"{key}-formula-lost", "error", sheet, table.address(lost[0], column.key), words)
    changed = [row for row, text in enumerate(stored) if text in wrong] if wrong else []
    if changed:
        words = filled(_CHANGED, formula=formula, more=more_in_column(changed))
        yield Finding(f"{key}-formula-changed", "error", sheet, table.address(changed[0], column.key), words)
    calculated = _calculated(table, column)
    if calculated is not None and not same_formula(calculated, formula):
        words = filled(_CHANGED, formula=formula, more="")
        yield Finding(f"{key}-calculated-column", "error", sheet, table.address(0, column.key), words)


def _calculated(table: FoundTable, column: Column) -> str | None:
    """The formula that a new row of the table gets in that column."""
    return table.table.calculated[table.columns[column.key] - table.table.ref[1]]


def _not_extended(opened: Opened) -> Iterator[Finding]:
    """Tables whose new rows get no formulas; more than one have one cause, the program that saved them all."""
    lost = {
        table.spec.key: (table, [item.key for item in table.spec.columns if _forgotten(table, item)])
        for table in opened.tables.values()
    }
    found = [(table, columns[0]) for table, columns in lost.values() if columns]
    if not found:
        return
    table, column = found[0]
    code, words = f"{table.spec.key}-not-extended", _NOT_EXTENDED
    if len(found) > 1:
        names = ", ".join(each.sheet.name for each, _ in found)
        code, words = "tables-not-extended", filled(_NONE_EXTENDED, names=names)
    yield Finding(code, "warning", table.sheet.name, table.address(0, column), words)


def _forgotten(table: FoundTable, column: Column) -> bool:
    return column.kind != "input" and _calculated(table, column) is None
