"""What a change of the ledger did, in words: for a screen and for a program."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from hedge_xl.core.language import Language, Text
from workbook import report
from workbook.ledger.plan import Plan
from workbook.text import WORDS
from workbook.transaction import LIVE_WRITTEN, Outcome

_NOTHING: Final = Text("変更はありません ({path})", "nothing to change ({path})")
_WRITTEN: Final = Text(
    "書き込みました: {path} (元のファイル: {backup})", "written: {path} (the file as it was: {backup})"
)
_DRY: Final = Text("書き込んでいません (--dry-run): {path}", "not written (--dry-run): {path}")


def screen(plan: Plan, outcome: Outcome, path: Path, language: Language, *, dry_run: bool) -> str:
    """What changed, what to look at, the instruction that follows, and where the old file is."""
    lines = [text.of(language) for text in (*plan.lines, *plan.notes)]
    lines += [mark.line(language) for mark in plan.marks]
    if not outcome.change:
        return "\n".join([*lines, _NOTHING.of(language).format(path=path)])
    end = _DRY if dry_run else LIVE_WRITTEN if outcome.live else _WRITTEN
    written = end.of(language).format(path=path, backup=outcome.backup)
    return "\n".join([*lines, "", report.instruction(outcome.after, language), "", written])


def as_json(plan: Plan, outcome: Outcome, path: Path, *, dry_run: bool) -> dict[str, Any]:
    """The same for programs."""
    return {
        "file": str(path),
        "changed": bool(outcome.change),
        "dry_run": dry_run,
        "live": outcome.live,
        "lines": _both(plan.lines),
        "notes": _both(plan.notes),
        "warnings": _both([mark.text for mark in plan.marks]),
        "instruction": outcome.after.cell("now_instruction"),
        "trade": _trade(outcome),
        "backup": None if outcome.backup is None else str(outcome.backup),
    }


def _trade(outcome: Outcome) -> Any:
    months = outcome.after.column("monthly", "month")
    latest = outcome.after.cell("now_month")
    blocked = outcome.after.cell("now_instruction") == WORDS["ins_rows"].of(outcome.before.language)
    return None if latest is None or blocked else outcome.after.value("monthly", months.index(latest), "trade")


def _both(texts: Sequence[Text]) -> list[dict[str, str]]:
    return [text.as_json() for text in texts]
