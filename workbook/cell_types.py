"""What a workbook holds, read from its XML and not yet interpreted."""

from dataclasses import dataclass, field

from workbook.cell_values import CellValue, ErrorValue, FormulaKind, RawCell
from workbook.grid import Grid

__all__ = [
    "CellValue",
    "Cells",
    "ErrorValue",
    "FormulaKind",
    "Grid",
    "RawCell",
    "XlsxBook",
    "XlsxSheet",
    "XlsxTable",
]

Cells = Grid


@dataclass(frozen=True, slots=True)
class XlsxTable:
    """An Excel table; `ref` is (first row, first column, last row, last column), heading and totals included."""

    name: str
    ref: tuple[int, int, int, int]
    columns: tuple[str, ...]
    calculated: tuple[str | None, ...]
    part: str = ""
    header_rows: int = 1
    totals_rows: int = 0


@dataclass(frozen=True, slots=True)
class XlsxSheet:
    """One sheet; a chart sheet has no cells. Rows and columns count from 1."""

    name: str
    part: str
    state: str = "visible"
    cells: Grid = field(default_factory=Grid)
    tables: tuple[XlsxTable, ...] = ()
    protected: bool = False


@dataclass(frozen=True, slots=True)
class XlsxBook:
    """A workbook; names that belong to one sheet are keyed ``Sheet!Name``.

    The shared ``strings`` that its cells were read with are how they were stored, and no part of what they say.
    """

    sheets: tuple[XlsxSheet, ...]
    names: dict[str, str]
    properties: dict[str, str | float | bool]
    date1904: bool = False
    calc_mode: str = "auto"
    strings: list[str] = field(default_factory=list, compare=False, repr=False)
