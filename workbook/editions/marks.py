"""Cells outside tables whose formula calls one of our functions as an Office add-in's: each is a dynamic array.

Excel keeps one formula for a whole column of a table, a plain one, and ours return a single value each. So the cells of
tables bear no mark.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping

from lxml import etree
from openpyxl.utils import coordinate_to_tuple, range_boundaries

from workbook.dynamic_arrays import make_dynamic
from workbook.edit.whole_part import to_part
from workbook.editions.metadata import cell_metadata
from workbook.hosts import PREFIXES
from workbook.ooxml import main
from workbook.package import Package
from workbook.read import Opened
from workbook.spec import Host

Places = Mapping[str, Collection[tuple[int, int]]]


def mark_ours(package: Package, opened: Opened) -> None:
    """Mark the named cells of a workbook, wherever it has them, after formulas were written into some of them."""
    if opened.host != "officejs":
        return
    places: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for found in opened.cells.values():
        if found.spec.kind != "input":
            places[found.sheet.part].add((found.row, found.column))
    mark_calls(package, opened.host, cell_metadata(package), places)


def mark_calls(package: Package, host: Host, metadata: int, only: Places | None = None) -> None:
    """Mark every such cell, or those of some places by sheet part; what calls nothing any more loses its mark."""
    prefix = PREFIXES[host]
    for part in package.related(package.workbook_part, "worksheet"):
        if prefix.encode() not in package.read(part):
            continue
        root = package.xml(part)
        areas = [range_boundaries(package.xml(table).get("ref", "A1")) for table in package.related(part, "table")]
        for formula in root.iter(main("f")):
            cell = formula.getparent()
            if cell is not None and cell.tag == main("c") and _wanted(cell, areas, only, part):
                _mark(cell, formula, prefix in (formula.text or ""), metadata)
        package.put(part, to_part(root))


def _wanted(cell: etree._Element, areas: list[tuple[int, int, int, int]], only: Places | None, part: str) -> bool:
    row, column = coordinate_to_tuple(cell.get("r", "A1"))
    if only is not None:
        return (row, column) in only.get(part, ())
    return not any(top <= row <= bottom and left <= column <= right for left, top, right, bottom in areas)


def _mark(cell: etree._Element, formula: etree._Element, calls: bool, metadata: int) -> None:
    if calls:
        make_dynamic(cell, formula, metadata)
    elif formula.get("t") != "array" and "cm" in cell.attrib:
        del cell.attrib["cm"]
