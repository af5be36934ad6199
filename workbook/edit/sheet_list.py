"""The workbook's list of sheets: one more or one less, and everything that counts sheets by their place follows."""

from collections.abc import Iterable
from typing import Final

from lxml import etree

from workbook.edit.whole_part import to_part
from workbook.ooxml import OFFICE, escape, main
from workbook.package import Package

PRINT_AREA: Final = "_xlnm.Print_Area"
_PROPERTIES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_VARIANTS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
# The schema fixes the order of the workbook's children: these come before the names.
_BEFORE_NAMES: Final = ("externalReferences", "functionGroups", "sheets")


def insert_sheet(package: Package, title: str, key: str, position: int, names: Iterable[etree._Element]) -> None:
    """List a sheet whose part has that relationship, at a place from 0; ``names`` come with it.

    A name with a ``localSheetId`` belongs to the new sheet, whatever number it carries.
    """
    root = package.xml(package.workbook_part)
    sheets = root.find(main("sheets"))
    assert sheets is not None
    listed = list(sheets.iterchildren(main("sheet")))
    item = etree.Element(main("sheet"), name=escape(title))
    item.set("sheetId", str(max((int(sheet.get("sheetId", "0")) for sheet in listed), default=0) + 1))
    item.set(f"{{{OFFICE}}}id", key)
    if position < len(listed):
        listed[position].addprevious(item)
    else:
        sheets.append(item)
    _shift(root, position)
    for name in names:
        if name.get("localSheetId") is not None:
            name.set("localSheetId", str(position))
        add_name(root, name)
    package.put(package.workbook_part, to_part(root))
    _list_title(package, title, position)


def remove_sheet(package: Package, position: int) -> None:
    """Take a sheet off the list, and the names that are its own; its part and its relationship are for the caller."""
    root = package.xml(package.workbook_part)
    sheets = root.find(main("sheets"))
    assert sheets is not None
    sheets.remove(list(sheets.iterchildren(main("sheet")))[position])
    for name in list(root.iterfind(f"{main('definedNames')}/{main('definedName')}")):
        if name.get("localSheetId") == str(position):
            name.getparent().remove(name)  # type: ignore[union-attr]  # found under its parent
    _shift(root, position + 1, by=-1)
    for view in root.iterfind(f"{main('bookViews')}/{main('workbookView')}"):
        for attribute in ("activeTab", "firstSheet"):
            if int(view.get(attribute, "0")) >= len(sheets):
                view.set(attribute, str(len(sheets) - 1))
    package.put(package.workbook_part, to_part(root))
    _list_title(package, None, position)


def _shift(root: etree._Element, position: int, by: int = 1) -> None:
    """Sheets from that place on are one further along, or one back."""
    for name in root.iterfind(f"{main('definedNames')}/{main('definedName')}"):
        _shift_one(name, "localSheetId", position, by)
    for view in root.iterfind(f"{main('bookViews')}/{main('workbookView')}"):
        _shift_one(view, "activeTab", position, by)
        _shift_one(view, "firstSheet", position, by)
        if position == 0 and view.get("activeTab") is None:
            view.set("activeTab", "1")


def _shift_one(item: etree._Element, attribute: str, position: int, by: int) -> None:
    number = item.get(attribute)
    if number is not None and int(number) >= position:
        item.set(attribute, str(int(number) + by))


def add_name(root: etree._Element, name: etree._Element) -> None:
    """Add a defined name to the workbook part, where the alphabet has it."""
    names = root.find(main("definedNames"))
    if names is None:
        names = etree.Element(main("definedNames"))
        next(found for tag in _BEFORE_NAMES if (found := root.find(main(tag))) is not None).addnext(names)
    later = (item for item in names.iterchildren(main("definedName")) if _order(item) > _order(name))
    follower = next(later, None)
    if follower is None:
        names.append(name)
    else:
        follower.addprevious(name)


def drop_name(package: Package, name: str) -> None:
    """Remove a name of the whole workbook, if there is one."""
    root = package.xml(package.workbook_part)
    names = root.find(main("definedNames"))
    found = [] if names is None else [item for item in names if item.get("name") == name]
    if names is None or not found:
        return
    for item in found:
        names.remove(item)
    if not len(names):
        root.remove(names)
    package.put(package.workbook_part, to_part(root))


def _order(name: etree._Element) -> tuple[str, int]:
    return name.get("name", "").casefold(), int(name.get("localSheetId", "-1"))


def _list_title(package: Package, title: str | None, position: int) -> None:
    """The file's properties may list the titles, for programs that only look at these; None takes one away."""
    for part in package.related("", "extended-properties"):
        root = package.xml(part)
        listed = root.find(f"{{{_PROPERTIES}}}TitlesOfParts/{{{_VARIANTS}}}vector")
        counts = root.find(f"{{{_PROPERTIES}}}HeadingPairs/{{{_VARIANTS}}}vector")
        first = None if counts is None else counts.find(f"{{{_VARIANTS}}}variant/{{{_VARIANTS}}}i4")
        if listed is None or first is None or not position <= int(first.text or "0") <= len(listed):
            continue
        if title is None:
            listed.remove(listed[position])
        else:
            new = etree.Element(f"{{{_VARIANTS}}}lpstr")
            new.text = title
            listed.insert(position, new)
        listed.set("size", str(len(listed)))
        first.text = str(int(first.text or "0") + (1 if title is not None else -1))
        package.put(part, to_part(root))
