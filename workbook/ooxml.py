"""The vocabulary of Office Open XML, and XML parsing that is safe on files from strangers."""

import re
from collections.abc import Iterator
from typing import IO, Final

from lxml import etree

from workbook import refusals
from workbook.errors import FileError

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
STRICT: Final = "http://purl.oclc.org/ooxml/"

_ENTITY_BOMB: Final = re.compile("entity (amplification|reference loop)")
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NEEDS_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def main(tag: str) -> str:
    """A SpreadsheetML tag with its namespace."""
    return f"{{{MAIN}}}{tag}"


def parse_xml(data: bytes, part: str, file: str) -> etree._Element:
    """The root element. No entity is expanded, nothing is fetched, a DTD is refused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _broken(error, part, file) from error
    _refuse_dtd(root, part, file)
    return root


def stream_xml(source: IO[bytes], tags: tuple[str, ...], part: str, file: str) -> Iterator[etree._Element]:
    """Each finished element with one of the tags, as safely as `parse_xml`; cleared after use to keep memory low."""
    events = etree.iterparse(
        source,
        events=("start", "end"),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,  # a comment inside a value would hide the digits after it
        remove_pis=True,
    )
    try:
        for event, element in events:
            if event == "start":
                _refuse_dtd(element, part, file)
            else:
                yield element
                _forget(element)
    except etree.XMLSyntaxError as error:
        raise _broken(error, part, file) from error


def to_xml(root: etree._Element) -> bytes:
    """The bytes of a part, declared as Excel declares them."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def unescape(text: str) -> str:
    """Text as a person sees it: ``_x000D_`` stands for the character XML cannot hold."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    # Two escapes may make one character; half of one is none, and no program can write it.
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def escape(text: str) -> str:
    """Text as a part stores it; the inverse of `unescape`."""
    return _NEEDS_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def is_true(flag: str | None) -> bool:
    """An XML Schema boolean; absent means false."""
    return flag in ("1", "true")


def _broken(error: etree.XMLSyntaxError, part: str, file: str) -> FileError:
    """The parser itself stops entities that refer to themselves or would grow without end."""
    text = refusals.DTD if _ENTITY_BOMB.search(str(error)) else refusals.BAD_XML
    return FileError(text.format(part=part), file)


def _refuse_dtd(element: etree._Element, part: str, file: str) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise FileError(refusals.DTD.format(part=part), file)


def _forget(element: etree._Element) -> None:
    """Free an element and the siblings before it."""
    parent = element.getparent()
    element.clear()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
