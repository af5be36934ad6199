"""The workings of h* in built-in functions: window moments, Ledoit-Wolf intensity, raw and shrunk ratio.

With m the window's mean, n its length and C its covariance with divisor n (scikit-learn's convention, p = 2):
mu = tr C / 2, d2 = (sum C_ij^2 - 2 mu tr C + 2 mu^2) / 2, b2 = (mean |x - m|^4 - sum C_ij^2) / (2 n),
intensity = min(b2, d2) / d2, and h* = 1 + (1 - s) Cov / ((1 - s) Var + s mu).
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hedge_xl import functions as hx
from hedge_xl.core.language import Text
from workbook.parts.marks import faulty_policy
from workbook.spec import Column, Value
from workbook.twin import Row, is_number, n

Floats = NDArray[np.float64]

H_RAW: Final = 'IF([mean_s]="","",IF([var_f]<=0,"",1+[cov]/[var_f]))'
H_SHRUNK: Final = (
    'IF([delta]="","",IF((1-[delta])*[var_f]+[delta]*([var_s]+[var_f])/2<=0,"",'
    "1+(1-[delta])*[cov]/((1-[delta])*[var_f]+[delta]*([var_s]+[var_f])/2)))"
)
_D2: Final = "([var_s]^2+[var_f]^2+2*[cov]^2-([var_s]+[var_f])^2/2)/2"
_B2: Final = "([fourth]-[var_s]^2-[var_f]^2-2*[cov]^2)/(2*{window})"


def _window(r: Row) -> Floats | None:
    """Return pairs of the window that ends in this row, or None when a month of it is missing."""
    if faulty_policy(r) or n(r["run"]) < r.number("window"):
        return None
    length = int(r.number("window"))
    return r.model.shared(("pairs",), lambda: _pairs(r))[r.no - length : r.no]


def _pairs(r: Row) -> Floats:
    """Both returns of every month; a month without a pair holds NaN, which no full window contains."""
    return np.array([r.col("market", "r_spx"), r.col("market", "r_fx")], dtype=np.float64).T


def _moment(r: Row, first: int, second: int) -> Value:
    window = _window(r)
    if window is None:
        return None
    centred = window - window.mean(axis=0)
    return float(np.mean(centred[:, first] * centred[:, second]))


def _mean(r: Row, column: int) -> Value:
    window = _window(r)
    return None if window is None else float(window[:, column].mean())


def _fourth(r: Row) -> Value:
    window = _window(r)
    if window is None:
        return None
    centred = window - window.mean(axis=0)
    return float(np.mean(np.sum(centred**2, axis=1) ** 2))


def _delta(r: Row) -> Value:
    window = _window(r)
    shrinkage = r.cell("shrinkage")
    if window is None:
        return None
    if shrinkage == r.word("shrink_none"):
        return 0.0
    if is_number(shrinkage):
        return n(shrinkage)
    var_s, var_f, cov, fourth = n(r["var_s"]), n(r["var_f"]), n(r["cov"]), n(r["fourth"])
    squares = var_s**2 + var_f**2 + 2 * cov**2
    distance = (squares - (var_s + var_f) ** 2 / 2) / 2
    noise = (fourth - squares) / (2 * len(window))
    return 0.0 if distance <= 0 else min(noise, distance) / distance


def _hstar(r: Row, shrinkage: Value) -> Value:
    """The catalogue's HSTAR over the whole history at once: row by row it is the same window."""
    if _window(r) is None:
        return None
    length = int(r.number("window"))
    column = r.model.shared(
        ("h*", shrinkage),
        lambda: hx.HSTAR_ROLLING(r.col("market", "r_spx"), r.col("market", "r_fx"), length, shrinkage, "foreign"),
    )
    value: Value = column[r.index][0]
    return value


def h_raw(r: Row) -> Value:
    """h* without shrinkage."""
    return _hstar(r, r.word("shrink_none"))


def h_shrunk(r: Row) -> Value:
    """h* with the shrinkage chosen on the policy sheet."""
    return _hstar(r, r.cell("shrinkage"))


def columns(mask: str) -> tuple[Column, ...]:
    """The columns of the workings, for windows selected by ``mask``."""

    def working(
        key: str, ja: str, en: str, meaning: Text, form: str, formula: str, twin: Callable[[Row], Value]
    ) -> Column:
        text = Text(ja, en)
        return Column(
            key, text, "formula", meaning, "A §4", Text("推定窓", "window"), form, 12, formula, twin=twin, working=True
        )

    def mean(column: str) -> str:
        total = f'SUMIFS([market.{column}],[market.no],">"&([no]-{{window}}),[market.no],"<="&[no])'
        return f'IF(OR({{policy_faults}}>0,[run]<{{window}}),"",{total}/{{window}})'

    def product(first: str, second: str, minus: str) -> str:
        return f'IF([mean_s]="","",SUMPRODUCT({mask},[market.{first}],[market.{second}])/{{window}}-{minus})'

    def total(first: str, second: str) -> str:
        return f"SUMPRODUCT({mask},[market.{first}],[market.{second}])"

    # mean |x - m|^4 from sums of q = |x|^2: mean q^2 - 4 mean q(m.x) + 4 mean (m.x)^2 + 2|m|^2 mean q - 3|m|^4
    square = "([mean_s]^2+[mean_f]^2)"
    fourth = (
        'IF([mean_s]="","",'
        f"({total('q', 'q')}-4*([mean_s]*{total('q', 'r_spx')}+[mean_f]*{total('q', 'r_fx')}))/{{window}}"
        "+4*([mean_s]^2*([var_s]+[mean_s]^2)+2*[mean_s]*[mean_f]*([cov]+[mean_s]*[mean_f])+[mean_f]^2*([var_f]+[mean_f]^2))"
        f"+2*{square}*([var_s]+[var_f]+{square})-3*{square}^2)"
    )
    delta = f'IF([mean_s]="","",IF({{shrinkage}}=`shrink_none`,0,IF(ISNUMBER({{shrinkage}}),{{shrinkage}},IF({_D2}<=0,0,MIN({_B2},{_D2})/({_D2})))))'
    return (
        working(
            "q",
            "r²の和",
            "r² sum",
            Text("r_SPX²+r_FX²", "r_SPX² + r_FX²"),
            "0.00000",
            'IF([r_spx]="","",[r_spx]^2+[r_fx]^2)',
            lambda r: None if r["r_spx"] is None else n(r["r_spx"]) ** 2 + n(r["r_fx"]) ** 2,
        ),
        working(
            "mean_s",
            "平均S",
            "Mean S",
            Text("窓内のr_SPXの平均", "Mean of r_SPX"),
            "0.00000",
            mean("r_spx"),
            lambda r: _mean(r, 0),
        ),
        working(
            "mean_f",
            "平均F",
            "Mean F",
            Text("窓内のr_FXの平均", "Mean of r_FX"),
            "0.00000",
            mean("r_fx"),
            lambda r: _mean(r, 1),
        ),
        working(
            "var_s",
            "分散S",
            "Var S",
            Text("窓内のr_SPXの分散", "Variance of r_SPX"),
            "0.000000",
            product("r_spx", "r_spx", "[mean_s]^2"),
            lambda r: _moment(r, 0, 0),
        ),
        working(
            "var_f",
            "分散F",
            "Var F",
            Text("窓内のr_FXの分散", "Variance of r_FX"),
            "0.000000",
            product("r_fx", "r_fx", "[mean_f]^2"),
            lambda r: _moment(r, 1, 1),
        ),
        working(
            "cov",
            "共分散",
            "Cov",
            Text("窓内の共分散", "Covariance"),
            "0.000000",
            product("r_spx", "r_fx", "[mean_s]*[mean_f]"),
            lambda r: _moment(r, 0, 1),
        ),
        working(
            "fourth",
            "4次モーメント",
            "Fourth moment",
            Text("窓内の|r−平均|⁴の平均", "Mean of |r - mean|^4"),
            "0.00E+00",
            fourth,
            _fourth,
        ),
        working(
            "delta",
            "縮小強度",
            "Intensity",
            Text("0=縮小なし、1=共分散を0とみなす", "0: no shrinkage; 1: covariance taken as 0"),
            "0.000",
            delta,
            _delta,
        ),
    )
