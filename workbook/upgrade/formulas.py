"""Formulas that a version has changed, renewed where they stand; what the user has put in their place stays."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from workbook.cells import RawCell
from workbook.dialect import Dialect
from workbook.edit.whole_part import to_part
from workbook.formulas import same_formula
from workbook.ooxml import escape, main
from workbook.package import Package
from workbook.read import FoundTable, Opened
from workbook.upgrade.sheet_tree import Position, SheetTree
from workbook.upgrade.structure import Structure
from workbook.wanted import wanted_formula


@dataclass(frozen=True, slots=True)
class Renewed:
    """What came of it: how many formulas of the old structure were renewed, and the keys of all that were written."""

    changed: int
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell that must hold a formula."""

    part: str
    position: Position
    cell: RawCell | None


def renew_formulas(package: Package, opened: Opened, old: Structure) -> Renewed:
    """Write today's formula wherever an earlier one stands, into the cells and for rows to come."""
    dialect = Dialect(opened.book, opened.host, opened.language)
    todo: dict[str, dict[Position, str]] = {}
    changed, keys = 0, set()
    for key, formula, places in _wanted(opened, dialect):
        stale = [place for place in places if not _holds(place.cell, formula)]
        if not stale or not _version_changed(old, key, formula, opened):
            continue
        ours = [place for place in stale if _ours(old, key, place.cell, opened)]
        if ours:
            changed += key in old.formulas
            keys.add(key)
        for place in ours:
            todo.setdefault(place.part, {})[place.position] = formula
    for part, formulas in todo.items():
        _write(package, part, formulas, opened)
    for table in opened.tables.values():
        _renew_declaration(package, opened, table, dialect, old)
    return Renewed(changed, frozenset(keys))


def _wanted(opened: Opened, dialect: Dialect) -> Iterator[tuple[str, str, list[_Place]]]:
    """Every formula of today with the cells that it belongs in."""
    for table in opened.tables.values():
        for column in table.spec.columns:
            if column.kind != "input":
                places = [
                    _Place(
                        table.sheet.part,
                        table.at(index, column.key),
                        table.cell(index, column.key),
                    )
                    for index in range(len(table.rows))
                ]
                key = f"{table.spec.key}.{column.key}"
                yield key, wanted_formula(opened, dialect, column, table.spec), places
    for found in opened.cells.values():
        if found.spec.kind != "input":
            place = _Place(found.sheet.part, (found.row, found.column), found.cell)
            yield found.spec.key, wanted_formula(opened, dialect, found.spec), [place]


def _holds(cell: RawCell | None, formula: str) -> bool:
    return cell is not None and cell.formula is not None and same_formula(cell.formula, formula)


def _version_changed(old: Structure, key: str, formula: str, opened: Opened) -> bool:
    """Whether the version has another formula there; if not, a difference is the user's own and no business of ours."""
    return not old.had_formula(key, formula, opened.host, opened.language)


def _ours(old: Structure, key: str, cell: RawCell | None, opened: Opened) -> bool:
    """Whether the cell holds what the old structure put there, or is new like its formula."""
    if key not in old.formulas:
        return True
    formula = cell.formula if cell is not None else None
    return formula is not None and old.had_formula(key, formula, opened.host, opened.language)


def _write(package: Package, part: str, formulas: dict[Position, str], opened: Opened) -> None:
    tree = SheetTree.of(package, part)
    cells = next(sheet.cells for sheet in opened.file.sheets if sheet.part == part)
    for position in _sharing(tree, formulas):
        found = cells.get(position)
        if found is not None and found.formula is not None:
            tree.formula(*position, found.formula)  # a follower of a formula that is about to go
    for position, formula in formulas.items():
        tree.formula(*position, formula)
    tree.save()


def _sharing(tree: SheetTree, formulas: dict[Position, str]) -> list[Position]:
    """The other cells that share their formula with one of those."""
    groups = {key for position in formulas for key in [_group(tree.cell(*position))] if key}
    return [place for place in tree.places if _group(tree.cell(*place)) in groups and place not in formulas]


def _group(cell: etree._Element | None) -> str | None:
    """The number of the shared formula that a cell takes part in."""
    formula = None if cell is None else cell.find(main("f"))
    return None if formula is None or formula.get("t") != "shared" else formula.get("si")


def _renew_declaration(package: Package, opened: Opened, table: FoundTable, dialect: Dialect, old: Structure) -> None:
    """The formulas that new rows of a table get."""
    root = package.xml(table.table.part)
    items = list(root.iterfind(f"{main('tableColumns')}/{main('tableColumn')}"))
    changed = False
    for column in table.spec.columns:
        item = items[table.columns[column.key] - table.table.ref[1]]
        found = item.find(main("calculatedColumnFormula"))
        if column.kind == "input" or found is None:
            continue
        formula = wanted_formula(opened, dialect, column, table.spec)
        key, stored = f"{table.spec.key}.{column.key}", found.text or ""
        known = key not in old.formulas or old.had_formula(key, stored, opened.host, opened.language)
        if known and not same_formula(stored, formula):
            found.text = escape(formula)
            changed = True
    if changed:
        package.put(table.table.part, to_part(root))
