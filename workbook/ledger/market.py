"""市場 / Market: month-end history, its log returns, and h* of every month with its workings.

h* of a month uses the returns up to that month only. The workings are the moments of the last ``window``
return pairs, and from them the Ledoit-Wolf intensity as scikit-learn's ``ledoit_wolf`` defines it.
"""

import math
from typing import Final

from hedge_xl.core.language import Text, same
from workbook.ledger import moments
from workbook.ledger.columns import month_input
from workbook.ledger.common import gap_condition, jump_condition, jumped, month_cases, month_fault, month_gap
from workbook.parts.columns import ABOVE_ZERO, JPY_PER_USD, LOG_RETURN, NUMBER, RATIO, row_check
from workbook.parts.marks import cascade, faulty_policy, status_cell
from workbook.spec import Column, Sheet, Table, Value
from workbook.twin import Row, is_error, is_number, n

_MASK: Final = "([market.no]>[no]-{window})*([market.no]<=[no])"

_COMPUTES: Final = ("ok", "chk_jump")
_PRECEDES: Final = ("ok", "chk_jump", "chk_gap", "start")
# A gap that the ledger does not reach into is only where the user's own months begin.
_BEGINS: Final = "[month]<=N(INDEX([monthly.month],1))"

_CHECK: Final = (
    'IF(COUNTA([month],[spx],[usdjpy],[ma200])=0,"",'
    + cascade(
        *month_cases("market"),
        ("COUNT([spx],[usdjpy])<2", "chk_number"),
        ("MIN([spx],[usdjpy])<=0", "chk_positive"),
        ('IF([ma200]="",FALSE,NOT(ISNUMBER([ma200])))', "chk_number"),
        ("IF(ISNUMBER([ma200]),[ma200]<=0,FALSE)", "chk_positive"),
        (f"IF({gap_condition('market')},{_BEGINS},FALSE)", "start"),
        (gap_condition("market"), "chk_gap"),
        (jump_condition("market", "spx"), "chk_jump"),
        (jump_condition("market", "usdjpy"), "chk_jump"),
        (
            "IF(AND(ISNUMBER([ma200]),{policy_faults}=0),ABS([ma200]/[usdjpy]-1)>{jump_tolerance},FALSE)",
            "chk_jump",
        ),
    )
    + ")"
)


def _check(r: Row) -> Value:
    inputs = [r["spx"], r["usdjpy"]]
    if r["month"] is None and r["ma200"] is None and inputs == [None, None]:
        return None
    fault = month_fault(r)
    if fault is None and not all(is_number(value) for value in inputs):
        fault = "chk_number"
    if fault is None and min(n(value) for value in inputs) <= 0:
        fault = "chk_positive"
    return r.word(fault or _average_fault(r) or _gap(r) or _jump(r) or "ok")


def _average_fault(r: Row) -> str | None:
    average = r["ma200"]
    if average is None:
        return None
    if is_error(average):
        return "chk_error"
    return "chk_number" if not is_number(average) else "chk_positive" if n(average) <= 0 else None


def _gap(r: Row) -> str | None:
    if not month_gap(r):
        return None
    first = r.model.value("monthly", 0, "month")
    return "chk_error" if is_error(first) else "start" if n(r["month"]) <= n(first) else "chk_gap"


def _jump(r: Row) -> str | None:
    far = is_number(r["ma200"]) and not faulty_policy(r)
    if far:
        far = abs(n(r["ma200"]) / n(r["usdjpy"]) - 1) > r.number("jump_tolerance")
    return "chk_jump" if far or jumped(r, "spx") or jumped(r, "usdjpy") else None


def _return_formula(price: str) -> str:
    before = "INDEX([market.check],[no]-1)"
    here = ",".join(f"[check]=`{word}`" for word in _COMPUTES)
    there = ",".join(f"{before}=`{word}`" for word in _PRECEDES)
    return f'IF([no]=1,"",IF(OR({here}),IF(OR({there}),LN([{price}]/INDEX([market.{price}],[no]-1)),""),""))'


def _log_return(r: Row, price: str) -> Value:
    if r.index == 0 or r["check"] not in [r.word(word) for word in _COMPUTES]:
        return None
    if r.previous("check") not in [r.word(word) for word in _PRECEDES]:
        return None
    return math.log(r.num(price) / n(r.previous(price)))


def _run(r: Row) -> Value:
    if r["r_spx"] is None:
        return 0
    return n(r.previous("run")) + 1


def _hstar_excel(shrinkage: str) -> str:
    """The catalogue's own function on the history up to this row."""
    series = ",".join(f"INDEX([market.{key}],1):INDEX([market.{key}],[no])" for key in ("r_spx", "r_fx"))
    return f'IF(OR({{policy_faults}}>0,[run]<{{window}}),"",HSTAR({series},{{window}},{shrinkage},"foreign"))'


_INPUTS: Final = (
    NUMBER,
    month_input("A §10"),
    Column(
        "spx",
        Text("S&P500", "S&P 500"),
        "input",
        Text(
            "S&P500の月末値(ドル)。配当込み指数があればそちらを全期間で",
            "Month-end S&P 500 in USD; a total-return series throughout if you have one",
        ),
        "A §10",
        Text("ポイント", "points"),
        "#,##0.00",
        12,
        validation=ABOVE_ZERO,
    ),
    Column(
        "usdjpy",
        same("USDJPY"),
        "input",
        Text("月末のドル円", "Month-end USDJPY"),
        "A §10",
        JPY_PER_USD,
        "0.00",
        10,
        validation=ABOVE_ZERO,
    ),
    Column(
        "ma200",
        Text("200日平均", "200-day average"),
        "input",
        Text(
            "USDJPYの200営業日平均。空欄ならトレンド判定をしない", "200-day average of USDJPY; blank: no trend signal"
        ),
        "A §9",
        JPY_PER_USD,
        "0.00",
        12,
        validation=ABOVE_ZERO,
    ),
)

_RESULTS: Final = (
    Column(
        "r_spx",
        same("r_SPX"),
        "formula",
        Text("S&P500の対数収益率。前月が無い行は空欄", "Log return; blank when the month before is missing"),
        "A §16",
        LOG_RETURN,
        "0.00%",
        10,
        _return_formula("spx"),
        twin=lambda r: _log_return(r, "spx"),
    ),
    Column(
        "r_fx",
        same("r_FX"),
        "formula",
        Text("USDJPYの対数収益率", "Log return of USDJPY"),
        "A §16",
        LOG_RETURN,
        "0.00%",
        10,
        _return_formula("usdjpy"),
        twin=lambda r: _log_return(r, "usdjpy"),
    ),
    Column(
        "h_raw",
        Text("h*(生)", "h* (raw)"),
        "formula",
        Text("最小分散ヘッジ比率 1+Cov/Var(ドル建て株価の形)", "Minimum-variance ratio 1 + Cov/Var (USD asset)"),
        "A §4",
        RATIO,
        "0.000",
        10,
        _hstar_excel('"none"'),
        native=moments.H_RAW,
        twin=moments.h_raw,
    ),
    Column(
        "h_shrunk",
        Text("h*(縮小後)", "h* (shrunk)"),
        "formula",
        Text("縮小推定した共分散から求めたh*", "h* from the shrunk covariance"),
        "A §4, §10",
        RATIO,
        "0.000",
        11,
        _hstar_excel("{shrinkage}"),
        native=moments.H_SHRUNK,
        twin=moments.h_shrunk,
    ),
    row_check(_CHECK, _check),
)

TABLE: Final = Table(
    "market",
    "Market",
    (
        *_INPUTS,
        *_RESULTS,
        Column(
            "run",
            Text("連続月数", "Months in a row"),
            "formula",
            Text(
                "収益率が途切れずに続いている月数。推定窓に足りない月はh*を出さない",
                "Months without a missing return; no h* while it is below the window",
            ),
            "A §10",
            Text("か月", "months"),
            "0",
            11,
            'IF([r_spx]="",0,[no]-SUMPRODUCT(MAX(([market.no]<=[no])*([market.r_spx]="")*[market.no])))',
            twin=_run,
            working=True,
        ),
        *moments.columns(_MASK),
    ),
    Text("月末データとh*(月末が変わったら1行足す)", "Month-end data and h* (add one row a month)"),
)

SHEET: Final = Sheet(
    "market",
    Text("市場", "Market"),
    Text("市場 — 月末値、対数収益率、h*", "Market: month-end prices, log returns, h*"),
    Text(
        "1999-01〜2022-12はS&P500(価格指数、配当抜き)とECB参照レートから計算したUSDJPY。以後は自分で1行ずつ足します。",
        "1999-01 to 2022-12: S&P 500 price index (no dividends) and USDJPY from ECB reference rates. Add later months yourself.",
    ),
    (TABLE,),
    status=status_cell("market"),
    freeze=(7, 2),
    colour="BF9000",
)
