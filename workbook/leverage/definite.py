"""Whether the correlations can hold together: the pivots of a Cholesky factor, one row a product.

As `hedge_xl.core.matrices` judges it: no eigenvalue below -ε, with ε = 1e-8 for every product, which is to say that
ρ + ε·I has a factor. Numbers nobody holds are rows of their own with 1 on the diagonal, which changes nothing. Both sides round to 14 decimals
what is left of a subtraction, so that a perfect correlation leaves no noise to divide.
"""

import math
from typing import Final

from hedge_xl.core.language import Text, same
from hedge_xl.core.matrices import EIGENVALUE_TOLERANCE
from workbook.leverage.names import NUMBERS, SIZE, shown
from workbook.spec import Block, Cell, Item, Value
from workbook.twin import Scope, n

_DIGITS: Final = 14


def _products(row: int, column: int) -> str:
    return "".join(f"-{{root_{row}_{k}}}*{{root_{column}_{k}}}" for k in range(1, column))


def _started(s: Scope, column: int) -> bool:
    """Whether the pivot of this row can be computed: the matrix is complete and all earlier pivots are above 0."""
    if s.number("n_missing") > 0 or s.number("n_history") > 0:
        return False
    return column == 1 or n(s.cell(f"pivot_{column - 1}")) > 0


def _pivot(j: int) -> Cell:
    def twin(s: Scope) -> Value:
        if not _started(s, j):
            return None
        left = 1 + s.number("margin")
        for k in range(1, j):
            left -= s.number(f"root_{j}_{k}") * s.number(f"root_{j}_{k}")
        return round(left, _DIGITS)

    begun = "{n_missing}+{n_history}=0" if j == 1 else f"N({{pivot_{j - 1}}})>0"
    formula = f'IF({begun},ROUND(1+{{margin}}{_products(j, j)},{_DIGITS}),"")'
    return Cell(f"pivot_{j}", "formula", "0.000E+00", formula=formula, twin=twin, style="working")


def _root(i: int, j: int) -> Cell:
    def twin(s: Scope) -> Value:
        pivot = n(s.cell(f"pivot_{j}"))
        if pivot <= 0:
            return None
        left = s.number(f"used_{i}_{j}")
        for k in range(1, j):
            left -= s.number(f"root_{i}_{k}") * s.number(f"root_{j}_{k}")
        return round(left, _DIGITS) / math.sqrt(pivot)

    left = f"ROUND({{used_{i}_{j}}}{_products(i, j)},{_DIGITS})"
    formula = f'IF(N({{pivot_{j}}})>0,{left}/SQRT({{pivot_{j}}}),"")'
    return Cell(f"root_{i}_{j}", "formula", "0.0000", formula=formula, twin=twin, style="working")


def _row(i: int) -> tuple[Item, ...]:
    return (
        same(str(i)),
        shown(f"factor_of_{i}", f"name_{i}", "working"),
        _pivot(i),
        *(_root(i, j) for j in range(1, i)),
    )


def _margin(s: Scope) -> Value:
    return EIGENVALUE_TOLERANCE * s.number("n_active")


def _failed(s: Scope) -> Value:
    pivots = ((i, s.cell(f"pivot_{i}")) for i in NUMBERS)
    return next((i for i, pivot in pivots if pivot is not None and n(pivot) <= 0), 0)


def _failed_formula() -> str:
    formula = "0"
    for i in reversed(NUMBERS):
        formula = f"IF(ISNUMBER({{pivot_{i}}}),IF({{pivot_{i}}}<=0,{i},{formula}),0)"
    return formula


CHOLESKY: Final = Block(
    Text(
        "相関行列が成り立つか(コレスキー分解の対角。0以下が出たら成り立たない)",
        "Can the correlations hold together? (Cholesky pivots: one at or below 0 says no)",
    ),
    header=(
        same("No."),
        Text("商品", "Product"),
        Text("対角(ピボット)", "Pivot"),
        *(same(str(number)) for number in NUMBERS[: SIZE - 1]),
    ),
    styles=("unit",),
    rows=(
        *(_row(i) for i in NUMBERS),
        (
            None,
            Text("許容する丸め ε", "Rounding allowed, ε"),
            Cell("margin", "formula", "0.0E+00", formula="0.00000001*{n_active}", twin=_margin, style="working"),
        ),
        (
            None,
            Text("最初に成り立たない番号", "First number that fails"),
            Cell("failed_at", "formula", "0", formula=_failed_formula(), twin=_failed, style="working"),
        ),
    ),
)
