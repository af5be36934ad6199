"""A sheet part written again as it streams by: rows that nobody touches pass through byte for byte.

Only the touched rows are parsed. Whatever this reading of bytes could mistake (comments, other encodings, rows that
do not say which they are) is reported as `OddSheetError`; `workbook.edit.plain_sheet` makes such a part plain first.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Final

from lxml import etree

from workbook.edit.cell_columns import CellWriter
from workbook.ooxml import MAIN

CHUNK: Final = 1 << 20
_MOST_HEAD: Final = 1 << 24  # far more than anything that stands before the rows
_COMMENT: Final = re.compile(rb"<[!?]")
_DECLARED: Final = b"xmlns"  # a prefix declared among the rows
_OVERLAP: Final = 4  # so that neither is missed where two chunks meet
_DECLARATION: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml\s[^>]*?\?>)?\s*")
_ENCODING: Final = re.compile(rb"encoding\s*=\s*[\"']([\w.-]+)[\"']")
_TAG: Final = rb"(?:[^>\"']|\"[^\"]*\"|'[^']*')*>"
_ROOT: Final = re.compile(rb"<(([\w.-]+:)?worksheet)(?=[\s/>])" + _TAG)
_ROWS: Final = re.compile(rb"<([\w.-]+:)?sheetData(?=[\s/>])" + _TAG)
_NUMBER: Final = re.compile(rb"\sr=[\"'](0*[1-9][0-9]{0,6})[\"']")


class OddSheetError(Exception):
    """A sheet part that is no plain UTF-8 XML with numbered rows in order."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a piece of a sheet needs around it to be XML: the root's start tag, which declares the prefixes."""

    start: bytes
    name: bytes
    prefix: str

    @property
    def cells(self) -> CellWriter:
        """Writes cells with the sheet's own prefix."""
        return CellWriter(self.prefix)

    def parse(self, piece: bytes) -> etree._Element:
        """The root with the piece inside."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, strip_cdata=False)
        try:
            return etree.fromstring(self.start + piece + b"</" + self.name + b">", parser)
        except etree.XMLSyntaxError as error:  # rows within rows: their ends are mistaken for one another
            raise OddSheetError from error

    def unparse(self, root: etree._Element) -> bytes:
        """What is inside the root, as bytes."""
        text = bytes(etree.tostring(root, encoding="utf-8", xml_declaration=False))
        if text.endswith(b"/>"):
            return b""
        return text[text.index(b">") + 1 : text.rindex(b"</")]


# Gets a row's bytes, or None where the sheet has no such row, and gives the bytes to write.
RowEditor = Callable[[Frame, bytes | None], bytes]
# Gets and gives the bytes before or after the rows.
EndEditor = Callable[[Frame, bytes], bytes]


@dataclass(slots=True)
class SheetEdit:
    """What is to be done to a sheet part: row by row, and to what stands before and after the rows."""

    rows: Mapping[int, RowEditor] = field(default_factory=dict)
    head: EndEditor | None = None
    tail: EndEditor | None = None


def rewritten(source: IO[bytes], edit: SheetEdit, *, plain: bool = False) -> Iterator[bytes]:
    """The part's new bytes, piece by piece; ``plain`` for a part that `workbook.edit.plain_sheet` has made."""
    sheet = _Sheet(source, plain)
    head, opening = sheet.head()
    yield edit.head(sheet.frame, head) if edit.head else head
    rows = _edited_rows(sheet, edit.rows)
    first = next(rows, None)
    yield opening if first is None or not sheet.empty else opening[:-2].rstrip() + b">"
    if first is not None:
        yield first
        yield from rows
    yield sheet.closing(first is not None)
    tail = sheet.tail()
    yield edit.tail(sheet.frame, tail) if edit.tail else tail


def ends(source: IO[bytes], *, plain: bool = False) -> tuple[Frame, bytes]:
    """What follows the rows of a part, and what it needs around it to be parsed."""
    sheet = _Sheet(source, plain)
    sheet.head()
    return sheet.frame, sheet.after_rows()


def _edited_rows(sheet: "_Sheet", edits: Mapping[int, RowEditor]) -> Iterator[bytes]:
    """The rows, edited or as they are, new ones where they belong."""
    pending = sorted(edits, reverse=True)
    for number, row in sheet.rows():
        while pending and pending[-1] < number:
            yield edits[pending.pop()](sheet.frame, None)
        if pending and pending[-1] == number:
            yield edits[pending.pop()](sheet.frame, row)
        else:
            yield row
    while pending:
        yield edits[pending.pop()](sheet.frame, None)


class _Sheet:
    """Reads a part from front to back: the head, the rows one by one, the tail."""

    def __init__(self, source: IO[bytes], plain: bool) -> None:
        self.source = source
        self.plain = plain
        self.buffer = b""
        self.at = 0
        self.empty = False
        self.frame = Frame(b"", b"", "")

    def head(self) -> tuple[bytes, bytes]:
        """The bytes before the rows and the tag that opens the rows."""
        start: re.Match[bytes] | None = None
        while start is None:
            if not self._more() or len(self.buffer) > _MOST_HEAD:
                raise OddSheetError
            start = _ROWS.search(self.buffer)
        declared = _DECLARATION.match(self.buffer)
        assert declared is not None  # it matches nothing at all as well
        root = _ROOT.match(self.buffer, declared.end())
        encoding = _ENCODING.search(declared[0])
        if root is None or (encoding is not None and encoding[1].lower() not in (b"utf-8", b"utf8")):
            raise OddSheetError
        if _COMMENT.search(self.buffer, root.end(), start.start()) or b"xmlns" in start[0]:
            raise OddSheetError
        if start[1] != root[2] or root[0].count(MAIN.encode()) != 1:
            raise OddSheetError  # tags of the sheet may have more than one prefix
        self.frame = Frame(root[0], root[1], (root[2] or b":")[:-1].decode())
        self._tags(root[2] or b"")
        self.empty = start[0].endswith(b"/>")
        self.at = start.end()
        return self.buffer[: start.start()], start[0]

    def _tags(self, prefix: bytes) -> None:
        self._row = re.compile(b"<" + re.escape(prefix) + rb"row(?=[\s/>])" + _TAG)
        self._row_end = b"</" + prefix + b"row"
        self._end = b"</" + prefix + b"sheetData"

    def _more(self) -> bool:
        """Another chunk in the buffer; what has been used is dropped."""
        chunk = self.source.read(CHUNK)
        self.buffer, self.at = self.buffer[self.at :] + chunk, 0
        return bool(chunk)

    def rows(self) -> Iterator[tuple[int, bytes]]:
        """Number and bytes of every row; blanks between rows belong to the row after them."""
        if self.empty:
            return
        last, checked = 0, self.at
        while True:
            end = self.buffer.find(self._end, self.at)
            limit = end if end >= 0 else len(self.buffer)
            if self._is_odd(checked, limit):
                raise OddSheetError
            for match, row in self._whole_rows(limit):
                number = _NUMBER.search(match[0])
                if number is None or int(number[1]) <= last:
                    raise OddSheetError
                last = int(number[1])
                yield last, row
            if end >= 0:
                break
            checked = max(0, len(self.buffer) - self.at - _OVERLAP)
            if not self._more():
                raise OddSheetError
        if self._row.search(self.buffer, self.at, end):
            raise OddSheetError  # a row without an end

    def _is_odd(self, start: int, end: int) -> bool:
        """Whether a stretch holds what could be mistaken for rows; looked for apart, which is faster."""
        if _COMMENT.search(self.buffer, start, end):
            return True
        return not self.plain and self.buffer.find(_DECLARED, start, end) >= 0

    def _whole_rows(self, limit: int) -> Iterator[tuple[re.Match[bytes], bytes]]:
        """The opening tag and the bytes of each row that the buffer holds to its end."""
        while match := self._row.search(self.buffer, self.at, limit):
            stop = match.end()
            if not match[0].endswith(b"/>"):
                found = self.buffer.find(self._row_end, match.end(), limit)
                stop = found + len(self._row_end) + 1
                if found < 0 or stop > limit:
                    return
                if self.buffer[stop - 1 : stop] != b">":
                    raise OddSheetError
            row, self.at = self.buffer[self.at : stop], stop
            yield match, row

    def closing(self, rows: bool) -> bytes:
        """The tag that closes the rows, with the blanks before it; ``rows`` says whether any were written."""
        if self.empty:
            return self._end + b">" if rows else b""
        while (close := self.buffer.find(b">", self.at)) < 0:
            if not self._more():
                raise OddSheetError
        tag, self.at = self.buffer[self.at : close + 1], close + 1
        if tag[:-1].strip() != self._end:
            raise OddSheetError
        return tag

    def after_rows(self) -> bytes:
        """Everything after the rows, which need not be told apart for it.

        The part is sound XML, so that where one tag alone could close the rows, that is the one.
        """
        if self.empty:
            return self.tail()
        while (end := self.buffer.find(self._end, self.at)) < 0:
            self.at = max(self.at, len(self.buffer) - len(self._end))
            if not self._more():
                raise OddSheetError
        self.at = end
        self.closing(False)
        tail = self.tail()
        if self._end in tail:
            raise OddSheetError
        return tail

    def tail(self) -> bytes:
        """Everything after the rows."""
        rest = [self.buffer[self.at :]]
        while chunk := self.source.read(CHUNK):
            rest.append(chunk)
        return b"".join(rest)
