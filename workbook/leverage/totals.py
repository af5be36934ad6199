"""The workings of the whole portfolio: whether it can be computed, its risk, its leverage and its room."""

from collections.abc import Callable
from typing import Final

from hedge_xl import functions as hx
from hedge_xl.core.language import Text
from workbook.leverage import portfolio
from workbook.leverage.names import span, vector
from workbook.spec import Block, Cell, Item, Value
from workbook.twin import Scope

_Twin = Callable[[Scope], Value]


def _working(key: str, form: str, formula: str, twin: _Twin) -> Cell:
    return Cell(key, "formula", form, formula=formula, twin=twin, style="working")


def _usable(s: Scope) -> Value:
    return int(all(s.number(key) == 0 for key in ("policy_faults", "holding_faults", "n_equity")))


def _uses_returns(s: Scope) -> Value:
    return int(s.word("src_returns") in (s.cell("corr_source"), s.cell("vol_source")))


def _ready(s: Scope) -> Value:
    faults = sum(s.number(key) for key in ("n_history", "n_missing", "n_definite"))
    faults += s.number("uses_returns") * s.number("return_faults")
    known = s.number("n_active") > 0 and s.number("gross") > 0
    return int(s.number("usable") == 1 and known and faults == 0)


def _root_risk(s: Scope) -> Value:
    known = portfolio.portfolio(s)
    return None if known is None else float(hx.EFF_LEV(known.exposures, known.cov, 1))


def _nominal(s: Scope) -> Value:
    known = portfolio.portfolio(s)
    return None if known is None else float(hx.NOMINAL_LEV(known.exposures, known.equity))


def _effective(s: Scope) -> Value:
    factor = portfolio.clm(s)
    return None if factor is None else s.number("nominal_lev") * factor


def _headroom(s: Scope) -> Value:
    known = portfolio.portfolio(s)
    if known is None or not portfolio.clm(s):
        return None
    return float(hx.LEV_HEADROOM(known.exposures, known.cov, known.equity, s.number("cap_used")))


def _cap_used(s: Scope) -> Value:
    if s.number("policy_faults") > 0:
        return None
    relaxed = s.cell("relax") == s.word("relax_yes") and s.number("offsets") > 0
    return s.cell("cap_high" if relaxed else "cap")


def _line(label: Text, key: str, form: str, formula: str, twin: _Twin, meaning: Text) -> tuple[Item, ...]:
    return (None, label, _working(key, form, formula, twin), meaning)


_CLM: Final = 'IF({ready}=0,"",IF({risk}/{undiversified}<1E-7,0,MIN(1,{risk}/{undiversified})))'

TOTALS: Final = Block(
    Text("全体", "The whole portfolio"),
    styles=("", "label", "", "wide"),
    rows=(
        _line(
            Text("入力が使える", "Inputs usable"),
            "usable",
            "0",
            "IF({policy_faults}+{holding_faults}+{n_equity}=0,1,0)",
            _usable,
            Text("設定と建玉に×がなければ1", "1 without a × on Settings and Positions"),
        ),
        _line(
            Text("収益率を使う", "Returns used"),
            "uses_returns",
            "0",
            "IF(OR(EXACT({corr_source},`src_returns`),EXACT({vol_source},`src_returns`)),1,0)",
            _uses_returns,
            Text("相関かボラを収益率から計算するなら1", "1 if correlations or volatilities come from returns"),
        ),
        _line(
            Text("商品数", "Products"),
            "n_active",
            "0",
            f"SUM({span('active')})",
            lambda s: sum(vector(s, "active")),
            Text("計算に入る商品の数", "Products that are counted"),
        ),
        _line(
            Text("建玉の合計", "Gross exposure"),
            "gross",
            "#,##0",
            f"SUMPRODUCT(ABS({span('w')}))",
            lambda s: sum(abs(w) for w in vector(s, "w")),
            Text("Σ|w|", "Sum of |w|"),
        ),
        _line(
            Text("相関1のリスク", "Undiversified risk"),
            "undiversified",
            "#,##0",
            f"SUMPRODUCT(ABS({span('s')}))",
            lambda s: sum(abs(risk) for risk in vector(s, "s")),
            Text("Σ|w|σ: すべてが一緒に動くときの1日のリスク", "Sum of |w|σ: risk of a day if all moved as one"),
        ),
        _line(
            Text("計算できる", "Ready"),
            "ready",
            "0",
            "IF(AND({usable}=1,{n_active}>0,{gross}>0,"
            "{n_history}+{n_missing}+{n_definite}+{uses_returns}*{return_faults}=0),1,0)",
            _ready,
            Text("1のときだけ結果を出す", "Results are shown only while it is 1"),
        ),
        _line(
            Text("リスク σ_p", "Risk σ_p"),
            "risk",
            "#,##0",
            f'IF({{ready}}=0,"",SQRT(MAX(0,SUMPRODUCT({span("s")},{span("g")}))))',
            _root_risk,
            Text("sqrt(wᵀΣw): 1日のリスク(口座通貨)", "sqrt(wᵀΣw): risk of a day, in account currency"),
        ),
        _line(Text("CLM", "CLM"), "clm", "0.0000", _CLM, portfolio.clm, Text("σ_p ÷ Σ|w|σ", "σ_p / sum of |w|σ")),
        _line(
            Text("表面レバ", "Nominal leverage"),
            "nominal_lev",
            "0.000",
            'IF({ready}=0,"",{gross}/{equity})',
            _nominal,
            Text("Σ|w| ÷ 純資産", "Sum of |w| / equity"),
        ),
        _line(
            Text("実効レバ", "Effective leverage"),
            "effective",
            "0.000",
            'IF({ready}=0,"",{nominal_lev}*{clm})',
            _effective,
            Text("表面レバ × CLM", "Nominal leverage x CLM"),
        ),
        _line(
            Text("使う上限", "Cap in use"),
            "cap_used",
            "0.00",
            'IF({policy_faults}>0,"",IF(AND(EXACT({relax},`relax_yes`),{offsets}>0),{cap_high},{cap}))',
            _cap_used,
            Text("逆相関で緩めるなら上限帯の上", "The band's upper end when an inverse pair relaxes it"),
        ),
        _line(
            Text("余力", "Headroom"),
            "headroom",
            "0.000",
            'IF(N({effective})=0,"",{cap_used}/{effective})',
            _headroom,
            Text("上限 ÷ 実効レバ", "Cap / effective leverage"),
        ),
    ),
)
