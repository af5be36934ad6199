"""Formulas put into cells of a sheet's XML, and cells emptied: nothing else of the sheet changes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lxml import etree
from openpyxl.utils import get_column_letter

from workbook.cells import XlsxSheet
from workbook.edit.plain_sheet import plain_sheet
from workbook.edit.row_patch import cells_of, empty, insert
from workbook.edit.whole_part import to_part
from workbook.ooxml import escape, main, parse_xml
from workbook.package import Package

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class NewFormula:
    """A formula, and the format of its cell should the cell be missing."""

    text: str
    style: int = 0


def put_formulas(package: Package, sheet: XlsxSheet, formulas: Mapping[Place, NewFormula]) -> None:
    """Formulas without values, by row and column: the values are computed afterwards."""
    root = _root(package, sheet.part)
    _unshare(root, sheet, formulas.keys())
    rows = _rows(root, {row for row, _ in formulas})
    for (row, column), formula in sorted(formulas.items()):
        cells = cells_of(rows[row])
        if column not in cells:
            new = etree.Element(main("c"), r=f"{get_column_letter(column)}{row}")
            if formula.style:
                new.set("s", str(formula.style))
            insert(rows[row], cells, {column: new})
        empty(cells[column])
        etree.SubElement(cells[column], main("f")).text = escape(formula.text)
    package.put(sheet.part, to_part(root))


def empty_cells(package: Package, sheet: XlsxSheet, places: Collection[Place]) -> None:
    """Cells that hold nothing any more; their formats stay."""
    root = _root(package, sheet.part)
    rows = _rows(root, {row for row, _ in places})
    for row, column in places:
        cell = cells_of(rows[row]).get(column)
        if cell is not None:
            empty(cell)
    package.put(sheet.part, to_part(root))


def _root(package: Package, part: str) -> etree._Element:
    return parse_xml(plain_sheet(package.read(part), part, package.file), part, package.file)


def _rows(root: etree._Element, wanted: Collection[int]) -> dict[int, etree._Element]:
    """The rows of those numbers; one that is missing is made where it belongs."""
    data = root.find(main("sheetData"))
    if data is None:
        raise ValueError("a sheet without sheetData")
    found = {int(row.get("r", "0")): row for row in data.iterchildren(main("row"))}
    for number in sorted(set(wanted) - found.keys()):
        row = etree.Element(main("row"), r=str(number))
        before = max((known for known in found if known < number), default=None)
        if before is None:
            data.insert(0, row)
        else:
            found[before].addnext(row)
        found[number] = row
    return {number: found[number] for number in wanted}


def _unshare(root: etree._Element, sheet: XlsxSheet, places: Collection[Place]) -> None:
    """Formulas that follow one about to be replaced get their own text."""
    letters = {f"{get_column_letter(column)}{row}" for row, column in places}
    shared = [item for item in root.iter(main("f")) if item.get("t") == "shared"]
    gone = {item.get("si") for item in shared if item.text and _address(item) in letters}
    by_address = {f"{get_column_letter(column)}{row}": (row, column) for row, column in sheet.cells} if gone else {}
    for item in shared:
        if item.get("si") in gone:
            cell = sheet.cells.get(by_address.get(_address(item), (0, 0)))
            for name in ("t", "si", "ref"):
                if name in item.attrib:
                    del item.attrib[name]
            item.text = escape(cell.formula or "") if cell is not None else item.text


def _address(formula: etree._Element) -> str:
    cell = formula.getparent()
    return "" if cell is None else cell.get("r", "")
