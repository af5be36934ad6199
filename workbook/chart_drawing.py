"""Native Excel charts: the one place where a chart's XML is made, for workbooks and for the backtest's report.

Every chart keeps its points, so that a viewer that computes nothing shows it too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart._chart import ChartBase
from openpyxl.chart.axis import DateAxis, NumericAxis, TextAxis
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series as ChartSeries
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.chart.text import Text as ChartText
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.utils import get_column_letter, quote_sheetname

from hedge_xl.core.language import Language
from workbook.chart import ChartKind
from workbook.spec import Value
from workbook.strokes import Stroke
from workbook.style import CHART_INK, FONTS, GRID_INK, TITLE_INK
from workbook.twin import is_error, is_number, n

_DASHES: Final = {"": "solid", "8 3": "dash", "2 2.5": "sysDot", "9 3 2 3": "dashDot", "6 3": "sysDash"}
_POINT: Final = 12700  # EMU in a point
_SMALL, _LARGE = 900, 1200  # sizes of letters, in hundredths of a point
_FEW: Final = 24  # points up to which each is marked, so that a line of one point is seen
_TITLE_ROOM, _LEGEND_ROOM, _EDGE = 0.15, 0.1, 0.02  # shares of the height


@dataclass(frozen=True, slots=True)
class Span:
    """Cells in a row or below each other: where they stand, and what they hold."""

    sheet: str
    first: tuple[int, int]
    last: tuple[int, int]
    values: tuple[Value, ...]
    format: str = "General"

    @property
    def reference(self) -> str:
        """As a chart refers to them."""
        ends = [f"${get_column_letter(column)}${row}" for row, column in (self.first, self.last)]
        return f"{quote_sheetname(self.sheet)}!{ends[0] if self.first == self.last else ':'.join(ends)}"

    @property
    def words(self) -> bool:
        """Whether they hold words, not numbers, or will."""
        return self.format == "@" or any(isinstance(value, str) and not is_error(value) for value in self.values)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One line or one run of bars; ``named`` is the cell that holds its name, if one does."""

    name: str
    values: Span
    stroke: Stroke
    line: bool = False
    named: Span | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """The axis of values: its number format, and what of it is not left to the program. ``log`` is a base, or 0."""

    format: str
    low: float | None = None
    high: float | None = None
    step: float | None = None
    log: float = 0


@dataclass(frozen=True, slots=True)
class Dates:
    """The axis of dates: how they are written, their unit, and how far the named ones are apart, if that is fixed."""

    format: str
    unit: str = "months"
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that a chart shows. ``count`` is the number of its points in the end, which decides whether each is
    marked; ``dates`` is None where the categories are no dates."""

    title: str
    unit: str
    kind: ChartKind
    categories: Span
    drawn: Sequence[Drawn]
    scale: Scale
    count: int
    dates: Dates | None = None


def draw(drawing: Drawing, language: Language) -> ChartBase:
    """The chart, still without its place on a sheet."""
    typeface = FONTS[language]
    lines = [item for item in drawing.drawn if item.line or drawing.kind == "line"]
    bars = [item for item in drawing.drawn if item not in lines]
    charts = [_bars(drawing, bars)] if bars else []
    charts += [_lines(drawing, lines, len(bars))] if lines else []
    whole = charts[0]
    x, y = _category_axis(drawing, typeface), _value_axis(drawing, typeface)
    for chart in charts:
        chart.x_axis, chart.y_axis = x, y
    for other in charts[1:]:
        whole += other
    whole.title = _title(drawing, typeface)
    whole.legend.position = "b"
    whole.legend.txPr = _text(typeface)
    if len(drawing.drawn) == 1:
        whole.legend = None
    high = 1 - _TITLE_ROOM - _EDGE - (_LEGEND_ROOM if whole.legend else 0)
    room = ManualLayout(
        layoutTarget="outer", x=_EDGE, y=_TITLE_ROOM, w=1 - 2 * _EDGE, h=high, xMode="edge", yMode="edge"
    )
    whole.layout = Layout(room)
    whole.roundedCorners = False
    whole.graphical_properties = GraphicalProperties(solidFill="FFFFFF", ln=LineProperties(solidFill=GRID_INK))
    return whole


# --- lines and bars ---------------------------------------------------------------------------------


def _lines(drawing: Drawing, drawn: Sequence[Drawn], before: int) -> LineChart:
    chart = LineChart()
    chart.grouping = "standard"
    for number, item in enumerate(drawn, start=before):
        series = _series(drawing, item, number)
        line = series.graphicalProperties.line
        line.solidFill, line.width = item.stroke.colour.lstrip("#"), int(item.stroke.width * _POINT)
        line.dashStyle, line.cap = _DASHES[item.stroke.dash], "rnd"
        series.smooth = False
        series.marker = _marker(item) if drawing.kind == "line" and drawing.count <= _FEW else Marker("none")
        chart.series.append(series)
    return chart


def _marker(item: Drawn) -> Marker:
    colour = item.stroke.colour.lstrip("#")
    filled = GraphicalProperties(solidFill=colour, ln=LineProperties(solidFill=colour))
    return Marker("circle", size=3 if item.stroke.width < 2 else 5, spPr=filled)


def _bars(drawing: Drawing, drawn: Sequence[Drawn]) -> BarChart:
    chart = BarChart()
    chart.barDir = "bar" if drawing.kind == "bars" else "col"
    chart.grouping = "stacked" if drawing.kind == "stacked" else "clustered"
    chart.overlap, chart.gapWidth = (100 if drawing.kind == "stacked" else 0), 50
    for number, item in enumerate(drawn):
        series = _series(drawing, item, number)
        series.graphicalProperties.solidFill = item.stroke.colour.lstrip("#")
        series.graphicalProperties.line.noFill = True
        series.invertIfNegative = False  # or Excel paints what is below 0 white
        chart.series.append(series)
    return chart


def _series(drawing: Drawing, item: Drawn, number: int) -> ChartSeries:
    series = ChartSeries(idx=number, order=number, val=NumDataSource(numRef=_numbers(item.values)))
    series.spPr = GraphicalProperties(ln=LineProperties())
    series.tx = SeriesLabel(v=item.name) if item.named is None else SeriesLabel(strRef=_words(item.named))
    cells = drawing.categories
    series.cat = AxDataSource(strRef=_words(cells)) if cells.words else AxDataSource(numRef=_numbers(cells))
    return series


def _numbers(span: Span) -> NumRef:
    points = [NumVal(idx=place, v=n(value)) for place, value in enumerate(span.values) if is_number(value)]
    return NumRef(f=span.reference, numCache=NumData(formatCode=span.format, ptCount=len(span.values), pt=points))


def _words(span: Span) -> StrRef:
    points = [StrVal(idx=place, v=str(value)) for place, value in enumerate(span.values) if value is not None]
    return StrRef(f=span.reference, strCache=StrData(ptCount=len(span.values), pt=points))


# --- axes and words ---------------------------------------------------------------------------------


def _category_axis(drawing: Drawing, typeface: str) -> DateAxis | TextAxis:
    dates = drawing.dates
    if dates is None:
        axis = TextAxis(axId=10, crossAx=100)
        axis.noMultiLvlLbl = True
        if drawing.kind == "bars":
            axis.scaling.orientation = "maxMin"  # the first at the top
    else:
        axis = DateAxis(axId=500, crossAx=100)
        axis.number_format, axis.baseTimeUnit = dates.format, dates.unit
        axis.auto = False  # dates stay dates when there is only one of them
        if dates.step is not None:
            axis.majorUnit, axis.majorTimeUnit = dates.step, "months"
    axis.axPos = "l" if drawing.kind == "bars" else "b"
    axis.tickLblPos = "low"
    axis.majorTickMark = "out"
    axis.delete = False
    axis.txPr = _text(typeface)
    axis.spPr = GraphicalProperties(ln=LineProperties(solidFill=CHART_INK, w=9525))
    return axis


def _value_axis(drawing: Drawing, typeface: str) -> NumericAxis:
    scale = drawing.scale
    axis = NumericAxis(axId=100, crossAx=10 if drawing.dates is None else 500)
    axis.number_format = scale.format
    axis.scaling.min, axis.scaling.max, axis.majorUnit = scale.low, scale.high, scale.step
    if scale.log:
        axis.scaling.logBase = axis.majorUnit = scale.log
    if drawing.kind == "bars":
        axis.axPos, axis.crosses = "b", "max"  # the values below, though the categories run from the top
    axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=GRID_INK, w=9525))
    axis.delete = False
    axis.txPr = _text(typeface)
    axis.spPr = GraphicalProperties(ln=LineProperties(noFill=True))
    return axis


def _title(drawing: Drawing, typeface: str) -> Title:
    """What is shown in bold, its unit beside it."""
    runs = [RegularTextRun(rPr=_letters(typeface, _LARGE, TITLE_INK, bold=True), t=drawing.title)]
    if drawing.unit:
        runs.append(RegularTextRun(rPr=_letters(typeface, _SMALL, CHART_INK), t=f"  ({drawing.unit})"))
    room = Layout(ManualLayout(x=_EDGE, y=0.03, xMode="edge", yMode="edge"))
    return Title(tx=ChartText(rich=RichText(p=[Paragraph(r=runs)])), overlay=False, layout=room)


def _text(typeface: str) -> RichText:
    letters = _letters(typeface, _SMALL, CHART_INK)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[], endParaRPr=letters)])


def _letters(typeface: str, size: int, colour: str, *, bold: bool = False) -> CharacterProperties:
    """Letters of a size: the same typeface for Latin and Japanese ones."""
    font = Font(typeface=typeface)
    return CharacterProperties(sz=size, b=bold, solidFill=colour, latin=font, ea=font)
