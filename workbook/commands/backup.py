"""``hedge-xl backup``: a copy of a workbook, and the list of the copies there are."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from hedge_xl.core.language import Language, Text
from workbook.backups import copy_to, keep_count, list_backups, make_backup, prune
from workbook.commands.common import Help
from workbook.package import Package
from workbook.snapshot import found_file, take

_HELP: Final = {
    "command": Text(
        "ブックのバックアップを作る、またはバックアップの一覧を出す。例: hedge-xl backup my.xlsx --list",
        "Make a backup of a workbook, or list its backups. Example: hedge-xl backup my.xlsx --list",
    ),
    "to": Text(
        "バックアップを置くファイルかフォルダ (省略時はブックの横)", "file or folder to put it (default: beside it)"
    ),
    "list": Text("バックアップの一覧を出す", "list the backups"),
}
_MADE: Final = Text("バックアップを作りました: {path}", "Backed up to {path}")
_NONE: Final = Text("バックアップはまだありません ({file})", "There are no backups yet ({file})")
_LINE: Final = Text("{stamp}  {size:,}バイト  {path}", "{stamp}  {size:,} bytes  {path}")


def add(app: typer.Typer, language: Language) -> None:
    """Declare the command."""
    words = Help(_HELP, language)

    @app.command("backup", help=words["command"], short_help=words.short)
    def backup(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=words["file"])],
        to: Annotated[Path | None, typer.Option("--to", metavar="PATH", help=words["to"])] = None,
        listed: Annotated[bool, typer.Option("--list", help=words["list"])] = False,
        chosen: Annotated[Language, words.lang] = language,
        as_json: Annotated[bool, typer.Option("--json", help=words["json"])] = False,
    ) -> None:
        if listed:
            show_backups(file, chosen, as_json)
            return
        path = back_up(file, to)
        if as_json:
            typer.echo(json.dumps({"file": str(file), "backup": str(path)}, ensure_ascii=False))
        else:
            typer.echo(_MADE.of(chosen).format(path=path))


def back_up(file: Path, to: Path | None) -> Path:
    """Copy a workbook that can be read whole; the copy is never put over another file."""
    path = found_file(file)
    data = take(path).data
    Package(data, file.name)  # a copy of a broken file would only pretend to be a backup
    if to is not None:
        return copy_to(to, path, data, datetime.now())
    made = make_backup(path, data, datetime.now())
    prune(path, keep_count())
    return made


def show_backups(file: Path, language: Language, as_json: bool) -> None:
    """The backups of a file, oldest first; it may be gone itself."""
    found = list_backups(file.resolve())
    if as_json:
        rows = [
            {
                "stamp": item.stamp,
                "made": item.made.isoformat(),
                "bytes": item.path.stat().st_size,
                "path": str(item.path),
            }
            for item in found
        ]
        typer.echo(json.dumps({"file": str(file), "backups": rows}, ensure_ascii=False, indent=2))
    elif not found:
        typer.echo(_NONE.of(language).format(file=file))
    for item in [] if as_json else found:
        typer.echo(_LINE.of(language).format(stamp=item.stamp, size=item.path.stat().st_size, path=item.path))
