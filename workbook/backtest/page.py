"""The report as one page of HTML that needs nothing else: no script, no network, no font of ours."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from html import escape
from typing import Final

from hedge_xl import __version__
from hedge_xl.core.language import Language, Text
from workbook.backtest.charts import Titled, charts
from workbook.backtest.heat import draw_heat
from workbook.backtest.heat_maps import heat_maps
from workbook.backtest.page_style import STYLE
from workbook.backtest.run import Backtest
from workbook.backtest.settings import OPTIONS, label_of, shown_parameter, source_of, unit_of
from workbook.backtest.svg import draw
from workbook.backtest.sweep import Sweep
from workbook.backtest.sweep_words import sweep_lines
from workbook.backtest.words import (
    METRICS,
    POLICY_NAMES,
    TITLE,
    caveat,
    number,
    period_of,
    shown,
)
from workbook.backtest.years import calendar_years
from workbook.words.backtest import RETURN_FORMULA, WALK

_POLICY: Final = Text("方針", "Policy")
_DATA: Final = Text("データ: {source}", "Data: {source}")
_FIGURES: Final = Text("成績", "Figures")
_YEARS: Final = Text("年ごとの収益率", "Year by year")
_YEAR: Final = Text("年", "Year")
_YEARS_ABOUT: Final = Text(
    "exp(その年の月次対数収益率の合計)−1、円建て、費用を引いた後。*は12か月に満たない年。A §16",
    "exp of the year's summed log returns, less 1, in JPY, after costs. * a year of fewer than 12 months. A §16",
)
_PARAMETERS: Final = Text("設定", "Parameters")
_PARAMETER_HEADS: Final = (Text("項目", "Item"), Text("値", "Value"), Text("単位", "Unit"), Text("出典", "Source"))
_ANNUAL_COST: Final = Text("年率総コスト C(4つの合計)", "Total annual cost C (sum of the four)")
_DEFINITIONS: Final = Text("数値の定義", "What each number is")
_DEFINITION_HEADS: Final = (
    Text("数値", "Number"),
    Text("単位", "Unit"),
    Text("定義", "Definition"),
    Text("出典", "Source"),
)
_SWEEP: Final = Text("パラメータを変えると", "With other parameters")
_FRAME: Final = Text(
    "枠は今の設定(費用はいちばん近い値)。濃いほど値が大きく、濃淡の目盛りはシャープの全図で共通、ボラの図は1:1と未ヘッジを含む幅。",
    "The frame marks the present settings (the nearest cost). Darker is larger: one scale for all Sharpe maps; that of "
    "volatility reaches from 1:1 to unhedged.",
)
_FOOTER: Final = Text(
    "hedge_xl {version}  作成 {now:%Y-%m-%d %H:%M}  データ: {source}  「A §」は記事「自作 為替ヘッジ付きS&P500」の節",
    "hedge_xl {version}, made {now:%Y-%m-%d %H:%M}. Data: {source}. A § is a section of the article on the "
    "do-it-yourself currency-hedged S&P 500.",
)


def report_page(found: Backtest, sweep: Sweep | None, language: Language, now: datetime) -> str:
    """The whole page."""
    title = f"{TITLE.of(language)}  {period_of(found).of(language)}"
    body = [
        f"<h1>{_safe(TITLE.of(language))}</h1>",
        f'<p class="period">{_safe(period_of(found).of(language))}</p>',
        _paragraph(_DATA.of(language).format(source=found.history.source.of(language))),
        _paragraph(caveat(found.history).of(language), "caveat"),
        *(_paragraph(note.of(language), "caveat") for note in found.history.notes),
        *_figures(found, language),
        *_charts(charts(found, language), language),
        *_years(found, language),
        *([] if sweep is None else _sweep(sweep, language)),
        *_definitions(language),
        *_parameters(found, language),
        f"<footer>{_safe(_footer(found, language, now))}</footer>",
    ]
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{language}">',
            '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{_safe(title)}</title><style>{STYLE}</style></head>",
            "<body><main>",
            *body,
            "</main></body></html>",
            "",
        )
    )


def _safe(words: str) -> str:
    """Words as they stand in a page; a file's name may hold anything."""
    return escape("".join(character if character.isprintable() else "\ufffd" for character in words))


def _paragraph(words: str, kind: str = "") -> str:
    return f'<p class="{kind}">{_safe(words)}</p>' if kind else f"<p>{_safe(words)}</p>"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], kind: str) -> Iterator[str]:
    yield f'<table class="{kind}"><thead><tr>{"".join(f"<th>{_safe(head)}</th>" for head in heads)}</tr></thead><tbody>'
    for first, *others in rows:
        cells = "".join(f"<td>{_safe(cell)}</td>" for cell in others)
        yield f'<tr><th scope="row">{_safe(first)}</th>{cells}</tr>'
    yield "</tbody></table>"


def _figures(found: Backtest, language: Language) -> Iterator[str]:
    heads = [_POLICY.of(language), *(metric.label.of(language) for metric in METRICS)]
    rows = (
        [POLICY_NAMES[result.policy].of(language), *(shown(metric, result.figures) for metric in METRICS)]
        for result in found.results
    )
    yield f"<section><h2>{_FIGURES.of(language)}</h2>"
    yield from _table(heads, rows, "numbers")
    yield _paragraph(RETURN_FORMULA.of(language), "about") + _paragraph(WALK.of(language), "about") + "</section>"


def _charts(items: Iterable[Titled], language: Language) -> Iterator[str]:
    for item in items:
        yield f"<figure><h2>{_safe(item.title.of(language))}</h2>"
        yield draw(item.chart)
        yield f"<figcaption>{_safe(item.about.of(language))}</figcaption></figure>"


def _sweep(sweep: Sweep, language: Language) -> Iterator[str]:
    yield f'<section class="sweep"><h2>{_SWEEP.of(language)}</h2>'
    yield from (
        _paragraph(line.of(language), "caveat" if line.ja.startswith("△") else "") for line in sweep_lines(sweep)
    )
    yield '<div class="maps">'
    for heat in heat_maps(sweep, language):
        yield f"<figure><h3>{_safe(heat.title)}</h3>{draw_heat(heat)}</figure>"
    yield "</div>" + _paragraph(_FRAME.of(language), "about") + "</section>"


def _years(found: Backtest, language: Language) -> Iterator[str]:
    heads = [_YEAR.of(language), *(POLICY_NAMES[result.policy].of(language) for result in found.results)]
    rows = ([year.name, *(number("{:.1%}", value) for value in year.returns)] for year in calendar_years(found))
    yield f'<section class="whole"><h2>{_YEARS.of(language)}</h2>'
    yield from _table(heads, rows, "numbers years")
    yield _paragraph(_YEARS_ABOUT.of(language), "about") + "</section>"


def _definitions(language: Language) -> Iterator[str]:
    rows = (
        [metric.label.of(language), metric.unit.of(language), metric.definition.of(language), metric.source]
        for metric in METRICS
    )
    yield f'<section class="whole"><h2>{_DEFINITIONS.of(language)}</h2>'
    yield from _table([head.of(language) for head in _DEFINITION_HEADS], rows, "words")
    yield "</section>"


def _parameters(found: Backtest, language: Language) -> Iterator[str]:
    values = found.settings.values()
    rows = [
        [label_of(key).of(language), shown_parameter(key, values[key]), unit_of(key).of(language), source_of(key)]
        for key in OPTIONS.values()
    ]
    total = [
        _ANNUAL_COST.of(language),
        shown_parameter("basis", found.settings.annual_cost),
        unit_of("basis").of(language),
        "A §7",
    ]
    yield f'<section class="whole"><h2>{_PARAMETERS.of(language)}</h2>'
    yield from _table([head.of(language) for head in _PARAMETER_HEADS], [*rows, total], "words")
    yield "</section>"


def _footer(found: Backtest, language: Language, now: datetime) -> str:
    return _FOOTER.of(language).format(version=__version__, now=now, source=found.history.source.of(language))
