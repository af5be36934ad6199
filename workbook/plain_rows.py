"""Rows of a sheet in the plain form that programs write, read many at once.

Rows of a table all hold cells in the same columns, so one regular expression reads a row of them. It accepts
nothing but ``<c>`` elements with ``<f>``, ``<v>`` and ``<is><t>`` in them, and each match must begin where the last
one ended: nothing is skipped. A row of any other form goes through the XML parser, alone.
"""

import re
from array import array
from collections.abc import Iterator, Sequence
from operator import lt
from typing import Final, NamedTuple, Protocol

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter

from workbook.cell_values import CellValue
from workbook.errors import FileError
from workbook.grid import MAX_ROW, Grid, Trait
from workbook.ooxml import main
from workbook.plain_formulas import MARK, Formulas
from workbook.plain_values import KINDS, PlainValues
from workbook.plain_xml import NotPlainError, attributes, check_text

_ROW, _CELL, _PROTECTION = main("row"), main("c"), main("sheetProtection")
_END: Final = b"</row>"
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})[1-9][0-9]*")
_START_PATTERN: Final = rb'<row r="([1-9][0-9]{0,6})"([^>/]*+)>'
_CELL_PATTERN: Final = (
    # start tag, formula; then value, text or nothing; a tag that ends in a slash stands alone
    rb'(?:<c r="%s\1"([^>]*+)>(?:' + MARK + rb"|)"
    rb'(?:<v>([^<]*+)</v></c>|<is><t(?: xml:space="preserve"|)>([^<]*+)</t></is></c>|(</c>|<v/></c>)|)|)'
)
_FEW: Final = 500  # odd rows; with more of them than plain ones this way is no faster
_MOST_COLUMNS: Final = 64  # beyond it the expression would cost more than it saves

_FIRST_CELL, _GROUPS = 2, 5  # groups of a row: its own, then those of each cell
Groups = tuple[bytes | None, ...]


class _Head(NamedTuple):
    """What a cell's start tag says; `alone` of one without content."""

    style: int
    kind: str
    alone: bool


class RowReader(Protocol):
    """Reads a row from its element. `row` is the number of the last one, whoever read it."""

    file: str
    strings: Sequence[str]
    cells: Grid
    row: int

    def read_row(self, row: etree._Element) -> None:
        """Put the cells of a row into `cells`."""


class PlainRows:
    """Puts blocks of whole rows into the cells of a `RowReader`, which reads the rows that are not plain.

    `root` is the start tag of the sheet, which declares the `prefixes`.
    """

    def __init__(self, reader: RowReader, root: bytes, prefixes: frozenset[str]) -> None:
        self._reader = reader
        self._values = PlainValues(reader.strings)
        self._root, self._prefixes = root, prefixes
        self._formulas = Formulas()
        self._heads: dict[bytes, _Head] = {}
        self._row_heads: set[bytes] = set()
        self._columns: list[int] = []
        self._pattern: re.Pattern[bytes] | None = None
        self._seen: list[int] = []
        self._plain = self._odd = 0

    def read(self, block: bytes) -> None:
        """All rows of a block that begins and ends with a row. NotPlainError when a parser must see all of it."""
        text, marks = self._formulas.take_out(block)
        check_text(text, 2 * marks)
        self._values.look_at(text)
        at = 0
        while at < len(text):
            end = self._run(text, at) if self._pattern is not None else at
            at = end if end > at else self._odd_row(text, at)

    # --- rows that follow the pattern ---------------------------------------------------------------

    def _run(self, text: bytes, at: int) -> int:
        """Read the rows from there that follow the pattern; where they end."""
        assert self._pattern is not None
        rows: list[Groups] = []
        match = self._pattern.match(text, at)
        while match is not None:
            rows.append(match.groups())
            at = match.end()
            match = self._pattern.match(text, at)
        if rows:
            self._put(list(zip(*rows, strict=True)))
            self._plain += len(rows)
        return at

    def _put(self, groups: list[Groups]) -> None:
        rows = array("I", map(int, groups[0]))  # type: ignore[arg-type]  # both groups of a row are always there
        self._check_rows(rows)
        for head in set(groups[1]) - self._row_heads:
            attributes(head or b"", self._prefixes)
            self._row_heads.add(head or b"")
        for index, column in enumerate(self._columns):
            at = _FIRST_CELL + _GROUPS * index
            self._put_column(column, rows, groups[at : at + _GROUPS])

    def _check_rows(self, rows: "array[int]") -> None:
        ascending = all(map(lt, rows, rows[1:]))
        if not ascending or rows[0] <= self._reader.row or rows[-1] > MAX_ROW:
            raise NotPlainError
        self._reader.row = rows[-1]

    def _put_column(self, column: int, rows: "array[int]", groups: list[Groups]) -> None:
        if None in groups[0]:
            there = [place for place, head in enumerate(groups[0]) if head is not None]
            rows = array("I", [rows[place] for place in there])
            groups = [_taken(group, there) for group in groups]
        if not rows:
            return
        heads = set(groups[0])
        if len(heads) == 1:
            values, traits = self._alike(groups)
        else:
            values, traits = [None] * len(rows), array("I", [0]) * len(rows)
            for head in heads:
                places = [place for place, found in enumerate(groups[0]) if found == head]
                part = self._alike([_taken(group, places) for group in groups])
                for place, value, trait in zip(places, *part, strict=True):
                    values[place], traits[place] = value, trait
        if not self._reader.cells.extend(column, rows, values, traits):
            raise NotPlainError

    def _alike(self, groups: list[Groups]) -> tuple[list[CellValue], "array[int]"]:
        """Values and traits of cells with the same start tag."""
        heads, formulas, values, texts, ends = groups
        head = self._head(heads[0] or b"")
        empty = [group.count(None) for group in (formulas, values, texts, ends)]
        # A cell holds something or says that it ends; only one that stands alone does neither.
        if sum(empty[1:]) != len(heads) * (3 if head.alone else 2) or (head.alone and empty[0] != len(heads)):
            raise NotPlainError
        trait = self._reader.cells.number
        if len(set(formulas)) == 1:
            traits = array("I", [trait(self._trait(head, formulas[0]))]) * len(heads)
        else:
            traits = array("I", [trait(self._trait(head, formula)) for formula in formulas])
        return self._values.of(head.kind, values, texts), traits

    def _trait(self, head: _Head, formula: bytes | None) -> Trait:
        return Trait(head.style) if formula is None else Trait(head.style, self._formulas.texts[int(formula)], "normal")

    def _head(self, data: bytes) -> _Head:
        head = self._heads.get(data)
        if head is None:
            alone = data.endswith(b"/")
            found = attributes(data[:-1] if alone else data, self._prefixes)
            style, kind = found.get("s", "0"), found.get("t", "n")
            if not (style.isascii() and style.isdigit()) or kind not in KINDS or "r" in found:
                raise NotPlainError
            head = self._heads[data] = _Head(int(style), kind, alone)
        return head

    # --- rows that do not ---------------------------------------------------------------------------

    def _odd_row(self, text: bytes, at: int) -> int:
        """Read what is there up to the end of a row with a parser; where it ends."""
        end = text.find(_END, at) + len(_END)
        self._odd += 1
        if self._odd > max(_FEW, self._plain) or not text.startswith(b"<row", at) or end < len(_END):
            raise NotPlainError
        for row in self._parsed(self._formulas.put_back(text[at:end])):
            try:
                self._reader.read_row(row)
            except FileError as error:  # which of several faults is told is for the parser of the whole part
                raise NotPlainError from error
            self._learn(row)
        return end

    def _parsed(self, piece: bytes) -> list[etree._Element]:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(self._root + b"<sheetData>" + piece + b"</sheetData></worksheet>", parser)
        except etree.XMLSyntaxError as error:
            raise NotPlainError from error
        rows = list(root[0]) if len(root) == 1 else []
        if not rows or list(root.iter(_ROW)) != rows or root.find(f".//{_PROTECTION}") is not None:
            raise NotPlainError
        return rows

    def _learn(self, row: etree._Element) -> None:
        """Two rows with the same columns are the beginning of a table."""
        found = list(_columns(row))
        again, self._seen = found == self._seen, found
        union = sorted({*self._columns, *found})
        if again and found and union != self._columns and len(union) <= _MOST_COLUMNS:
            self._columns = union
            cells = (_CELL_PATTERN % get_column_letter(column).encode() for column in union)
            self._pattern = re.compile(_START_PATTERN + b"".join(cells) + _END)


def _taken(group: Groups, places: list[int]) -> Groups:
    return tuple(group[place] for place in places)


def _columns(row: etree._Element) -> Iterator[int]:
    for cell in row.iterchildren(_CELL):
        match = _REFERENCE.fullmatch(cell.get("r", ""))
        if match is not None:
            yield column_index_from_string(match[1])
