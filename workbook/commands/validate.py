"""``hedge-xl validate``: check a workbook."""

import json
from pathlib import Path
from typing import Annotated, Final

import typer

from hedge_xl.core.language import Language, Text
from workbook import report
from workbook.commands.common import CLEAN, FINDINGS, Help
from workbook.validate import validate

_HELP: Final = {
    "command": Text(
        "台帳を点検する。例: hedge-xl validate my.xlsx (終了コード 0 問題なし、1 指摘あり、2 読めない)",
        "Check a ledger. Example: hedge-xl validate my.xlsx (exit code 0 clean, 1 findings, 2 unreadable)",
    ),
    "file": Text("点検するファイル", "file to check"),
}


def add(app: typer.Typer, language: Language) -> None:
    """Declare the command."""
    words = Help(_HELP, language)

    @app.command("validate", help=words["command"], short_help=words.short)
    def check(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=words["file"])],
        chosen: Annotated[Language, words.lang] = language,
        as_json: Annotated[bool, typer.Option("--json", help=words["json"])] = False,
    ) -> None:
        raise typer.Exit(run_validate(file, chosen, as_json))


def run_validate(file: Path, language: Language, as_json: bool) -> int:
    """Check a file; the exit code says what came of it."""
    opened, findings = validate(file)
    if as_json:
        typer.echo(json.dumps(report.as_json(file, opened, findings), ensure_ascii=False, indent=2))
    else:
        typer.echo(report.findings(file, opened, findings, language))
    return FINDINGS if findings else CLEAN
