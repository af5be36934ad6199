"""``hedge-xl doctor``: what is wrong with a file where it is used, and putting it right."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from hedge_xl.core.language import Language, Text
from workbook.backups import list_backups
from workbook.commands.common import CLEAN, FINDINGS, Help
from workbook.commands.hosts import known_host
from workbook.doctor import Ailment, Repaired, examine, repair
from workbook.errors import FileError
from workbook.finding import filled
from workbook.spec import HOSTS

_HELP: Final = {
    "command": Text(
        "ファイルの不調を調べ、--fix で入力を変えずに直す。例: hedge-xl doctor my.xlsx --fix "
        "(終了コード 0 健康、1 不調あり、2 読めない)",
        "What is wrong with a file; --fix repairs it without changing an input. Example: hedge-xl doctor my.xlsx --fix "
        "(exit code 0 healthy, 1 something found, 2 unreadable)",
    ),
    "host": Text(
        "使うところ: native (関数なし)、excel、officejs、libreoffice。そこでの不調を調べる",
        "where it is to be used: native (no functions), excel, officejs or libreoffice; examine it for there",
    ),
    "fix": Text(
        "直せるものを直す: 値、計算方法、行を足すときの式、表の下に書かれた行",
        "repair what can be: values, calculation mode, formulas of new rows, rows typed under a table",
    ),
    "formulas": Text(
        "自分で書き換えた式や値も元の式に戻す (--fix を含む)",
        "also put original formulas over what was written there (implies --fix)",
    ),
}
_FIXED: Final = Text("直しました: {text} [{code}]", "Repaired: {text} [{code}]")
_WOULD: Final = Text("直せます: {text} [{code}]", "Would repair: {text} [{code}]")
_TAKEN: Final = Text("表に入れた行 — {change}", "Row taken in: {change}")
_HEALTHY: Final = Text("不調は見つかりませんでした ({path})", "Healthy ({path})")
_COUNT: Final = Text("{count}件の不調 ({path})", "Found: {count} ({path})")
_BACKUP: Final = Text("元のファイル: {path}", "The file until now: {path}")
_RESTORE: Final = Text(
    "{reason} バックアップが{count}個あります: `hedge-xl restore {file}`",
    "{reason} There are {count} backups: `hedge-xl restore {file}`",
)


def add(app: typer.Typer, language: Language) -> None:
    """Declare the command."""
    words = Help(_HELP, language)

    @app.command("doctor", help=words["command"], short_help=words.short)
    def doctor(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=words["file"])],
        host: Annotated[str | None, typer.Option("--host", metavar="|".join(HOSTS), help=words["host"])] = None,
        fix: Annotated[bool, typer.Option("--fix", help=words["fix"])] = False,
        formulas: Annotated[bool, typer.Option("--fix-formulas", help=words["formulas"])] = False,
        chosen: Annotated[Language, words.lang] = language,
        as_json: Annotated[bool, typer.Option("--json", help=words["json"])] = False,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=words["dry_run"])] = False,
    ) -> None:
        place = known_host(host, "--host") if host is not None else None
        try:
            done = None
            if fix or formulas:
                done = repair(file, formulas=formulas, dry_run=dry_run, host=place)
            found = examine(file, place) if done is None or not dry_run else list(done.left)
        except FileError as error:
            raise _with_hint(file, error) from error
        typer.echo(_as_json(file, done, found) if as_json else _in_words(file, done, found, chosen, dry_run))
        raise typer.Exit(FINDINGS if _faults(found) else CLEAN)


def _with_hint(file: Path, error: FileError) -> FileError:
    """What cannot be read may be there from before."""
    try:
        backups = list_backups(file.resolve())
    except (OSError, RuntimeError, FileError):
        return error
    if not backups:
        return error
    return FileError(filled(_RESTORE, reason=error.text, count=len(backups), file=file), error.argument)


def _faults(found: Sequence[Ailment]) -> int:
    return sum(ailment.level != "info" for ailment in found)


def _in_words(file: Path, done: Repaired | None, found: Sequence[Ailment], language: Language, dry_run: bool) -> str:
    lines: list[str] = []
    if done is not None:
        words = _WOULD if dry_run else _FIXED
        lines += [words.of(language).format(text=item.text.of(language), code=item.code) for item in done.fixed]
        lines += [_TAKEN.of(language).format(change=change.line(language)) for change in done.taken]
        if done.backup is not None:
            lines.append(_BACKUP.of(language).format(path=done.backup))
    lines += [ailment.line(language) for ailment in found]
    count = _faults(found)
    total = _COUNT.of(language).format(count=count, path=file) if count else _HEALTHY.of(language).format(path=file)
    return "\n".join([*lines, total])


def _as_json(file: Path, done: Repaired | None, found: Sequence[Ailment]) -> str:
    data: dict[str, object] = {
        "file": str(file),
        "healthy": not _faults(found),
        "found": [ailment.as_json() for ailment in found],
    }
    if done is not None:
        data["fixed"] = [ailment.as_json() for ailment in done.fixed]
        data["taken"] = [change.as_json() for change in done.taken]
        data["backup"] = str(done.backup) if done.backup else None
    return json.dumps(data, ensure_ascii=False, indent=2)
