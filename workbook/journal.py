"""The ledger's own record of what hedge-xl did to it: one line a command, in the table ``journal``."""

import getpass
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from hedge_xl import __version__
from hedge_xl.core.language import Text
from workbook.change import AppendRow
from workbook.digest import JOURNAL, digests
from workbook.read import Opened
from workbook.serials import to_serial
from workbook.spec import Inputs

Clock = Callable[[], datetime]
_LONGEST: Final = 1000  # letters of a summary; a cell takes 32,767


def user_name() -> str | None:
    """The user's name on this computer; None where there is none."""
    try:
        return getpass.getuser() or None
    except (ImportError, KeyError, OSError):  # each on some system without a user database
        return None


@dataclass(frozen=True, slots=True)
class Act:
    """What is being done: the command as it is called, one line on what it changes, when, and by whom if known."""

    command: str
    summary: Text
    now: Clock = datetime.now
    who: str | None = field(default_factory=user_name)


def line(opened: Opened, after: Inputs, act: Act) -> AppendRow:
    """The row that records an act: local time to the second, and the inputs' fingerprint before and after."""
    summary = act.summary.of(opened.language)
    before, now = digests([opened.inputs, after], opened.book)
    return AppendRow(
        JOURNAL,
        {
            "when": to_serial(act.now().replace(tzinfo=None, microsecond=0)),
            "command": act.command,
            "summary": summary if len(summary) <= _LONGEST else f"{summary[: _LONGEST - 1]}…",
            "who": act.who,
            "version": __version__,
            "before": before,
            "after": now,
        },
    )
