"""Where everything stands on a sheet: computed from the declaration alone, the same for every amount of data."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from openpyxl.utils import get_column_letter

from workbook.chart import Chart, Charts
from workbook.spec import Block, Book, Cell, Sheet, Table

HEADING_ROW: Final = 1
INTRO_ROW: Final = 2
STATUS_ROW: Final = 3
_FIRST_PART_ROW: Final = 5
_PAGE_WIDTH: Final = 130  # characters across A4, printed to be read
_PLAIN_WIDTH: Final = 8.43  # of a column that nobody has set


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


@dataclass(frozen=True, slots=True)
class ChartsPlace:
    """Rows of a group of charts: its title, and the first row of each row of charts."""

    charts: Charts
    title: int
    tops: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChartFrame:
    """The cells that a chart covers, and the row of the words below it."""

    chart: Chart
    top: int
    left: int
    bottom: int
    right: int

    @property
    def caption(self) -> int:
        """Row of the words."""
        return self.bottom + 1


def places(sheet: Sheet) -> Iterator[BlockPlace | ChartsPlace | TablePlace]:
    """Every part of a sheet with its rows, from the top."""
    row = _FIRST_PART_ROW
    for part in sheet.parts:
        if isinstance(part, Block):
            header = row + 1 if part.header else None
            first = row + (2 if part.header else 1)
            yield BlockPlace(part, row, header, first)
            row = first + len(part.rows) + 1
        elif isinstance(part, Charts):
            step = part.height + 1
            yield ChartsPlace(part, row, tuple(row + 1 + step * number for number in range(len(part.rows))))
            row += step * len(part.rows) + 2
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


def widths(sheet: Sheet) -> tuple[float, ...]:
    """Widths of the first columns of a sheet, in characters."""
    if sheet.widths or sheet.table is None:
        return sheet.widths
    return tuple(column.width for column in sheet.table.columns)


def chart_frames(sheet: Sheet, place: ChartsPlace) -> Iterator[ChartFrame]:
    """Where each chart of a group stands: side by side, from column to column."""
    columns = _chart_columns(sheet, place.charts)
    for top, row in zip(place.tops, place.charts.rows, strict=True):
        left, room, share = 0, sum(columns), sum(chart.wide for chart in row)
        done = 0.0
        for number, chart in enumerate(row, start=1):
            done += chart.wide
            most = len(columns) - (len(row) - number)  # a column is left for every chart to come
            ends = range(left + 1, most + 1)
            right = min(ends, key=lambda end: abs(sum(columns[:end]) - room * done / share))
            first = sheet.indent + 1
            yield ChartFrame(chart, top, first + left, top + place.charts.height - 1, first + right - 1)
            left = right


def _chart_columns(sheet: Sheet, charts: Charts) -> list[float]:
    """Widths of the columns that the charts of a group cover."""
    known = list(widths(sheet)[sheet.indent :])
    if charts.columns:
        return [*known, *[_PLAIN_WIDTH] * charts.columns][: charts.columns]
    return [width for end, width in enumerate(known, start=1) if end == 1 or sum(known[:end]) <= _PAGE_WIDTH]
