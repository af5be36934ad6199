"""Which formulas of a file another edition spells otherwise: ours by their declaration, the user's by their calls."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from workbook.cells import RawCell, XlsxSheet
from workbook.dialect import Dialect
from workbook.edit.growth import growths
from workbook.edit.row_patch import Refer, Respell
from workbook.edit.user_formulas import cells_not_ours
from workbook.formulas import same_formula
from workbook.hosts import PREFIXES
from workbook.read import FoundTable, Opened
from workbook.rehost.calls import Callers
from workbook.spec import Cell, Column, Host, Table
from workbook.wanted import wanted_formula

Place = tuple[int, int]


@dataclass(slots=True)
class Plan:
    """New formulas by sheet part and place; the user's cells that were translated, and those that cannot be."""

    cells: defaultdict[str, dict[Place, Refer | Respell]] = field(default_factory=lambda: defaultdict(dict))
    changed: int = 0
    translated: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)


class Planner:
    """Looks at every formula of a file once."""

    def __init__(self, opened: Opened, target: Host, metadata: int | None) -> None:
        self.opened, self.metadata = opened, metadata
        self.target = target
        self.plan = Plan()
        self._calls = Callers.of(opened, target)
        self._old = Dialect(opened.book, opened.host, opened.language)
        self._new = Dialect(opened.book, target, opened.language)

    def planned(self) -> Plan:
        """Everything that changes."""
        for table in self.opened.tables.values():
            for column in table.spec.columns:
                if column.kind != "input":
                    self._column(table, column)
        for found in self.opened.cells.values():
            if found.spec.kind != "input" and found.cell is not None and found.cell.formula is not None:
                old, new = self.texts(found.spec)
                self._cell(found.sheet, (found.row, found.column), found.cell, old, new, in_table=False)
        for sheet in self.opened.file.sheets:
            for place, cell in self._users(sheet):
                self._users_cell(sheet, place, cell)
            self._unshare(sheet)
        return self.plan

    def texts(self, spec: Column | Cell, table: Table | None = None) -> tuple[str, str]:
        """A formula in the edition that the file is, and in the one that it becomes."""
        old = wanted_formula(self.opened, self._old, spec, table)
        return old, wanted_formula(self.opened, self._new, spec, table)

    def respelled(self, formula: str, where: str) -> str:
        """A formula of the user's; one that the edition cannot compute is noted and stays as it is."""
        new, stuck = self._calls.respelled(formula)
        if stuck:
            self.plan.stuck.append(where)
        elif new != formula:
            self.plan.translated.append(where)
        return new

    def _column(self, table: FoundTable, column: Column) -> None:
        old, new = self.texts(column, table.spec)
        formulas = table.formulas(column.key)
        if old == new and set(formulas) <= {old}:
            return  # the usual case, without a look at each row
        for index, formula in enumerate(formulas):
            cell = table.cell(index, column.key) if formula is not None else None
            if cell is not None:
                self._cell(table.sheet, table.at(index, column.key), cell, old, new, in_table=True)

    def _cell(self, sheet: XlsxSheet, place: Place, cell: RawCell, old: str, new: str, *, in_table: bool) -> None:
        formula = cell.formula or ""
        if not same_formula(formula, old):
            self._users_cell(sheet, place, cell)
        elif old != new:
            prefix = PREFIXES[self.target]
            dynamic = not in_table and bool(prefix) and prefix in new
            self.plan.cells[sheet.part][place] = Respell(new, self.metadata if dynamic else None)
            self.plan.changed += 1

    def _users_cell(self, sheet: XlsxSheet, place: Place, cell: RawCell) -> None:
        formula = cell.formula or ""
        new = self.respelled(formula, f"{sheet.name}!{get_column_letter(place[1])}{place[0]}")
        if new != formula:
            self.plan.cells[sheet.part][place] = Refer(new)

    def _users(self, sheet: XlsxSheet) -> Iterator[tuple[Place, RawCell]]:
        """The formulas of a sheet that are not ours."""
        ours = {(found.row, found.column) for found in self.opened.cells.values() if found.sheet is sheet}
        here = [item for item in growths(self.opened, self.opened.inputs).values() if item.found.sheet is sheet]
        for place, cell in cells_not_ours(sheet, here):
            if cell.formula is not None and place not in ours:
                yield place, cell

    def _unshare(self, sheet: XlsxSheet) -> None:
        """Cells that share a formula depend on the first of them: where one changes, each gets its own."""
        changes = self.plan.cells.get(sheet.part, {})
        shared = {place: cell for place, cell in sheet.cells.items() if cell.kind == "shared"}
        if any(place in changes for place in shared):
            for place, cell in shared.items():
                changes.setdefault(place, Refer(cell.formula or ""))
