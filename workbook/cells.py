"""Reading a workbook: its sheets, cells, tables, names and properties as they are stored."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree
from openpyxl.utils import range_boundaries

from hedge_xl.core.language import Text
from workbook import refusals
from workbook.cell_types import Cells, CellValue, ErrorValue, Grid, RawCell, XlsxBook, XlsxSheet, XlsxTable
from workbook.errors import FileError
from workbook.finding import filled
from workbook.ooxml import OFFICE, is_true, main, stream_xml, unescape
from workbook.package import Package, Relationship
from workbook.sheet_xml import read_sheet, rich_text

__all__ = ["CellValue", "Cells", "ErrorValue", "Grid", "RawCell", "XlsxBook", "XlsxSheet", "XlsxTable", "read_book"]

MAX_TABLE_ROWS: Final = 250_000  # headings and totals included: a table with more is not read
EMPTY_ROWS: Final = 1000  # rows of a table without a single cell: more are not made by any program
_LONGEST_REF: Final = 40
_SHEET, _TABLE, _NAME = Text("シート", "the sheet"), Text("表", "the table"), Text("名前", "the name")
_NUMERIC: Final = re.compile(r"(i[1248]|ui[1248]|int|uint|r[48]|decimal)")


Earlier = tuple[Package, "XlsxBook"]


def read_book(source: str | Path | Package, earlier: Earlier | None = None) -> XlsxBook:
    """Everything in a workbook that a program may want to know, without changing or interpreting it.

    The cells of sheets whose parts are stored byte for byte as in an `earlier` state are taken from there.
    """
    package = source if isinstance(source, Package) else Package.open(source)
    try:
        book = _read(package, earlier)
    except FileError:
        package.check()  # a damaged part may read like XML that is merely broken
        raise
    _refuse_twins(book, package.file)
    package.check()  # nothing of a file is trusted, nor written again, before all of it is known to be sound
    return book


def _read(package: Package, earlier: Earlier | None) -> XlsxBook:
    workbook = package.xml(package.workbook_part)
    settings = workbook.find(main("workbookPr"))
    calculation = workbook.find(main("calcPr"))
    date1904 = settings is not None and is_true(settings.get("date1904"))
    strings = _shared_strings(package)
    listed = list(workbook.iterfind(f"{main('sheets')}/{main('sheet')}"))
    links = package.rels(package.workbook_part)
    known = _known(earlier, strings, date1904)
    return XlsxBook(
        sheets=tuple(_sheet(package, item, links, known) for item in listed),
        names=_names(workbook, [item.get("name", "") for item in listed], package.file),
        properties=_properties(package),
        date1904=date1904,
        calc_mode=calculation.get("calcMode", "auto") if calculation is not None else "auto",
        strings=strings,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What the cells of a sheet are read with, and the sheets of an earlier state that was read with the same."""

    strings: list[str]
    date1904: bool
    package: Package | None
    sheets: dict[str, XlsxSheet]


def _known(earlier: Earlier | None, strings: list[str], date1904: bool) -> _Known:
    if earlier is None:
        return _Known(strings, date1904, None, {})
    package, book = earlier
    alike = book.date1904 == date1904 and book.strings == strings
    return _Known(strings, date1904, package, {sheet.part: sheet for sheet in book.sheets} if alike else {})


def _cells(package: Package, part: str, known: _Known) -> tuple[Grid, bool]:
    sheet = known.sheets.get(part)
    if sheet is not None and known.package is not None and package.shares(known.package, part):
        return sheet.cells, sheet.protected
    return read_sheet(package, part, known.strings, known.date1904)


def _sheet(package: Package, item: etree._Element, links: dict[str, Relationship], known: _Known) -> XlsxSheet:
    name, state = unescape(item.get("name", "")), item.get("state", "visible")
    link = links.get(item.get(f"{{{OFFICE}}}id", ""))
    if link is None or link.external or link.target not in package:
        raise FileError(refusals.MISSING_PART.format(part=link.target if link else name), package.file)
    if not link.type.endswith("/worksheet"):
        return XlsxSheet(name, link.target, state)
    cells, protected = _cells(package, link.target, known)
    tables = tuple(_table(package, part, cells) for part in package.related(link.target, "table"))
    return XlsxSheet(name, link.target, state, cells, tables, protected)


def _shared_strings(package: Package) -> list[str]:
    strings: list[str] = []
    for part in package.related(package.workbook_part, "sharedStrings"):
        with package.stream(part) as source:
            strings += [rich_text(item) for item in stream_xml(source, (main("si"),), part, package.file)]
    return strings


def _table(package: Package, part: str, cells: Grid) -> XlsxTable:
    root = package.xml(part)
    columns = list(root.iterfind(f"{main('tableColumns')}/{main('tableColumn')}"))
    formulas = [column.findtext(main("calculatedColumnFormula")) for column in columns]
    try:
        left, top, right, bottom = range_boundaries(root.get("ref", ""))
        header_rows, totals_rows = int(root.get("headerRowCount", "1")), int(root.get("totalsRowCount", "0"))
    except (ValueError, TypeError) as error:
        raise FileError(refusals.BAD_XML.format(part=part), package.file) from error
    if top is None or left is None or bottom is None or right is None or right - left + 1 != len(columns):
        raise FileError(refusals.BAD_XML.format(part=part), package.file)
    name, rows = unescape(root.get("displayName", "")), range(top, bottom + 1)
    if not (header_rows in (0, 1) and totals_rows in (0, 1) and _filled(cells, rows, range(left, right + 1))):
        text = refusals.BAD_TABLE.format(name=name, part=part, ref=root.get("ref", "")[:_LONGEST_REF])
        raise FileError(text, package.file)
    return XlsxTable(
        name=name,
        ref=(top, left, bottom, right),
        columns=tuple(unescape(column.get("name", "")) for column in columns),
        calculated=tuple(unescape(formula) if formula else None for formula in formulas),
        part=part,
        header_rows=header_rows,
        totals_rows=totals_rows,
    )


def most_rows(table: XlsxTable) -> int:
    """How many rows of data a table may have and still be read."""
    return MAX_TABLE_ROWS - table.header_rows - table.totals_rows


def _filled(cells: Grid, rows: range, columns: range) -> bool:
    """Whether there is something of a table where it claims to be: a claim costs nothing, a row of it work."""
    return 0 < len(rows) <= MAX_TABLE_ROWS and len(rows) <= EMPTY_ROWS + cells.tallest(rows, columns)


def _refuse_twins(book: XlsxBook, file: str) -> None:
    """Two sheets or tables of one name cannot both be what is meant."""
    titles = [sheet.name for sheet in book.sheets]
    tables = [table.name for sheet in book.sheets for table in sheet.tables]
    for what, names in ((_SHEET, titles), (_TABLE, tables)):
        counted = Counter(name.casefold() for name in names)
        for name in names:
            if counted[name.casefold()] > 1:
                raise FileError(_twice(what, name), file)


def _twice(what: Text, name: str) -> Text:
    return filled(refusals.TWICE, what=what, name=name)


def _names(workbook: etree._Element, sheets: list[str], file: str) -> dict[str, str]:
    names: dict[str, str] = {}
    for item in workbook.iterfind(f"{main('definedNames')}/{main('definedName')}"):
        name, owner = item.get("name", ""), item.get("localSheetId", "")
        if owner.isascii() and owner.isdigit() and int(owner) < len(sheets):
            name = f"{sheets[int(owner)]}!{name}"
        elif name in names:
            raise FileError(_twice(_NAME, name), file)
        names[name] = unescape(item.text or "")
    return names


def _properties(package: Package) -> dict[str, str | float | bool]:
    found: dict[str, str | float | bool] = {}
    for part in package.related("", "custom-properties"):
        for item in package.xml(part):
            for value in item:  # each property holds one typed value
                found[item.get("name", "")] = _property(value, part, package.file)
    return found


def _property(value: etree._Element, part: str, file: str) -> str | float | bool:
    kind, text = etree.QName(value).localname, value.text or ""
    if kind == "bool":
        return is_true(text.strip().lower())
    if _NUMERIC.fullmatch(kind):
        try:
            return float(text)
        except ValueError as error:
            raise FileError(refusals.BAD_XML.format(part=part), file) from error
    return unescape(text)
