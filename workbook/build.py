"""From a declaration and a user's inputs to the bytes of a finished workbook.

openpyxl makes the skeleton; `workbook.finish` writes every formula's value into it. Same inputs, same bytes.
"""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as XlCell
from openpyxl.packaging.custom import IntProperty, StringProperty
from openpyxl.styles import Protection
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table as XlTable
from openpyxl.worksheet.table import TableFormula, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from hedge_xl import __version__
from hedge_xl.core.language import Language, Text
from workbook import stamp
from workbook.build_charts import caption, caption_lines, frame_words, placed
from workbook.build_page import set_up_page
from workbook.build_rules import MARKED, alerting, hiding_gaps, validating
from workbook.cell_values import ErrorValue
from workbook.dialect import Dialect
from workbook.edit import brought_to
from workbook.editions.built import as_edition
from workbook.finding import filled
from workbook.finish import Cached, FrameWords, finish
from workbook.garbage import no_collections
from workbook.layout import (
    HEADING_ROW,
    INTRO_ROW,
    STATUS_ROW,
    BlockPlace,
    ChartsPlace,
    TablePlace,
    cell_places,
    chart_frames,
    places,
    widths,
)
from workbook.package import Package
from workbook.read import open_package
from workbook.spec import Block, Book, Cell, Column, Host, Inputs, Item, Sheet, Styled, Table, Value
from workbook.style import CHART_ROW, HEIGHTS, LOOKS, Look, cell_look, column_look
from workbook.text import display_width
from workbook.twin import Model, is_error

_INPUT: Final = Text("入力 {unit}", "input {unit}")
_LINE_HEIGHT: Final = 14.5
_BREATH: Final = 5  # points between a caption and what is below it
_CHARACTERS_A_WIDTH: Final = 1.05
FIRST_ROWS: Final = 2  # of a long table, written with the rest of the workbook
MOST_ROWS: Final = 100  # up to which a table is written with the rest of the workbook, row by row
_ALERTS: Final = {"status": "{checks_total}>0", "count": "{cell}>0"}
Values = dict[str, dict[tuple[int, int], Cached]]


def complete(book: Book, inputs: Inputs) -> Inputs:
    """The inputs with at least one row per table: an Excel table cannot be empty."""
    tables = {table.key: inputs.tables.get(table.key) or [{}] for table in book.tables}
    return Inputs(dict(inputs.cells), tables, set(inputs.below))


def unit_words(column: Column) -> Text:
    """What stands above a column's heading."""
    return filled(_INPUT, unit=column.unit) if column.kind == "input" else column.unit


def build(
    book: Book,
    inputs: Inputs,
    language: Language,
    *,
    host: Host = "native",
    modified: datetime,
    protect: bool = False,
    carry: bool = True,
) -> bytes:
    """The workbook as a file. ``modified`` is the only date that it carries of itself.

    The rows of a long table are streamed into the file by the code that adds rows to a ledger: the same file in a
    tenth of openpyxl's time. Without ``carry`` it has the sheets of its edition and nothing else that the edition
    works with.
    """
    whole = complete(book, inputs)
    first = {key: rows[:FIRST_ROWS] if len(rows) > MOST_ROWS else rows for key, rows in whole.tables.items()}
    model = Model(book, Inputs(whole.cells, first, whole.below), language, host)
    counts = {key: len(rows) for key, rows in whole.tables.items()}
    made = _built(_Writer(model, Dialect(book, host, language), protect, counts), modified)
    if any(len(rows) < len(whole.tables[key]) for key, rows in first.items()):
        with no_collections():
            opened = open_package(Package(made, f"{book.key}.xlsx"), books={book.key: book})
            made = brought_to(opened, replace(opened.inputs, tables=whole.tables))[0]
    return as_edition(made, host, language) if carry else made


def _built(writer: "_Writer", modified: datetime) -> bytes:
    """The workbook, every cell written by openpyxl."""
    for sheet in writer.model.book.sheets:
        writer.sheet(sheet)
    stream = BytesIO()
    writer.workbook.save(stream)
    return finish(stream.getvalue(), writer.values, modified=modified, frames=writer.frames)


@dataclass(slots=True)
class _Pen:
    """Writes cells of one sheet."""

    sheet: Worksheet
    language: Language
    styles: dict[tuple[Look, str], StyleArray]

    def put(self, row: int, column: int, value: Value | Text, look: Look, form: str = "General") -> XlCell:
        cell = self.sheet.cell(row, column)
        cell.value = value.of(self.language) if isinstance(value, Text) else value
        known = self.styles.get((look, form))
        if known is None:
            cell.font = look.font(self.language)
            cell.alignment = look.alignment
            if look.pattern:
                cell.fill = look.pattern
            if look.border:
                cell.border = look.border
            cell.number_format = form
            self.styles[look, form] = copy(cell._style)
        else:  # openpyxl spends most of its time on finding equal styles again
            cell._style = copy(known)
        return cell

    def words(self, row: int, column: int, text: Text, look: str) -> None:
        cell = self.put(row, column, text, LOOKS[look])
        cell.data_type = "s"  # words that begin with = or + are words
        if look in HEIGHTS:
            self.sheet.row_dimensions[row].height = HEIGHTS[look]

    def cover(self, row: int, column: int, span: int, look: Look) -> None:
        """Let a cell cover the columns right of it."""
        for place in range(column + 1, column + span):
            self.put(row, place, None, look)
        if span > 1:
            self.sheet.merge_cells(None, row, column, row, column + span - 1)


class _Writer:
    def __init__(self, model: Model, dialect: Dialect, protect: bool, counts: Mapping[str, int]) -> None:
        """``counts`` are the rows that every table will have in the end."""
        self.model = model
        self.counts = counts
        self.dialect = dialect
        self.protect = protect
        self.language = model.language
        self.workbook = Workbook()
        self.workbook.remove(self.workbook.active)
        self.values: Values = {}
        self.frames: list[FrameWords] = []
        self.widths: tuple[float, ...] = ()
        self.styles: dict[tuple[Look, str], StyleArray] = {}
        properties = self.workbook.properties
        properties.creator = f"hedge_xl {__version__}"
        properties.title = model.book.title.of(self.language)
        properties.language = self.language
        for name, value in stamp.properties(model.book, self.language, model.host).items():
            kind = IntProperty if isinstance(value, int) else StringProperty
            self.workbook.custom_doc_props.append(kind(name=name, value=value))

    def sheet(self, spec: Sheet) -> None:
        title = spec.title.of(self.language)
        sheet = self.workbook.create_sheet(title)
        self.values[title] = {}
        pen = _Pen(sheet, self.language, self.styles)
        self.widths = widths(spec)
        left = spec.indent + 1
        pen.words(HEADING_ROW, left, spec.heading, "heading")
        pen.words(INTRO_ROW, left, spec.intro, "intro")
        self._cell(pen, spec.status, STATUS_ROW, left)
        sheet.row_dimensions[STATUS_ROW].height = HEIGHTS["status"]
        for place in places(spec):
            if isinstance(place, BlockPlace):
                self._block(pen, place, left)
            elif isinstance(place, ChartsPlace):
                self._charts(pen, place, spec)
            else:
                self._table(pen, place, left)
        self._names(spec, title)
        set_up_page(sheet, spec, self.model.rows(spec.table) if spec.table is not None else 0)
        sheet.protection.sheet = self.protect

    def _block(self, pen: _Pen, place: BlockPlace, left: int) -> None:
        pen.words(place.title, left, place.block.title, "title")
        if place.header is not None:
            for column, text in enumerate(place.block.header, start=left):
                pen.words(place.header, column, text, "header")
        for offset, row in enumerate(place.block.rows):
            for number, item in enumerate(row):
                self._item(pen, item, place.first + offset, left + number, _style(place.block, number))
            self._heighten(pen, place, offset, left)

    def _heighten(self, pen: _Pen, place: BlockPlace, offset: int, left: int) -> None:
        """Room for the words that wrap: programs that only show the file do not measure them."""
        lines = 1
        for number, item in enumerate(place.block.rows[offset]):
            style = item.style if isinstance(item, Styled) else _style(place.block, number)
            words = item.text if isinstance(item, Styled) else item
            if isinstance(words, Text) and LOOKS[style].wrap:
                first = left + number - 1
                width = sum(self.widths[first : first + (item.span if isinstance(item, Styled) else 1)])
                lines = max(lines, _lines(words.of(self.language), int(width * _CHARACTERS_A_WIDTH)))
        if lines > 1:
            pen.sheet.row_dimensions[place.first + offset].height = lines * _LINE_HEIGHT

    def _charts(self, pen: _Pen, place: ChartsPlace, spec: Sheet) -> None:
        pen.words(place.title, spec.indent + 1, place.charts.title, "title")
        for frame in chart_frames(spec, place):
            pen.sheet.add_chart(placed(spec, frame, self.model, self.counts))
            self.frames.append(frame_words(frame.chart, self.model))
            for row in range(frame.top, frame.caption):
                pen.sheet.row_dimensions[row].height = CHART_ROW
            words = caption(frame.chart)
            pen.words(frame.caption, frame.left, words, "caption")
            if frame.right > frame.left:
                pen.sheet.merge_cells(None, frame.caption, frame.left, frame.caption, frame.right)
            height = caption_lines(spec, frame, words.of(self.language)) * _LINE_HEIGHT + _BREATH
            below = pen.sheet.row_dimensions[frame.caption]
            below.height = max(below.height or 0, height)

    def _item(self, pen: _Pen, item: Item, row: int, column: int, style: str) -> None:
        if isinstance(item, Text):
            pen.words(row, column, item, style)
        elif isinstance(item, Styled):
            pen.words(row, column, item.text, item.style)
            pen.cover(row, column, item.span, LOOKS[item.style])
        elif isinstance(item, Cell):
            self._cell(pen, item, row, column)
            pen.cover(row, column, item.span, cell_look(item))
            if item.style in HEIGHTS:
                pen.sheet.row_dimensions[row].height = HEIGHTS[item.style]

    def _cell(self, pen: _Pen, cell: Cell, row: int, column: int) -> None:
        value = self.model.cell(cell.key)
        if cell.kind == "input":
            written = pen.put(row, column, value, cell_look(cell), cell.format)
            if cell.validation:
                pen.sheet.add_data_validation(validating(cell.validation, self.dialect, written.coordinate))
        else:
            formula = self.dialect.write(cell.notation(self.model.host))
            pen.put(row, column, f"={formula}", cell_look(cell), cell.format)
            self.values[pen.sheet.title][row, column] = value
        self._protection(pen.sheet.cell(row, column), cell.kind)
        condition = cell.alert or _ALERTS.get(cell.style)
        if condition:
            where = pen.sheet.cell(row, column).coordinate
            pen.sheet.conditional_formatting.add(where, alerting(condition, self.dialect, where))

    def _protection(self, cell: XlCell, kind: str) -> None:
        if self.protect and kind == "input":
            cell.protection = Protection(locked=False)

    def _table(self, pen: _Pen, place: TablePlace, left: int) -> None:
        rows = self.model.rows(place.table)
        pen.words(place.title, left, place.table.title, "title")
        for number, column in enumerate(place.table.columns, start=1):
            pen.words(place.units, number, unit_words(column), "units")
            pen.words(place.header, number, column.header, "header")
            self._column(pen, place, number, column, rows)
        self._list_object(pen.sheet, place, rows)

    def _column(self, pen: _Pen, place: TablePlace, number: int, column: Column, rows: int) -> None:
        look = column_look(column)
        values = self.model.column(place.table.key, column.key)
        formula = f"={self._formula(column, place.table)}" if column.kind != "input" else ""
        cached = self.values[pen.sheet.title]
        for row, value in enumerate(values, start=place.header + 1):
            cell = pen.put(row, number, formula or value, look, column.format)
            self._protection(cell, column.kind)
            if formula:
                cached[row, number] = ErrorValue(str(value)) if is_error(value) else value
            elif isinstance(value, str) and not is_error(value):
                cell.data_type = "s"  # a note that begins with = is a note
        letter = get_column_letter(number)
        first, last = f"{letter}{place.header + 1}", f"{letter}{place.header + rows}"
        if column.validation:
            pen.sheet.add_data_validation(validating(column.validation, self.dialect, f"{first}:{last}", column))
        if column.alert or column.kind == "check":
            rule = alerting(column.alert or MARKED, self.dialect, first)
            pen.sheet.conditional_formatting.add(f"{first}:{last}", rule)
        if column.line:
            pen.sheet.conditional_formatting.add(f"{first}:{last}", hiding_gaps(self.dialect, first))

    def _formula(self, column: Column, table: Table) -> str:
        return self.dialect.write(column.notation(self.model.host), table)

    def _list_object(self, sheet: Worksheet, place: TablePlace, rows: int) -> None:
        last = f"{get_column_letter(len(place.table.columns))}{place.header + rows}"
        table = XlTable(displayName=place.table.name, name=place.table.name, ref=f"A{place.header}:{last}")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        table._initialise_columns()
        for item, column in zip(table.tableColumns, place.table.columns, strict=True):
            item.name = column.header.of(self.language)
            if column.kind != "input":
                item.calculatedColumnFormula = TableFormula(attr_text=self._formula(column, place.table))
        sheet.add_table(table)

    def _names(self, spec: Sheet, title: str) -> None:
        for cell, row, column in cell_places(spec):
            target = f"{quote_sheetname(title)}!${get_column_letter(column)}${row}"
            name = DefinedName(cell.key, attr_text=target, hidden=cell.kind != "input" or cell.style == "tick")
            self.workbook.defined_names[cell.key] = name


def _style(block: Block, number: int) -> str:
    return block.styles[number] if number < len(block.styles) else ""


def _lines(words: str, width: int) -> int:
    """How many lines the words take, in characters of half width."""
    return sum(max(1, -(-display_width(line) // width)) for line in words.split("\n"))
