"""``hedge-xl new``: an empty ledger with the user's first month, or another template, empty or with its example."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer

from hedge_xl.core.errors import ChoiceError
from hedge_xl.core.language import Language, Text
from hedge_xl.data import load_market
from workbook import report
from workbook.books import BOOKS
from workbook.commands.common import Help
from workbook.commands.hosts import EDITIONS, known_host, needs
from workbook.commands.making import Making, write_book
from workbook.files import check_target
from workbook.given import parse_amount, parse_month
from workbook.hosts import SUFFIXES
from workbook.ledger import LEDGER
from workbook.ledger.start import FirstMonth, new_ledger
from workbook.spec import HOSTS, Book, Host, Inputs

EXAMPLE_A_USD, EXAMPLE_SPOT = "75000", "150"  # article A §15
_HELP: Final = {
    "command": Text(
        "新しいブックを作る。例: hedge-xl new ledger my.xlsx --start 2026-10 --a-usd 75000 --spot 150",
        "Make a new workbook. Example: hedge-xl new ledger my.xlsx --lang en --start 2026-10 --a-usd 75000 --spot 150",
    ),
    "template": Text("ひな形の名前", "name of the template"),
    "out": Text("作るファイル (.xlsx、excel版は .xlsm)", "file to make (.xlsx; .xlsm for the excel edition)"),
    "host": EDITIONS,
    "start": Text("台帳: 最初の月 YYYY-MM (省略時は今月)", "ledger: first month YYYY-MM (default: this month)"),
    "a_usd": Text(
        "台帳: 米株の月末評価額、ドル (省略時は例の75000)",
        "ledger: value of the shares in USD (default: the example 75000)",
    ),
    "spot": Text("台帳: 月末のUSDJPY (省略時は例の150)", "ledger: USDJPY at the month end (default: the example 150)"),
    "spx": Text(
        "台帳: 月末のS&P500。あれば市場シートに最初の月を足す",
        "ledger: S&P 500 at the month end; adds the month to the Market sheet",
    ),
    "average": Text("台帳: USDJPYの200日平均", "ledger: 200-day average of USDJPY"),
    "demo": Text("台帳以外: 記事の例を入れて作る", "not for the ledger: filled with the article's example"),
    "protect": Text("入力以外のセルを保護する", "lock every cell but the inputs"),
}
_LEDGER_ONLY: Final = Text(
    "{option} は台帳だけの指定です。外してください。", "{option} is for the ledger; leave it out."
)
_NO_DEMO: Final = Text(
    "台帳の例は `hedge-xl demo` で作ってください。", "`hedge-xl demo` makes the ledger's demonstration."
)


def add(app: typer.Typer, language: Language) -> None:
    """Declare the command."""
    words = Help(_HELP, language)

    @app.command(help=words["command"], short_help=words.short)
    def new(
        template: Annotated[str, typer.Argument(metavar="|".join(BOOKS), help=words["template"])],
        out: Annotated[Path, typer.Argument(metavar="OUT", help=words["out"])],
        chosen: Annotated[Language, words.lang] = language,
        host: Annotated[str, typer.Option("--host", metavar="|".join(HOSTS), help=words["host"])] = "native",
        start: Annotated[str | None, typer.Option("--start", metavar="YYYY-MM", help=words["start"])] = None,
        a_usd: Annotated[str | None, typer.Option("--a-usd", metavar="N", help=words["a_usd"])] = None,
        spot: Annotated[str | None, typer.Option("--spot", metavar="N", help=words["spot"])] = None,
        spx: Annotated[str | None, typer.Option("--spx", metavar="N", help=words["spx"])] = None,
        average: Annotated[str | None, typer.Option("--average", metavar="N", help=words["average"])] = None,
        demo: Annotated[bool, typer.Option("--demo", help=words["demo"])] = False,
        protect: Annotated[bool, typer.Option("--protect", help=words["protect"])] = False,
        force: Annotated[bool, typer.Option("--force", help=words["force"])] = False,
    ) -> None:
        given = {"--start": start, "--a-usd": a_usd, "--spot": spot, "--spx": spx, "--average": average}
        book, making = _book(template), Making(known_host(host, "--host"), protect)
        if book.key != LEDGER.key:
            _refuse_ledger_options(given)
            make_filled(book, out, chosen, making, demo=demo, force=force)
        elif demo:
            raise ChoiceError(_NO_DEMO, "--demo")
        else:
            make_new(out, chosen, _first_month(given), making, force=force)


def _book(template: str) -> Book:
    if template not in BOOKS:
        raise report.unknown_template(template)
    return BOOKS[template]


def _refuse_ledger_options(given: Mapping[str, str | None]) -> None:
    """Nothing that the user gives is dropped in silence."""
    for option, value in given.items():
        if value is not None:
            raise ChoiceError(_LEDGER_ONLY.format(option=option))


def _first_month(given: Mapping[str, str | None]) -> FirstMonth:
    start, a_usd, spot, spx, average = given.values()
    return FirstMonth(
        parse_month(start if start is not None else f"{date.today():%Y-%m}"),
        parse_amount(a_usd if a_usd is not None else EXAMPLE_A_USD, "--a-usd", zero_allowed=True),
        parse_amount(spot if spot is not None else EXAMPLE_SPOT, "--spot"),
        parse_amount(spx, "--spx") if spx is not None else None,
        parse_amount(average, "--average") if average is not None else None,
    )


def make_filled(book: Book, out: Path, language: Language, making: Making, *, demo: bool, force: bool) -> None:
    """A template other than the ledger, empty or with its article's example."""
    check_target(out, SUFFIXES[making.host], force)
    inputs = book.fillings["demo" if demo else "empty"](language)
    write_book(out, book, inputs, language, making)
    typer.echo(report.after_filled(out, language, protect=making.protect))
    _say_needs(making.host, language)


def make_new(out: Path, language: Language, first: FirstMonth, making: Making, *, force: bool) -> None:
    """A new ledger with the user's first month."""
    check_target(out, SUFFIXES[making.host], force)
    inputs = new_ledger(first, language, date.today())
    _check_market(first, inputs)
    write_book(out, LEDGER, inputs, language, making)
    history = [row["month"] for row in inputs.tables["market"]]
    typer.echo(
        report.after_new(out, first, language, report.day(history[-1]) if history else None, protect=making.protect)
    )
    _say_needs(making.host, language)


def _say_needs(host: Host, language: Language) -> None:
    """The native edition needs nothing."""
    if host != "native":
        typer.echo(needs(host, language))


def _check_market(first: FirstMonth, inputs: Inputs) -> None:
    """Nothing that the user gives is dropped in silence."""
    rows = inputs.tables["market"]
    row = rows[-1] if rows and report.day(rows[-1]["month"]) == first.month else {}
    given = {"spx": first.spx, "ma200": first.average}
    if any(value is not None and row.get(key) != value for key, value in given.items()):
        raise report.market_not_used(load_market()[-1].month)
