"""The names by which a VBA project knows the workbook and its sheets.

Those that xlwings' project has (ThisWorkbook, Sheet1, Sheet2) must belong to sheets, or Excel shows sheets that do not
exist; for the others Excel makes a module on opening. XlsxWriter numbers them in the same way.
"""

import re
from typing import Final

from lxml import etree

from workbook.edit.titles import worksheet_parts
from workbook.edit.whole_part import to_part
from workbook.ooxml import main
from workbook.package import Package

WORKBOOK: Final = "ThisWorkbook"
_SHEET: Final = "Sheet{number}"
_PROPERTIES: Final = re.compile(rb"<((?:[\w.-]+:)?)sheetPr\b([^>]*?)(/?)>")
_ROOT: Final = re.compile(rb"<((?:[\w.-]+:)?)worksheet\b[^>]*>")
_GIVEN: Final = re.compile(rb"\scodeName\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def give_code_names(package: Package) -> None:
    """A name for the workbook and every sheet that has none."""
    _set_workbook(package, WORKBOOK)
    parts = worksheet_parts(package)
    known = [_name(package.read(part)) for part in parts]
    taken = {name.casefold() for name in known if name}
    free = (
        name
        for number in range(1, 2 * len(parts) + 2)
        if (name := _SHEET.format(number=number)).casefold() not in taken
    )
    for part, name in zip(parts, known, strict=True):
        if not name:
            package.put(part, _with_name(package.read(part), next(free).encode()))


def drop_code_names(package: Package) -> None:
    """Take them away again if they are just those that we give; others may be the user's and do no harm."""
    parts = worksheet_parts(package)
    ours = [_SHEET.format(number=number) for number in range(1, len(parts) + 1)]
    if [_name(package.read(part)) for part in parts] == ours:
        for part in parts:
            package.put(part, _without_name(package.read(part)))
        _set_workbook(package, None)


def _set_workbook(package: Package, name: str | None) -> None:
    root = package.xml(package.workbook_part)
    item = root.find(main("workbookPr"))
    if item is None:
        item = etree.Element(main("workbookPr"))
        before = [child for child in root if etree.QName(child).localname in ("fileVersion", "fileSharing")]
        if before:
            before[-1].addnext(item)
        else:
            root.insert(0, item)
    if name is None and "codeName" in item.attrib:
        del item.attrib["codeName"]
    elif name is not None and not item.get("codeName"):
        item.set("codeName", name)
    package.put(package.workbook_part, to_part(root))


def _head(data: bytes) -> int:
    """Where the rows begin: everything that is looked for stands before them."""
    found = re.search(rb"<(?:[\w.-]+:)?sheetData\b", data)
    return found.start() if found else len(data)


def _name(data: bytes) -> str:
    properties = _PROPERTIES.search(data, 0, _head(data))
    given = _GIVEN.search(properties[2]) if properties else None
    return (given[1] or given[2] or b"").decode() if given else ""


def _with_name(data: bytes, name: bytes) -> bytes:
    properties = _PROPERTIES.search(data, 0, _head(data))
    if properties is not None:
        at = properties.end(2)
        return data[:at] + b' codeName="' + name + b'"' + data[at:]
    root = _ROOT.search(data)
    assert root is not None
    return data[: root.end()] + b"<" + root[1] + b'sheetPr codeName="' + name + b'"/>' + data[root.end() :]


def _without_name(data: bytes) -> bytes:
    properties = _PROPERTIES.search(data, 0, _head(data))
    assert properties is not None
    given = _GIVEN.sub(b"", properties[2])
    if not given.strip() and properties[3]:  # nothing else was in it: it came with the name
        return data[: properties.start()] + data[properties.end() :]
    return data[: properties.start(2)] + given + data[properties.end(2) :]
