"""Trend and range: ATR, EMA cross, ADX and RSI as visible recursions, each column one step of the definition."""

from typing import Final

from hedge_xl import functions as hx
from hedge_xl.core.checks import same_or_less
from hedge_xl.core.language import Text, same
from workbook.positioning.notation import guarded, last, recursion, run_cells, unless
from workbook.positioning.runs import by_run, on_grid, part, whole_number
from workbook.positioning.units import INDEX_100, PRICE
from workbook.positioning.volatility import computed
from workbook.spec import Column, Value
from workbook.twin import Row, is_number, n

_SIGN: Final = Text("−1/0/1", "-1/0/1")
_BARS: Final = ("hi", "lo", "close")


def _atr(r: Row) -> Value:
    if r["bars"] == 0:
        return None
    period = whole_number(r, "atr_period")
    return by_run(
        r, "bars", period + 1, "atr", lambda rows: hx.ATR(*(part(r, key, rows) for key in _BARS), period, "wilder")
    )


def _adx(r: Row) -> Value:
    if r["bars"] == 0:
        return None
    period = whole_number(r, "adx_period")
    # Spreadsheets take moves for equal that differ by binary noise; the function, like TA-Lib, lets noise decide.
    seen = on_grid if r.model.host == "native" else list
    return by_run(
        r, "bars", 2 * period, "adx", lambda rows: hx.ADX(*(seen(part(r, key, rows)) for key in _BARS), period)
    )


def _ema(r: Row, key: str) -> Value:
    if r["run"] == 0:
        return None
    period = whole_number(r, key)
    return by_run(r, "run", period, key, lambda rows: hx.EMA(part(r, "close", rows), period))


def _rsi(r: Row) -> Value:
    if r["run"] == 0:
        return None
    period = whole_number(r, "rsi_period")
    return by_run(r, "run", period + 1, "rsi", lambda rows: hx.RSI(part(r, "close", rows), period))


def _trend(r: Row) -> Value:
    """TREND_SIGNAL's sign, from the averages at hand."""
    short, long = r["ema_s"], r["ema_l"]
    if not is_number(short) or not is_number(long):
        return None
    if same_or_less(n(short), n(long)):
        return 0 if same_or_less(n(long), n(short)) else -1
    return 1


def _ema_column(key: str, parameter: str, header: Text, help: Text) -> Column:
    period = f"{{{parameter}}}"
    return computed(
        key,
        header,
        help,
        "D §3, §7",
        PRICE,
        "#,##0.00",
        guarded("run", period, f"INDEX(EMA({run_cells('close', 'run')},{period}),[run])"),
        lambda r: _ema(r, parameter),
        recursion(
            key, "run", period, f"AVERAGE({last('close', period)})", f"{{before}}+2/({period}+1)*([close]-{{before}})"
        ),
        width=11,
    )


_ATR_FIRST: Final = "({atr_period}+1)"
_ADX_FIRST: Final = "(2*{adx_period})"
_CELLS: Final = ",".join(run_cells(key, "bars") for key in _BARS)
_ADX_STEP: Final = 'IF([dx]="",{before},{before}+([dx]-{before})/{adx_period})'

INDICATORS: Final = (
    computed(
        "atr",
        same("ATR"),
        Text("Wilderの平均変動幅。高値と安値が必要", "Wilder's average true range; it needs highs and lows"),
        "D §3",
        PRICE,
        "#,##0.00",
        guarded("bars", _ATR_FIRST, f"INDEX(ATR({_CELLS},{{atr_period}}),[bars])"),
        _atr,
        recursion(
            "atr",
            "bars",
            _ATR_FIRST,
            f"AVERAGE({last('tr', '{atr_period}')})",
            "{before}+([tr]-{before})/{atr_period}",
        ),
    ),
    _ema_column(
        "ema_s", "ema_short", Text("短期EMA", "Short EMA"), Text("短い方の指数移動平均", "The shorter average")
    ),
    _ema_column("ema_l", "ema_long", Text("長期EMA", "Long EMA"), Text("長い方の指数移動平均", "The longer average")),
    computed(
        "trend",
        Text("トレンド", "Trend"),
        Text("短期EMAが長期EMAより上なら1、下なら−1", "1 if the short EMA is above the long one, -1 if below"),
        "D §6, §7",
        _SIGN,
        "0",
        unless("ema_s ema_l", f"TREND_SIGNAL({run_cells('close', 'run')},{{ema_short}},{{ema_long}})"),
        _trend,
        unless(
            "ema_s ema_l",
            "IF(ABS([ema_s]-[ema_l])<=1E-12*MAX(1,[ema_s],[ema_l]),0,SIGN([ema_s]-[ema_l]))",
        ),
        width=9,
    ),
    computed(
        "adx",
        same("ADX"),
        Text("トレンドの強さ。高値と安値が必要", "Strength of the trend; it needs highs and lows"),
        "D §3",
        INDEX_100,
        "0.0",
        guarded("bars", _ADX_FIRST, f"INDEX(ADX({_CELLS},{{adx_period}}),[bars])"),
        _adx,
        recursion("adx", "bars", _ADX_FIRST, f"SUM({last('dx', '{adx_period}')})/{{adx_period}}", _ADX_STEP),
        width=8,
    ),
    computed(
        "rsi",
        same("RSI"),
        Text("買われすぎ・売られすぎの目安", "Overbought or oversold"),
        "D §3",
        INDEX_100,
        "0.0",
        guarded("run", "({rsi_period}+1)", f"INDEX(RSI({run_cells('close', 'run')},{{rsi_period}}),[run])"),
        _rsi,
        unless("avg_rise", 'IF([avg_rise]+[avg_fall]>0,100*[avg_rise]/([avg_rise]+[avg_fall]),"")'),
        width=8,
    ),
)
