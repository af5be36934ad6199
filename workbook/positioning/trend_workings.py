"""The workings of ATR, ADX and RSI: ranges, directed moves, and Wilder's sums and averages, one step a column."""

from collections.abc import Callable
from typing import Final

from hedge_xl.core.language import Text, same
from workbook.positioning.notation import above, carried, last, recursion
from workbook.positioning.runs import last as last_values
from workbook.positioning.runs import smoothed, whole_number
from workbook.positioning.units import INDEX_100, PRICE, ROWS
from workbook.positioning.volatility import computed
from workbook.spec import Column, Value
from workbook.twin import Row, is_number, n


def _bar_side(r: Row, own: str) -> Value:
    if r["run"] == 0:
        return None
    given = r[own]
    return given if is_number(given) else r["close"] if r.cell("bar_source") == r.word("bars_close") else None


def _true_range(r: Row) -> Value:
    if n(r["bars"]) < 2:
        return None
    before = n(r.previous("close"))
    return max(r.num("hi"), before) - min(r.num("lo"), before)


def _move(r: Row, up: bool) -> Value:
    """The day's move out of the bar before, where it is the larger of the two and not only by binary noise."""
    if n(r["bars"]) < 2:
        return None
    rise, fall = r.num("hi") - n(r.previous("hi")), n(r.previous("lo")) - r.num("lo")
    own, other = (rise, fall) if up else (fall, rise)
    return own if own > 0 and own - other > 1e-12 * r.num("hi") else 0.0


def _wilder_sum(r: Row, own: str, source: str) -> Value:
    if r["bars"] == 0:
        return None
    period = whole_number(r, "adx_period")
    seed = sum(n(value) for value in last_values(r, source, period - 1)) if n(r["bars"]) == period else 0.0
    return smoothed(r, own, source, "bars", period, seed, lambda before, new: before - before / period + new)


def _average(r: Row, own: str, source: str) -> Value:
    if r["run"] == 0:
        return None
    period = whole_number(r, "rsi_period")
    full = n(r["run"]) == period + 1
    seed = sum(n(value) for value in last_values(r, source, period)) / period if full else 0.0
    return smoothed(r, own, source, "run", period + 1, seed, lambda before, new: before + (new - before) / period)


def _dx(r: Row) -> Value:
    if r["bars"] == 0 or n(r["bars"]) <= r.number("adx_period"):
        return None
    up, down = r.num("s_up"), r.num("s_down")
    return 100 * abs(up - down) / (up + down) if up + down > 0 and r.num("s_range") > 0 else None


def _change(r: Row, sign: int) -> Value:
    return None if n(r["run"]) < 2 else max(0.0, sign * (r.num("close") - n(r.previous("close"))))


def _working(
    key: str, header: Text, help: Text, unit: Text, form: str, formula: str, twin: Callable[[Row], Value]
) -> Column:
    return computed(key, header, help, "D §3", unit, form, formula, twin, working=True)


def _side(key: str, given: str, header: Text) -> Column:
    formula = f'IF([run]=0,"",IF(ISNUMBER([{given}]),[{given}],IF(EXACT({{bar_source}},`bars_close`),[close],"")))'
    help = Text(
        "ATRとADXに使う値(設定により終値で代用)", "As ATR and ADX take it: the close instead, if Settings say so"
    )
    return _working(key, header, help, PRICE, "#,##0.00", formula, lambda r: _bar_side(r, given))


def _directed(key: str, header: Text, own: str, other: str, up: bool) -> Column:
    move = f"{own}-({other})"
    formula = f'IF([bars]<2,"",IF(AND({own}>0,{move}>1E-12*[hi]),{own},0))'
    help = Text("前の足から外へ出た幅(大きい方だけ)", "Move out of the bar before, the larger of the two only")
    return _working(key, header, help, PRICE, "0.00", formula, lambda r: _move(r, up))


def _sum(key: str, source: str, header: Text) -> Column:
    formula = recursion(
        key,
        "bars",
        "{adx_period}",
        f"SUM({last(source, '({adx_period}-1)')})",
        f"{{before}}-{{before}}/{{adx_period}}+[{source}]",
    )
    help = Text("Wilderの累積(最初の値は種)", "Wilder's sum; the first one is its seed")
    return _working(key, header, help, PRICE, "0.00", formula, lambda r: _wilder_sum(r, key, source))


def _mean(key: str, source: str, header: Text) -> Column:
    formula = recursion(
        key,
        "run",
        "({rsi_period}+1)",
        f"AVERAGE({last(source, '{rsi_period}')})",
        f"{{before}}+([{source}]-{{before}})/{{rsi_period}}",
    )
    help = Text("Wilderの平均(RSI)", "Wilder's average, for RSI")
    return _working(key, header, help, PRICE, "0.00", formula, lambda r: _average(r, key, source))


_RISE: Final = f"([hi]-{above('hi')})"
_FALL: Final = f"({above('lo')}-[lo])"
_CHANGE: Final = Text("終値の変化のうち、この向きの分", "Change of the close in this direction")

WORKINGS: Final = (
    _side("hi", "high", Text("使う高値", "High used")),
    _side("lo", "low", Text("使う安値", "Low used")),
    _working(
        "bars",
        Text("足の数", "Bars"),
        Text("高値・安値・終値が途切れずにそろう行数", "Rows in a row with high, low and close"),
        ROWS,
        "0",
        f"IF(ISNUMBER([hi]),{carried('bars')}+1,0)",
        lambda r: n(r.previous("bars")) + 1 if is_number(r["hi"]) else 0,
    ),
    _working(
        "tr",
        same("TR"),
        Text("前の終値からの窓を含む値幅", "True range: the gap from the last close included"),
        PRICE,
        "0.00",
        f'IF([bars]<2,"",MAX([hi],{above("close")})-MIN([lo],{above("close")}))',
        _true_range,
    ),
    _directed("dm_up", Text("DM上", "DM up"), _RISE, _FALL, up=True),
    _directed("dm_down", Text("DM下", "DM down"), _FALL, _RISE, up=False),
    _sum("s_up", "dm_up", Text("DM上の累積", "DM up sum")),
    _sum("s_down", "dm_down", Text("DM下の累積", "DM down sum")),
    _sum("s_range", "tr", Text("TR累積", "TR sum")),
    _working(
        "dx",
        same("DX"),
        Text("|+DI − −DI| ÷ 和。動きがなければ空欄", "|DI+ − DI−| over their sum; blank without any direction"),
        INDEX_100,
        "0.0",
        'IF([bars]=0,"",IF([bars]<={adx_period},"",IF(AND([s_up]+[s_down]>0,[s_range]>0),'
        '100*ABS([s_up]-[s_down])/([s_up]+[s_down]),"")))',
        _dx,
    ),
    _working(
        "rise",
        Text("上げ", "Rise"),
        _CHANGE,
        PRICE,
        "0.00",
        f'IF([run]<2,"",MAX(0,[close]-{above("close")}))',
        lambda r: _change(r, 1),
    ),
    _working(
        "fall",
        Text("下げ", "Fall"),
        _CHANGE,
        PRICE,
        "0.00",
        f'IF([run]<2,"",MAX(0,{above("close")}-[close]))',
        lambda r: _change(r, -1),
    ),
    _mean("avg_rise", "rise", Text("上げの平均", "Average rise")),
    _mean("avg_fall", "fall", Text("下げの平均", "Average fall")),
)
