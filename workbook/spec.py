"""What a workbook is made of: frozen declarations of columns, tables, cells, blocks, sheets and books.

One declaration serves the writer, the cached values, the reader, the validator, the column guide and the
tests. Headers, cell addresses and formulas exist nowhere else.

Formulas are written in a small notation that `workbook.dialect` turns into each edition's text:

- ``[col]``        this row's cell of the column with that key
- ``[table.col]``  the whole column of a table
- ``[#header]``    the header cell of this table's first column
- ``[#table.col]`` the header cell of a column of any table
- ``[!table.col]`` the sheet's whole column in which a table's column stands
- ``{name}``       a named cell (a parameter or a computed cell of a block)
- `` `word` ``     a word of `workbook.text` in the workbook's language, as a quoted string
- `` `@word` ``    the edition's own word of that name: ``word_native``, ``word_excel``, ...
- ``HSTAR(...)``   a function of the hedge_xl catalogue, written as the edition needs it

Dates are Excel serial numbers everywhere; a blank cell and an empty text are both ``None``.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, get_args

from hedge_xl.core.language import Language, Text
from workbook.chart import Charts

if TYPE_CHECKING:
    from workbook.change import Change
    from workbook.parts.row_check import OtherCheck, RowCheck
    from workbook.twin import Row, Scope

Value = float | int | str | bool | None
Host = Literal["native", "excel", "officejs", "libreoffice"]
HOSTS: Final[tuple[Host, ...]] = get_args(Host)
Kind = Literal["input", "formula", "check"]
Filling = Literal["demo", "empty"]


@dataclass(frozen=True, slots=True)
class Validation:
    """What an input cell accepts. ``choices`` are word keys; ``custom`` is a formula over ``{cell}``, the cell
    itself, and ``accepts`` the same condition in Python."""

    kind: Literal["list", "decimal", "date", "custom"]
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    custom: str = ""
    accepts: "Callable[[Value], bool] | None" = None
    message: Text = field(default_factory=lambda: Text("", ""))
    strict: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its header, meaning and, unless it is an input, its formula and Python twin.

    ``native`` is the native edition's formula where it differs; ``alert`` a condition, with ``{cell}`` for the
    cell itself, under which the cell is highlighted; ``working`` marks a column that is there to be traced, ``line``
    one that only charts stand on, whose #N/A are gaps and not shown. ``bulk`` computes the whole
    column of a long table, with the twin's values.
    """

    key: str
    header: Text
    kind: Kind
    help: Text
    source: str
    unit: Text
    format: str = "General"
    width: float = 12
    formula: str = ""
    native: str = ""
    twin: "Callable[[Row], Value] | None" = None
    bulk: "Callable[[Scope], list[Value]] | None" = None
    validation: Validation | None = None
    alert: str = ""
    working: bool = False
    line: bool = False
    align: str | None = None

    def __post_init__(self) -> None:
        if (self.kind == "input") != (self.twin is None) or (self.kind == "input") != (not self.formula):
            raise ValueError(f"column {self.key}: an input has neither formula nor twin, every other column has both")

    def notation(self, host: Host) -> str:
        """The formula of that edition, in the notation above."""
        return (self.native if host == "native" else "") or self.formula


@dataclass(frozen=True, slots=True)
class Table:
    """An Excel table. ``name`` is its identity in the file, the same in every language.

    ``identity`` are the columns by which a person knows a row, the first input unless said. ``follows`` is the table
    that this one, which has no inputs, must be as long as: it has a row for each of that table's.
    """

    key: str
    name: str
    columns: tuple[Column, ...]
    title: Text
    optional: bool = False
    identity: tuple[str, ...] = ()
    follows: str = ""

    def column(self, key: str) -> Column:
        """The column with that key."""
        return next(column for column in self.columns if column.key == key)

    @property
    def inputs(self) -> tuple[Column, ...]:
        """The columns the user fills in."""
        return tuple(column for column in self.columns if column.kind == "input")


@dataclass(frozen=True, slots=True)
class Cell:
    """One named cell of a block: an input with a default, or a formula with its twin.

    ``alert`` is a condition, with ``{cell}`` for the cell itself, under which it is highlighted; ``span`` the number
    of columns that it covers.
    """

    key: str
    kind: Kind
    format: str = "General"
    default: Value = None
    default_word: str = ""
    formula: str = ""
    native: str = ""
    twin: "Callable[[Scope], Value] | None" = None
    validation: Validation | None = None
    style: str = ""
    alert: str = ""
    span: int = 1

    def __post_init__(self) -> None:
        if (self.kind == "input") != (self.twin is None) or (self.kind == "input") != (not self.formula):
            raise ValueError(f"cell {self.key}: an input has neither formula nor twin, every other cell has both")

    def notation(self, host: Host) -> str:
        """The formula of that edition, in the notation above."""
        return (self.native if host == "native" else "") or self.formula


@dataclass(frozen=True, slots=True)
class Styled:
    """Words shown in a style of their own, as in a colour legend; ``span`` is the number of columns they cover."""

    text: Text
    style: str
    span: int = 1


Item = Text | Styled | Cell | None


@dataclass(frozen=True, slots=True)
class Block:
    """A small grid of fixed size: words and named cells. A row of ``styles`` names how each column looks.

    ``repeated``: of a block of many pages, the header is printed on each; the first such block of a sheet counts.
    ``new_page`` begins a page with it when it is printed.
    """

    title: Text
    rows: tuple[tuple[Item, ...], ...]
    header: tuple[Text, ...] = ()
    styles: tuple[str, ...] = ()
    repeated: bool = False
    new_page: bool = False

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every named cell of the block."""
        return tuple(item for row in self.rows for item in row if isinstance(item, Cell))


Part = Block | Charts | Table


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a heading, a status line and parts below each other. A table comes last, so that it can grow."""

    key: str
    title: Text
    heading: Text
    intro: Text
    parts: tuple[Part, ...]
    status: Cell
    widths: tuple[float, ...] = ()
    freeze: tuple[int, int] = (0, 0)
    pages_wide: int = 1
    one_page: bool = False
    portrait: bool = False
    colour: str = "1F3864"

    def __post_init__(self) -> None:
        if any(isinstance(part, Table) for part in self.parts[:-1]):
            raise ValueError(f"sheet {self.key}: a table must be the last part, or it cannot grow")

    @property
    def indent(self) -> int:
        """Columns left of headings and blocks: those a printout repeats on every page, so that nothing is cut."""
        return self.freeze[1] if self.pages_wide > 1 else 0

    @property
    def table(self) -> Table | None:
        """The table of the sheet, if it has one."""
        last = self.parts[-1] if self.parts else None
        return last if isinstance(last, Table) else None

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the sheet."""
        return tuple(part for part in self.parts if isinstance(part, Block))

    @property
    def charts(self) -> tuple[Charts, ...]:
        """The groups of charts of the sheet."""
        return tuple(part for part in self.parts if isinstance(part, Charts))

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every named cell of the sheet, the status line's first."""
        return (self.status, *(cell for block in self.blocks for cell in block.cells))


@dataclass(frozen=True, slots=True)
class Book:
    """A template: its sheets, the version of their structure, its checks, and what a new one may be filled with.

    ``judged`` are the inputs, by table and column, of which a row check says every fault before anything else.
    ``renew`` is what brings the figures up to date that the program itself wrote among the inputs. ``telling`` are the
    keys of the sheets that show best what it is.
    """

    key: str
    title: Text
    schema: int
    sheets: tuple[Sheet, ...]
    row_checks: "tuple[RowCheck, ...]" = ()
    other_checks: "tuple[OtherCheck, ...]" = ()
    judged: frozenset[tuple[str, str]] = frozenset()
    renew: "Callable[[Inputs, date, Language], Change] | None" = None
    fillings: "Mapping[Filling, Callable[[Language], Inputs]]" = field(default_factory=dict, hash=False, compare=False)
    telling: tuple[str, ...] = ()
    _homes: dict[str, Sheet] = field(init=False, repr=False, hash=False, compare=False)
    _tables: dict[str, Table] = field(init=False, repr=False, hash=False, compare=False)

    def __post_init__(self) -> None:
        # Asked for thousands of times in reading one file.
        homes = {sheet.table.key: sheet for sheet in self.sheets if sheet.table is not None}
        object.__setattr__(self, "_homes", homes)
        object.__setattr__(self, "_tables", {key: sheet.table for key, sheet in homes.items()})

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, in the order of the sheets."""
        return tuple(self._tables.values())

    @property
    def cells(self) -> Iterator[Cell]:
        """Every named cell, in the order of the sheets."""
        return (cell for sheet in self.sheets for cell in sheet.cells)

    def table(self, key: str) -> Table:
        """The table with that key."""
        return self._tables[key]

    def sheet_of(self, table: str) -> Sheet:
        """The sheet that holds the table with that key."""
        return self._homes[table]


@dataclass(slots=True)
class Inputs:
    """What a user typed: the named input cells and the input columns of every table, row by row.

    ``below`` names the tables right under which something stands that the table does not reach.
    """

    cells: dict[str, Value] = field(default_factory=dict)
    tables: dict[str, list[dict[str, Value]]] = field(default_factory=dict)
    below: set[str] = field(default_factory=set)
