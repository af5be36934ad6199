"""``hedge-xl upgrade``: a workbook of an earlier version brought up to date, and nothing in it lost."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from hedge_xl import __version__
from hedge_xl.core.language import Language, Text
from workbook.commands.common import CLEAN, FINDINGS, Help
from workbook.commands.kept import kept_lines
from workbook.editions.lite_code import renewed
from workbook.finding import marked
from workbook.lite.inject import inject
from workbook.read import Opened
from workbook.transaction import Transaction, change_file
from workbook.upgrade.upgraded import COMMAND, FUNCTIONS, Upgrade, renewal, upgraded
from workbook.user_values import stale_note

_HELP: Final = {
    "command": Text(
        "前の版で作ったブックに、新しいシート・列・式を足し、文言を新しくする。入力や自分のシートはそのまま残る。"
        "例: hedge-xl upgrade my.xlsx --dry-run (終了コード 0 完了、1 確かめるべき自分の式や値がある、2 使えない)",
        "Bring a workbook of an earlier version up to date: new sheets, columns, formulas and words; inputs and your "
        "own sheets stay. "
        "Example: hedge-xl upgrade my.xlsx --dry-run "
        "(exit code 0 done, 1 formulas or values of yours to look at, 2 unusable)",
    ),
}
_CURRENT: Final = Text("すでに今の版です(構造{new}): {file}", "already current (structure {new}): {file}")
_DONE: Final = Text("構造{old}から{new}に上げました: {file}", "upgraded from structure {old} to {new}: {file}")
_WOULD: Final = Text(
    "構造{old}から{new}に上げます(まだ書き込んでいません): {file}",
    "would upgrade from structure {old} to {new} (nothing written yet): {file}",
)
_RENEWED: Final = Text("休業日の一覧を新しくする", "the list of closed days made anew")
_BACKUP: Final = Text("元のファイル: {path}", "The file until now: {path}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did: the structures before and after, the changes (None when there were none), the backup, and what
    is worth knowing. ``renewed`` are changes to a file that was of today's structure already."""

    old: int
    new: int
    upgrade: Upgrade | None
    backup: Path | None
    notes: Sequence[Text] = ()
    renewed: Sequence[Text] = ()

    @property
    def steps(self) -> Sequence[Text]:
        """What was changed."""
        return self.upgrade.steps if self.upgrade is not None else self.renewed

    @property
    def kept(self) -> Sequence[str]:
        """The cells in which something of the user's stands in place of a formula of ours."""
        return self.upgrade.kept if self.upgrade is not None else ()


def add(app: typer.Typer, language: Language) -> None:
    """Declare the command."""
    words = Help(_HELP, language)

    @app.command(COMMAND, help=words["command"], short_help=words.short)
    def upgrade(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=words["file"])],
        dry_run: Annotated[bool, typer.Option("--dry-run", help=words["dry_run"])] = False,
        as_json: Annotated[bool, typer.Option("--json", help=words["json"])] = False,
        chosen: Annotated[Language, words.lang] = language,
    ) -> None:
        done = run_upgrade(file, dry_run=dry_run)
        typer.echo(_as_json(file, done, dry_run) if as_json else _in_words(file, done, chosen, dry_run))
        raise typer.Exit(FINDINGS if done.kept else CLEAN)


def run_upgrade(file: Path, *, dry_run: bool) -> Outcome:
    """Bring a file up to date; a file that is stays untouched."""
    with Transaction(file) as transaction:
        opened = transaction.opened
        if opened.outdated:
            return _upgraded(transaction, opened, dry_run=dry_run)
        stale = bool(renewal(opened, transaction.now))
        code, note = renewed(opened.package, opened.language)
    new, backup, steps = opened.book.schema, None, []
    if stale:
        backup = change_file(
            file, lambda found: renewal(found, datetime.now), command=COMMAND, summary=_RENEWED, dry_run=dry_run
        ).backup
        steps.append(_RENEWED)
    if code is not None:
        after = code
        backup = inject(file, lambda *_: after, dry_run=dry_run).backup or backup
        steps.append(FUNCTIONS.format(version=__version__))
    return Outcome(new, new, None, backup, [] if note is None else [marked("warning", note)], steps)


def _upgraded(transaction: Transaction, opened: Opened, *, dry_run: bool) -> Outcome:
    made = upgraded(opened, transaction.data, transaction.now)
    backup = None
    if not dry_run:
        backup = transaction.commit(made.data, command=COMMAND, expected=made.inputs)
    notes = [marked("warning", note) for note in made.notes]
    return Outcome(int(opened.schema), opened.book.schema, made, backup, [*notes, *stale_note(opened)])


def _in_words(file: Path, done: Outcome, language: Language, dry_run: bool) -> str:
    head = _CURRENT if done.upgrade is None else _WOULD if dry_run else _DONE
    lines = [head.of(language).format(old=done.old, new=done.new, file=file)]
    lines += [f"  {step.of(language)}" for step in done.steps]
    lines += kept_lines(done.kept, language)
    lines += [note.of(language) for note in done.notes]
    if done.backup is not None:
        lines.append(_BACKUP.of(language).format(path=done.backup))
    return "\n".join(lines)


def _as_json(file: Path, done: Outcome, dry_run: bool) -> str:
    made = done.upgrade
    data = {
        "file": str(file),
        "from": done.old,
        "to": done.new,
        "current": made is None,
        "dry_run": dry_run,
        "steps": [step.as_json() for step in done.steps],
        "notes": [note.as_json() for note in done.notes],
        "kept": list(done.kept),
        "backup": str(done.backup) if done.backup else None,
    }
    return json.dumps(data, ensure_ascii=False, indent=2)
