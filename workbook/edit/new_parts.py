"""New parts in a package: names that nobody uses, content types, relationships."""

import posixpath
import re
from collections.abc import Collection

from lxml import etree

from workbook.edit.whole_part import to_part
from workbook.ooxml import CONTENT_TYPES, PACKAGE_RELATIONSHIPS
from workbook.package import CONTENT_TYPES_PART, Package

_NUMBER = re.compile(r"\d*(?=\.\w+$)")


def free_name(package: Package, like: str) -> str:
    """A part name such as ``xl/tables/table7.xml``, in the folder of ``like``, that is not taken in any spelling."""
    taken = {name.casefold() for name in package.names}
    numbered = (_NUMBER.sub(str(number), like, count=1) for number in range(1, len(taken) + 2))
    return next(name for name in numbered if name.casefold() not in taken)


def content_type(package: Package, part: str) -> str:
    """What kind of part it is."""
    parts, extensions = package.content_types()
    return parts.get(part) or extensions.get(part.rpartition(".")[2].lower(), "")


def add_part(package: Package, name: str, data: bytes, kind: str) -> None:
    """Add a part of that content type."""
    package.put(name, data)
    root = package.xml(CONTENT_TYPES_PART)
    etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{name}", ContentType=kind)
    package.put(CONTENT_TYPES_PART, to_part(root))


def drop_part(package: Package, name: str) -> None:
    """Remove a part with its relationships and its content type; whoever points to it is not looked for."""
    for gone in (name, relationships_part(name)):
        if gone in package:
            package.remove(gone)
    root = package.xml(CONTENT_TYPES_PART)
    for item in list(root.iter(f"{{{CONTENT_TYPES}}}Override")):
        if item.get("PartName", "").casefold() == f"/{name}".casefold():
            root.remove(item)
    package.put(CONTENT_TYPES_PART, to_part(root))


def relationships_part(part: str) -> str:
    """Name of the part that holds the relationships of another, or of the package for ``""``."""
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def relate(package: Package, part: str, kind: str, target: str) -> str:
    """Point from one part to another; the id of the relationship. ``kind`` is its whole type."""
    name = relationships_part(part)
    root = package.xml(name) if name in package else new_relationships()
    items = list(root.iter(f"{{{PACKAGE_RELATIONSHIPS}}}Relationship"))
    key = free_key({item.get("Id", "") for item in items})
    etree.SubElement(
        root,
        f"{{{PACKAGE_RELATIONSHIPS}}}Relationship",
        Id=key,
        Type=kind,
        Target=posixpath.relpath(f"/{target}", f"/{posixpath.dirname(part)}"),
    )
    package.put(name, to_part(root))
    return key


def new_relationships() -> etree._Element:
    """An empty list of relationships."""
    return etree.fromstring(f'<Relationships xmlns="{PACKAGE_RELATIONSHIPS}"/>')


def unrelate(package: Package, part: str, target: str) -> None:
    """Take away every relationship from one part to another."""
    name = relationships_part(part)
    gone = {key for key, link in package.rels(part).items() if not link.external and link.target == target}
    root = package.xml(name)
    for item in list(root.iter(f"{{{PACKAGE_RELATIONSHIPS}}}Relationship")):
        if item.get("Id") in gone:
            root.remove(item)
    package.put(name, to_part(root))


def free_key(taken: Collection[str]) -> str:
    """A relationship id that is not taken."""
    return next(key for number in range(1, len(taken) + 2) if (key := f"rId{number}") not in taken)
