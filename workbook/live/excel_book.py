"""A workbook that is open in Excel on Windows, through xlwings' objects and the COM objects under them.

Values are read and written as ``Value2``: ``Value`` would round what is formatted as currency to four decimals and
turn numbers into dates.
"""

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from hedge_xl.core.language import Text
from workbook.cell_types import XlsxBook, XlsxSheet, XlsxTable
from workbook.errors import FileError
from workbook.grid import Grid
from workbook.live.book import Area, Lengthening
from workbook.live.cells_read import block, grid, table, targets
from workbook.live.steps import TEXT_FORMAT
from workbook.serials import to_serial
from workbook.spec import Value

_WORKSHEET: Final = -4167  # xlWorksheet; a chart sheet has no cells
_MOST_CELLS: Final = 5_000_000
_BUSY: Final = frozenset({-2147418111, -2147417846, -2146777998})  # call rejected, retry later, ignored

_EDITING: Final = Text(
    "Excelが入力中か、画面で返事を待っています。Enterキーで確定するか、開いている画面を閉じてやり直してください。",
    "Excel is in the middle of typing or waits for an answer; press Enter or close its dialog, and try again.",
)
_REFUSED: Final = Text("Excelが断りました: {why}", "Excel refused: {why}")
_READ_ONLY: Final = Text(
    "読み取り専用で開かれています。編集できる状態で開き直してください。",
    "it is open read-only; open it so that it can be edited.",
)
_PROTECTED: Final = Text(
    "シート「{sheet}」が保護されています。「校閲」タブで保護を解除してやり直してください。",
    'the sheet "{sheet}" is protected; unprotect it on the Review tab and try again.',
)
_FILTERED: Final = Text(
    "表「{table}」が絞り込まれています。「データ」タブで絞り込みを解除してやり直してください。",
    'the table "{table}" is filtered; clear the filter on the Data tab and try again.',
)
_HUGE: Final = Text(
    "シート「{sheet}」は使われている範囲が広すぎます。閉じてから実行してください。",
    'the sheet "{sheet}" uses too large a range; close the workbook first.',
)


class ExcelBook:
    """An ``xlwings.Book`` of the engine "excel". ``errors`` are what its calls fail with."""

    answers: Final = True

    def __init__(self, book: Any, errors: tuple[type[Exception], ...]) -> None:
        self._book = book
        self._errors = errors
        self.file: str = book.name

    @contextmanager
    def _excel(self) -> Iterator[None]:
        """Calls of Excel, whose refusals become words for the user."""
        try:
            yield
        except self._errors as error:
            raise FileError(self._why(error), self.file) from error

    def _why(self, error: Exception) -> Text:
        details = error.args[2] if len(error.args) > 2 and isinstance(error.args[2], tuple) else ()
        if not error.args or error.args[0] in _BUSY or (details and details[-1] in _BUSY):
            return _EDITING  # xlwings says without a word that Excel does not respond
        told = details[2] if len(details) > 2 and details[2] else error
        return _REFUSED.format(why=" ".join(str(told).split()))

    def _refuse_busy(self) -> None:
        if not self._book.app.api.Ready:
            raise FileError(_EDITING, self.file)

    # --- reading --------------------------------------------------------------------------------

    def contents(self) -> XlsxBook:
        """All of it as it is now, freshly calculated."""
        with self._excel():
            self._refuse_busy()
            self._book.app.calculate()
            sheets = [item for item in self._book.sheets if item.api.Type == _WORKSHEET]
            return XlsxBook(
                sheets=tuple(self._sheet(item) for item in sheets),
                names=targets((item.name, item.refers_to) for item in self._book.names),
                properties={item.Name: _property(item.Value) for item in self._book.api.CustomDocumentProperties},
                date1904=bool(self._book.api.Date1904),
            )

    def _sheet(self, sheet: Any) -> XlsxSheet:
        used = sheet.used_range
        rows, columns = used.shape
        if rows * columns > _MOST_CELLS:
            raise FileError(_HUGE.format(sheet=sheet.name), self.file)
        cells = grid(used.row, used.column, block(used.api.Value2), block(used.api.Formula))
        tables = tuple(_table(item, cells) for item in sheet.tables)
        return XlsxSheet(sheet.name, "", cells=cells, tables=tables, protected=bool(sheet.api.ProtectContents))

    def refuse_hindered(self, sheets: Collection[str], tables: Collection[str]) -> None:
        """A `FileError` when Excel would not let us write, or not where we mean to."""
        with self._excel():
            self._refuse_busy()
            if self._book.api.ReadOnly:
                raise FileError(_READ_ONLY, self.file)
            for sheet in self._book.sheets:
                if sheet.name in sheets and sheet.api.ProtectContents:
                    raise FileError(_PROTECTED.format(sheet=sheet.name), self.file)
                for item in sheet.tables if sheet.name in sheets else ():
                    shown = item.api.AutoFilter
                    if item.name in tables and shown is not None and shown.FilterMode:
                        raise FileError(_FILTERED.format(table=item.name), self.file)

    def copy(self) -> bytes | None:
        """The workbook as it is now, unsaved changes included."""
        with tempfile.TemporaryDirectory(prefix="hedge-xl-") as folder, self._excel():
            path = Path(folder, self.file)
            self._book.api.SaveCopyAs(str(path))
            return path.read_bytes()

    # --- writing --------------------------------------------------------------------------------

    def lengthen(self, table: Lengthening) -> None:
        """Make a table longer. Excel may be set not to fill formulas down in tables, so they are filled here."""
        top, left, last, right = table.ref
        with self._excel():
            sheet = self._book.sheets[table.sheet]
            sheet.tables[table.table].resize(sheet.range((top, left), (table.bottom, right)))
            for column in table.computed:
                sheet.range((last, column), (table.bottom, column)).api.FillDown()
            for column in table.typed:
                like = sheet.range((last, column), (last, column)).api.NumberFormat
                sheet.range((last + 1, column), (table.bottom, column)).api.NumberFormat = like

    def put(self, area: Area) -> None:
        """Type values into cells, each arriving as it is: Excel reads texts as a user's typing would be read."""
        with self._excel():
            sheet = self._book.sheets[area.sheet]
            cells = sheet.range((area.row, area.column), (area.rows[-1], area.column))
            common = cells.api.NumberFormat  # None where they differ
            if common is not None and (common != TEXT_FORMAT or all(isinstance(v, str | None) for v in area.values)):
                shown = tuple((typed(value, common),) for value in area.values)
                cells.api.Value2 = shown if len(shown) > 1 else shown[0][0]
                return
            for row, value in zip(area.rows, area.values, strict=True):
                _put_one(sheet.range((row, area.column), (row, area.column)).api, value)

    def calculate(self) -> None:
        """Have everything calculated, also where that is left to the user."""
        with self._excel():
            self._book.app.calculate()


def typed(value: Value, number_format: str) -> Value:
    """What to give Excel so that a cell of that format holds exactly this value.

    >>> typed("0012", "General"), typed("0012", "@"), typed(12.0, "General")
    ("'0012", '0012', 12.0)
    """
    if isinstance(value, str):
        return value if number_format == TEXT_FORMAT else f"'{value}"
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _put_one(cell: Any, value: Value) -> None:
    """A value into a cell of any format; a number into one for texts would arrive as a text."""
    form = cell.NumberFormat
    if form == TEXT_FORMAT and not isinstance(value, str | None):
        cell.NumberFormat = "General"
        cell.Value2 = typed(value, "General")
        cell.NumberFormat = form
    else:
        cell.Value2 = typed(value, form)


def _table(item: Any, cells: Grid) -> XlsxTable:
    area = item.range
    rows, columns = area.shape
    ref = area.row, area.column, area.row + rows - 1, area.column + columns - 1
    return table(item.name, ref, int(bool(item.api.ShowHeaders)), int(bool(item.api.ShowTotals)), cells)


def _property(value: Any) -> str | float | bool:
    if isinstance(value, bool | str):
        return value
    return to_serial(value.replace(tzinfo=None)) if hasattr(value, "year") else float(value)
