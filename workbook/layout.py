"""Where everything stands on a sheet: computed from the declaration alone, the same for every amount of data."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from openpyxl.utils import get_column_letter

from workbook.spec import Block, Book, Cell, Sheet, Table

HEADING_ROW: Final = 1
INTRO_ROW: Final = 2
STATUS_ROW: Final = 3
_FIRST_PART_ROW: Final = 5


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """Rows of a block: its title, its header (None without one) and its first row."""

    block: Block
    title: int
    header: int | None
    first: int


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Rows of a table: its title, the line of units, and its header; data starts below."""

    table: Table
    title: int
    units: int
    header: int


def places(sheet: Sheet) -> Iterator[BlockPlace | TablePlace]:
    """Every part of a sheet with its rows, from the top."""
    row = _FIRST_PART_ROW
    for part in sheet.parts:
        if isinstance(part, Block):
            header = row + 1 if part.header else None
            first = row + (2 if part.header else 1)
            yield BlockPlace(part, row, header, first)
            row = first + len(part.rows) + 1
        else:
            yield TablePlace(part, row, row + 1, row + 2)


def table_place(book: Book, table: str) -> TablePlace:
    """Place of a table on its sheet."""
    found = [place for place in places(book.sheet_of(table)) if isinstance(place, TablePlace)]
    return found[-1]


def table_cell(book: Book, table: str, index: int, column: str) -> tuple[int, int]:
    """Row and column of a table's cell, ``index`` from 0."""
    place = table_place(book, table)
    keys = [item.key for item in place.table.columns]
    return place.header + 1 + index, keys.index(column) + 1


def table_address(book: Book, table: str, index: int, column: str) -> str:
    """Address of a table's cell such as ``X12``."""
    row, number = table_cell(book, table, index, column)
    return f"{get_column_letter(number)}{row}"


def cell_places(sheet: Sheet) -> Iterator[tuple[Cell, int, int]]:
    """Every named cell of a sheet with its row and column."""
    yield sheet.status, STATUS_ROW, sheet.indent + 1
    for place in places(sheet):
        if isinstance(place, BlockPlace):
            for offset, row in enumerate(place.block.rows):
                for column, item in enumerate(row, start=sheet.indent + 1):
                    if isinstance(item, Cell):
                        yield item, place.first + offset, column
