"""The stamp in a file: reading and changing single values of it."""

from collections.abc import Mapping
from typing import Final

from lxml import etree

from workbook.edit.whole_part import to_part
from workbook.package import Package

_PROPERTIES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VARIANTS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # what custom properties have had since 1997


def read_stamp(package: Package, name: str) -> str | None:
    """A value as text; None when the file has none of that name."""
    for part in package.related("", "custom-properties"):
        for item in package.xml(part):
            if item.get("name") == name and len(item):
                return item[0].text
    return None


def write_stamp(package: Package, values: Mapping[str, str | None]) -> None:
    """Change values, add those that are missing, and take away those that are None."""
    for part in package.related("", "custom-properties"):
        root = package.xml(part)
        known = {item.get("name", ""): item for item in root}
        for name, value in values.items():
            item = known.get(name)
            if value is None:
                if item is not None:
                    root.remove(item)
            elif item is not None:
                item[0].text = value
            else:
                _add(root, name, value)
        package.put(part, to_part(root))


def _add(root: etree._Element, name: str, value: str) -> None:
    number = max((int(item.get("pid", "1")) for item in root), default=1) + 1
    item = etree.SubElement(root, f"{{{_PROPERTIES}}}property", fmtid=_FORMAT, pid=str(number), name=name)
    etree.SubElement(item, f"{{{_VARIANTS}}}lpwstr").text = value
