"""What the ledger's own checks found, as findings that name the cell to put right."""

import math
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Text, same
from workbook.finding import Finding, Severity, filled, shown
from workbook.ledger.common import FIRST_DATE, LAST_DATE, jumped
from workbook.ledger.other_checks import OTHER_CHECKS
from workbook.ledger.row_checks import ROW_CHECKS, RowCheck
from workbook.read import FoundTable, Opened
from workbook.serials import from_serial
from workbook.spec import Column, Value
from workbook.text import WORDS, is_fault
from workbook.twin import Model, Row, is_error, is_number, n

_VALUE: Final = Text("{finding}(値: {value})。{fix}", "{finding} (value: {value}). {fix}")
_PLAIN: Final = Text("{finding}。{fix}", "{finding}. {fix}")

# What a model raises over inputs that no number can be made of; the latter two lie beyond what a float can hold.
UNCOMPUTABLE: Final = (HedgeError, ArithmeticError, ValueError)


def row_findings(opened: Opened, model: Model) -> Iterator[Finding]:
    """One finding for every row that a check marks."""
    for check in ROW_CHECKS:
        word = WORDS[check.word].of(opened.language)
        for index, value in enumerate(_column(model, check)):
            if value == word:
                yield _row_finding(check, opened.tables[check.table], model, index)


def _column(model: Model, check: RowCheck) -> Sequence[Value]:
    """The check's column; empty when it cannot be computed, which is a finding of its own."""
    try:
        return model.column(check.table, check.column)
    except UNCOMPUTABLE:
        return ()


def _row_finding(check: RowCheck, table: FoundTable, model: Model, index: int) -> Finding:
    column = table.spec.column(_culprit(check, model, index))
    if column.kind == "input":
        value = shown_in(column, model.value(check.table, index, column.key))
        words = filled(_VALUE, finding=_unmarked(WORDS[check.word]), value=value, fix=check.fix)
    else:
        words = filled(_PLAIN, finding=_unmarked(WORDS[check.word]), fix=check.fix)
    code = f"{check.table}-{check.word.removeprefix('chk_').replace('_', '-')}"
    where = table.address(index, column.key)
    return Finding(code, _severity(WORDS[check.word]), table.sheet.name, where, words)


def _culprit(check: RowCheck, model: Model, index: int) -> str:
    """The input that the check complains about."""
    values = {key: model.value(check.table, index, key) for key in _suspects(check)}
    wrong: list[str] = []
    if check.word == "chk_number":
        wrong = [key for key, value in values.items() if value is not None and not is_number(value)]
        wrong += [key for key, value in values.items() if value is None]
    elif check.word == "chk_positive":
        wrong = [key for key, value in values.items() if is_number(value) and n(value) < _least(check, key)]
    elif check.word == "chk_error":
        wrong = [key for key, value in values.items() if is_error(value)]
    elif check.word == "chk_jump":
        wrong = [key for key in values if jumped(Row(model, check.table, index), key)]
    return wrong[0] if wrong else check.where[0]


def _suspects(check: RowCheck) -> Sequence[str]:
    """The inputs that can be the cause: for an error value any of them, the most likely first."""
    table = check.sheet.table
    if check.word != "chk_error" or table is None:
        return check.where
    return [*check.where, *(column.key for column in table.inputs if column.key not in check.where)]


def _least(check: RowCheck, key: str) -> float:
    """The smallest number that the column takes."""
    assert check.sheet.table is not None
    rule = check.sheet.table.column(key).validation
    return -math.inf if rule is None or rule.minimum is None else rule.minimum


def other_findings(opened: Opened, model: Model, told: Collection[str]) -> Iterator[Finding]:
    """The findings of the checks that look at no single row, but for those whose cause is ``told`` already."""
    for key, (name, fix) in OTHER_CHECKS.items():
        if key not in told and _count(model, key):
            found = opened.cells[key]
            words = filled(_PLAIN, finding=_unmarked(name), fix=fix)
            yield Finding(
                key.removeprefix("n_").replace("_", "-"), _severity(name), found.sheet.name, found.address, words
            )


def _count(model: Model, key: str) -> Value:
    """What a check counts; nothing when it cannot be computed, which is a finding of its own."""
    try:
        return model.cell(key)
    except UNCOMPUTABLE:
        return None


def _severity(name: Text) -> Severity:
    return "error" if is_fault(name) else "warning"


def _unmarked(name: Text) -> Text:
    """A check's name without the mark that stands for its severity."""
    return Text(name.ja.lstrip("×△ "), name.en.lstrip("×△ "))


def shown_in(column: Column, value: Value) -> Text:
    """A cell's value as its column shows it: dates as dates."""
    if column.format.startswith("yyyy") and is_number(value) and FIRST_DATE <= n(value) <= LAST_DATE:
        moment = from_serial(n(value))
        return same(f"{moment:%Y-%m-%d}" if n(value).is_integer() else f"{moment:%Y-%m-%d %H:%M}")
    return shown(value)
