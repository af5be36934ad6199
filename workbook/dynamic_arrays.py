"""Formulas that Excel evaluates as dynamic arrays: the mark that a cell bears and the part that explains it.

A cell whose formula calls an Office add-in's function is stored like that, ``<c cm="1"><f t="array" ref="A1">``,
where ``cm`` counts the entries of ``xl/metadata.xml``. Without it Excel shows an ``@`` before the call.
"""

from typing import Final

from lxml import etree

from workbook.ooxml import OFFICE

PART: Final = "xl/metadata.xml"
CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml"
KIND: Final = "sheetMetadata"
RELATIONSHIP: Final = f"{OFFICE}/{KIND}"
METADATA: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<metadata xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    b' xmlns:xda="http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray"><metadataTypes count="1">'
    b'<metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1"'
    b' splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1" coerce="1" cellMeta="1"/>'
    b'</metadataTypes><futureMetadata name="XLDAPR" count="1"><bk><extLst>'
    b'<ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}"><xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/>'
    b'</ext></extLst></bk></futureMetadata><cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>'
)


def make_dynamic(cell: etree._Element, formula: etree._Element, number: int) -> None:
    """Let a cell's formula be a dynamic array of one cell."""
    formula.set("t", "array")
    formula.set("ref", cell.get("r", ""))
    cell.set("cm", str(number))


def make_plain(cell: etree._Element, formula: etree._Element) -> None:
    """Let the formula of a cell that is a dynamic array of its own be a plain one; others stay as they are."""
    if formula.get("t") == "array" and formula.get("ref") == cell.get("r") and "cm" in cell.attrib:
        for element, name in ((formula, "t"), (formula, "ref"), (cell, "cm")):
            del element.attrib[name]
