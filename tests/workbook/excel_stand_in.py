"""Excel with a workbook open, as xlwings shows it on Windows: as much of it as hedge-xl may use, and no more.

It is loaded from a real file. What a caller asks that is not here fails; what Excel would do, it does: a longer table
gets no formats, a text is read as typing is, a number typed into a text cell becomes a text, a filled-down formula is
calculated at the next recalculation. The values are those of the twins, found by place in the file that was loaded.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from openpyxl.utils import get_column_letter

from workbook.cell_types import ErrorValue
from workbook.edit.growth import Growth, locator
from workbook.live.cells_read import ERRORS
from workbook.ooxml import main
from workbook.package import Package
from workbook.read import Opened, open_package
from workbook.spec import Inputs, Value
from workbook.twin import Model

CODES = {text: code for code, text in ERRORS.items()}
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?", re.IGNORECASE)
DAY = re.compile(r"(\d{4}[-/])?\d\d?[-/]\d\d?")


class ComError(Exception):
    """pywintypes.com_error: a code, words, details."""


class ExcelBusyError(Exception):
    """xlwings gave up."""


def refused(words: str) -> ComError:
    return ComError(-2147352567, "Exception occurred.", (0, "Excel", words, None, 0, -2146827284), None)


@dataclass
class Cell:
    value: Any = None  # as Excel keeps it
    formula: str | None = None
    format: str = "General"
    prefix: bool = False


@dataclass
class Settings:
    """What a test may change of Excel."""

    ready: bool = True
    calculates: bool = True
    read_only: bool = False
    fails_at: str = ""
    calls: list[str] = field(default_factory=list)


class Strict:
    """Nothing may be set on it that Excel does not have."""

    def __setattr__(self, name: str, value: Any) -> None:
        assert name.startswith("_") or isinstance(getattr(type(self), name, None), property), name
        super().__setattr__(name, value)


class RangeApi(Strict):
    def __init__(self, sheet: "Sheet", top: int, left: int, bottom: int, right: int) -> None:
        self._sheet, self._place = sheet, (top, left, bottom, right)

    def _cells(self) -> list[list[Cell]]:
        top, left, bottom, right = self._place
        return [[self._sheet._cell(r, c) for c in range(left, right + 1)] for r in range(top, bottom + 1)]

    def _told(self, what: Callable[[Cell], Any]) -> Any:
        rows = tuple(tuple(what(cell) for cell in row) for row in self._cells())
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows

    @property
    def Value2(self) -> Any:
        return self._told(lambda cell: cell.value)

    @Value2.setter
    def Value2(self, given: Any) -> None:
        self._sheet._book._call("Value2")
        cells = self._cells()
        rows = given if isinstance(given, tuple) else ((given,),)
        assert (len(rows), len(rows[0])) == (len(cells), len(cells[0]))
        for row, values in zip(cells, rows, strict=True):
            for cell, value in zip(row, values, strict=True):
                type_in(cell, value)

    @property
    def Formula(self) -> Any:
        return self._told(lambda cell: f"={cell.formula}" if cell.formula else shown(cell.value))

    @property
    def NumberFormat(self) -> str | None:
        formats = {cell.format for row in self._cells() for cell in row}
        return formats.pop() if len(formats) == 1 else None

    @NumberFormat.setter
    def NumberFormat(self, given: str) -> None:
        self._sheet._book._call("NumberFormat")
        for row in self._cells():
            for cell in row:
                cell.format = given

    def FillDown(self) -> None:
        self._sheet._book._call("FillDown")
        first, *rest = self._cells()
        for row in rest:
            for above, cell in zip(first, row, strict=True):
                cell.value, cell.formula, cell.format = above.value, above.formula, above.format


def type_in(cell: Cell, value: Any) -> None:
    """What Excel makes of a value that is typed into a cell."""
    assert value is None or isinstance(value, bool | float | str), f"not what COM would take: {value!r}"
    cell.formula, cell.prefix = None, False
    if isinstance(value, str) and cell.format != "@":
        if value.startswith("'"):
            value, cell.prefix = value[1:], True
        elif value.startswith("="):
            value, cell.formula = 0.0, value[1:]
        elif NUMBER.fullmatch(value.strip()):
            value = float(value)
        elif DAY.fullmatch(value.strip()):
            value = 46000.0  # some day
        elif value.strip().upper() in ("TRUE", "FALSE"):
            value = value.strip().upper() == "TRUE"
    elif cell.format == "@" and value is not None and not isinstance(value, str):
        value = shown(value)
    cell.value = None if value == "" else value


def shown(value: Any) -> str:
    return "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)


class Range(Strict):
    def __init__(self, sheet: "Sheet", first: tuple[int, int], last: tuple[int, int]) -> None:
        self._sheet, self._first, self._last = sheet, first, last

    @property
    def row(self) -> int:
        return self._first[0]

    @property
    def column(self) -> int:
        return self._first[1]

    @property
    def shape(self) -> tuple[int, int]:
        return self._last[0] - self._first[0] + 1, self._last[1] - self._first[1] + 1

    @property
    def api(self) -> RangeApi:
        return RangeApi(self._sheet, *self._first, *self._last)


class Table(Strict):
    def __init__(self, sheet: "Sheet", name: str, ref: tuple[int, int, int, int], totals: bool) -> None:
        self._sheet, self._name, self._ref = sheet, name, ref
        self._shown = SimpleNamespace(ShowHeaders=True, ShowTotals=totals, AutoFilter=None)

    @property
    def name(self) -> str:
        return self._name

    @property
    def range(self) -> Range:
        top, left, bottom, right = self._ref
        return Range(self._sheet, (top, left), (bottom, right))

    @property
    def api(self) -> Any:
        return self._shown

    def resize(self, area: Range) -> None:
        self._sheet._book._call("resize")
        assert (area.row, area.column) == self._ref[:2]
        assert area.shape[1] == self._ref[3] - self._ref[1] + 1
        self._ref = (*self._ref[:2], area.row + area.shape[0] - 1, self._ref[3])


class Named(dict[str, Any]):
    """A collection by name; going through it gives what is in it."""

    def __iter__(self) -> Any:
        return iter(list(self.values()))


class Sheet(Strict):
    def __init__(self, book: "Book", name: str) -> None:
        self._book, self._name = book, name
        self._grid: dict[tuple[int, int], Cell] = {}
        self._tables: Named = Named()
        self._api = SimpleNamespace(Type=-4167, ProtectContents=False)

    def _cell(self, row: int, column: int) -> Cell:
        return self._grid.setdefault((row, column), Cell())

    @property
    def name(self) -> str:
        return self._name

    @property
    def api(self) -> Any:
        return self._api

    @property
    def tables(self) -> Named:
        return self._tables

    @property
    def used_range(self) -> Range:
        rows, columns = zip(*self._grid, strict=True)
        return Range(self, (min(rows), min(columns)), (max(rows), max(columns)))

    def range(self, first: tuple[int, int], last: tuple[int, int]) -> Range:
        return Range(self, first, last)


def formats_of(package: Package) -> list[str]:
    """The number format of each cell format of a file."""
    (part,) = package.related(package.workbook_part, "styles")
    root = package.xml(part)
    codes = {item.get("numFmtId"): str(item.get("formatCode")) for item in root.iter(main("numFmt"))}
    codes |= {"0": "General", "49": "@"}
    ids = [str(item.get("numFmtId")) for item in root.iterfind(f"{main('cellXfs')}/{main('xf')}")]
    return [codes.get(number, f"built in {number}") for number in ids]


class Book(Strict):
    """The open workbook. ``path`` is where its file is."""

    def __init__(self, data: bytes, path: Path) -> None:
        self._data, self._path = data, path
        self._opened: Opened = open_package(Package(data, path.name))
        self._settings = Settings()
        self._formats = formats_of(self._opened.package)
        self._sheets = Named()
        for sheet in self._opened.file.sheets:
            self._sheets[sheet.name] = self._loaded(sheet)

    def _loaded(self, stored: Any) -> Sheet:
        sheet = Sheet(self, stored.name)
        for (row, column), cell in stored.cells.items():
            value = CODES[cell.value.text] if isinstance(cell.value, ErrorValue) else cell.value
            sheet._grid[row, column] = Cell(value, cell.formula, self._formats[cell.style])
        for table in stored.tables:
            sheet._tables[table.name] = Table(sheet, table.name, table.ref, bool(table.totals_rows))
        return sheet

    def _call(self, name: str) -> None:
        self._settings.calls.append(name)
        if self._settings.fails_at == f"{name} {self._settings.calls.count(name)}":
            raise refused(f"{name} failed")

    # --- what xlwings shows ---------------------------------------------------------------------

    @property
    def name(self) -> str:
        return self._path.name

    @property
    def sheets(self) -> Named:
        return self._sheets

    @property
    def names(self) -> list[Any]:
        return [SimpleNamespace(name=k, refers_to=f"={v}") for k, v in self._opened.file.names.items()]

    @property
    def app(self) -> Any:
        return SimpleNamespace(api=SimpleNamespace(Ready=self._settings.ready), calculate=self._calculate)

    @property
    def api(self) -> Any:
        properties = [SimpleNamespace(Name=k, Value=v) for k, v in self._opened.file.properties.items()]
        return SimpleNamespace(
            ReadOnly=self._settings.read_only,
            Date1904=self._opened.file.date1904,
            CustomDocumentProperties=properties,
            FullName=str(self._path),
            SaveCopyAs=lambda path: Path(path).write_bytes(self._data),
        )

    # --- what Excel does ------------------------------------------------------------------------

    def _calculate(self) -> None:
        self._call("calculate")
        if self._settings.calculates:
            inputs = self.inputs()
            self._show(inputs, model_at(self._opened, inputs))

    def _show(self, inputs: Inputs, model: Model) -> None:
        for key, cell in self._opened.cells.items():
            if cell.spec.kind != "input":
                self._set(cell.sheet.name, cell.row, cell.column, model.cell(key))
        for key, found in self._opened.tables.items():
            for column in found.spec.columns:
                if column.kind != "input":
                    for index, value in enumerate(model.column(key, column.key)):
                        place = found.rows.start + index, found.columns[column.key]
                        self._set(found.sheet.name, *place, value)

    def _set(self, sheet: str, row: int, column: int, value: Value) -> None:
        cell = self._sheets[sheet]._cell(row, column)
        if cell.formula is not None:
            cell.value = CODES.get(value, value) if isinstance(value, str) else "" if value is None else value
            cell.value = float(cell.value) if type(value) is int else cell.value

    def inputs(self) -> Inputs:
        """What is typed, by the places that the file told; tables are as long as they are now."""
        cells = {
            key: self._sheets[cell.sheet.name]._cell(cell.row, cell.column).value
            for key, cell in self._opened.cells.items()
            if cell.spec.kind == "input"
        }
        tables, below = {}, set()
        for key, found in self._opened.tables.items():
            sheet = self._sheets[found.sheet.name]
            table = sheet.tables[found.table.name]
            bottom = table._ref[2] - int(table._shown.ShowTotals)
            rows = range(found.rows.start, bottom + 1)
            if any(isinstance(sheet._cell(bottom + 1, c).value, float) for c in found.columns.values()):
                below.add(key)
            tables[key] = [
                {c.key: sheet._cell(row, found.columns[c.key]).value for c in found.spec.inputs} for row in rows
            ]
        return Inputs(cells, tables, below)

    def cell(self, sheet: str, address: str) -> Cell:
        """A cell by its address, for a test."""
        match = re.fullmatch(r"([A-Z]+)(\d+)", address)
        assert match
        columns = {get_column_letter(number): number for number in range(1, 100)}
        return self._sheets[sheet]._cell(int(match[2]), columns[match[1]])


def model_at(opened: Opened, inputs: Inputs) -> Model:
    """Every value, with cells addressed where they stand in the file."""
    places = {key: Growth(found, 0) for key, found in opened.tables.items()}
    return Model(opened.book, inputs, opened.language, opened.host, locator(places))


def xlwings_with(*books: Book) -> Any:
    """The xlwings module, with Excel running."""
    windows = SimpleNamespace(pywintypes=SimpleNamespace(com_error=ComError), ExcelBusyError=ExcelBusyError)
    return SimpleNamespace(apps=[SimpleNamespace(books=list(books))], _xlwindows=windows)
