"""Changes to cells of an existing row: what is not named stays as it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter

from workbook.dynamic_arrays import make_dynamic, make_plain
from workbook.edit.new_cells import Stored, keeps_blanks, plain
from workbook.edit.sheet_rows import Frame
from workbook.ooxml import main

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
# What a cell says of the value that it no longer holds: dynamic arrays and rich values.
_OF_THE_VALUE: Final = ("t", "cm", "vm", "ph")


@dataclass(frozen=True, slots=True)
class Type:
    """Type a value into a cell: what it held before goes, its format stays; ``style`` is that of a cell made anew."""

    value: Stored
    style: int = 0

    def apply(self, cell: etree._Element) -> None:
        """Change the cell."""
        empty(cell)
        if not self.value.kind:
            return
        cell.set("t", self.value.kind)
        if self.value.kind == "inlineStr":
            text = etree.SubElement(etree.SubElement(cell, main("is")), main("t"))
            if keeps_blanks(self.value.text):
                text.set(_SPACE, "preserve")
        else:
            text = etree.SubElement(cell, main("v"))
        text.text = self.value.text


@dataclass(frozen=True, slots=True)
class Show:
    """The value that a formula shows."""

    value: Stored
    style: int = 0

    def apply(self, cell: etree._Element) -> None:
        """Change the cell; one without a formula stays as it is."""
        formula = cell.find(main("f"))
        if formula is None:
            return
        for old in (*cell.findall(main("v")), *cell.findall(main("is"))):
            cell.remove(old)
        value = etree.Element(main("v"))
        value.text = self.value.text
        formula.addnext(value)
        drop(cell, "vm")
        cell.set("t", self.value.kind)


@dataclass(frozen=True, slots=True)
class Refer:
    """A formula's new text. One of a group that shares a formula gets its own; an array formula stays one."""

    formula: str
    style: int = 0

    def apply(self, cell: etree._Element) -> None:
        """Change the cell; one without a formula stays as it is."""
        formula = cell.find(main("f"))
        if formula is None:
            return
        if formula.get("t") == "shared":
            for name in ("t", "si", "ref"):
                drop(formula, name)
        formula.text = plain(self.formula)


@dataclass(frozen=True, slots=True)
class Respell:
    """One of our formulas as another edition writes it: a dynamic array with that ``metadata``, a plain one without."""

    formula: str
    metadata: int | None = None
    style: int = 0

    def apply(self, cell: etree._Element) -> None:
        """Change the cell; one without a formula stays as it is."""
        Refer(self.formula).apply(cell)
        formula = cell.find(main("f"))
        if formula is not None and self.metadata is not None:
            make_dynamic(cell, formula, self.metadata)
        elif formula is not None:
            make_plain(cell, formula)


Patch = Type | Show | Refer | Respell


def patched(frame: Frame, row: bytes | None, number: int, patches: Mapping[int, Sequence[Patch]]) -> bytes:
    """A row with changes to some of its cells, by column; a row or a cell that is missing is made."""
    root, element = parsed_row(frame, row, number)
    cells = cells_of(element)
    for column, changes in sorted(patches.items()):
        cell = cells.get(column)
        if cell is None:
            if not any(isinstance(change, Type) and change.value.kind for change in changes):
                continue  # nothing to clear, nothing to refresh
            cell = _new_cell(number, column, changes[0].style)
            insert(element, cells, {column: cell})
        for change in changes:
            change.apply(cell)
    return frame.unparse(root)


def parsed_row(frame: Frame, row: bytes | None, number: int) -> tuple[etree._Element, etree._Element]:
    """A row as a tree, and the root around it."""
    name = f"{frame.prefix}:row" if frame.prefix else "row"
    root = frame.parse(row if row is not None else f'<{name} r="{number}"></{name}>'.encode())
    return root, root[0]


def empty(cell: etree._Element) -> None:
    """Remove what a cell holds; its format stays."""
    for child in list(cell):
        cell.remove(child)
    for name in _OF_THE_VALUE:
        drop(cell, name)


def drop(element: etree._Element, name: str) -> None:
    """Remove an attribute, if it is there."""
    if name in element.attrib:
        del element.attrib[name]


def cells_of(row: etree._Element) -> dict[int, etree._Element]:
    """The cells of a row by column; one that does not say where it is follows the one before."""
    cells: dict[int, etree._Element] = {}
    column = 0
    for cell in row.iterchildren(main("c")):
        if cell.get("r") is None:
            cell.set("r", f"{get_column_letter(column + 1)}{row.get('r')}")
        column = column_of(cell)
        cells[column] = cell
    return cells


def column_of(cell: etree._Element) -> int:
    """The column of a cell that says where it is."""
    return int(column_index_from_string(cell.get("r", "").rstrip("0123456789")))


def insert(row: etree._Element, cells: dict[int, etree._Element], new: Mapping[int, etree._Element]) -> None:
    """Add cells in the order of the columns and keep the row's own account of its columns true."""
    for column, cell in sorted(new.items()):
        follower = min((known for known in cells if known > column), default=None)
        if follower is not None:
            cells[follower].addprevious(cell)
        elif cells:
            cells[max(cells)].addnext(cell)
        else:
            row.insert(0, cell)
        cells[column] = cell
    if new:
        _widen(row, new)


def _widen(row: etree._Element, columns: Iterable[int]) -> None:
    first, _, last = (row.get("spans") or "").partition(":")
    if first.isdigit() and last.isdigit():
        row.set("spans", f"{min(int(first), *columns)}:{max(int(last), *columns)}")
    else:  # several stretches; saying nothing is always right
        drop(row, "spans")


def _new_cell(number: int, column: int, style: int) -> etree._Element:
    cell = etree.Element(main("c"), r=f"{get_column_letter(column)}{number}")
    if style:
        cell.set("s", str(style))
    return cell
