"""A workbook of ours from a file: which template it is, where its parts stand, and what the user typed.

Parts are found by identity (table names, defined names, the stamp), never by sheet title or address.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.utils.cell import coordinate_to_tuple

from hedge_xl.core.language import LANGUAGES, Language, Text
from workbook import stamp
from workbook.books import BOOKS
from workbook.cells import ErrorValue, RawCell, XlsxBook, XlsxSheet, XlsxTable, read_book
from workbook.errors import FileError
from workbook.finding import Finding
from workbook.spec import Book, Cell, Host, Inputs, Table, Value

_NOT_OURS: Final = Text(
    "hedge_xlのブックではありません。`hedge-xl new ledger` で作ったファイルを指定してください。",
    "not a hedge_xl workbook; name a file made by `hedge-xl new ledger`.",
)
_NEWER: Final = Text(
    "新しい版のhedge_xlで作られたブックです(構造{theirs}、この版は{ours}まで)。hedge_xlを更新してください。",
    "made by a newer hedge_xl (structure {theirs}, this version knows {ours}); update hedge_xl.",
)
_NO_TABLE: Final = Text(
    "表「{name}」がありません。バックアップから戻してください。", 'table "{name}" is gone; restore it from a backup.'
)
_NO_COLUMN: Final = Text(
    "表「{name}」に列「{header}」がありません。見出しを元に戻してください。",
    'table "{name}" has no column "{header}"; restore the heading.',
)
_NO_NAME: Final = Text(
    "名前「{name}」がありません。バックアップから戻してください。",
    'the name "{name}" is gone; restore it from a backup.',
)
_ERROR_INPUT: Final = Text(
    "入力セルにエラー値 {error} があります。値を入れ直してください。",
    "an input cell holds the error {error}; enter its value again.",
)

BELOW: Final = 200  # rows under a table in which what is typed was meant for the table
_TARGET: Final = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d+)")


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table in the file: its sheet and where its columns are."""

    spec: Table
    sheet: XlsxSheet
    table: XlsxTable
    columns: dict[str, int]

    @property
    def rows(self) -> range:
        """Sheet rows that hold data."""
        top, _, bottom, _ = self.table.ref
        return range(top + self.table.header_rows, bottom + 1 - self.table.totals_rows)

    def at(self, index: int, column: str) -> tuple[int, int]:
        """Row and column on the sheet."""
        return self.rows[index], self.columns[column]

    def address(self, index: int, column: str) -> str:
        """Address on the sheet."""
        row, number = self.at(index, column)
        return f"{get_column_letter(number)}{row}"

    def cell(self, index: int, column: str) -> RawCell | None:
        """What the file holds there."""
        return self.sheet.cells.get(self.at(index, column))

    def whole_column(self, column: str) -> str:
        """The sheet's whole column in which a column stands, as a formula refers to it."""
        letter = get_column_letter(self.columns[column])
        return f"{quote_sheetname(self.sheet.name)}!${letter}:${letter}"

    @property
    def below(self) -> list[str]:
        """Addresses of the cells under the table that hold something, from the top."""
        _, left, bottom, right = self.table.ref
        places = sorted(
            (row, column)
            for (row, column), cell in self.sheet.cells.items()
            if bottom < row <= bottom + BELOW and left <= column <= right and _holds(cell)
        )
        return [f"{get_column_letter(column)}{row}" for row, column in places if not self._in_another(row, column)]

    def _in_another(self, row: int, column: int) -> bool:
        refs = [table.ref for table in self.sheet.tables if table is not self.table]
        return any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in refs)

    @property
    def touched_below(self) -> bool:
        """Whether an input column holds something right under the last data row, as the sheet's own check looks."""
        row = self.rows.stop
        return any(_holds(self.sheet.cells.get((row, self.columns[column.key]))) for column in self.spec.inputs)


def _holds(cell: RawCell | None) -> bool:
    """What COUNTA counts: any constant or formula."""
    return cell is not None and (cell.value is not None or cell.formula is not None)


@dataclass(frozen=True, slots=True)
class FoundCell:
    """A named cell in the file."""

    spec: Cell
    sheet: XlsxSheet
    row: int
    column: int

    @property
    def address(self) -> str:
        """Address on the sheet."""
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def cell(self) -> RawCell | None:
        """What the file holds there."""
        return self.sheet.cells.get((self.row, self.column))


@dataclass(slots=True)
class Opened:
    """A workbook of ours, read. With ``findings`` something it needs is missing and the rest is not to be trusted."""

    book: Book
    language: Language
    host: Host
    file: XlsxBook
    tables: dict[str, FoundTable] = field(default_factory=dict)
    cells: dict[str, FoundCell] = field(default_factory=dict)
    inputs: Inputs = field(default_factory=Inputs)
    findings: list[Finding] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether every table, column and name was found."""
        return not any(finding.code.startswith("missing-") for finding in self.findings)


def open_workbook(path: Path) -> Opened:
    """Read a workbook. FileError when it cannot be read, is not ours, or is newer than this version."""
    file = read_book(path)
    opened = _identify(file, path.name)
    for spec in opened.book.tables:
        _find_table(opened, spec)
    for cell in opened.book.cells:
        _find_cell(opened, cell)
    if opened.whole:
        _read_inputs(opened)
    return opened


def _identify(file: XlsxBook, name: str) -> Opened:
    found = file.properties
    book = BOOKS.get(str(found.get(stamp.TEMPLATE)))
    language = next((item for item in LANGUAGES if item == found.get(stamp.LANGUAGE)), None)
    host = found.get(stamp.HOST)
    schema = found.get(stamp.SCHEMA)
    if book is None or language is None or host not in ("native", "excel") or not isinstance(schema, float | int):
        raise FileError(_NOT_OURS, name)
    if schema > book.schema:
        raise FileError(_NEWER.format(theirs=int(schema), ours=book.schema), name)
    return Opened(book, language, "excel" if host == "excel" else "native", file)


def _find_table(opened: Opened, spec: Table) -> None:
    for sheet in opened.file.sheets:
        for table in sheet.tables:
            if table.name == spec.name:
                opened.tables[spec.key] = FoundTable(spec, sheet, table, _columns(opened, spec, sheet, table))
                return
    _missing(opened, "missing-table", opened.book.sheet_of(spec.key).title, "", _NO_TABLE.format(name=spec.name))


def _columns(opened: Opened, spec: Table, sheet: XlsxSheet, table: XlsxTable) -> dict[str, int]:
    place = {header: table.ref[1] + offset for offset, header in enumerate(table.columns)}
    found: dict[str, int] = {}
    for column in spec.columns:
        header = column.header.of(opened.language)
        shown = sheet.cells.get((table.ref[0], place.get(header, 0)))
        # The heading in the table's declaration and the one in its cell must agree, or Excel repairs the file.
        if header not in place or shown is None or shown.value != header:
            where = f"{get_column_letter(place[header])}{table.ref[0]}" if header in place else ""
            text = _NO_COLUMN.format(name=spec.name, header=header)
            opened.findings.append(Finding("missing-column", "error", sheet.name, where, text))
        else:
            found[column.key] = place[header]
    return found


def _find_cell(opened: Opened, spec: Cell) -> None:
    match = _TARGET.fullmatch(opened.file.names.get(spec.key, ""))
    if match:
        title = match.group(1).replace("''", "'") if match.group(1) else match.group(2)
        sheet = next((item for item in opened.file.sheets if item.name == title), None)
        if sheet is not None:
            row, column = coordinate_to_tuple(match.group(3) + match.group(4))
            opened.cells[spec.key] = FoundCell(spec, sheet, row, column)
            return
    home = next(sheet for sheet in opened.book.sheets if spec in sheet.cells)
    _missing(opened, "missing-name", home.title, "", _NO_NAME.format(name=spec.key))


def _missing(opened: Opened, code: str, sheet: Text, cell: str, text: Text) -> None:
    opened.findings.append(Finding(code, "error", sheet.of(opened.language), cell, text))


def _read_inputs(opened: Opened) -> None:
    for key, found in opened.cells.items():
        if found.spec.kind == "input":
            opened.inputs.cells[key] = _input(opened, found.sheet, found.address, found.cell)
    for key, table in opened.tables.items():
        opened.inputs.tables[key] = [
            {
                column.key: _input(opened, table.sheet, table.address(index, column.key), table.cell(index, column.key))
                for column in table.spec.inputs
            }
            for index in range(len(table.rows))
        ]
    opened.inputs.below = {key for key, table in opened.tables.items() if table.touched_below}


def _input(opened: Opened, sheet: XlsxSheet, address: str, cell: RawCell | None) -> Value:
    value = cell.value if cell is not None else None
    if isinstance(value, ErrorValue):
        text = _ERROR_INPUT.format(error=value.text)
        opened.findings.append(Finding("error-value", "error", sheet.name, address, text))
        return value.text
    return None if value == "" else value
