"""Hedging index CFDs with currency pairs (article B): its sheets, declared."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.index_hedge import checks, guide, history, journal, position, sensitivity, settings, start, totals
from workbook.index_hedge.other_checks import OTHERS
from workbook.index_hedge.row_checks import ROW_CHECKS
from workbook.parts.functions_sheet import functions_sheet
from workbook.spec import Book

_SHEETS: Final = (
    settings.SHEET,
    position.SHEET,
    totals.SHEET,
    sensitivity.SHEET,
    history.SHEET,
    checks.SHEET,
    journal.SHEET,
    functions_sheet("B"),
)

INDEX_HEDGE: Final = Book(
    key="index-hedge",
    title=Text("指数×FXヘッジ", "Index × FX hedge"),
    schema=2,
    sheets=(guide.sheet(_SHEETS), *_SHEETS),
    row_checks=ROW_CHECKS,
    other_checks=OTHERS,
    judged=frozenset({("history", "date"), ("calendar", "date")}),
    fillings={"demo": start.demo, "empty": start.empty},
    telling=("position", "sensitivity", "guide"),
)
