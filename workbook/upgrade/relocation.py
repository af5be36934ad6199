"""Where things of a new workbook stand in the user's: what a chart of a new sheet looks at, it finds there.

A new workbook has one row in every table, so a reference to a table's only row means all of the user's rows.
"""

import re
from typing import Final

from openpyxl.utils import column_index_from_string, get_column_letter, quote_sheetname

from workbook.edit.titles import references_mapped
from workbook.read import FoundTable, Opened

_AREA: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")

_Place = tuple[str, int, int]
"""A sheet's title, a row and a column."""


class Relocation:
    """From places in the workbook that new things are taken from to places in the user's."""

    def __init__(self, fresh: Opened, opened: Opened) -> None:
        self._fresh, self._opened = fresh, opened

    def formula(self, text: str) -> str:
        """The same references in the user's workbook; those to new sheets stay as they are."""
        return references_mapped(text, self._reference)

    def _reference(self, title: str, place: str) -> str | None:
        """A reference to a table's column or to a named cell, where the user has it; None for any other."""
        match = _AREA.fullmatch(place)
        if match is None:
            return None
        column, top = int(column_index_from_string(match[1])), int(match[2])
        bottom = int(match[4] or top)
        for key, table in self._fresh.tables.items():
            known = self._opened.tables.get(key)
            if table.sheet.name == title and known is not None:
                found = _column(table, known, column, top, bottom)
                if found is not None:
                    return found
        right = int(column_index_from_string(match[3])) if match[3] else column
        places = [(row, number) for row in range(top, bottom + 1) for number in range(column, right + 1)]
        return _listed([self._cell(title, *place) for place in places])

    def _cell(self, title: str, row: int, column: int) -> _Place | None:
        """Where a named cell stands, or the words left of one."""
        for key, cell in self._fresh.cells.items():
            known = self._opened.cells.get(key)
            if known is not None and (cell.sheet.name, cell.row) == (title, row) and cell.column >= column:
                return known.sheet.name, known.row, max(1, known.column - (cell.column - column))
        return None


def _listed(places: list[_Place | None]) -> str | None:
    """A range where the cells are one, else each of them."""
    found = [place for place in places if place is not None]
    if not found or len(found) < len(places):
        return None
    (sheet, top, left), (_, bottom, right) = found[0], found[-1]
    ends = [f"${get_column_letter(column)}${row}" for row, column in ((top, left), (bottom, right))]
    if found == [(sheet, row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]:
        return f"{quote_sheetname(sheet)}!{ends[0] if len(found) == 1 else ':'.join(ends)}"
    each = (f"{quote_sheetname(name)}!${get_column_letter(column)}${row}" for name, row, column in found)
    return f"({','.join(each)})"


def _column(table: FoundTable, known: FoundTable, column: int, top: int, bottom: int) -> str | None:
    """A stretch of a column: its heading, its rows, or both."""
    key = next((key for key, number in table.columns.items() if number == column), None)
    head, here = table.table.ref[0], known.table.ref[0]
    if key is None or key not in known.columns or not (top in (head, head + 1) and bottom <= table.rows[-1]):
        return None
    first = here if top == head else known.rows.start
    last = here if bottom == head else known.rows[-1]
    letter, sheet = get_column_letter(known.columns[key]), quote_sheetname(known.sheet.name)
    return f"{sheet}!${letter}${first}" + (f":${letter}${last}" if bottom > top or top != head else "")
