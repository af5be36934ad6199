"""Workbooks whose archive is in order and whose parts are made to harm or to deceive."""

import re
from collections.abc import Callable

from customise_xml import (
    REL_ID,
    WORKBOOK_ORDER,
    WORKSHEET_ORDER,
    XL,
    add_part,
    editing,
    placed,
    put_cell,
    relate,
    tables,
)
from ledgers import Edit, sheet_part, small_file, title
from lxml import etree

from workbook.ooxml import CONTENT_TYPES, MAIN, OFFICE, main
from workbook.package import CONTENT_TYPES_PART, Package

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
FROM_FILE = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/hostname">]>'
FROM_NET = '<!DOCTYPE x [<!ENTITY j SYSTEM "http://127.0.0.1:9/x">]>'
NO_TYPES = f'<Types xmlns="{CONTENT_TYPES}"/>'.encode()
OUTSIDE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'


def hostile(*edits: Edit) -> bytes:
    """The ledger after edits of its parts."""
    package = Package(small_file(), "ledger.xlsx")
    for edit in edits:
        edit(package)
    return package.to_bytes()


def monthly(package: Package) -> str:
    return sheet_part(package, title("monthly"))


def raw(part: Callable[[Package], str], change: Callable[[bytes], bytes]) -> Edit:
    """A part's bytes changed, which must change."""

    def edit(package: Package) -> None:
        name = part(package)
        data = package.read(name)
        assert change(data) != data
        package.put(name, change(data))

    return edit


def named(name: str) -> Callable[[Package], str]:
    return lambda package: name


def of_table(name: str) -> Callable[[Package], str]:
    return lambda package: tables(package)[name].part


def dtd(part: Callable[[Package], str], doctype: str) -> Edit:
    """A document type, and its entity used in the first element."""

    def change(data: bytes) -> bytes:
        text = re.sub(r"<\?xml[^>]*\?>\s*", "", data.decode())
        use = "&j;" if "ENTITY j" in doctype else ""
        return (doctype + re.sub(r"(<[^>]*[^/]>)", rf"\1{use}", text, count=1)).encode()

    return raw(part, change)


def nested(count: int) -> Edit:
    """Elements in elements in elements."""
    deep = b"<extLst>" + b"<ext>" * count + b"</ext>" * count + b"</extLst></worksheet>"
    return raw(monthly, lambda data: data.replace(b"</worksheet>", deep))


def first_cell(xml: str) -> Edit:
    """A cell far to the right of everything, given as XML."""
    return rows(f'<row r="900">{xml}</row>')


def rows(xml: str) -> Edit:
    """Rows below everything."""
    return raw(monthly, lambda data: data.replace(b"</sheetData>", xml.encode() + b"</sheetData>"))


def table_ref(ref: str, name: str = "Monthly") -> Edit:
    """A table that claims another place."""
    return raw(of_table(name), lambda data: re.sub(rb'(<table [^>]*\bref=")[^"]*', rb"\g<1>" + ref.encode(), data))


def worksheet_child(xml: str) -> Edit:
    """An element of a sheet, in its place."""

    def edit(package: Package) -> None:
        with editing(package, monthly(package)) as root:
            new = etree.fromstring(xml.replace(">", f' xmlns="{MAIN}">', 1))
            for old in root.findall(new.tag):
                root.remove(old)
            placed(root, new, WORKSHEET_ORDER)

    return edit


def validation(sqref: str) -> Edit:
    """A rule for these ranges, the only one of the sheet."""
    rule = f'<dataValidation type="whole" sqref="{sqref}"><formula1>1</formula1></dataValidation>'
    return worksheet_child(f'<dataValidations count="1">{rule}</dataValidations>')


def many_sheets(count: int) -> Edit:
    """Thousands of sheets."""

    def edit(package: Package) -> None:
        types, links, listed = [], [], []
        for number in range(count):
            name = f"xl/worksheets/more{number}.xml"
            package.put(name, f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode())
            types.append(f'<Override PartName="/{name}" ContentType="{XL}.worksheet+xml"/>')
            links.append(f'<Relationship Id="m{number}" Type="{OFFICE}/worksheet" Target="/{name}"/>')
            listed.append(f'<sheet xmlns:r="{OFFICE}" name="m{number}" sheetId="{number + 100}" r:id="m{number}"/>')
        _append(package, CONTENT_TYPES_PART, "</Types>", types)
        _append(package, "xl/_rels/workbook.xml.rels", "</Relationships>", links)
        _append(package, package.workbook_part, "</sheets>", listed)

    return edit


def _append(package: Package, part: str, end: str, items: list[str]) -> None:
    data = package.read(part).decode()
    package.put(part, data.replace(end, "".join(items) + end).encode())


def many_tables(count: int) -> Edit:
    """Thousands of tables on one sheet."""

    def edit(package: Package) -> None:
        sheet = monthly(package)
        rels = f"xl/worksheets/_rels/{sheet.rpartition('/')[2]}.rels"
        links = []
        for number in range(count):
            name = f"xl/tables/more{number}.xml"
            body = (
                f'<table xmlns="{MAIN}" id="{number + 100}" name="T{number}" displayName="T{number}" '
                f'ref="AZ{number + 50}:AZ{number + 51}"><tableColumns count="1"><tableColumn id="1" name="a"/>'
                "</tableColumns></table>"
            )
            package.put(name, body.encode())
            links.append(f'<Relationship Id="m{number}" Type="{OFFICE}/table" Target="/{name}"/>')
        _append(package, rels, "</Relationships>", links)

    return edit


def many_names(count: int) -> Edit:
    """Thousands of defined names."""
    items = [f'<definedName name="n{number}">{number}</definedName>' for number in range(count)]
    return lambda package: _append(package, package.workbook_part, "</definedNames>", items)


def many_relationships(count: int) -> Edit:
    """Thousands of relationships to parts that are not there."""
    items = [f'<Relationship Id="m{number}" Type="{OFFICE}/image" Target="m{number}.png"/>' for number in range(count)]
    return lambda package: _append(package, "xl/_rels/workbook.xml.rels", "</Relationships>", items)


def many_styles(count: int) -> Edit:
    """As many cell formats."""
    items = ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'] * count
    return lambda package: _append(package, "xl/styles.xml", "</cellXfs>", items)


def twice(part: Callable[[Package], str], pattern: bytes) -> Edit:
    """The first thing of that form said twice."""
    return raw(part, lambda data: re.sub(pattern, rb"\g<0>\g<0>", data, count=1))


def table_twice(package: Package) -> None:
    """A second table of the same name on another sheet, with other numbers."""
    known = tables(package)["Monthly"]
    other = sheet_part(package, title("guide"))
    name = add_part(package, "xl/tables/twin.xml", package.read(known.part), f"{XL}.table+xml")
    key = relate(package, other, "table", name)
    with editing(package, other) as root:
        listed = placed(root, root.makeelement(main("tableParts"), count="1"), WORKSHEET_ORDER)
        etree.SubElement(listed, main("tablePart")).set(REL_ID, key)


def sheet_target(target: str, mode: str = "") -> Edit:
    """The month sheet's relationship leads elsewhere."""

    def edit(package: Package) -> None:
        sheet = monthly(package)
        with editing(package, "xl/_rels/workbook.xml.rels") as root:
            for item in root:
                if (item.get("Target") or "").endswith(sheet.rpartition("/")[2]):
                    item.set("Target", target)
                    if mode:
                        item.set("TargetMode", mode)

    return edit


def retyped(old: str, new: str) -> Edit:
    """A content type that says something else."""
    return raw(named(CONTENT_TYPES_PART), lambda data: data.replace(old.encode(), new.encode()))


def dde(package: Package) -> None:
    """A link that would start a program."""
    body = (
        f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" ddeTopic="/c calc"><ddeItems><ddeItem name="A0" '
        'advise="1"/></ddeItems></ddeLink></externalLink>'
    )
    name = add_part(package, "xl/externalLinks/externalLink1.xml", body, f"{XL}.externalLink+xml")
    key = relate(package, package.workbook_part, "externalLink", name)
    with editing(package, package.workbook_part) as root:
        listed = placed(root, root.makeelement(main("externalReferences")), WORKBOOK_ORDER)
        etree.SubElement(listed, main("externalReference")).set(REL_ID, key)


def formula(text: str) -> Edit:
    """A formula of the user's own beside the months."""

    def edit(package: Package) -> None:
        with editing(package, monthly(package)) as root:
            put_cell(root, 2, 40, f"={text}", cached="0")

    return edit


def value(kind: str, text: str) -> Edit:
    """A cell of that type that holds such text."""
    return first_cell(f'<c r="A900" t="{kind}"><v>{text}</v></c>')


def shared_formula(count: int) -> Edit:
    """One formula shared by very many cells."""
    cells = "".join(
        f'<row r="{row}"><c r="B{row}"><f t="shared" si="7"/><v>1</v></c></row>' for row in range(901, count)
    )
    return rows(
        f'<row r="900"><c r="B900"><f t="shared" ref="B900:B{count}" si="7">A900+1</f><v>1</v></c></row>{cells}'
    )


def encoded(part: Callable[[Package], str], encoding: str) -> Edit:
    """The same text in another encoding, declared."""

    def change(data: bytes) -> bytes:
        text = re.sub(r"<\?xml[^>]*\?>\s*", "", data.decode())
        return f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)

    return raw(part, change)
