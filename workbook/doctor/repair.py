"""Putting a file right: formulas, settings and values, never an input; rows typed under a table join it as typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from hedge_xl.core.language import Text
from workbook.change import Change, changed
from workbook.difference import Difference
from workbook.doctor.ailment import Ailment
from workbook.doctor.examine import inside
from workbook.doctor.rows_below import take_in
from workbook.doctor.treatments import column_formulas, original_formulas, settings
from workbook.edit import edited
from workbook.edit.repack import repacked
from workbook.editions.marks import mark_ours
from workbook.errors import FileError
from workbook.input_differences import input_differences
from workbook.journal import Act, Clock, line
from workbook.package import Package
from workbook.proof import same_inputs
from workbook.read import Opened, open_package
from workbook.spec import Host
from workbook.transaction import Transaction

COMMAND: Final = "doctor"
_SUMMARY: Final = Text("修復: {codes}", "Repaired: {codes}")
_CHANGED: Final = Text(
    "直すと入力まで変わるため、何も書き込んでいません。hedge_xlの不具合です。お知らせください。",
    "the repair would change an input, so nothing was written; this is a fault of hedge_xl, please report it.",
)


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was put right, what is left, which rows were taken in, and where the file until now is kept."""

    fixed: Sequence[Ailment]
    left: Sequence[Ailment]
    taken: Sequence[Difference]
    backup: Path | None


def repair(
    path: Path,
    *,
    formulas: bool = False,
    dry_run: bool = False,
    host: Host | None = None,
    now: Clock = datetime.now,
) -> Repaired:
    """Repair what can be; with ``formulas`` also put the original ones over what the user may have written there.

    What is said to be fixed was looked for again in the new file and not found. Without anything to fix nothing is
    written; a dry run writes nothing either.
    """
    with Transaction(path, now=now) as transaction:
        before = list(inside(transaction.opened, host))
        if not any(_curable(ailment, formulas) for ailment in before):
            return Repaired([], before, [], None)
        treatment = _Treatment(transaction.opened, before, formulas)
        data = treatment.data(Act(COMMAND, _summary(before, formulas), now))
        left = list(inside(open_package(Package(data, path.name)), host))
        still = {ailment.code for ailment in left}
        fixed = [ailment for ailment in before if ailment.cure and ailment.code not in still]
        if not fixed and not treatment.taken:
            return Repaired([], before, [], None)
        backup = None
        if not dry_run:
            backup = transaction.commit(data, command=COMMAND, expected=treatment.expected)
        return Repaired(fixed, left, treatment.taken, backup)


def _curable(ailment: Ailment, formulas: bool) -> bool:
    return ailment.cure is not None and (formulas or ailment.cure != "formulas")


def _summary(before: Sequence[Ailment], formulas: bool) -> Text:
    codes = dict.fromkeys(ailment.code for ailment in before if _curable(ailment, formulas))
    return _SUMMARY.format(codes=", ".join(codes))


class _Treatment:
    """The parts of the file in memory, treated one by one and computed anew."""

    def __init__(self, opened: Opened, before: Sequence[Ailment], formulas: bool) -> None:
        # Values are computed by the original formulas, so while others stand there nothing is computed.
        self.computed = formulas or not any(ailment.cure == "formulas" for ailment in before)
        package = opened.package
        column_formulas(opened)
        settings(opened)
        self.opened = opened
        if formulas:
            original_formulas(opened)
            mark_ours(package, opened)
            self.opened = open_package(package)
        self.change = take_in(self.opened) if self.computed else Change()
        if self.change:
            self.opened = open_package(package)
        self.expected = self.opened.inputs
        self.taken: list[Difference] = []
        if not same_inputs(opened.inputs, self.opened.inputs):
            raise FileError(_CHANGED, package.file)

    def data(self, act: Act) -> bytes:
        """The new file."""
        if not self.computed:
            return repacked(self.opened.package)
        after = changed(self.opened.inputs, self.change)
        everything = self.change + Change((line(self.opened, after, act),))
        self.taken = list(input_differences(self.opened.book, self.opened.inputs, after))
        self.expected = changed(self.opened.inputs, everything)
        return edited(self.opened, everything)
