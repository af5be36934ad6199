"""The rows of a block of parameters: label, value, unit, meaning and source."""

from typing import Final

from hedge_xl.core.language import Text, same
from workbook.spec import Cell, Item, Styled, Validation, Value

HEADER: Final = (
    Text("項目", "Item"),
    Text("値", "Value"),
    Text("単位", "Unit"),
    Text("意味", "Meaning"),
    Text("出典", "Source"),
)
STYLES: Final = ("label", "", "unit", "note", "source")


def between(low: float, high: float, message: Text) -> Validation:
    """A number within limits."""
    return Validation("decimal", minimum=low, maximum=high, message=message)


def parameter(cell: Cell | Styled, label: Text, unit: Text, meaning: Text, source: str) -> tuple[Item, ...]:
    """One row of the block."""
    return (label, cell, unit, meaning, same(source))


LINE_STYLES: Final = ("label", "", "unit", "wide")
"""Of a block on a sheet whose columns are narrow: the meaning, with its source, runs over the cells beside it."""


def line(cell: Cell, label: Text, unit: Text, meaning: Text, source: str) -> tuple[Item, ...]:
    """One row of such a block."""
    return (label, cell, unit, Text(f"{meaning.ja}({source})", f"{meaning.en} ({source})"))


def number_input(key: str, default: Value, form: str, validation: Validation | None) -> Cell:
    """A parameter of the user's."""
    return Cell(key, "input", form, default, validation=validation)
