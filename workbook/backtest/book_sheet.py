"""One sheet of the report, written from the top: lines of words, and tables of numbers in the ledger's looks."""

from collections.abc import Iterable, Sequence
from typing import Final

from openpyxl.cell.cell import Cell as XlCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from hedge_xl.core.language import Language, Text
from workbook.spec import Value
from workbook.style import HEIGHTS, LOOKS, Look

Rows = list[list[Value]]
_A4: Final = 9


class SheetWriter:
    """A sheet, and the row that comes next."""

    def __init__(self, sheet: Worksheet, title: Text, language: Language) -> None:
        self.sheet = sheet
        self.language = language
        self.row = 1
        sheet.title = title.of(language)
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
        sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight = True, 0

    def line(self, look: str, words: Text) -> None:
        """A line of words."""
        self.put(self.row, 1, printable(words.of(self.language)), LOOKS[look])
        if look in HEIGHTS:
            self.sheet.row_dimensions[self.row].height = HEIGHTS[look]
        self.skip()

    def skip(self) -> None:
        """A row further."""
        self.row += 1

    def table(
        self,
        heads: Sequence[Text],
        rows: Rows,
        forms: Sequence[Sequence[str]],
        looks: Sequence[str] = ("label",),
        *,
        repeat: bool = False,
    ) -> None:
        """A table with the format of every cell and the looks of its first columns; `repeat` freezes the heads and
        prints them on every page."""
        for column, head in enumerate(heads, start=1):
            self.put(self.row, column, head.of(self.language), LOOKS["header"])
        self.sheet.row_dimensions[self.row].height = HEIGHTS["header"]
        if repeat:
            self.sheet.freeze_panes = f"A{self.row + 1}"
            self.sheet.print_title_rows = f"{self.row}:{self.row}"
        self.skip()
        for values, formats in zip(rows, forms, strict=True):
            for column, (value, form) in enumerate(zip(values, formats, strict=True), start=1):
                look = looks[column - 1] if column <= len(looks) else "formula"
                self.put(self.row, column, value, LOOKS[look], form)
            self.skip()

    def put(self, row: int, column: int, value: Value, look: Look, form: str = "") -> XlCell:
        """A cell."""
        cell = self.sheet.cell(row, column, value)
        cell.font, cell.alignment = look.font(self.language), look.alignment
        if look.pattern:
            cell.fill = look.pattern
        if look.border:
            cell.border = look.border
        if form:
            cell.number_format = form
        return cell

    def widths(self, widths: Iterable[float]) -> None:
        """The widths of the first columns."""
        for column, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width


def printable(words: str) -> str:
    """Words without the characters that no file of this kind can hold; a file's name may have them."""
    return "".join(character if character.isprintable() else "\ufffd" for character in words)
