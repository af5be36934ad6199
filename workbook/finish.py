"""The last step of building a file: cached values, dates and a zip that depend on the contents alone.

openpyxl writes formulas without values, the time of writing, and a zip in the order it happened to work.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lxml import etree
from openpyxl.utils import coordinate_to_tuple

from workbook.cell_types import ErrorValue
from workbook.grid import MAX_TEXT
from workbook.ooxml import OFFICE, escape, main, to_xml
from workbook.package import Package, pack

Cached = float | int | str | bool | ErrorValue | None
CachedCells = Mapping[tuple[int, int], Cached]

_CORE_PART: Final = "docProps/core.xml"
OWN_FRAME: Final = "hx_"  # begins the names of the frames of our charts
_DRAWING: Final = re.compile(r"xl/drawings/drawing\d+\.xml")
_CHART: Final = re.compile(r"xl/charts/chart(\d+)\.xml")
_TERMS: Final = "http://purl.org/dc/terms/"
_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_NA_AS_BLANK: Final = (
    '<c:extLst xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:ext uri="{56B9EC1D-385E-4148-901F-78D8002777C0}" '
    'xmlns:c16r3="http://schemas.microsoft.com/office/drawing/2017/03/chart"><c16r3:dataDisplayOptions16>'
    '<c16r3:dispNaAsBlank val="1"/></c16r3:dataDisplayOptions16></c:ext></c:extLst>'
)
_PRINT_TITLES: Final = "_xlnm.Print_Titles"
_ROWS_FIRST: Final = re.compile(r"(?P<rows>.+!\$\d+:\$\d+),(?P<columns>.+!\$[A-Z]+:\$[A-Z]+)")
# The schema fixes the order of the workbook's children: these come after calcPr.
_AFTER_CALCULATION: Final = frozenset(
    main(tag)
    for tag in (
        "oleSize",
        "customWorkbookViews",
        "pivotCaches",
        "smartTagPr",
        "smartTagTypes",
        "webPublishing",
        "fileRecoveryPr",
        "webPublishObjects",
        "extLst",
    )
)


@dataclass(frozen=True, slots=True)
class FrameWords:
    """What the frame of a chart says of it to those who do not see it; ``key`` is its identity in the file."""

    key: str
    description: str


def finish(
    xlsx_bytes: bytes,
    values: Mapping[str, CachedCells],
    *,
    modified: datetime,
    frames: Sequence[FrameWords] = (),
) -> bytes:
    """What openpyxl saved, with a value in every formula cell; the same input gives the same bytes.

    `values` holds, by sheet title and (row, column), a value for every formula cell and for no other; anything
    else is a bug in the caller and an AssertionError. `modified` becomes the file's creation and change time.
    `frames` are the words of every chart, in the order in which they were added.
    """
    package = Package(xlsx_bytes, "built.xlsx")
    _check(modified.tzinfo is None, "the file's time must be naive; it is written as UTC")
    sheets = _sheet_parts(package)
    unknown = set(values) - set(sheets)
    _check(not unknown, f"values for sheets that do not exist: {sorted(unknown)}")
    for title, part in sheets.items():
        _write_values(package, title, part, values.get(title, {}))
    _name_charts(package, frames)
    _leave_gaps(package, frames)
    _recalculate_on_load(package)
    _columns_before_rows(package)
    _set_times(package, modified)
    return pack({name: package.read(name) for name in package.names})


def _check(condition: bool, complaint: str) -> None:
    """An assert that `python -O` does not remove."""
    if not condition:
        raise AssertionError(complaint)


def _sheet_parts(package: Package) -> dict[str, str]:
    links = package.rels(package.workbook_part)
    items = package.xml(package.workbook_part).iterfind(f"{main('sheets')}/{main('sheet')}")
    found = [(item.get("name", ""), links[item.get(f"{{{OFFICE}}}id", "")]) for item in items]
    return {title: link.target for title, link in found if link.type.endswith("/worksheet")}


def _write_values(package: Package, title: str, part: str, values: CachedCells) -> None:
    root = package.xml(part)
    written: set[tuple[int, int]] = set()
    for formula in root.iter(main("f")):
        cell = formula.getparent()
        if cell is None or cell.tag != main("c"):
            continue
        position = coordinate_to_tuple(cell.get("r", ""))
        _check(position in values, f"{title}!{cell.get('r')}: a formula without a value")
        _set_value(cell, formula, values[position], f"{title}!{cell.get('r')}")
        written.add(position)
    stray = set(values) - written
    _check(not stray, f"{title}: values for cells without a formula: {sorted(stray)[:5]}")
    if _leave_blanks_untyped(root) or written:
        package.put(part, to_xml(root))


def _leave_blanks_untyped(root: etree._Element) -> int:
    """openpyxl types a styled blank cell as a number; Excel does not, and some programs then read a 0."""
    typed = [cell for cell in root.iter(main("c")) if len(cell) == 0 and cell.get("t") == "n"]
    for cell in typed:
        del cell.attrib["t"]
    return len(typed)


def _set_value(cell: etree._Element, formula: etree._Element, value: Cached, where: str) -> None:
    kind, text = _stored(value, where)
    for old in cell.findall(main("v")):
        cell.remove(old)
    element = etree.Element(main("v"))
    element.text = text
    formula.addnext(element)
    cell.set("t", kind)


def _stored(value: Cached, where: str) -> tuple[str, str]:
    """A value's cell type and text. Numbers keep all 17 digits, so that they read back as the same float."""
    if value is None or isinstance(value, str):
        _check(len(value or "") <= MAX_TEXT, f"{where}: text longer than a cell can hold")
        return "str", escape(value or "")
    if isinstance(value, ErrorValue):
        return "e", value.text
    if isinstance(value, bool):
        return "b", str(int(value))
    number = float(value)  # also turns a numpy float into one whose repr is plain
    _check(math.isfinite(number), f"{where}: {number} is not a number a cell can hold")
    return "n", repr(int(number)) if number.is_integer() and abs(number) < 2**53 else repr(number)


def _name_charts(package: Package, frames: Sequence[FrameWords]) -> None:
    """openpyxl numbers the parts of charts in the order in which they were added, and names frames by their number."""
    for part in package.names if frames else ():
        if not _DRAWING.fullmatch(part):
            continue
        root, links = package.xml(part), package.rels(part)
        for frame in root.iter("{*}graphicFrame"):
            chart = next(frame.iter("{*}chart"))
            match = _CHART.fullmatch(links[chart.get(f"{{{OFFICE}}}id", "")].target)
            words = frames[int(match[1]) - 1 if match else -1]
            name = next(frame.iter("{*}cNvPr"))
            name.set("name", OWN_FRAME + words.key)
            name.set("descr", words.description)
        package.put(part, to_xml(root))


def _leave_gaps(package: Package, frames: Sequence[FrameWords]) -> None:
    """Excel joins the points on either side of an #N/A unless its chart says that it is as good as blank."""
    for part in package.names if frames else ():
        if _CHART.fullmatch(part):
            root = package.xml(part)
            blanks = next(root.iter("{*}dispBlanksAs"))
            blanks.addnext(etree.fromstring(_NA_AS_BLANK))
            package.put(part, to_xml(root))


def _recalculate_on_load(package: Package) -> None:
    """Ask Excel to compute everything afresh; no calcId, so that no version thinks it computed the file itself."""
    root = package.xml(package.workbook_part)
    element = root.find(main("calcPr"))
    if element is None:
        element = etree.Element(main("calcPr"))
        follower = next((child for child in root if child.tag in _AFTER_CALCULATION), None)
        if follower is None:
            root.append(element)
        else:
            follower.addprevious(element)
    if "calcId" in element.attrib:
        del element.attrib["calcId"]
    element.set("fullCalcOnLoad", "1")
    package.put(package.workbook_part, to_xml(root))


def _columns_before_rows(package: Package) -> None:
    """Excel states the columns that are printed on every page before the rows; openpyxl the rows first."""
    root = package.xml(package.workbook_part)
    for name in root.iterfind(f"{main('definedNames')}/{main('definedName')}"):
        found = _ROWS_FIRST.fullmatch(name.text or "") if name.get("name") == _PRINT_TITLES else None
        if found is not None:
            name.text = f"{found['columns']},{found['rows']}"
            package.put(package.workbook_part, to_xml(root))


def _set_times(package: Package, modified: datetime) -> None:
    root = package.xml(_CORE_PART)
    for name in ("created", "modified"):
        element = root.find(f"{{{_TERMS}}}{name}")
        if element is None:
            element = etree.SubElement(root, f"{{{_TERMS}}}{name}")
        element.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
        element.text = modified.strftime("%Y-%m-%dT%H:%M:%SZ")
    package.put(_CORE_PART, to_xml(root))
