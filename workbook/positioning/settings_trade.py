"""Parameters of the hedge, the account and the options."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.parts.columns import ACCOUNT_CURRENCY
from workbook.parts.parameters import between, number_input
from workbook.positioning.limits import ABOVE, ANY, BETA, FACTOR, LOSS, RATE, SHARE, VOL, block, choice, whole
from workbook.positioning.units import ANNUAL, CHOICE, FRACTION, MULTIPLE, ROWS, UNITS

HEDGE: Final = block(
    Text("ヘッジ", "Hedge"),
    (
        choice("ratio_method", "ratio_h", "ratio_beta"),
        Text("ヘッジ比率", "Hedge ratio"),
        CHOICE,
        Text("H_t=Cov/Var、またはβ_p/β_h", "H_t = Cov/Var, or β_p/β_h"),
        "D §4, §5",
    ),
    (
        number_input("h_window", 60, "0", whole(3)),
        Text("H_tとρの窓", "Window of H_t and ρ"),
        ROWS,
        Text("直近の収益率の組の数(目安30〜90日)", "Return pairs (30 to 90 days is usual)"),
        "D §3, §5",
    ),
    (
        number_input("beta_window", 120, "0", whole(3)),
        Text("βの窓", "Window of β"),
        ROWS,
        Text("βに使う直近の収益率の組の数", "Return pairs behind β"),
        "D §3, §4",
    ),
    (
        number_input("hedge_beta", 1, "0.00", BETA),
        Text("β_h", "β_h"),
        MULTIPLE,
        Text(
            "ヘッジに使う商品の、価格表のヘッジ列に対するβ(同じものなら1)",
            "Beta of what you sell to the hedge column; 1 if they are the same",
        ),
        "D §4",
    ),
    (
        number_input("mult_rise", 1, "0.00", FACTOR),
        Text("低ボラ上昇のヘッジ倍率", "Hedge factor, calm rise"),
        MULTIPLE,
        Text(
            "記事は「軽め」。倍率は記事にないので1から自分で決める",
            "The article says light and gives no number: start from 1",
        ),
        "D §6, §8",
    ),
    (
        number_input("mult_fall", 1, "0.00", FACTOR),
        Text("高ボラ急落のヘッジ倍率", "Hedge factor, turbulent fall"),
        MULTIPLE,
        Text("記事は「強め」。倍率は記事にない", "The article says strong and gives no number"),
        "D §6, §8",
    ),
    (
        number_input("mult_range", 1, "0.00", FACTOR),
        Text("レンジのヘッジ倍率", "Hedge factor, range"),
        MULTIPLE,
        Text("記事はガンマヘッジ(オプションのシート)", "The article hedges gamma: see Options"),
        "D §8",
    ),
)

ACCOUNT: Final = block(
    Text("口座と建玉", "Account and positions"),
    (
        number_input("capital", 1_000_000, "#,##0", ABOVE),
        Text("元本", "Capital"),
        ACCOUNT_CURRENCY,
        Text("サイズ1倍にあたる金額", "The amount of money that a size of 1 means"),
        "D §3",
    ),
    (
        number_input("point_value", 1, "#,##0.00", ABOVE),
        Text("銘柄1単位の乗数", "Value of a point"),
        ACCOUNT_CURRENCY,
        Text("1単位の価格が1動いたときの損益(円建ての現物なら1)", "What one unit earns when its price moves by 1"),
        "D §3",
    ),
    (
        number_input("hedge_point_value", 1, "#,##0.00", ABOVE),
        Text("ヘッジ1単位の乗数", "Value of a hedge point"),
        ACCOUNT_CURRENCY,
        Text("1,000通貨のロットで建てるなら1000", "1000 if you trade lots of 1,000 units"),
        "D §4",
    ),
    (
        number_input("unit_step", 0.01, "General", ABOVE),
        Text("銘柄の最小単位", "Smallest step"),
        UNITS,
        Text("目標数量をこの倍数に丸める", "Targets are rounded to a multiple of this"),
        "D §3",
    ),
    (
        number_input("hedge_step", 1, "General", ABOVE),
        Text("ヘッジの最小単位", "Smallest hedge step"),
        UNITS,
        Text("目標数量をこの倍数に丸める", "Targets are rounded to a multiple of this"),
        "D §4",
    ),
    (
        number_input("held_units", 0, "#,##0.00", ANY),
        Text("銘柄の現在数量", "Units held"),
        UNITS,
        Text("いま持っている数量(売り建ては負)", "What you hold now, negative if short"),
        "D §2",
    ),
    (
        number_input("held_hedge", 0, "#,##0.00", ANY),
        Text("ヘッジの現在数量", "Hedge units held"),
        UNITS,
        Text("いま持っているヘッジの数量(売り建ては負)", "Hedge you hold now, negative if short"),
        "D §4",
    ),
    (
        number_input("rebalance_band", 0.05, "0.0%", SHARE),
        Text("乖離しきい値", "Rebalance band"),
        FRACTION,
        Text("目標からこれより離れたら売買する", "A larger deviation asks for a trade"),
        "D §5",
    ),
    (
        number_input("var_level", 0.95, "0.0%", between(0.8, 0.999, Text("0.8〜0.999", "From 0.8 to 0.999"))),
        Text("VaRの信頼水準", "Confidence of VaR"),
        FRACTION,
        Text("1期間の損失がこの割合でVaR以内に収まる", "Share of the periods whose loss stays within VaR"),
        "D §3",
    ),
    (
        choice("var_method", "var_historical", "var_parametric"),
        Text("VaRの計算", "Method of VaR"),
        CHOICE,
        Text(
            "historical: 実績の分位点(95%なら20個以上必要)。parametric: 正規分布",
            "historical needs 20 returns at 95%; parametric: normal distribution",
        ),
        "D §3",
    ),
)

OPTIONS: Final = block(
    Text("オプション", "Options"),
    (
        number_input("opt_spot", 150, "0.00##", ABOVE),
        Text("原資産価格 S", "Price S of the underlying"),
        Text("価格", "price"),
        Text("為替なら1ドルあたりの円", "JPY per USD for a currency"),
        "D §3",
    ),
    (
        number_input("r_domestic", 0.0025, "0.00%", RATE),
        Text("自国金利 r_d", "Domestic rate r_d"),
        ANNUAL,
        Text("円の金利(連続複利)", "Interest of the quote currency, continuous"),
        "D §3",
    ),
    (
        number_input("r_foreign", 0.05, "0.00%", RATE),
        Text("外貨金利 r_f", "Foreign rate r_f"),
        ANNUAL,
        Text("ドルの金利、株なら配当利回り(連続複利)", "Interest of the base currency, or dividend yield"),
        "D §3",
    ),
    (
        choice("ho_kind", "leg_put", "leg_call"),
        Text("ヘッジ用オプション", "Hedging option"),
        CHOICE,
        Text("ガンマを消すために売買するオプション", "The option that takes away the gamma"),
        "D §8",
    ),
    (
        number_input("ho_strike", 150, "0.00##", ABOVE),
        Text("その権利行使価格", "Its strike"),
        Text("価格", "price"),
        Text("0より大きい", "Above 0"),
        "D §8",
    ),
    (
        number_input("ho_days", 91.25, "General", between(0.01, 18250, Text("0.01〜18250日", "0.01 to 18250 days"))),
        Text("その満期まで", "Its days to expiry"),
        Text("日", "days"),
        Text("365で割って年にする", "Years are days / 365"),
        "D §8",
    ),
    (
        number_input("ho_vol", 0.1, "0.0%", VOL),
        Text("その予想ボラ", "Its volatility"),
        ANNUAL,
        Text("インプライド・ボラティリティ", "Implied volatility"),
        "D §8",
    ),
    (
        number_input("vega_loss", 0, "#,##0", LOSS),
        Text("ボラ上昇時の損失", "Loss when volatility rises"),
        ACCOUNT_CURRENCY,
        Text("想定する上昇での建玉の損失(正の数)", "Of the position, as a positive number"),
        "D §4",
    ),
    (
        number_input("vega_gain", 2500, "#,##0", ABOVE),
        Text("ボラヘッジ1単位の利益", "Gain of one volatility hedge"),
        ACCOUNT_CURRENCY,
        Text("同じ上昇でのヘッジ1単位の利益", "Of one unit, on the same rise"),
        "D §4",
    ),
)
