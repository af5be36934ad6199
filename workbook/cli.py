"""The command line: ``hedge-xl``. Exit codes: 0 done, clean or hold; 1 findings; 2 unusable; 3 act."""

import io
import json
import locale
import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any, Final, NoReturn

import typer

from hedge_xl import __version__
from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Language, Text
from workbook import report
from workbook.commands import COMMANDS
from workbook.commands.common import UNUSABLE
from workbook.usage import PROGRAM, USAGE_ERROR, usage_error

_APP: Final = Text(
    "為替ヘッジの台帳と関数。終了コード: 0 成功・問題なし、1 指摘あり、2 入力やファイルが使えない、3 売買の指示あり",
    "Currency hedge ledgers and functions. Exit codes: 0 done or clean, 1 findings, 2 bad input or unreadable file, "
    "3 something to trade",
)
_VERSION: Final = Text("版を表示する", "show the version")


def default_language(arguments: Sequence[str]) -> Language:
    """``--lang`` if given, else HEDGE_XL_LANG, else the system's language, else Japanese."""
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            return "en" if arguments[index + 1] == "en" else "ja"
        if argument.startswith("--lang="):
            return "en" if argument == "--lang=en" else "ja"
    chosen = next(
        (os.environ[name] for name in ("HEDGE_XL_LANG", "LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    if not chosen and sys.platform == "win32":
        chosen = locale.getlocale()[0] or ""  # Windows sets no variable
    return "en" if chosen.lower().startswith("en") else "ja"


def make_app(language: Language) -> typer.Typer:
    """The application with its help in one language."""
    app = typer.Typer(
        help=_APP.of(language),
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )

    def show_version(wanted: bool) -> None:
        if wanted:
            typer.echo(f"hedge_xl {__version__}")
            raise typer.Exit

    @app.callback()
    def options(
        version: Annotated[
            bool, typer.Option("--version", help=_VERSION.of(language), callback=show_version, is_eager=True)
        ] = False,
    ) -> None:
        pass

    for add in COMMANDS:
        add(app, language)
    return app


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line; every expected failure is one line on standard error."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    language = default_language(given)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console without Japanese letters must not stop the work
    command: Any = typer.main.get_command(make_app(language))
    try:
        code = command.main(given or ["--help"], prog_name=PROGRAM, standalone_mode=False)
    except USAGE_ERROR as error:
        code = _fail(usage_error(error), given, language)
    except HedgeError as error:
        code = _fail(error, given, language)
    sys.exit(code)


def _fail(error: HedgeError, given: Sequence[str], language: Language) -> int:
    if "--json" in given:
        typer.echo(json.dumps({"error": {"ja": error.message("ja"), "en": error.message("en")}}, ensure_ascii=False))
    typer.echo(report.failure(error, language), err=True)
    return UNUSABLE
