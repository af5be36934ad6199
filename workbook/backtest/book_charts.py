"""Native charts of wealth, drawdown and h* over the sheet of monthly series."""

import math
from collections.abc import Mapping
from typing import Final

from openpyxl.chart import LineChart, Reference
from openpyxl.chart import Series as ChartSeries
from openpyxl.chart.axis import DateAxis
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.chart.text import Text as ChartText
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, RegularTextRun
from openpyxl.worksheet.worksheet import Worksheet

from hedge_xl.core.language import Language, Text
from workbook.backtest.axes import Axis, linear_axis, percent_places
from workbook.backtest.book_series import Places
from workbook.backtest.book_sheet import SheetWriter
from workbook.backtest.charts import STROKES, estimate_axis
from workbook.backtest.run import Backtest
from workbook.backtest.svg import Stroke

_HEADING: Final = Text("グラフ — 資産、ドローダウン、h*", "Charts: wealth, drawdown, h*")
_INTRO: Final = Text(
    "値は「月次系列」シートにあります。円建て、費用を引いた後。",
    'The values are on "Monthly series"; in JPY, after costs.',
)
_WEALTH: Final = Text("資産の推移(開始=1)", "Wealth (start = 1)")
_LOG_WEALTH: Final = Text("資産の推移(開始=1、対数目盛)", "Wealth (start = 1, log scale)")
_DRAWDOWN: Final = Text("ドローダウン(過去の最高値からの下落率)", "Drawdown (fall from the peak so far)")
_ESTIMATE: Final = Text("h*の推定と95%の幅、適用h", "Estimate of h*, its 95% band, and h in force")
_HSTAR: Final = "minimum variance"
_WIDE, _HIGH, _ROWS = 27.0, 11.5, 24  # centimetres, and sheet rows from one chart to the next
_DASHES: Final = {"": "solid", "8 3": "dash", "2 2.5": "sysDot", "9 3 2 3": "dashDot", "6 3": "sysDash"}
_LEAST_FOR_LOG: Final = 2.0
_MOST_DOUBLINGS: Final = 10
_YEARS: Final = 36  # months from which on the axis names years
_BAND: Final = Stroke("#8A93A0", "2 2.5", 1.2)
_ESTIMATES: Final = {
    "h_low": _BAND,
    "h_high": _BAND,
    "h_raw": Stroke("#0072B2", "", 1.3),
    "h_shrunk": Stroke("#D55E00", "6 3", 1.5),
    f"h_{_HSTAR}": STROKES["minimum variance"],
}


def add_charts(writer: SheetWriter, data: Worksheet, places: Places, found: Backtest, language: Language) -> None:
    """The charts, one below the other."""
    writer.line("heading", _HEADING)
    writer.line("intro", _INTRO)
    strokes = {result.policy: STROKES[result.policy] for result in found.results}
    wealth, falls = _wealth_axis(found), _drawdown_axis(found)
    percent = f"{0:.{percent_places(falls)}f}%"
    drawn = (
        (_LOG_WEALTH if wealth.log else _WEALTH, "0.0##", {f"w_{key}": item for key, item in strokes.items()}, wealth),
        (_DRAWDOWN, percent, {f"dd_{key}": item for key, item in strokes.items()}, falls),
        (_ESTIMATE, "0.0##", _ESTIMATES, estimate_axis(found)),
    )
    for number, (title, form, lines, axis) in enumerate(drawn):
        chart = _chart(data, places, title.of(language), lines)
        _axes(chart, form, axis, places.last - places.header)
        writer.sheet.add_chart(chart, f"A{writer.row + 1 + number * _ROWS}")
    writer.sheet.page_setup.orientation = "portrait"
    writer.widths([10] * 14)


def _wealth_axis(found: Backtest) -> Axis:
    """Powers of 2, or of 10 where that would be too many: a logarithmic scale has no other ticks in a spreadsheet, and
    wealth that never doubled is better off without one."""
    low = min(1.0, *(float(result.wealth.min()) for result in found.results))
    high = max(1.0, *(float(result.wealth.max()) for result in found.results))
    if high / low < _LEAST_FOR_LOG:
        return linear_axis(low, high)
    base = 2.0 if math.log2(high / low) < _MOST_DOUBLINGS else 10.0
    first, last = math.floor(math.log(low, base)), math.ceil(math.log(high, base))
    return Axis(base**first, base ** max(last, first + 1), (base,), log=True)


def _drawdown_axis(found: Backtest) -> Axis:
    return linear_axis(min(-0.01, *(float(result.drawdown.min()) for result in found.results)), 0.0)


def _chart(data: Worksheet, places: Places, title: str, lines: Mapping[str, Stroke]) -> LineChart:
    chart = LineChart()
    chart.width, chart.height = _WIDE, _HIGH
    chart.title = _title(title)
    chart.legend.position = "b"
    for key, stroke in lines.items():
        chart.series.append(_line(data, places, places.columns[key], stroke))
    chart.set_categories(
        Reference(data, min_col=places.columns["month"], min_row=places.header + 1, max_row=places.last)
    )
    chart.layout = Layout(ManualLayout(x=0.05, y=0.13, w=0.92, h=0.66, xMode="edge", yMode="edge"))
    return chart


def _title(words: str) -> Title:
    run = RegularTextRun(rPr=CharacterProperties(sz=1200, b=True, solidFill="1F3864"), t=words)
    return Title(tx=ChartText(rich=RichText(p=[Paragraph(r=[run])])), overlay=False)


def _line(data: Worksheet, places: Places, column: int, stroke: Stroke) -> ChartSeries:
    values = Reference(data, min_col=column, min_row=places.header, max_row=places.last)
    series = ChartSeries(values, title_from_data=True)
    properties = series.graphicalProperties.line
    properties.solidFill, properties.width = stroke.colour.lstrip("#"), int(stroke.width * 12700)
    properties.dashStyle = _DASHES[stroke.dash]
    series.smooth = False
    series.marker.symbol = "none"
    return series


def _axes(chart: LineChart, form: str, axis: Axis, months: int) -> None:
    x, y = DateAxis(crossAx=100), chart.y_axis
    chart.x_axis = x
    x.number_format, x.majorTimeUnit = ("yyyy" if months > _YEARS else "yyyy-mm"), "months"
    x.majorUnit = max(12 * round(months / 120), 12) if months > _YEARS else max(round(months / 12), 1)
    x.tickLblPos = "low"
    y.crossAx = 500
    y.number_format = form
    y.scaling.min, y.scaling.max = axis.low, axis.high
    if axis.log:
        y.scaling.logBase = y.majorUnit = axis.ticks[0]
        x.crosses = "min"
    else:
        y.majorUnit = axis.ticks[1] - axis.ticks[0]
    y.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="E4E7EC", w=9525))
    x.delete = y.delete = False
