"""The rows of a block of parameters: label, value, unit, meaning and source."""

from typing import Final

from hedge_xl.core.language import Text, same
from workbook.spec import Cell, Item, Styled, Validation, Value
from workbook.twin import is_number, n

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


def whole(low: int, high: int, message: Text | None = None) -> Validation:
    """A whole number within limits."""
    return Validation(
        "custom",
        custom=f"AND(ISNUMBER({{cell}}),N({{cell}})=INT(N({{cell}})),N({{cell}})>={low},N({{cell}})<={high})",
        accepts=lambda value: is_number(value) and n(value) == int(n(value)) and low <= n(value) <= high,
        message=message or Text(f"{low}〜{high}の整数", f"A whole number from {low} to {high}"),
    )


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
