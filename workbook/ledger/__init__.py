"""The ledger of a self-made currency hedge (article A): its sheets, declared."""

from functools import partial
from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger import (
    backtest_sheet,
    checks,
    closed_days,
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
    roll,
)
from workbook.ledger.holiday_list import carried_on
from workbook.ledger.other_checks import OTHERS
from workbook.ledger.row_checks import ROW_CHECKS
from workbook.parts.functions_sheet import functions_sheet
from workbook.spec import Book

_SHEETS: Final = (
    dashboard.SHEET,
    policy.SHEET,
    market.SHEET,
    monthly.SHEET,
    pnl.SHEET,
    log.SHEET,
    quality.SHEET,
    cost_sheet.SHEET,
    roll.SHEET,
    reconcile.SHEET,
    backtest_sheet.SHEET,
    checks.SHEET,
    closed_days.SHEET,
    journal_sheet.SHEET,
    functions_sheet("A"),
)

LEDGER: Final = Book(
    key="ledger",
    title=Text("為替ヘッジ台帳", "Currency hedge ledger"),
    schema=3,
    sheets=(guide.sheet(_SHEETS), *_SHEETS),
    row_checks=ROW_CHECKS,
    other_checks=OTHERS,
    renew=partial(carried_on, rewrite=True),
    judged=frozenset({("market", "month"), ("monthly", "month"), ("events", "date"), ("statement", "date")}),
    telling=("dashboard", "monthly", "pnl"),
)
