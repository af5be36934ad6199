"""Where somebody has replaced a formula of ours, and what builds on it: values that are not ours to compute.

A twin computes what our formulas make of the inputs. Where something else stands in place of one, a spreadsheet alone
knows what it and everything that builds on it show: what is stored there stays.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from workbook.cells import XlsxSheet
from workbook.dialect import Dialect, refers_to
from workbook.formulas import same_formula
from workbook.read import FoundTable, Opened
from workbook.spec import Book, Column, Host
from workbook.wanted import wanted_formula

Place = tuple[str, int, int]  # the part of a sheet, row and column


@dataclass(frozen=True, slots=True)
class Replaced:
    """Cells without the formula that belongs in them, each as users call it; their keys, and those of what builds on
    them."""

    places: dict[Place, str]
    keys: frozenset[str]
    built: frozenset[str]

    def at(self, sheet: XlsxSheet, row: int, column: int) -> bool:
        """Whether our formula is no longer there."""
        return (sheet.part, row, column) in self.places


NOTHING: Final = Replaced({}, frozenset(), frozenset())


def replaced(opened: Opened) -> Replaced:
    """What has been replaced in a file: by another formula, a value, or nothing."""
    found = list(_found(opened))
    if not found:
        return NOTHING
    names = {(sheet.part, row, column): f"{sheet.name}!{address}" for _, sheet, row, column, address in found}
    keys = frozenset(key for key, *_ in found)
    return Replaced(names, keys, building_on(opened.book, opened.host, keys))


def building_on(book: Book, host: Host, keys: Collection[str]) -> frozenset[str]:
    """The computed cells and columns that look at any of those, at whatever remove."""
    lookers: dict[str, set[str]] = {}
    for table in book.tables:
        for column in table.columns:
            for key in refers_to(column.notation(host), table):
                lookers.setdefault(key, set()).add(f"{table.key}.{column.key}")
    for cell in book.cells:
        for key in refers_to(cell.notation(host)):
            lookers.setdefault(key, set()).add(cell.key)
    found: set[str] = set()
    waiting = list(keys)
    while waiting:
        new = lookers.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return frozenset(found)


def _found(opened: Opened) -> Iterator[tuple[str, XlsxSheet, int, int, str]]:
    dialect = Dialect(opened.book, opened.host, opened.language)
    for table in opened.tables.values():
        for column in table.spec.columns:
            if column.kind != "input":
                for index in _rows(table, column, wanted_formula(opened, dialect, column, table.spec)):
                    place = table.at(index, column.key)
                    yield f"{table.spec.key}.{column.key}", table.sheet, *place, table.address(index, column.key)
    for key, found in opened.cells.items():
        if found.spec.kind != "input":
            stored = found.cell.formula if found.cell is not None else None
            if stored is None or not same_formula(stored, wanted_formula(opened, dialect, found.spec)):
                yield key, found.sheet, found.row, found.column, found.address


def _rows(table: FoundTable, column: Column, wanted: str) -> Iterator[int]:
    stored = table.formulas(column.key)
    wrong = {text for text in set(stored) if text is None or not same_formula(text, wanted)}
    if wrong:
        yield from (index for index, text in enumerate(stored) if text in wrong)
