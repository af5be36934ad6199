"""Units in which the sheets of this template speak."""

from typing import Final

from hedge_xl.core.language import Text

MULTIPLE: Final = Text("倍", "multiple")
ANNUAL: Final = Text("年率", "a year")
ROWS: Final = Text("行", "rows")
UNITS: Final = Text("数量", "units")
FRACTION: Final = Text("割合", "fraction")
CHOICE: Final = Text("選択", "choice")
PRICE: Final = Text("価格", "price")
INDEX_100: Final = Text("0〜100", "0 to 100")
