"""A plain sheet of ours in the user's workbook, such as a report: added once, afterwards only its rows are replaced.

It is found again by a hidden name for its first cell, so the user may rename, move, colour and comment it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from lxml import etree
from openpyxl import Workbook
from openpyxl.cell.cell import Cell as XlCell
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

from hedge_xl.core.language import Language
from workbook.cells import read_book
from workbook.edit.graft import grafted, inline, restyle, shared_strings
from workbook.edit.sheet_list import drop_name
from workbook.edit.styles import Styles
from workbook.edit.titles import sheets_in, titles
from workbook.edit.whole_part import to_part
from workbook.ooxml import main
from workbook.package import Package
from workbook.spec import Value
from workbook.style import HEIGHTS, LOOKS, Look

_PREFIX: Final = "hedge_xl_sheet_"
_FIRST_ROW: Final = 4


@dataclass(frozen=True, slots=True)
class TextSheet:
    """What such a sheet shows: a heading, a line under it, and rows under their headings."""

    title: str
    heading: str
    intro: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[Value]]
    widths: tuple[float, ...]
    language: Language


def put_text_sheet(package: Package, key: str, sheet: TextSheet) -> str:
    """Show the rows on the sheet known by that key, added at the end if there is none; the title it has."""
    source = Package(_built(key, sheet), package.file)
    known = _find(package, key)
    if known is None:
        drop_name(package, _PREFIX + key)  # what a deleted sheet has left
        return grafted(package, source, sheet.title, len(titles(package)))
    title, part = known
    _replace(package, part, source)
    return title


def _find(package: Package, key: str) -> tuple[str, str] | None:
    """Title and part of the sheet, wherever the user has moved it."""
    book = read_book(package)
    named = sheets_in(book.names.get(_PREFIX + key, ""))
    return next(((sheet.name, sheet.part) for sheet in book.sheets if sheet.name in named), None)


def _replace(package: Package, part: str, source: Package) -> None:
    """The new rows in place of the old; everything else on the sheet stays."""
    (new,) = source.related(source.workbook_part, "worksheet")
    made, root = source.xml(new), package.xml(part)
    styles, strings = Styles(package, source), shared_strings(source)
    rows, old = made.find(main("sheetData")), root.find(main("sheetData"))
    assert rows is not None
    assert old is not None
    for cell in rows.iter(main("c")):
        restyle(cell, "s", styles)
        inline(cell, strings)
    root.replace(old, rows)
    for size, here in zip(made.iter(main("dimension")), root.iter(main("dimension")), strict=False):
        here.set("ref", size.get("ref", "A1"))
    etree.cleanup_namespaces(rows)
    styles.save()
    package.put(part, to_part(root))


def _dress(cell: XlCell, look: Look, language: Language) -> None:
    cell.font, cell.alignment = look.font(language), look.alignment
    if look.pattern:
        cell.fill = look.pattern
    if look.border:
        cell.border = look.border


def _built(key: str, sheet: TextSheet) -> bytes:
    """A workbook that holds only this sheet."""
    book = Workbook()
    made = book.active
    made.title = sheet.title
    lines: list[tuple[str, Sequence[Value]]] = [("heading", [sheet.heading]), ("intro", [sheet.intro]), ("", [])]
    lines += [("header", sheet.header), *(("note", row) for row in sheet.rows)]
    for number, (look, values) in enumerate(lines, start=1):
        for column, value in enumerate(values, start=1):
            cell = made.cell(number, column, value)
            if isinstance(value, str):
                cell.data_type = "s"  # words that begin with = are words
            _dress(cell, LOOKS[look], sheet.language)
        if look in HEIGHTS:
            made.row_dimensions[number].height = HEIGHTS[look]
    for column, width in enumerate(sheet.widths, start=1):
        made.column_dimensions[get_column_letter(column)].width = width
    made.freeze_panes = f"A{_FIRST_ROW + 1}"
    made.sheet_view.showGridLines = False
    made.page_setup.orientation, made.page_setup.paperSize = "landscape", 9  # A4
    made.sheet_properties.pageSetUpPr.fitToPage, made.page_setup.fitToHeight = True, 0
    made.print_title_rows = f"{_FIRST_ROW}:{_FIRST_ROW}"
    target = f"{quote_sheetname(sheet.title)}!$A$1"
    book.defined_names[_PREFIX + key] = DefinedName(_PREFIX + key, attr_text=target, hidden=True)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
