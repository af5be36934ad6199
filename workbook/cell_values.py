"""What one cell holds, read from its XML and not yet interpreted."""

from dataclasses import dataclass
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
