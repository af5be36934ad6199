"""Parts that programs leave in a workbook: macros, add-in code, links, custom XML and what nobody here knows."""

import random

from customise_parts import DRAWING
from customise_sheets import insert_sheet
from customise_xml import (
    REL_ID,
    WORKBOOK_ORDER,
    XL,
    add_extension,
    add_part,
    child,
    editing,
    free_name,
    relate,
    tables,
    worksheets,
)
from ledgers import Edit
from lxml import etree

from workbook.ooxml import CONTENT_TYPES, MAIN, OFFICE, main
from workbook.package import CONTENT_TYPES_PART, Package

TASKPANES = "http://schemas.microsoft.com/office/2011/relationships"
VBA_PROJECT = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
UNKNOWN = "http://schemas.example.com/2031/relationships"


def macros(seed: int) -> Edit:
    """A VBA project: the workbook becomes one with macros."""

    def edit(package: Package) -> None:
        binary = bytes.fromhex("d0cf11e0a1b11ae1") + random.Random(seed).randbytes(3000)
        add_part(package, "xl/vbaProject.bin", binary, "application/vnd.ms-office.vbaProject")
        relate(package, package.workbook_part, VBA_PROJECT, "xl/vbaProject.bin")
        with editing(package, CONTENT_TYPES_PART) as root:
            for item in root.iter(f"{{{CONTENT_TYPES}}}Override"):
                if item.get("PartName") == f"/{package.workbook_part}":
                    item.set("ContentType", MACRO_TYPE)
        with editing(package, package.workbook_part) as root:
            child(root, "workbookPr", WORKBOOK_ORDER).set("codeName", "ThisWorkbook")

    return edit


def lite_code(seed: int) -> Edit:
    """The code that xlwings Lite keeps in the workbook."""

    def edit(package: Package) -> None:
        space = "http://schemas.microsoft.com/office/webextensions/webextension/2010/11"
        code = f"&quot;import xlwings as xw\\n# {seed} 自分のコード\\n&quot;"
        extension = (
            f'<we:webextension xmlns:we="{space}" id="{{0A5D2B2E-0001-4000-8000-{seed:012d}}}">'
            '<we:reference id="wa200008175" version="1.0.0.0" store="en-US" storeType="OMEX"/><we:alternateReferences/>'
            f'<we:properties><we:property name="main.py" value="{code}"/><we:property name="requirements.txt" '
            'value="&quot;xlwings==0.37.8\\n&quot;"/></we:properties><we:bindings/></we:webextension>'
        )
        panes = (
            '<wetp:taskpanes xmlns:wetp="http://schemas.microsoft.com/office/webextensions/taskpanes/2010/11">'
            '<wetp:taskpane dockstate="right" visibility="0" width="525" row="1"><wetp:webextensionref '
            f'xmlns:r="{OFFICE}" r:id="rId1"/></wetp:taskpane></wetp:taskpanes>'
        )
        folder, kind = "xl/webextensions/", "application/vnd.ms-office.webextension"
        add_part(package, f"{folder}taskpanes.xml", panes, f"{kind}taskpanes+xml")
        add_part(package, f"{folder}webextension1.xml", extension, f"{kind}+xml")
        relate(package, "", f"{TASKPANES}/webextensiontaskpanes", f"{folder}taskpanes.xml")
        relate(package, f"{folder}taskpanes.xml", f"{TASKPANES}/webextension", f"{folder}webextension1.xml")

    return edit


def custom_xml(seed: int) -> Edit:
    """Data that a company's programs attach to documents."""

    def edit(package: Package) -> None:
        item = add_part(package, free_name(package, "customXml/item{}.xml"), f'<note xmlns="urn:x">{seed} 会社</note>')
        properties = (
            '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
            f'ds:itemID="{{7B2D0000-0001-4000-8000-{seed:012d}}}"><ds:schemaRefs/></ds:datastoreItem>'
        )
        name = free_name(package, "customXml/itemProps{}.xml")
        add_part(package, name, properties, "application/vnd.openxmlformats-officedocument.customXmlProperties+xml")
        relate(package, package.workbook_part, "customXml", item)
        relate(package, item, "customXmlProps", name)

    return edit


def printer_settings(seed: int) -> Edit:
    """What a printer's driver left."""

    def edit(package: Package) -> None:
        add_extension(package, "bin", f"{XL}.printerSettings")
        for sheet in list(worksheets(package).values())[seed % 2 :: 2]:
            with editing(package, sheet) as root:
                setup = root.find(main("pageSetup"))
                if setup is None or REL_ID in setup.attrib:
                    continue
                name = free_name(package, "xl/printerSettings/printerSettings{}.bin")
                add_part(package, name, random.Random(seed).randbytes(500))
                setup.set(REL_ID, relate(package, sheet, "printerSettings", name))

    return edit


def external_link(seed: int) -> Edit:
    """A formula that looks into another workbook, and what it last saw there."""

    def edit(package: Package) -> None:
        name = free_name(package, "xl/externalLinks/externalLink{}.xml")
        body = (
            f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{OFFICE}" r:id="rId1"><sheetNames>'
            '<sheetName val="S"/></sheetNames><sheetDataSet><sheetData sheetId="0">'
            '<row r="1"><cell r="A1"><v>5</v></cell></row>'
            "</sheetData></sheetDataSet></externalBook></externalLink>"
        )
        add_part(package, name, body, f"{XL}.externalLink+xml")
        relate(package, name, "externalLinkPath", "other.xlsx", external=True)
        key = relate(package, package.workbook_part, "externalLink", name)
        with editing(package, package.workbook_part) as root:
            listed = child(root, "externalReferences", WORKBOOK_ORDER)
            reference = etree.SubElement(listed, main("externalReference"))
            reference.set(REL_ID, key)
            number = len(listed)
        row = f'<row r="1"><c r="A1"><f>[{number}]S!$A$1</f><v>5</v></c></row>'
        insert_sheet(package, f"外部{seed}", row, len(worksheets(package)))

    return edit


def pivot(seed: int) -> Edit:
    """A pivot table's cache over our log, refreshed on load."""

    def edit(package: Package) -> None:
        home = tables(package)["ExecutionLog"]
        fields = [item.get("name", "") for item in package.xml(home.part).iter(main("tableColumn"))]
        root = etree.Element(main("pivotCacheDefinition"), nsmap={None: MAIN, "r": OFFICE})
        root.attrib.update({"saveData": "0", "refreshOnLoad": "1", "refreshedBy": "自分", "createdVersion": "6"})
        source = etree.SubElement(root, main("cacheSource"), type="worksheet")
        etree.SubElement(source, main("worksheetSource"), name=home.name)
        listed = etree.SubElement(root, main("cacheFields"), count=str(len(fields)))
        for field in fields:
            etree.SubElement(etree.SubElement(listed, main("cacheField"), name=field), main("sharedItems"))
        part = free_name(package, "xl/pivotCache/pivotCacheDefinition{}.xml")
        add_part(package, part, etree.tostring(root), f"{XL}.pivotCacheDefinition+xml")
        key = relate(package, package.workbook_part, "pivotCacheDefinition", part)
        with editing(package, package.workbook_part) as book:
            cache = etree.SubElement(
                child(book, "pivotCaches", WORKBOOK_ORDER), main("pivotCache"), cacheId=str(30 + seed)
            )
            cache.set(REL_ID, key)

    return edit


def unknown_parts(seed: int) -> Edit:
    """Parts of a kind that nobody here knows, tied by relationships of a kind that nobody here knows."""

    def edit(package: Package) -> None:
        binary = add_part(
            package, f"xl/future/thing{seed}.dat", random.Random(seed).randbytes(2000), "application/x-future"
        )
        loose = add_part(package, f"xl/future/loose{seed}.xml", '<?xml version="1.0"?><f:x xmlns:f="urn:future"/>')
        relate(package, package.workbook_part, f"{UNKNOWN}/future", binary)
        relate(package, next(iter(worksheets(package).values())), f"{UNKNOWN}/other", binary)
        relate(package, binary, f"{UNKNOWN}/third", loose)
        relate(package, binary, "hyperlink", "https://example.com/?a=1&b=2", external=True)

    return edit


def theme(seed: int) -> Edit:
    """Other colours of the document's theme."""

    def edit(package: Package) -> None:
        chance = random.Random(seed)
        (part,) = package.related(package.workbook_part, "theme")
        with editing(package, part) as root:
            for item in root.iter(f"{{{DRAWING}}}srgbClr"):
                item.set("val", f"{chance.getrandbits(24):06X}")

    return edit


def saved_by_excel(seed: int) -> Edit:
    """The statistics that Excel writes about the document, and its version in the workbook."""

    def edit(package: Package) -> None:
        titles = [title.replace("&", "&amp;").replace("<", "&lt;") for title in worksheets(package)]
        listed = "".join(f"<vt:lpstr>{title}</vt:lpstr>" for title in titles)
        body = (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" '
            'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
            "<Application>Microsoft Excel</Application><DocSecurity>0</DocSecurity><HeadingPairs>"
            '<vt:vector size="2" baseType="variant">'
            f"<vt:variant><vt:lpstr>ワークシート</vt:lpstr></vt:variant><vt:variant><vt:i4>{len(titles)}</vt:i4></vt:variant>"
            f"</vt:vector></HeadingPairs><TitlesOfParts>"
            f'<vt:vector size="{len(titles)}" baseType="lpstr">{listed}</vt:vector>'
            f"</TitlesOfParts><AppVersion>16.0{300 + seed % 9}</AppVersion></Properties>"
        )
        (part,) = package.related("", "extended-properties")
        package.put(part, body.encode())
        with editing(package, package.workbook_part) as root:
            version = child(root, "fileVersion", WORKBOOK_ORDER)
            version.attrib.update({"appName": "xl", "lastEdited": "7", "lowestEdited": "7", "rupBuild": "29127"})
            child(root, "calcPr", WORKBOOK_ORDER).set("calcId", "191029")

    return edit
