"""The arguments of the option functions and of the hedges with options."""

from typing import Annotated

from hedge_xl.core.language import Text
from hedge_xl.core.options import OptionKind as OptionKindChoice
from hedge_xl.functions import kinds
from hedge_xl.functions.arguments import MONEY, PER_YEAR, QUOTE, doc

YEARS = Text("年", "years")
UNITS_OF_HEDGE = Text("ヘッジの数量", "units of the hedge")
DELTA = Text("デルタ", "delta")
GAMMA = Text("ガンマ", "gamma")

OptionKind = Annotated[
    OptionKindChoice, doc(kinds.OPTION, '"call" または "put"(コール、プットも可)', '"call" or "put" (also C, P)')
]
Strike = Annotated[float, doc(kinds.NUMBER, "権利行使価格(0より大きい)", "Strike, above 0", QUOTE)]
YearsToExpiry = Annotated[float, doc(kinds.NUMBER, "満期まで(90日は 90/365)", "To expiry, 90 days are 90/365", YEARS)]
Vol = Annotated[float, doc(kinds.NUMBER, "予想ボラティリティ(10%は0.1)", "Volatility, 10% is 0.1", PER_YEAR)]
RateDomestic = Annotated[
    float,
    doc(kinds.NUMBER, "自国通貨の金利(連続複利。円)", "Interest of the quote currency (JPY), continuous", PER_YEAR),
]
RateForeign = Annotated[
    float, doc(kinds.NUMBER, "外貨の金利(連続複利。ドル)", "Interest of the base currency (USD), continuous", PER_YEAR)
]
PositionDelta = Annotated[float, doc(kinds.NUMBER, "建玉のデルタの合計", "Delta of the whole position", DELTA)]
HedgeDelta = Annotated[
    float, doc(kinds.NUMBER, "ヘッジ1単位のデルタ(0以外)", "Delta of one unit of the hedge, not 0", DELTA)
]
PositionGamma = Annotated[float, doc(kinds.NUMBER, "建玉のガンマの合計", "Gamma of the whole position", GAMMA)]
OptionGamma = Annotated[float, doc(kinds.NUMBER, "オプション1単位のガンマ(0以外)", "Gamma of one option, not 0", GAMMA)]
VegaLoss = Annotated[
    float, doc(kinds.NUMBER, "ボラ上昇時の損失(正の数)", "Loss when volatility rises, as a positive number", MONEY)
]
HedgeGain = Annotated[
    float,
    doc(kinds.NUMBER, "同じ上昇でのヘッジ1単位の利益(正)", "Gain of one unit of the hedge on the same rise", MONEY),
]
