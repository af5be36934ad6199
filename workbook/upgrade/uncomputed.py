"""Cells of an upgraded file whose values nobody has computed yet, and what they then show: nothing.

What builds on a cell that the user has changed is for a spreadsheet to compute. It has done so with the file as it
was; where a version has changed something that the cell builds on as well, that value is no longer true.
"""

from collections.abc import Collection

from workbook.edit.replaced import Replaced, building_on
from workbook.package import Package
from workbook.proof import same_inputs
from workbook.read import Opened, open_package
from workbook.spec import Inputs
from workbook.upgrade.sheet_tree import Position, SheetTree
from workbook.upgrade.structure import Structure


def uncomputed(
    opened: Opened, after: Inputs, theirs: Replaced, old: Structure, renewed: Collection[str]
) -> frozenset[str]:
    """The keys of such columns and cells. ``opened`` has the formulas of today and the inputs until now."""
    if not theirs.places:
        return frozenset()
    today = Structure.of(opened.book).formulas.keys()
    changed = {key for key in today if key not in old.formulas} | set(renewed) | _retyped(opened, after)
    return theirs.built & (changed | building_on(opened.book, opened.host, changed))


def without_values(data: bytes, theirs: Replaced, keys: Collection[str]) -> bytes:
    """The file with no values in the formulas of those columns and cells."""
    if not keys:
        return data
    package = Package(data, "upgraded.xlsx")
    for part, places in _places(open_package(package), keys).items():
        tree = SheetTree.of(package, part)
        for place in places:
            if (part, *place) not in theirs.places:
                tree.forget(*place)
        tree.save()
    return package.to_bytes()


def _retyped(opened: Opened, after: Inputs) -> set[str]:
    """The inputs that differ, and every column of a table that has got rows."""
    before = opened.inputs
    found = {key for key, value in after.cells.items() if value != before.cells.get(key)}
    for table in opened.book.tables:
        rows = (Inputs({}, {table.key: inputs.tables[table.key]}) for inputs in (before, after))
        if not same_inputs(*rows):
            found |= {f"{table.key}.{column.key}" for column in table.columns}
    return found


def _places(opened: Opened, keys: Collection[str]) -> dict[str, list[Position]]:
    """Where those columns and cells are, by the part of the sheet."""
    found: dict[str, list[Position]] = {}
    for table in opened.tables.values():
        for column in table.spec.columns:
            if f"{table.spec.key}.{column.key}" in keys:
                places = [table.at(index, column.key) for index in range(len(table.rows))]
                found.setdefault(table.sheet.part, []).extend(places)
    for key, cell in opened.cells.items():
        if key in keys:
            found.setdefault(cell.sheet.part, []).append((cell.row, cell.column))
    return found
