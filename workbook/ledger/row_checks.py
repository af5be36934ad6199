"""What the check columns of the tables can say, and what to do about it."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger import log, market, monthly, pnl, policy, reconcile
from workbook.ledger.common import jumped
from workbook.parts.row_check import RowCheck

_MONTH_FIX: Final = Text(
    "その月の最後の日付を入れる(例 2026-10-31)。文字ではなく日付で",
    "Enter the last day of the month as a date, such as 2026-10-31",
)
_DUP_FIX: Final = Text("同じ月の行を1つだけ残す", "Keep one row per month")
_ORDER_FIX: Final = Text("古い月から順に並べる", "Put the months in order, oldest first")
_NUMBER_FIX: Final = Text(
    "半角の数字だけで入れる(文字、全角、円記号は不可)",
    "Enter plain numbers: no text, full-width digits or currency signs",
)
_DATE_FIX: Final = Text("時刻のない日付で入れる(例 2026-12-10)", "Enter a date without a time, such as 2026-12-10")
_POSITIVE_FIX: Final = Text("0より大きい値にする(A_USDだけは0も可)", "Enter a value above 0 (A_USD may be 0)")

ROW_CHECKS: Final = (
    RowCheck(market.SHEET, "chk_month", _MONTH_FIX, ("month",)),
    RowCheck(market.SHEET, "chk_dup", _DUP_FIX, ("month",)),
    RowCheck(market.SHEET, "chk_order", _ORDER_FIX, ("month",)),
    RowCheck(market.SHEET, "chk_number", _NUMBER_FIX, ("spx", "usdjpy", "ma200")),
    RowCheck(market.SHEET, "chk_positive", _POSITIVE_FIX, ("spx", "usdjpy", "ma200")),
    RowCheck(
        market.SHEET,
        "chk_gap",
        Text(
            "抜けた月を足す。抜けの直後の収益率は計算しない",
            "Add the missing months; no return is computed across a gap",
        ),
        ("month",),
    ),
    RowCheck(
        market.SHEET,
        "chk_jump",
        Text(
            "桁や単位の間違いがないか確かめる。正しければそのままでよい",
            "Check digits and units; if it is right, leave it",
        ),
        ("spx", "usdjpy", "ma200"),
        culprit=jumped,
    ),
    RowCheck(
        market.SHEET,
        "chk_error",
        Text("エラー値を消し、値を入れ直す", "Clear the error and enter the value again"),
        ("ma200", "month"),
    ),
    RowCheck(monthly.SHEET, "chk_month", _MONTH_FIX, ("month",)),
    RowCheck(monthly.SHEET, "chk_dup", _DUP_FIX, ("month",)),
    RowCheck(monthly.SHEET, "chk_order", _ORDER_FIX, ("month",)),
    RowCheck(monthly.SHEET, "chk_number", _NUMBER_FIX, ("a_usd", "spot", "swap", "h_fixed")),
    RowCheck(monthly.SHEET, "chk_positive", _POSITIVE_FIX, ("a_usd", "spot")),
    RowCheck(
        monthly.SHEET,
        "chk_gap",
        Text(
            "抜けた月を足す。抜けの直後の月は損益を計算しない",
            "Add the missing months; the month after a gap has no P&L",
        ),
        ("month",),
    ),
    RowCheck(
        monthly.SHEET,
        "chk_spot",
        Text("S_USDJPYと市場シートのUSDJPYのどちらかを直す", "Correct S_USDJPY here or USDJPY on the Market sheet"),
        ("spot",),
    ),
    RowCheck(
        monthly.SHEET,
        "ins_market",
        Text(
            "この月のS&P500・USDJPY・200日平均を市場シートに足す。h*には推定窓の月数が必要",
            "Add the month to the Market sheet with its 200-day average; h* needs a full window",
        ),
        ("instruction",),
        column="instruction",
    ),
    RowCheck(
        monthly.SHEET,
        "chk_range",
        Text("0〜2の比率で入れる(80%は0.8)", "Enter a ratio from 0 to 2 (80% is 0.8)"),
        ("h_fixed",),
    ),
    RowCheck(
        monthly.SHEET,
        "chk_error",
        Text("エラー値を消し、値を入れ直す", "Clear the error and enter the value again"),
        ("swap", "h_fixed", "month"),
    ),
    RowCheck(
        monthly.SHEET,
        "chk_jump",
        Text(
            "桁や単位の間違いがないか確かめる。正しければそのままでよい",
            "Check digits and units; if it is right, leave it",
        ),
        ("a_usd", "spot"),
        culprit=jumped,
    ),
    RowCheck(
        monthly.SHEET,
        "netlong",
        Text("買いが売りを上回っている。売買の向きを確かめる", "More was bought than sold: check the sides in the log"),
        ("state",),
        column="state",
    ),
    RowCheck(
        monthly.SHEET,
        "round_zero",
        Text(
            "最小単位が目標より大きい。設定の最小単位を確かめる",
            "The minimum unit is larger than the target: check it on the Policy sheet",
        ),
        ("state",),
        column="state",
    ),
    RowCheck(log.SHEET, "chk_id", Text("業者の注文番号を入れる", "Enter the broker's order number"), ("id",)),
    RowCheck(log.SHEET, "chk_dup", Text("二重に記録した約定を消す", "Delete the fill recorded twice"), ("id",)),
    RowCheck(log.SHEET, "chk_side", Text("売 または 買 (SELL / BUY)にする", "Enter SELL or BUY"), ("side",)),
    RowCheck(log.SHEET, "chk_number", _NUMBER_FIX, ("qty", "price", "quote")),
    RowCheck(log.SHEET, "chk_positive", _POSITIVE_FIX, ("qty", "price", "quote")),
    RowCheck(
        log.SHEET,
        "chk_time",
        Text("約定した日時を入れる(例 2026-11-02 10:00)", "Enter date and time of the fill, such as 2026-11-02 10:00"),
        ("time",),
    ),
    RowCheck(
        log.SHEET,
        "chk_quote",
        Text(
            "発注時の気配を入れる。無いと滑りを測れない(A §12、§17)",
            "Enter the quote you saw; slippage cannot be measured without (A §12, §17)",
        ),
        ("quote",),
    ),
    RowCheck(
        log.SHEET,
        "chk_open",
        Text(
            "最新の月末より後に出した指値。約定していたら価格と約定時刻を書く。次の月を足すまで残る",
            "A limit order sent after the latest month end: if it was filled, enter price and fill time. "
            "Stays until the next month is added",
        ),
        ("price",),
    ),
    RowCheck(
        log.SHEET,
        "chk_unit",
        Text("数量か、設定の最小単位を確かめる", "Check the quantity, or the minimum unit on the Policy sheet"),
        ("qty",),
    ),
    RowCheck(
        log.SHEET,
        "chk_event",
        Text("イベント日の取引は避ける(A §12、§13)", "Stay out of the market on event days (A §12, §13)"),
        ("time",),
    ),
    RowCheck(
        log.SHEET,
        "chk_error",
        Text("エラー値を消し、値を入れ直す", "Clear the error and enter the value again"),
        ("id", "quote", "order_time"),
    ),
    RowCheck(
        log.SHEET, "chk_price", Text("価格と気配の桁を確かめる", "Check the digits of price and quote"), ("price",)
    ),
    RowCheck(
        log.SHEET,
        "chk_large",
        Text("数量がA_USDの2倍を超えている。桁を確かめる", "The quantity is over twice A_USD: check its digits"),
        ("qty",),
    ),
    RowCheck(
        log.SHEET,
        "chk_future",
        Text(
            "日付を確かめる。正しければ月次に新しい月を足す",
            "Check the date; if it is right, add the new month on Monthly",
        ),
        ("time",),
    ),
    RowCheck(
        log.SHEET,
        "chk_order_time",
        Text("発注時刻は約定時刻より前の日時にする", "The order time must be a date and time before the fill"),
        ("order_time",),
    ),
    RowCheck(
        pnl.SHEET,
        "chk_return",
        Text(
            "市場シートに当月と前月があり、月次が連続しているか確かめる",
            "Check that Market has this month and the one before, and Monthly has no gap",
        ),
        ("r_hedged",),
    ),
    RowCheck(
        pnl.SHEET,
        "chk_swap",
        Text("月次シートにその月のスワップ合計を入れる", "Enter the month's swap on the Monthly sheet"),
        ("cost_swap",),
    ),
    RowCheck(
        pnl.SHEET,
        "chk_swap_rate",
        Text(
            "スワップの符号(支払いは−)と桁、設定の金利差を確かめる",
            "Check sign (minus when paid) and digits of the swap, and the assumed differential",
        ),
        ("cost_swap",),
    ),
    RowCheck(policy.SHEET, "chk_date", _DATE_FIX, ("date",)),
    RowCheck(
        reconcile.SHEET,
        "chk_date",
        Text(
            "日付か日時で入れる(例 2026-12-10、2026-12-10 07:00)",
            "Enter a date or a date with a time, such as 2026-12-10 or 2026-12-10 07:00",
        ),
        ("date",),
    ),
    RowCheck(reconcile.SHEET, "chk_number", _NUMBER_FIX, ("position", "swap")),
    RowCheck(
        reconcile.SHEET,
        "chk_error",
        Text("エラー値を消し、値を入れ直す", "Clear the error and enter the value again"),
        ("swap",),
    ),
    RowCheck(
        reconcile.SHEET,
        "chk_balance",
        Text(
            "執行ログの漏れ・重複・売買の向きか、明細の残高と日付を直す。日付だけなら24時までの約定と比べるので、"
            "業者の1日が朝に終わるなら時刻も書く(例 2026-12-10 07:00)。直すまで指示を出さない",
            "Find the fill missing, doubled or on the wrong side, or correct the row. A date alone counts fills up to "
            "midnight: if the broker's day ends later, add its time (2026-12-10 07:00). No instruction until then",
        ),
        ("position",),
    ),
    RowCheck(
        reconcile.SHEET,
        "chk_swap",
        Text("月次シートにその月のスワップ合計を入れる", "Enter the month's swap on the Monthly sheet"),
        ("swap",),
    ),
    RowCheck(
        reconcile.SHEET,
        "chk_swap_gap",
        Text("月次のスワップ受払か、明細の合計を直す", "Correct the swap on Monthly, or the statement's total"),
        ("swap",),
    ),
)
