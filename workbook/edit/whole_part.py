"""Small parts, changed as a whole: what is not changed keeps its meaning, if not its every byte."""

from lxml import etree


def to_part(root: etree._Element) -> bytes:
    """The bytes of a part, comments around its root included."""
    tree = root.getroottree()
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
