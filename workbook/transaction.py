"""Changing a file so that nothing can be lost: alone, from one snapshot, proved, backed up, in one step.

`change_file` is for a plan by meaning; `Transaction` for whoever makes the new bytes another way. Whatever goes
wrong before the last step leaves the file as it was, and killed at any moment it is the old file or the new one.
"""

from collections.abc import Callable, Collection
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from openpyxl.utils.cell import coordinate_to_tuple

from hedge_xl.core.language import Text
from workbook import backups, locks
from workbook.change import Change, changed
from workbook.edit import brought_to, model_of
from workbook.edit.charts import chart_parts, own_charts
from workbook.edit.growth import growths
from workbook.edit.table_parts import lacks_formulas
from workbook.errors import FileError
from workbook.files import sweep, write_whole
from workbook.garbage import no_collections
from workbook.journal import Act, Clock, line
from workbook.package import Package
from workbook.proof import prove, same_inputs
from workbook.read import Opened, open_package
from workbook.snapshot import Snapshot, take, writable
from workbook.spec import Inputs
from workbook.trusted import require_trusted
from workbook.twin import Model

_UNDER_TOTALS: Final = Text(
    "表の集計行のすぐ下に入力があり({place})、行を足すと集計行がそこへ下がるので変更しません。"
    "入力を別の場所へ移してください。",
    "not changed: something is typed right under the table's totals row ({place}), which moves down as rows are added; "
    "move what is typed elsewhere.",
)
_BELOW: Final = Text(
    "表の下に入力があり({place})、行を足すと上書きするので変更しません。"
    "`hedge-xl doctor {file} --fix` で表に入れるか、消してください。",
    "not changed: something is typed under the table ({place}) where new rows go; take it into the table with "
    "`hedge-xl doctor {file} --fix`, or clear it.",
)


LIVE_WRITTEN: Final = Text(
    "開いているブックに書き込みました(まだ保存していません): {path}\n"
    "取り消すには保存せずに閉じてください。変更前の状態: {backup}",
    "written into the open workbook, not saved yet: {path}\n"
    "To take it back, close it without saving. As it was before: {backup}",
)


class Transaction:
    """A file held by this run alone, as one snapshot of its bytes. Leaving without `commit` changes nothing."""

    def __init__(self, path: Path, *, now: Clock = datetime.now, keep: int | None = None) -> None:
        """``now`` dates the backup; ``keep`` is how many backups stay, else the user's setting."""
        self.given = path
        self.now = now
        self.keep = backups.keep_count() if keep is None else keep
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self.path = writable(self.given)
        with ExitStack() as stack:
            stack.enter_context(locks.held(self.path, self.given.name))
            self._refuse_open()
            self._owner = locks.key(self.path)
            for folder in (self.path.parent, backups.folder_of(self.path)):
                sweep(folder, self._owner)
            self._snapshot: Snapshot = take(self.path, self.given.name)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def data(self) -> bytes:
        """The file's bytes when it was read."""
        return self._snapshot.data

    @cached_property
    def package(self) -> Package:
        """The parts of the file; changing them in memory changes neither the file nor what `commit` compares with."""
        return Package(self.data, self.given.name)

    @cached_property
    def opened(self) -> Opened:
        """The workbook, of whatever version: see `require_current`."""
        return open_package(self.package)

    def commit(
        self,
        data: bytes,
        *,
        command: str,
        expected: Inputs | None = None,
        touched: Collection[str] | None = None,
        earlier: Opened | None = None,
    ) -> Path:
        """Put the new bytes in place of the old and return the backup of these.

        The bytes must be a workbook of ours; with ``expected`` it must hold exactly these inputs, and with ``touched``
        no other parts may differ. ``command`` names who made them, should they fail. ``earlier`` is the file as it was
        read, with nothing changed in its package since: what is stored alike is not read again.
        """
        prove(self.data, data, self.given.name, command=command, expected=expected, touched=touched, earlier=earlier)
        self._refuse_open()
        self._snapshot.refuse_changed()
        backup = backups.make_backup(self.path, self.data, self.now())
        try:
            write_whole(self.path, data, owner=self._owner, before=self._last_look)
        except BaseException:
            backups.discard(backup)
            raise
        backups.prune(self.path, self.keep)
        return backup

    def _last_look(self) -> None:
        """Writing took a while; somebody may have come meanwhile."""
        self._refuse_open()
        self._snapshot.refuse_touched()

    def _refuse_open(self) -> None:
        for path in {self.given, self.path}:
            locks.refuse_open(path)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did: the change (empty when there was nothing to do), the book before and all values after.

    ``live`` says that it was done to an open book, which is for the user to save.
    """

    change: Change
    before: Opened
    after: Model
    backup: Path | None
    live: bool = False


def change_file(
    path: Path,
    plan: Callable[[Opened], Change],
    *,
    command: str,
    summary: Text | Callable[[Change], Text],
    dry_run: bool = False,
    now: Clock = datetime.now,
) -> Outcome:
    """Ask ``plan`` what to change in a workbook and do it, with a line in its journal that says ``summary``.

    A workbook that computes otherwise than hedge-xl is refused: see `require_trusted`. A dry run goes as far as
    computing every value. A plan that changes nothing leaves the file untouched.
    """
    with no_collections(), Transaction(path, now=now) as transaction:
        opened = transaction.opened
        require_trusted(opened)
        change = plan(opened)
        after = changed(opened.inputs, change)
        if same_inputs(opened.inputs, after):
            return Outcome(Change(), opened, model_of(opened, opened.inputs), None)
        refuse_unsafe(opened, after)
        words = summary if isinstance(summary, Text) else summary(change)
        journal = Change((line(opened, after, Act(command, words, now)),))
        if dry_run:
            return Outcome(change, opened, model_of(opened, after), None)
        expected = changed(after, journal)
        data, model = brought_to(opened, expected)
        touched = own_parts(opened, expected)
        backup = transaction.commit(data, command=command, expected=expected, touched=touched, earlier=opened)
        return Outcome(change, opened, model, backup)


def refuse_unsafe(opened: Opened, after: Inputs) -> None:
    """Refuse to make a table longer over what was typed under it, and say how it becomes part of the table."""
    for growth in growths(opened, after).values():
        if not growth.added or not growth.found.spec.inputs:
            continue
        in_the_way = [place for place in growth.found.below if coordinate_to_tuple(place)[0] in growth.taken]
        if in_the_way:
            place = f"{growth.found.sheet.name}!{in_the_way[0]}"
            text = _UNDER_TOTALS if growth.totals else _BELOW
            raise FileError(text.format(place=place, file=opened.package.file), opened.package.file)


def own_parts(opened: Opened, after: Inputs) -> set[str]:
    """The parts that a change by meaning may touch: our sheets and charts, the workbook part and the list of formula
    cells; tables that have lost formulas; with a table that grows, that table, and the user's sheets, charts and pivot
    tables that may look at it."""
    package = opened.package
    parts = {package.workbook_part, *(found.sheet.part for found in opened.cells.values())}
    parts |= set(package.related(package.workbook_part, "calcChain"))
    parts |= {table.sheet.part for table in opened.tables.values()} | own_charts(package)
    parts |= {table.table.part for table in opened.tables.values() if lacks_formulas(table)}
    growing = [key for key, rows in after.tables.items() if len(rows) > len(opened.inputs.tables[key])]
    if growing:
        parts |= {opened.tables[key].table.part for key in growing}
        for kind in ("worksheet", "pivotCacheDefinition"):
            parts |= set(package.related(package.workbook_part, kind))
        parts |= set(chart_parts(package))
    return parts
