"""Words of the ledger's cost sheet: parts of the cost, and verdicts."""

from collections.abc import Mapping
from typing import Final

from hedge_xl.core.language import Text

COSTS: Final[Mapping[str, Text]] = {
    "part_swap": Text("金利差+ベーシス", "differential + basis"),
    "part_spread": Text("スプレッド・手数料", "spread and fees"),
    "part_slip": Text("滑り", "slippage"),
    "part_none": Text("差なし", "no gap"),
    "cheap_diy": Text("自作が安い", "do it yourself"),
    "cheap_fund": Text("投信が安い", "the fund"),
    "cheap_equal": Text("同じ", "equal"),
    "quarter_end": Text("四半期末", "quarter end"),
    "year_end": Text("年度末", "fiscal year end"),
}
