"""What the cells that a chart looks at will hold after an edit, as far as they are ours."""

from collections.abc import Mapping

from openpyxl.utils import range_boundaries

from workbook.edit.growth import Growth
from workbook.read import FoundCell
from workbook.spec import Value
from workbook.twin import Model

Points = tuple[int, dict[int, Value]]
"""How many cells a reference covers, and the known values by the number of the cell from 0."""


class ChartValues:
    """Values of table columns and named cells by where they stand in the file, new rows included; but of those whose
    values are ``unknown`` to us."""

    def __init__(
        self, tables: Mapping[str, Growth], cells: Mapping[str, FoundCell], model: Model, unknown: frozenset[str]
    ) -> None:
        self._tables, self._model, self._unknown = tables, model, unknown
        known = {key: found for key, found in cells.items() if key not in unknown}
        self._cells = {(found.sheet.name.casefold(), found.row, found.column): key for key, found in known.items()}

    def points(self, reference: str) -> Points | None:
        """The values of a reference to cells in a row or below each other; None when none of them is known."""
        sheet, _, place = reference.rpartition("!")
        title = sheet.strip("'").replace("''", "'").casefold()
        try:
            left, top, right, bottom = range_boundaries(place.replace("$", ""))
        except (ValueError, TypeError):
            return None  # several ranges at once
        if None in (left, top, right, bottom) or not (left == right or top == bottom):
            return None
        known = self._column(title, left, range(top, bottom + 1)) if left == right else {}
        places = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
        named = ((number, self._cells.get((title, *place))) for number, place in enumerate(places))
        known |= {number: self._model.cell(key) for number, key in named if key is not None}
        return (len(places), known) if known else None

    def _column(self, title: str, column: int, rows: range) -> dict[int, Value]:
        for table, growth in self._tables.items():
            if growth.found.sheet.name.casefold() != title:
                continue
            for key in (key for key, number in growth.found.columns.items() if number == column):
                if f"{table}.{key}" in self._unknown:
                    return {}
                values = enumerate(self._model.column(table, key))
                return {growth.row(index) - rows.start: value for index, value in values if growth.row(index) in rows}
        return {}
