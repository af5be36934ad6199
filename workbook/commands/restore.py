"""``hedge-xl restore``: put a backup back in the place of a workbook."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from hedge_xl.core.errors import ChoiceError
from hedge_xl.core.language import Language, Text
from workbook import locks
from workbook.backups import Backup, list_backups
from workbook.commands.common import Help
from workbook.container import read_file
from workbook.diff import differences
from workbook.difference import Difference
from workbook.disk_errors import write_error
from workbook.errors import FileError
from workbook.files import write_new
from workbook.package import Package
from workbook.put_back import COMMAND, with_history
from workbook.read import Opened, open_package
from workbook.transaction import Transaction

LAST: Final = "last"
_HELP: Final = {
    "command": Text(
        "バックアップからブックを戻す。今のブックも先にバックアップにとる。例: hedge-xl restore my.xlsx --at last",
        "Put a backup back; the present file is backed up first. Example: hedge-xl restore my.xlsx --at last",
    ),
    "at": Text(
        "戻すバックアップの日時 (hedge-xl backup FILE --list で分かる)。last は今と違う最後のバックアップ",
        "time of the backup (see hedge-xl backup FILE --list); last is the newest that differs from the file",
    ),
    "exact": Text(
        "バックアップのまま1バイトも変えずに戻す(履歴に行を足さない)",
        "put it back byte for byte, without a line in History",
    ),
}
_NO_BACKUP: Final = Text("バックアップがありません。", "there are no backups.")
_NOTHING: Final = Text("どのバックアップも今のファイルと同じです。", "every backup is the same as the file is now.")
_UNKNOWN: Final = Text(
    "バックアップ {given} はありません。`hedge-xl backup {file} --list` で一覧を見られます。",
    "there is no backup {given}; `hedge-xl backup {file} --list` lists them.",
)
_SEVERAL: Final = Text(
    "{given} に当てはまるバックアップが{count}個あります。{first} のように全部書いてください。",
    "{count} backups match {given}; write it in full, such as {first}.",
)
_BROKEN: Final = Text("今のファイルは読めないので、違いは示せません。", "The file cannot be read now: no comparison.")
_DONE: Final = Text(
    "{stamp} のバックアップに戻しました: {file} (戻す前のファイル: {backup})",
    "Restored {file} from {stamp} (the file until now: {backup})",
)
_MADE: Final = Text("{stamp} のバックアップから作り直しました: {file}", "Restored {file} from {stamp}")
_NO_LINE: Final = Text(
    "履歴に行を足せないので、バックアップのまま戻します。",
    "No line can be added to History: it is put back as the backup is.",
)
_WOULD: Final = Text(
    "{stamp} のバックアップに戻せます(まだ書き込んでいません): {file}", "Would restore {file} from {stamp}"
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it: the backup put back, what that changes (None: unknown), where the file until now is kept, and
    whether its history says so (None: it was not to)."""

    backup: Backup
    changes: list[Difference] | None
    kept: Path | None
    told: bool | None


def add(app: typer.Typer, language: Language) -> None:
    """Declare the command."""
    words = Help(_HELP, language)

    @app.command("restore", help=words["command"], short_help=words.short)
    def restore(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=words["file"])],
        at: Annotated[str, typer.Option("--at", metavar="STAMP|last", help=words["at"])] = LAST,
        exact: Annotated[bool, typer.Option("--exact", help=words["exact"])] = False,
        chosen: Annotated[Language, words.lang] = language,
        as_json: Annotated[bool, typer.Option("--json", help=words["json"])] = False,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=words["dry_run"])] = False,
    ) -> None:
        done = put_back(file, at, exact=exact, dry_run=dry_run)
        typer.echo(_as_json(file, done) if as_json else _in_words(file, done, chosen, dry_run))


def put_back(file: Path, at: str, *, exact: bool, dry_run: bool) -> Restored:
    """Restore a file, one that is gone or broken as well."""
    if not file.exists():
        return _made_anew(file, at, exact, dry_run)
    with Transaction(file) as transaction:
        backup = choose(list_backups(transaction.path), at, file, transaction.data)
        data, old = _read(backup)
        present: Opened | None
        try:
            present = transaction.opened
        except FileError:
            present = None
        changes = None if present is None else differences(present, old)  # refuses another kind of workbook
        new = None if exact else with_history(data, old, present, backup.stamp, transaction.now)
        kept = None if dry_run else transaction.commit(new or data, command=COMMAND)
    return Restored(backup, changes, kept, None if exact else new is not None)


def _made_anew(file: Path, at: str, exact: bool, dry_run: bool) -> Restored:
    """The file is gone; its backups are not."""
    path = file.resolve()
    with locks.held(path):
        backup = choose(list_backups(path), at, file, b"")
        data, old = _read(backup)
        new = None if exact else with_history(data, old, None, backup.stamp, datetime.now)
        try:
            if not dry_run:
                write_new(path, new or data, like=backup.path, owner=locks.key(path))
        except OSError as error:
            raise write_error(path, error) from error
    return Restored(backup, None, None, None if exact else new is not None)


def _read(backup: Backup) -> tuple[bytes, Opened]:
    data = read_file(backup.path)
    return data, open_package(Package(data, backup.path.name))


def choose(found: Sequence[Backup], at: str, file: Path, data: bytes) -> Backup:
    """The backup that is meant: by its time or the beginning of that, or the last that differs from ``data``."""
    if not found:
        raise FileError(_NO_BACKUP, file.name)
    if at == LAST:
        other = [item for item in reversed(found) if not _is(item, data)]
        if not other:
            raise FileError(_NOTHING, file.name)
        return next((item for item in other if _opens(item)), other[0])
    given = "".join(letter for letter in at if letter.isdigit())
    exact = [item for item in found if item.stamp == at.strip()]
    matching = exact or [item for item in found if given and item.stamp.replace("-", "").startswith(given)]
    if not matching:
        raise ChoiceError(_UNKNOWN.format(given=at, file=file), "--at")
    if len(matching) > 1:
        raise ChoiceError(_SEVERAL.format(given=at, count=len(matching), first=matching[-1].stamp), "--at")
    return matching[0]


def _opens(backup: Backup) -> bool:
    try:
        open_package(Package.open(backup.path))
    except FileError:
        return False
    return True


def _is(backup: Backup, data: bytes) -> bool:
    return backup.path.stat().st_size == len(data) and read_file(backup.path) == data


def _in_words(file: Path, done: Restored, language: Language, dry_run: bool) -> str:
    lines = [] if done.changes is None else [change.line(language) for change in done.changes]
    if done.changes is None and file.exists() and (dry_run or done.kept):
        lines.append(_BROKEN.of(language))
    if done.told is False:
        lines.append(_NO_LINE.of(language))
    last = _WOULD if dry_run else _DONE if done.kept else _MADE
    return "\n".join([*lines, last.of(language).format(stamp=done.backup.stamp, file=file, backup=done.kept)])


def _as_json(file: Path, done: Restored) -> str:
    data = {
        "file": str(file),
        "from": str(done.backup.path),
        "stamp": done.backup.stamp,
        "backup": str(done.kept) if done.kept else None,
        "history": bool(done.told),
        "differences": None if done.changes is None else [change.as_json() for change in done.changes],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)
