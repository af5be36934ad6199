"""How far h* may be off: its standard error, its confidence band and R² of every month, on 損益 / P&L.

They stand at the end of a table in which nobody types, so that notes beside 月次 are in nobody's way.

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
from workbook.ledger.results import same
from workbook.parts.columns import RATIO
from workbook.spec import Column, Value
from workbook.twin import Row

_ROW: Final = "MATCH([month],[market.month],0)"
_S, _F, _C = (f"INDEX([market.{key}],{_ROW})" for key in ("var_s", "var_f", "cov"))
_RAW: Final = "INDEX([monthly.h_raw],[no])"
_LEFT: Final = f"MAX(0,{_S}-{_C}^2/{_F})"


def _band(r: Row) -> RatioBand | None:
    """The catalogue's own band of the window that ends in this month."""
    row = market_row(r, r["month"])
    if r["month"] is None or same(r, "h_raw") is None or row is None:
        return None
    length = int(r.number("window"))
    window = slice(row + 1 - length, row + 1)
    series = (r.col("market", key)[window] for key in ("r_spx", "r_fx"))
    try:
        return RatioBand(*hx.HSTAR_BAND(*series, length, r.number("band_confidence"), "foreign")[0])
    except HedgeError:  # a JPY value that does not move has no effectiveness
        return None


def _of(value: Callable[[RatioBand, Row], float]) -> Callable[[Row], Value]:
    def twin(r: Row) -> Value:
        band = r.model.shared(("band", r.index), lambda: _band(r))
        return None if band is None else float(value(band, r))

    return twin


def _column(key: str, header: Text, meaning: Text, formula: str, value: Callable[[RatioBand, Row], float]) -> Column:
    return Column(key, header, "formula", meaning, "A §4", RATIO, "0.000", 9, formula, twin=_of(value), working=True)


COLUMNS: Final = (
    _column(
        "h_error",
        Text("h*の標準誤差", "Error of h*"),
        Text("最小二乗の標準誤差", "Standard error of least squares"),
        f'IF([month]="","",IFERROR(IF({_RAW}="","",IF({_S}+{_F}+2*{_C}<=0,"",SQRT({_LEFT}/(({{window}}-2)*{_F})))),""))',
        lambda band, r: (band.high - band.low) / 2 / r.number("band_t"),
    ),
    _column(
        "h_low",
        Text("h* 下限", "h* low"),
        Text("h*(生)の信頼区間の下端", "Low end of the band of raw h*"),
        f'IF([h_error]="","",{_RAW}-{{band_t}}*[h_error])',
        lambda band, r: band.low,
    ),
    _column(
        "h_high",
        Text("h* 上限", "h* high"),
        Text("h*(生)の信頼区間の上端", "High end of the band of raw h*"),
        f'IF([h_error]="","",{_RAW}+{{band_t}}*[h_error])',
        lambda band, r: band.high,
    ),
    _column(
        "r2",
        Text("ヘッジ有効度 R²", "Effectiveness R²"),
        Text("h*で消える円建て変動(分散)の割合", "Share of the JPY variance that h* takes away"),
        f'IF([h_error]="","",MAX(0,1-{_LEFT}/({_S}+{_F}+2*{_C})))',
        lambda band, r: band.r_squared,
    ),
    Column(
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
    ),
)
