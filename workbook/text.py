"""Words that stand inside formulas, choices and status lines, in Japanese and English.

A formula names a word by its key (`` `word` ``), so that both languages come from one declaration and the
twin compares with the same word. Check results start with a mark: ○ fine, △ worth a look, × must be put right.
"""

from collections.abc import Mapping
from typing import Final
from unicodedata import east_asian_width

from hedge_xl import __version__
from hedge_xl.core.execution import LIMIT_ORDERS
from hedge_xl.core.language import Text, same
from workbook.words.backtest import BACKTEST
from workbook.words.costs import COSTS
from workbook.words.dashboard import DASHBOARD
from workbook.words.hosts import HOSTS
from workbook.words.index_hedge import INDEX_HEDGE
from workbook.words.leverage import LEVERAGE
from workbook.words.positioning import POSITIONING
from workbook.words.roll import ROLL

WORDS: Final[Mapping[str, Text]] = {
    "version": same(__version__),
    # hedge policies (article A §9, §11)
    "pol_none": Text("未ヘッジ", "Unhedged"),
    "pol_full": Text("1:1 全額", "1:1 full"),
    "pol_struct": Text("構造", "Structural"),
    "pol_trend": Text("構造±トレンド", "Structural ± trend"),
    "pol_hstar": same("h*"),
    "shrink_none": same("none"),
    "shrink_lw": same("ledoit-wolf"),
    # sides of an order, as the functions accept them
    "buy_sides": same("|BUY|LONG|買|買い|"),
    "sell_sides": same("|SELL|SHORT|売|売り|"),
    "limit_types": same(f"|{'|'.join(sorted(LIMIT_ORDERS))}|"),
    "side_sell": Text("売", "SELL"),
    "side_buy": Text("買", "BUY"),
    # instructions and states of the month
    "ins_sell": Text("売り", "SELL"),
    "ins_buy": Text("買い", "BUY"),
    "ins_hold": Text("維持(取引なし)", "HOLD (no trade)"),
    "ins_fix": Text("要確認: この行の入力", "CHECK: inputs of this row"),
    "ins_policy": Text("要確認: 設定", "CHECK: Policy sheet"),
    "ins_market": Text("要確認: 市場データ", "CHECK: market data"),
    "ins_log": Text("要確認: 執行ログ", "CHECK: execution log"),
    "ins_rows": Text("要確認: 最新の月より下の行", "CHECK: rows below the latest month"),
    "over": Text("過剰", "over"),
    "under": Text("過少", "under"),
    "even": Text("一致", "on target"),
    "netlong": Text("△ 買い越し", "△ net long"),
    "round_zero": Text("△ 0に丸め", "△ rounds to 0"),
    # marks and results of the row checks
    "mark_ok": same("○"),
    "mark_note": same("△"),
    "mark_fault": same("×"),
    "ok": same("○ OK"),
    "chk_month": Text("× 月末日でない", "× not a month end"),
    "chk_dup": Text("× 重複", "× duplicate"),
    "chk_order": Text("× 順序", "× out of order"),
    "chk_number": Text("× 数値でない", "× not a number"),
    "chk_positive": Text("× 0以下", "× zero or less"),
    "chk_id": Text("× 注文IDなし", "× no order ID"),
    "chk_side": Text("× 売買が不明", "× unknown side"),
    "chk_time": Text("× 約定時刻", "× fill time"),
    "chk_range": Text("× 範囲外", "× out of range"),
    "chk_error": Text("× エラー値", "× error value"),
    "chk_date": Text("× 日付でない", "× not a date"),
    "chk_balance": Text("× 残高が違う", "× position differs"),
    "start": Text("○ 開始", "○ start"),
    "chk_gap": Text("△ 月の抜け", "△ month missing"),
    "chk_spot": Text("△ 市場と差", "△ off the market"),
    "chk_jump": Text("△ 急な変化", "△ sudden jump"),
    "chk_return": Text("△ 損益なし", "△ no return"),
    "chk_swap": Text("△ スワップ未入力", "△ swap missing"),
    "chk_swap_rate": Text("△ スワップの符号か桁", "△ swap sign or size"),
    "chk_quote": Text("△ 気配なし", "△ no quote"),
    "chk_unit": Text("△ 最小単位の端数", "△ odd lot"),
    "chk_price": Text("△ 気配と差", "△ off the quote"),
    "chk_large": Text("△ 数量が大きい", "△ large quantity"),
    "chk_future": Text("△ 先の日付", "△ after the ledger"),
    "chk_order_time": Text("△ 発注時刻", "△ order time"),
    "chk_event": Text("△ イベント日", "△ event day"),
    "chk_swap_gap": Text("△ スワップの差", "△ swap differs"),
    # a limit order that was not filled: no fill, so neither ○ nor △, and no fault; no month end has passed the latter
    "chk_unfilled": Text("－ 未約定", "－ not filled"),
    "chk_open": Text("－ 未約定か確認", "－ filled meanwhile?"),
    # status lines
    "all_ok": Text("点検: 問題なし", "Checks: all clear"),
    "see_checks": Text("点検: 要確認 ", "Checks: to look at: "),
    "box_off": same("☐"),
    "box_on": same("☑"),
    **DASHBOARD,
    **BACKTEST,
    **COSTS,
    **HOSTS,
    **INDEX_HEDGE,
    **LEVERAGE,
    **POSITIONING,
    **ROLL,
}


def is_fault(finding: Text) -> bool:
    """Whether a check's finding is of the kind that stops the computing (×), not only worth a look (△)."""
    return finding.en.startswith(WORDS["mark_fault"].en)


def display_width(words: str) -> int:
    """Width in half-width characters: Japanese ones take two."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in words)
