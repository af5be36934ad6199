"""コスト / Cost: what the hedge was planned to cost, what it cost, and what the hedged fund would."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger.cost_forward import FORWARD
from workbook.ledger.cost_fund import FUND
from workbook.ledger.cost_months import BY_MONTH, CHARTS
from workbook.ledger.cost_periods import BLOCKS
from workbook.ledger.cost_plan import EXPOSURE, PLAN, REVIEW
from workbook.parts.marks import status_cell
from workbook.spec import Sheet

SHEET: Final = Sheet(
    "cost",
    Text("コスト", "Cost"),
    Text("コスト — 計画、実現、そして投信との比較", "Cost: planned, realised, and against the fund"),
    Text(
        "すべて計算です。想定は設定、実現は損益(月次のスワップと執行ログ)から。+は費用です。",
        "All computed: assumptions from Policy, realised costs from P&L. + is a cost.",
    ),
    (EXPOSURE, PLAN, *BLOCKS, REVIEW, BY_MONTH, CHARTS, FUND, FORWARD),
    status=status_cell("cost"),
    widths=(30, 16, 16, 16, 18, 16, 14, 14, 12, 14, 18),
)
