"""What the ledger's own checks say of a change: the marks that were not there before it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hedge_xl.core.errors import DomainError, HedgeError
from hedge_xl.core.language import Language, Text
from workbook.check_findings import UNCOMPUTABLE, shown_in, why_uncomputable
from workbook.finding import filled, unmarked
from workbook.ledger.common import is_month_end
from workbook.ledger.months import month_of, named
from workbook.ledger.other_checks import OTHER_CHECKS
from workbook.ledger.row_checks import ROW_CHECKS
from workbook.parts.row_check import RowCheck
from workbook.spec import Value
from workbook.text import WORDS, is_fault
from workbook.twin import Model, n

_REFUSED: Final = Text("書き込みません。{mark}{more}", "not written: {mark}{more}")
_MORE: Final = Text("(ほか{count}件)", " ({count} more)")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a check found, where, and what to do about it."""

    sheet: str
    where: str
    found: Text
    fix: Text

    @property
    def fault(self) -> bool:
        """Whether it stops the computing (×), not only is worth a look (△)."""
        return is_fault(self.found)

    @property
    def text(self) -> Text:
        """One line without the mark's sign."""
        place = " ".join(part for part in (self.sheet, self.where) if part)
        found = unmarked(self.found)
        return Text(f"{place}: {found.ja}。{self.fix.ja}", f"{place}: {found.en}. {self.fix.en}")

    def line(self, language: Language) -> str:
        """One line for a person."""
        return f"{WORDS['mark_fault' if self.fault else 'mark_note'].of(language)} {self.text.of(language)}"


def new_marks(before: Model, after: Model) -> list[Mark]:
    """The marks of `after` that `before` does not have, faults first. HedgeError when `after` cannot be computed."""
    marks = [*_rows(before, after), *_others(before, after)]
    return sorted(marks, key=lambda mark: not mark.fault)


def refuse_faults(marks: Sequence[Mark]) -> None:
    """HedgeError with the first fault among the marks."""
    faults = [mark for mark in marks if mark.fault]
    if faults:
        text = faults[0].text
        more = _MORE.format(count=len(faults) - 1) if len(faults) > 1 else Text("", "")
        raise DomainError(filled(_REFUSED, mark=text, more=more))


def _rows(before: Model, after: Model) -> Iterator[Mark]:
    for check in ROW_CHECKS:
        had = Counter(_marked(before, check, _column_if_any(before, check)))
        for key in _marked(after, check, _column(after, check)):
            had[key] -= 1
            if had[key] < 0:
                yield Mark(check.sheet.title.of(after.language), key, WORDS[check.word], check.fix)


def _marked(model: Model, check: RowCheck, column: Sequence[Value]) -> Iterator[str]:
    """The rows that a check marks, named so that they are recognised wherever they have moved to."""
    word = WORDS[check.word].of(model.language)
    if word not in model.shared(("marks", check.table, check.column), lambda: frozenset(column)):
        return  # a long log is not looked through once for each of its checks
    for index, value in enumerate(column):
        if value == word:
            yield _row_name(model, check.table, index)


def _row_name(model: Model, table: str, index: int) -> str:
    """The month, the order ID, or whatever else stands in the input that tells the rows apart."""
    spec = model.book.table(table)
    key = next((column for column in spec.columns if column.key == "month"), spec.inputs[0] if spec.inputs else None)
    if key is None:
        return str(index + 1)
    value = model.value(table, index, key.key)
    if key.key == "month" and is_month_end(value):
        return named(month_of(value))
    return shown_in(key, value).of(model.language)


def _others(before: Model, after: Model) -> Iterator[Mark]:
    for key, (name, fix) in OTHER_CHECKS.items():
        if n(after.cell(key)) > n(before.cell(key)):
            sheet = next(sheet for sheet in after.book.sheets if any(cell.key == key for cell in sheet.cells))
            yield Mark(sheet.title.of(after.language), "", name, fix)


def _column(model: Model, check: RowCheck) -> Sequence[Value]:
    try:
        return model.column(check.table, check.column)
    except HedgeError:
        raise
    except UNCOMPUTABLE as error:
        raise DomainError(why_uncomputable(error)) from error


def _column_if_any(model: Model, check: RowCheck) -> Sequence[Value]:
    try:
        return model.column(check.table, check.column)
    except UNCOMPUTABLE:
        return ()
