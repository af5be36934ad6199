"""How a backtest computes, said once: on the ledger's sheet and in the command's report; and the sheet's own states."""

from collections.abc import Mapping
from typing import Final

from hedge_xl.core.language import Text

RETURN_FORMULA: Final = Text(
    "月の収益率 = r_SPX + (1−h)×r_FX − (年率総コスト÷12)×h − (提示スプレッド÷2÷前月末USDJPY)×|hの変化|",
    "Return of a month = r_SPX + (1 - h) × r_FX - annual cost / 12 × h - quoted spread / 2 / USDJPY × |change of h|",
)
WALK: Final = Text(
    "hは月末にその月末までのデータだけで決め、翌月に適用します(ウォークフォワード、台帳と同じ)。A §10, §16",
    "h is decided at a month end from data up to that month end, and in force the next month (walk-forward, as in the "
    "ledger). A §10, §16",
)

BACKTEST: Final[Mapping[str, Text]] = {
    # why nothing is tested, or that it is
    "bt_policy": Text("× 設定に使えない値があります(点検を参照)", "× a parameter cannot be used (see Checks)"),
    "bt_faults": Text(
        "× 市場シートの×の行を直すまで計算しません", "× not computed until the rows marked × on Market are right"
    ),
    "bt_few": Text(
        "× 続いた月が足りません(推定窓+3か月末が必要)", "× too few months in a row (window + 3 month ends needed)"
    ),
    "bt_short": Text(
        "× この表が市場より短い(右下の角を下へ引く)", "× this table is shorter than Market: drag its corner down"
    ),
    "bt_cost": Text(
        "× 設定の費用が大きすぎます(年100%か、為替そのものを超える)",
        "× costs too large: over 100% a year, or over the rate",
    ),
    "bt_still": Text(
        "× USDJPYが動かない期間があり、h*が決まりません", "× USDJPY stands still for a window, so h* is undefined"
    ),
    "bt_ok": Text("○ 計算しました", "○ computed"),
    # what a month is to the test
    "bt_lead": Text("準備", "lead-in"),
    "bt_start": Text("開始", "start"),
    "bt_month": Text("検証", "tested"),
    "bt_out": Text("使わない", "not used"),
}
