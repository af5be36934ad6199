"""点検 / Checks: every check with its count and its first cell, and the article's table of risk controls."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.parts import check_sheet
from workbook.parts.marks import status_cell
from workbook.parts.ticks import checklist, tick
from workbook.positioning import legs, settings
from workbook.positioning.other_checks import OTHERS
from workbook.positioning.row_checks import ROW_CHECKS
from workbook.spec import Sheet

_LEG_FAULTS: Final = tuple(check.count for check in ROW_CHECKS if check.sheet is legs.SHEET)

TOTALS: Final = check_sheet.totals_block(
    check_sheet.total_row(check_sheet.counting_cells(ROW_CHECKS, OTHERS)),
    (
        legs.SHEET.title,
        Text("×のある建玉", "legs marked ×"),
        check_sheet.sum_cell("leg_faults", _LEG_FAULTS),
        None,
        Text("0でない間はオプションの合計とヘッジを出さない", "Until it is 0 no sum and no option hedge is shown"),
    ),
    check_sheet.policy_row(settings.SHEET.title, ("n_policy", "n_ema_periods", "n_vol_limits", "n_rsi_limits")),
)

CONTROLS: Final = checklist(
    Text("リスク管理の枠組み(D §9) — 売買の前に", "Risk controls (D §9): before you trade"),
    tick(
        "tick_over",
        Text(
            "過剰ヘッジ: ρとH_tを見て、弱まっていたら減らした",
            "Over-hedging: ρ and H_t were looked at, and less hedged if weaker",
        ),
    ),
    tick(
        "tick_gap",
        Text(
            "不完全ヘッジ: ネットβを見て、残りを受け入れるか直した",
            "Gaps in the hedge: net beta was looked at, and accepted or mended",
        ),
    ),
    tick(
        "tick_leverage",
        Text("レバレッジ過多: サイズがK/σの上限に張り付いていないか見た", "Leverage: the size is not stuck at its cap"),
    ),
    tick(
        "tick_late",
        Text("遅れ: 価格の表は今日の終値まで入っている", "Delay: the price table reaches today's close"),
    ),
)

SHEET: Final = Sheet(
    "checks",
    check_sheet.TITLE,
    check_sheet.HEADING,
    check_sheet.INTRO,
    (TOTALS, check_sheet.checks_block(ROW_CHECKS, OTHERS), CONTROLS),
    status=status_cell("checks"),
    one_page=True,
    portrait=True,
    widths=check_sheet.WIDTHS,
)
