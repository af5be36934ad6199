"""What a workbook's own checks found, as findings that name the cell to put right."""

import math
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Text, same
from workbook.finding import Finding, Severity, filled, other_code, row_code, shown, unmarked
from workbook.findings.typed_text import stored_as_text
from workbook.ledger.common import eomonth, is_month_end
from workbook.parts.row_check import RowCheck
from workbook.read import Opened
from workbook.serials import FIRST_DATE, LAST_DATE, from_serial
from workbook.spec import Column, Value
from workbook.text import WORDS, is_fault
from workbook.twin import Model, Row, is_error, is_number, n

_VALUE: Final = Text("{finding}(値: {value})。{fix}", "{finding} (value: {value}). {fix}")
_PLAIN: Final = Text("{finding}。{fix}", "{finding}. {fix}")
_UNQUOTED: Final = Text(
    "気配の無い約定が{count}件あり、これが最初です。{fix}",
    "{count} fills have no quote, this one is the first. {fix}",
)

# What a model raises over inputs that no number can be made of; the latter two lie beyond what a float can hold.
UNCOMPUTABLE: Final = (HedgeError, ArithmeticError, ValueError)
_TOO_LARGE: Final = Text(
    "入力の数値が大きすぎるか小さすぎます。桁を確かめてください。",
    "an input is too large or too small a number; check its digits.",
)


def why_uncomputable(error: Exception) -> Text:
    """What one of them says to the user."""
    return Text(error.message("ja"), error.message("en")) if isinstance(error, HedgeError) else _TOO_LARGE


def row_findings(opened: Opened, model: Model) -> Iterator[Finding]:
    """One finding for every row that a check marks; one for all fills without a quote."""
    unquoted = [index for check, index in marked_rows(model, {"log"}) if check.word == "chk_quote"]
    asked = _after_opening(model, unquoted) if unquoted else []
    for check, index in marked_rows(model):
        if check.word == "chk_quote" and index not in asked[:1]:
            continue
        code, column, words = said(check, model, index)
        if check.word == "chk_quote" and len(asked) > 1:
            words = filled(_UNQUOTED, count=len(asked), fix=check.fix)
        table = opened.tables[check.table]
        where = table.address(index, column)
        yield Finding(code, _severity(WORDS[check.word]), table.sheet.name, where, words)


def _after_opening(model: Model, fills: Sequence[int]) -> Sequence[int]:
    """The fills since the first month began: those before are the position that the ledger started with."""
    first = min((n(month) for month in model.column("monthly", "month") if is_month_end(month)), default=None)
    start = 0 if first is None else eomonth(first, -1) + 1
    times = model.column("log", "time")
    later = [n(time) for time in times if is_number(time) and n(time) >= start]
    if not later and len(times) > 1:
        return fills  # a log of earlier days, no position taken over
    return [index for index in fills if n(times[index]) >= start]


def marked_rows(model: Model, tables: Collection[str] | None = None) -> Iterator[tuple[RowCheck, int]]:
    """Every row that a check marks, check by check; of some tables only when they are named."""
    shown: dict[tuple[str, str], Collection[Value]] = {}
    for check in model.book.row_checks:
        if tables is not None and check.table not in tables:
            continue
        column, word = _column(model, check), WORDS[check.word].of(model.language)
        if word in shown.setdefault((check.table, check.column), set(column)):
            yield from ((check, index) for index, value in enumerate(column) if value == word)


def _column(model: Model, check: RowCheck) -> Sequence[Value]:
    """The check's column; empty when it cannot be computed, which is a finding of its own."""
    try:
        return model.column(check.table, check.column)
    except UNCOMPUTABLE:
        return ()


def said(check: RowCheck, model: Model, index: int) -> tuple[str, str, Text]:
    """Code, column to put right and words for a marked row."""
    column = model.book.table(check.table).column(_culprit(check, model, index))
    code, words = _said(check, column, model.value(check.table, index, column.key))
    return code, column.key, words


def _said(check: RowCheck, column: Column, value: Value) -> tuple[str, Text]:
    """Code and words: a fault that is only a number or date typed as text is named as such."""
    name = WORDS[check.word]
    as_text = stored_as_text(column, value) if column.kind == "input" and is_fault(name) else None
    if as_text is not None:
        return as_text
    if column.kind == "input":
        words = filled(_VALUE, finding=unmarked(name), value=shown_in(column, value), fix=check.fix)
    else:
        words = filled(_PLAIN, finding=unmarked(name), fix=check.fix)
    return row_code(check.table, check.word), words


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
    elif check.culprit is not None:
        wrong = [key for key in values if check.culprit(Row(model, check.table, index), key)]
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
    for check in opened.book.other_checks:
        key = check.cell.key
        if key not in told and _count(model, key):
            found = opened.cells[key]
            words = filled(_PLAIN, finding=unmarked(check.name), fix=check.fix)
            yield Finding(other_code(key), _severity(check.name), found.sheet.name, found.address, words)


def _count(model: Model, key: str) -> Value:
    """What a check counts; nothing when it cannot be computed, which is a finding of its own."""
    try:
        return model.cell(key)
    except UNCOMPUTABLE:
        return None


def _severity(name: Text) -> Severity:
    return "error" if is_fault(name) else "warning"


def shown_in(column: Column, value: Value) -> Text:
    """A cell's value as its column shows it: dates as dates."""
    if column.format.startswith("yyyy") and is_number(value) and FIRST_DATE <= n(value) <= LAST_DATE:
        moment = from_serial(n(value))
        return same(f"{moment:%Y-%m-%d}" if n(value).is_integer() else f"{moment:%Y-%m-%d %H:%M}")
    return shown(value)
