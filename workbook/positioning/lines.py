"""Lines of the decision sheet: computed cells that are blank while what they need is."""

from collections.abc import Callable

from hedge_xl.core.language import Text
from workbook.parts.parameters import HEADER, STYLES, parameter
from workbook.spec import Block, Cell, Value
from workbook.twin import Scope, is_number

Line = tuple[Cell, Text, Text, Text, str]
Twin = Callable[[Scope], Value]


def result(key: str, form: str, formula: str, twin: Twin, native: str = "", style: str = "") -> Cell:
    """A computed cell of the decision sheet."""
    return Cell(key, "formula", form, formula=formula, native=native, twin=twin, style=style)


def known(s: Scope, *keys: str) -> bool:
    """Whether all of these cells hold numbers."""
    return all(is_number(s.cell(key)) for key in keys)


def unless_blank(keys: str, formula: str) -> str:
    """A formula that stays blank while one of the cells that it needs is."""
    cells = [f'{{{key}}}=""' for key in keys.split()]
    condition = cells[0] if len(cells) == 1 else f"OR({','.join(cells)})"
    return f'IF({condition},"",{formula})'


def when(keys: str, figure: Callable[[Scope], float]) -> Twin:
    """Twin of `unless_blank`."""
    return lambda s: figure(s) if known(s, *keys.split()) else None


def amount(key: str, exposure: str, form: str = "#,##0;-#,##0;0") -> Cell:
    """An exposure in money."""
    return result(
        key,
        form,
        unless_blank(exposure, f"{{capital}}*{{{exposure}}}"),
        when(exposure, lambda s: s.number("capital") * s.number(exposure)),
    )


def lines(title: Text, *lines: Line) -> Block:
    """A block of results: label, value, unit, meaning and source."""
    return Block(title, header=HEADER, styles=STYLES, rows=tuple(parameter(*line) for line in lines))
