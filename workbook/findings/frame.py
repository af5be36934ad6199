"""A sheet without its cells: what is hidden, filtered, protected and coloured. The cells are read elsewhere."""

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree
from openpyxl.utils import range_boundaries

from workbook.errors import FileError
from workbook.ooxml import is_true, main, parse_xml
from workbook.package import Package

Box = tuple[int, int, int, int]  # first row, first column, last row, last column
_CELLS: Final = re.compile(rb"<(\w+:)?sheetData[\s/>]")
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER: Final = re.compile(rb"""\br=["'](\d+)["']""")
_HIDDEN: Final = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


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
    """Read all of a sheet but its cells; they are most of the part, so they are cut out before parsing."""
    data = package.read(part)
    root, start, end = _without_cells(data, part, package.file)
    protection = root.find(main("sheetProtection"))
    return Frame(
        hidden_rows=frozenset(_hidden_rows(data[start:end]) if data.find(b"hidden=", start, end) >= 0 else ()),
        hidden_columns=tuple(_span(item) for item in root.iter(main("col")) if is_true(item.get("hidden"))),
        protection={} if protection is None else {str(key): str(value) for key, value in protection.items()},
        filtered=next(root.iterfind(f"{main('autoFilter')}/{main('filterColumn')}"), None) is not None,
        coloured=tuple(_coloured(root)),
    )


def _without_cells(data: bytes, part: str, file: str) -> tuple[etree._Element, int, int]:
    """The sheet's root without its rows, and where those stand."""
    opening = _CELLS.search(data)
    if opening is not None:
        closing = data.find(b"</" + (opening[1] or b"") + b"sheetData", opening.end())
        end = data.find(b">", max(closing, opening.start())) + 1
        try:
            return parse_xml(data[: opening.start()] + data[end:], part, file), opening.start(), end
        except FileError:  # the word also stands in front of the cells
            pass
    return parse_xml(data, part, file), 0, len(data)


def _hidden_rows(data: bytes) -> set[int]:
    found: set[int] = set()
    number = 0
    for match in _ROW.finditer(data):
        stated = _NUMBER.search(match[1])
        number = int(stated[1]) if stated else number + 1
        if _HIDDEN.search(match[1]):
            found.add(number)
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
    return top or 1, left or 1, bottom or _LAST_ROW, right or _LAST_COLUMN
