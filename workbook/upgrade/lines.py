"""New lines of blocks on a sheet that the workbook already has, where nothing else stands.

Named cells are found by their names, so a line may stand anywhere: below everything on a sheet of blocks, and to the
right of everything on a sheet that ends with a table, which must be free to grow.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from lxml import etree
from openpyxl.utils import get_column_letter, quote_sheetname

from workbook.cells import XlsxSheet
from workbook.edit.sheet_list import add_name
from workbook.edit.titles import unused_title
from workbook.edit.whole_part import to_part
from workbook.layout import BlockPlace, cell_places
from workbook.ooxml import main
from workbook.package import Package
from workbook.read import Opened
from workbook.spec import Cell, Sheet
from workbook.upgrade.gaps import Line
from workbook.upgrade.print_area import print_up_to
from workbook.upgrade.sheet_tree import Position
from workbook.upgrade.structure import word_of
from workbook.upgrade.transplant import Transplant

_TOP: Final = 5  # the first row under heading, introduction and status
_ANCHOR_END: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}to"


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where lines are put: the next free row, and how far right of their place on a new sheet."""

    row: int
    shift: int
    below: bool


def add_lines(package: Package, opened: Opened, fresh: Opened, sheet: Sheet, lines: Sequence[Line]) -> int:
    """Put the lines that the sheet does not hold yet under their block's title; how many there were."""
    home = opened.cells[sheet.status.key].sheet
    model = fresh.cells[sheet.status.key].sheet
    known = list(_texts(home))
    missing = [line for line in lines if not _shown(line, opened, known)]
    if not missing:
        return 0
    copying = Transplant(fresh.package, model.part, package, home.part)
    here = _origin(opened, package, sheet, home)
    renamed = _renamed(package, opened, fresh)
    row = here.row
    for place, group in groupby(missing, key=lambda line: line.place):
        wanted = list(group)
        for source in [place.title, *([] if place.header is None else [place.header])]:
            _copy_row(copying, place, source, row, here, sheet)
            row += 1
        for line in wanted:
            _copy_row(copying, place, line.row, row, here, sheet, opened)
            _name_sheet(copying, place, line.row, row, here, sheet, renamed)
            _name_cells(package, opened, sheet, line, row, here.shift, home.name)
            row += 1
        row += 1
    copying.save()
    if not here.below:
        widest = max(len(line.place.block.rows[line.offset]) for line in missing)
        print_up_to(package, home.name, sheet.indent + widest + here.shift)
    return len(missing)


def _texts(sheet: XlsxSheet) -> Iterator[list[str]]:
    """The texts of each row, from the left."""
    cells = ((place, cell.value) for place, cell in sorted(sheet.cells.items()))
    words = ((place[0], value) for place, value in cells if isinstance(value, str) and value)
    for _, group in groupby(words, key=lambda item: item[0]):
        yield [value for _, value in group]


def _shown(line: Line, opened: Opened, known: list[list[str]]) -> bool:
    """Whether a line of words, which has no name to be found by, stands on the sheet already."""
    row = line.place.block.rows[line.offset]
    if any(isinstance(item, Cell) for item in row):
        return False
    words = [text.of(opened.language) for item in row for text in [word_of(item)] if text is not None]
    words = [word for word in words if word]
    return any(words == row[at : at + len(words)] for row in known for at in range(len(row) - len(words) + 1))


def _origin(opened: Opened, package: Package, sheet: Sheet, home: XlsxSheet) -> _Origin:
    bottom, right = _extent(package, home)
    if home.tables:
        return _Origin(_TOP, right + 2 - (sheet.indent + 1), below=False)
    return _Origin(bottom + 2, _shift(opened, sheet), below=True)


def _extent(package: Package, sheet: XlsxSheet) -> Position:
    """The last row and column with anything in it, pictures and charts included."""
    rows, columns = [1], [1]
    for row, column in sheet.cells:
        rows.append(row)
        columns.append(column)
    for part in package.related(sheet.part, "drawing"):
        for end in package.xml(part).iter(_ANCHOR_END):
            rows.append(int(end.findtext("{*}row") or 0) + 1)
            columns.append(int(end.findtext("{*}col") or 0) + 1)
    return max(rows), max(columns)


def _shift(opened: Opened, sheet: Sheet) -> int:
    """How far the user has moved the sheet's blocks to the right, by the first column's cells."""
    moves = [
        opened.cells[cell.key].column - column
        for cell, row, column in cell_places(sheet)
        if cell.key in opened.cells and row >= _TOP
    ]
    return max(0, min(moves, default=0))


def _copy_row(
    copying: Transplant,
    place: BlockPlace,
    source: int,
    row: int,
    here: _Origin,
    sheet: Sheet,
    opened: Opened | None = None,
) -> None:
    """Copy the cells of a row of a new sheet; those that the workbook has already stay where they are."""
    first = sheet.indent + 1
    items = place.block.rows[source - place.first] if source >= place.first else ()
    width = max(len(place.block.header), *(len(line) for line in place.block.rows), 1)
    for offset in range(width):
        item = items[offset] if offset < len(items) else None
        if opened is not None and isinstance(item, Cell) and item.key in opened.cells:
            continue
        origin, target = (source, first + offset), (row, first + offset + here.shift)
        copying.cell(origin, target)
        copying.rules(origin, target)
        if not here.below:
            copying.tree.widen(target[1], copying.model.width(origin[1]))
    if here.below:
        copying.tree.heighten(row, copying.model.height(source))


def _renamed(package: Package, opened: Opened, fresh: Opened) -> dict[str, str]:
    """The titles that sheets have here, or will get, instead of a new workbook's."""
    found = {}
    for key in (sheet.status.key for sheet in opened.book.sheets):
        title = fresh.cells[key].sheet.name
        here = opened.cells[key].sheet.name if key in opened.cells else unused_title(package, title)
        if here != title:
            found[title] = here
    return found


def _name_sheet(
    copying: Transplant,
    place: BlockPlace,
    source: int,
    row: int,
    here: _Origin,
    sheet: Sheet,
    renamed: Mapping[str, str],
) -> None:
    """Words of a line that are the title of a sheet: the title it has in this file."""
    first = sheet.indent + 1
    for offset in range(len(place.block.rows[source - place.first])):
        copying.reword((row, first + offset + here.shift), renamed)


def _name_cells(package: Package, opened: Opened, sheet: Sheet, line: Line, row: int, shift: int, title: str) -> None:
    """Name the new cells of a line, hidden where a new workbook hides them."""
    root = package.xml(package.workbook_part)
    for offset, item in enumerate(line.place.block.rows[line.offset]):
        if not isinstance(item, Cell) or item.key in opened.cells:
            continue
        name = etree.Element(main("definedName"), name=item.key)
        name.text = f"{quote_sheetname(title)}!${get_column_letter(sheet.indent + 1 + offset + shift)}${row}"
        if item.kind != "input" or item.style == "tick":
            name.set("hidden", "1")
        add_name(root, name)
    package.put(package.workbook_part, to_part(root))
