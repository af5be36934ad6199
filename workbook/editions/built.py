"""A workbook fresh from the writer, completed to the file of its edition."""

from lxml import etree
from openpyxl.utils import coordinate_to_tuple, range_boundaries

from hedge_xl.core.language import Language
from workbook.dynamic_arrays import make_dynamic
from workbook.edit.whole_part import to_part
from workbook.editions.container import equip
from workbook.hosts import PREFIXES
from workbook.ooxml import main
from workbook.package import Package, pack
from workbook.spec import Host


def as_edition(data: bytes, host: Host, language: Language) -> bytes:
    """The file with what its edition carries; the native one as it is."""
    if host == "native":
        return data
    package = Package(data, "built.xlsx")
    equipped = equip(package, host, language)
    if equipped.metadata is not None:
        mark_calls(package, host, equipped.metadata)
    return pack({name: package.read(name) for name in package.names})


def mark_calls(package: Package, host: Host, metadata: int) -> None:
    """Let every cell outside tables whose formula calls one of our functions be a dynamic array.

    Excel keeps one formula for a whole column of a table, a plain one, and ours return a single value each.
    """
    prefix = PREFIXES[host]
    for part in package.related(package.workbook_part, "worksheet"):
        if prefix.encode() not in package.read(part):
            continue
        root = package.xml(part)
        areas = [range_boundaries(package.xml(table).get("ref", "A1")) for table in package.related(part, "table")]
        calls = [item for item in root.iter(main("f")) if prefix in (item.text or "")]
        outside = [item for item in calls if not any(_inside(item, area) for area in areas)]
        for formula in outside:
            cell = formula.getparent()
            if cell is not None and cell.tag == main("c"):
                make_dynamic(cell, formula, metadata)
        if outside:
            package.put(part, to_part(root))


def _inside(formula: etree._Element, area: tuple[int, int, int, int]) -> bool:
    cell = formula.getparent()
    row, column = coordinate_to_tuple(cell.get("r", "A1") if cell is not None else "A1")
    left, top, right, bottom = area
    return bool(top <= row <= bottom and left <= column <= right)
