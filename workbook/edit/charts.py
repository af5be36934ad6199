"""Charts over a whole column: their ranges grow with the table, and the points they remember with them."""

from collections.abc import Iterator

from lxml import etree
from openpyxl.utils import range_boundaries

from workbook.edit.growth import Growth
from workbook.edit.new_cells import calculated
from workbook.edit.references import References
from workbook.edit.whole_part import to_part
from workbook.package import Package
from workbook.spec import Value
from workbook.twin import Model, is_error, is_number

_KINDS = ("/chart", "/chartEx")
_NAMES = frozenset(("tx", "txData"))  # a name is one cell, and stays one


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


def grown_chart(package: Package, part: str, references: References, model: Model) -> bytes | None:
    """The chart's new bytes; None when it looks at no column that grows."""
    root = package.xml(part)
    changed = False
    for element in root.iter(etree.Element):
        if _local(element) not in ("f", "sqref") or not element.text:
            continue
        new = references.formula(element.text, cells=not _NAMES & {_local(item) for item in element.iterancestors()})
        if new != element.text:
            element.text = new
            changed = True
            _remember(element, new, references, model)
    return to_part(root) if changed else None


def _remember(formula: etree._Element, area: str, references: References, model: Model) -> None:
    """The points of one column, as far as they are known."""
    sheet, _, place = area.rpartition("!")
    try:
        left, top, right, bottom = range_boundaries(place.replace("$", ""))
    except (ValueError, TypeError):
        return  # several ranges at once
    growth = _table(references, sheet.strip("'").replace("''", "'"), left, bottom)
    if growth is None or left != right:
        return
    for cache in _caches(formula):
        known = dict(_known(growth, model, left, top))
        _fill(cache, bottom - top + 1, known, text=_is_text(cache))


def _table(references: References, sheet: str, column: int, bottom: int) -> Growth | None:
    for growth in references.growing:
        here = growth.found.sheet.name.casefold() == sheet.casefold() and growth.left <= column <= growth.right
        if here and bottom == growth.new_rows[-1]:
            return growth
    return None


def _known(growth: Growth, model: Model, column: int, top: int) -> Iterator[tuple[int, Value]]:
    """Values of our own columns by the number of the point."""
    keys = [key for key, number in growth.found.columns.items() if number == column]
    for key in keys:
        for index, value in enumerate(model.column(growth.found.spec.key, key)):
            if growth.row(index) >= top:
                yield growth.row(index) - top, value


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
    points = {int(item.get("idx", "0")): item for item in cache if _local(item) == "pt"}
    for number, value in known.items():
        words = _words(value, text)
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


def _has_value_element(space: str | None) -> bool:
    """Charts since 2016 write a point's value right into it."""
    return "chartex" not in (space or "")


def _words(value: Value, text: bool) -> str | None:
    if text:
        return value if isinstance(value, str) and not is_error(value) else None
    return calculated(value).text if is_number(value) else None


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname
