"""Words of the ledger's cost sheet: parts of the cost, and verdicts."""

from collections.abc import Mapping
from typing import Final

from hedge_xl.core.language import Text

COSTS: Final[Mapping[str, Text]] = {
    "part_swap": Text("金利差+ベーシス", "Differential + basis"),
    "part_spread": Text("スプレッド・手数料", "Spread and fees"),
    "part_slip": Text("滑り", "Slippage"),
    "part_none": Text("差なし", "No gap"),
    "cheap_diy": Text("自作が安い", "Do it yourself"),
    "cheap_fund": Text("投信が安い", "The fund"),
    "cheap_equal": Text("同じ", "Equal"),
    "quarter_end": Text("四半期末", "Quarter end"),
    "year_end": Text("年度末", "Fiscal year end"),
}
