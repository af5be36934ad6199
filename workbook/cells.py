"""Reading a workbook: its sheets, cells, tables, names and properties as they are stored."""

import re
from pathlib import Path
from typing import Final

from lxml import etree
from openpyxl.utils import range_boundaries

from workbook import refusals
from workbook.cell_types import Cells, CellValue, ErrorValue, RawCell, XlsxBook, XlsxSheet, XlsxTable
from workbook.errors import FileError
from workbook.ooxml import OFFICE, is_true, main, stream_xml, unescape
from workbook.package import Package
from workbook.sheet_xml import read_sheet, rich_text

__all__ = ["CellValue", "Cells", "ErrorValue", "RawCell", "XlsxBook", "XlsxSheet", "XlsxTable", "read_book"]

_NUMERIC: Final = re.compile(r"(i[1248]|ui[1248]|int|uint|r[48]|decimal)")


def read_book(source: str | Path | Package) -> XlsxBook:
    """Everything in a workbook that a program may want to know, without changing or interpreting it."""
    package = source if isinstance(source, Package) else Package.open(source)
    workbook = package.xml(package.workbook_part)
    settings = workbook.find(main("workbookPr"))
    calculation = workbook.find(main("calcPr"))
    date1904 = settings is not None and is_true(settings.get("date1904"))
    strings = _shared_strings(package)
    listed = list(workbook.iterfind(f"{main('sheets')}/{main('sheet')}"))
    return XlsxBook(
        sheets=tuple(_sheet(package, item, strings, date1904) for item in listed),
        names=_names(workbook, [item.get("name", "") for item in listed]),
        properties=_properties(package),
        date1904=date1904,
        calc_mode=calculation.get("calcMode", "auto") if calculation is not None else "auto",
    )


def _sheet(package: Package, item: etree._Element, strings: list[str], date1904: bool) -> XlsxSheet:
    name, state = unescape(item.get("name", "")), item.get("state", "visible")
    link = package.rels(package.workbook_part).get(item.get(f"{{{OFFICE}}}id", ""))
    if link is None or link.external or link.target not in package:
        raise FileError(refusals.MISSING_PART.format(part=link.target if link else name), package.file)
    if not link.type.endswith("/worksheet"):
        return XlsxSheet(name, link.target, state)
    cells, protected = read_sheet(package, link.target, strings, date1904)
    tables = tuple(_table(package, part) for part in package.related(link.target, "table"))
    return XlsxSheet(name, link.target, state, cells, tables, protected)


def _shared_strings(package: Package) -> list[str]:
    strings: list[str] = []
    for part in package.related(package.workbook_part, "sharedStrings"):
        with package.stream(part) as source:
            strings += [rich_text(item) for item in stream_xml(source, (main("si"),), part, package.file)]
    return strings


def _table(package: Package, part: str) -> XlsxTable:
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
    return XlsxTable(
        name=unescape(root.get("displayName", "")),
        ref=(top, left, bottom, right),
        columns=tuple(unescape(column.get("name", "")) for column in columns),
        calculated=tuple(unescape(formula) if formula else None for formula in formulas),
        part=part,
        header_rows=header_rows,
        totals_rows=totals_rows,
    )


def _names(workbook: etree._Element, sheets: list[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for item in workbook.iterfind(f"{main('definedNames')}/{main('definedName')}"):
        name, owner = item.get("name", ""), item.get("localSheetId", "")
        if owner.isascii() and owner.isdigit() and int(owner) < len(sheets):
            name = f"{sheets[int(owner)]}!{name}"
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
