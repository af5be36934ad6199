"""What a template's own checks can say: of a row, or of the workbook as a whole."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hedge_xl.core.language import Text
from workbook.spec import Cell, Item, Sheet

if TYPE_CHECKING:
    from workbook.twin import Row


@dataclass(frozen=True, slots=True)
class RowCheck:
    """A result that a table's column can show, what to do about it, and which inputs can be the cause.

    ``why`` and ``source`` explain it in the documentation; ``culprit`` tells whether an input is the cause, for a
    result that its value alone does not explain.
    """

    sheet: Sheet
    word: str
    fix: Text
    where: tuple[str, ...]
    column: str = "check"
    why: Text | None = None
    source: str = ""
    culprit: "Callable[[Row, str], bool] | None" = None

    @property
    def table(self) -> str:
        """Key of the table."""
        assert self.sheet.table is not None
        return self.sheet.table.key

    @property
    def count(self) -> str:
        """Key of the cell that counts it."""
        return f"n_{self.table}_{self.word}"


@dataclass(frozen=True, slots=True)
class OtherCheck:
    """A check of no single row: the sheet it is about, the cell that counts, what it found and what to do.

    With ``why`` and ``source`` it is reported by itself; without, what it counts is named cell by cell elsewhere.
    ``follows`` are the parameters whose own fault makes it count.
    """

    sheet: Text
    name: Text
    cell: Cell
    fix: Text
    why: Text | None = None
    source: str = ""
    follows: tuple[str, ...] = ()

    @property
    def row(self) -> tuple[Item, ...]:
        """Its row on the check sheet."""
        return (self.sheet, self.name, self.cell, None, self.fix)
