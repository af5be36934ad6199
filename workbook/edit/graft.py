"""A sheet of one package put into another: with its tables, drawings and names, and nothing else touched.

The sheet comes from a workbook that we have just built. What it brings gets part names, ids and format numbers that are
free in the other package; texts become inline strings, so that the list of shared strings need not grow.
"""

import posixpath
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Final

from lxml import etree

from hedge_xl.core.language import Text
from workbook.edit.new_parts import add_part, content_type, free_name, new_relationships, relate, relationships_part
from workbook.edit.sheet_list import insert_sheet
from workbook.edit.styles import Styles
from workbook.edit.titles import retitled, sheet_by_title, sheets_in, unused_title
from workbook.edit.whole_part import to_part
from workbook.errors import FileError
from workbook.ooxml import OFFICE, PACKAGE_RELATIONSHIPS, main
from workbook.package import Package

_TAKEN: Final = Text(
    "名前「{name}」はすでに使われています。その表か名前を別の名前に変えてから、やり直してください。",
    'the name "{name}" is already taken; give that table or name of yours another one and try again.',
)
_DXF: Final = ("headerRowDxfId", "dataDxfId", "totalsRowDxfId", "headerRowBorderDxfId", "tableBorderDxfId")


def grafted(
    package: Package, source: Package, title: str, position: int, relocate: Callable[[str], str] | None = None
) -> str:
    """Put the sheet of that title from ``source`` at a position among the sheets (from 0); the title it got.

    ``relocate`` tells what a chart's reference to another sheet of ``source`` is in ``package``.
    """
    entry, part = sheet_by_title(source, title)
    titles = {title: unused_title(package, title)}
    names = _names(source, entry, titles)
    _refuse_taken(package, source, part, names)
    styles = Styles(package, source)
    sheet = free_name(package, part)
    add_part(package, sheet, to_part(_sheet_xml(source, part, styles, titles)), content_type(source, part))
    _Copier(package, source, styles, titles, relocate or str).relate(part, sheet)
    styles.save()
    key = relate(package, package.workbook_part, f"{OFFICE}/worksheet", sheet)
    insert_sheet(package, titles[title], key, position, names)
    return titles[title]


def _refuse_taken(package: Package, source: Package, part: str, names: list[etree._Element]) -> None:
    """Tables and names share one space of names; two things of one name would destroy the file."""
    taken = {name.casefold() for name in table_names(package) | defined_names(package)}
    brought = {source.xml(table).get("displayName", "") for table in source.related(part, "table")}
    for name in sorted(brought | {name.get("name", "") for name in names if name.get("localSheetId") is None}):
        if name.casefold() in taken:
            raise FileError(_TAKEN.format(name=name), package.file)


def table_names(package: Package) -> set[str]:
    """The names of all tables."""
    sheets = package.related(package.workbook_part, "worksheet")
    return {package.xml(table).get("displayName", "") for part in sheets for table in package.related(part, "table")}


def defined_names(package: Package) -> set[str]:
    """The names of cells and ranges that the whole workbook knows."""
    items = package.xml(package.workbook_part).iterfind(f"{main('definedNames')}/{main('definedName')}")
    return {item.get("name", "") for item in items if item.get("localSheetId") is None}


def _names(source: Package, entry: int, titles: Mapping[str, str]) -> list[etree._Element]:
    """The names that belong to the sheet alone or are about it."""
    found = []
    for item in source.xml(source.workbook_part).iterfind(f"{main('definedNames')}/{main('definedName')}"):
        home = item.get("localSheetId")
        about = any(match in titles for match in sheets_in(item.text or ""))
        if home == str(entry) or (home is None and about):
            new = deepcopy(item)
            new.text = retitled(item.text or "", titles)
            found.append(new)
    return found


# --- the sheet's own XML ----------------------------------------------------------------------------


def _sheet_xml(source: Package, part: str, styles: Styles, titles: Mapping[str, str]) -> etree._Element:
    """The sheet as it reads in the other package; the relationships keep their ids."""
    root = source.xml(part)
    strings = shared_strings(source)
    for cell in root.iter(main("c")):
        restyle(cell, "s", styles)
        inline(cell, strings)
    for row in root.iter(main("row")):
        restyle(row, "s", styles)
    for column in root.iter(main("col")):
        restyle(column, "style", styles)
    for rule in root.iter(main("cfRule")):
        if rule.get("dxfId") is not None:
            rule.set("dxfId", str(styles.rule_format(int(rule.get("dxfId", "0")))))
    for view in root.iter(main("sheetView")):
        if "tabSelected" in view.attrib:
            del view.attrib["tabSelected"]  # two selected sheets are edited together
    if any(old != new for old, new in titles.items()):
        for formula in root.iter(main("f")):
            formula.text = retitled(formula.text or "", titles)
    return root


def restyle(item: etree._Element, attribute: str, styles: Styles) -> None:
    """Give an element the number that its cell format has in the package that it goes to."""
    number = item.get(attribute)
    if number is not None:
        item.set(attribute, str(styles.cell_format(int(number))))


def inline(cell: etree._Element, strings: list[etree._Element]) -> None:
    """A cell that holds its own text instead of the number of a shared one."""
    value = cell.find(main("v"))
    if cell.get("t") != "s" or value is None:
        return
    made = etree.Element(main("is"))
    made.extend(deepcopy(child) for child in strings[int(value.text or "0")])
    cell.replace(value, made)
    cell.set("t", "inlineStr")


def shared_strings(source: Package) -> list[etree._Element]:
    """The shared strings."""
    parts = source.related(source.workbook_part, "sharedStrings")
    return [item for part in parts for item in source.xml(part).iter(main("si"))]


# --- the parts that the sheet points to -------------------------------------------------------------


class _Copier:
    """Copies the parts that a part points to, each once, and what they point to in turn."""

    def __init__(
        self,
        package: Package,
        source: Package,
        styles: Styles,
        titles: Mapping[str, str],
        relocate: Callable[[str], str],
    ) -> None:
        self.package, self.source, self.styles = package, source, styles
        self.titles, self.relocate = titles, relocate
        self.copies: dict[str, str] = {}

    def relate(self, part: str, copy: str) -> None:
        """Give a copy the relationships of the original, under the same ids."""
        root = new_relationships()
        self.copies[part] = copy
        for key, link in self.source.rels(part).items():
            item = etree.SubElement(root, f"{{{PACKAGE_RELATIONSHIPS}}}Relationship", Id=key, Type=link.type)
            if link.external:
                item.set("Target", link.target)
                item.set("TargetMode", "External")
            else:
                target = self.copies.get(link.target) or self._copied(link.target, link.type)
                item.set("Target", posixpath.relpath(f"/{target}", f"/{posixpath.dirname(copy)}"))
        if len(root):
            self.package.put(relationships_part(copy), to_part(root))

    def _copied(self, part: str, kind: str) -> str:
        change = {"table": self._table, "chart": self._chart}.get(kind.rpartition("/")[2], self.source.read)
        name = free_name(self.package, part)
        add_part(self.package, name, change(part), content_type(self.source, part))
        self.relate(part, name)
        return name

    def _table(self, part: str) -> bytes:
        """A table with an id that is free; formats by their numbers here."""
        root = self.source.xml(part)
        root.set("id", str(_free_table_id(self.package)))
        for item in root.iter():
            for name in _DXF:
                if isinstance(item.tag, str) and item.get(name) is not None:
                    item.set(name, str(self.styles.rule_format(int(item.get(name, "0")))))
        return to_part(root)

    def _chart(self, part: str) -> bytes:
        """A chart that looks at the sheets by the titles they have here."""
        root = self.source.xml(part)
        for item in root.iter("{*}f"):
            item.text = retitled(self.relocate(item.text or ""), self.titles)
        return to_part(root)


def _free_table_id(package: Package) -> int:
    """Tables of a sheet that is being copied count, though no sheet lists them yet."""
    tables = [part for part, kind in package.content_types()[0].items() if kind.endswith(".table+xml")]
    return max((int(package.xml(part).get("id", "0")) for part in tables if part in package), default=0) + 1
