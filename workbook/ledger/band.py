"""How far h* may be off: its confidence band of every month, on 月次 / Monthly, and R² of the latest.

With n the window, v and c the variances and the covariance of the market's workings (divisor n), least squares of the
JPY return r_SPX + r_FX on r_FX leaves ``v_S - c²/v_F`` unexplained: standard error² = that / ((n-2) v_F),
R² = 1 - that / (v_S + v_F + 2c), and the band is h* ± t × standard error (`HSTAR_BAND`).
"""

from collections.abc import Callable
from typing import Final

from hedge_xl import functions as hx
from hedge_xl.core.errors import HedgeError
from hedge_xl.core.hedge import RatioBand
from hedge_xl.core.language import Text
from workbook.ledger.common import market_row
from workbook.ledger.decision import latest_row
from workbook.parts.chart_lines import GAP
from workbook.parts.columns import RATIO
from workbook.spec import Column, Value
from workbook.twin import Row, Scope


def _moments(month: str) -> tuple[str, str, str]:
    """Variances and covariance of the market's row of a month."""
    row = f"MATCH({month},[market.month],0)"
    var_s, var_f, cov = (f"INDEX([market.{key}],{row})" for key in ("var_s", "var_f", "cov"))
    return var_s, var_f, cov


def _end(sign: str) -> str:
    """An end of the band; a gap without h*, and for a value in JPY that does not move."""
    var_s, var_f, cov = _moments("[month]")
    error = f"SQRT(MAX(0,{var_s}-{cov}^2/{var_f})/(({{window}}-2)*{var_f}))"
    end = f"[h_raw]{sign}{{band_t}}*{error}"
    return f'IF([h_raw]="",NA(),IFERROR(IF({var_s}+{var_f}+2*{cov}<=0,NA(),{end}),NA()))'


def r_squared_formula(month: str) -> str:
    """R² of the month in a named cell."""
    var_s, var_f, cov = _moments(month)
    return f'IFERROR(MAX(0,1-({var_s}-{cov}^2/{var_f})/({var_s}+{var_f}+2*{cov})),"")'


def r_squared(s: Scope) -> Value:
    """R² of the latest month, from the catalogue's own band."""
    row = latest_row(s)
    band = None if row is None else _band(Row(s.model, "monthly", row))
    return None if band is None else float(band.r_squared)


def _band(r: Row) -> RatioBand | None:
    """The catalogue's own band of the window that ends in this month."""
    row = market_row(r, r["month"])
    if r["h_raw"] is None or row is None:
        return None
    length = int(r.number("window"))
    window = slice(row + 1 - length, row + 1)
    series = (r.col("market", key)[window] for key in ("r_spx", "r_fx"))
    try:
        return RatioBand(*hx.HSTAR_BAND(*series, length, r.number("band_confidence"), "foreign")[0])
    except HedgeError:  # a JPY value that does not move has no effectiveness
        return None


def _of(value: Callable[[RatioBand], float]) -> Callable[[Row], Value]:
    def twin(r: Row) -> Value:
        band = r.model.shared(("band", r.index), lambda: _band(r))
        return GAP if band is None else float(value(band))

    return twin


def _column(key: str, header: Text, meaning: Text, formula: str, value: Callable[[RatioBand], float]) -> Column:
    twin = _of(value)
    return Column(
        key, header, "formula", meaning, "A §4", RATIO, "0.000", 9, formula, twin=twin, working=True, line=True
    )


COLUMNS: Final = (
    _column(
        "h_low",
        Text("h* 下限", "h* low"),
        Text("h*(生)の信頼区間の下端。無い月は#N/A(線を引かない)", "Low end of the band of raw h*; #N/A draws no line"),
        _end("-"),
        lambda band: band.low,
    ),
    _column(
        "h_high",
        Text("h* 上限", "h* high"),
        Text(
            "h*(生)の信頼区間の上端。無い月は#N/A(線を引かない)", "High end of the band of raw h*; #N/A draws no line"
        ),
        _end("+"),
        lambda band: band.high,
    ),
)
THRESHOLD: Final = Column(
    "band",
    Text("しきい値", "Band"),
    "formula",
    Text(
        "設定の乖離しきい値。グラフで逸脱率と比べる",
        "The Policy sheet's rebalance band, for the chart of the deviation",
    ),
    "A §5",
    Text("割合", "fraction"),
    "0.0%",
    9,
    'IF([month]="","",{rebalance_band})',
    twin=lambda r: None if r["month"] is None else r.number("rebalance_band"),
    working=True,
)
