"""``hedge-xl functions``: the catalogue on the screen."""

from typing import Annotated, Final

import typer

from hedge_xl.core.language import Language, Text
from workbook import report
from workbook.commands.common import Help

_HELP: Final = {
    "command": Text(
        "関数の一覧、または1つの説明。例: hedge-xl functions HSTAR",
        "List the functions, or explain one. Example: hedge-xl functions HSTAR",
    ),
    "name": Text("関数の名前", "name of the function"),
}


def add(app: typer.Typer, language: Language) -> None:
    """Declare the command."""
    words = Help(_HELP, language)

    @app.command(help=words["command"], short_help=words.short)
    def functions(
        name: Annotated[str | None, typer.Argument(metavar="NAME", help=words["name"])] = None,
        chosen: Annotated[Language, words.lang] = language,
    ) -> None:
        typer.echo(report.functions(name, chosen))
