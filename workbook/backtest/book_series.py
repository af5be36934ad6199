"""The sheet of monthly series: an Excel table, each column with its unit above and its meaning in a note."""

from dataclasses import dataclass
from typing import Final

from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo

from hedge_xl.core.language import Text
from workbook.backtest.book_sheet import SheetWriter
from workbook.backtest.run import Backtest
from workbook.backtest.series import Series, all_series
from workbook.serials import to_serial
from workbook.style import HEIGHTS, LOOKS

MONTHLY: Final = Text("月次系列", "Monthly series")
TABLE: Final = "BacktestSeries"
_HEADING: Final = Text("月次系列 — 検証した月ごとの値", "Monthly series: every month tested")
_INTRO: Final = Text(
    "見出しの上が単位と出典、見出しのメモが定義です。最初の行は検証が始まる前の月末(開始=1)です。",
    "Unit and source stand above each heading, its definition in the note. The first row is the month end before.",
)
_MONTH: Final = Text("月末", "Month end")
_DATE: Final = Text("日付", "date")
_NOTE: Final = Text("{definition}\n単位: {unit}\n出典: {source}", "{definition}\nUnit: {unit}\nSource: {source}")
_MONTH_NOTE: Final = Text("その月の最後の日", "last day of the month")
_WIDTH: Final = 12


@dataclass(frozen=True, slots=True)
class Places:
    """Where the series stand: the row of the headings, the last row, and the column of each key."""

    header: int
    last: int
    columns: dict[str, int]


def write_series(writer: SheetWriter, found: Backtest) -> Places:
    """Every series of the backtest."""
    writer.line("heading", _HEADING)
    writer.line("intro", _INTRO)
    writer.skip()
    months = [to_serial(month) for month in (found.decided[0], *found.months)]
    month = Series("month", _MONTH, _DATE, _MONTH_NOTE, "A §10", "yyyy-mm-dd", months)
    columns = [month, *all_series(found)]
    header = writer.row + 2
    for column, series in enumerate(columns, start=1):
        _write(writer, header, column, series)
    last = header + len(months)
    letter = get_column_letter(len(columns))
    table = Table(displayName=TABLE, ref=f"A{header}:{letter}{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    writer.sheet.add_table(table)
    writer.sheet.freeze_panes = f"B{header + 1}"
    writer.sheet.print_title_rows = f"{header}:{header}"
    writer.sheet.print_title_cols = "A:A"
    writer.sheet.page_setup.fitToWidth = 4
    writer.widths([_WIDTH] * len(columns))
    return Places(header, last, {series.key: column for column, series in enumerate(columns, start=1)})


def _write(writer: SheetWriter, header: int, column: int, series: Series) -> None:
    language = writer.language
    unit, definition = series.unit.of(language), series.definition.of(language)
    writer.put(header - 2, column, unit, LOOKS["units"])
    writer.put(header - 1, column, series.source, LOOKS["units"])
    cell = writer.put(header, column, series.header.of(language), LOOKS["header"])
    words = _NOTE.of(language).format(definition=definition, unit=unit, source=series.source)
    note = Comment(words, "hedge_xl")
    note.width, note.height = 280, 120
    cell.comment = note
    writer.sheet.row_dimensions[header].height = HEIGHTS["header"]
    for row, value in enumerate(series.values, start=header + 1):
        writer.put(row, column, value, LOOKS["formula"], series.form)
