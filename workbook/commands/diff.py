"""``hedge-xl diff``: what changed between two workbooks, by meaning."""

import json
from pathlib import Path
from typing import Annotated, Final

import typer

from hedge_xl.core.language import Language, Text
from workbook.commands.common import CLEAN, FINDINGS, Help
from workbook.diff import differences
from workbook.read import open_workbook

_HELP: Final = {
    "command": Text(
        "2つのブックの違いを意味で示す。例: hedge-xl diff old.xlsx new.xlsx (終了コード 0 同じ、1 違う、2 読めない)",
        "What changed between two workbooks. Example: hedge-xl diff old.xlsx new.xlsx "
        "(exit code 0 the same, 1 different, 2 unreadable)",
    ),
    "old": Text("前のブック", "the workbook before"),
    "new": Text("後のブック", "the workbook after"),
}
_SAME: Final = Text("違いはありません ({old}、{new})", "No difference ({old}, {new})")
_COUNT: Final = Text("{count}件の違い ({old} → {new})", "Differences: {count} ({old} → {new})")


def add(app: typer.Typer, language: Language) -> None:
    """Declare the command."""
    words = Help(_HELP, language)

    @app.command("diff", help=words["command"], short_help=words.short)
    def compare(
        old: Annotated[Path, typer.Argument(metavar="OLD", help=words["old"])],
        new: Annotated[Path, typer.Argument(metavar="NEW", help=words["new"])],
        chosen: Annotated[Language, words.lang] = language,
        as_json: Annotated[bool, typer.Option("--json", help=words["json"])] = False,
    ) -> None:
        raise typer.Exit(run_diff(old, new, chosen, as_json))


def run_diff(old: Path, new: Path, language: Language, as_json: bool) -> int:
    """Compare two files; the exit code says whether they differ."""
    found = differences(open_workbook(old), open_workbook(new))
    if as_json:
        data = {
            "old": str(old),
            "new": str(new),
            "same": not found,
            "differences": [difference.as_json() for difference in found],
        }
        typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        for difference in found:
            typer.echo(difference.line(language))
        total = _COUNT.format(count=len(found), old=old, new=new) if found else _SAME.format(old=old, new=new)
        typer.echo(total.of(language))
    return FINDINGS if found else CLEAN
