"""Editing the XML of a package as Excel would have written it: parts, relationships, elements in their order."""

import posixpath
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries

from workbook.ooxml import CONTENT_TYPES, OFFICE, PACKAGE_RELATIONSHIPS, main, to_xml
from workbook.package import CONTENT_TYPES_PART, Package

REL_ID = f"{{{OFFICE}}}id"
XL = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_WORKSHEET = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations "
    "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches "
    "ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems "
    "tableParts extLst"
)
_WORKBOOK = (
    "fileVersion fileSharing workbookPr AlternateContent workbookProtection bookViews sheets functionGroups "
    "externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches fileRecoveryPr extLst"
)
WORKSHEET_ORDER, WORKBOOK_ORDER = _WORKSHEET.split(), _WORKBOOK.split()


class Place(NamedTuple):
    """An Excel table in a package, by part names, and where it stands."""

    name: str
    sheet: str
    part: str
    left: int
    top: int
    right: int
    bottom: int


@contextmanager
def editing(package: Package, part: str) -> Iterator[etree._Element]:
    """A part's root element; what is changed in it is put back."""
    root = package.xml(part)
    yield root
    package.put(part, to_xml(root))


def child(root: etree._Element, tag: str, order: list[str]) -> etree._Element:
    """The child of that name, made in its proper place when it is missing."""
    found = root.find(main(tag))
    return placed(root, etree.Element(main(tag)), order) if found is None else found


def placed(root: etree._Element, new: etree._Element, order: list[str]) -> etree._Element:
    """Insert a child behind those that the schema puts before it, and behind others of its own name."""
    rank = order.index(etree.QName(new).localname)
    before = [item for item in root if isinstance(item.tag, str) and _rank(item, order) <= rank]
    root.insert(root.index(before[-1]) + 1 if before else 0, new)
    return new


def _rank(item: etree._Element, order: list[str]) -> int:
    name = etree.QName(item).localname
    return order.index(name) if name in order else -1


def free_name(package: Package, pattern: str) -> str:
    """A part name, such as ``xl/media/image{}.png``, that is not taken."""
    return next(name for n in range(1, 10_000) if (name := pattern.format(n)) not in package)


def add_part(package: Package, name: str, data: bytes | str, kind: str = "") -> str:
    """A new part with its content type."""
    assert name not in package
    package.put(name, data.encode() if isinstance(data, str) else data)
    if kind:
        with editing(package, CONTENT_TYPES_PART) as root:
            etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{name}", ContentType=kind)
    return name


def add_extension(package: Package, extension: str, kind: str) -> None:
    """The content type of every part with that extension."""
    with editing(package, CONTENT_TYPES_PART) as root:
        if not any(item.get("Extension") == extension for item in root):
            root.insert(0, root.makeelement(f"{{{CONTENT_TYPES}}}Default", Extension=extension, ContentType=kind))


def relate(package: Package, part: str, kind: str, target: str, external: bool = False) -> str:
    """A relationship from a part, or from the package for ``""``; the new id. Targets are part names."""
    folder, base = posixpath.split(part)
    name = posixpath.join(folder, "_rels", f"{base}.rels")
    if name not in package:
        package.put(name, f'<Relationships xmlns="{PACKAGE_RELATIONSHIPS}"/>'.encode())
    with editing(package, name) as root:
        taken = {item.get("Id") for item in root}
        key = next(f"rId{n}" for n in range(1, 10_000) if f"rId{n}" not in taken)
        item = etree.SubElement(root, f"{{{PACKAGE_RELATIONSHIPS}}}Relationship", Id=key)
        item.set("Type", kind if ":" in kind else f"{OFFICE}/{kind}")
        item.set("Target", target if external else posixpath.relpath(f"/{target}", f"/{folder}"))
        if external:
            item.set("TargetMode", "External")
    return key


def worksheets(package: Package) -> dict[str, str]:
    """Title to part of every worksheet, in the order of the tabs."""
    links = package.rels(package.workbook_part)
    listed = package.xml(package.workbook_part).iterfind(f"{main('sheets')}/{main('sheet')}")
    found = {item.get("name", ""): links[item.get(REL_ID, "")] for item in listed}
    return {title: link.target for title, link in found.items() if link.type.endswith("/worksheet")}


def tables(package: Package) -> dict[str, Place]:
    """Every Excel table by name."""
    found: dict[str, Place] = {}
    for sheet in worksheets(package).values():
        for part in package.related(sheet, "table"):
            root = package.xml(part)
            name = root.get("displayName", "")
            found[name] = Place(name, sheet, part, *range_boundaries(root.get("ref", "")))
    return found


def title_of(package: Package, part: str) -> str:
    return next(title for title, known in worksheets(package).items() if known == part)


def quoted(title: str) -> str:
    """A sheet's title as formulas write it."""
    return "'" + title.replace("'", "''") + "'"


def put_cell(
    root: etree._Element, row: int, column: int, value: float | str, style: str = "", cached: str = ""
) -> None:
    """A cell of a sheet: a number, a text, or with ``=`` a formula with its cached number; rows stay in order."""
    data = root.find(main("sheetData"))
    assert data is not None
    line = _ordered(data, main("row"), str(row), lambda item: int(item.get("r", "0")), row)
    address = f"{get_column_letter(column)}{row}"
    cell = _ordered(line, main("c"), address, lambda item: range_boundaries(item.get("r", ""))[0], column)
    for old in list(cell):
        cell.remove(old)
    cell.attrib.pop("t", None)
    if style:
        cell.set("s", style)
    if isinstance(value, str) and value.startswith("="):
        etree.SubElement(cell, main("f")).text = value[1:]
        if cached:
            etree.SubElement(cell, main("v")).text = cached
    elif isinstance(value, str):
        cell.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cell, main("is")), main("t")).text = value
    else:
        etree.SubElement(cell, main("v")).text = repr(value)


def _ordered(
    parent: etree._Element, tag: str, name: str, number: Callable[[etree._Element], int], wanted: int
) -> etree._Element:
    behind = 0
    for place, item in enumerate(parent):
        if number(item) == wanted:
            return item
        if number(item) < wanted:
            behind = place + 1
    new = parent.makeelement(tag, r=name)
    parent.insert(behind, new)
    return new


def cell_at(root: etree._Element, row: int, column: int) -> etree._Element | None:
    address = f"{get_column_letter(column)}{row}"
    return next((item for item in root.iter(main("c")) if item.get("r") == address), None)
