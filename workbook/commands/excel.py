"""``hedge-xl excel``: Excel on Windows with Python behind it. Exit codes: 0 fine, 1 something found, 2 unusable."""

import json
from pathlib import Path
from typing import Annotated, Final

import typer

from hedge_xl.core.language import Language, Text
from workbook.commands.common import CLEAN, FINDINGS, Help, add_group
from workbook.windows.attach import Attached, attach
from workbook.windows.examination import examined
from workbook.windows.machine import ThisMachine
from workbook.windows.verdict import Verdict

_GROUP: Final = {
    "command": Text(
        "WindowsのExcelで関数を動かす(xlwings)。例: hedge-xl excel doctor my.xlsm",
        "Run the functions in Excel for Windows (xlwings). Example: hedge-xl excel doctor my.xlsm",
    ),
}
_ATTACH: Final = {
    "command": Text(
        "excel版のブックに関数を取り込み、再計算して保存する(一度だけ。Excelは閉じておく)。"
        "例: hedge-xl excel attach my.xlsm (終了コード 0 成功、2 できない・Windowsでない)",
        "Import the functions into a workbook of the excel edition, recalculate and save it (once; close it in Excel "
        "first). Example: hedge-xl excel attach my.xlsm (exit code 0 done, 2 impossible or not on Windows)",
    ),
}
_DOCTOR: Final = {
    "command": Text(
        "Python、xlwings、Excelの設定、ファイルの置き場所を調べ、直し方を示す。何も変更しない。"
        "例: hedge-xl excel doctor my.xlsm (終了コード 0 問題なし、1 直すところがある、2 読めない・Windowsでない)",
        "Examine Python, xlwings, Excel's settings and the file's place, and say how to put them right; nothing is "
        "changed. Example: hedge-xl excel doctor my.xlsm (exit code 0 fine, 1 something to put right, 2 unreadable or "
        "not on Windows)",
    ),
}
_DONE: Final = Text(
    "関数を取り込みました: {path} (動作環境: {shown})\n元のファイル: {backup}",
    "functions imported: {path} (Host: {shown})\nThe file until now: {backup}",
)
_WOULD: Final = Text(
    "取り込めます(まだ何もしていません): {path}", "the functions can be imported (nothing done yet): {path}"
)
_FINE: Final = Text("問題は見つかりませんでした", "nothing found")
_FOUND: Final = Text("{count}件、直すところがあります", "to put right: {count}")


def add(app: typer.Typer, language: Language) -> None:
    """Declare the commands."""
    add_group(app, "excel", Help(_GROUP, language), _add_attach, _add_doctor)


def _add_attach(group: typer.Typer, language: Language) -> None:
    words = Help(_ATTACH, language)

    @group.command("attach", help=words["command"], short_help=words.short)
    def attach_functions(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=words["file"])],
        chosen: Annotated[Language, words.lang] = language,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=words["dry_run"])] = False,
        as_json: Annotated[bool, typer.Option("--json", help=words["json"])] = False,
    ) -> None:
        done = attach(file, ThisMachine(), dry_run=dry_run)
        typer.echo(_attached_json(file, done) if as_json else _attached(file, done, chosen))


def _add_doctor(group: typer.Typer, language: Language) -> None:
    words = Help(_DOCTOR, language)

    @group.command("doctor", help=words["command"], short_help=words.short)
    def doctor(
        file: Annotated[Path | None, typer.Argument(metavar="FILE", help=words["file"])] = None,
        chosen: Annotated[Language, words.lang] = language,
        as_json: Annotated[bool, typer.Option("--json", help=words["json"])] = False,
    ) -> None:
        found = examined(ThisMachine(), file)
        typer.echo(_verdicts_json(file, found) if as_json else _verdicts(found, chosen))
        raise typer.Exit(FINDINGS if any(verdict.bad for verdict in found) else CLEAN)


def _attached(file: Path, done: Attached, language: Language) -> str:
    if done.backup is None:
        return _WOULD.of(language).format(path=file)
    return _DONE.of(language).format(path=file, shown=done.shown, backup=done.backup)


def _attached_json(file: Path, done: Attached) -> str:
    backup = None if done.backup is None else str(done.backup)
    data = {"file": str(file), "changed": done.backup is not None, "version": done.shown or None, "backup": backup}
    return json.dumps(data, ensure_ascii=False, indent=2)


def _verdicts(found: list[Verdict], language: Language) -> str:
    count = sum(verdict.bad for verdict in found)
    total = _FOUND.of(language).format(count=count) if count else _FINE.of(language)
    return "\n".join([*(line for verdict in found for line in verdict.lines(language)), total])


def _verdicts_json(file: Path | None, found: list[Verdict]) -> str:
    data = {
        "file": None if file is None else str(file),
        "healthy": not any(verdict.bad for verdict in found),
        "found": [verdict.as_json() for verdict in found],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)
