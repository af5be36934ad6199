"""The arguments of the functions on leverage across products."""

from typing import Annotated

from hedge_xl.core.arrays import FloatArray
from hedge_xl.functions import kinds
from hedge_xl.functions.arguments import FRACTION, LOG_RETURN, MONEY, MULTIPLE, doc
from hedge_xl.functions.kinds import ReturnsBlock as ReturnsBlockValue

ReturnColumns = Annotated[
    ReturnsBlockValue,
    doc(
        kinds.RETURNS_BLOCK,
        "リターンの表(1列が1商品)。どれかが空白の行は除く",
        "Returns, one product per column; a row with a blank is left out",
        LOG_RETURN,
    ),
]
Corr = Annotated[FloatArray, doc(kinds.MATRIX, "相関行列(対角は1)", "Correlation matrix, ones on its diagonal")]
Vols = Annotated[
    FloatArray, doc(kinds.SERIES, "各商品のボラティリティ(0より大きい)", "Volatility per product, above 0", FRACTION)
]
BasketThreshold = Annotated[
    float, doc(kinds.NUMBER, "これを超える相関は同じバスケット(0〜1)", "Correlation above it is one basket, 0 to 1")
]
InverseThreshold = Annotated[
    float,
    doc(kinds.NUMBER, "これ以下の相関は逆相関ペア(−1〜0)", "Correlation at or below it is an inverse pair, -1 to 0"),
]
LeverageCap = Annotated[
    float,
    doc(kinds.NUMBER, "実効レバレッジの上限(目安1.8〜2.2)", "Cap of effective leverage, usually 1.8 to 2.2", MULTIPLE),
]
LotValues = Annotated[
    FloatArray | None,
    doc(
        kinds.SERIES,
        "各商品の1ロットの評価額。入れると整数ロットに切り捨てる",
        "Exposure of one lot per product; gives whole lots, rounded towards 0",
        MONEY,
    ),
]
BaseLeverage = Annotated[
    float, doc(kinds.NUMBER, "基準レバレッジ(0より大きい)", "Leverage to begin with, above 0", MULTIPLE)
]
SessionFactor = Annotated[float, doc(kinds.NUMBER, "時間帯の補正(1=補正なし)", "Factor for the session, 1 for none")]
AtrFactor = Annotated[float, doc(kinds.NUMBER, "ATRの補正(低ボラで1超)", "Factor for the ATR, above 1 when calm")]
TrendFactor = Annotated[
    float, doc(kinds.NUMBER, "方向性の補正(一致で1超)", "Factor for the trend, above 1 when aligned")
]
ClmValue = Annotated[float, doc(kinds.NUMBER, "相関余剰レバ係数 CLM(割る)", "Correlation leverage multiplier; divides")]
MarginFactor = Annotated[float, doc(kinds.NUMBER, "証拠金の補正(1=補正なし)", "Factor for the margin, 1 for none")]
ResultCap = Annotated[
    float | None, doc(kinds.NUMBER, "結果の上限。省略時はなし", "Cap of the result; none when omitted", MULTIPLE)
]
