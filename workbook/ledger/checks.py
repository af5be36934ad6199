"""点検 / Checks: every check with its count and its first cell, and the article's checklists."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger.checklists import CHECKLIST, MISTAKES
from workbook.ledger.other_checks import OTHERS
from workbook.ledger.row_checks import ROW_CHECKS
from workbook.parts import check_sheet
from workbook.parts.marks import status_cell
from workbook.spec import Block, Sheet
from workbook.text import WORDS, is_fault

_COUNTS: Final = check_sheet.counting_cells(ROW_CHECKS, OTHERS)
_POLICY_FAULTS: Final = ("n_policy", "n_clamp")
# A position unlike the statement's is a fault of the log as well: nobody knows what is held.
_LOG_FAULTS: Final = (
    *(check.count for check in ROW_CHECKS if check.table == "log" and is_fault(WORDS[check.word])),
    *(check.count for check in ROW_CHECKS if check.word == "chk_balance"),
)

TOTALS: Final = check_sheet.totals_block(
    check_sheet.total_row(_COUNTS),
    (
        Text("執行ログ", "Execution log"),
        Text("×のある約定と残高", "fills and positions marked ×"),
        check_sheet.sum_cell("log_faults", _LOG_FAULTS),
        None,
        Text("0でない間は現状ヘッジと指示を出さない", "Until it is 0 no current hedge and no instruction is shown"),
    ),
    check_sheet.policy_row(Text("設定", "Policy"), _POLICY_FAULTS),
)

LIST: Final[Block] = check_sheet.checks_block(ROW_CHECKS, OTHERS)

SHEET: Final = Sheet(
    "checks",
    check_sheet.TITLE,
    check_sheet.HEADING,
    check_sheet.INTRO,
    (TOTALS, LIST, MISTAKES, CHECKLIST),
    status=status_cell("checks"),
    one_page=True,
    portrait=True,
    widths=check_sheet.WIDTHS,
)
