"""An oddly written sheet part made plain: UTF-8, one prefix, no comments, every row and cell numbered and in order.

It means the same. Such parts come from other programs than the usual ones, so the whole part may be held in memory.
"""

from lxml import etree
from openpyxl.utils import get_column_letter

from workbook import refusals
from workbook.edit.row_patch import column_of
from workbook.errors import FileError
from workbook.ooxml import MAIN, main, parse_xml, to_xml


def plain_sheet(data: bytes, part: str, file: str) -> bytes:
    """The part, written as Excel would."""
    root = _with_one_prefix(parse_xml(data, part, file))
    for node in list(root.iter(etree.Comment, etree.ProcessingInstruction)):
        _drop(node)
    rows = root.find(main("sheetData"))
    if (
        rows is None
        or root.tag != main("worksheet")
        or any(row.getparent() is not rows for row in rows.iter(main("row")))
    ):
        raise FileError(refusals.BAD_XML.format(part=part), file)
    _number(rows)
    return to_xml(root)


def _with_one_prefix(root: etree._Element) -> etree._Element:
    """The same tree in which tags of the sheet have no prefix, whatever mixture it had."""
    spaces: dict[str | None, str] = {None: MAIN}
    spaces |= {prefix: uri for prefix, uri in root.nsmap.items() if prefix and uri != MAIN}
    new = etree.Element(root.tag, nsmap=spaces)  # type: ignore[arg-type]  # None is the default namespace
    for name, value in root.attrib.items():
        new.set(name, value)
    new.text = root.text
    for child in list(root):
        if child.tag == main("sheetData"):
            _move_rows(child, etree.SubElement(new, child.tag))
        else:
            new.append(child)
    return new


def _move_rows(old: etree._Element, new: etree._Element) -> None:
    """Row by row: moved as one tree, a hundred thousand rows take lxml minutes."""
    new.attrib.update(old.attrib)
    new.text, new.tail = old.text, old.tail
    for row in list(old):
        new.append(row)


def _drop(node: etree._Element) -> None:
    """Remove a comment; the text after it joins the text before it."""
    parent, before = node.getparent(), node.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (node.tail or "")
    else:
        parent.text = (parent.text or "") + (node.tail or "")
    node.tail = None
    parent.remove(node)


def _number(rows: etree._Element) -> None:
    """Give every row and cell its position, put them in order, and join rows of one number."""
    found: dict[int, etree._Element] = {}
    number = 0
    for row in list(rows.iterchildren(main("row"))):
        number = int(row.get("r") or number + 1)
        row.set("r", str(number))
        _number_cells(row, number)
        rows.remove(row)
        if number in found:
            found[number].extend(list(row))
        else:
            found[number] = row
    for number in sorted(found):
        cells = sorted(found[number].iterchildren(main("c")), key=column_of)
        for cell in cells:
            found[number].append(cell)
        rows.append(found[number])


def _number_cells(row: etree._Element, number: int) -> None:
    column = 0
    for cell in row.iterchildren(main("c")):
        column = column_of(cell) if cell.get("r") else column + 1
        cell.set("r", f"{get_column_letter(column)}{number}")
