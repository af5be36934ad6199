"""A large sheet part in plain form: its rows by `workbook.plain_rows`, all around them by an XML parser."""

import re
from typing import IO, Final

from lxml import etree

from workbook.errors import FileError
from workbook.ooxml import is_true, main, parse_xml
from workbook.plain_rows import PlainRows, RowReader
from workbook.plain_xml import NotPlainError

_ROWS, _NO_ROWS, _AFTER = b"<sheetData>", b"<sheetData/>", b"</sheetData>"
_END: Final = b"</row>"
_CHUNK: Final = 2**20
_LONGEST: Final = 16 * 2**20  # what stands before the rows, or between the ends of two rows
_LONGEST_ROOT: Final = 2**14  # it is put around every row that is not plain
_BEGINNING: Final = re.compile(
    rb"""(?:<\?xml version=["']1\.0["'](?: encoding=["'](?i:utf-8)["'])?(?: standalone=["'](?:yes|no)["'])? ?\?>\s*)?"""
    rb"(<worksheet(?:\s[^<>]*)?>)"
)
_ROOT, _DATA, _ROW, _PROTECTION = main("worksheet"), main("sheetData"), main("row"), main("sheetProtection")


def read_plain(source: IO[bytes], reader: RowReader) -> bool:
    """Give the reader all cells; whether the sheet is protected. NotPlainError when the part is not plain."""
    head, buffer = _head(source)
    start = _BEGINNING.match(head)
    if start is None or len(start[1]) > _LONGEST_ROOT or b"<!" in head or b"<?" in head[start.start(1) :]:
        raise NotPlainError
    rows = PlainRows(reader, start[1], _prefixes(start[1]))
    while not buffer.startswith(_AFTER):
        end = buffer.rfind(_END) + len(_END)
        if end >= len(_END):
            rows.read(buffer[:end])
            buffer = buffer[end:]
            continue
        chunk = source.read(_CHUNK)
        if not chunk or len(buffer) > _LONGEST:
            raise NotPlainError
        buffer += chunk
    around = head + _NO_ROWS + buffer[len(_AFTER) :] + source.read()
    protected = _around(around, reader.file)
    reader.cells.around = around
    return protected


def _head(source: IO[bytes]) -> tuple[bytes, bytes]:
    """What stands before the rows, and the beginning of the rows."""
    buffer = b""
    while _ROWS not in buffer:
        chunk = source.read(_CHUNK)
        if not chunk or len(buffer) > _LONGEST:
            raise NotPlainError
        buffer += chunk
    head, _, rest = buffer.partition(_ROWS)
    return head, rest


def _prefixes(root: bytes) -> frozenset[str]:
    """The namespace prefixes that the root declares."""
    try:
        return frozenset(prefix for prefix in etree.fromstring(root + b"</worksheet>").nsmap if prefix)
    except etree.XMLSyntaxError as error:
        raise NotPlainError from error


def _around(part: bytes, file: str) -> bool:
    """Whether the sheet is protected, from the part without its rows, which must be sound and as expected."""
    try:
        root = parse_xml(part, "", file)
    except FileError as error:
        raise NotPlainError from error
    data = root.findall(_DATA)
    if root.tag != _ROOT or len(data) != 1 or next(root.iter(_ROW), None) is not None:
        raise NotPlainError
    protected = False
    for element in root.iter(_PROTECTION):
        protected = is_true(element.get("sheet"))
    return protected
