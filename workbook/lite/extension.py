"""Where xlwings Lite keeps its code: in the properties of its web extension, each as a JSON string.

    _rels/.rels -> xl/webextensions/taskpanes.xml -> xl/webextensions/webextension1.xml

A workbook may hold other add-ins there, and Lite other properties: none of them is touched.
"""

import json
import re
from dataclasses import dataclass
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from hedge_xl.core.language import Text
from workbook.edit.new_parts import add_part, drop_part, free_name, relate, unrelate
from workbook.edit.whole_part import to_part
from workbook.errors import FileError
from workbook.ooxml import OFFICE
from workbook.package import Package

ADD_IN: Final = "wa200008175"
"""xlwings Lite in Microsoft's store."""
MAIN_FILE: Final = "main.py"
REQUIREMENTS_FILE: Final = "requirements.txt"

_WE: Final = "http://schemas.microsoft.com/office/webextensions/webextension/2010/11"
_PANES: Final = "http://schemas.microsoft.com/office/webextensions/taskpanes/2010/11"
_KIND: Final = "webextension"
_PANES_KIND: Final = "webextensiontaskpanes"
_RELATIONSHIP: Final = "http://schemas.microsoft.com/office/2011/relationships/{kind}"
_TYPE: Final = "application/vnd.ms-office.webextension"
_PANES_PART: Final = "xl/webextensions/taskpanes.xml"
_EXTENSION_PART: Final = "xl/webextensions/webextension1.xml"
_NO_XML: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_EMPTY_EXTENSION: Final = (
    f'<we:webextension xmlns:we="{_WE}" id="{{{{{{id}}}}}}">'
    f'<we:reference id="{ADD_IN}" version="1.0.0.0" store="en-US" storeType="OMEX"/><we:alternateReferences/>'
    f'<we:properties/><we:bindings/><we:snapshot xmlns:r="{OFFICE}"/></we:webextension>'
).format(id=str(uuid5(NAMESPACE_URL, f"https://lite.xlwings.org/#hedge_xl-{ADD_IN}")).upper())
# Not shown on opening: without the add-in, or without a network, Excel would complain before showing a single number.
_PANE: Final = (
    f'<wetp:taskpane xmlns:wetp="{_PANES}" dockstate="right" visibility="0" width="525" row="0">'
    f'<wetp:webextensionref xmlns:r="{OFFICE}" r:id="{{key}}"/></wetp:taskpane>'
)
_UNREADABLE: Final = Text(
    "xlwings Lite のコード {name} が読み取れません。ブックが壊れているか、別の形で保存されています。",
    "the code {name} of xlwings Lite cannot be read; the workbook is damaged, or keeps it in another form.",
)


@dataclass(frozen=True, slots=True)
class LiteCode:
    """The two files of a workbook's code."""

    main: str
    requirements: str


def code_in(package: Package) -> LiteCode | None:
    """The code that a workbook carries; None when xlwings Lite has never been used with it."""
    part = _part(package)
    if part is None:
        return None
    properties = _properties(package.xml(part))
    return LiteCode(_text(package, properties, MAIN_FILE), _text(package, properties, REQUIREMENTS_FILE))


def put_code(package: Package, code: LiteCode) -> None:
    """Put code into a workbook, or other code in its place."""
    part = _part(package) or _new_part(package)
    root = package.xml(part)
    for name, text in ((MAIN_FILE, code.main), (REQUIREMENTS_FILE, code.requirements)):
        _set(root, name, _quoted(text))
    package.put(part, to_part(root))


def drop_code(package: Package) -> None:
    """Take Lite's extension out of a workbook, with whatever else Lite kept there."""
    part = _part(package)
    if part is None:
        return
    panes = next(pane for pane in package.related("", _PANES_KIND) if part in package.related(pane, _KIND))
    keys = {key for key, link in package.rels(panes).items() if link.target == part}
    root = package.xml(panes)
    for item in list(root):
        if any(reference.get(f"{{{OFFICE}}}id") in keys for reference in item.iter(f"{{{_PANES}}}webextensionref")):
            root.remove(item)
    package.put(panes, to_part(root))
    unrelate(package, panes, part)
    drop_part(package, part)
    if not len(root):
        unrelate(package, "", panes)
        drop_part(package, panes)


def holds_other_settings(package: Package) -> bool:
    """Whether Lite has kept anything but code in the workbook, as it does once it has been used."""
    part = _part(package)
    return part is not None and bool(_properties(package.xml(part)).keys() - {MAIN_FILE, REQUIREMENTS_FILE})


def _part(package: Package) -> str | None:
    """The part of Lite's extension."""
    for panes in package.related("", _PANES_KIND):
        for part in package.related(panes, _KIND):
            references = package.xml(part).iter(f"{{{_WE}}}reference")
            if any(item.get("id", "").casefold() == ADD_IN for item in references):
                return part
    return None


def _new_part(package: Package) -> str:
    """A part for Lite's extension, beside those of other add-ins if there are any."""
    panes = next(iter(package.related("", _PANES_KIND)), None)
    if panes is None:
        panes = free_name(package, _PANES_PART) if _PANES_PART in package else _PANES_PART
        add_part(
            package,
            panes,
            to_part(etree.fromstring(f'<wetp:taskpanes xmlns:wetp="{_PANES}"/>')),
            f"{_TYPE}taskpanes+xml",
        )
        relate(package, "", _RELATIONSHIP.format(kind=_PANES_KIND), panes)
    part = free_name(package, _EXTENSION_PART)
    add_part(package, part, to_part(etree.fromstring(_EMPTY_EXTENSION)), f"{_TYPE}+xml")
    key = relate(package, panes, _RELATIONSHIP.format(kind=_KIND), part)
    root = package.xml(panes)
    root.append(etree.fromstring(_PANE.format(key=key)))
    package.put(panes, to_part(root))
    return part


def _properties(root: etree._Element) -> dict[str, str]:
    items = root.iterfind(f"{{{_WE}}}properties/{{{_WE}}}property")
    return {item.get("name", ""): item.get("value", "") for item in items}


def _text(package: Package, properties: dict[str, str], name: str) -> str:
    """A file's text out of its JSON string; one that is not there is empty."""
    try:
        text = json.loads(properties.get(name, '""'))
        str(text).encode()  # half a character is none
    except ValueError:
        text = None
    if not isinstance(text, str):
        raise FileError(_UNREADABLE.format(name=name), package.file)
    return text


def _quoted(text: str) -> str:
    """A text as a JSON string, without the few characters that XML cannot hold."""
    return _NO_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def _set(root: etree._Element, name: str, value: str) -> None:
    listed = root.find(f"{{{_WE}}}properties")
    if listed is None:  # the schema wants it before the bindings
        listed = etree.Element(f"{{{_WE}}}properties")
        before = root.find(f"{{{_WE}}}alternateReferences")
        (before if before is not None else root[0]).addnext(listed)
    item = next((item for item in listed if item.get("name") == name), None)
    if item is None:
        item = etree.SubElement(listed, f"{{{_WE}}}property", name=name)
    item.set("value", value)
