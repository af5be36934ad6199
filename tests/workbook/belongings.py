"""What of a workbook is the user's: everything but what our commands write. It must survive whatever they do."""

import re
from collections.abc import Hashable, Iterator

from customise_xml import worksheets
from lxml import etree
from openpyxl.utils import range_boundaries

from workbook.ooxml import main
from workbook.package import Package
from workbook.read import FoundTable, Opened, open_package

Belongings = dict[Hashable, object]
# Ranges in these grow with a table, so only their number is compared; the rows are compared cell by cell.
_GROWING = frozenset(map(main, ("conditionalFormatting", "dataValidations")))
_OURS = frozenset(map(main, ("sheetData", "dimension")))
_ROW_LOOKS = ("ht", "customHeight", "outlineLevel", "s")
# Parts in which a command has work to do; a chart's ranges grow with the table that it shows.
_MAY_CHANGE = re.compile(r"xl/(worksheets|tables|charts)/[^/]+\.xml|xl/workbook\.xml|xl/calcChain\.xml")


def belongings(data: bytes) -> Belongings:
    """Everything of the user's by what it is and where it stands."""
    package = Package(data, "ledger.xlsx")
    opened = open_package(package)
    found: Belongings = dict(_cells(opened))
    for table in opened.tables.values():
        found |= dict(_own_columns(table))
        found |= dict(_last_row(table, package.xml(table.sheet.part)))
    for name, part in worksheets(package).items():
        found |= dict(_frame(name, package.xml(part)))
    for name, text in opened.file.names.items():
        found["name", name] = _place_free(text)
    for name in package.names:
        found["part", name] = None if _MAY_CHANGE.fullmatch(name) else package.read(name)
    found["sheets"] = [(sheet.name, sheet.state, sheet.protected) for sheet in opened.file.sheets]
    return found


def _place_free(text: str | None) -> str | None:
    """A formula without row numbers: a range over a table grows with it."""
    return None if text is None else re.sub(r"\d+", "0", text)


def _cells(opened: Opened) -> Iterator[tuple[Hashable, object]]:
    """Cells that are in no table of ours and carry no name of ours."""
    named = {(item.sheet.name, item.row, item.column) for item in opened.cells.values()}
    for sheet in opened.file.sheets:
        rects = [
            table.ref for table in sheet.tables if table.name in {item.table.name for item in opened.tables.values()}
        ]
        for (row, column), cell in sheet.cells.items():
            inside = any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in rects)
            if not inside and (sheet.name, row, column) not in named:
                yield (sheet.name, row, column), (cell.value, _place_free(cell.formula), cell.style)


def _own_columns(table: FoundTable) -> Iterator[tuple[Hashable, object]]:
    """Columns that the user added inside a table of ours, the looks of its cells, and its totals row."""
    top, left, bottom, _ = table.table.ref
    known = set(table.columns.values())
    for offset, heading in enumerate(table.table.columns):
        column = left + offset
        for index, row in enumerate(table.rows):
            cell = table.sheet.cells.get((row, column))
            if cell is not None:
                mine = column not in known
                own = (cell.value, cell.formula) if mine else None
                yield (table.spec.key, heading, index), (own, cell.style)
        if table.table.totals_rows:
            cell = table.sheet.cells.get((bottom, column))
            yield (
                (table.spec.key, heading, "total"),
                cell and (_place_free(cell.formula), cell.formula is None and cell.value),
            )
    yield (table.spec.key, "place"), (top, left, table.table.columns, table.table.totals_rows)


def _last_row(table: FoundTable, root: etree._Element) -> Iterator[tuple[Hashable, object]]:
    """How the last data row looks, and which kinds of rules reach it: a new row is like the one above it."""
    for row in table.rows:
        yield (table.sheet.name, "data", str(row)), True
    last = table.rows[-1]
    reach = {tag: [*map(range_boundaries, _ranges(root, tag))] for tag in ("conditionalFormatting", "dataValidation")}
    for offset, heading in enumerate(table.table.columns):
        column = table.table.ref[1] + offset
        cell = table.sheet.cells.get((last, column))
        rules = {
            tag: any(left <= column <= right and top <= last <= bottom for left, top, right, bottom in areas)
            for tag, areas in reach.items()
        }
        yield (table.spec.key, heading, "last"), (cell.style if cell else 0, rules)


def _ranges(root: etree._Element, tag: str) -> Iterator[str]:
    for item in root.iter(main(tag)):
        yield from item.get("sqref", "").split()


def _frame(name: str, root: etree._Element) -> Iterator[tuple[Hashable, object]]:
    """What stands around the rows of a sheet, and how its rows look."""
    for child in root:
        if child.tag in _OURS or not isinstance(child.tag, str):
            continue
        same = len(child) if child.tag in _GROWING else etree.tostring(child, method="c14n", with_tail=False)
        yield (name, "around", root.index(child), child.tag), same
    for row in root.iter(main("row")):
        looks = tuple(row.get(key) for key in _ROW_LOOKS)
        if any(looks):
            yield (name, "row", row.get("r")), looks
        if row.get("hidden") == "1":
            yield (name, "hidden", row.get("r")), True


def lost(before: Belongings, after: Belongings) -> list[str]:
    """What was there and is not, or is another; empty when nothing was lost."""
    gone = [key for key, value in before.items() if key not in after or after[key] != value]
    return [
        f"{key}: {before[key]!r:.150} {after.get(key, 'gone')!r:.150}"
        for key in gone
        if not ("hidden" in _words(key) and _new_row(key, before, after))
    ]


def littered(before: Belongings, after: Belongings) -> list[str]:
    """What was not there and stands outside of our tables, and new rows that nobody would see."""
    return [
        f"{key}: {value!r:.100}"
        for key, value in after.items()
        if key not in before and (_outside(key) or "hidden" in _words(key))
    ]


def _words(key: Hashable) -> tuple[object, ...]:
    return key if isinstance(key, tuple) else ()


def _new_row(key: Hashable, before: Belongings, after: Belongings) -> bool:
    """Whether a row has become one of a table: it comes into view, whatever stood beside it."""
    sheet, _, row = _words(key)
    return (sheet, "data", row) in after and (sheet, "data", row) not in before


def _outside(key: Hashable) -> bool:
    words = _words(key)
    return bool(words) and (words[0] in ("name", "part") or (len(words) == 3 and isinstance(words[1], int)))
