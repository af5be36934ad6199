"""``hedge-xl new``: an empty ledger with the user's first month."""

from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer

from hedge_xl.core.language import Language, Text
from hedge_xl.data import load_market
from workbook import report
from workbook.books import BOOKS
from workbook.commands.common import Help
from workbook.commands.making import write_ledger
from workbook.files import check_target
from workbook.given import parse_amount, parse_month
from workbook.ledger.start import FirstMonth, new_ledger
from workbook.spec import Inputs

EXAMPLE_A_USD, EXAMPLE_SPOT = "75000", "150"  # article A §15
_HELP: Final = {
    "command": Text(
        "新しい台帳を作る。例: hedge-xl new ledger my.xlsx --start 2026-10 --a-usd 75000 --spot 150",
        "Make a new ledger. Example: hedge-xl new ledger my.xlsx --lang en --start 2026-10 --a-usd 75000 --spot 150",
    ),
    "template": Text("ひな形の名前", "name of the template"),
    "out": Text("作るファイル (.xlsx)", "file to make (.xlsx)"),
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
}


def add(app: typer.Typer, language: Language) -> None:
    """Declare the command."""
    words = Help(_HELP, language)

    @app.command(help=words["command"], short_help=words.short)
    def new(
        template: Annotated[str, typer.Argument(metavar="|".join(BOOKS), help=words["template"])],
        out: Annotated[Path, typer.Argument(metavar="OUT", help=words["out"])],
        chosen: Annotated[Language, words.lang] = language,
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
    write_ledger(out, inputs, language, protect=protect)
    history = [row["month"] for row in inputs.tables["market"]]
    typer.echo(report.after_new(out, first, language, report.day(history[-1]) if history else None, protect=protect))


def _check_market(first: FirstMonth, inputs: Inputs) -> None:
    """Nothing that the user gives is dropped in silence."""
    rows = inputs.tables["market"]
    row = rows[-1] if rows and report.day(rows[-1]["month"]) == first.month else {}
    given = {"spx": first.spx, "ma200": first.average}
    if any(value is not None and row.get(key) != value for key, value in given.items()):
        raise report.market_not_used(load_market()[-1].month)
