"""What the numbers of the blocks are, for the guide."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.parts.numbers import Number

_WORDS: Final = Text("文字", "text")
_INDEX: Final = Text("0〜100", "0 to 100")

NUMBERS: Final = (
    Number(
        "decision",
        "(now|read)_trend",
        Text("トレンド", "Trend"),
        _WORDS,
        Text(
            "短期EMA−長期EMAの符号(+1、0、−1)と読み方", "Sign of the short EMA minus the long one, and how to read it"
        ),
        "D §3, §7",
    ),
    Number(
        "decision",
        "(now|read)_adx",
        Text("ADX", "ADX"),
        _INDEX,
        Text("トレンドの強さと読み方", "Strength of the trend, and how to read it"),
        "D §3",
    ),
    Number(
        "decision",
        "(now|read)_rsi",
        Text("RSI", "RSI"),
        _INDEX,
        Text("買われすぎ・売られすぎと読み方", "Overbought or oversold, and how to read it"),
        "D §3",
    ),
)
