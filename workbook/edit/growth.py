"""Which tables a change makes longer, by how much, and where everything of theirs then stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from workbook.read import FoundTable, Opened
from workbook.spec import Inputs


@dataclass(frozen=True, slots=True)
class Growth:
    """A table and the number of rows added below its last data row; 0 for a table that keeps its length."""

    found: FoundTable
    added: int

    @property
    def first(self) -> int:
        """Sheet row of the first data row."""
        return self.found.rows.start

    @property
    def last(self) -> int:
        """Sheet row of the last data row, so far."""
        return self.found.rows.stop - 1

    @property
    def bottom(self) -> int:
        """The table's last sheet row, so far: its totals row if it has one."""
        return self.found.table.ref[2]

    @property
    def left(self) -> int:
        """The table's first column."""
        return self.found.table.ref[1]

    @property
    def right(self) -> int:
        """The table's last column."""
        return self.found.table.ref[3]

    @property
    def totals(self) -> bool:
        """Whether there is a totals row, which moves down."""
        return self.bottom > self.last

    @property
    def new_rows(self) -> range:
        """Sheet rows of the new data rows."""
        return range(self.last + 1, self.last + 1 + self.added)

    @property
    def taken(self) -> range:
        """Sheet rows under the table that become part of it."""
        return range(self.bottom + 1, self.bottom + 1 + self.added)

    def row(self, index: int) -> int:
        """Sheet row of a data row, counted from 0, new rows included."""
        return self.first + index


def growths(opened: Opened, after: Inputs) -> dict[str, Growth]:
    """Every table by its key, with the rows it needs for the inputs."""
    return {
        key: Growth(found, max(0, len(after.tables[key]) - len(found.rows))) for key, found in opened.tables.items()
    }


def locator(tables: Mapping[str, Growth]) -> Callable[[str, int, str], str]:
    """Addresses of table cells in the file, new rows included, as a `Model` asks for them."""
    letters = {
        (key, column): get_column_letter(number)
        for key, growth in tables.items()
        for column, number in growth.found.columns.items()
    }
    return lambda table, index, column: f"{letters[table, column]}{tables[table].row(index)}"
