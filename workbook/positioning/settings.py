"""設定 / Settings: every parameter of the sheet, once, with its unit, meaning and source."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.parts.marks import status_cell
from workbook.positioning.settings_market import DATA, SIZE, TREND
from workbook.positioning.settings_trade import ACCOUNT, HEDGE, OPTIONS
from workbook.spec import Sheet

BLOCKS: Final = (DATA, SIZE, TREND, HEDGE, ACCOUNT, OPTIONS)
PARAMETERS: Final = tuple(
    cell for block in BLOCKS for cell in block.cells if cell.kind == "input" and cell.validation is not None
)

SHEET: Final = Sheet(
    "settings",
    Text("設定", "Settings"),
    Text("設定 — サイズ、トレンド、ヘッジの決め方", "Settings: size, trend and hedge"),
    Text(
        "黄色のセルだけを書き換えます。期間と窓は価格表の行で数えます。",
        "Change only the yellow cells. Periods and windows count rows of the price table.",
    ),
    BLOCKS,
    status=status_cell("settings"),
    one_page=True,
    portrait=True,
    widths=(26, 18, 12, 64, 12),
    colour="BF9000",
)
