"""What the numbers of the blocks are, for the guide."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.parts.columns import ACCOUNT_CURRENCY, RATIO
from workbook.parts.numbers import Number

_UNITS: Final = Text("通貨数", "units")
_LOTS: Final = Text("ロット", "lots")
_WORDS: Final = Text("文字", "text")

NUMBERS: Final = (
    Number(
        "totals",
        r"net_pair_\d",
        Text("通貨ペア", "Pair"),
        _WORDS,
        Text("ポジションに出てくるペアを上から順に", "The pairs of Positions, from the top"),
        "B §2",
    ),
    Number(
        "totals",
        r"net_(sell|buy|units)_\d",
        Text("売り・買い・差し引き", "Sell, buy, net"),
        _UNITS,
        Text(
            "ペアごとの取引ロットの合計(通貨数)。差し引き=売り−買い",
            "Units of all hedges in the pair; net = sell - buy",
        ),
        "B §4, §6",
    ),
    Number(
        "totals",
        r"net_(side|lots)_\d",
        Text("FX売買、ロット", "Side, lots"),
        _LOTS,
        Text("差し引きを1ロットの通貨数で割った、注文する向きと数", "The net as an order: side and lots"),
        "B §4, §6",
    ),
    Number(
        "totals",
        r"net_value_\d",
        Text("建玉", "Value"),
        ACCOUNT_CURRENCY,
        Text("差し引きの通貨数×レートを口座通貨にしたもの", "Net units x rate, in the account's currency"),
        "B §5",
    ),
    Number(
        "totals",
        r"net_lev_\d",
        Text("FXレバレッジ", "FX leverage"),
        Text("倍", "multiple"),
        Text("建玉÷FX証拠金(設定)", "Value / FX margin (Settings)"),
        "B §5",
    ),
    Number(
        "sensitivity",
        r"(again_)?s_rho_\d",
        Text("相関ρ", "Correlation ρ"),
        RATIO,
        Text("調べる相関", "The correlations looked at"),
        "B §8",
    ),
    Number(
        "sensitivity",
        r"(again_)?s_rate_\d",
        Text("ヘッジ率", "Hedge rate"),
        RATIO,
        Text("調べるヘッジ率", "The hedge rates looked at"),
        "B §6, §8",
    ),
    Number(
        "sensitivity",
        r"s_lots_\d_\d",
        Text("取引ロット", "Lots to trade"),
        _LOTS,
        Text(
            "そのヘッジ率と相関のときのロット(HEDGE_RATIO×ヘッジ率)。+は売り",
            "Lots at that rate and correlation (HEDGE_RATIO x rate); + sell",
        ),
        "B §4, §8",
    ),
    Number(
        "sensitivity",
        r"s_left_\d_\d",
        Text("残る値幅", "Swing left"),
        RATIO,
        Text(
            "実際の相関がρだったときに残る値幅÷ヘッジ前: √((ヘッジ率×今の相関−ρ)²+1−ρ²)",
            "Swing left / unhedged, if ρ comes true: sqrt((rate x ρ of today - ρ)² + 1 - ρ²)",
        ),
        "B §8",
    ),
)
