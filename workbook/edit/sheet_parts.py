"""A sheet part brought up to date: its rows, its used range, and the ranges that it states after the rows."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO

from workbook.cells import XlsxSheet
from workbook.edit.cell_changes import SheetPatches
from workbook.edit.new_rows import NewRows
from workbook.edit.plain_sheet import plain_sheet
from workbook.edit.references import Area, References
from workbook.edit.repack import Deflated, deflated
from workbook.edit.row_patch import Patch, patched
from workbook.edit.sheet_ends import head_editor, tail_editor
from workbook.edit.sheet_rows import Frame, OddSheetError, RowEditor, SheetEdit, ends, rewritten
from workbook.package import Package


@dataclass(slots=True)
class SheetPlan:
    """All that is to be done to one sheet; ``check`` is told of its merged ranges and may refuse."""

    sheet: XlsxSheet
    references: References
    check: Callable[[list[str]], None]
    patches: SheetPatches = field(default_factory=dict)
    new_rows: Sequence[Callable[[], NewRows]] = ()
    used: list[Area] = field(default_factory=list)

    def written(self, package: Package) -> Deflated | None:
        """The part's new bytes; None when nothing in it changes."""
        if not self.patches and not self.new_rows and not self._new_tail(package):
            return None
        part = self.sheet.part
        try:
            with package.stream(part) as source:
                return deflated(rewritten(source, self._edit()))
        except OddSheetError:
            plain = plain_sheet(package.read(part), part, package.file)
            return deflated(rewritten(BytesIO(plain), self._edit(), plain=True))

    def _edit(self) -> SheetEdit:
        """A fresh edit: one that was broken off has seen some rows already."""
        chains: defaultdict[int, list[RowEditor]] = defaultdict(list)
        for number, patches in self.patches.items():
            chains[number].append(_patcher(number, patches))
        for make in self.new_rows:
            for number, editor in make().editors().items():
                chains[number].append(editor)
        rows = {number: chain[0] if len(chain) == 1 else _one_after_another(chain) for number, chain in chains.items()}
        tail = tail_editor(self.references, self.sheet.name, self.check) if self.references.growing else None
        return SheetEdit(rows, head_editor(self.used) if self.used else None, tail)

    def _new_tail(self, package: Package) -> bool:
        """Whether what follows the rows of a sheet whose cells stay must change."""
        if not self.references.growing:
            return False
        part = self.sheet.part
        edit = tail_editor(self.references, self.sheet.name, self.check)
        try:
            with self._around(package) as source:
                frame, tail = ends(source)
        except OddSheetError:
            frame, tail = ends(BytesIO(plain_sheet(package.read(part), part, package.file)), plain=True)
        return edit(frame, tail) != tail

    def _around(self, package: Package) -> IO[bytes]:
        """The part, without its rows where these were told apart when it was read."""
        around, part = self.sheet.cells.around, self.sheet.part
        return BytesIO(around) if around and package.changed_part(part) is None else package.stream(part)


def _patcher(number: int, patches: Mapping[int, Sequence[Patch]]) -> RowEditor:
    return lambda frame, row: patched(frame, row, number, patches)


def _one_after_another(editors: Sequence[RowEditor]) -> RowEditor:
    def edit(frame: Frame, row: bytes | None) -> bytes:
        for editor in editors:
            row = editor(frame, row)
        return row or b""

    return edit
