"""The cells of one sheet part, read in a single pass that keeps only what it returns.

A large part in the plain form that programs write is read by `workbook.plain_sheet_xml`; this reads every form.
"""

import math
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from lxml import etree
from openpyxl.formula.translate import Translator
from openpyxl.utils import column_index_from_string, get_column_letter

from workbook import refusals
from workbook.cell_values import CellValue, ErrorValue, FormulaKind
from workbook.errors import FileError
from workbook.grid import MAX_COLUMN as MAX_COLUMN
from workbook.grid import MAX_ROW as MAX_ROW
from workbook.grid import Grid, Trait
from workbook.ooxml import is_true, main, stream_xml, unescape
from workbook.package import Package
from workbook.plain_sheet_xml import read_plain
from workbook.plain_xml import NotPlainError
from workbook.serials import to_serial

WORTH: Final = 100_000  # bytes from which on the plain reader is the faster one
_CELL, _ROW, _PROTECTION = main("c"), main("row"), main("sheetProtection")
_FORMULA, _VALUE, _INLINE = main("f"), main("v"), main("is")
_TEXT, _RUN = main("t"), main("r")
_EACH_TRANSLATION: Final = 50  # what moving a formula costs at least, in characters
_MOST_TRANSLATED: Final = 10_000_000  # seconds of work
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_NUMBER: Final = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?")
_KINDS: Final[dict[str | None, FormulaKind]] = {
    None: "normal",
    "normal": "normal",
    "shared": "shared",
    "array": "array",
    "dataTable": "dataTable",
}


def read_sheet(package: Package, part: str, strings: Sequence[str], date1904: bool) -> tuple[Grid, bool]:
    """All cells of a sheet that hold anything or are formatted, and whether the sheet is protected."""
    if package.size(part) >= WORTH:
        reader = _SheetReader(package.file, part, strings, date1904)
        try:
            with package.stream(part) as source:
                return reader.cells, read_plain(source, reader)
        except NotPlainError:
            pass  # what was read of it counts for nothing: from the start again, with a parser
    reader = _SheetReader(package.file, part, strings, date1904)
    with package.stream(part) as source:
        for element in stream_xml(source, (_ROW, _PROTECTION), part, package.file):
            if element.tag == _ROW:
                reader.read_row(element)
            else:
                reader.protected = is_true(element.get("sheet"))
    return reader.cells, reader.protected


def rich_text(element: etree._Element) -> str:
    """A string item's text: its runs in order, without the phonetic guide printed above Japanese text."""
    pieces = [element.findtext(_TEXT) or ""]
    pieces += [run.findtext(_TEXT) or "" for run in element.iterchildren(_RUN)]
    return unescape("".join(pieces))


class _SheetReader:
    """Carries what one cell's meaning takes from the cells before it: the position and the shared formulas."""

    def __init__(self, file: str, part: str, strings: Sequence[str], date1904: bool) -> None:
        self.file, self.part, self.strings, self.date1904 = file, part, strings, date1904
        self.cells = Grid()
        self.protected = False
        self._shared: dict[str, Translator] = {}
        self._translated = 0
        self.row = 0

    def read_row(self, row: etree._Element) -> None:
        """Every cell of a row; rows and cells that do not say where they are follow the one before."""
        self.row = self._index(row.get("r"), self.row + 1, MAX_ROW)
        column = 0
        for cell in row.iterchildren(_CELL):
            column = self._column(cell.get("r"), column + 1)
            position = (self.row, column)
            value, trait = self._cell(cell, position)
            if not self.cells.add(*position, value, self.cells.number(trait)):
                raise self._bad(position, "two cells in one place")

    def _index(self, text: str | None, implied: int, limit: int) -> int:
        index = implied if text is None else int(text) if text.isascii() and text.isdigit() else 0
        if not 1 <= index <= limit:
            raise self._bad((implied, 1), f"row {text}")
        return index

    def _column(self, reference: str | None, implied: int) -> int:
        if reference is None:
            column = implied
        else:
            match = _REFERENCE.fullmatch(reference)
            if match is None or int(match[2]) != self.row:
                raise self._bad((self.row, implied), f"r={reference}")
            column = _column_number(match[1])
        if not 1 <= column <= MAX_COLUMN:
            raise self._bad((self.row, 1), f"column {column}")
        return column

    def _cell(self, cell: etree._Element, position: tuple[int, int]) -> tuple[CellValue, Trait]:
        style = cell.get("s", "0")
        if not (style.isascii() and style.isdigit()):
            raise self._bad(position, f"s={style}")
        children = {child.tag: child for child in cell}  # far cheaper than searching for each
        value = self._value(cell.get("t", "n"), children, position)
        element = children.get(_FORMULA)
        if element is None:
            return value, Trait(int(style))
        kind = _KINDS.get(element.get("t"))
        if kind is None:
            raise self._bad(position, f"formula t={element.get('t')}")
        formula = self._formula(element, kind, position)
        return value, Trait(int(style), formula, kind, element.get("ref") if kind == "array" else None)

    def _formula(self, element: etree._Element, kind: FormulaKind, position: tuple[int, int]) -> str:
        text = unescape(element.text or "")
        if kind != "shared":
            return text
        key, address = element.get("si", ""), _address(position)
        if text:
            if element.get("ref") is not None:
                self._shared[key] = Translator(f"={text}", address)
            return text
        if key not in self._shared:
            raise self._bad(position, f"shared formula si={key}")
        self._translated += _EACH_TRANSLATION + len(self._shared[key].tokenizer.formula)
        if self._translated > _MOST_TRANSLATED:
            raise self._bad(position, "too many shared formulas")
        return str(self._shared[key].translate_formula(address))[1:]

    def _value(self, kind: str, children: dict[str, etree._Element], position: tuple[int, int]) -> CellValue:
        if kind == "inlineStr":
            inline = children.get(_INLINE)
            return None if inline is None else rich_text(inline)
        value = children.get(_VALUE)
        text = "" if value is None else value.text or ""
        if kind == "str":
            return unescape(text)
        if not text.strip():
            return None
        return self._typed(kind, text.strip(), position)

    def _typed(self, kind: str, text: str, position: tuple[int, int]) -> CellValue:
        if kind == "n" and _NUMBER.fullmatch(text) and math.isfinite(float(text)):
            return float(text)
        if kind == "s" and text.isascii() and text.isdigit() and int(text) < len(self.strings):
            return self.strings[int(text)]
        if kind == "b" and text in ("0", "1", "true", "false"):
            return is_true(text)
        if kind == "e":
            return ErrorValue(text)
        if kind == "d":
            return self._iso_date(text, position)
        raise self._bad(position, f"t={kind}, v={text[:40]}")

    def _iso_date(self, text: str, position: tuple[int, int]) -> float:
        try:
            return to_serial(datetime.fromisoformat(text), self.date1904)
        except ValueError as error:
            raise self._bad(position, f"t=d, v={text[:40]}") from error

    def _bad(self, position: tuple[int, int], found: str) -> FileError:
        text = refusals.BAD_CELL.format(part=self.part, cell=_address(position), found=found)
        return FileError(text, self.file)


def _column_number(letters: str) -> int:
    try:
        return int(column_index_from_string(letters))
    except ValueError:  # beyond ZZZ
        return 0


def _address(position: tuple[int, int]) -> str:
    return f"{get_column_letter(min(position[1], MAX_COLUMN))}{position[0]}"
