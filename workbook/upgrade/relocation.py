"""Where things of a new workbook stand in the user's: what a chart of a new sheet looks at, it finds there.

A new workbook has one row in every table, so a reference to a table's only row means all of the user's rows.
"""

import re
from typing import Final

from openpyxl.utils import column_index_from_string, get_column_letter, quote_sheetname

from workbook.edit.titles import references_mapped
from workbook.read import FoundTable, Opened

_AREA: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")


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
        return self._cell(title, column, top)

    def _cell(self, title: str, column: int, row: int) -> str | None:
        for key, cell in self._fresh.cells.items():
            known = self._opened.cells.get(key)
            if known is not None and (cell.sheet.name, cell.row, cell.column) == (title, row, column):
                return f"{quote_sheetname(known.sheet.name)}!${get_column_letter(known.column)}${known.row}"
        return None


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
