"""The cockpit's figures: leverage, multiplier, headroom, and the integrated leverage."""

from collections.abc import Callable
from typing import Final

from hedge_xl import functions as hx
from hedge_xl.core.language import Text, same
from workbook.leverage import portfolio
from workbook.leverage.gauge import figure
from workbook.parts.columns import ACCOUNT_CURRENCY
from workbook.spec import Block, Cell, Item, Value
from workbook.twin import Scope, n

_Twin = Callable[[Scope], Value]


def _equity_risk(s: Scope) -> Value:
    known = portfolio.portfolio(s)
    if known is None:
        return None
    return float(hx.EFF_LEV(known.exposures, known.cov, known.equity, s.number("horizon")))


def _room(s: Scope) -> Value:
    if s.cell("headroom") is None:
        return None
    return s.number("gross") * (s.number("headroom") - 1)


def _integrated(s: Scope) -> Value:
    factor = n(s.cell("clm"))
    if s.number("ready") != 1 or factor == 0:
        return None
    factors = (s.number(key) for key in ("base_leverage", "f_session", "f_atr", "f_trend"))
    return float(hx.INTEGRATED_LEV(*factors, factor, s.number("f_margin"), s.number("cap_high")))


def _line(cell: Cell, label: Text, unit: Text, meaning: Text, source: str) -> tuple[Item, ...]:
    return (label, cell, meaning, None, None, None, None, unit, same(source))


def _computed(key: str, form: str, formula: str, twin: _Twin) -> Cell:
    return Cell(key, "formula", form, formula=formula, twin=twin, style="fixed")


_MULTIPLE: Final = Text("倍", "multiple")

FIGURES: Final = Block(
    Text("数字", "The figures"),
    styles=("label", "", "wide", "", "", "", "", "unit", "source"),
    rows=(
        _line(
            figure("show_nominal", "nominal_lev", "0.000", "fixed"),
            Text("表面レバ", "Nominal leverage"),
            _MULTIPLE,
            Text("建玉額の合計 ÷ 純資産", "Sum of notionals / equity"),
            "C §2(A)",
        ),
        _line(
            figure("show_clm", "clm", "0.0000", "fixed"),
            Text("CLM", "CLM"),
            Text("—", "—"),
            Text("全体のリスク ÷ すべてが一緒に動くときのリスク(1以下)", "Risk / risk if all moved as one (at most 1)"),
            "C §3(4)",
        ),
        _line(
            _computed(
                "equity_risk",
                "0.00%",
                'IF({ready}=0,"",{risk}*SQRT({horizon})/{equity})',
                _equity_risk,
            ),
            Text("純資産の値動き", "Volatility of equity"),
            Text("割合", "fraction"),
            Text(
                "記事の式 sqrt(wᵀΣw)·√T÷純資産。倍率ではないので上限と比べない",
                "The article's formula as printed: a volatility, not to be held against the cap",
            ),
            "C §3(3)",
        ),
        _line(
            figure("show_cap", "cap_used", "0.00", "fixed"),
            Text("使う上限", "Cap in use"),
            _MULTIPLE,
            Text("設定の上限。逆相関で緩めるなら上限帯の上", "The cap, or the band's upper end when relaxed"),
            "C §7②④",
        ),
        _line(
            figure("show_headroom", "headroom", "0.000", "fixed"),
            Text("余力", "Headroom"),
            _MULTIPLE,
            Text(
                "建玉をいまの何倍にすると上限か。1より下は超過", "Exposures may scale by this; below 1 is over the cap"
            ),
            "C §4, §7",
        ),
        _line(
            _computed("room", "#,##0;-#,##0;0", 'IF(N({headroom})=0,"",{gross}*({headroom}-1))', _room),
            Text("余力の額", "Headroom in money"),
            ACCOUNT_CURRENCY,
            Text(
                "上限までの額(上限帯では増やさない)。−なら減らす額",
                "Up to the cap; inside the band add nothing; minus: must shrink",
            ),
            "C §4, §7",
        ),
        _line(
            _computed(
                "integrated",
                "0.000",
                'IF(N({clm})=0,"",MIN({base_leverage}*{f_session}*{f_atr}*{f_trend}*{f_margin}/{clm},{cap_high}))',
                _integrated,
            ),
            Text("統合レバ", "Integrated leverage"),
            _MULTIPLE,
            Text("基準×時間帯×ATR×方向性×証拠金÷CLM、上限帯の上まで", "Base x factors / CLM, at most the band's end"),
            "C §8",
        ),
    ),
)
