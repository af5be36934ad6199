"""Dynamic positioning with a hedge overlay (article D): its sheets, declared."""

from typing import Final

from hedge_xl.core.language import Text
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

POSITIONING: Final = Book(
    key="positioning",
    title=Text("ダイナミックポジション調整", "Dynamic positioning"),
    schema=2,
    sheets=(
        guide.SHEET,
        settings.SHEET,
        decision.SHEET,
        prices.SHEET,
        legs.SHEET,
        checks.SHEET,
        journal_sheet.SHEET,
    ),
    row_checks=ROW_CHECKS,
    other_checks=OTHERS,
    judged=_JUDGED,
    fillings={"demo": start.demo, "empty": start.empty},
)
