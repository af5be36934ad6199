"""The list of formula cells that Excel keeps: new ones are added, those without a formula any more are dropped.

An entry for a cell without a formula makes Excel repair the file. Other entries keep their order.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from lxml import etree

from workbook.edit.new_parts import drop_part, unrelate
from workbook.edit.whole_part import to_part
from workbook.ooxml import OFFICE, main
from workbook.package import Package

Entry = tuple[str, str]  # a cell's address and its sheet's number
_END: Final = re.compile(rb"</((?:[\w.-]+:)?)calcChain\s*>\s*")


def sheet_ids(package: Package) -> dict[str, str]:
    """The number of each sheet by its part, as the list knows it."""
    links = package.rels(package.workbook_part)
    items = package.xml(package.workbook_part).iterfind(f"{main('sheets')}/{main('sheet')}")
    found = ((links.get(item.get(f"{{{OFFICE}}}id", "")), item.get("sheetId", "")) for item in items)
    return {link.target: number for link, number in found if link is not None}


def edited_chain(
    package: Package, part: str, new: Mapping[str, Sequence[str]], gone: Mapping[str, Collection[str]]
) -> bytes | None:
    """The list with the addresses by sheet part added and dropped; None when nothing changes."""
    ids = sheet_ids(package)
    entries = [(address, ids[sheet]) for sheet, addresses in new.items() for address in addresses]
    dropped = {(address, ids[sheet]) for sheet, addresses in gone.items() for address in addresses}
    if not entries and not dropped:
        return None
    data = package.read(part)
    end = data.rfind(b"</")
    tag = _END.fullmatch(data, end) if end >= 0 and not dropped else None
    if tag is None:
        return _edited_tree(package.xml(part), entries, dropped)
    prefix = tag[1].decode()  # the usual case by far, and the list may be long
    added = "".join(f'<{prefix}c r="{address}" i="{number}"/>' for address, number in entries)
    return data[:end] + added.encode() + data[end:]


def forget_chain(package: Package) -> None:
    """Drop the list: Excel makes it anew, and one that misses cells or takes an array for a plain one helps nobody."""
    for part in package.related(package.workbook_part, "calcChain"):
        unrelate(package, package.workbook_part, part)
        drop_part(package, part)


def _edited_tree(root: etree._Element, new: Sequence[Entry], dropped: Collection[Entry]) -> bytes:
    """The same on the list as a tree. An entry that names no sheet is on that of the entry before."""
    sheet = ""
    for entry in list(root.iterchildren(main("c"))):
        sheet = entry.get("i", sheet)
        if (entry.get("r", ""), sheet) in dropped:
            follower = entry.getnext()
            if follower is not None and follower.get("i") is None:
                follower.set("i", sheet)
            root.remove(entry)
    for address, number in new:
        etree.SubElement(root, main("c"), r=address, i=number)
    return to_part(root)
