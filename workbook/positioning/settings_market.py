"""Parameters of the data, the size and the trend."""

from typing import Final

from hedge_xl.core.language import Text
from hedge_xl.core.volatility import DECAY
from workbook.parts.columns import WORDS_UNIT
from workbook.parts.parameters import between, number_input
from workbook.positioning.limits import INDEX, VOL, block, choice, whole
from workbook.positioning.units import ANNUAL, CHOICE, FRACTION, MULTIPLE, ROWS
from workbook.spec import Cell

DATA: Final = block(
    Text("データ", "Data"),
    (
        Cell("instrument", "input", "@"),
        Text("銘柄", "Instrument"),
        WORDS_UNIT,
        Text("売買する銘柄の名前(計算には使わない)", "What you trade; nothing is computed from it"),
        "D §3",
    ),
    (
        Cell("hedge_name", "input", "@"),
        Text("ヘッジ資産", "Hedge asset"),
        WORDS_UNIT,
        Text("ヘッジに使う資産・指数の名前(計算には使わない)", "What you hedge with; nothing is computed from it"),
        "D §4",
    ),
    (
        number_input("periods", 252, "0", whole(1, 400)),
        Text("1年の期数", "Periods per year"),
        Text("回", "per year"),
        Text("日次252、週次52、月次12", "252 if daily, 52 if weekly, 12 if monthly"),
        "D §3",
    ),
    (
        choice("bar_source", "bars_own", "bars_close"),
        Text("高値・安値がない行", "Rows without high and low"),
        CHOICE,
        Text(
            "「終値で代用」は終値だけの値幅でATRとADXを出す(実際の値幅より小さい)。「高値・安値を使う」なら空欄",
            "'closes instead' takes ATR and ADX from closes alone (ranges come out too small); otherwise they stay blank",
        ),
        "D §3",
    ),
    (
        number_input("jump_tolerance", 0.2, "0.0%", between(0.001, 10, Text("0.001〜10", "From 0.001 to 10"))),
        Text("急な変化の許容", "Jump tolerance"),
        FRACTION,
        Text("前の行からこれより大きく動いた価格に△を付ける", "A price further from the row above is marked △"),
        "D §9",
    ),
    (
        number_input("gap_days", 10, "0", between(0.01, 400, Text("0.01〜400の日数", "0.01 to 400 days"))),
        Text("日付の間隔の許容", "Longest gap"),
        Text("日", "days"),
        Text("前の行からこれより空いた日付に△を付ける(月次なら40)", "A later date is marked △; 40 if monthly"),
        "D §9",
    ),
)

SIZE: Final = block(
    Text("ボラティリティとサイズ", "Volatility and size"),
    (
        choice("vol_method", "vol_sd", "vol_ewma"),
        Text("σの計算", "Method of σ"),
        CHOICE,
        Text(
            "sd: 窓の標準偏差。ewma: 途切れのない全期間の指数加重(λ=0.94、平均0)",
            "sd: standard deviation of the window; ewma: RiskMetrics over the whole run (decay 0.94, mean 0)",
        ),
        "D §3, §7",
    ),
    (
        number_input("vol_window", 20, "0", whole(2)),
        Text("σの窓", "Window of σ"),
        ROWS,
        Text("sdで使う直近の収益率の数(ewmaでは使わない)", "Returns behind sd; ewma does not use it"),
        "D §3",
    ),
    (
        Cell("decay", "formula", "0.00", formula=str(DECAY), twin=lambda s: DECAY),
        Text("減衰率 λ", "Decay λ"),
        Text("係数", "factor"),
        Text("ewmaの重み(RiskMetricsの値で固定)", "Weight of ewma, fixed at RiskMetrics' value"),
        "D §3",
    ),
    (
        number_input("risk_k", 0.1, "0.0%", VOL),
        Text("K(目標リスク)", "K (risk wanted)"),
        ANNUAL,
        Text("取りたいリスク。サイズ=K/σ(σと同じく年率)", "Size = K/σ, both annual"),
        "D §3",
    ),
    (
        number_input("size_cap", 2, "0.00", between(0.01, 100, Text("0.01〜100の数値(倍)", "From 0.01 to 100"))),
        Text("サイズの上限", "Largest size"),
        MULTIPLE,
        Text("K/σは相場が止まると際限なく大きくなるため", "K/σ has no bound when the market stands still"),
        "D §9",
    ),
    (
        number_input("low_vol", 0.12, "0.0%", VOL),
        Text("低ボラの境", "Low volatility"),
        ANNUAL,
        Text("σがこれ以下で上昇トレンドなら低ボラ上昇局面", "At or below it, with a rising trend: calm rise"),
        "D §6, §8",
    ),
    (
        number_input("high_vol", 0.25, "0.0%", VOL),
        Text("高ボラの境", "High volatility"),
        ANNUAL,
        Text("σがこれ以上なら高ボラ急落局面(縮小)", "At or above it: turbulent fall, whatever the trend"),
        "D §6, §8",
    ),
)

TREND: Final = block(
    Text("トレンド", "Trend"),
    (
        number_input("ema_short", 20, "0", whole(1)),
        Text("短期EMA", "Short EMA"),
        ROWS,
        Text("短期EMAの期間", "Period of the short EMA"),
        "D §3, §7",
    ),
    (
        number_input("ema_long", 50, "0", whole(2)),
        Text("長期EMA", "Long EMA"),
        ROWS,
        Text("長期EMAの期間(短期より長く)", "Period of the long EMA, longer than the short one"),
        "D §3, §7",
    ),
    (
        number_input("atr_period", 14, "0", whole(1)),
        Text("ATRの期間", "Period of ATR"),
        ROWS,
        Text("Wilderの平均", "Wilder's average"),
        "D §3",
    ),
    (
        number_input("adx_period", 14, "0", whole(2)),
        Text("ADXの期間", "Period of ADX"),
        ROWS,
        Text("値は「期間×2」行目から", "It needs twice as many rows"),
        "D §3",
    ),
    (
        number_input("rsi_period", 14, "0", whole(2)),
        Text("RSIの期間", "Period of RSI"),
        ROWS,
        Text("Wilderの平均", "Wilder's average"),
        "D §3",
    ),
    (
        number_input("adx_trend", 25, "0", INDEX),
        Text("ADXの目安", "ADX: a trend from"),
        Text("0〜100", "0 to 100"),
        Text(
            "これ以上で「トレンドあり」と表示(慣例の値。サイズには使わない)", "A customary value, for the reading only"
        ),
        "D §3",
    ),
    (
        number_input("rsi_high", 70, "0", INDEX),
        Text("RSIの上の目安", "RSI: overbought from"),
        Text("0〜100", "0 to 100"),
        Text("これ以上で「買われすぎ」と表示(慣例の値)", "A customary value, for the reading only"),
        "D §3",
    ),
    (
        number_input("rsi_low", 30, "0", INDEX),
        Text("RSIの下の目安", "RSI: oversold to"),
        Text("0〜100", "0 to 100"),
        Text("これ以下で「売られすぎ」と表示(慣例の値)", "A customary value, for the reading only"),
        "D §3",
    ),
    (
        choice("down_rule", "down_short", "down_cash"),
        Text("下向きのとき", "When the trend is down"),
        CHOICE,
        Text(
            "売り建て: 記事の式(サイズ×符号)。現金化: 持たない(記事の高ボラ急落局面の助言)",
            "go short: the article's formula (size x sign); hold cash: its advice for a turbulent fall",
        ),
        "D §7, §8",
    ),
)
