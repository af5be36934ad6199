"""Hedge, regime, size and exposures of every row."""

from collections.abc import Callable
from typing import Final

from hedge_xl import functions as hx
from hedge_xl.core.checks import NOISE
from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import Text, same
from hedge_xl.core.regime import market_regime
from workbook.parts.columns import LOG_RETURN, RATIO
from workbook.positioning.notation import guarded, last, moves, unless
from workbook.positioning.runs import by_run, part
from workbook.positioning.runs import last as last_values
from workbook.positioning.units import MULTIPLE
from workbook.positioning.volatility import computed
from workbook.spec import Column, Value
from workbook.twin import Row, is_number, n

LARGEST_RATIO: Final = 10.0
REGIMES: Final = {"calm rise": "rise", "turbulent fall": "fall", "range": "range"}


def _beta(r: Row) -> Value:
    if r["pairs"] == 0:
        return None
    window = int(r.number("beta_window"))
    if n(r["pairs"]) < window:
        return None
    try:
        return float(hx.BETA(last_values(r, "r", window), last_values(r, "r_h", window), window))
    except HedgeError:
        return None


def _rolling(r: Row, key: str, function: Callable[..., list[list[object]]]) -> Value:
    if r["pairs"] == 0:
        return None
    window = int(r.number("h_window"))
    return by_run(r, "pairs", window, key, lambda rows: function(part(r, "r", rows), part(r, "r_h", rows), window))


def _still(r: Row) -> bool:
    return not is_number(r["sigma"]) or n(r["sigma"]) < NOISE


def _regime(r: Row) -> Value:
    if _still(r) or not is_number(r["trend"]):
        return None
    return r.word(
        f"regime_{REGIMES[market_regime(n(r['sigma']), r.number('low_vol'), r.number('high_vol'), n(r['trend']))]}"
    )


def _size(r: Row) -> Value:
    return None if _still(r) else float(hx.POSITION_SIZE(r.number("risk_k"), r["sigma"], r.number("size_cap")))


def _base(r: Row) -> Value:
    if r.cell("ratio_method") != r.word("ratio_beta"):
        return r["h"]
    return None if r["beta"] is None else float(hx.HEDGE_BETA(r["beta"], r.number("hedge_beta")))


def _factor(r: Row) -> Value:
    known = {r.word(f"regime_{name}"): f"mult_{name}" for name in REGIMES.values()}
    return None if r["regime"] is None else r.number(known[str(r["regime"])])


def _ratio(r: Row) -> Value:
    if r["base"] is None or r["factor"] is None:
        return None
    ratio = r.num("base") * r.num("factor")
    return ratio if abs(ratio) <= LARGEST_RATIO else None


def _exposures(r: Row, ratio: float) -> tuple[float, float]:
    cash = r.cell("down_rule") == r.word("down_cash")
    trend = max(0.0, r.num("trend")) if cash else r.num("trend")
    sizes = r.number("risk_k"), r["sigma"], trend, ratio, r.number("size_cap")
    ((exposure, hedge),) = hx.DYNAMIC_EXPOSURE(*sizes)
    return float(exposure), float(hedge)


def _exposure(r: Row) -> Value:
    return None if r["size"] is None or r["trend"] is None else _exposures(r, 0.0)[0]


def _cover(r: Row) -> Value:
    return None if r["exposure"] is None or r["ratio"] is None else _exposures(r, r.num("ratio"))[1]


def _net(r: Row) -> Value:
    held, cover = r.cell("now_exposure"), r.cell("now_cover")
    if r["r"] is None or r["r_h"] is None or not is_number(held) or not is_number(cover):
        return None
    return n(held) * r.num("r") + n(cover) * r.num("r_h")


def _window(column: str, window: str, both: bool, figure: str) -> str:
    """A figure over a window of pairs, blank where a series that must move stands still."""
    condition = moves(column, window)
    if both:
        condition = f"AND({condition},{moves('r', window)})"
    return guarded("pairs", window, f'IF({condition},{figure},"")')


_H: Final = f"{last('r', '{h_window}')},{last('r_h', '{h_window}')}"
_B: Final = f"{last('r', '{beta_window}')},{last('r_h', '{beta_window}')}"
_EXPOSURE_XL: Final = "INDEX(DYNAMIC_EXPOSURE({risk_k},[sigma],IF(EXACT({down_rule},`down_cash`),MAX(0,[trend]),[trend]),%s,{size_cap}),1,%d)"

COLUMNS: Final[tuple[Column, ...]] = (
    computed(
        "beta",
        same("β"),
        Text(
            "ヘッジ資産に対する感応度。窓がそろうまで空欄", "Sensitivity to the hedge; blank until the window is full"
        ),
        "D §3, §4",
        MULTIPLE,
        "0.000",
        _window("r_h", "{beta_window}", False, f"BETA({_B},{{beta_window}})"),
        _beta,
        _window("r_h", "{beta_window}", False, f"SLOPE({_B})"),
        width=9,
    ),
    computed(
        "rho",
        same("ρ"),
        Text("収益率の相関。弱まればヘッジを減らす", "Correlation of the returns; when it weakens, hedge less"),
        "D §3, §5",
        RATIO,
        "0.000",
        _window("r_h", "{h_window}", True, f"INDEX(ROLLING_CORREL({_H},{{h_window}}),{{h_window}})"),
        lambda r: _rolling(r, "rho", hx.ROLLING_CORREL),
        _window("r_h", "{h_window}", True, f"MAX(-1,MIN(1,CORREL({_H})))"),
        width=9,
    ),
    computed(
        "h",
        same("H_t"),
        Text("最適ヘッジ比率 Cov/Var。正なら売る", "Best hedge ratio Cov/Var; sell if positive"),
        "D §5, §7",
        RATIO,
        "0.000",
        _window("r_h", "{h_window}", False, f"INDEX(DYNAMIC_HEDGE_RATIO({_H},{{h_window}}),{{h_window}})"),
        lambda r: _rolling(r, "h", hx.DYNAMIC_HEDGE_RATIO),
        _window("r_h", "{h_window}", False, f"SLOPE({_H})"),
        width=9,
    ),
    computed(
        "regime",
        Text("市場環境", "Regime"),
        Text("σとトレンドから決まる3つの局面", "One of three, from σ and the trend"),
        "D §6, §8",
        Text("文字", "text"),
        "@",
        unless("sigma trend", 'IF([sigma]<1E-12,"",INDEX(REGIME([sigma],{low_vol},{high_vol},[trend]),2,1))'),
        _regime,
        unless(
            "sigma trend",
            'IF([sigma]<1E-12,"",IF([sigma]>={high_vol},`regime_fall`,'
            "IF(AND([sigma]<={low_vol},[trend]>0),`regime_rise`,`regime_range`)))",
        ),
        width=24,
    ),
    computed(
        "size",
        Text("サイズ", "Size"),
        Text("K/σ: 同じリスクになる大きさ(上限まで)", "K/σ: size of constant risk, up to the cap"),
        "D §3, §7",
        MULTIPLE,
        "0.000",
        unless("sigma", 'IF([sigma]<1E-12,"",POSITION_SIZE({risk_k},[sigma],{size_cap}))'),
        _size,
        unless("sigma", 'IF([sigma]<1E-12,"",MIN({risk_k}/[sigma],{size_cap}))'),
        width=10,
    ),
    computed(
        "ratio",
        Text("使う比率", "Ratio used"),
        Text("ヘッジ比率×局面の倍率。±10を超えたら空欄", "Hedge ratio times the regime's factor; blank beyond ±10"),
        "D §4, §5, §6",
        RATIO,
        "0.000",
        unless("base factor", 'IF(ABS([base]*[factor])>10,"",[base]*[factor])'),
        _ratio,
        width=10,
    ),
    computed(
        "exposure",
        Text("ロング露出", "Exposure"),
        Text(
            "サイズ×トレンドの符号(負は売り。設定により下向きは0)",
            "Size times the sign of the trend; negative is short, or 0 if Settings say cash",
        ),
        "D §7",
        MULTIPLE,
        "0.000",
        unless("size trend", _EXPOSURE_XL % ("0", 1)),
        _exposure,
        unless("size trend", "[size]*IF(EXACT({down_rule},`down_cash`),MAX(0,[trend]),[trend])"),
        width=10,
    ),
    computed(
        "cover",
        Text("ヘッジ露出", "Hedge exposure"),
        Text("−比率×ロング露出(負は売り)", "Minus ratio times exposure; negative is short"),
        "D §7",
        MULTIPLE,
        "0.000",
        unless("exposure ratio", _EXPOSURE_XL % ("[ratio]", 2)),
        _cover,
        unless("exposure ratio", "0-[ratio]*[exposure]"),
        width=11,
    ),
)

WORKINGS: Final[tuple[Column, ...]] = (
    computed(
        "base",
        Text("元の比率", "Ratio before"),
        Text("設定で選んだH_tまたはβ_p/β_h", "H_t or β_p/β_h, as chosen on Settings"),
        "D §4, §5",
        RATIO,
        "0.000",
        'IF(EXACT({ratio_method},`ratio_beta`),IF([beta]="","",HEDGE_BETA([beta],{hedge_beta})),[h])',
        _base,
        'IF(EXACT({ratio_method},`ratio_beta`),IF([beta]="","",[beta]/{hedge_beta}),[h])',
        working=True,
    ),
    computed(
        "factor",
        Text("局面の倍率", "Factor"),
        Text("設定の局面別ヘッジ倍率", "The regime's hedge factor on Settings"),
        "D §6, §8",
        MULTIPLE,
        "0.00",
        unless("regime", "IF([regime]=`regime_rise`,{mult_rise},IF([regime]=`regime_fall`,{mult_fall},{mult_range}))"),
        _factor,
        working=True,
    ),
    computed(
        "net",
        Text("合成の収益率", "Net return"),
        Text("いまの露出を過去の収益率に当てたもの(VaR用)", "Today's exposures on past returns, for VaR"),
        "D §3",
        LOG_RETURN,
        "0.00%",
        'IF(OR([r]="",[r_h]="",{now_exposure}="",{now_cover}=""),"",{now_exposure}*[r]+{now_cover}*[r_h])',
        _net,
        working=True,
    ),
)
