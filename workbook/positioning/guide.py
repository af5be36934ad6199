"""はじめに / Guide: what to do, where the numbers come from, and what every column is."""

from collections.abc import Sequence
from typing import Final

from hedge_xl.core.language import Text
from workbook.parts import guide
from workbook.positioning import numbers
from workbook.spec import Block, Sheet

STEPS: Final = guide.steps(
    Text("使い方", "How to use it"),
    Text(
        "設定: 1年の期数、K、窓、元本、乗数、最小単位、いま持っている数量を自分に合わせる",
        "Settings: periods per year, K, windows, capital, value of a point, steps, and what you hold now",
    ),
    Text(
        "価格: 日付・高値・安値・終値・ヘッジ終値を、表のすぐ下に1行ずつ足す",
        "Prices: type date, high, low, close and the hedge's close right below the table",
    ),
    Text("判断: 局面と、銘柄・ヘッジの売買数量を読む", "Decision: read the regime and what to trade"),
    Text(
        "オプションを使うなら、オプションの表に建玉を入れ、判断シートの1→2→3を読む",
        "With options: enter the legs on Options and read 1, 2 and 3 on Decision",
    ),
    Text(
        "売買したら設定の現在数量を直す。点検: 件数が0になるまで直す",
        "After trading correct the units held on Settings. Checks: put things right until the count is 0",
    ),
)

NUMBERS: Final = Block(
    Text("例の数字について", "About the example's numbers"),
    styles=("label", "wide"),
    rows=(
        (
            Text("価格", "Prices"),
            Text(
                "例は2013-01〜2022-12の月末値。銘柄=S&P500(配当抜き)×USDJPY(0.01円に丸め)、ヘッジ=ECB参照レートから計算したUSDJPY",
                "Month ends 2013-01 to 2022-12: S&P 500 (no dividends) x USDJPY, rounded to 0.01 JPY; hedge: USDJPY from ECB rates",
            ),
        ),
        (
            Text("高値・安値", "High, low"),
            Text(
                "高値と安値は同梱していない。例では設定の「終値で代用」によりATRとADXを終値だけから計算(実際の値幅より小さい)",
                "Not shipped: Settings say 'closes instead', so ATR and ADX come from closes alone (ranges come out too small)",
            ),
        ),
        (
            Text("記事の数字", "The article"),
            Text(
                "この記事には数値例がない。Kや窓は一例。オプションの例は関数一覧の例(Δ 0.4107、Γ 0.05136、ボラヘッジ50,000÷2,500=20)と同じ",
                "It prints no numbers; K and windows are examples. The option is the functions' own example (0.4107, 0.05136; 50,000 / 2,500 = 20)",
            ),
        ),
        (
            Text("記事との違い", "Differences"),
            Text(
                "σは価格ではなく収益率の標準偏差。K/σには上限を付ける。H_tとβ比は大きさで、正なら売る。記事にない局面はレンジとする",
                "σ is of returns, not prices; K/σ has a cap; H_t and β ratios are sizes (positive: sell); a market the article does not name is a range",
            ),
        ),
        (
            Text("指示と助言", "Advice"),
            Text(
                "指示は記事の式(サイズ×符号)なので下向きなら売り建てになる。助言の「現金化」にするには設定の「下向きのとき」を現金化に",
                "The instruction is the article's formula, short in a downtrend; for its advice (cash) set 'When the trend is down' to hold cash",
            ),
        ),
        (
            Text("途切れ", "Breaks"),
            Text(
                "×の行や空の行は飛ばさず、そこで計算を切る。指標は次の行から数え直し、そろうまで空欄",
                "A row marked × or left empty is not skipped: computing breaks off, and indicators begin anew, blank until full",
            ),
        ),
    ),
)

LEGEND: Final = guide.legend(Text("途中計算。見るだけ", "Workings, for whoever wants to trace them"))

ABOUT: Final = guide.about(
    guide.ABOUT_BOOK,
    "D",
    Text("ヘッジ戦略+ダイナミックポジション調整", "dynamic positioning with a hedge overlay"),
    guide.BEYOND_MARGIN,
)


def sheet(others: Sequence[Sheet]) -> Sheet:
    """The guide to the other sheets of the book."""
    return guide.guide(
        Text("ダイナミックポジション調整", "Dynamic positioning"),
        Text(
            "ボラティリティ、トレンド、相関から、いま持つ大きさとヘッジの大きさを計算します。",
            "How much to hold and how much to hedge now, from volatility, trend and correlation.",
        ),
        (STEPS, LEGEND, NUMBERS, ABOUT),
        others,
        numbers.NUMBERS,
    )
