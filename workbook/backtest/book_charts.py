"""Native charts of wealth, drawdown and h* over the sheet of monthly series."""

import math
from collections.abc import Mapping
from typing import Final

from openpyxl.worksheet.worksheet import Worksheet

from hedge_xl.core.language import Language, Text
from workbook.backtest.axes import Axis, linear_axis, percent_places
from workbook.backtest.book_series import Places
from workbook.backtest.book_sheet import SheetWriter
from workbook.backtest.charts import STROKES, estimate_axis
from workbook.backtest.run import Backtest
from workbook.chart_drawing import Dates, Drawing, Drawn, Scale, Span, draw
from workbook.strokes import STROKES as LOOKS
from workbook.strokes import Stroke

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
_LEAST_FOR_LOG: Final = 2.0
_MOST_DOUBLINGS: Final = 10
_YEARS: Final = 36  # months from which on the axis names years
_ESTIMATES: Final = {
    "h_low": LOOKS["band"],
    "h_high": LOOKS["band"],
    "h_raw": LOOKS["raw"],
    "h_shrunk": LOOKS["shrunk"],
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
        chart = draw(_drawing(data, places, title.of(language), form, lines, axis), language)
        chart.width, chart.height = _WIDE, _HIGH
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


def _drawing(
    data: Worksheet, places: Places, title: str, form: str, lines: Mapping[str, Stroke], axis: Axis
) -> Drawing:
    drawn = [_line(data, places, places.columns[key], stroke) for key, stroke in lines.items()]
    months = places.last - places.header
    return Drawing(
        title,
        "",
        "line",
        _column(data, places, places.columns["month"]),
        drawn,
        _scale(form, axis),
        months,
        _dates(months),
    )


def _line(data: Worksheet, places: Places, column: int, stroke: Stroke) -> Drawn:
    place = (places.header, column)
    name = str(data.cell(*place).value)
    return Drawn(name, _column(data, places, column), stroke, named=Span(data.title, place, place, (name,)))


def _column(data: Worksheet, places: Places, column: int) -> Span:
    cells = [data.cell(row, column) for row in range(places.header + 1, places.last + 1)]
    first, last = (places.header + 1, column), (places.last, column)
    return Span(data.title, first, last, tuple(cell.value for cell in cells), cells[0].number_format)


def _scale(form: str, axis: Axis) -> Scale:
    if axis.log:
        return Scale(form, axis.low, axis.high, log=axis.ticks[0])
    return Scale(form, axis.low, axis.high, axis.ticks[1] - axis.ticks[0])


def _dates(months: int) -> Dates:
    if months > _YEARS:
        return Dates("yyyy", step=max(12 * round(months / 120), 12))
    return Dates("yyyy-mm", step=max(round(months / 12), 1))
