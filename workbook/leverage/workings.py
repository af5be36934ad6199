"""途中計算 / Workings: from the positions to risk, and whether the correlations can hold together."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.leverage.baskets import BASKETS, MEMBERS
from workbook.leverage.definite import CHOLESKY
from workbook.leverage.pairs import PAIRS
from workbook.leverage.products import PRODUCTS
from workbook.leverage.totals import TOTALS
from workbook.parts.marks import status_cell
from workbook.spec import Sheet

SHEET: Final = Sheet(
    "workings",
    Text("途中計算", "Workings"),
    Text("途中計算 — 見るだけ", "Workings: to be traced, not changed"),
    Text(
        "Python不要。すべて標準関数の式で、入力を変えればその場で変わります。",
        "Built-in functions throughout: change an input and everything follows.",
    ),
    (PRODUCTS, TOTALS, CHOLESKY, BASKETS, MEMBERS, PAIRS),
    status=status_cell("workings"),
    portrait=True,
    widths=(7, 20, *([13] * 9)),
    colour="7F7F7F",
)
