"""The ledger of a self-made currency hedge (article A): its sheets, declared."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger import (
    backtest_sheet,
    checks,
    cost_sheet,
    dashboard,
    guide,
    journal_sheet,
    log,
    market,
    monthly,
    pnl,
    policy,
    quality,
    reconcile,
)
from workbook.ledger.other_checks import OTHERS
from workbook.ledger.row_checks import ROW_CHECKS
from workbook.spec import Book

LEDGER: Final = Book(
    key="ledger",
    title=Text("為替ヘッジ台帳", "Currency hedge ledger"),
    schema=3,
    sheets=(
        guide.SHEET,
        dashboard.SHEET,
        policy.SHEET,
        market.SHEET,
        monthly.SHEET,
        pnl.SHEET,
        log.SHEET,
        quality.SHEET,
        cost_sheet.SHEET,
        reconcile.SHEET,
        backtest_sheet.SHEET,
        checks.SHEET,
        journal_sheet.SHEET,
    ),
    row_checks=ROW_CHECKS,
    other_checks=OTHERS,
    judged=frozenset({("market", "month"), ("monthly", "month"), ("events", "date"), ("statement", "date")}),
)
