"""The ledger of a self-made currency hedge (article A): its sheets, declared."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger import checks, guide, log, market, monthly, pnl, policy
from workbook.spec import Book

LEDGER: Final = Book(
    key="ledger",
    title=Text("為替ヘッジ台帳", "Currency hedge ledger"),
    schema=1,
    sheets=(guide.SHEET, policy.SHEET, market.SHEET, monthly.SHEET, pnl.SHEET, log.SHEET, checks.SHEET),
)
