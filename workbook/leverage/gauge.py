"""The gauge: effective leverage against the band on the Settings sheet, in a figure, in words and as a bar."""

from collections.abc import Callable
from typing import Final

from hedge_xl.core.checks import NOISE
from hedge_xl.core.language import Text
from hedge_xl.core.rounding import round_to_step
from workbook.spec import Block, Cell, Value
from workbook.twin import Scope

_Twin = Callable[[Scope], Value]
_TICKS: Final = 40
_FULL: Final = 4.0  # the gauge ends at twice the middle of the band


def judged(s: Scope, leverage: float) -> str:
    """What to do at that leverage, in words."""
    if leverage <= s.number("cap_low") + NOISE:
        return s.word("lev_fine")
    return s.word("lev_reduce" if leverage <= s.number("cap_high") + NOISE else "lev_stop")


def judgement(cell: str) -> str:
    """Formula of `judged`."""
    return f"IF({{{cell}}}<={{cap_low}}+1E-12,`lev_fine`,IF({{{cell}}}<={{cap_high}}+1E-12,`lev_reduce`,`lev_stop`))"


def _verdict(s: Scope) -> Value:
    if s.number("ready") == 1:
        return judged(s, s.number("effective"))
    if s.number("policy_faults") + s.number("holding_faults") == 0:
        if s.number("n_equity") > 0:
            return s.word("lev_equity")
        if s.number("n_active") == 0 or s.number("gross") == 0:
            return s.word("lev_none")
    return s.word("lev_fix")


_VERDICT: Final = (
    f"IF({{ready}}=1,{judgement('effective')},IF({{policy_faults}}+{{holding_faults}}=0,"
    "IF({n_equity}>0,`lev_equity`,IF(OR({n_active}=0,{gross}=0),`lev_none`,`lev_fix`)),`lev_fix`))"
)


def _ticks(value: float) -> int:
    return int(round_to_step(min(_FULL, value) * _TICKS / _FULL, 1.0))


def _gauge(s: Scope) -> Value:
    if s.number("ready") != 1:
        return None
    return s.word("bar_full") * _ticks(s.number("effective"))


def _band(s: Scope) -> Value:
    if s.number("policy_faults") > 0:
        return None
    low, high = _ticks(s.number("cap_low")), _ticks(s.number("cap_high"))
    wide = max(1, high - low)
    outside = s.word("bar_minus")
    return outside * low + s.word("bar_band") * wide + outside * max(0, _TICKS - low - wide)


def _rounded(value: str) -> str:
    return f"ROUND(MIN({_FULL:g},{value})*{_TICKS}/{_FULL:g},0)"


_LOW, _HIGH = _rounded("{cap_low}"), _rounded("{cap_high}")
_WIDE: Final = f"MAX(1,{_HIGH}-{_LOW})"
_BAND: Final = (
    f'IF({{policy_faults}}>0,"",REPT(`bar_minus`,{_LOW})&REPT(`bar_band`,{_WIDE})'
    f"&REPT(`bar_minus`,MAX(0,{_TICKS}-{_LOW}-{_WIDE})))"
)


def figure(key: str, source: str, form: str, style: str = "figure") -> Cell:
    """A working once more, where it is read."""
    formula = f'IF({{ready}}=0,"",{{{source}}})'
    return Cell(
        key,
        "formula",
        form,
        formula=formula,
        twin=lambda s: s.cell(source) if s.number("ready") == 1 else None,
        style=style,
    )


GAUGE: Final = Block(
    Text("いまの実効レバレッジ", "Effective leverage now"),
    styles=("label", "", "wide"),
    rows=(
        (
            Text("実効レバ(倍)", "Effective leverage (x)"),
            figure("show_effective", "effective", "0.00", "big"),
            Cell("verdict", "check", "@", formula=_VERDICT, twin=_verdict, style="heading"),
        ),
        (
            Text("計器(0〜4倍)", "Gauge (0 to 4x)"),
            None,
            Cell(
                "gauge",
                "formula",
                "@",
                formula=f'IF({{ready}}=0,"",REPT(`bar_full`,{_rounded("{effective}")}))',
                twin=_gauge,
                style="title",
            ),
        ),
        (
            Text("上限帯", "The band"),
            None,
            Cell("band", "formula", "@", formula=_BAND, twin=_band, style="title"),
        ),
    ),
)
