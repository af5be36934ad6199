"""リスク寄与 / Risk shares: a chart of which product makes the risk (MRC), on a sheet that older workbooks can be given."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.chart import Chart, Charts, Series
from workbook.leverage.names import SIZE
from workbook.parts.marks import status_cell
from workbook.spec import Sheet

_SHARES: Final = Chart(
    "mrc_shares",
    Text("商品別のリスク寄与(MRC)", "Share of risk by product (MRC)"),
    Text(
        "実効レバを作る割合。合計100%、0より左の商品はリスクを減らす。長い棒から減らす",
        "What makes the effective leverage; 100% together. Left of 0 takes risk away. Cut the long bars first",
    ),
    "bars",
    (Series(f"list_share_1:list_share_{SIZE}", Text("リスク寄与", "Share of risk"), "dark"),),
    Text("割合", "fraction"),
    "C §3(2), §4",
    format="0%",
)
SHEET: Final = Sheet(
    "shares",
    Text("リスク寄与", "Risk shares"),
    Text("リスク寄与 — どの商品がリスクを作るか", "Risk shares: which product makes the risk"),
    Text("見るだけのシートです。値は計器盤にあります。", "To look at only; the figures are on the Cockpit."),
    (Charts(Text("グラフ: リスクの内訳", "Chart: what makes the risk"), ((_SHARES,),), height=20),),
    status=status_cell("shares"),
    one_page=True,
    widths=(14,) * 9,
)
