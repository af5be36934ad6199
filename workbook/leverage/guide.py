"""はじめに / Guide: what to do each day, what the colours mean, and what every number is."""

from collections.abc import Sequence
from typing import Final

from hedge_xl.core.language import Text
from workbook.leverage.numbers import NUMBERS
from workbook.parts import guide
from workbook.spec import Sheet

STEPS: Final = guide.steps(
    Text("毎日すること", "Every day"),
    Text(
        "設定: 口座の純資産を書く(建玉額と同じ通貨で)",
        "Settings: enter the account's equity, in the currency of the notionals",
    ),
    Text(
        "建玉: 商品ごとに売買・建玉額・ボラを1行で書く",
        "Positions: one row a product with side, notional and volatility",
    ),
    Text(
        "相関: 黄色の下半分に相関を入れる。または収益率を貼り、設定で「収益率から」を選ぶ",
        "Correlation: fill the yellow lower half; or paste Returns and choose them on Settings",
    ),
    Text(
        "点検: ×がなくなるまで直す(×がある間は計算しない)", "Checks: put right every ×; nothing is computed until then"
    ),
    Text(
        "計器盤: 判定を読み、「減らす額」に従う。商品を入れ替えたら相関も入れ直す",
        "Cockpit: read the verdict and cut as shown; after replacing a product, enter its correlations anew",
    ),
)

LEGEND: Final = guide.legend(
    Text("リスクと削減の途中計算。見るだけ", "Workings of risk and cuts, for whoever wants to trace them")
)

ABOUT: Final = guide.about(
    guide.ABOUT_BOOK,
    "C",
    Text("クロス商品レバレッジ・バランシング", "leverage across products"),
    Text(
        "一般的な情報であり、投資助言ではありません。相関は急変します。ストレスの欄も見てください。",
        "General information, not investment advice. Correlations can jump: look at the stress rows too.",
    ),
)


def sheet(others: Sequence[Sheet]) -> Sheet:
    """The guide to the other sheets of the book."""
    return guide.guide(
        Text("レバレッジ計器盤", "Leverage cockpit"),
        Text(
            "複数の商品を同時に持つ人が、相関まで含めた本当のレバレッジを測り、減らすものを決めるためのブックです。",
            "For people who hold several products at once: your true leverage, correlations included, and what to cut.",
        ),
        (STEPS, LEGEND, ABOUT),
        others,
        NUMBERS,
    )
