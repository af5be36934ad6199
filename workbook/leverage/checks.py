"""点検 / Checks: every check with its count and its first cell, and the article's rules to tick."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.leverage.other_checks import OTHERS
from workbook.leverage.row_checks import ROW_CHECKS
from workbook.parts import check_sheet
from workbook.parts.marks import status_cell
from workbook.parts.ticks import checklist, tick
from workbook.spec import Block, Sheet
from workbook.text import WORDS, is_fault

_COUNTS: Final = check_sheet.counting_cells(ROW_CHECKS, OTHERS)
_POLICY_FAULTS: Final = ("n_policy", "n_bands", "n_corr")


def _faults(table: str) -> tuple[str, ...]:
    """The counts that stop the computing. A row below the table is not counted there, which would hide risk."""
    counted = (check.count for check in ROW_CHECKS if check.table == table and is_fault(WORDS[check.word]))
    return (*counted, f"n_below_{table}")


TOTALS: Final = check_sheet.totals_block(
    check_sheet.total_row(_COUNTS),
    (
        Text("建玉", "Positions"),
        Text("×のある建玉", "positions marked ×"),
        check_sheet.sum_cell("holding_faults", _faults("holdings")),
        None,
        Text("0でない間は何も計算しない", "Until it is 0 nothing is computed"),
    ),
    (
        Text("収益率", "Returns"),
        Text("×のある収益率", "returns marked ×"),
        check_sheet.sum_cell("return_faults", _faults("returns")),
        None,
        Text(
            "収益率から計算する間は、0になるまで何も計算しない",
            "While returns are used, nothing is computed until it is 0",
        ),
    ),
    check_sheet.policy_row(Text("設定・相関", "Settings, Correlation"), _POLICY_FAULTS),
)

LIST: Final[Block] = check_sheet.checks_block(ROW_CHECKS, OTHERS)

RULES: Final = checklist(
    Text("毎日の手順(C §4・§7)", "Every day (C §4, §7)"),
    tick("tick_vols", Text("各商品のボラを更新した", "The volatility of every product is up to date")),
    tick("tick_matrix", Text("相関行列を更新した(24時間ごと)", "The correlations are up to date (every 24 hours)")),
    tick("tick_baskets", Text("同じ塊に新しい建玉を足していない", "Nothing was added to a basket that moves as one")),
    tick("tick_events", Text("相関が急変する日(重要指標)を確かめた", "Days on which correlations jump are known")),
)

SHEET: Final = Sheet(
    "checks",
    check_sheet.TITLE,
    check_sheet.HEADING,
    check_sheet.INTRO,
    (TOTALS, LIST, RULES),
    status=status_cell("checks"),
    one_page=True,
    portrait=True,
    widths=check_sheet.WIDTHS,
)
