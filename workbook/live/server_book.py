"""A workbook that came with a request to xlwings Server: an ``xlwings.Book`` of the engine "remote".

It holds the values of one moment and no formulas, and what it is told is carried out in Excel once the request is
answered: it cannot be read again before the next one.
"""

import re
from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from workbook.cell_types import XlsxBook, XlsxSheet
from workbook.cell_values import CellValue, ErrorValue
from workbook.grid import Grid, Trait
from workbook.live.book import Area, Lengthening
from workbook.live.cells_read import ERRORS, block, cell_value, table, targets
from workbook.live.steps import TEXT_FORMAT
from workbook.spec import Value

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?")  # how the client sends dates
_ERRORS: Final = frozenset(ERRORS.values())


class ServerBook:
    """The book of a request."""

    answers: Final = False

    def __init__(self, book: Any) -> None:
        self._book = book
        self.file: str = book.name

    def contents(self) -> XlsxBook:
        """The values that came with the request."""
        return XlsxBook(
            sheets=tuple(self._sheet(item) for item in self._book.sheets),
            names=targets((item.name, item.refers_to) for item in self._book.names),
            properties={},
        )

    def _sheet(self, sheet: Any) -> XlsxSheet:
        used = sheet.used_range
        cells = Grid()
        for down, row in enumerate(block(used.raw_value)):
            for across, given in enumerate(row):
                value = _value(given)
                if value is not None:
                    cells.add(used.row + down, used.column + across, value, cells.number(Trait()))
        tables = []
        for item in sheet.tables:
            rows, columns = item.range.shape
            top, left = item.range.row, item.range.column
            ref = top, left, top + rows - 1, left + columns - 1
            tables.append(table(item.name, ref, int(bool(item.show_headers)), int(bool(item.show_totals)), cells))
        return XlsxSheet(sheet.name, "", cells=cells, tables=tuple(tables))

    def refuse_hindered(self, sheets: Collection[str], tables: Collection[str]) -> None:
        """Nothing is known here of what stands in the way; Excel says so when it carries out the request."""

    def copy(self) -> bytes | None:
        """There is no file of it here."""
        return None

    def lengthen(self, table: Lengthening) -> None:
        """Make a table longer; Excel fills its calculated columns down."""
        top, left, _, right = table.ref
        sheet = self._book.sheets[table.sheet]
        sheet.tables[table.table].resize(sheet.range((top, left), (table.bottom, right)))

    def put(self, area: Area) -> None:
        """Type values into cells. Excel reads texts as typed, so outside cells for texts each begins with '.

        Cells for texts are made such first: what the user's column is formatted as is not known here.
        """
        cells = self._book.sheets[area.sheet].range((area.row, area.column), (area.rows[-1], area.column))
        if area.text:
            cells.number_format = TEXT_FORMAT
        cells.raw_value = [[_typed(value, area.text)] for value in area.values]

    def calculate(self) -> None:
        """Excel calculates once it has carried out the request."""


def _value(given: Any) -> CellValue:
    if isinstance(given, str):
        if _MOMENT.fullmatch(given):
            return cell_value(datetime.fromisoformat(given))
        return ErrorValue(given) if given in _ERRORS else given or None
    if isinstance(given, int) and not isinstance(given, bool):
        return float(given)
    return cell_value(given)


def _typed(value: Value, text: bool) -> Value:
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and not text else value
