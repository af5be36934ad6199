"""What a program that holds a workbook open must offer, as little as a change needs.

Sheets are known by their titles, cells by row and column from 1, moments are serial numbers. Whatever goes wrong in
the other program is a `FileError` with words for the user.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from workbook.cell_types import XlsxBook
from workbook.spec import Value


@dataclass(frozen=True, slots=True)
class Area:
    """Values for cells below each other in one column of a sheet; None clears a cell.

    ``text`` says that the cells are formatted as text, so that the program takes what is written as it stands.
    """

    sheet: str
    row: int
    column: int
    values: tuple[Value, ...]
    text: bool = False

    @property
    def rows(self) -> range:
        """The sheet rows."""
        return range(self.row, self.row + len(self.values))


@dataclass(frozen=True, slots=True)
class Lengthening:
    """A table that is to reach down to the sheet row ``bottom``, with its formulas in the new rows.

    ``computed`` are the sheet columns that hold formulas, ``typed`` those that do not.
    """

    sheet: str
    table: str
    ref: tuple[int, int, int, int]
    bottom: int
    computed: tuple[int, ...]
    typed: tuple[int, ...]


class LiveBook(Protocol):
    """A workbook that a program holds open."""

    @property
    def file(self) -> str:
        """Its name in messages."""

    @property
    def answers(self) -> bool:
        """Whether it can be read again once it was written to, and tells formulas from values.

        A book that does not answer carries out what it was told after this program has ended.
        """

    def contents(self) -> XlsxBook:
        """All of it as it is now. A stamp that the program does not tell is left out."""

    def refuse_hindered(self, sheets: Collection[str], tables: Collection[str]) -> None:
        """A `FileError` when it cannot be written to: protected sheets, filtered tables, a cell being edited."""

    def copy(self) -> bytes | None:
        """The workbook as it is now, as a file; None where the program makes none."""

    def lengthen(self, table: Lengthening) -> None:
        """Make a table longer."""

    def put(self, area: Area) -> None:
        """Type values into cells."""

    def calculate(self) -> None:
        """Have everything calculated."""
