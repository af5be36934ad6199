"""The command line: ``hedge-xl``. Exit codes: 0 done or clean, 1 findings, 2 bad input or unreadable file."""

import io
import json
import locale
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Any, Final, NoReturn

import typer

from hedge_xl import __version__
from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Language, Text
from hedge_xl.data import load_market
from workbook import report
from workbook.books import BOOKS
from workbook.build import build
from workbook.files import check_target, write_whole
from workbook.given import parse_amount, parse_month
from workbook.ledger.start import FirstMonth, demo_ledger, new_ledger
from workbook.spec import Host, Inputs
from workbook.twin import Model
from workbook.usage import PROGRAM, USAGE_ERROR, usage_error
from workbook.validate import validate

CLEAN, FINDINGS, UNUSABLE = 0, 1, 2
DEMO_FILE: Final = "ledger.xlsx"
EXAMPLE_A_USD, EXAMPLE_SPOT = "75000", "150"  # article A §15

_HELP: Final[dict[str, Text]] = {
    "app": Text(
        "為替ヘッジの台帳と関数。終了コード: 0 成功・問題なし、1 指摘あり、2 入力やファイルが使えない",
        "Currency hedge ledgers and functions. Exit codes: 0 done or clean, 1 findings, 2 bad input or unreadable file",
    ),
    "demo": Text(
        "2022-12までの36か月の実データで台帳を作り、点検して、今月の指示と成績を表示する。例: hedge-xl demo",
        "Make a ledger of 36 real months to 2022-12, check it, print its instruction and KPIs. Example: hedge-xl demo",
    ),
    "new": Text(
        "新しい台帳を作る。例: hedge-xl new ledger my.xlsx --start 2026-10 --a-usd 75000 --spot 150",
        "Make a new ledger. Example: hedge-xl new ledger my.xlsx --lang en --start 2026-10 --a-usd 75000 --spot 150",
    ),
    "validate": Text(
        "台帳を点検する。例: hedge-xl validate my.xlsx (終了コード 0 問題なし、1 指摘あり、2 読めない)",
        "Check a ledger. Example: hedge-xl validate my.xlsx (exit code 0 clean, 1 findings, 2 unreadable)",
    ),
    "functions": Text(
        "関数の一覧、または1つの説明。例: hedge-xl functions HSTAR",
        "List the functions, or explain one. Example: hedge-xl functions HSTAR",
    ),
    "lang": Text("言語 ja / en (ブックとメッセージ)", "language ja / en (workbook and messages)"),
    "folder": Text("作る場所", "folder to make it in"),
    "force": Text("既存のファイルを上書きする", "overwrite an existing file"),
    "template": Text("ひな形の名前", "name of the template"),
    "out": Text("作るファイル (.xlsx)", "file to make (.xlsx)"),
    "file": Text("点検するファイル", "file to check"),
    "host": Text("版: native (標準関数だけ)", "edition: native (built-in functions only)"),
    "start": Text("最初の月 YYYY-MM (省略時は今月)", "first month YYYY-MM (default: this month)"),
    "a_usd": Text(
        "米株の月末評価額、ドル (省略時は例の75000)", "value of the shares in USD (default: the example 75000)"
    ),
    "spot": Text("月末のUSDJPY (省略時は例の150)", "USDJPY at the month end (default: the example 150)"),
    "spx": Text(
        "月末のS&P500。あれば市場シートに最初の月を足す", "S&P 500 at the month end; adds the month to the Market sheet"
    ),
    "average": Text("USDJPYの200日平均", "200-day average of USDJPY"),
    "protect": Text("入力以外のセルを保護する", "lock every cell but the inputs"),
    "json": Text("結果をJSONで出す", "print the result as JSON"),
    "name": Text("関数の名前", "name of the function"),
    "version": Text("版を表示する", "show the version"),
}


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
    words = {key: text.of(language) for key, text in _HELP.items()}
    app = typer.Typer(
        help=words["app"],
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    lang = typer.Option("--lang", help=words["lang"])

    def show_version(wanted: bool) -> None:
        if wanted:
            typer.echo(f"hedge_xl {__version__}")
            raise typer.Exit

    @app.callback()
    def options(
        version: Annotated[
            bool, typer.Option("--version", help=words["version"], callback=show_version, is_eager=True)
        ] = False,
    ) -> None:
        pass

    @app.command(help=words["demo"], short_help=_short(words["demo"]))
    def demo(
        folder: Annotated[Path, typer.Argument(metavar="DIR", help=words["folder"])] = Path("hedge-demo"),
        chosen: Annotated[Language, lang] = language,
        force: Annotated[bool, typer.Option("--force", help=words["force"])] = False,
    ) -> None:
        make_demo(folder, chosen, force)

    @app.command(help=words["new"], short_help=_short(words["new"]))
    def new(
        template: Annotated[str, typer.Argument(metavar="|".join(BOOKS), help=words["template"])],
        out: Annotated[Path, typer.Argument(metavar="OUT", help=words["out"])],
        chosen: Annotated[Language, lang] = language,
        host: Annotated[str, typer.Option("--host", help=words["host"])] = "native",
        start: Annotated[str | None, typer.Option("--start", metavar="YYYY-MM", help=words["start"])] = None,
        a_usd: Annotated[str, typer.Option("--a-usd", metavar="N", help=words["a_usd"])] = EXAMPLE_A_USD,
        spot: Annotated[str, typer.Option("--spot", metavar="N", help=words["spot"])] = EXAMPLE_SPOT,
        spx: Annotated[str | None, typer.Option("--spx", metavar="N", help=words["spx"])] = None,
        average: Annotated[str | None, typer.Option("--average", metavar="N", help=words["average"])] = None,
        protect: Annotated[bool, typer.Option("--protect", help=words["protect"])] = False,
        force: Annotated[bool, typer.Option("--force", help=words["force"])] = False,
    ) -> None:
        month = parse_month(start) if start is not None else parse_month(f"{date.today():%Y-%m}")
        first = FirstMonth(
            month,
            parse_amount(a_usd, "--a-usd", zero_allowed=True),
            parse_amount(spot, "--spot"),
            parse_amount(spx, "--spx") if spx is not None else None,
            parse_amount(average, "--average") if average is not None else None,
        )
        make_new(template, out, chosen, host, first, protect=protect, force=force)

    @app.command("validate", help=words["validate"], short_help=_short(words["validate"]))
    def check(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=words["file"])],
        chosen: Annotated[Language, lang] = language,
        as_json: Annotated[bool, typer.Option("--json", help=words["json"])] = False,
    ) -> None:
        raise typer.Exit(run_validate(file, chosen, as_json))

    @app.command(help=words["functions"], short_help=_short(words["functions"]))
    def functions(
        name: Annotated[str | None, typer.Argument(metavar="NAME", help=words["name"])] = None,
        chosen: Annotated[Language, lang] = language,
    ) -> None:
        typer.echo(report.functions(name, chosen))

    return app


def _short(words: str) -> str:
    """What a command does, without its example."""
    return words.partition("例:")[0].partition("Example:")[0].strip()


def make_demo(folder: Path, language: Language, force: bool) -> None:
    """The demonstration ledger, checked, with its instruction and KPIs on the screen."""
    path = folder / DEMO_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise report.folder_error(folder, error) from error
    check_target(path, ".xlsx", force)
    inputs = demo_ledger(language)
    _write(path, inputs, language, protect=False)
    typer.echo(report.summary(path, Model(BOOKS["ledger"], inputs, language), language))
    opened, findings = validate(path)
    typer.echo(report.findings(path, opened, findings, language))
    typer.echo(report.after_demo(path, language))
    if findings:
        raise typer.Exit(FINDINGS)


def make_new(
    template: str, out: Path, language: Language, host: str, first: FirstMonth, *, protect: bool, force: bool
) -> None:
    """A new ledger with the user's first month."""
    if template not in BOOKS:
        raise report.unknown_template(template)
    if host != "native":
        raise report.unknown_host(host)
    check_target(out, ".xlsx", force)
    inputs = new_ledger(first)
    _check_market(first, inputs)
    _write(out, inputs, language, protect=protect)
    history = [row["month"] for row in inputs.tables["market"]]
    typer.echo(report.after_new(out, first, language, report.day(history[-1]) if history else None, protect=protect))


def _check_market(first: FirstMonth, inputs: Inputs) -> None:
    """Nothing that the user gives is dropped in silence."""
    rows = inputs.tables["market"]
    row = rows[-1] if rows and report.day(rows[-1]["month"]) == first.month else {}
    given = {"spx": first.spx, "ma200": first.average}
    if any(value is not None and row.get(key) != value for key, value in given.items()):
        raise report.market_not_used(load_market()[-1].month)


def _write(path: Path, inputs: Inputs, language: Language, *, protect: bool) -> None:
    host: Host = "native"
    made = datetime.combine(report.day(inputs.tables["monthly"][-1]["month"]), time())
    write_whole(path, build(BOOKS["ledger"], inputs, language, host=host, modified=made, protect=protect))


def run_validate(file: Path, language: Language, as_json: bool) -> int:
    """Check a file; the exit code says what came of it."""
    opened, findings = validate(file)
    if as_json:
        typer.echo(json.dumps(report.as_json(file, opened, findings), ensure_ascii=False, indent=2))
    else:
        typer.echo(report.findings(file, opened, findings, language))
    return FINDINGS if findings else CLEAN


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
