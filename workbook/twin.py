"""The Python value of every formula cell, from the same inputs as the sheet.

A `Model` holds a book's inputs and computes each cell on first use. Its values are what the writer caches in
the file, what the validator compares a file with, and what a real spreadsheet's recalculation is compared with.
"""

from collections.abc import Callable
from typing import Final, TypeVar

from hedge_xl.core.language import Language
from workbook.layout import table_address
from workbook.row_columns import column_of
from workbook.spec import Book, Cell, Column, Host, Inputs, Table, Value
from workbook.text import WORDS

T = TypeVar("T")
LONG: Final = 200  # rows from which on a column is computed whole, if it can be
ERRORS: Final = ("#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!")


class Scope:
    """What a twin may look at: named cells, whole columns, words."""

    def __init__(self, model: "Model") -> None:
        self.model = model

    def cell(self, key: str) -> Value:
        """Value of a named cell."""
        return self.model.cell(key)

    def number(self, key: str) -> float:
        """Value of a named cell that must be a number."""
        value = self.model.cell(key)
        return n(value) if is_number(value) else float("nan")

    def col(self, table: str, column: str) -> list[Value]:
        """All values of a column."""
        return self.model.column(table, column)

    def count(self, table: str) -> int:
        """Number of rows of a table."""
        return len(self.model.inputs.tables[table])

    def address(self, table: str, index: int, column: str) -> str:
        """Address of a table's cell on its sheet, without ``$``."""
        return self.model.locate(table, index, column)

    def word(self, key: str) -> str:
        """A word in the workbook's language."""
        return WORDS[key].of(self.model.language)


class Row(Scope):
    """One row of a table: ``row["key"]`` is a cell of it, ``row.no`` its number from 1."""

    def __init__(self, model: "Model", table: str, index: int) -> None:
        super().__init__(model)
        self.table = table
        self.index = index

    @property
    def no(self) -> int:
        """Row number within the table, from 1."""
        return self.index + 1

    def __getitem__(self, column: str) -> Value:
        return self.model.value(self.table, self.index, column)

    def previous(self, column: str) -> Value:
        """The cell above, or None in the first row."""
        return self.model.value(self.table, self.index - 1, column) if self.index else None

    def num(self, column: str) -> float:
        """A cell of this row that the twin has already found to be a number."""
        value = self[column]
        if not is_number(value):
            raise TypeError(f"{self.table}.{column} row {self.no}: {value!r} is no number")
        return n(value)


def is_number(value: Value) -> bool:
    """What ISNUMBER says of a cell."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_error(value: Value) -> bool:
    """Whether a cell shows an error value; errors are held as their text."""
    return isinstance(value, str) and value in ERRORS


def n(value: Value) -> float:
    """What N() makes of a cell: its number, or 0 for anything else."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0


class Model:
    """All values of one workbook: inputs as given, formulas through their twins, each computed once.

    ``locate`` tells a table cell's address where that is not the layout's, as in a file the user has rearranged.
    """

    def __init__(
        self,
        book: Book,
        inputs: Inputs,
        language: Language,
        host: Host = "native",
        locate: Callable[[str, int, str], str] | None = None,
    ) -> None:
        self.locate = locate or (lambda table, index, column: table_address(book, table, index, column))
        self.book = book
        self.inputs = inputs
        self.language = language
        self.host = host
        self._cells: dict[str, Cell] = {cell.key: cell for cell in book.cells}
        self._columns: dict[tuple[str, str], Column] = {
            (table.key, column.key): column for table in book.tables for column in table.columns
        }
        self._cell_values: dict[str, Value] = {}
        self._column_values: dict[tuple[str, str], list[Value]] = {}
        self._shared: dict[object, object] = {}

    def cell(self, key: str) -> Value:
        """Value of a named cell."""
        if key not in self._cell_values:
            cell = self._cells[key]
            self._cell_values[key] = (
                blank(cell.twin(Scope(self))) if cell.twin else blank(self.inputs.cells.get(key, self.default(cell)))
            )
        return self._cell_values[key]

    def default(self, cell: Cell) -> Value:
        """What an input cell holds in a new workbook."""
        return WORDS[cell.default_word].of(self.language) if cell.default_word else cell.default

    def value(self, table: str, index: int, column: str) -> Value:
        """Value of one cell of a table, ``index`` from 0."""
        done = self._column_values.setdefault((table, column), [])
        if len(done) > index:
            return done[index]
        spec = self._columns[table, column]
        rows = self.inputs.tables[table]
        if spec.twin is None:
            given = column_of(rows, column)
            done.extend(map(blank, given) if "" in given else given)
            return done[index]
        if spec.bulk is not None and not done and len(rows) > LONG:
            done.extend(map(blank, spec.bulk(Scope(self))))
        # Filled from the top: a cell that needs the row above finds it ready, however long the table is.
        while len(done) <= index:
            done.append(blank(spec.twin(Row(self, table, len(done)))))
        return done[index]

    def column(self, table: str, column: str) -> list[Value]:
        """All values of a column."""
        rows = len(self.inputs.tables[table])
        if rows:
            self.value(table, rows - 1, column)
        return self._column_values.get((table, column), [])

    def rows(self, table: Table) -> int:
        """Number of rows of a table."""
        return len(self.inputs.tables[table.key])

    def shared(self, key: object, make: Callable[[], T]) -> T:
        """A whole-column working that several twins use, computed once."""
        if key not in self._shared:
            self._shared[key] = make()
        return self._shared[key]  # type: ignore[return-value]  # keyed by what made it


def blank(value: Value) -> Value:
    """An empty text counts as a blank cell."""
    return None if value == "" else value
