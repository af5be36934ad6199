"""The charts of a sheet, from their declarations: which cells they stand on, what these hold, and where they go."""

from collections.abc import Iterator, Mapping
from typing import Final

from openpyxl.chart._chart import ChartBase
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor

from hedge_xl.core.language import Text
from workbook.chart import Chart, Series
from workbook.chart_drawing import Dates, Drawing, Drawn, Scale, Span, draw
from workbook.finish import FrameWords
from workbook.layout import BlockPlace, ChartFrame, cell_places, places, table_cell, widths
from workbook.spec import Cell, Sheet, Styled, Value
from workbook.strokes import STROKES
from workbook.text import display_width
from workbook.twin import Model

_MONTHS: Final = "month"  # the key of every column of month ends
_SHORT: Final = 24  # months up to which the program chooses which are named: a chart may begin with one and grow
_STEPS: Final = (3, 6, 12, 24, 60, 120)  # months from one name to the next
_NAMES: Final = 8  # that have room below a chart
_LOG_BASE: Final = 2.0
_GAP: Final = 90_000  # EMU between two charts, a quarter of a centimetre
_CAPTION: Final = Text("{about}(単位: {unit}、{source})", "{about} (unit: {unit}; {source})")
_SHOWN: Final = Text("{title}: {about}。系列: {names}", "{title}: {about}. Series: {names}")


def frame_words(chart: Chart, model: Model) -> FrameWords:
    """Name and description of a chart's frame."""
    language = model.language
    names = ", ".join(series.name.of(language) for series in chart.series)
    title, about = chart.title.of(language), chart.about.of(language).rstrip("。.")
    return FrameWords(chart.key, _SHOWN.of(language).format(title=title, about=about, names=names))


def caption(chart: Chart) -> Text:
    """The words below a chart: what it shows, its unit and its source."""
    return Text(
        _CAPTION.ja.format(about=chart.about.ja.rstrip("。"), unit=chart.axis.ja, source=chart.source),
        _CAPTION.en.format(about=chart.about.en.rstrip("."), unit=chart.axis.en, source=chart.source),
    )


def caption_lines(sheet: Sheet, frame: ChartFrame, words: str) -> int:
    """Lines that the words take below their chart."""
    room = sum(_width(sheet, column) for column in range(frame.left, frame.right + 1))
    return max(1, -(-display_width(words) // int(room)))


def placed(sheet: Sheet, frame: ChartFrame, model: Model, counts: Mapping[str, int]) -> ChartBase:
    """The chart on its cells, for tables that will have so many rows."""
    chart = draw(_drawing(frame.chart, model, counts), model.language)
    chart.anchor = TwoCellAnchor(
        editAs="oneCell",
        _from=AnchorMarker(col=frame.left - 1, colOff=_GAP if frame.left > sheet.indent + 1 else 0, row=frame.top - 1),
        to=AnchorMarker(col=frame.right, row=frame.bottom),
    )
    return chart


def _width(sheet: Sheet, column: int) -> float:
    known = widths(sheet)
    return known[column - 1] if column <= len(known) else 8.43


def _drawing(chart: Chart, model: Model, counts: Mapping[str, int]) -> Drawing:
    source = (chart.categories or chart.series[0].values).partition(".")
    categories = _span(model, chart.categories) if chart.categories else _labels(model, chart.series[0])
    return Drawing(
        chart.title.of(model.language),
        chart.axis.of(model.language),
        chart.kind,
        categories,
        [_drawn(series, model) for series in chart.series],
        Scale(chart.format, chart.low, chart.high, log=_LOG_BASE if chart.log else 0),
        counts[source[0]] if source[1] else len(categories.values),
        _dates(chart, categories, counts),
    )


def _drawn(series: Series, model: Model) -> Drawn:
    return Drawn(series.name.of(model.language), _span(model, series.values), STROKES[series.look], series.line)


def _dates(chart: Chart, categories: Span, counts: Mapping[str, int]) -> Dates | None:
    if "yy" not in categories.format:
        return None
    if chart.categories.rpartition(".")[2] != _MONTHS:
        return Dates(categories.format, "days")
    count = counts[chart.categories.partition(".")[0]]
    step = next((step for step in _STEPS if count <= step * _NAMES), _STEPS[-1])
    return Dates("yyyy-mm", step=step if count > _SHORT else None)


# --- the cells that a chart stands on ---------------------------------------------------------------


def _span(model: Model, source: str) -> Span:
    """``table.column``, or ``first_cell:last_cell``."""
    first, _, last = source.partition(":")
    return _cells(model, first, last) if last else _column(model, *source.split("."))


def _column(model: Model, table: str, column: str) -> Span:
    sheet = model.book.sheet_of(table).title.of(model.language)
    values = model.column(table, column)
    first = table_cell(model.book, table, 0, column)
    last = table_cell(model.book, table, len(values) - 1, column)
    return Span(sheet, first, last, tuple(values), model.book.table(table).column(column).format)


def _cells(model: Model, first: str, last: str) -> Span:
    sheet, found = _where(model, first)
    start, end = found[first], found[last]
    across = start[0] == end[0]
    if not (across or start[1] == end[1]):
        raise ValueError(f"cells {first} and {last} stand neither in a row nor below each other")
    named = {place: key for key, place in found.items()}
    values = tuple(model.cell(named[place]) if place in named else None for place in _between(start, end))
    form = next(cell.format for cell in sheet.cells if cell.key == first)
    return Span(sheet.title.of(model.language), start, end, values, form)


def _between(start: tuple[int, int], end: tuple[int, int]) -> Iterator[tuple[int, int]]:
    return ((row, column) for row in range(start[0], end[0] + 1) for column in range(start[1], end[1] + 1))


def _where(model: Model, key: str) -> tuple[Sheet, dict[str, tuple[int, int]]]:
    """The sheet of a named cell, and where every named cell of that sheet stands."""
    for sheet in model.book.sheets:
        found = {cell.key: (row, column) for cell, row, column in cell_places(sheet)}
        if key in found:
            return sheet, found
    raise ValueError(f"no cell {key}")


def _labels(model: Model, series: Series) -> Span:
    """The words at the left end of the lines in which a series' cells stand."""
    first, _, last = series.values.partition(":")
    sheet, found = _where(model, first)
    (top, _), (bottom, _) = found[first], found[last]
    values = tuple(_label(model, sheet, row) for row in range(top, bottom + 1))
    left = sheet.indent + 1
    return Span(sheet.title.of(model.language), (top, left), (bottom, left), values, "@")


def _label(model: Model, sheet: Sheet, row: int) -> Value:
    for place in places(sheet):
        if isinstance(place, BlockPlace) and 0 <= row - place.first < len(place.block.rows):
            item = place.block.rows[row - place.first][0]
            if isinstance(item, Cell):
                return model.cell(item.key)
            words = item.text if isinstance(item, Styled) else item
            return words.of(model.language) if words is not None else None
    return None
