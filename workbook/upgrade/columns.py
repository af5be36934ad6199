"""New columns at the right end of a table that the workbook already has."""

from copy import deepcopy
from typing import Final

from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries

from hedge_xl.core.language import Text
from workbook.edit.whole_part import to_part
from workbook.errors import FileError
from workbook.ooxml import main, unescape
from workbook.package import Package
from workbook.read import FoundTable, Opened
from workbook.spec import Column
from workbook.upgrade.print_area import print_up_to
from workbook.upgrade.sheet_tree import SheetTree, address
from workbook.upgrade.transplant import Transplant

_IN_THE_WAY: Final = Text(
    "表「{table}」の右端に列を足せません。{place} が使われています。別の場所へ移してから、やり直してください。",
    'no room for new columns at the right end of table "{table}": {place} is in use; move what is there and try again.',
)


def add_columns(package: Package, opened: Opened, fresh: Opened, table: str, columns: tuple[Column, ...]) -> None:
    """Give a table the columns that a new workbook has, formulas, formats, rules and all."""
    old, new = opened.tables[table], fresh.tables[table]
    copying = Transplant(fresh.package, new.sheet.part, package, old.sheet.part)
    _refuse_obstacles(opened, old, copying.tree, len(columns))
    for number, column in enumerate(columns, start=old.table.ref[3] + 1):
        _add_cells(copying, old, new, column, number)
        copying.rules(new.at(0, column.key), (old.rows.start, number), len(old.rows))
        copying.tree.widen(number, copying.model.width(new.columns[column.key]))
    copying.save()
    printed = [number for number, item in enumerate(columns, start=old.table.ref[3] + 1) if not item.working]
    if printed:
        print_up_to(package, old.sheet.name, max(printed), beyond=old.table.ref[3])
    _declare(package, old, fresh.package.xml(new.table.part), [column.header.of(opened.language) for column in columns])


def _refuse_obstacles(opened: Opened, table: FoundTable, tree: SheetTree, count: int) -> None:
    top, _, bottom, right = table.table.ref
    rows, columns = range(max(1, top - 1), bottom + 1), range(right + 1, right + count + 1)
    used = [
        address(*place)
        for place, cell in table.sheet.cells.in_rows(rows, columns)
        if cell.value is not None or cell.formula is not None
    ]
    areas = [item.get("ref", "A1") for item in tree.root.iter(main("mergeCell"))]
    areas += [_area(other.ref) for other in table.sheet.tables if other is not table.table]
    used += [area for area in areas if _meets(area, rows, columns)]
    if used:
        text = _IN_THE_WAY.format(table=table.spec.name, place=f"{table.sheet.name}!{used[0]}")
        raise FileError(text, opened.package.file)


def _area(ref: tuple[int, int, int, int]) -> str:
    top, left, bottom, right = ref
    return f"{address(top, left)}:{address(bottom, right)}"


def _meets(area: str, rows: range, columns: range) -> bool:
    left, top, right, bottom = range_boundaries(area)
    return bool(top <= rows[-1] and rows[0] <= bottom and left <= columns[-1] and columns[0] <= right)


def _add_cells(copying: Transplant, old: FoundTable, new: FoundTable, column: Column, number: int) -> None:
    """Unit, heading, and the first row's cell again and again, as they are on a new sheet."""
    there, header, top = new.columns[column.key], new.table.ref[0], old.table.ref[0]
    pairs = [(header, top), *((new.rows.start, row) for row in old.rows)]
    for source, row in [(header - 1, top - 1), *pairs] if top > 1 else pairs:
        copying.cell((source, there), (row, number))


def _declare(package: Package, table: FoundTable, model: etree._Element, headers: list[str]) -> None:
    """The table's own part: a wider area and the columns' declarations."""
    root = package.xml(table.table.part)
    top, left, bottom, right = table.table.ref
    wider = f"{address(top, left)}:{address(bottom, right + len(headers))}"
    root.set("ref", wider)
    for item in root.iterchildren(main("autoFilter")):
        first, _, last = (item.get("ref") or wider).partition(":")
        item.set("ref", f"{first}:{get_column_letter(right + len(headers))}{last.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}")
    group = root.find(main("tableColumns"))
    assert group is not None
    declared = {unescape(item.get("name", "")): item for item in model.iter(main("tableColumn"))}
    number = max(int(item.get("id", "0")) for item in group)
    for header in headers:
        number += 1
        made = deepcopy(declared[header])
        made.set("id", str(number))
        group.append(made)
    group.set("count", str(len(group)))
    package.put(table.table.part, to_part(root))
