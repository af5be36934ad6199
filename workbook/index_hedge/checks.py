"""点検 / Checks: every check with its count and its first cell, and the article's points to keep in mind."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.index_hedge.other_checks import OTHERS
from workbook.index_hedge.row_checks import ROW_CHECKS
from workbook.index_hedge.settings import SHEET as SETTINGS
from workbook.parts import check_sheet
from workbook.parts.marks import status_cell
from workbook.parts.ticks import checklist, tick
from workbook.spec import Sheet

CHECKLIST: Final = checklist(
    Text("実務の確認(B §7、§8) — 注文の前に", "Before you order (B §7, §8)"),
    tick(
        "tick_atr",
        Text("指数とFXのATR(14〜20日)を新しくした", "The ATRs of index and pair (14 to 20 days) are up to date"),
    ),
    tick(
        "tick_rho", Text("直近30〜90日の相関を確かめた", "The correlation of the last 30 to 90 days has been looked at")
    ),
    tick("tick_part", Text("完全ヘッジはしない。20〜50%にとどめる", "No full hedge: 20 to 50% only")),
    tick(
        "tick_lot",
        Text("1ロットの通貨数とロットの刻みを業者の仕様で確かめた", "Units in a lot and the lot step are the broker's"),
    ),
    tick("tick_lev", Text("ヘッジFXのレバレッジは合計で1〜3倍", "The hedge's leverage is 1 to 3 times in total")),
    tick(
        "tick_index",
        Text("ヘッジ率とATRに応じて指数側のロットを下げた", "The index lots are lowered with hedge rate and ATR"),
    ),
    tick(
        "tick_event",
        Text(
            "FOMC・CPI・雇用統計・地政学イベントを確かめた",
            "FOMC, CPI, jobs report and geopolitics have been looked at",
        ),
    ),
)

TOTALS: Final = check_sheet.totals_block(
    check_sheet.total_row(check_sheet.counting_cells(ROW_CHECKS, OTHERS)),
    check_sheet.policy_row(SETTINGS.title, ("n_policy", "n_guides")),
)

SHEET: Final = Sheet(
    "checks",
    check_sheet.TITLE,
    check_sheet.HEADING,
    check_sheet.INTRO,
    (TOTALS, check_sheet.checks_block(ROW_CHECKS, OTHERS), CHECKLIST),
    status=status_cell("checks"),
    one_page=True,
    portrait=True,
    widths=check_sheet.WIDTHS,
)
