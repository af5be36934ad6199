"""Charts of a sheet, declared: what each shows, from which cells, and how it looks.

A line or a bar stands on a whole column of a table, ``table.column``, so that it grows with the table in every
program, or on named cells of a block that stand below each other, ``first_cell:last_cell``.

A cell that shows nothing is a gap in what viewers draw from the points kept in the file, and in LibreOffice. Excel
draws the empty text of a formula as 0, and #N/A as a gap. A bar of height 0 is no bar; so bars may stand on any column.
A line may only stand on a column that holds a number, or #N/A if it is there for charts alone, in every row that is in
order; a row marked × shows as a fall to 0 until it is put right, which is where the eye should go. A range that began
below the first number would not grow in Excel.
"""

from dataclasses import dataclass
from typing import Literal

from hedge_xl.core.language import Text

ChartKind = Literal["line", "columns", "stacked", "bars"]


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one run of bars. ``look`` is a key of `workbook.strokes.STROKES`; ``line`` draws it over columns."""

    values: str
    name: Text
    look: str
    line: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart. ``axis`` is the unit of its values, ``about`` what it shows, in a line below it.

    ``categories`` is a column or cells like a series' values; without one they are the words at the left of the cells
    of the first series. ``low`` and ``high`` fix the ends of the axis, ``wide`` is its share of the row.
    """

    key: str
    title: Text
    about: Text
    kind: ChartKind
    series: tuple[Series, ...]
    axis: Text
    source: str
    categories: str = ""
    format: str = "General"
    log: bool = False
    low: float | None = None
    high: float | None = None
    wide: float = 1.0


@dataclass(frozen=True, slots=True)
class Charts:
    """Charts side by side, row by row, on cell rows kept free for them, each with a line of words below it.

    ``columns`` of the sheet are as wide as a row of charts, all that fit on a page without it; ``height`` is in rows;
    ``new_page`` begins a page with them when they are printed.
    """

    title: Text
    rows: tuple[tuple[Chart, ...], ...]
    columns: int = 0
    height: int = 15
    new_page: bool = False

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Every chart, row by row."""
        return tuple(chart for row in self.rows for chart in row)
