"""A backup on its way back into the place of its file: as it is, with one line more in its history that says so."""

from dataclasses import replace
from typing import Final

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Text
from workbook.change import Change, changed
from workbook.digest import digest
from workbook.edit import brought_to
from workbook.findings.formulas import formula_findings
from workbook.journal import Act, Clock, line
from workbook.proof import prove
from workbook.read import Opened
from workbook.transaction import own_parts, refuse_unsafe

COMMAND: Final = "restore"
_SUMMARY: Final = Text("{stamp} のバックアップに戻した", "Restored from the backup of {stamp}")


def with_history(data: bytes, old: Opened, present: Opened | None, stamp: str, now: Clock) -> bytes | None:
    """The backup's bytes with that line; None when none can be added without harm: to an older structure, under
    something typed there, or beside formulas that somebody has changed, whose values are not ours to compute.

    ``present`` is the file that is replaced, None when it is gone or cannot be read.
    """
    if not old.whole or any("-formula-" in finding.code for finding in formula_findings(old)):
        return None
    row = line(old, old.inputs, Act(COMMAND, _SUMMARY.format(stamp=stamp), now))
    before = None if present is None else digest(present.inputs, present.book)
    after = changed(old.inputs, Change((replace(row, values={**row.values, "before": before}),)))
    try:
        refuse_unsafe(old, after)
        new, _ = brought_to(old, after)
        prove(data, new, old.package.file, command=COMMAND, expected=after, touched=own_parts(old, after), earlier=old)
    except HedgeError:
        return None
    return new
