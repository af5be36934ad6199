"""Checks that are not of a row: parameters that contradict each other, and tables that do not reach what was typed."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.parts.check_sheet import below_check, parameters_check
from workbook.parts.row_check import OtherCheck
from workbook.positioning import journal_sheet, legs, prices, settings
from workbook.spec import Cell, Value
from workbook.twin import Scope, is_number, n


def _crossed(key: str, low: str, high: str, name: Text, fix: Text, why: Text, source: str) -> OtherCheck:
    """Two limits of which the first must be below the second."""

    def twin(s: Scope) -> Value:
        first, second = s.cell(low), s.cell(high)
        return int(is_number(first) and is_number(second) and n(first) >= n(second))

    formula = f"IF(AND(ISNUMBER({{{low}}}),ISNUMBER({{{high}}})),IF({{{low}}}>={{{high}}},1,0),0)"
    cell = Cell(key, "check", "0", formula=formula, twin=twin, style="count")
    return OtherCheck(settings.SHEET.title, name, cell, fix, why, source, (low, high))


OTHERS: Final = (
    *(below_check(sheet) for sheet in (prices.SHEET, legs.SHEET, journal_sheet.SHEET)),
    parameters_check(settings.SHEET.title, settings.PARAMETERS),
    _crossed(
        "n_ema_periods",
        "ema_short",
        "ema_long",
        Text("× 短期EMAが長期EMA以上", "× short EMA not shorter"),
        Text("短期EMAの期間を長期EMAより短くする", "Make the short EMA shorter than the long one"),
        Text("トレンドの向きを決められない", "The side of the trend cannot be told"),
        "D §7",
    ),
    _crossed(
        "n_vol_limits",
        "low_vol",
        "high_vol",
        Text("× ボラの境が逆", "× volatility limits crossed"),
        Text("低ボラの境を高ボラの境より小さくする", "Put the limit of low volatility below that of high"),
        Text("局面を決められない", "The regime cannot be told"),
        "D §8",
    ),
    _crossed(
        "n_rsi_limits",
        "rsi_low",
        "rsi_high",
        Text("× RSIの目安が逆", "× RSI limits crossed"),
        Text("RSIの下の目安を上より小さくする", "Put the lower limit of RSI below the upper one"),
        Text("買われすぎ・売られすぎを言えない", "Overbought and oversold cannot be told apart"),
        "D §3",
    ),
)
