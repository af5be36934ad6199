"""判断 / Decision: what to hold and what to trade now, why, and what it can lose."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.parts.marks import status_cell
from workbook.positioning.instruction import REGIMES, TODAY
from workbook.positioning.now import WORKINGS
from workbook.positioning.overlay import RESULT
from workbook.positioning.risk import RISK
from workbook.positioning.sizes import SIZES
from workbook.positioning.state import STATE
from workbook.spec import Sheet

SHEET: Final = Sheet(
    "decision",
    Text("判断", "Decision"),
    Text("判断 — いま何をどれだけ持つか", "Decision: what to hold now"),
    Text(
        "価格シートの最後の行で決まります。×があるか行数が足りない間は、数字を出しません。",
        "It follows from the last row of Prices. While there is a ×, or too few rows, no number is shown.",
    ),
    (TODAY, REGIMES, SIZES, STATE, RISK, RESULT, WORKINGS),
    status=status_cell("decision"),
    one_page=True,
    portrait=True,
    widths=(26, 28, 16, 66, 12),
    colour="1F3864",
)
