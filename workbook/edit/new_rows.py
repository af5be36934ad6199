"""The rows by which a table grows: each cell formatted as the one above, formulas as in every row, inputs as typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import quoteattr

from lxml import etree

from workbook.edit.cell_columns import CellColumn, CellWriter, rows_of
from workbook.edit.growth import Growth
from workbook.edit.references import References
from workbook.edit.row_patch import cells_of, column_of, drop, insert, parsed_row
from workbook.edit.sheet_rows import Frame, RowEditor
from workbook.ooxml import main

# A new row looks like the one above, but is never hidden as that one may be by a filter.
_LIKE_ABOVE: Final = ("ht", "customHeight", "s", "customFormat", "outlineLevel")
_HIDING: Final = ("hidden", "collapsed")
_AT_ONCE: Final = 1000  # rows
# The cells of a column in the data rows of those indices.
ColumnWriter = Callable[[CellWriter, range], CellColumn]


@dataclass(slots=True)
class NewRows:
    """New rows of one table, and its totals row on the way down past them."""

    growth: Growth
    columns: Sequence[ColumnWriter]
    references: References
    above: dict[str, str] = field(default_factory=dict)
    totals: dict[int, list[etree._Element]] = field(default_factory=dict)
    ready: list[bytes] = field(default_factory=list)
    ready_from: int = 0
    around: tuple[bytes, ...] = ()
    numbers: range = range(0)

    def __post_init__(self) -> None:
        self.numbers = self.growth.new_rows

    def editors(self) -> dict[int, RowEditor]:
        """What to do at which sheet row; the last data row so far is only looked at."""
        growth = self.growth
        found: dict[int, RowEditor] = {growth.last: self._look}
        for number in range(growth.last + 1, growth.bottom + growth.added + 1):
            found[number] = self._editor(number)
        return found

    def _look(self, frame: Frame, row: bytes | None) -> bytes:
        if row is not None:
            _, element = parsed_row(frame, row, self.growth.last)
            self.above = {name: element.get(name, "") for name in _LIKE_ABOVE if element.get(name) is not None}
        return row or b""

    def _editor(self, number: int) -> RowEditor:
        def edit(frame: Frame, row: bytes | None) -> bytes:
            cells = self._cells(frame, number) if number in self.numbers else b""
            moved = self.totals.pop(number, [])
            if row is None and not moved:
                return self._row(frame, number, cells)
            return self._joined(frame, row, number, cells, moved)

        return edit

    def _cells(self, frame: Frame, number: int) -> bytes:
        """The cells of a new row, made together with those of the rows after it."""
        growth = self.growth
        if not 0 <= number - self.ready_from < len(self.ready):
            numbers = range(number, min(number + _AT_ONCE, self.numbers.stop))
            indices, writer = range(number - growth.first, numbers.stop - growth.first), frame.cells
            self.ready = rows_of(numbers, [write(writer, indices) for write in self.columns])
            self.ready_from = number
        return self.ready[number - self.ready_from]

    def _row(self, frame: Frame, number: int, cells: bytes) -> bytes:
        if not self.around:
            name = f"{frame.prefix}:row" if frame.prefix else "row"
            attributes = "".join(f" {key}={quoteattr(value)}" for key, value in self.above.items())
            self.around = (f'<{name} r="'.encode(), f'"{attributes}>'.encode(), f"</{name}>".encode())
        start, rest, end = self.around
        return b"%b%d%b%b%b" % (start, number, rest, cells, end)

    def _joined(self, frame: Frame, row: bytes | None, number: int, cells: bytes, moved: list[etree._Element]) -> bytes:
        """A row that the sheet has already, for cells beside the table: the table's part of it is replaced."""
        root, element = parsed_row(frame, row, number)
        present = cells_of(element)
        growth = self.growth
        own = {column: cell for column, cell in present.items() if growth.left <= column <= growth.right}
        for column, cell in own.items():
            element.remove(cell)
            del present[column]
        if growth.last < number <= growth.bottom:
            self.totals[number + growth.added] = [_moved(cell, growth, self.references) for cell in own.values()]
        for name in _HIDING if cells else ():
            drop(element, name)
        written = frame.parse(_open(frame) + cells + _close(frame))[0] if cells else []
        new = [*list(written), *moved]
        insert(element, present, {column_of(cell): cell for cell in new})
        return frame.unparse(root)


def _moved(cell: etree._Element, growth: Growth, references: References) -> etree._Element:
    """A cell of the totals row, at its new place."""
    place = cell.get("r", "")
    letters = place.rstrip("0123456789")
    cell.set("r", f"{letters}{int(place.removeprefix(letters)) + growth.added}")
    formula = cell.find(main("f"))
    if formula is not None:
        formula.text = references.formula(formula.text or "", growth.found.sheet.name)
        if formula.get("t") == "array":
            formula.set("ref", cell.get("r", ""))
    return cell


def _open(frame: Frame) -> bytes:
    return f"<{frame.prefix}:row>".encode() if frame.prefix else b"<row>"


def _close(frame: Frame) -> bytes:
    return f"</{frame.prefix}:row>".encode() if frame.prefix else b"</row>"
