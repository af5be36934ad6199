"""The cells of a sheet, kept column by column: a long table costs some 40 bytes a cell, not 400.

What the cells of a column have in common (style, formula and its kind) is kept once and numbered, so that a column
is three flat sequences: the rows, the values and those numbers.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from heapq import merge
from typing import Final, NamedTuple

from workbook.cell_values import CellValue, FormulaKind, RawCell

MAX_ROW: Final = 1_048_576
MAX_COLUMN: Final = 16_384
MAX_TEXT: Final = 32_767  # characters in a cell
Position = tuple[int, int]


class Trait(NamedTuple):
    """All of a cell but its value."""

    style: int = 0
    formula: str | None = None
    kind: FormulaKind = "none"
    array: str | None = None


_PLAIN: Final = Trait()


class _Column:
    """The cells of one column, in the order of the file; that is the order of the rows in every file but odd ones."""

    __slots__ = ("places", "rows", "traits", "values")

    def __init__(self) -> None:
        self.rows = array("I")
        self.values: list[CellValue] = []
        self.traits = array("I")
        self.places: dict[int, int] | None = None  # only for a file whose rows are out of order

    def find(self, row: int) -> int:
        """Where the cell of a row is kept; -1 without one."""
        if self.places is not None:
            return self.places.get(row, -1)
        rows = self.rows
        place = row - rows[0]
        if not 0 <= place < len(rows) or rows[place] != row:  # right at once where no row is left out
            place = bisect_left(rows, row)
        return place if place < len(rows) and rows[place] == row else -1

    def append(self, row: int, value: CellValue, trait: int) -> bool:
        """Add a cell; False when there is one already."""
        if self.places is None and self.rows and row <= self.rows[-1]:
            self.places = {known: place for place, known in enumerate(self.rows)}
        if self.places is not None:
            if row in self.places:
                return False
            self.places[row] = len(self.rows)
        self.rows.append(row)
        self.values.append(value)
        self.traits.append(trait)
        return True

    def extend(self, rows: "array[int]", values: Sequence[CellValue], traits: "array[int]") -> bool:
        """Add cells from the top down; False when one of them is there already."""
        if self.places is not None or (self.rows and rows and rows[0] <= self.rows[-1]):
            return all(self.append(*cell) for cell in zip(rows, values, traits, strict=True))
        self.rows.extend(rows)
        self.values.extend(values)
        self.traits.extend(traits)
        return True

    def stretch(self, rows: range) -> slice | None:
        """Where the cells of those rows are kept, if all of them are there and in order."""
        if self.places is not None or not rows:
            return None
        first = self.find(rows.start)
        last = first + len(rows) - 1
        if first < 0 or last >= len(self.rows) or self.rows[last] != rows[-1]:
            return None
        return slice(first, last + 1)

    def within(self, rows: range) -> list[tuple[int, int]]:
        """Row and place of every cell in those rows, from the top."""
        if self.places is not None:
            return sorted((row, place) for row, place in self.places.items() if row in rows)
        first, last = bisect_left(self.rows, rows.start), bisect_left(self.rows, rows.stop)
        return [(self.rows[place], place) for place in range(first, last)]

    def count(self, rows: range) -> int:
        """How many cells are in those rows."""
        if self.places is not None:
            return sum(row in rows for row in self.places)
        return bisect_left(self.rows, rows.stop) - bisect_left(self.rows, rows.start)


class Grid(Mapping[Position, RawCell]):
    """Cells by row and column, both from 1: a mapping that makes its `RawCell` on demand, and whole columns at once."""

    __slots__ = ("_columns", "_numbers", "_traits", "around")

    def __init__(self) -> None:
        self.around = b""  # of a large sheet the part without its rows, to be looked at without unpacking it again
        self._columns: dict[int, _Column] = {}
        self._traits: list[Trait] = [_PLAIN]
        self._numbers: dict[Trait, int] = {_PLAIN: 0}

    def __getitem__(self, position: Position) -> RawCell:
        cell = self.get(position)
        if cell is None:
            raise KeyError(position)
        return cell

    def get(self, position: Position, default: RawCell | None = None) -> RawCell | None:  # type: ignore[override]  # one default is enough
        """The cell there, if there is one."""
        column = self._columns.get(position[1])
        place = -1 if column is None else column.find(position[0])
        if column is None or place < 0:
            return default
        return RawCell(column.values[place], *self._fields(column.traits[place]))

    def _fields(self, number: int) -> tuple[str | None, int, FormulaKind, str | None]:
        trait = self._traits[number]
        return trait.formula, trait.style, trait.kind, trait.array

    def __contains__(self, position: object) -> bool:
        if not isinstance(position, tuple) or len(position) != 2:
            return False
        column = self._columns.get(position[1])
        return column is not None and column.find(position[0]) >= 0

    def __len__(self) -> int:
        return sum(len(column.rows) for column in self._columns.values())

    def __iter__(self) -> Iterator[Position]:
        """Row by row, in each from the left."""
        return merge(*(self._positions(number) for number in sorted(self._columns)))

    def _positions(self, number: int) -> Iterator[Position]:
        column = self._columns[number]
        return ((row, number) for row in (column.rows if column.places is None else sorted(column.rows)))

    @property
    def formulas(self) -> set[str]:
        """The texts of all formulas, each once."""
        return {trait.formula for trait in self._traits if trait.formula is not None}

    # --- filling ------------------------------------------------------------------------------------

    def number(self, trait: Trait) -> int:
        """The number under which cells refer to a trait."""
        found = self._numbers.setdefault(trait, len(self._traits))
        if found == len(self._traits):
            self._traits.append(trait)
        return found

    def add(self, row: int, column: int, value: CellValue, trait: int) -> bool:
        """Add a cell; False when there is one already."""
        return self._column(column).append(row, value, trait)

    def extend(self, column: int, rows: "array[int]", values: Sequence[CellValue], traits: "array[int]") -> bool:
        """Add cells of one column, in ascending rows; False when one of them is there already."""
        return self._column(column).extend(rows, values, traits)

    def _column(self, number: int) -> _Column:
        column = self._columns.get(number)
        if column is None:
            column = self._columns[number] = _Column()
        return column

    # --- whole columns ------------------------------------------------------------------------------

    def column_values(self, column: int, rows: range) -> list[CellValue]:
        """The values of a column in those rows; None where there is no cell or nothing in it."""
        found = self._columns.get(column)
        stretch = found.stretch(rows) if found is not None else None
        if found is not None and stretch is not None:
            return found.values[stretch]
        values: list[CellValue] = [None] * len(rows)
        for row, place in found.within(rows) if found is not None else ():
            assert found is not None
            values[row - rows.start] = found.values[place]
        return values

    def column_formulas(self, column: int, rows: range) -> list[str | None]:
        """The formulas of a column in those rows; equal formulas are one object."""
        return [trait.formula for trait in self._column_traits(column, rows)]

    def column_styles(self, column: int, rows: range) -> list[int]:
        """The styles of a column in those rows; 0 where there is no cell."""
        return [trait.style for trait in self._column_traits(column, rows)]

    def _column_traits(self, column: int, rows: range) -> list[Trait]:
        found = self._columns.get(column)
        known = self._traits
        stretch = found.stretch(rows) if found is not None else None
        if found is not None and stretch is not None:
            return [known[number] for number in found.traits[stretch]]
        traits = [_PLAIN] * len(rows)
        for row, place in found.within(rows) if found is not None else ():
            assert found is not None
            traits[row - rows.start] = known[found.traits[place]]
        return traits

    def tallest(self, rows: range, columns: range) -> int:
        """How many of those rows hold a cell in the fullest of those columns."""
        return max((column.count(rows) for number, column in self._columns.items() if number in columns), default=0)

    def in_rows(self, rows: range, columns: range) -> Iterator[tuple[Position, RawCell]]:
        """The cells of a part of the sheet, row by row."""
        places = [
            (row, number, place)
            for number, column in self._columns.items()
            if number in columns
            for row, place in column.within(rows)
        ]
        for row, number, place in sorted(places):
            column = self._columns[number]
            yield (row, number), RawCell(column.values[place], *self._fields(column.traits[place]))
