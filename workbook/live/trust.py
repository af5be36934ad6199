"""Whether an open workbook shows what hedge-xl computes: by its values, since programs spell formulas their own way."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.check_findings import UNCOMPUTABLE, why_uncomputable
from workbook.edit import model_of
from workbook.errors import FileError
from workbook.finding import filled
from workbook.findings.numbers import differing_values, name_errors
from workbook.read import FoundCell, FoundTable, Opened
from workbook.trusted import require_1900
from workbook.twin import Model

_NO_FUNCTIONS: Final = Text(
    "{where} が #NAME? です。この版の関数がExcelで動いていません(`hedge-xl excel doctor` で原因を調べられます)。",
    "{where} shows #NAME?: the functions of this edition do not run in Excel (`hedge-xl excel doctor` finds out why).",
)
_LOST: Final = Text(
    "{where} の式が値に置き換わっています。元に戻す(Ctrl+Z)か、保存して閉じ、"
    "`hedge-xl doctor {file} --fix-formulas` で戻してください。",
    "the formula of {where} was replaced by a value; undo it, or save, close and put it back with "
    "`hedge-xl doctor {file} --fix-formulas`.",
)
_DIFFERS: Final = Text(
    "{where} の値がhedge-xlの計算と違います。Ctrl+Alt+F9 で再計算してやり直し、直らなければ保存して閉じ、"
    "`hedge-xl validate {file}` で確かめてください。",
    "{where} does not show what hedge-xl computes. Press Ctrl+Alt+F9 and try again; if it stays, save, close and run "
    "`hedge-xl validate {file}`.",
)
_NOT_COMPUTED: Final = Text("計算できない入力があります: {error}", "an input makes it impossible to compute: {error}")


def require_agreeing(opened: Opened, *, formulas_known: bool) -> None:
    """Refuse, in one line, an open workbook that computes otherwise than hedge-xl."""
    require_1900(opened)
    text = disagreement(opened, computed(opened, model_of(opened, opened.inputs)), formulas_known=formulas_known)
    if text is not None:
        raise FileError(text, opened.package.file)


def disagreement(opened: Opened, model: Model, *, formulas_known: bool) -> Text | None:
    """The first cell that does not show what a model computes; None when all do."""
    unknown = next(name_errors(opened), None)
    if unknown is not None:
        return _NO_FUNCTIONS.format(where=unknown.where)
    lost = _without_formula(opened) if formulas_known else None
    if lost is not None:
        return _LOST.format(where=lost, file=opened.package.file)
    finding = next(differing_values(opened, model, formulas_known=formulas_known), None)
    return None if finding is None else _DIFFERS.format(where=finding.where, file=opened.package.file)


def computed(opened: Opened, model: Model) -> Model:
    """A model all of whose values are known to be computable; a `FileError` says why they are not."""
    try:
        for table in opened.tables.values():
            for column in table.spec.columns:
                model.column(table.spec.key, column.key)
        for key in opened.cells:
            model.cell(key)
    except FileError:
        raise
    except UNCOMPUTABLE as error:
        raise FileError(filled(_NOT_COMPUTED, error=why_uncomputable(error)), opened.package.file) from error
    return model


def _without_formula(opened: Opened) -> str | None:
    """Where a formula of ours is gone."""
    cells = (_lost_cell(found) for found in opened.cells.values())
    tables = (_lost_in_table(table) for table in opened.tables.values())
    return next((place for places in (cells, tables) for place in places if place is not None), None)


def _lost_cell(found: FoundCell) -> str | None:
    if found.spec.kind == "input" or (found.cell is not None and found.cell.formula is not None):
        return None
    return f"{found.sheet.name}!{found.address}"


def _lost_in_table(table: FoundTable) -> str | None:
    for column in table.spec.columns:
        formulas = table.formulas(column.key) if column.kind != "input" else []
        if None in formulas:
            return f"{table.sheet.name}!{table.address(formulas.index(None), column.key)}"
    return None
