"""The charts of the report: what each shows, its axis and its unit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, get_args

import numpy as np

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.backtest import Policy
from hedge_xl.core.language import Language, Text
from workbook import strokes
from workbook.backtest.axes import Axis, linear_axis, log_axis, percent_places
from workbook.backtest.run import ROLLING, Backtest, PolicyResult
from workbook.backtest.svg import Band, Chart, Line
from workbook.backtest.words import POLICY_NAMES
from workbook.finding import filled
from workbook.strokes import Stroke

STROKES: Final[Mapping[Policy, Stroke]] = {policy: strokes.STROKES[policy] for policy in get_args(Policy)}


@dataclass(frozen=True, slots=True)
class Titled:
    """A chart, and the words above and below it."""

    title: Text
    about: Text
    chart: Chart


def charts(found: Backtest, language: Language) -> list[Titled]:
    """Every chart of the report, in the order of the page."""
    drawn = [_wealth, _drawdown, _estimate, _ratios, _cost]
    if len(found.months) > ROLLING:
        drawn.append(_volatility)
    return [draw(found, language) for draw in drawn]


def _lines(
    found: Backtest, language: Language, values: Callable[[PolicyResult], FloatArray], *, steps: bool = False
) -> list[Line]:
    return [
        Line(POLICY_NAMES[result.policy].of(language), values(result), STROKES[result.policy], steps)
        for result in found.results
    ]


def _span(lines: Sequence[Line], *more: float) -> tuple[float, float]:
    known = np.concatenate([line.values[~np.isnan(line.values)] for line in lines])
    return min((float(known.min()), *more)), max((float(known.max()), *more))


def _from_start(first: float, values: FloatArray) -> FloatArray:
    """The values after the month end before, where everything starts."""
    return np.concatenate(([first], values))


def _with_start(found: Backtest) -> list[date]:
    return [found.decided[0], *found.months]


def _percent(axis: Axis) -> str:
    return f"{{:.{percent_places(axis)}%}}"


def _wealth(found: Backtest, language: Language) -> Titled:
    lines = _lines(found, language, lambda result: _from_start(1.0, result.wealth))
    axis = log_axis(*_span(lines, 1.0))
    title = Text("資産の推移", "Wealth")
    about = Text(
        "exp(月次収益率の累積)、円建て、開始=1、費用を引いた後。縦軸は対数で、同じ高さは同じ増減率。A §16",
        "exp of the summed monthly returns, in JPY, start = 1, after costs. Equal heights are equal rates. A §16",
    )
    unit = Text("開始=1(対数目盛)", "start = 1 (log scale)")
    return _titled(title, about, unit, _with_start(found), lines, axis, "{:g}", language, marked=1.0)


def _drawdown(found: Backtest, language: Language) -> Titled:
    lines = _lines(found, language, lambda result: _from_start(0.0, result.drawdown))
    axis = linear_axis(*_span(lines, 0.0, -0.01))
    title = Text("ドローダウン", "Drawdown")
    about = Text(
        "過去の最高値(開始の1を含む)からの下落率、月末で測定。A §16",
        "Fall of wealth from its peak so far, the starting 1 included, at month ends. A §16",
    )
    return _titled(title, about, _PERCENT_UNIT, _with_start(found), lines, axis, _percent(axis), language)


def _estimate(found: Backtest, language: Language) -> Titled:
    estimates, result = found.estimates, found.result("minimum variance")
    assert result is not None
    lines = [
        Line(Text("h*(生)", "h* (raw)").of(language), estimates.raw, strokes.STROKES["raw"]),
        Line(Text("h*(縮小後)", "h* (shrunk)").of(language), estimates.shrunk, strokes.STROKES["shrunk"]),
        Line(Text("適用h", "h in force").of(language), result.run.hedge_ratios, STROKES[result.policy], steps=True),
    ]
    axis = estimate_axis(found)
    title = Text("h*の推定と95%の幅", "The estimate of h* and its 95% band")
    about = filled(
        Text(
            "1+Cov(r_SPX, r_FX)÷Var(r_FX)、直近{window}か月(A §4、ドル建て株価の形)。灰色は最小二乗の95%信頼区間。"
            "適用hは縮小後を下限{floor:g}・上限{cap:g}に収め、しきい値{threshold:g}未満の変化を見送ったもの(A §9)。",
            "1 + Cov(r_SPX, r_FX) / Var(r_FX) over {window} months (A §4, for an asset in USD). Grey: the 95% band of "
            "least squares. In force: the shrunk one within {floor:g} to {cap:g}, changed by {threshold:g} or more "
            "(A §9).",
        ),
        window=found.settings.window,
        floor=found.settings.h_floor,
        cap=found.settings.h_cap,
        threshold=found.settings.policy_threshold,
    )
    band = Band(estimates.low, estimates.high)
    unit = Text("ヘッジ比率(灰色は95%の幅)", "hedge ratio (grey: 95% band)")
    return _titled(title, about, unit, found.months, lines, axis, "{:.4g}", language, band=band)


def estimate_axis(found: Backtest) -> Axis:
    """Room for the ratios, and for their band as far as it is not without limits, as in a window that hardly moves."""
    estimates, result = found.estimates, found.result("minimum variance")
    assert result is not None
    ratios = np.concatenate((estimates.raw, estimates.shrunk, result.run.hedge_ratios))
    low, high = float(ratios.min()), float(ratios.max())
    reach = max(2 * (high - low), 1.0)
    return linear_axis(max(float(estimates.low.min()), low - reach), min(float(estimates.high.max()), high + reach))


def _ratios(found: Backtest, language: Language) -> Titled:
    lines = _lines(found, language, lambda result: result.run.hedge_ratios, steps=True)
    axis = linear_axis(*_span(lines, 0.0, 1.0))
    title = Text("方針ごとの適用h", "Hedge ratio in force, by policy")
    about = Text(
        "前月末に決めて、その月に効いていたヘッジ比率。A §9, §16",
        "The ratio decided at the month end before and in force in the month. A §9, §16",
    )
    return _titled(title, about, _RATIO, found.months, lines, axis, "{:.4g}", language)


def _cost(found: Backtest, language: Language) -> Titled:
    lines = _lines(found, language, lambda result: _from_start(0.0, np.cumsum(result.run.costs)))
    axis = linear_axis(*_span(lines, 0.0, 0.001))
    title = Text("費用の累計", "Costs, added up")
    about = Text(
        "引いた費用の合計(資産に対する率): 年率総コスト÷12×h+hを変えた額×提示スプレッドの半分÷USDJPY。A §7, §10",
        "All costs taken off, of the assets: annual cost / 12 × h + half the quoted spread / USDJPY × change of h. "
        "A §7, §10",
    )
    return _titled(title, about, _PERCENT_UNIT, _with_start(found), lines, axis, _percent(axis), language)


def _volatility(found: Backtest, language: Language) -> Titled:
    lines = _lines(found, language, lambda result: result.volatility)
    axis = linear_axis(0.0, _span(lines)[1])
    title = filled(Text("{months}か月のボラティリティ", "Volatility over {months} months"), months=ROLLING)
    about = filled(
        Text(
            "直近{months}か月の月次収益率の標準偏差(n−1)×√12。A §16",
            "√12 × the standard deviation (n-1) of the last {months} monthly returns. A §16",
        ),
        months=ROLLING,
    )
    return _titled(title, about, Text("年率", "a year"), found.months, lines, axis, _percent(axis), language)


_PERCENT_UNIT: Final = Text("資産に対する率", "of the assets")
_RATIO: Final = Text("ヘッジ比率", "hedge ratio")


def _titled(
    title: Text,
    about: Text,
    unit: Text,
    months: Sequence[date],
    lines: Sequence[Line],
    axis: Axis,
    form: str,
    language: Language,
    band: Band | None = None,
    marked: float | None = None,
) -> Titled:
    chart = Chart(title.of(language), unit.of(language), months, lines, axis, form, band, marked)
    return Titled(title, about, chart)
