"""The rows of REGIME: article D's three regimes and what it advises in each."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from hedge_xl.core.language import Text
from hedge_xl.core.regime import Regime
from hedge_xl.functions.results import Block
from hedge_xl.functions.tables import table

HEADER: Final = (Text("市場環境", "Market"), Text("ポジション戦略", "Position"), Text("ヘッジ構造", "Hedge"))
ADVICE: Final[Mapping[Regime, tuple[Text, Text, Text]]] = MappingProxyType(
    {
        "calm rise": (
            Text("低ボラ上昇局面", "Low volatility, rising"),
            Text("ポジション拡大、追随型", "Expand the position, follow the trend"),
            Text("軽めの先物ショート または VIXプット", "Light: short futures, or VIX puts"),
        ),
        "turbulent fall": (
            Text("高ボラ急落局面", "High volatility, falling hard"),
            Text("縮小・現金化", "Shrink the position, go to cash"),
            Text("強めのヘッジ(先物ショート+オプションロング)", "Strong: short futures and long options"),
        ),
        "range": (
            Text("横ばい・レンジ局面", "Sideways, in a range"),
            Text("小ポジション+オプション売り", "Small position, sell options"),
            Text("ガンマヘッジ(デルタ調整型)", "Gamma hedge, adjusting the delta"),
        ),
    }
)


def regime_rows(regime: Regime) -> Block:
    """Header and the row of one regime, in the language of the call."""
    return table(HEADER, [ADVICE[regime]])
