"""Charts over a whole column: their ranges grow with the table, and the points they remember with them."""

import math
from collections.abc import Iterator
from typing import Final

from lxml import etree

from workbook.edit.chart_values import ChartValues, Points
from workbook.edit.new_cells import calculated
from workbook.edit.references import References
from workbook.edit.whole_part import to_part
from workbook.finish import OWN_FRAME
from workbook.ooxml import OFFICE
from workbook.package import Package
from workbook.spec import Value
from workbook.twin import is_error, is_number

_KINDS = ("/chart", "/chartEx")
_NAMES = frozenset(("tx", "txData"))  # a name is one cell, and stays one
_DIGITS: Final = 1e-14
_LONGEST: Final = 8  # digits of a row's number, and one more


def chart_parts(package: Package) -> list[str]:
    """Every chart that the workbook leads to, on whichever sheet."""
    found: list[str] = []
    seen, waiting = {package.workbook_part}, [package.workbook_part]
    while waiting:
        for link in package.rels(waiting.pop()).values():
            if link.external or link.target in seen or link.target not in package:
                continue
            seen.add(link.target)
            waiting.append(link.target)
            if link.type.endswith(_KINDS):
                found.append(link.target)
    return found


def own_charts(package: Package) -> frozenset[str]:
    """The charts that a builder of ours has put on a sheet, wherever the user has moved them: by their names."""
    found = set()
    for sheet in package.related(package.workbook_part, "worksheet"):
        for drawing in package.related(sheet, "drawing"):
            links = package.rels(drawing)
            for frame in package.xml(drawing).iter("{*}graphicFrame"):
                names = [item.get("name", "") for item in frame.iter("{*}cNvPr")]
                keys = [item.get(f"{{{OFFICE}}}id", "") for item in frame.iter("{*}chart")]
                if any(name.startswith(OWN_FRAME) for name in names):
                    found |= {links[key].target for key in keys if key in links}
    return frozenset(found)


def edited_chart(
    package: Package, part: str, references: References, values: ChartValues, *, own: bool = False
) -> bytes | None:
    """The chart's new bytes; None when it stays as it is.

    A chart of the user's is looked at only where its ranges grow; the points of our own are kept up to date.
    """
    root = package.xml(part)
    before = etree.tostring(root)
    for element in root.iter(etree.Element):
        if _local(element) not in ("f", "sqref") or not element.text:
            continue
        named = bool(_NAMES & {_local(item) for item in element.iterancestors()})
        new = references.formula(element.text, cells=not named)
        if new != element.text or own:
            element.text = new
            _remember(element, values.points(new))
    return to_part(root) if etree.tostring(root) != before else None


def _remember(formula: etree._Element, points: Points | None) -> None:
    """The points, as far as they are known."""
    if points is not None:
        count, known = points
        for cache in _caches(formula):
            _fill(cache, count, known, text=_is_text(cache))


def _caches(formula: etree._Element) -> Iterator[etree._Element]:
    """Where the points are kept: beside the formula, in the one form or the other."""
    for element in formula.itersiblings():
        if _local(element) in ("numCache", "strCache", "lvl"):
            yield element


def _is_text(cache: etree._Element) -> bool:
    parent = cache.getparent()
    return _local(cache) == "strCache" or (parent is not None and _local(parent) == "strDim")


def _fill(cache: etree._Element, count: int, known: dict[int, Value], *, text: bool) -> None:
    """Set the number of points, and the points themselves where the values are known."""
    space = etree.QName(cache).namespace
    points = _points(cache)
    for number, value in known.items():
        words = _words(value, text)
        if words is not None and number in points and _says(points[number], words):
            continue
        if words is None and number in points and not text:
            cache.remove(points.pop(number))
        elif words is not None:
            points[number] = _point(space, number, words, points.get(number))
    for number in sorted(points):  # in order, behind what the cache says of itself
        cache.append(points[number])
    for item in [item for item in cache if _local(item) == "extLst"]:
        cache.append(item)
    if cache.get("ptCount") is not None:
        cache.set("ptCount", str(count))
    for item in cache:
        if _local(item) == "ptCount":
            item.set("val", str(count))


def _points(cache: etree._Element) -> dict[int, etree._Element]:
    """The points by their number; one without a readable number belongs nowhere, and goes."""
    points = {}
    for item in [item for item in cache if _local(item) == "pt"]:
        number = item.get("idx", "0")
        if number.isascii() and number.isdigit() and len(number) < _LONGEST:
            points[int(number)] = item
        else:
            cache.remove(item)
    return points


def _point(space: str | None, number: int, words: str, point: etree._Element | None) -> etree._Element:
    if point is None:
        point = etree.Element(f"{{{space}}}pt", idx=str(number))
    if etree.QName(point).namespace and _local(point) == "pt" and _has_value_element(space):
        value = next((item for item in point if _local(item) == "v"), None)
        if value is None:
            value = etree.SubElement(point, f"{{{space}}}v")
        value.text = words
    else:
        point.text = words
    return point


def _says(point: etree._Element, words: str) -> bool:
    """Whether a point says the same already, if with fewer digits than a cell keeps."""
    known = "".join(str(text) for text in point.itertext())
    try:
        return known == words or math.isclose(float(known), float(words), rel_tol=_DIGITS)
    except ValueError:
        return False


def _has_value_element(space: str | None) -> bool:
    """Charts since 2016 write a point's value right into it."""
    return "chartex" not in (space or "")


def _words(value: Value, text: bool) -> str | None:
    if text:
        return value if isinstance(value, str) and not is_error(value) else None
    return calculated(value).text if is_number(value) else None


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname
