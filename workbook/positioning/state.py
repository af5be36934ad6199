"""The state of the market: volatility, range, trend, and how to read them."""

from collections.abc import Callable
from typing import Final

from hedge_xl.core.language import Text, same
from workbook.parts.parameters import HEADER, STYLES, parameter
from workbook.positioning.lines import known, result, unless_blank, when
from workbook.positioning.now import latest
from workbook.positioning.units import ANNUAL, PRICE
from workbook.spec import Block, Cell, Item, Value
from workbook.twin import Scope, is_number, n


def _reading(key: str, of: str, formula: str, twin: Callable[[Scope, float], str]) -> Cell:
    return result(
        key,
        "@",
        unless_blank(of, formula),
        lambda s: s.word(twin(s, s.number(of))) if known(s, of) else None,
        style="unit",
    )


def _rsi(s: Scope, value: float) -> str:
    return "rsi_hot" if value >= s.number("rsi_high") else "rsi_cold" if value <= s.number("rsi_low") else "rsi_calm"


def _ranges(s: Scope) -> Value:
    if s.number("now_ok") == 0:
        return None
    row = int(s.number("now_row")) - 1
    bars = n(s.model.value("prices", row, "bars"))
    if bars == 0:
        return s.word("bars_none")
    given = s.col("prices", "high")[: row + 1]
    return s.word("bars_some_close" if sum(is_number(value) for value in given) < row + 1 else "bars_all_own")


_RANGES: Final = (
    'IF({now_ok}=0,"",IF(INDEX([prices.bars],{now_row})=0,`bars_none`,'
    "IF(COUNT(INDEX([prices.high],1):INDEX([prices.high],{now_row}))<{now_row},`bars_some_close`,`bars_all_own`)))"
)
_TREND_READ: Final = _reading(
    "read_trend",
    "now_trend",
    "IF({now_trend}>0,`trend_up`,IF({now_trend}<0,`trend_down`,`trend_flat`))",
    lambda s, value: "trend_up" if value > 0 else "trend_down" if value < 0 else "trend_flat",
)
_ADX_READ: Final = _reading(
    "read_adx",
    "now_adx",
    "IF({now_adx}>={adx_trend},`adx_strong`,`adx_weak`)",
    lambda s, value: "adx_strong" if value >= s.number("adx_trend") else "adx_weak",
)
_RSI_READ: Final = _reading(
    "read_rsi",
    "now_rsi",
    "IF({now_rsi}>={rsi_high},`rsi_hot`,IF({now_rsi}<={rsi_low},`rsi_cold`,`rsi_calm`))",
    _rsi,
)
_ATR_SHARE: Final = result(
    "atr_share",
    "0.00%",
    unless_blank("now_atr now_close", "{now_atr}/{now_close}"),
    when("now_atr now_close", lambda s: s.number("now_atr") / s.number("now_close")),
)


def _read(cell: Cell, label: Text, reading: Cell, meaning: Text, source: str) -> tuple[Item, ...]:
    return (label, cell, reading, meaning, same(source))


STATE: Final = Block(
    Text("市場の状態", "State of the market"),
    header=HEADER,
    styles=STYLES,
    rows=(
        parameter(
            latest("close", "#,##0.00##"), Text("終値", "Close"), PRICE, Text("銘柄", "Of the instrument"), "D §3"
        ),
        parameter(
            latest("hedge", "#,##0.00##"),
            Text("ヘッジ終値", "Hedge close"),
            PRICE,
            Text("ヘッジ資産", "Of the hedge"),
            "D §4",
        ),
        parameter(latest("sigma", "0.0%"), same("σ"), ANNUAL, Text("ボラティリティ", "Volatility"), "D §3, §7"),
        parameter(latest("atr", "#,##0.00"), same("ATR"), PRICE, Text("平均変動幅", "Average true range"), "D §3"),
        parameter(
            _ATR_SHARE,
            Text("ATR÷終値", "ATR / close"),
            Text("割合", "fraction"),
            Text("1期間の値幅の割合", "Range of a period, as a fraction"),
            "D §3",
        ),
        _read(
            latest("trend", "0"),
            Text("トレンド", "Trend"),
            _TREND_READ,
            Text("短期EMA−長期EMAの符号", "Sign of short less long EMA"),
            "D §6, §7",
        ),
        _read(
            latest("adx", "0.0"),
            same("ADX"),
            _ADX_READ,
            Text("トレンドの強さ(0〜100)", "Strength of the trend, 0 to 100"),
            "D §3",
        ),
        _read(latest("rsi", "0.0"), same("RSI"), _RSI_READ, Text("0〜100", "0 to 100"), "D §3"),
        parameter(
            result("read_bars", "@", _RANGES, _ranges),
            Text("ATRとADXの元", "ATR and ADX from"),
            Text("文字", "text"),
            Text("終値で代用すると値幅は実際より小さい", "From closes alone ranges come out too small"),
            "D §3",
        ),
    ),
)
