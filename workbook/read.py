"""A workbook of ours from a file: which template it is, where its parts stand, and what the user typed.

Parts are found by identity (table names, defined names, the stamp), never by sheet title or address.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.utils.cell import coordinate_to_tuple

from hedge_xl.core.language import LANGUAGES, Language, Text
from workbook import stamp
from workbook.books import BOOKS
from workbook.cells import CellValue, Earlier, ErrorValue, RawCell, XlsxBook, XlsxSheet, XlsxTable, read_book
from workbook.errors import FileError
from workbook.finding import Finding
from workbook.garbage import no_collections
from workbook.package import Package
from workbook.spec import HOSTS, Book, Cell, Host, Inputs, Table, Value

_NOT_OURS: Final = Text(
    "hedge_xlのブックではありません。`hedge-xl new` で作ったファイルを指定してください。",
    "not a hedge_xl workbook; name a file made by `hedge-xl new`.",
)
_NEWER: Final = Text(
    "新しい版のhedge_xlで作られたブックです(構造{theirs}、この版は{ours}まで)。hedge_xlを更新してください。",
    "made by a newer hedge_xl (structure {theirs}, this version knows {ours}); update hedge_xl.",
)
_OUTDATED: Final = Text(
    "古い版のhedge_xlで作られたブックです。`hedge-xl upgrade {file}` で今の版に上げてください。",
    "made by an older version: run `hedge-xl upgrade {file}`.",
)
_NO_TABLE: Final = Text(
    "表「{name}」がありません。バックアップから戻してください。", 'table "{name}" is gone; restore it from a backup.'
)
_NO_ROWS: Final = Text(
    "表「{name}」に行がありません。見出しのすぐ下に1行足すか、バックアップから戻してください。",
    'table "{name}" has no rows; add one right under its heading, or restore it from a backup.',
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
_SUBTOTAL: Final = re.compile(r"\bSUBTOTAL\(", re.IGNORECASE)
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

    def values(self, column: str) -> list[CellValue]:
        """What the data rows of a column hold; None for a blank."""
        return self.sheet.cells.column_values(self.columns[column], self.rows)

    def formulas(self, column: str) -> list[str | None]:
        """The formulas of the data rows of a column; equal ones are one object."""
        return self.sheet.cells.column_formulas(self.columns[column], self.rows)

    def whole_column(self, column: str) -> str:
        """The sheet's whole column in which a column stands, as a formula refers to it."""
        letter = get_column_letter(self.columns[column])
        return f"{quote_sheetname(self.sheet.name)}!${letter}:${letter}"

    @property
    def below(self) -> list[str]:
        """Addresses of the cells under the table that hold something, from the top."""
        _, left, bottom, right = self.table.ref
        under = self.sheet.cells.in_rows(range(bottom + 1, bottom + BELOW + 1), range(left, right + 1))
        places = [place for place, cell in under if _holds(cell)]
        return [f"{get_column_letter(column)}{row}" for row, column in places if not self._in_another(row, column)]

    def _in_another(self, row: int, column: int) -> bool:
        refs = [table.ref for table in self.sheet.tables if table is not self.table]
        return any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in refs)

    @property
    def touched_below(self) -> bool:
        """Whether a row stands right under the last data row, as the sheet's own check looks: a number, or two words,
        from the first input to the last. A totals row has a label there and subtotals."""
        inputs = [column.key for column in self.spec.inputs]
        if not inputs or inputs[0] not in self.columns or inputs[-1] not in self.columns:
            return False
        left, right = sorted((self.columns[inputs[0]], self.columns[inputs[-1]]))
        under = self.sheet.cells.in_rows(range(self.rows.stop, self.rows.stop + 1), range(left, right + 1))
        return sum(_weight(cell) for _, cell in under) > 1


def _weight(cell: RawCell) -> int:
    """What SUBTOTAL counts of a cell: 2 for a number, 1 for anything else, and no subtotals."""
    if not _holds(cell) or _SUBTOTAL.search(cell.formula or ""):
        return 0
    number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    return 2 if number else 1


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
    package: Package
    schema: float
    tables: dict[str, FoundTable] = field(default_factory=dict)
    cells: dict[str, FoundCell] = field(default_factory=dict)
    inputs: Inputs = field(default_factory=Inputs)
    findings: list[Finding] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether it has today's structure and every table, column and name of it was found."""
        return not self.outdated and not any(finding.code.startswith("missing-") for finding in self.findings)

    @property
    def outdated(self) -> bool:
        """Whether an older version made it, with another structure: what that had is in the inputs."""
        return self.schema < self.book.schema


def open_workbook(path: Path) -> Opened:
    """Read a workbook. FileError when it cannot be read, is not ours, or is newer than this version."""
    return open_package(Package.open(path))


def open_package(package: Package, earlier: Opened | None = None, *, books: Mapping[str, Book] | None = None) -> Opened:
    """Read a workbook from its parts, changed or not; sheets stored as in an earlier state are not read again.

    ``books`` are the declarations that it may be made from, those of this version unless given.
    """
    with no_collections():
        known = (earlier.package, earlier.file) if earlier is not None else None
        return _opened(package, known, BOOKS if books is None else books)


def _opened(package: Package, earlier: Earlier | None, books: Mapping[str, Book]) -> Opened:
    return understood(read_book(package, earlier), package, books)


def understood(file: XlsxBook, package: Package, books: Mapping[str, Book] = BOOKS) -> Opened:
    """What a workbook is and where its parts stand, from all that is in it, however that was read."""
    opened = _identify(file, package, books)
    for spec in opened.book.tables:
        _find_table(opened, spec)
    for cell in opened.book.cells:
        _find_cell(opened, cell)
    if opened.whole or opened.outdated:
        _read_inputs(opened)
    if opened.outdated:  # what an older structure lacks is no fault of the file
        opened.findings = [_outdated(opened)]
    return opened


def require_current(opened: Opened) -> None:
    """Refuse, in one line, a workbook that lacks something or has an older structure."""
    if not opened.whole:
        raise FileError(opened.findings[0].text, opened.package.file)


def _outdated(opened: Opened) -> Finding:
    text = _OUTDATED.format(file=opened.package.file)
    return Finding("outdated", "error", opened.book.title.of(opened.language), "", text)


def _identify(file: XlsxBook, package: Package, books: Mapping[str, Book]) -> Opened:
    found = file.properties
    book = books.get(str(found.get(stamp.TEMPLATE)))
    language = next((item for item in LANGUAGES if item == found.get(stamp.LANGUAGE)), None)
    host = next((item for item in HOSTS if item == found.get(stamp.HOST)), None)
    schema = found.get(stamp.SCHEMA)
    if book is None or language is None or host is None or not isinstance(schema, float | int):
        raise FileError(_NOT_OURS, package.file)
    if schema > book.schema:
        raise FileError(_NEWER.format(theirs=int(schema), ours=book.schema), package.file)
    return Opened(book, language, host, file, package, schema)


def _find_table(opened: Opened, spec: Table) -> None:
    for sheet in opened.file.sheets:
        for table in sheet.tables:
            if table.name == spec.name:
                found = FoundTable(spec, sheet, table, _columns(opened, spec, sheet, table))
                opened.tables[spec.key] = found
                if not found.rows:  # LibreOffice lets one delete them all
                    text = _NO_ROWS.format(name=spec.name)
                    opened.findings.append(Finding("missing-table", "error", sheet.name, "", text))
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
            value = found.cell.value if found.cell is not None else None
            opened.inputs.cells[key] = _input(opened, found.sheet, found.address, value)
    for key, table in opened.tables.items():
        opened.inputs.tables[key] = _rows(opened, table)
    opened.inputs.below = {key for key, table in opened.tables.items() if table.touched_below}


def _rows(opened: Opened, table: FoundTable) -> list[dict[str, Value]]:
    """The input columns, row by row."""
    keys = [column.key for column in table.spec.inputs if column.key in table.columns]
    columns = [table.values(key) for key in keys]
    odd = [(row, key) for key, column in zip(keys, columns, strict=True) for row in _odd(column)]
    rows: list[dict[str, Value]]
    rows = [dict(zip(keys, cells, strict=True)) for cells in zip(*columns, strict=True)] or [{} for _ in table.rows]
    for row, key in sorted(odd, key=lambda place: place[0]):
        rows[row][key] = _input(opened, table.sheet, table.address(row, key), rows[row][key])
    return rows


def _odd(values: list[CellValue]) -> list[int]:
    """Where a column holds an error or an empty text, which mean something else as an input."""
    if "" not in values and ErrorValue not in set(map(type, values)):
        return []
    return [row for row, value in enumerate(values) if value == "" or isinstance(value, ErrorValue)]


def _input(opened: Opened, sheet: XlsxSheet, address: str, value: CellValue) -> Value:
    if isinstance(value, ErrorValue):
        text = _ERROR_INPUT.format(error=value.text)
        opened.findings.append(Finding("error-value", "error", sheet.name, address, text))
        return value.text
    return None if value == "" else value
