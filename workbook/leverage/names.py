"""The products are numbered 1 to 8 throughout; a number, not a place in a list, says which product is meant."""

from collections.abc import Iterator
from typing import Final

from workbook.spec import Cell
from workbook.twin import Scope

SIZE: Final = 8
NUMBERS: Final = tuple(range(1, SIZE + 1))


def span(key: str) -> str:
    """The eight cells of a working, one below the other, in the notation of formulas."""
    return f"{{{key}_1}}:{{{key}_{SIZE}}}"


def matrix(key: str) -> str:
    """The eight by eight cells of a matrix."""
    return f"{{{key}_1_1}}:{{{key}_{SIZE}_{SIZE}}}"


def pairs() -> Iterator[tuple[int, int]]:
    """Every pair of products once, the smaller number first."""
    return ((first, second) for first in NUMBERS for second in range(first + 1, SIZE + 1))


def vector(s: Scope, key: str) -> list[float]:
    """The numbers of a working; a blank counts as 0, as SUMPRODUCT counts it."""
    values = (s.number(f"{key}_{number}") for number in NUMBERS)
    return [0.0 if value != value else value for value in values]


def fixed(key: str, value: float, form: str, style: str = "") -> Cell:
    """A figure that the structure of the book or an article fixes: shown, named, and not the user's to change."""
    return Cell(key, "formula", form, formula=repr(value), twin=lambda s: value, style=style)


def shown(key: str, source: str, style: str = "formula") -> Cell:
    """Another cell's text once more, where it heads a row or a column."""
    return Cell(
        key, "formula", "@", formula=f'IF({{{source}}}="","",{{{source}}})', twin=lambda s: s.cell(source), style=style
    )
