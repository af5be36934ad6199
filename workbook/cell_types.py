"""What a workbook holds, read from its XML and not yet interpreted."""

from dataclasses import dataclass, field
from typing import Literal

FormulaKind = Literal["none", "normal", "shared", "array", "dataTable"]


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """An Excel error in a cell, such as ``#N/A``."""

    text: str


CellValue = float | str | bool | ErrorValue | None


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell's cached value and its formula without the equals sign; dates are serial numbers.

    A follower of a shared formula carries its own, translated formula. `array` is the range an array formula fills.
    """

    value: CellValue
    formula: str | None = None
    style: int = 0
    kind: FormulaKind = "none"
    array: str | None = None


Cells = dict[tuple[int, int], RawCell]


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
    cells: Cells = field(default_factory=dict)
    tables: tuple[XlsxTable, ...] = ()
    protected: bool = False


@dataclass(frozen=True, slots=True)
class XlsxBook:
    """A workbook; names that belong to one sheet are keyed ``Sheet!Name``."""

    sheets: tuple[XlsxSheet, ...]
    names: dict[str, str]
    properties: dict[str, str | float | bool]
    date1904: bool = False
    calc_mode: str = "auto"
