"""Groups of linked products by visible steps: each product takes the smallest number among those it is linked to.

Seven steps carry a number along the longest chain that eight products can form, so that after them all members of
a group bear the number of its first member.
"""

from collections.abc import Callable
from typing import Final

from workbook.leverage.names import NUMBERS, SIZE
from workbook.spec import Cell, Value
from workbook.twin import Scope, n

STEPS: Final = SIZE - 1
Linked = Callable[[Scope, int, int], bool]


def last(key: str, number: int) -> str:
    """The cell with the number of the product's group."""
    return f"{key}{STEPS}_{number}"


def label_cells(key: str, number: int, link: Callable[[int, int], str], linked: Linked) -> tuple[Cell, ...]:
    """The steps of one product, in one row. ``link`` is the condition as a formula, ``linked`` in Python."""
    return tuple(_step(key, step, number, link, linked) for step in range(1, STEPS + 1))


def _before(key: str, step: int, number: int) -> str:
    return str(number) if step == 1 else f"{{{key}{step - 1}_{number}}}"


def _step(key: str, step: int, i: int, link: Callable[[int, int], str], linked: Linked) -> Cell:
    others = [j for j in NUMBERS if j != i]
    terms = ",".join(f"IF({link(i, j)},{_before(key, step, j)},{SIZE})" for j in others)

    def twin(s: Scope) -> Value:
        def known(number: int) -> float:
            return number if step == 1 else n(s.cell(f"{key}{step - 1}_{number}"))

        return min([known(i), *(known(j) for j in others if linked(s, i, j))])

    return Cell(
        f"{key}{step}_{i}", "formula", "0", formula=f"MIN({_before(key, step, i)},{terms})", twin=twin, style="working"
    )
