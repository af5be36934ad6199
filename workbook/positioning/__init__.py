"""Dynamic positioning with a hedge overlay (article D): its sheets, declared."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.parts.functions_sheet import functions_sheet
from workbook.positioning import checks, decision, guide, journal_sheet, legs, prices, settings, start
from workbook.positioning.other_checks import OTHERS
from workbook.positioning.row_checks import ROW_CHECKS
from workbook.spec import Book

_JUDGED: Final = frozenset(
    (sheet.table.key, column.key)
    for sheet in (prices.SHEET, legs.SHEET)
    if sheet.table
    for column in sheet.table.inputs
)

_SHEETS: Final = (
    settings.SHEET,
    decision.SHEET,
    prices.SHEET,
    legs.SHEET,
    checks.SHEET,
    journal_sheet.SHEET,
    functions_sheet("D"),
)

POSITIONING: Final = Book(
    key="positioning",
    title=Text("ダイナミックポジション調整", "Dynamic positioning"),
    schema=2,
    sheets=(guide.sheet(_SHEETS), *_SHEETS),
    row_checks=ROW_CHECKS,
    other_checks=OTHERS,
    judged=_JUDGED,
    fillings={"demo": start.demo, "empty": start.empty},
    telling=("decision", "prices", "guide"),
)
