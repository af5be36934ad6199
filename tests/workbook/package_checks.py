"""Is this package one that Excel opens without repairing it?

    from package_checks import consistent
    consistent(package)   # after every edit of a package: an AssertionError lists everything that is wrong

It looks at the package (content types, relationships), the workbook (sheets, names, views), every worksheet (order
of the elements, rows and cells, styles, links), every table (ids, names, place, headings), the styles, and at Excel's
limits (`package_limits`). Excel's rules are stricter than what LibreOffice or openpyxl forgive.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from customise_xml import WORKBOOK_ORDER, WORKSHEET_ORDER
from lxml import etree
from openpyxl.utils import column_index_from_string, coordinate_to_tuple, range_boundaries
from package_limits import limits

from workbook.cells import XlsxSheet, read_book
from workbook.ooxml import CONTENT_TYPES, OFFICE, PACKAGE_RELATIONSHIPS, main
from workbook.package import CONTENT_TYPES_PART, Package

_STYLES = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
STYLES_ORDER = _STYLES.split()
TABLE_ORDER = ["autoFilter", "sortState", "tableColumns", "tableStyleInfo", "extLst"]
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]*)")
_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!(),+*/&<>=^ \[\]\"-]+))!")


def consistent(package: Package) -> None:
    """Fails with everything about the package that Excel would repair or refuse."""
    found = list(problems(package))
    assert not found, "\n".join(found[:20])


def problems(package: Package) -> Iterator[str]:
    """Everything that Excel would repair or refuse, one line each."""
    yield from _content_types(package)
    yield from _relationships(package)
    yield from _workbook(package)
    styles = _Styles(package)
    yield from styles.problems()
    for part in _sheets(package):
        yield from _worksheet(package, part, styles)
    yield from _tables(package)
    yield from _calculation_chain(package)
    yield from limits(package)


# --- the package ------------------------------------------------------------------------------------


def _content_types(package: Package) -> Iterator[str]:
    root = package.xml(CONTENT_TYPES_PART)
    overrides = [item.get("PartName", "") for item in root.iter(f"{{{CONTENT_TYPES}}}Override")]
    defaults = [item.get("Extension", "").lower() for item in root.iter(f"{{{CONTENT_TYPES}}}Default")]
    yield from _twice("content type of", [name.casefold() for name in overrides])
    yield from _twice("content type of extension", defaults)
    names = {f"/{name}".casefold() for name in package.names}
    yield from (f"content type of {name}, which is no part" for name in overrides if name.casefold() not in names)
    typed = {name.casefold() for name in overrides}
    for name in package.names:
        known = f"/{name}".casefold() in typed or name.rpartition(".")[2].lower() in defaults
        if name != CONTENT_TYPES_PART and not known:
            yield f"{name} has no content type"


def _relationships(package: Package) -> Iterator[str]:
    for name in package.names:
        if not name.endswith(".rels"):
            continue
        folder, base = posixpath.split(posixpath.dirname(name))[0], posixpath.basename(name)[: -len(".rels")]
        source = posixpath.join(folder, base) if base else ""
        if source and source not in package:
            yield f"{name} belongs to no part"
        items = list(package.xml(name).iter(f"{{{PACKAGE_RELATIONSHIPS}}}Relationship"))
        yield from _twice(f"{name}: relationship", [item.get("Id", "") for item in items])
        for key, link in package.rels(source).items():
            if not link.external and link.target not in package:
                yield f"{name}: {key} points to {link.target}, which is no part"


def _twice(what: str, values: Iterable[str]) -> Iterator[str]:
    return (f"{what} {value!r} {count} times" for value, count in Counter(values).items() if count > 1)


# --- the workbook -----------------------------------------------------------------------------------


def _workbook(package: Package) -> Iterator[str]:
    root = package.xml(package.workbook_part)
    yield from _order("workbook", root, WORKBOOK_ORDER)
    sheets = list(root.iterfind(f"{main('sheets')}/{main('sheet')}"))
    titles = [item.get("name", "") for item in sheets]
    yield from _twice("sheet", [title.casefold() for title in titles])
    yield from _twice("sheetId", [item.get("sheetId", "") for item in sheets])
    yield from (f"sheet title {t!r}" for t in titles if not 1 <= len(t) <= 31 or re.search(r"[\\/?*\[\]:]|^'|'$", t))
    links = package.rels(package.workbook_part)
    keys = [item.get(f"{{{OFFICE}}}id", "") for item in sheets]
    yield from _twice("sheet relationship", keys)
    yield from (
        f"sheet {title}: no relationship {key}" for title, key in zip(titles, keys, strict=True) if key not in links
    )
    for view in root.iterfind(f"{main('bookViews')}/{main('workbookView')}"):
        for name in ("activeTab", "firstSheet"):
            if int(view.get(name, "0")) >= len(sheets):
                yield f"{name} {view.get(name)} of {len(sheets)} sheets"
    yield from _names(root, titles)


def _names(root: etree._Element, titles: list[str]) -> Iterator[str]:
    items = list(root.iterfind(f"{main('definedNames')}/{main('definedName')}"))
    yield from _twice("defined name", [f"{i.get('localSheetId')}!{i.get('name', '').casefold()}" for i in items])
    known = {title.casefold() for title in titles}
    for item in items:
        home, text = item.get("localSheetId"), item.text or ""
        if home is not None and not 0 <= int(home) < len(titles):
            yield f"name {item.get('name')}: localSheetId {home} of {len(titles)} sheets"
        for match in _SHEET.finditer(text):
            title = (match[1] or "").replace("''", "'") or match[2]
            if "[" not in title and "#REF" not in title and title.casefold() not in known:
                yield f"name {item.get('name')}: no sheet {title}"
        if home is not None and (item.get("name") or "").startswith("_xlnm.Print"):
            match = _SHEET.search(text)
            title = ((match[1] or "").replace("''", "'") or match[2]) if match else ""
            if match and int(home) < len(titles) and title.casefold() != titles[int(home)].casefold():
                yield f"name {item.get('name')} of {titles[int(home)]} is about {title}"


def _order(what: str, root: etree._Element, order: list[str]) -> Iterator[str]:
    names = [etree.QName(item).localname for item in root if isinstance(item.tag, str)]
    ranks = [order.index(name) for name in names if name in order]
    if ranks != sorted(ranks):
        yield f"{what}: elements out of order: {names}"
    single = set(order) - {"conditionalFormatting", "AlternateContent"}
    yield from (f"{what}: {n} elements {name}" for name, n in Counter(names).items() if n > 1 and name in single)


# --- styles -----------------------------------------------------------------------------------------


class _Styles:
    def __init__(self, package: Package) -> None:
        (self.part,) = package.related(package.workbook_part, "styles") or ("",)
        self.root = package.xml(self.part) if self.part else etree.Element(main("styleSheet"))

    def children(self, tag: str) -> list[etree._Element]:
        found = self.root.find(main(tag))
        return [] if found is None else [item for item in found if isinstance(item.tag, str)]

    def count(self, tag: str) -> int:
        return len(self.children(tag))

    def problems(self) -> Iterator[str]:
        yield from _order("styles", self.root, STYLES_ORDER)
        for item in self.root:
            if isinstance(item.tag, str) and item.get("count") not in (None, str(len(item.findall("*")))):
                yield f"styles: {etree.QName(item).localname} count={item.get('count')} for {len(item)}"
        yield from _twice("number format", [item.get("numFmtId", "") for item in self.children("numFmts")])
        formats = {int(item.get("numFmtId", "0")) for item in self.children("numFmts")}
        for kind in ("cellXfs", "cellStyleXfs"):
            for number, item in enumerate(self.children(kind)):
                for name, tag in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
                    if int(item.get(name, "0")) >= self.count(tag):
                        yield f"styles: {kind} {number} has {name} {item.get(name)} of {self.count(tag)}"
                if int(item.get("numFmtId", "0")) >= 164 and int(item.get("numFmtId", "0")) not in formats:
                    yield f"styles: {kind} {number} has no number format {item.get('numFmtId')}"
                if kind == "cellXfs" and int(item.get("xfId", "0")) >= max(1, self.count("cellStyleXfs")):
                    yield f"styles: cellXfs {number} has xfId {item.get('xfId')}"


# --- worksheets -------------------------------------------------------------------------------------


def _sheets(package: Package) -> list[str]:
    return list(package.related(package.workbook_part, "worksheet"))


def _worksheet(package: Package, part: str, styles: _Styles) -> Iterator[str]:
    root = package.xml(part)
    yield from _order(part, root, WORKSHEET_ORDER)
    links = package.rels(part)
    for item in root.iter():
        key = item.get(f"{{{OFFICE}}}id") if isinstance(item.tag, str) else None
        if key is not None and key not in links:
            yield f"{part}: {etree.QName(item).localname} has no relationship {key}"
    tables = root.find(main("tableParts"))
    listed = [] if tables is None else [item.get(f"{{{OFFICE}}}id", "") for item in tables]
    if tables is not None and tables.get("count") not in (None, str(len(listed))):
        yield f"{part}: tableParts count={tables.get('count')} for {len(listed)}"
    if {key for key, link in links.items() if link.type.endswith("/table")} != set(listed):
        yield f"{part}: tables {listed} are not those of its relationships"
    for tag in ("dataValidations", "mergeCells"):
        found = root.find(main(tag))
        if found is not None and (len(found) == 0 or found.get("count") not in (None, str(len(found)))):
            yield f"{part}: {tag} count={found.get('count')} for {len(found)}"
    for rule in root.iter(main("cfRule")):
        if rule.get("dxfId") is not None and int(rule.get("dxfId", "0")) >= styles.count("dxfs"):
            yield f"{part}: rule with dxfId {rule.get('dxfId')} of {styles.count('dxfs')}"
    yield from _cells(package, part, root, styles)
    yield from _columns(part, root, styles)


def _cells(package: Package, part: str, root: etree._Element, styles: _Styles) -> Iterator[str]:
    shared = package.related(package.workbook_part, "sharedStrings")
    strings = sum(len(list(package.xml(name).iter(main("si")))) for name in shared)
    formats = max(1, styles.count("cellXfs"))
    row_before = 0
    for row in root.iterfind(f"{main('sheetData')}/{main('row')}"):
        number = int(row.get("r") or row_before + 1)
        if number <= row_before:
            yield f"{part}: row {number} after {row_before}"
        row_before, before = number, 0
        if int(row.get("s", "0")) >= formats:
            yield f"{part}: row {number} has style {row.get('s')} of {formats}"
        for cell in row.iterfind(main("c")):
            match = _CELL.fullmatch(cell.get("r", "A1"))
            column = int(column_index_from_string(match[1])) if match and cell.get("r") else before + 1
            if cell.get("r") and (match is None or int(match[2]) != number):
                yield f"{part}: cell {cell.get('r')} in row {number}"
            if column <= before:
                yield f"{part}: cell {cell.get('r')} after column {before}"
            before = column
            if int(cell.get("s", "0")) >= formats:
                yield f"{part}: {cell.get('r')} has style {cell.get('s')} of {formats}"
            if cell.get("t") == "s" and int(cell.findtext(main("v")) or 0) >= strings:
                yield f"{part}: {cell.get('r')} has string {cell.findtext(main('v'))} of {strings}"


def _columns(part: str, root: etree._Element, styles: _Styles) -> Iterator[str]:
    last = 0
    for item in root.iterfind(f"{main('cols')}/{main('col')}"):
        first, to = int(item.get("min", "0")), int(item.get("max", "0"))
        if first <= last or to < first:
            yield f"{part}: col {first}..{to} after {last}"
        last = to
        if int(item.get("style", "0")) >= max(1, styles.count("cellXfs")):
            yield f"{part}: col {first} has style {item.get('style')}"


# --- tables -----------------------------------------------------------------------------------------


def _tables(package: Package) -> Iterator[str]:
    parts = [(sheet, part) for sheet in _sheets(package) for part in package.related(sheet, "table")]
    yield from _twice("table part", [part for _, part in parts])
    roots = [package.xml(part) for _, part in parts]
    yield from _twice("table id", [root.get("id", "") for root in roots])
    names = package.xml(package.workbook_part).iterfind(f"{main('definedNames')}/{main('definedName')}")
    taken = [item.get("name", "").casefold() for item in names]
    yield from _twice("table name", [root.get("displayName", "").casefold() for root in roots] + sorted(set(taken)))
    for sheet in _sheets(package):
        yield from _declarations(package, package.related(sheet, "table"))
    for found in read_book(package).sheets:
        yield from _headings(found)


def _declarations(package: Package, parts: Iterable[str]) -> Iterator[str]:
    """The tables of one sheet, by what they declare."""
    boxes: list[tuple[int, int, int, int]] = []
    for part in parts:
        root = package.xml(part)
        yield from _order(part, root, TABLE_ORDER)
        left, top, right, bottom = range_boundaries(root.get("ref", ""))
        if any(left <= other[2] and other[0] <= right and top <= other[3] and other[1] <= bottom for other in boxes):
            yield f"{part} overlaps another table"
        boxes.append((left, top, right, bottom))
        columns = list(root.iterfind(f"{main('tableColumns')}/{main('tableColumn')}"))
        declared = root.find(main("tableColumns"))
        if declared is None or declared.get("count") != str(len(columns)) or right - left + 1 != len(columns):
            yield f"{part}: {len(columns)} columns in {root.get('ref')}"
        yield from _twice(f"{part}: column id", [item.get("id", "") for item in columns])
        yield from _twice(f"{part}: column", [item.get("name", "").casefold() for item in columns])


def _headings(sheet: XlsxSheet) -> Iterator[str]:
    """The headings in the cells are those of the declarations, or Excel repairs the file."""
    for table in sheet.tables:
        top, left, bottom, _ = table.ref
        if bottom - top < table.header_rows + table.totals_rows:
            yield f"table {table.name} has no data row"
        for offset, name in enumerate(table.columns if table.header_rows else ()):
            cell = sheet.cells.get((top, left + offset))
            if cell is None or cell.value != name:
                yield f"table {table.name}: heading {cell and cell.value!r} of column {name!r}"


def _calculation_chain(package: Package) -> Iterator[str]:
    parts = package.related(package.workbook_part, "calcChain")
    if not parts:
        return
    links = package.rels(package.workbook_part)
    listed = package.xml(package.workbook_part).iterfind(f"{main('sheets')}/{main('sheet')}")
    homes = {item.get("sheetId", ""): links[item.get(f"{{{OFFICE}}}id", "")].target for item in listed}
    cells = {sheet.part: sheet.cells for sheet in read_book(package).sheets}
    sheet = ""
    for item in package.xml(parts[0]).iter(main("c")):
        sheet = item.get("i", sheet)
        cell = cells.get(homes.get(sheet, ""), {}).get(coordinate_to_tuple(item.get("r", "A1")))
        if cell is None or cell.formula is None:
            yield f"calculation chain: {item.get('r')} of sheet {sheet} has no formula"
