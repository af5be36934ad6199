"""What the ledger's own checks found, as findings that name the cell to put right."""

import math
from collections.abc import Iterator
from typing import Final

from hedge_xl.core.language import Text
from workbook.cells import CellValue
from workbook.finding import Finding, Severity
from workbook.ledger.checks import OTHER_CHECKS, ROW_CHECKS, RowCheck
from workbook.ledger.common import FIRST_DATE, LAST_DATE
from workbook.read import FoundTable, Opened
from workbook.serials import from_serial
from workbook.spec import Column, Value
from workbook.text import WORDS
from workbook.twin import Model, is_number, n

_VALUE: Final = Text("{finding}(値: {value})。{fix}", "{finding} (value: {value}). {fix}")
_PLAIN: Final = Text("{finding}。{fix}", "{finding}. {fix}")
_LONG: Final = 60  # characters of a cell's text that a finding quotes


def row_findings(opened: Opened, model: Model) -> Iterator[Finding]:
    """One finding for every row that a check marks."""
    for check in ROW_CHECKS:
        word = WORDS[check.word].of(opened.language)
        for index, value in enumerate(model.column(check.table, check.column)):
            if value == word:
                yield _row_finding(check, opened.tables[check.table], model, index)


def _row_finding(check: RowCheck, table: FoundTable, model: Model, index: int) -> Finding:
    column = table.spec.column(_culprit(check, model, index))
    value = model.value(check.table, index, column.key)
    text = _VALUE if column.kind == "input" else _PLAIN
    words = _fill(text, WORDS[check.word], check.fix, shown_in(column, value))
    code = f"{check.table}-{check.word.removeprefix('chk_').replace('_', '-')}"
    where = table.address(index, column.key)
    return Finding(code, _severity(WORDS[check.word]), table.sheet.name, where, words)


def _culprit(check: RowCheck, model: Model, index: int) -> str:
    """The input that the check complains about."""
    values = {key: model.value(check.table, index, key) for key in check.where}
    wrong: list[str] = []
    if check.word == "chk_number":
        wrong = [key for key, value in values.items() if value is not None and not is_number(value)]
        wrong += [key for key, value in values.items() if value is None]
    elif check.word == "chk_positive":
        wrong = [key for key, value in values.items() if is_number(value) and n(value) < _least(check, key)]
    return wrong[0] if wrong else check.where[0]


def _least(check: RowCheck, key: str) -> float:
    """The smallest number that the column takes."""
    assert check.sheet.table is not None
    rule = check.sheet.table.column(key).validation
    return -math.inf if rule is None or rule.minimum is None else rule.minimum


def other_findings(opened: Opened, model: Model) -> Iterator[Finding]:
    """The findings of the checks that look at no single row."""
    for key, (name, fix) in OTHER_CHECKS.items():
        if model.cell(key):
            found = opened.cells[key]
            words = _fill(_PLAIN, name, fix)
            yield Finding(key.removeprefix("n_"), _severity(name), found.sheet.name, found.address, words)


def _severity(name: Text) -> Severity:
    return "error" if name.en.startswith("×") else "warning"


def _fill(text: Text, name: Text, fix: Text, value: str = "") -> Text:
    """The words of a finding, without the mark that stands for its severity."""
    return Text(
        text.ja.format(finding=name.ja.lstrip("×△ "), value=value, fix=fix.ja),
        text.en.format(finding=name.en.lstrip("×△ "), value=value, fix=fix.en),
    )


def shown_in(column: Column, value: Value) -> str:
    """A cell's value as its column shows it: dates as dates."""
    if column.format.startswith("yyyy") and is_number(value) and FIRST_DATE <= n(value) <= LAST_DATE:
        moment = from_serial(n(value))
        return f"{moment:%Y-%m-%d}" if n(value).is_integer() else f"{moment:%Y-%m-%d %H:%M}"
    return shown(value)


def shown(value: CellValue) -> str:
    """A cell's value in a message, on one line."""
    if value is None or value == "":
        return "(blank)"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, str):
        return repr(value if len(value) <= _LONG else f"{value[:_LONG]}…")
    return str(value) if isinstance(value, bool | int) else value.text
