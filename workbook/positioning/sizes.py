"""Size, hedge, and the quantities that follow from them."""

from typing import Final

from hedge_xl import functions as hx
from hedge_xl.core.language import Text, same
from workbook.parts.columns import ACCOUNT_CURRENCY
from workbook.positioning.lines import amount, lines, result, unless_blank, when
from workbook.positioning.now import latest
from workbook.positioning.units import MULTIPLE, UNITS
from workbook.spec import Cell
from workbook.twin import Scope


def _target_cell(key: str, notional: str, price: str, point: str, step: str) -> Cell:
    raw = f"{{{notional}}}/({{{price}}}*{{{point}}})"

    def units(s: Scope) -> float:
        return float(hx.HEDGE_UNITS(s.number(notional) / (s.number(price) * s.number(point)), 1, s.number(step)))

    return result(
        key,
        "#,##0.00;-#,##0.00;0",
        unless_blank(f"{notional} {price}", f"HEDGE_UNITS({raw},1,{{{step}}})"),
        when(f"{notional} {price}", units),
        unless_blank(f"{notional} {price}", f"ROUND(ROUND({raw}/{{{step}}},9),0)*{{{step}}}"),
    )


_NET: Final = "now_exposure now_beta now_cover"
_NET_BETA: Final = result(
    "net_beta",
    "0.000;-0.000;0.000",
    unless_blank(_NET, "{now_exposure}*{now_beta}+{now_cover}*{hedge_beta}"),
    when(
        _NET, lambda s: s.number("now_exposure") * s.number("now_beta") + s.number("now_cover") * s.number("hedge_beta")
    ),
)
_BETA_SIZE: Final = result(
    "beta_size",
    "0.000",
    unless_blank("now_beta", "HEDGE_BETA({now_beta},{hedge_beta})"),
    when("now_beta", lambda s: float(hx.HEDGE_BETA(s.number("now_beta"), s.number("hedge_beta")))),
    unless_blank("now_beta", "{now_beta}/{hedge_beta}"),
)

SIZES: Final = lines(
    Text("サイズとヘッジ", "Size and hedge"),
    (
        latest("size", "0.000"),
        Text("サイズ K/σ", "Size K/σ"),
        MULTIPLE,
        Text("元本に対する倍率(上限まで)", "Multiple of the capital, up to the cap"),
        "D §3, §7",
    ),
    (
        latest("exposure", "0.000;-0.000;0.000"),
        Text("ロング露出", "Exposure"),
        MULTIPLE,
        Text("サイズ×トレンドの符号。負は売り", "Size times the trend's sign; negative is short"),
        "D §7",
    ),
    (latest("beta", "0.000"), same("β"), MULTIPLE, Text("ヘッジ資産に対するβ", "Beta against the hedge"), "D §3, §4"),
    (latest("rho", "0.000"), same("ρ"), Text("比率", "ratio"), Text("相関", "Correlation"), "D §3, §5"),
    (
        latest("h", "0.000"),
        same("H_t"),
        Text("比率", "ratio"),
        Text("Cov/Var。正なら売り", "Cov/Var; sell if positive"),
        "D §5",
    ),
    (
        _BETA_SIZE,
        same("β_p/β_h"),
        Text("比率", "ratio"),
        Text("βを中立にする比率。正なら売り", "Makes beta neutral; sell if positive"),
        "D §4",
    ),
    (
        latest("ratio", "0.000"),
        Text("使う比率", "Ratio used"),
        Text("比率", "ratio"),
        Text("設定で選んだ比率×局面の倍率", "The one chosen on Settings, times the regime's factor"),
        "D §4, §5, §6",
    ),
    (
        latest("cover", "0.000;-0.000;0.000"),
        Text("ヘッジ露出", "Hedge exposure"),
        MULTIPLE,
        Text("−比率×ロング露出。負は売り", "Minus ratio times exposure; negative is short"),
        "D §7",
    ),
    (
        _NET_BETA,
        Text("ネットβ", "Net beta"),
        MULTIPLE,
        Text("ヘッジ後に残るβ。0で中立", "Beta that is left; 0 is neutral"),
        "D §2, §4",
    ),
    (
        amount("notional", "now_exposure"),
        Text("銘柄の金額", "Amount"),
        ACCOUNT_CURRENCY,
        Text("元本×ロング露出", "Capital times exposure"),
        "D §7",
    ),
    (
        _target_cell("target_units", "notional", "now_close", "point_value", "unit_step"),
        Text("銘柄の目標数量", "Target units"),
        UNITS,
        Text("金額÷(終値×乗数)を丸める", "Amount / (close x value of a point), rounded"),
        "D §7",
    ),
    (
        amount("hedge_notional", "now_cover"),
        Text("ヘッジの金額", "Hedge amount"),
        ACCOUNT_CURRENCY,
        Text("元本×ヘッジ露出", "Capital times hedge exposure"),
        "D §7",
    ),
    (
        _target_cell("target_hedge", "hedge_notional", "now_hedge", "hedge_point_value", "hedge_step"),
        Text("ヘッジの目標数量", "Target hedge units"),
        UNITS,
        Text("金額÷(ヘッジ終値×乗数)を丸める", "Amount / (hedge close x value of a point), rounded"),
        "D §7",
    ),
)
