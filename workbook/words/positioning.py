"""Words of the positioning template (article D)."""

from collections.abc import Mapping
from typing import Final

from hedge_xl.core.language import Text, same
from hedge_xl.functions.regime_table import ADVICE

_REGIMES: Final = {"rise": "calm rise", "fall": "turbulent fall", "range": "range"}
_PARTS: Final = ("regime", "position", "overlay")

POSITIONING: Final[Mapping[str, Text]] = {
    # the article's three regimes and its advice, as REGIME gives them
    **{
        f"{part}_{key}": ADVICE[regime][place]  # type: ignore[index]  # the keys are the regimes
        for key, regime in _REGIMES.items()
        for place, part in enumerate(_PARTS)
    },
    # choices
    "bars_own": Text("高値・安値を使う", "highs and lows"),
    "bars_close": Text("終値で代用", "closes instead"),
    "vol_sd": same("sd"),
    "vol_ewma": same("ewma"),
    "down_short": Text("売り建て", "go short"),
    "down_cash": Text("現金化", "hold cash"),
    "ratio_h": same("H_t"),
    "ratio_beta": same("β_p/β_h"),
    "var_historical": same("historical"),
    "var_parametric": same("parametric"),
    "leg_call": Text("コール", "Call"),
    "leg_put": Text("プット", "Put"),
    "leg_spot": Text("現物", "Underlying"),
    # row checks
    "pos_date": Text("× 日付でない", "× not a date"),
    "pos_order": Text("× 日付の順序", "× dates out of order"),
    "pos_number": Text("× 数値でない", "× not a number"),
    "pos_range": Text("× 価格の範囲外", "× price out of range"),
    "pos_bar": Text("× 高値・安値・終値が矛盾", "× high, low and close disagree"),
    "pos_gap": Text("△ 間が空いている", "△ days missing"),
    "pos_jump": Text("△ 急な変化", "△ sudden jump"),
    "leg_kind": Text("× 種類が不明", "× unknown kind"),
    "leg_number": Text("× 数値でない", "× not a number"),
    "leg_range": Text("× 範囲外", "× out of range"),
    # what the decision says when it cannot be made
    "pos_empty": Text("価格を入力してください", "Enter prices"),
    "pos_settings": Text("要確認: 設定", "CHECK: Settings"),
    "pos_fix": Text("要確認: 価格の最後の行", "CHECK: last row of Prices"),
    "pos_wait": Text("計算に必要な行数がまだない", "Not enough rows yet"),
    "pos_hold": Text("維持", "HOLD"),
    # readings
    "trend_up": Text("上向き", "up"),
    "trend_down": Text("下向き", "down"),
    "trend_flat": Text("横ばい", "flat"),
    "adx_strong": Text("トレンドあり", "trending"),
    "adx_weak": Text("トレンドなし", "no trend"),
    "rsi_hot": Text("買われすぎ", "overbought"),
    "rsi_cold": Text("売られすぎ", "oversold"),
    "rsi_calm": Text("中立", "neutral"),
    "here": same("●"),
    "bars_all_own": Text("すべて高値・安値から", "all from highs and lows"),
    "bars_some_close": Text("終値で代用(一部または全部)", "closes in place of some or all"),
    "bars_none": Text("高値・安値がない", "no highs and lows"),
    "done": same("○ OK"),
}
