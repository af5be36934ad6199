"""A sheet without its cells: what is hidden, filtered, protected and coloured. The cells are read elsewhere."""

import re
from dataclasses import dataclass
from typing import IO, Final

from lxml import etree
from openpyxl.utils import range_boundaries

from workbook.errors import FileError
from workbook.grid import MAX_COLUMN, MAX_ROW
from workbook.ooxml import is_true, main, parse_xml
from workbook.package import Package

Box = tuple[int, int, int, int]  # first row, first column, last row, last column
_CELLS: Final = re.compile(rb"<(\w+:)?sheetData[\s/>]")
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER: Final = re.compile(rb"""\br=["'](\d+)["']""")
_HIDDEN: Final = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_HIDES: Final = b"hidden="
_CHUNK: Final = 2**20


@dataclass(frozen=True, slots=True)
class Frame:
    """What a sheet says of its rows and columns, and of who may write."""

    hidden_rows: frozenset[int]
    hidden_columns: tuple[range, ...]
    protection: dict[str, str]
    filtered: bool
    coloured: tuple[Box, ...]

    def hides_column(self, column: int) -> bool:
        """Whether a column is hidden."""
        return any(column in span for span in self.hidden_columns)


def frame_of(package: Package, part: str) -> Frame:
    """Read all of a sheet but its cells; they are most of the part and pass by without being held or parsed."""
    root, hides = _without_cells(package, part)
    protection = root.find(main("sheetProtection"))
    return Frame(
        hidden_rows=frozenset(_hidden_rows(package, part) if hides else ()),
        hidden_columns=tuple(_span(item) for item in root.iter(main("col")) if is_true(item.get("hidden"))),
        protection={} if protection is None else {str(key): str(value) for key, value in protection.items()},
        filtered=next(root.iterfind(f"{main('autoFilter')}/{main('filterColumn')}"), None) is not None,
        coloured=tuple(_coloured(root)),
    )


def _without_cells(package: Package, part: str) -> tuple[etree._Element, bool]:
    """The sheet's root without its rows, and whether something among those may be hidden."""
    with package.stream(part) as source:
        around, hides = _parted(source)
    try:
        return parse_xml(around, part, package.file), hides
    except FileError:  # the word also stands in front of the cells
        return parse_xml(package.read(part), part, package.file), True


def _parted(source: IO[bytes]) -> tuple[bytes, bool]:
    """What stands before and after the rows; whether the rows speak of hiding."""
    buffer = b""
    while (opening := _CELLS.search(buffer)) is None or (start := buffer.find(b">", opening.start()) + 1) == 0:
        chunk = source.read(_CHUNK)
        if not chunk:
            return buffer, False
        buffer += chunk
    head = buffer[: opening.start()]
    if buffer[start - 2 : start] == b"/>":
        return head + buffer[start:] + source.read(), False
    closing, hides = b"</" + (opening[1] or b"") + b"sheetData", False
    buffer = buffer[start:]
    while (end := buffer.find(closing)) < 0:
        hides = hides or _HIDES in buffer
        chunk = source.read(_CHUNK)
        if not chunk:
            return head, hides  # never closed: the whole part is parsed instead, and says so
        buffer = buffer[-len(closing) :] + chunk
    rest = buffer[end:] + source.read()
    return head + rest[rest.find(b">") + 1 :], hides or _HIDES in buffer[:end]


def _hidden_rows(package: Package, part: str) -> set[int]:
    found: set[int] = set()
    number = 0
    buffer = b""
    with package.stream(part) as source:
        while chunk := source.read(_CHUNK):
            buffer += chunk
            whole = buffer.rfind(b"<")  # a tag may go on in the next chunk
            for match in _ROW.finditer(buffer[:whole]):
                stated = _NUMBER.search(match[1])
                number = int(stated[1]) if stated else number + 1
                if _HIDDEN.search(match[1]):
                    found.add(number)
            buffer = buffer[max(whole, 0) :]
    return found


def _span(column: etree._Element) -> range:
    try:
        return range(int(column.get("min", "0")), int(column.get("max", "0")) + 1)
    except ValueError:
        return range(0)


def _coloured(root: etree._Element) -> list[Box]:
    """The ranges that have a conditional format, in the old place and in Excel's newer one."""
    texts = [item.get("sqref", "") for item in root.iter(main("conditionalFormatting"))]
    texts += [
        item.text or ""
        for item in root.iter(etree.Element)
        if etree.QName(item).localname == "sqref"
        and "conditionalFormatting" in str(getattr(item.getparent(), "tag", ""))
    ]
    return [box for text in texts for box in map(_box, text.split()) if box is not None]


def _box(text: str) -> Box | None:
    try:
        left, top, right, bottom = range_boundaries(text)
    except (ValueError, TypeError):
        return None
    return top or 1, left or 1, bottom or MAX_ROW, right or MAX_COLUMN
