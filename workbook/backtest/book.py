"""The report as a workbook: figures, monthly series, native charts and the sweep; numbers as numbers."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Final

from openpyxl import Workbook

from hedge_xl import __version__
from hedge_xl.core.language import Language, Text
from workbook.backtest.book_charts import add_charts
from workbook.backtest.book_series import MONTHLY, write_series
from workbook.backtest.book_sheet import Rows, SheetWriter
from workbook.backtest.run import Backtest, Figures
from workbook.backtest.settings import OPTIONS, cell_of, label_of, source_of, unit_of
from workbook.backtest.sweep import Sweep
from workbook.backtest.sweep_words import sweep_lines
from workbook.backtest.words import METRICS, POLICY_NAMES, TITLE, Metric, caveat, period_of
from workbook.finish import finish
from workbook.spec import Value
from workbook.words.backtest import RETURN_FORMULA, WALK

SUMMARY: Final = Text("概要", "Summary")
CHARTS: Final = Text("グラフ", "Charts")
SWEEP: Final = Text("パラメータ", "Sweep")
_FORMS: Final = {"{:.2%}": "0.00%", "{:.1%}": "0.0%", "{:.2f}": "0.00", "{:,.0f}": "#,##0"}
_POLICY: Final = Text("方針", "Policy")
_DATA: Final = Text("データ: {source}", "Data: {source}")
_DEFINITIONS: Final = Text("数値の定義", "What each number is")
_DEFINITION_HEADS: Final = (
    Text("数値", "Number"),
    Text("単位", "Unit"),
    Text("出典", "Source"),
    Text("定義", "Definition"),
)
_PARAMETERS: Final = Text("設定", "Parameters")
_PARAMETER_HEADS: Final = (Text("項目", "Item"), Text("値", "Value"), Text("単位", "Unit"), Text("出典", "Source"))
_ANNUAL_COST: Final = Text("年率総コスト C", "Total annual cost C")
_MADE: Final = Text("hedge_xl {version}  作成 {now:%Y-%m-%d %H:%M}", "hedge_xl {version}, made {now:%Y-%m-%d %H:%M}")
_SWEEP_HEADS: Final = (
    Text("推定窓(月)", "Window (months)"),
    Text("変更しきい値", "Threshold"),
    Text("年率総コスト", "Annual cost"),
)
_OF: Final = Text("{policy} {metric}", "{policy} {metric}")
_SWEEP_METRICS: Final = ("annual_mean", "annual_volatility", "max_drawdown", "sharpe", "calmar", "trades")


def report_book(found: Backtest, sweep: Sweep | None, language: Language, now: datetime) -> bytes:
    """The bytes of the file."""
    book = Workbook()
    summary = book.active
    _summary(SheetWriter(summary, SUMMARY, language), found, language, now)
    charts = book.create_sheet()
    monthly = book.create_sheet()
    places = write_series(SheetWriter(monthly, MONTHLY, language), found)
    add_charts(SheetWriter(charts, CHARTS, language), monthly, places, found, language)
    if sweep is not None:
        _sweep(SheetWriter(book.create_sheet(), SWEEP, language), sweep, language)
    stream = BytesIO()
    book.save(stream)
    return finish(stream.getvalue(), {}, modified=now.replace(microsecond=0))


def form_of(metric: Metric) -> str:
    """The number format of a figure."""
    return _FORMS[metric.form]


def _summary(writer: SheetWriter, found: Backtest, language: Language, now: datetime) -> None:
    writer.line("heading", TITLE)
    writer.line("status", period_of(found))
    for words in (_DATA.format(source=found.history.source.of(language)), caveat(found.history), *found.history.notes):
        writer.line("intro", words)
    writer.skip()
    heads = [_POLICY, *(metric.label for metric in METRICS)]
    rows = [[POLICY_NAMES[result.policy].of(language), *figure_values(result.figures)] for result in found.results]
    writer.table(heads, rows, [["", *map(form_of, METRICS)]] * len(rows))
    writer.line("intro", RETURN_FORMULA)
    writer.line("intro", WALK)
    writer.skip()
    writer.line("title", _PARAMETERS)
    forms = [cell_of(key).format for key in (*OPTIONS.values(), "basis")]
    looks = ("label", "fixed", "unit", "source")
    writer.table(_PARAMETER_HEADS, _parameters(found, language), [["", form, "", ""] for form in forms], looks)
    writer.skip()
    writer.line("title", _DEFINITIONS)
    definitions: Rows = [
        [metric.label.of(language), metric.unit.of(language), metric.source, metric.definition.of(language)]
        for metric in METRICS
    ]
    writer.table(_DEFINITION_HEADS, definitions, [[""] * 4] * len(definitions), ("label", "unit", "source", "wide"))
    writer.skip()
    writer.line("intro", _MADE.format(version=__version__, now=now))
    writer.widths((24, *[13.5] * len(METRICS)))
    writer.sheet.page_setup.fitToHeight = 1


def figure_values(figures: Figures, metrics: Sequence[Metric] = METRICS) -> list[Value]:
    """A row of figures; a blank for what is undefined."""
    values = (metric.value(figures) for metric in metrics)
    return [None if value != value else value for value in values]


def _parameters(found: Backtest, language: Language) -> Rows:
    values = found.settings.values()
    rows: Rows = [
        [label_of(key).of(language), values[key], unit_of(key).of(language), source_of(key)] for key in OPTIONS.values()
    ]
    total: list[Value] = [_ANNUAL_COST.of(language), found.settings.annual_cost, unit_of("basis").of(language), "A §7"]
    return [*rows, total]


def _sweep(writer: SheetWriter, sweep: Sweep, language: Language) -> None:
    title, *others = sweep_lines(sweep)
    writer.line("heading", SWEEP)
    writer.line("status", title)
    for words in others:
        writer.line("intro", words)
    writer.skip()
    metrics = [metric for metric in METRICS if metric.key in _SWEEP_METRICS]
    compared = [metric for metric in metrics if metric.key in ("annual_volatility", "sharpe")]
    heads = [*_SWEEP_HEADS, *(_named("minimum variance", metric, language) for metric in metrics)]
    heads += [_named("full", metric, language) for metric in compared]
    rows: Rows = [
        [
            item.window,
            item.threshold,
            item.cost,
            *figure_values(item.hstar, metrics),
            *figure_values(item.full, compared),
        ]
        for item in sweep.combinations
    ]
    forms = ["0", "0.0##", cell_of("rate_differential").format, *map(form_of, metrics), *map(form_of, compared)]
    writer.table(heads, rows, [forms] * len(rows), looks=(), repeat=True)
    writer.widths([13.0] * len(heads))


def _named(policy: str, metric: Metric, language: Language) -> Text:
    return _OF.format(policy={"full": "1:1", "minimum variance": "h*"}[policy], metric=metric.label.of(language))
