"""Putting code for xlwings Lite into a workbook on the disk, as safely as any other change to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from hedge_xl.core.language import Text
from workbook.change import Change, changed
from workbook.edit import brought_to
from workbook.edit.repack import repacked
from workbook.journal import Act, Clock, line
from workbook.lite.block import taken_apart
from workbook.lite.extension import LiteCode, code_in, put_code
from workbook.package import Package
from workbook.proof import differing_parts
from workbook.read import Opened, open_package
from workbook.transaction import Transaction, own_parts
from workbook.trusted import require_trusted

COMMAND: Final = "lite inject"
_SUMMARY: Final = Text("xlwings Lite のコードを入れた", "Code for xlwings Lite put in")

Plan = Callable[[LiteCode | None, Opened], LiteCode]


@dataclass(frozen=True, slots=True)
class Injected:
    """What came of it: the code before and after, and where the file until now is kept."""

    before: LiteCode | None
    after: LiteCode
    backup: Path | None

    @property
    def changed(self) -> bool:
        """Whether there was anything to do."""
        return self.before != self.after

    @property
    def version(self) -> str:
        """The version of our functions that is in the workbook now; empty when they are not."""
        return taken_apart(self.after.main).version


def inject(path: Path, plan: Plan, *, dry_run: bool = False, now: Clock = datetime.now) -> Injected:
    """Ask ``plan`` which code a workbook should hold and put it in, with a line in its history.

    The same code again leaves the file untouched, and so does a dry run.
    """
    with Transaction(path, now=now) as transaction:
        opened = transaction.opened
        require_trusted(opened)
        before = code_in(opened.package)
        after = plan(before, opened)
        if before == after:
            return Injected(before, after, None)
        package = Package(transaction.data, path.name)
        put_code(package, after)
        coded = repacked(package)
        carrying = open_package(Package(coded, path.name))
        journal = Change((line(carrying, carrying.inputs, Act(COMMAND, _SUMMARY, now)),))
        expected = changed(carrying.inputs, journal)
        data, _ = brought_to(carrying, expected)
        backup = None
        if not dry_run:
            touched = own_parts(opened, expected) | differing_parts(transaction.data, coded)
            backup = transaction.commit(data, command=COMMAND, expected=expected, touched=touched)
        return Injected(before, after, backup)
