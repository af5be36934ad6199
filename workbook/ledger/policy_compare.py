"""What the Cost sheet compares with, on 設定 / Policy: the forward, and what else a fund costs."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.parts.columns import JPY_PER_USD
from workbook.parts.parameters import STYLES, between, number_input, parameter
from workbook.spec import Block, Validation, Value
from workbook.twin import is_number, n

_MOST_RATE: Final = 0.2
_MOST_YEARS: Final = 1
_A_YEAR: Final = Text("年率", "a year")
_FEE: Final = between(0, 0.1, Text("0〜10%", "0% to 10%"))


def _price_or_blank(value: Value) -> bool:
    return value is None or (is_number(value) and n(value) > 0)


_PRICE: Final = Validation(
    "custom",
    custom="IF(ISBLANK({cell}),TRUE,IF(ISNUMBER({cell}),{cell}>0,FALSE))",
    accepts=_price_or_blank,
    message=Text("0より大きい数値、または空欄", "A number above 0, or blank"),
)

COMPARE: Final = Block(
    Text("コストシートの比較に使う値", "What the Cost sheet compares with"),
    styles=STYLES,
    rows=(
        parameter(
            number_input(
                "jpy_rate", 0.0025, "0.00%", between(-_MOST_RATE, _MOST_RATE, Text("−20%〜20%", "-20% to 20%"))
            ),
            Text("円金利", "JPY rate"),
            _A_YEAR,
            Text(
                "CIPの計算に使う。ドル金利は 円金利+金利差。自分で調べた値に直す",
                "For CIP; the USD rate is this plus the rate differential. Put today's here",
            ),
            "A §2",
        ),
        parameter(
            number_input("forward_years", 1, "0.00", between(0.01, _MOST_YEARS, Text("0.01〜1(年)", "0.01 to 1 year"))),
            Text("フォワードの期間 T", "Term of the forward, T"),
            Text("年", "years"),
            Text("1か月なら 0.0833、3か月なら 0.25", "0.0833 for one month, 0.25 for three"),
            "A §2",
        ),
        parameter(
            number_input("market_forward", None, "0.000", _PRICE),
            Text("市場のフォワード", "Forward in the market"),
            JPY_PER_USD,
            Text(
                "期間Tの先渡しの値。下の直物も書くとベーシスを逆算する。無ければ空欄",
                "Of that term; with the spot below, the Cost sheet computes the basis it implies. Blank if unknown",
            ),
            "A §2",
        ),
        parameter(
            number_input("market_spot", None, "0.000", _PRICE),
            Text("そのときの直物", "Spot at that moment"),
            JPY_PER_USD,
            Text(
                "市場のフォワードと同時に見たドル円。月末の値とは違うので、両方を書いたときだけ逆算する",
                "USDJPY seen together with the forward, as a month end's is another; the basis needs both",
            ),
            "A §2",
        ),
        parameter(
            number_input("fund_hidden", 0, "0.00%", _FEE),
            Text("投信の隠れコスト", "Fund's hidden cost"),
            _A_YEAR,
            Text(
                "運用報告書の売買・保管などの費用で、上の「ヘッジ付き投信の費用」に入れていない分",
                "Trading, custody and the like from its report, if not in the hedged fund's cost above",
            ),
            "A §3, §19",
        ),
        parameter(
            number_input("own_fee", 0, "0.00%", _FEE),
            Text("自分の株側の費用", "Fee of your own shares"),
            _A_YEAR,
            Text(
                "自作では株側のETF・投信の経費率もかかる。投信の費用と揃えるために足す",
                "Doing it yourself, your ETF or fund has a fee too: added, to compare like with like",
            ),
            "A §19",
        ),
    ),
)
