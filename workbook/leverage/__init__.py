"""The leverage cockpit (article C): its sheets, declared."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.leverage import (
    checks,
    cockpit,
    correlation,
    cut_steps,
    examples,
    guide,
    holdings,
    journal_sheet,
    returns,
    settings,
    shares,
    workings,
)
from workbook.leverage.other_checks import OTHERS
from workbook.leverage.row_checks import ROW_CHECKS
from workbook.leverage.start import demo_cockpit, empty_cockpit
from workbook.parts.functions_sheet import functions_sheet
from workbook.spec import Book

_SHEETS: Final = (
    cockpit.SHEET,
    shares.SHEET,
    settings.SHEET,
    holdings.SHEET,
    correlation.SHEET,
    returns.SHEET,
    examples.SHEET,
    checks.SHEET,
    workings.SHEET,
    cut_steps.SHEET,
    journal_sheet.SHEET,
    functions_sheet("C"),
)

LEVERAGE: Final = Book(
    key="leverage",
    title=Text("レバレッジ計器盤", "Leverage cockpit"),
    schema=2,
    sheets=(guide.sheet(_SHEETS), *_SHEETS),
    row_checks=ROW_CHECKS,
    other_checks=OTHERS,
    judged=frozenset({("holdings", "no"), ("holdings", "side"), ("returns", "date")}),
    fillings={"demo": demo_cockpit, "empty": empty_cockpit},
    telling=("cockpit", "correlation", "guide"),
)
