"""Words of the roll plan."""

from collections.abc import Mapping
from typing import Final

from hedge_xl.core.language import Text, same

ROLL: Final[Mapping[str, Text]] = {
    # what a day is
    "day_use": same("○"),
    "day_weekend": Text("— 週末", "— weekend"),
    "day_closed": same("— "),
    "day_event": Text("— イベント ", "— event "),
    "day_quarter": Text("— 期末の最終営業日", "— end of quarter"),
    # what stands in the way of the plan
    "roll_settings": Text("× 下の設定値を範囲内に直す", "× put the values below within their limits"),
    "roll_policy": Text("× 設定シートの値を直す", "× correct the Policy sheet"),
    "roll_list": Text("× 休業日の一覧が変わっている", "× the list of closed days was changed"),
    "roll_events": Text("× 設定のイベント日を直す", "× correct the event days on Policy"),
    "roll_start_unknown": Text("× 月次に月末がない", "× Monthly has no month end"),
    "roll_expired": Text(
        "△ 休業日の一覧の期間外。hedge-xl upgrade で新しくする", "△ outside the list of closed days: hedge-xl upgrade"
    ),
    "roll_few": Text("△ 使える日が回数より少ない月がある", "△ a month has fewer usable days than parts"),
    # the orders
    "twap_times": Text("× 終了時刻を開始時刻より後にする", "× the end must be after the start"),
    "twap_none": Text("今月の指示が出ていない", "no instruction yet"),
    "twap_hold": Text("取引なし", "nothing to trade"),
    "roll_months_word": Text("か月", " mo"),
}
