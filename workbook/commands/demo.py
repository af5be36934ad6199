"""``hedge-xl demo``: a ledger of real months, checked and summed up on the screen."""

from pathlib import Path
from typing import Annotated, Final

import typer

from hedge_xl.core.language import Language, Text
from workbook import finding_report, report
from workbook.books import BOOKS
from workbook.commands.common import FINDINGS, Help
from workbook.commands.making import Making, write_book
from workbook.files import check_target
from workbook.ledger.start import demo_ledger
from workbook.twin import Model
from workbook.validate import validate

DEMO_FILE: Final = "ledger.xlsx"
_HELP: Final = {
    "command": Text(
        "2022-12までの36か月の実データで台帳を作り、点検して、今月の指示と成績を表示する。例: hedge-xl demo",
        "Make a ledger of 36 real months to 2022-12, check it, print its instruction and KPIs. Example: hedge-xl demo",
    ),
    "folder": Text("作る場所", "folder to make it in"),
}


def add(app: typer.Typer, language: Language) -> None:
    """Declare the command."""
    words = Help(_HELP, language)

    @app.command(help=words["command"], short_help=words.short)
    def demo(
        folder: Annotated[Path, typer.Argument(metavar="DIR", help=words["folder"])] = Path("hedge-demo"),
        chosen: Annotated[Language, words.lang] = language,
        force: Annotated[bool, typer.Option("--force", help=words["force"])] = False,
    ) -> None:
        make_demo(folder, chosen, force)


def make_demo(folder: Path, language: Language, force: bool) -> None:
    """The demonstration ledger, checked, with its instruction and KPIs on the screen."""
    path = folder / DEMO_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise report.folder_error(folder, error) from error
    check_target(path, ".xlsx", force)
    inputs = demo_ledger(language)
    write_book(path, BOOKS["ledger"], inputs, language, Making())
    typer.echo(report.summary(path, Model(BOOKS["ledger"], inputs, language), language))
    opened, findings = validate(path)
    typer.echo(finding_report.findings(path, opened, findings, language))
    typer.echo(report.after_demo(path, language))
    if findings:
        raise typer.Exit(FINDINGS)
