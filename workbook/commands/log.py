"""``hedge-xl log``: fills into the execution log, one typed or all of a broker's file."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from hedge_xl.core.errors import ChoiceError, HedgeError
from hedge_xl.core.language import Language, Text
from workbook import log_report
from workbook.asking import interactive
from workbook.change import Change
from workbook.commands.common import CLEAN, FINDINGS, Help
from workbook.commands.log_fill import GivenFill, agreed
from workbook.given import parse_amount
from workbook.imports.fill import FillsFile
from workbook.imports.fills import read_fills
from workbook.imports.headers import MappingNeededError
from workbook.imports.mapping import CloseSide, Mapping, SameId, read_mapping, template
from workbook.imports.zones import zone_of
from workbook.ledger.fills import FillPlan, plan_fills
from workbook.ledger.require import require_ledger
from workbook.live.route import change_book
from workbook.read import Opened
from workbook.transaction import Outcome

COMMAND: Final = "log"
_HELP: Final = {
    "command": Text(
        "約定を執行ログに足す。1件ずつ、または業者のファイル(CSV、MetaTrader 4/5のレポート)から。"
        "同じ注文IDは2度足さない。食い違いや使えない行があれば何も足さず、終了コードは1。"
        "対応表の書き方は hedge_xl/docs/import.ja.md。"
        "例: hedge-xl log my.xlsx --id 1001 --side SELL --qty 10000 --price 150.12 --quote 150.125 "
        "--time 2026-11-02T10:00 / hedge-xl log my.xlsx --import fills.csv",
        "Add fills to the execution log: one, or all of a broker's file (CSV, a report of MetaTrader 4 or 5). "
        "An order ID is never added twice; with any conflict or faulty row nothing is added and the exit code is 1. "
        "Mappings are explained in hedge_xl/docs/import.md. "
        "Example: hedge-xl log my.xlsx --id 1001 --side SELL --qty 10000 --price 150.12 --quote 150.125 "
        "--time 2026-11-02T10:00 / hedge-xl log my.xlsx --import fills.csv",
    ),
    "id": Text("業者の注文番号(約定番号)", "the broker's order or fill number"),
    "side": Text("SELL(売) か BUY(買)", "SELL or BUY"),
    "qty": Text("約定した通貨数(正の数)", "units filled, above 0"),
    "price": Text("約定価格", "fill price"),
    "quote": Text(
        "発注時に見えていた側の気配(なければ滑りは計算されない)", "the quote you hit (without it, no slippage)"
    ),
    "time": Text("約定日時 2026-11-02T10:00 (日本時間)", "fill time 2026-11-02T10:00 (Japan time)"),
    "comment": Text("コメント", "comment"),
    "order_type": Text("注文種別(成行、指値、TWAPなど)", "order type: market, limit, TWAP ..."),
    "order_time": Text("発注日時", "when the order was sent"),
    "roll": Text("ロールの回(例 2026-11 1/3)", "slice of the roll, such as 2026-11 1/3"),
    "source": Text("業者のファイル(.csv、.htm、.html、.xlsx)", "the broker's file (.csv, .htm, .html, .xlsx)"),
    "mapping": Text("対応表(TOML)", "mapping of its columns (TOML)"),
    "symbol": Text("取り込む銘柄の名前(繰り返し可。省略時はUSDJPY)", "symbols to take (repeatable; default USDJPY)"),
    "account": Text("取り込む口座(繰り返し可)", "accounts to take (repeatable)"),
    "lot": Text("数量1が何通貨か(MetaTraderは省略時100000)", "units in a quantity of 1 (MetaTrader: 100000)"),
    "offset": Text(
        "ファイルの時刻の時差: ny(MetaTraderの省略時。冬+2・夏+3)、+9、Europe/Athens など",
        "clock of the file's times: ny (default for MetaTrader: +2, in summer +3), +9, Europe/Athens ...",
    ),
    "close": Text(
        "決済の行の売買: order=出した注文の売買、position=閉じた建玉の売買",
        "side of closing rows: order = the order's, position = that of the position closed",
    ),
    "encoding": Text("文字コード(省略時は自動)", "encoding (default: found out)"),
    "prefix": Text(
        "注文IDの前に付ける文字(口座ごとに番号が重なるとき)", "put before order IDs (accounts with equal numbers)"
    ),
    "same_id": Text(
        "number: 同じ注文番号の行を分割約定とみなし、2件目から 5001/2、5001/3 と番号を付ける",
        "number: rows with one order number are its partial fills; from the second on they become 5001/2, 5001/3",
    ),
    "skip": Text("使えない行と食い違う行を除き、残りを足す", "leave out faulty and conflicting rows, add the rest"),
    "same": Text("記録済みと同じ約定でも、注文IDが違えば足す", "add fills equal to recorded ones under another ID"),
}
_MIXED: Final = Text(
    "--import と1件の指定(--id など)は一緒に使えません。どちらかにしてください。",
    "--import does not go with the options of one fill (--id ...); use one or the other.",
)
_ONLY_IMPORT: Final = Text("{option} は --import と一緒に使います。", "{option} goes with --import.")
_CLOSE: Final = Text("{given!r} は使えません。order か position です。", "{given!r} is neither order nor position.")
_SAME_ID: Final = Text("{given!r} は使えません。number だけです。", "{given!r} cannot be used; it can only be number.")
_SUMMARY: Final = Text("{source}から約定{count}件を記録", "{count} fills from {source}")
_ONE: Final = Text("約定 {id} を記録", "fill {id}")


def add(app: typer.Typer, language: Language) -> None:
    """Declare the command."""
    words = Help(_HELP, language)

    def option(name: str, key: str, shown: str | None = None) -> Any:
        return typer.Option(name, metavar=shown, help=words[key])

    @app.command(COMMAND, help=words["command"], short_help=words.short)
    def log(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=words["file"])],
        order_id: Annotated[str | None, option("--id", "id", "ID")] = None,
        side: Annotated[str | None, option("--side", "side", "BUY|SELL")] = None,
        qty: Annotated[str | None, option("--qty", "qty", "N")] = None,
        price: Annotated[str | None, option("--price", "price", "N")] = None,
        quote: Annotated[str | None, option("--quote", "quote", "N")] = None,
        time: Annotated[str | None, option("--time", "time", "ISO")] = None,
        comment: Annotated[str | None, option("--comment", "comment", "TEXT")] = None,
        order_type: Annotated[str | None, option("--order-type", "order_type", "TEXT")] = None,
        order_time: Annotated[str | None, option("--order-time", "order_time", "ISO")] = None,
        roll: Annotated[str | None, option("--roll", "roll", "TEXT")] = None,
        source: Annotated[Path | None, option("--import", "source", "FILE")] = None,
        mapping: Annotated[Path | None, option("--mapping", "mapping", "TOML")] = None,
        symbol: Annotated[list[str] | None, option("--symbol", "symbol", "NAME")] = None,
        account: Annotated[list[str] | None, option("--account", "account", "NAME")] = None,
        lot: Annotated[str | None, option("--lot", "lot", "N")] = None,
        offset: Annotated[str | None, option("--server-utc-offset", "offset", "ZONE")] = None,
        close: Annotated[str | None, option("--close-side", "close", "order|position")] = None,
        encoding: Annotated[str | None, option("--encoding", "encoding", "NAME")] = None,
        prefix: Annotated[str | None, option("--id-prefix", "prefix", "TEXT")] = None,
        same_id: Annotated[str | None, option("--same-id", "same_id", "number")] = None,
        skip_faulty: Annotated[bool, option("--skip-faulty", "skip")] = False,
        same_fill_ok: Annotated[bool, option("--same-fill-ok", "same")] = False,
        chosen: Annotated[Language, words.lang] = language,
        dry_run: Annotated[bool, option("--dry-run", "dry_run")] = False,
        live: Annotated[bool, option("--live", "live")] = False,
        as_json: Annotated[bool, option("--json", "json")] = False,
    ) -> None:
        given = GivenFill(order_id, side, qty, price, quote, time, comment, order_type, order_time, roll)
        reading = _Reading(
            mapping, tuple(symbol or ()), tuple(account or ()), lot, offset, close, encoding, prefix, same_id
        )
        entry = _Entry(file, chosen, dry_run, as_json, skip_faulty, same_fill_ok, live)
        raise typer.Exit(_log_file(entry, source, given, reading) if source else _log_fill(entry, given, reading))


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the options say that a file is to be read."""

    mapping: Path | None
    symbols: tuple[str, ...]
    accounts: tuple[str, ...]
    lot: str | None
    offset: str | None
    close: str | None
    encoding: str | None
    prefix: str | None
    same_id: str | None

    def used(self) -> str | None:
        """The first of the options that was given."""
        given = {
            "--mapping": self.mapping,
            "--symbol": self.symbols,
            "--account": self.accounts,
            "--lot": self.lot,
            "--server-utc-offset": self.offset,
            "--close-side": self.close,
            "--encoding": self.encoding,
            "--id-prefix": self.prefix,
            "--same-id": self.same_id,
        }
        return next((name for name, value in given.items() if value), None)

    def parsed(self) -> Mapping:
        """The mapping file, and what the options say over it."""
        options = Mapping(
            symbols=self.symbols,
            accounts=self.accounts,
            close_side=_close_side(self.close),
            qty_factor=parse_amount(self.lot, "--lot") if self.lot is not None else None,
            zone=zone_of(self.offset) if self.offset is not None else None,
            encoding=self.encoding,
            id_prefix=self.prefix,
            same_id=_same_id(self.same_id),
        )
        return options.over(read_mapping(self.mapping) if self.mapping is not None else Mapping())


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where fills go, and how the result is told."""

    file: Path
    language: Language
    dry_run: bool
    as_json: bool
    skip_faulty: bool
    same_fill_ok: bool
    live: bool

    def write(self, found: FillsFile, summary: Callable[[int], Text], *, dry_run: bool) -> tuple[FillPlan, Outcome]:
        """Plan the fills and put them into the file."""
        plans: list[FillPlan] = []

        def plan(opened: Opened) -> Change:
            require_ledger(opened)
            made = plan_fills(
                opened, found.fills, found.faults, skip_faulty=self.skip_faulty, same_fill_ok=self.same_fill_ok
            )
            plans.append(made)
            return made.change

        def words(_: Change) -> Text:
            return summary(len(plans[-1].added))

        outcome = change_book(self.file, plan, live=self.live, command=COMMAND, summary=words, dry_run=dry_run)
        return plans[-1], outcome

    def tell(self, found: FillsFile, plan: FillPlan, outcome: Outcome, *, dry_run: bool) -> None:
        """Print what came of it."""
        result = log_report.Result(self.file, found, plan, outcome, dry_run)
        if self.as_json:
            typer.echo(json.dumps(log_report.as_json(result), ensure_ascii=False, indent=2))
        else:
            typer.echo(log_report.text(result, self.language))


def _log_file(entry: _Entry, source: Path, given: GivenFill, reading: _Reading) -> int:
    """All fills of a broker's file."""
    if given.any:
        raise HedgeError(_MIXED)
    try:
        found = read_fills(source, reading.parsed())
    except MappingNeededError as error:
        if not entry.as_json:
            typer.echo(template(error.headers, error.columns).of(entry.language))
        raise

    def summary(count: int) -> Text:
        return _SUMMARY.format(source=source.name, count=count)

    plan, outcome = entry.write(found, summary, dry_run=entry.dry_run)
    entry.tell(found, plan, outcome, dry_run=entry.dry_run)
    return FINDINGS if plan.conflicts or plan.faults else CLEAN


def _log_fill(entry: _Entry, given: GivenFill, reading: _Reading) -> int:
    """One fill, from the options, and at a terminal from questions about what they leave out."""
    option = reading.used()
    if option is not None:
        raise HedgeError(_ONLY_IMPORT.format(option=option))
    asking = not given.complete and not entry.as_json and interactive()
    fill = given.asked(entry.language) if asking else given.fill()
    found = FillsFile("", Text("", ""), [fill])
    summary = _ONE.format(id=fill.id)
    if asking and not entry.dry_run:
        plan, outcome = entry.write(found, lambda _: summary, dry_run=True)
        entry.tell(found, plan, outcome, dry_run=True)
        if not outcome.change or not agreed(entry.language):
            return FINDINGS if plan.conflicts or plan.faults else CLEAN
    plan, outcome = entry.write(found, lambda _: summary, dry_run=entry.dry_run)
    entry.tell(found, plan, outcome, dry_run=entry.dry_run)
    return FINDINGS if plan.conflicts or plan.faults else CLEAN


def _close_side(given: str | None) -> CloseSide | None:
    if given is None or given == "order":
        return "order" if given else None
    if given == "position":
        return "position"
    raise ChoiceError(_CLOSE.format(given=given), "--close-side")


def _same_id(given: str | None) -> SameId | None:
    if given is None or given == "number":
        return "number" if given else None
    raise ChoiceError(_SAME_ID.format(given=given), "--same-id")
