"""Words of the index × FX hedge template (article B)."""

from collections.abc import Mapping
from typing import Final

from hedge_xl.core.language import Text, same

INDEX_HEDGE: Final[Mapping[str, Text]] = {
    # currencies an account or an index can be in
    "ccy_usd": same("USD"),
    "ccy_jpy": same("JPY"),
    "ccy_eur": same("EUR"),
    "ccy_gbp": same("GBP"),
    "ccy_aud": same("AUD"),
    "ccy_chf": same("CHF"),
    "ccy_cad": same("CAD"),
    "ccy_nzd": same("NZD"),
    "ccy_hkd": same("HKD"),
    # rounding, as the function FX_LOTS accepts it
    "rnd_nearest": same("nearest"),
    "rnd_down": same("down"),
    "rnd_up": same("up"),
    # faults and notes of the row checks
    "chk_name": Text("× 指数の名前なし", "× no index name"),
    "chk_pair": Text("× 通貨ペアの書き方", "× no currency pair"),
    "chk_ccy": Text("× 通貨の書き方", "× no currency"),
    "chk_atr": Text("× ATRなし", "× no ATR"),
    "chk_rho": Text("× 相関なし", "× no correlation"),
    "chk_convert": Text("× 換算レートなし", "× no exchange rate"),
    "chk_later": Text("× 価格の順序", "× prices out of order"),
    "chk_bar": Text("× 高値・安値・終値", "× high, low, close"),
    "chk_two_spots": Text("△ 同じペアで別の値", "△ pair at two spots"),
    "chk_off_rate": Text("△ 換算レートの差", "△ exchange rate off"),
    "chk_stale": Text("△ 価格が古い", "△ old prices"),
    "chk_as_of": Text("△ 計算日が古い", "△ old calculation date"),
    "chk_weak": Text("△ 相関が弱い", "△ weak correlation"),
    "chk_hedge_rate": Text("△ ヘッジ率が目安外", "△ hedge rate off guide"),
    "chk_near": Text("△ イベント間近", "△ event is near"),
    # what a position or a pair looks like
    "st_zero": Text("△ 0ロットに丸め", "△ rounds to 0 lots"),
    "st_none": Text("相関0: ヘッジなし", "no correlation, no hedge"),
    "st_flat": Text("相殺されて0", "nets to 0"),
    "st_mixed": Text("△ ロット単位が混在", "△ lot sizes differ"),
    "lev_over": Text("△ 目安を超える", "△ above the guide"),
    "lev_inside": Text("○ 目安の範囲内", "○ within the guide"),
    "lev_under": Text("○ 目安より低い", "○ below the guide"),
    "lev_unknown": Text("FX証拠金を設定に入れる", "enter the FX margin"),
    # the next event
    "ev_no_day": Text("計算日を設定に入れる", "enter the calculation date"),
    "ev_none": Text("この先の予定の登録なし", "nothing ahead in the list"),
    "ev_near": Text("△ 間近: 相関の急変に注意", "△ near: ρ may jump"),
    "ev_far": Text("○ まだ先", "○ not yet near"),
}
