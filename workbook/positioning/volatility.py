"""Runs, returns and volatility: the columns of the price table on which the others stand."""

import math
from collections.abc import Callable
from typing import Final

import numpy as np

from hedge_xl import functions as hx
from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Text, same
from hedge_xl.core.volatility import volatility
from workbook.parts.columns import LOG_RETURN
from workbook.parts.marks import VALID, faulty_policy, valid
from workbook.positioning import checking
from workbook.positioning.notation import above, carried, last
from workbook.positioning.runs import last as last_values
from workbook.positioning.units import ANNUAL, ROWS
from workbook.spec import Column, Value
from workbook.twin import Row, n

_FACTOR: Final = Text("係数", "factor")
_SD: Final = f"STDEV({last('r', '{vol_window}')})*SQRT({{periods}})"


def computed(
    key: str,
    header: Text,
    help: Text,
    source: str,
    unit: Text,
    form: str,
    formula: str,
    twin: Callable[[Row], Value],
    native: str = "",
    width: float = 10,
    working: bool = False,
) -> Column:
    """A computed column of the price table."""
    return Column(
        key, header, "formula", help, source, unit, form, width, formula, native=native, twin=twin, working=working
    )


def _run(r: Row) -> Value:
    return 0 if faulty_policy(r) or not valid(r) else n(r.previous("run")) + 1


def _hedge_run(r: Row) -> Value:
    return 0 if r["run"] == 0 or r["hedge"] is None else n(r.previous("hedge_run")) + 1


def _log_return(r: Row, price: str, counter: str) -> Value:
    return math.log(r.num(price) / n(r.previous(price))) if n(r[counter]) >= 2 else None


def _weighted(r: Row, own: str, added: Callable[[Row], float]) -> Value:
    return 0.0 if n(r["run"]) < 2 else r.number("decay") * n(r.previous(own)) + added(r)


def _sigma(r: Row) -> Value:
    run = int(n(r["run"]))
    if run < 3 and (run == 0 or r.cell("vol_method") == r.word("vol_ewma")):
        return None
    if r.cell("vol_method") == r.word("vol_ewma"):
        returns = np.array(last_values(r, "r", run - 1), dtype=np.float64)
        return volatility(returns, None, r.number("periods"), "ewma")
    window = int(r.number("vol_window"))
    if run <= window:
        return None
    return float(hx.VOLATILITY(last_values(r, "r", window), window, r.number("periods"), "sd"))


def value_at_risk(returns: list[Value], level: float, method: Value) -> Value:
    """Value at risk of the known returns; None where there are too few."""
    try:
        return float(hx.VALUE_AT_RISK([value for value in returns if value is not None], level, method))
    except HedgeError:
        return None


RETURNS: Final = (
    computed(
        "r",
        Text("収益率 r", "Return r"),
        Text("終値の対数収益率。×の行の次は空欄", "Log return of the close; blank after a row marked ×"),
        "D §5",
        LOG_RETURN,
        "0.00%",
        f'IF([run]<2,"",LN([close]/{above("close")}))',
        lambda r: _log_return(r, "close", "run"),
    ),
    computed(
        "r_h",
        Text("収益率 r_h", "Return r_h"),
        Text("ヘッジの対数収益率", "Log return of the hedge"),
        "D §5",
        LOG_RETURN,
        "0.00%",
        f'IF([hedge_run]<2,"",LN([hedge]/{above("hedge")}))',
        lambda r: _log_return(r, "hedge", "hedge_run"),
    ),
    computed(
        "sigma",
        same("σ"),
        Text("ボラティリティ(年率)。窓がそろうまで空欄", "Volatility, a year; blank until the window is full"),
        "D §3, §7",
        ANNUAL,
        "0.0%",
        'IF([run]=0,"",IF(EXACT({vol_method},`vol_ewma`),'
        f'IF([run]<3,"",VOLATILITY({last("r", "([run]-1)")},,{{periods}},"ewma")),'
        f'IF([run]<{{vol_window}}+1,"",VOLATILITY({last("r", "{vol_window}")},{{vol_window}},{{periods}},"sd"))))',
        _sigma,
        'IF([run]=0,"",IF(EXACT({vol_method},`vol_ewma`),IF([run]<3,"",SQRT([ew_sum]/[ew_weight]*{periods})),'
        f'IF([run]<{{vol_window}}+1,"",{_SD})))',
    ),
)

WORKINGS: Final = (
    computed(
        "latest",
        Text("最新日", "Latest date"),
        Text("ここまでで最も新しい日付。順序の点検に使う", "Latest date so far, for the check of the order"),
        "-",
        Text("日付", "date"),
        "yyyy-mm-dd",
        checking.LATEST,
        checking.latest,
        width=11,
        working=True,
    ),
    computed(
        "run",
        Text("連続行数", "Rows in a row"),
        Text(
            "×や空欄に途切れずに続く行数。指標はここから数え直す",
            "Sound rows since the last fault; indicators begin anew",
        ),
        "-",
        ROWS,
        "0",
        f"IF({{policy_faults}}>0,0,IF({VALID},{carried('run')}+1,0))",
        _run,
        working=True,
    ),
    computed(
        "hedge_run",
        Text("ヘッジ連続", "Hedge rows"),
        Text("ヘッジの終値が途切れずに続く行数", "Rows in a row with a close of the hedge"),
        "-",
        ROWS,
        "0",
        f"IF([run]=0,0,IF(ISNUMBER([hedge]),{carried('hedge_run')}+1,0))",
        _hedge_run,
        working=True,
    ),
    computed(
        "pairs",
        Text("組の数", "Pairs"),
        Text("両方の収益率が途切れずにそろう行数", "Rows in a row with both returns"),
        "-",
        ROWS,
        "0",
        "MAX(0,[hedge_run]-1)",
        lambda r: max(0.0, n(r["hedge_run"]) - 1),
        working=True,
    ),
    computed(
        "ew_sum",
        Text("加重和", "Weighted sum"),
        Text("Σλ^i·r²(ewmaの分子)", "Numerator of ewma"),
        "D §3",
        _FACTOR,
        "0.0E+00",
        f"IF([run]<2,0,{{decay}}*{carried('ew_sum')}+[r]^2)",
        lambda r: _weighted(r, "ew_sum", lambda row: row.num("r") ** 2),
        working=True,
    ),
    computed(
        "ew_weight",
        Text("重みの和", "Weights"),
        Text("Σλ^i(ewmaの分母)", "Denominator of ewma"),
        "D §3",
        _FACTOR,
        "0.000",
        f"IF([run]<2,0,{{decay}}*{carried('ew_weight')}+1)",
        lambda r: _weighted(r, "ew_weight", lambda row: 1.0),
        working=True,
    ),
)
