"""``hedge-xl update``: one month end into the ledger."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Language, Text
from workbook.asking import interactive
from workbook.commands.common import Help
from workbook.commands.month_given import READERS, option_reader
from workbook.commands.month_questions import asked
from workbook.commands.planned import Wish, carry_out
from workbook.finding import filled
from workbook.given import parse_month
from workbook.imports.month_files import read_month_entries
from workbook.ledger.month_update import MonthEntry, MonthOptions, plan_months
from workbook.ledger.months import spans
from workbook.ledger.plan import Movable, Plan
from workbook.ledger.require import require_ledger
from workbook.live.route import open_book
from workbook.read import Opened
from workbook.trusted import require_trusted

COMMAND: Final = "update"
_HELP: Final = {
    "command": Text(
        "月末の値を台帳に入れ、今月の指示を表示する。足りない値は端末でたずねる。"
        "例: hedge-xl update my.xlsx --month 2026-11 --a-usd 76200 --spot 151.3 --swap -12400",
        "Enter a month end and print the month's instruction; at a terminal, what is missing is asked for. "
        "Example: hedge-xl update my.xlsx --month 2026-11 --a-usd 76200 --spot 151.3 --swap -12400",
    ),
    "month": Text("月 YYYY-MM。最後の月の次の月か、すでにある月", "month YYYY-MM: the next one, or one that is there"),
    "a_usd": Text("米株の月末評価額、ドル", "value of the shares at the month end, in USD"),
    "spot": Text("月末のUSDJPY", "USDJPY at the month end"),
    "spx": Text("月末のS&P500。市場シートにもその月を足す", "S&P 500 at the month end; adds the month to Market too"),
    "average": Text("USDJPYの200日平均 (--spx と一緒に)", "200-day average of USDJPY (with --spx)"),
    "swap": Text(
        "その月のスワップ合計、円。受取は+、支払は-。後からこれだけ足すこともできる",
        "swap of the month in JPY, + received, - paid; can be added later alone",
    ),
    "note": Text("メモ", "note"),
    "from": Text(
        "月ごとの行のCSV。列は month と、上と同じ名前かシートの見出し",
        "CSV with a row a month: month, and columns named as these options or as the sheet's headings",
    ),
    "gap": Text("月が抜けるのを承知で足す", "add the month though one before it is missing"),
    "correct": Text("すでにある値を置き換える", "replace values that are there"),
    "no_freeze": Text("前月のhを確定hに記入しない", "leave h fixed of the month before blank"),
}
_NO_MONTH: Final = Text(
    "--month がありません。--month 2026-11 --a-usd 76200 --spot 151.3 のように指定してください。",
    "--month is missing; give --month 2026-11 --a-usd 76200 --spot 151.3 or the like.",
)
_EITHER: Final = Text(
    "--from と月の値は一緒に使えません。どちらかにしてください。", "give either --from or the values of one month."
)
_SUMMARY: Final = Text("月次の更新: {months}", "monthly update: {months}")


def add(app: typer.Typer, language: Language) -> None:
    """Declare the command."""
    words = Help(_HELP, language)

    @app.command(COMMAND, help=words["command"], short_help=words.short)
    def update(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=words["file"])],
        month: Annotated[str | None, typer.Option("--month", metavar="YYYY-MM", help=words["month"])] = None,
        a_usd: Annotated[str | None, typer.Option("--a-usd", metavar="N", help=words["a_usd"])] = None,
        spot: Annotated[str | None, typer.Option("--spot", metavar="N", help=words["spot"])] = None,
        swap: Annotated[str | None, typer.Option("--swap", metavar="N", help=words["swap"])] = None,
        spx: Annotated[str | None, typer.Option("--spx", metavar="N", help=words["spx"])] = None,
        average: Annotated[str | None, typer.Option("--average", metavar="N", help=words["average"])] = None,
        note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help=words["note"])] = None,
        source: Annotated[Path | None, typer.Option("--from", metavar="CSV", help=words["from"])] = None,
        gap: Annotated[bool, typer.Option("--gap", help=words["gap"])] = False,
        correct: Annotated[bool, typer.Option("--correct", help=words["correct"])] = False,
        no_freeze: Annotated[bool, typer.Option("--no-freeze", help=words["no_freeze"])] = False,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=words["dry_run"])] = False,
        live: Annotated[bool, typer.Option("--live", help=words["live"])] = False,
        as_json: Annotated[bool, typer.Option("--json", help=words["json"])] = False,
        chosen: Annotated[Language, words.lang] = language,
    ) -> None:
        options = MonthOptions(gap=gap, correct=correct, freeze=not no_freeze)
        typed = {"a_usd": a_usd, "spot": spot, "swap": swap, "spx": spx, "average": average, "note": note}
        ask = interactive() and not as_json
        wish = Wish(chosen, dry_run, as_json, live)
        entries, notes = _entries(file, source, month, typed, wish if ask else None)
        run_update(file, entries, options, wish, notes)


def run_update(
    file: Path, entries: Sequence[MonthEntry], options: MonthOptions, wish: Wish, notes: Sequence[Text] = ()
) -> None:
    """Put months into a ledger, and print what came of it."""

    def make(opened: Opened, movable: Movable) -> Plan:
        return plan_months(opened.inputs, opened.language, entries, options, movable)

    summary = filled(_SUMMARY, months=spans([entry.month for entry in entries]))
    carry_out(file, make, COMMAND, summary, wish, notes)


def _entries(
    file: Path, source: Path | None, month: str | None, typed: dict[str, str | None], asking: Wish | None
) -> tuple[list[MonthEntry], list[Text]]:
    """The months to enter, from a file, from the options or from the user's answers."""
    if source is not None:
        if month is not None or any(value is not None for value in typed.values()):
            raise HedgeError(_EITHER, "--from")
        return read_month_entries(source)
    chosen = parse_month(month, "--month") if month is not None else None
    values = {key: option_reader(key)(value) for key, value in typed.items() if key in READERS and value is not None}
    if asking is not None:
        opened = open_book(file, live=asking.live)
        require_ledger(opened)
        if not asking.live:  # an open one has been compared value by value
            require_trusted(opened)
        return [asked(opened, chosen, values, typed["note"], asking.language, date.today())], []
    if chosen is None:
        raise HedgeError(_NO_MONTH)
    return [MonthEntry(chosen, **values, note=typed["note"])], []
