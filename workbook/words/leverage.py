"""Words of the leverage cockpit template (article C)."""

from collections.abc import Mapping
from typing import Final

from hedge_xl.core.language import Text, same

LEVERAGE: Final[Mapping[str, Text]] = {
    # choices
    "src_typed": Text("手入力", "typed"),
    "src_returns": Text("収益率から", "from returns"),
    "basis_day": Text("日率", "daily"),
    "basis_year": Text("年率", "annual"),
    "relax_no": Text("緩めない", "no"),
    "relax_yes": Text("緩める", "yes"),
    # the gauge (article C §7)
    "lev_fine": Text("○ 良好: このままでよい", "○ fine: hold as it is"),
    "lev_reduce": Text("△ 上限帯: 増やさない。超過分は減らす", "△ band: add nothing, cut any excess"),
    "lev_stop": Text("× 止める: 新規停止、上限まで減らす", "× stop: open nothing, cut to the cap"),
    "lev_fix": Text("要確認: 点検シートの×", "CHECK: the × on the Checks sheet"),
    "lev_none": Text("建玉シートに建玉を入れてください", "Enter positions on the Positions sheet"),
    "lev_equity": Text("設定シートに純資産を入れてください", "Enter the equity on the Settings sheet"),
    "none_found": Text("なし", "none"),
    # inverse pairs
    "pair_offset": Text("相殺する", "offsets"),
    "pair_adds": Text("上乗せする", "adds up"),
    "pair_idle": Text("建玉なし", "not held"),
    # what to cut
    "cut_nothing": Text("上限以内。減らす必要はありません", "Within the cap: nothing to cut"),
    "cut_table": Text("上の表のとおり減らすと上限に収まる", "Cut as in the table above to meet the cap"),
    "cut_over": Text(
        "ロットの端数で上限を超える。もう1ロット減らす", "Whole lots leave it above the cap: cut one lot more"
    ),
    # bars that survive a grey printout
    "bar_full": same("█"),
    "bar_minus": same("░"),
    "bar_band": same("▓"),
    # findings
    "chk_no": Text("× No.が1〜8でない", "× No. not 1 to 8"),
    "chk_product": Text("× 商品名なし", "× no product name"),
    "chk_vol_missing": Text("× ボラなし", "× no volatility"),
    "chk_vol": Text("△ ボラの桁", "△ volatility's size"),
    "chk_class": Text("△ 分類の上限超", "△ class over its cap"),
    "chk_size": Text("△ 収益率が大きい", "△ large return"),
}
