"""The part that explains the cells' mark of a dynamic array: made, added to, and dropped when nothing needs it."""

import re
from typing import Final

from lxml import etree

from workbook.dynamic_arrays import CONTENT_TYPE, KIND, METADATA, PART, RELATIONSHIP
from workbook.edit.new_parts import add_part, drop_part, free_name, relate, unrelate
from workbook.edit.whole_part import to_part
from workbook.ooxml import main
from workbook.package import Package

_NAME: Final = "XLDAPR"
_DYNAMIC: Final = "{http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray}dynamicArrayProperties"
_ORDER: Final = ("metadataTypes", "metadataStrings", "mdxMetadata", "futureMetadata", "cellMetadata", "valueMetadata")
_USED: Final = re.compile(rb"<(?:\w+:)?c\s[^>]*?\b[cv]m=", re.DOTALL)


def cell_metadata(package: Package) -> int:
    """The number by which a cell says that it is a dynamic array; the part is made, or added to, if need be."""
    parts = package.related(package.workbook_part, KIND)
    if not parts:
        name = PART if PART not in package else free_name(package, PART)
        add_part(package, name, METADATA, CONTENT_TYPE)
        relate(package, package.workbook_part, RELATIONSHIP, name)
        return 1
    root = package.xml(parts[0])
    wanted = _type(root), _dynamic(root)
    cells = _child(root, "cellMetadata")
    for number, item in enumerate(cells, start=1):
        found = item.find(main("rc"))
        if found is not None and (found.get("t"), found.get("v")) == tuple(map(str, wanted)):
            return number
    made = _added(cells, "bk")
    etree.SubElement(made, main("rc"), t=str(wanted[0]), v=str(wanted[1]))
    package.put(parts[0], to_part(root))
    return len(cells)


def drop_unused(package: Package) -> None:
    """Remove the part when no cell refers to it any more."""
    parts = package.related(package.workbook_part, KIND)
    sheets = package.related(package.workbook_part, "worksheet")
    if parts and not any(_USED.search(package.read(sheet)) for sheet in sheets):
        for part in parts:
            unrelate(package, package.workbook_part, part)
            drop_part(package, part)


def _type(root: etree._Element) -> int:
    """The number of the type for dynamic arrays among the kinds of metadata, from 1."""
    types = _child(root, "metadataTypes")
    for number, item in enumerate(types, start=1):
        if item.get("name") == _NAME:
            return number
    types.append(_model("metadataTypes")[0])
    types.set("count", str(len(types)))
    return len(types)


def _dynamic(root: etree._Element) -> int:
    """The number, from 0, of the entry that says that an array is a dynamic one."""
    group = next((item for item in root.iter(main("futureMetadata")) if item.get("name") == _NAME), None)
    if group is None:
        group = _model("futureMetadata")
        _place(root, group)
        return 0
    for number, item in enumerate(group.iterchildren(main("bk"))):
        if any(found.get("fDynamic") == "1" for found in item.iter(_DYNAMIC)):
            return number
    group.append(_model("futureMetadata")[0])
    count = len(group.findall(main("bk")))
    group.set("count", str(count))
    return count - 1


def _model(tag: str) -> etree._Element:
    found = etree.fromstring(METADATA).find(main(tag))
    assert found is not None
    return found


def _child(root: etree._Element, tag: str) -> etree._Element:
    found = root.find(main(tag))
    if found is None:
        found = etree.Element(main(tag))
        _place(root, found)
    return found


def _added(group: etree._Element, tag: str) -> etree._Element:
    made = etree.SubElement(group, main(tag))
    group.set("count", str(len(group)))
    return made


def _place(root: etree._Element, new: etree._Element) -> None:
    """Add a child where the schema has it."""
    rank = _ORDER.index(etree.QName(new).localname)
    before = [item for item in root if etree.QName(item).localname in _ORDER[: rank + 1]]
    if before:
        before[-1].addnext(new)
    else:
        root.insert(0, new)
