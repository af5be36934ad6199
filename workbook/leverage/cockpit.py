"""計器盤 / Cockpit: how much leverage it really is, who causes it, and what to cut."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.leverage.cockpit_lists import AFTER, BASKETS, PAIRS, PRODUCTS
from workbook.leverage.figures import FIGURES
from workbook.leverage.gauge import GAUGE
from workbook.leverage.stress import STRESS
from workbook.parts.marks import status_cell
from workbook.spec import Sheet

SHEET: Final = Sheet(
    "cockpit",
    Text("計器盤", "Cockpit"),
    Text("計器盤 — 本当のレバレッジと、減らすもの", "Cockpit: your true leverage, and what to cut"),
    Text("書き換えるセルはありません。", "Nothing to fill in here."),
    (GAUGE, FIGURES, PRODUCTS, AFTER, STRESS, BASKETS, PAIRS),
    status=status_cell("cockpit"),
    one_page=True,
    portrait=True,
    widths=(20, 15, 11, 11, 31, 10, 12, 12, 14),
    colour="1F3864",
)
