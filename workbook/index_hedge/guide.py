"""はじめに / Guide: what to do, what the article's example shows, and what every column is."""

from collections.abc import Sequence
from typing import Final

from hedge_xl.core.language import Text
from workbook.index_hedge.numbers import NUMBERS
from workbook.parts import guide
from workbook.spec import Block, Sheet

STEPS: Final = guide.steps(
    Text("使い方", "How to use it"),
    Text(
        "設定: 口座通貨・計算日・FX証拠金・ヘッジ率・ロットの刻みを自分の口座に合わせる",
        "Settings: account currency, calculation date, FX margin, hedge rate and lot step as your account has them",
    ),
    Text(
        "ポジション: 指数1つに1行。1ロットの通貨数は必ず業者の値にする",
        "Positions: one row an index position; the units in a lot must be your broker's",
    ),
    Text(
        "ATRと相関: 自分で入れるか、値動きシートに日々の価格を並べて計算させる",
        "ATR and correlation: type them, or put daily prices on the Prices sheet and have them computed",
    ),
    Text(
        "合計: 通貨ペアごとの差し引きを読み、その数を注文する。感応度で、相関が外れた場合を見ておく",
        "Totals: read the net per pair and order that; on Sensitivity see what a wrong correlation does",
    ),
    Text(
        "点検: 件数が0になるまで直し、注文の前の確認に印を付ける",
        "Checks: put things right until the count is 0; tick the points before you order",
    ),
)

EXAMPLE: Final = Block(
    Text("記事の例(B §6)と、この表の数字", "The article's example (B §6) and the numbers here"),
    styles=("label", "wide"),
    rows=(
        (
            Text("前提", "Given"),
            Text(
                "NAS100 買い1ロット、1点1USD、ATR 200、USDJPYのATR 1.5、ρ +0.65、1ロット1,000通貨(1円で約6.6USD)",
                "NAS100 long 1 lot, 1 USD a point, ATR 200; USDJPY ATR 1.5; ρ +0.65; lots of 1,000 (about 6.6 USD a yen)",
            ),
        ),
        (
            Text("記事", "Article"),
            Text(
                "指数リスク200USD、100%ヘッジ 約13.1ロットの売り、30%で3〜4ロット",
                "Index risk 200 USD, full hedge about 13.1 lots to sell, 30% of it 3 to 4 lots",
            ),
        ),
        (
            Text("この表", "Here"),
            Text(
                "200 / 13.1300 / 3.94。記事は1ロットの価値を6.6に丸めて13.1313。ここは1,000÷151.5=6.6007のまま計算する",
                "200 / 13.1300 / 3.94. The article rounds the lot value to 6.6 and has 13.1313; here it is 1,000/151.5 = 6.6007",
            ),
        ),
        (
            Text("ロット", "Lots"),
            Text(
                "記事の13ロットは1,000通貨のロット。10万通貨なら0.13ロット。取り違えると100倍になる",
                "The article's 13 lots are of 1,000 units: 0.13 lots of 100,000. Mixing them up is a factor of 100",
            ),
        ),
        (
            Text("FXレバ", "Leverage"),
            Text(
                "B §5の式のATRはレートで割った割合で使う。円のまま入れると約150分の1になり、目安を必ず通ってしまう",
                "The formula of B §5 takes the ATR as a fraction of the rate: in yen it is 150 times too small and passes any guide",
            ),
        ),
        (
            Text("100%ヘッジ", "Full hedge"),
            Text(
                "記事は「FXはボラが低いので逆効果」とするが、相関どおりなら値幅は最小になる。危ないのは相関が外れたとき(感応度)",
                "The article calls it harmful as FX is calmer. If the correlation holds it leaves least; it harms when ρ fails (Sensitivity)",
            ),
        ),
    ),
)

NATURAL: Final = Block(
    Text("組み合わせの目安(B §2)", "Natural pairs (B §2)"),
    styles=("label", "wide"),
    rows=(
        (
            Text("NAS100 / US30", "NAS100 / US30"),
            Text("USDJPY(リスクオンで円安、ρ>0が普通)", "USDJPY (yen weak when risk is on: ρ > 0 as a rule)"),
        ),
        (Text("DAX40", "DAX40"), Text("EURUSD", "EURUSD")),
        (Text("FTSE100", "FTSE100"), Text("GBPUSD", "GBPUSD")),
        (
            Text("JP225", "JP225"),
            Text(
                "USDJPY / AUDJPY。1ポイント100円のことが多い(業者で確かめる)",
                "USDJPY / AUDJPY; often 100 JPY a point (check with your broker)",
            ),
        ),
    ),
)

LEGEND: Final = guide.legend(Text("途中計算。見るだけ", "Workings, for whoever wants to trace them"))

ABOUT: Final = guide.about(
    guide.ABOUT_BOOK,
    "B",
    Text("指数CFD×FXのヘッジレバレッジ調整", "index CFD × FX hedge leverage"),
    guide.BEYOND_MARGIN,
)


def sheet(others: Sequence[Sheet]) -> Sheet:
    """The guide to the other sheets of the book."""
    return guide.guide(
        Text("指数×FXヘッジ", "Index × FX hedge"),
        Text(
            "指数CFDの値動きの一部を、相関のある通貨ペアで打ち消すロット数を計算します。",
            "How many lots of a currency pair take away part of an index CFD's daily swing.",
        ),
        (STEPS, LEGEND, EXAMPLE, NATURAL, ABOUT),
        others,
        NUMBERS,
    )
