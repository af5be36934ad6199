"""The same cells stored as other programs store them: strings, attributes, namespaces, declarations, chains."""

import random
import re

from customise_xml import (
    REL_ID,
    WORKSHEET_ORDER,
    XL,
    add_part,
    child,
    editing,
    relate,
    worksheets,
)
from ledgers import Edit
from lxml import etree
from openpyxl.utils import range_boundaries

from workbook.ooxml import MAIN, PACKAGE_RELATIONSHIPS, main, to_xml
from workbook.package import Package

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
X14AC = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"
XR = "http://schemas.microsoft.com/office/spreadsheetml/2014/revision"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def shared_strings(seed: int) -> Edit:
    """Texts in the shared string table, some with formatting inside, some with phonetic guides."""

    def edit(package: Package) -> None:
        chance = random.Random(seed)
        known = package.related(package.workbook_part, "sharedStrings")
        part = known[0] if known else "xl/sharedStrings.xml"
        root = package.xml(part) if known else etree.Element(main("sst"), nsmap={None: MAIN})
        indices: dict[str, int] = {}
        uses = int(root.get("count", "0"))
        for sheet in worksheets(package).values():
            with editing(package, sheet) as cells:
                for cell in [item for item in cells.iter(main("c")) if item.get("t") == "inlineStr"]:
                    text = "".join(item.text or "" for item in cell.iter(main("t")))
                    cell.attrib.pop("t")
                    cell[:] = []
                    if not text:
                        continue
                    if text not in indices:
                        indices[text] = len(root)
                        _string_item(root, text, chance)
                    cell.set("t", "s")
                    etree.SubElement(cell, main("v")).text = str(indices[text])
                    uses += 1
        root.set("count", str(uses))
        root.set("uniqueCount", str(len(root)))
        if known:
            package.put(part, to_xml(root))
        else:
            add_part(package, part, to_xml(root), f"{XL}.sharedStrings+xml")
            relate(package, package.workbook_part, "sharedStrings", part)

    return edit


def _string_item(root: etree._Element, text: str, chance: random.Random) -> None:
    item = etree.SubElement(root, main("si"))
    cut = len(text) // 2 if chance.random() < 0.15 and "_x" not in text else 0
    if cut:
        _text(etree.SubElement(item, main("r")), text[:cut])
        bold = etree.SubElement(item, main("r"))
        look = etree.SubElement(bold, main("rPr"))
        etree.SubElement(look, main("b"))
        etree.SubElement(look, main("sz"), val="11")
        _text(bold, text[cut:])
    else:
        _text(item, text)
    if text and ord(text[0]) > 0x3000 and chance.random() < 0.4:
        _text(etree.SubElement(item, main("rPh"), sb="0", eb="1"), "フリガナ")
        etree.SubElement(item, main("phoneticPr"), fontId="1")


def _text(parent: etree._Element, text: str) -> None:
    element = etree.SubElement(parent, main("t"))
    element.text = text
    if text != text.strip():
        element.set(XML_SPACE, "preserve")


def excel_rows(seed: int) -> Edit:
    """Sheets as Excel writes them: ignorable namespaces, unique ids, spans and descents of rows."""

    def edit(package: Package) -> None:
        chance = random.Random(seed)
        for part in worksheets(package).values():
            old = package.xml(part)
            spaces = {**old.nsmap, "r": REL_ID[1:].partition("}")[0], "mc": MC, "x14ac": X14AC, "xr": XR}
            root = etree.Element(old.tag, nsmap=spaces)
            root.attrib.update(old.attrib)
            root.set(f"{{{MC}}}Ignorable", "x14ac xr")
            root.set(f"{{{XR}}}uid", f"{{{chance.getrandbits(32):08X}-0000-4000-8000-000000000000}}")
            root.extend(list(old))
            child(root, "sheetFormatPr", WORKSHEET_ORDER).set(f"{{{X14AC}}}dyDescent", "0.4")
            for row in root.iter(main("row")):
                columns = [range_boundaries(item.get("r", ""))[0] for item in row]
                if columns:
                    row.set("spans", f"{min(columns)}:{max(columns)}")
                row.set(f"{{{X14AC}}}dyDescent", "0.4")
                if row.get("ht") is None and chance.random() < 0.3:
                    row.set("ht", "18.75")
            package.put(part, to_xml(root))

    return edit


def attribute_order(seed: int) -> Edit:
    """The attributes of cells in another order, and none that says what goes without saying."""

    def edit(package: Package) -> None:
        chance = random.Random(seed)
        for part in worksheets(package).values():
            with editing(package, part) as root:
                for cell in root.iter(main("c")):
                    items = [(key, text) for key, text in cell.attrib.items() if (key, text) not in _SAID_ANYWAY]
                    chance.shuffle(items)
                    cell.attrib.clear()
                    for key, text in items:
                        cell.set(key, text)

    return edit


_SAID_ANYWAY = {("t", "n"), ("s", "0")}


def calc_chain(seed: int) -> Edit:
    """The order of calculation that Excel keeps: every formula of every sheet, last ones first."""

    def edit(package: Package) -> None:
        chance = random.Random(seed)
        ids = {
            link.target: item.get("sheetId", "")
            for item in package.xml(package.workbook_part).iter(main("sheet"))
            if (link := package.rels(package.workbook_part)[item.get(REL_ID, "")])
        }
        root = etree.Element(main("calcChain"), nsmap={None: MAIN})
        sheets = list(worksheets(package).values())
        chance.shuffle(sheets)
        for part in sheets:
            cells = [item for item in package.xml(part).iter(main("c")) if item.find(main("f")) is not None]
            for number, cell in enumerate(reversed(cells)):
                entry = etree.SubElement(root, main("c"), r=cell.get("r", ""))
                if number == 0 or seed % 2:  # a sheet's number may be said once
                    entry.set("i", ids[part])
        known = package.related(package.workbook_part, "calcChain")
        if known:
            package.put(known[0], to_xml(root))
        else:
            add_part(package, "xl/calcChain.xml", to_xml(root), f"{XL}.calcChain+xml")
            relate(package, package.workbook_part, "calcChain", "xl/calcChain.xml")

    return edit


def declarations(seed: int) -> Edit:
    """XML declared otherwise: a byte order mark, single quotes, no declaration, line breaks behind it, a comment."""

    def edit(package: Package) -> None:
        chance = random.Random(seed)
        for name in package.names:
            if not name.endswith((".xml", ".rels")):
                continue
            text = package.read(name).decode("utf-8-sig")
            body = re.sub(r"^\s*<\?xml[^>]*\?>\s*", "", text)
            made = chance.choice(
                [
                    "\ufeff<?xml version='1.0' encoding='utf-8'?>" + body,
                    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n' + body,
                    '<?xml version="1.0"?>\n<!-- saved by a program -->' + body,
                    "\ufeff" + body,
                    body,
                ]
            )
            package.put(name, made.encode())

    return edit


def prefixed(seed: int) -> Edit:
    """The main namespace with a prefix, as the Open XML SDK writes it."""

    def edit(package: Package) -> None:
        targets = [*worksheets(package).values(), package.workbook_part]
        targets += package.related(package.workbook_part, "sharedStrings")
        for part in targets[seed % 2 :: 2] if seed % 3 else targets:
            old = package.xml(part)
            root = etree.Element(old.tag, nsmap={"x" if key is None else key: uri for key, uri in old.nsmap.items()})
            root.attrib.update(old.attrib)
            root.extend(list(old))
            package.put(part, to_xml(root))

    return edit


def targets_spelled_otherwise(seed: int) -> Edit:
    """Relationship targets absolute or relative to the top, in another order: all name the same part."""

    def edit(package: Package) -> None:
        chance = random.Random(seed)
        for name in [item for item in package.names if item.endswith(".rels")]:
            folder = name.rpartition("_rels/")[0]
            with editing(package, name) as root:
                items = list(root.iter(f"{{{PACKAGE_RELATIONSHIPS}}}Relationship"))
                for item in items:
                    if item.get("TargetMode") == "External" or "#" in item.get("Target", ""):
                        continue
                    target = next(
                        link.target for key, link in package.rels(_source(name)).items() if key == item.get("Id")
                    )
                    up = "../" * folder.count("/")
                    item.set("Target", chance.choice([f"/{target}", up + target]))
                    if item.get("TargetMode") is None and chance.random() < 0.2:
                        item.set("TargetMode", "Internal")
                chance.shuffle(items)
                root.extend(items)

    return edit


def _source(rels: str) -> str:
    folder, _, base = rels.rpartition("_rels/")
    return folder + base.removesuffix(".rels")
