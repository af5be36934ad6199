"""``hedge-xl backtest``: the article's policies on real history, as a table, a page and a workbook."""

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from hedge_xl.core.dates import last_of_month
from hedge_xl.core.errors import DomainError, HedgeError
from hedge_xl.core.language import Language, Text
from workbook.backtest.doubts import doubts, refuse_still_asset
from workbook.backtest.from_ledger import ledger_entries, ledger_of, ledger_settings
from workbook.backtest.history import History, Period, file_history, needed_part, sample_history
from workbook.backtest.output import check_folder, write_report
from workbook.backtest.payload import payload
from workbook.backtest.run import run_backtest
from workbook.backtest.settings import Settings, chosen_settings
from workbook.backtest.sweep import Grid, Sweep, grid_of, run_sweep
from workbook.backtest.table import lines
from workbook.commands.common import Help
from workbook.commands.market import from_sources
from workbook.ledger.months import named

COMMAND: Final = "backtest"
_HELP: Final = {
    "command": Text(
        "5つの方針(未ヘッジ、1:1、構造、構造±トレンド、h*)を過去の月次データで比べる。"
        "例: hedge-xl backtest --from prices.csv --out report (終了コード 0 成功、2 使えない)",
        "Compare the five policies (unhedged, 1:1, structural, structural ± trend, h*) on past months. "
        "Example: hedge-xl backtest --from prices.csv --out report (exit code 0 done, 2 unusable)",
    ),
    "from": Text(
        "CSV。月ごと(month,spx,usdjpy,average)か日ごと。省略時は見本データ(1999-01〜2022-12)",
        "CSV, monthly (month,spx,usdjpy,average) or daily; without it the sample, 1999-01 to 2022-12",
    ),
    "ledger": Text(
        "自分の台帳。設定シートの値と、--from がなければ市場シートの月を使う",
        "your ledger: its Policy sheet's values and, without --from, its Market sheet's months",
    ),
    "out": Text(
        "このフォルダに backtest.html(図と表)と backtest.xlsx(月次の数値)を書く",
        "write backtest.html (charts, tables) and backtest.xlsx (monthly figures) into this folder",
    ),
    "first": Text("検証する最初の月 YYYY-MM", "first month to test, YYYY-MM"),
    "last": Text("検証する最後の月 YYYY-MM", "last month to test, YYYY-MM"),
    "window": Text("h*の推定窓(月数)", "months behind each h*"),
    "shrinkage": Text("縮小推定 none / ledoit-wolf / 0〜1", "none / ledoit-wolf / 0..1"),
    "threshold": Text("hの変更しきい値", "h changes by this or more"),
    "structural": Text("構造h", "structural h"),
    "floor": Text("hの下限(トレンドとh*)", "floor of h (trend and h*)"),
    "cap": Text("hの上限(トレンドとh*)", "cap of h (trend and h*)"),
    "trend_step": Text("トレンド調整幅", "trend step"),
    "rate_differential": Text("金利差(年率、0.03 = 3%)", "rate differential a year, 0.03 = 3%"),
    "basis": Text("ベーシス(年率)", "basis a year"),
    "spread": Text("スプレッド・手数料(年率)", "spread and fees a year"),
    "slippage": Text("滑り(年率)", "slippage a year"),
    "quoted_spread": Text("提示スプレッド(円)。hを変えるたびに半分", "quoted spread in JPY, half of it at each change"),
    "sweep": Text("推定窓×しきい値×費用を総当たりで比べる", "try every window × threshold × cost"),
    "windows": Text("--sweep の推定窓 (例 12,24,36)", "windows of --sweep, such as 12,24,36"),
    "thresholds": Text("--sweep のしきい値 (例 0,0.05)", "thresholds of --sweep, such as 0,0.05"),
    "costs": Text("--sweep の年率総コスト (例 0,0.02,0.05)", "annual costs of --sweep, such as 0,0.02,0.05"),
}
_MONTH: Final = re.compile(r"\d{4}-\d{2}")
_NO_MONTH: Final = Text(
    "{given!r} は月ではありません。2010-04 のように書いてください。", "{given!r} is not a month; write 2010-04."
)
_ORDER: Final = Text("{first} が --to-month の {last} より後です。", "{first} is after --to-month {last}.")
_NEEDS_SWEEP: Final = Text("--sweep と一緒に使います。", "goes with --sweep.")
_TRYING: Final = Text("組み合わせ", "combinations")
_WROTE: Final = Text("書きました: {path}", "Wrote {path}")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for besides the numbers."""

    language: Language
    as_json: bool = False
    out: Path | None = None
    force: bool = False


def add(app: typer.Typer, language: Language) -> None:
    """Declare the command."""
    words = Help(_HELP, language)

    def text(name: str, metavar: str = "N", key: str = "") -> typer.models.OptionInfo:
        option: typer.models.OptionInfo = typer.Option(
            name, metavar=metavar, help=words[key or name[2:].replace("-", "_")]
        )
        return option

    @app.command(COMMAND, help=words["command"], short_help=words.short)
    def backtest(
        source: Annotated[Path | None, text("--from", "CSV")] = None,
        ledger: Annotated[Path | None, text("--ledger", "FILE")] = None,
        out: Annotated[Path | None, text("--out", "DIR")] = None,
        first: Annotated[str | None, text("--from-month", "YYYY-MM", "first")] = None,
        last: Annotated[str | None, text("--to-month", "YYYY-MM", "last")] = None,
        window: Annotated[str | None, text("--window")] = None,
        shrinkage: Annotated[str | None, text("--shrinkage", "NAME|N")] = None,
        threshold: Annotated[str | None, text("--threshold")] = None,
        structural: Annotated[str | None, text("--structural")] = None,
        floor: Annotated[str | None, text("--floor")] = None,
        cap: Annotated[str | None, text("--cap")] = None,
        trend_step: Annotated[str | None, text("--trend-step")] = None,
        rate_differential: Annotated[str | None, text("--rate-differential")] = None,
        basis: Annotated[str | None, text("--basis")] = None,
        spread: Annotated[str | None, text("--spread")] = None,
        slippage: Annotated[str | None, text("--slippage")] = None,
        quoted_spread: Annotated[str | None, text("--quoted-spread")] = None,
        sweep: Annotated[bool, typer.Option("--sweep", help=words["sweep"])] = False,
        windows: Annotated[str | None, text("--windows", "N,N..")] = None,
        thresholds: Annotated[str | None, text("--thresholds", "N,N..")] = None,
        costs: Annotated[str | None, text("--costs", "N,N..")] = None,
        force: Annotated[bool, typer.Option("--force", help=words["force"])] = False,
        as_json: Annotated[bool, typer.Option("--json", help=words["json"])] = False,
        chosen: Annotated[Language, words.lang] = language,
    ) -> None:
        options = {
            "--window": window,
            "--shrinkage": shrinkage,
            "--threshold": threshold,
            "--structural": structural,
            "--floor": floor,
            "--cap": cap,
            "--trend-step": trend_step,
            "--rate-differential": rate_differential,
            "--basis": basis,
            "--spread": spread,
            "--slippage": slippage,
            "--quoted-spread": quoted_spread,
        }
        lists = {"--windows": windows, "--thresholds": thresholds, "--costs": costs}
        if not sweep:
            _refuse_lists(lists)
        wish = Wish(chosen, as_json, out, force)
        history, settings = _inputs(source, ledger, options)
        run(history, settings, _period(first, last), lists if sweep else None, wish)


def run(
    history: History, settings: Settings, period: Period, lists: Mapping[str, str | None] | None, wish: Wish
) -> None:
    """Run it, write the files asked for and print the rest; with `lists` also the sweep over their values."""
    part = needed_part(history, settings.window, period)
    grid = None if lists is None else grid_of(settings, history, period, lists)
    if wish.out is not None:
        check_folder(wish.out, force=wish.force)
    refuse_still_asset(part)
    found = run_backtest(replace(part, notes=(*part.notes, *doubts(part))), settings)
    sweep = None if grid is None else _with_progress(history, settings, period, grid, wish.language)
    files: list[Path] = []
    if wish.out is not None:
        files = write_report(wish.out, found, sweep, wish.language, datetime.now())
    if wish.as_json:
        typer.echo(json.dumps(payload(found, sweep, map(str, files)), ensure_ascii=False, indent=2, allow_nan=False))
        return
    typer.echo("\n".join(lines(found, sweep, wish.language)))
    for path in files:
        typer.echo(_WROTE.of(wish.language).format(path=path))


def _inputs(source: Path | None, ledger: Path | None, options: Mapping[str, str | None]) -> tuple[History, Settings]:
    """The months and the parameters, from wherever they were said to be."""
    opened = None if ledger is None else ledger_of(ledger)
    settings = chosen_settings(options, None if opened is None else ledger_settings(opened))
    if source is not None:
        found = from_sources(source, ecb=False, today=date.today())
        return file_history(found.entries, source.name, found.notes), settings
    if opened is not None and ledger is not None:
        return file_history(ledger_entries(opened, ledger.name), ledger.name, ()), settings
    return sample_history(), settings


def _period(first: str | None, last: str | None) -> Period:
    period = Period(_month(first, "--from-month"), _month(last, "--to-month"))
    if period.first is not None and period.last is not None and period.first > period.last:
        raise DomainError(_ORDER.format(first=named(period.first), last=named(period.last)), "--from-month")
    return period


def _month(given: str | None, option: str) -> date | None:
    """The last day of a month; a user's history may be older than any ledger."""
    if given is None:
        return None
    try:
        if not _MONTH.fullmatch(given.strip()):
            raise ValueError(given)
        return last_of_month(date.fromisoformat(f"{given.strip()}-01"))
    except ValueError as error:
        raise DomainError(_NO_MONTH.format(given=given), option) from error


def _refuse_lists(lists: Mapping[str, str | None]) -> None:
    for option, given in lists.items():
        if given is not None:
            raise HedgeError(_NEEDS_SWEEP, option)


def _with_progress(history: History, settings: Settings, period: Period, grid: Grid, language: Language) -> Sweep:
    """The sweep, with a bar on a terminal."""
    if not sys.stderr.isatty():
        return run_sweep(history, settings, period, grid)

    def bar(items: Sequence[tuple[int, float, float]]) -> Iterable[tuple[int, float, float]]:
        with typer.progressbar(items, label=_TRYING.of(language), file=sys.stderr) as shown:
            yield from shown

    return run_sweep(history, settings, period, grid, bar)
