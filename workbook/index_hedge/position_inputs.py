"""What the user types for a position."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.index_hedge.settings import CURRENCIES
from workbook.parts.columns import ABOVE_ZERO, ACCOUNT_CURRENCY, NUMBER, RATIO, WORDS_UNIT
from workbook.parts.parameters import between
from workbook.spec import Column, Validation

LOTS: Final = Text("ロット", "lots")
POINTS: Final = Text("ポイント", "points")
QUOTE: Final = Text("レート", "rate")

_RHO: Final = between(-1, 1, Text("−1〜1の数値、または空欄", "A number from -1 to 1, or blank"))
_SHARE: Final = between(0, 1, Text("0〜1(0%〜100%)、または空欄", "0 to 1 (0% to 100%), or blank"))


def _number(key: str, header: Text, help: Text, source: str, unit: Text, form: str, width: float) -> Column:
    return Column(key, header, "input", help, source, unit, form, width, validation=ABOVE_ZERO)


INPUTS: Final = (
    NUMBER,
    Column(
        "index",
        Text("指数", "Index"),
        "input",
        Text(
            "指数の名前(例 NAS100)。値動きの行と同じに書く", "Name of the index, such as NAS100, as on the Prices sheet"
        ),
        "B §2",
        WORDS_UNIT,
        "@",
        11,
    ),
    Column(
        "side",
        Text("売買", "Side"),
        "input",
        Text("指数の売買: 買 / 売 (BUY / SELL)", "Side of the index: BUY or SELL"),
        "B §4",
        Text("選択", "choice"),
        "@",
        8,
        validation=Validation(
            "list", choices=("side_buy", "side_sell"), strict=False, message=Text("買 か 売", "BUY or SELL")
        ),
        align="center",
    ),
    _number(
        "lots",
        Text("指数ロット", "Index lots"),
        Text("持っている指数のロット数(正の数)", "Index lots held, a positive number"),
        "B §4",
        LOTS,
        "#,##0.####",
        9,
    ),
    _number(
        "point_value",
        Text("1ポイントの価値", "Point value"),
        Text(
            "1ロット・1ポイントの損益(その指数の通貨)。例 NAS100は1、JP225は100",
            "Gain of one lot on one point, in the index's currency: 1 for NAS100, 100 for JP225",
        ),
        "B §4",
        Text("指数の通貨", "its currency"),
        "#,##0.####",
        12,
    ),
    Column(
        "ccy",
        Text("通貨", "Currency"),
        "input",
        Text("その指数の通貨(3文字)", "The index's currency, three letters"),
        "B §4",
        Text("3文字", "3 letters"),
        "@",
        9,
        validation=Validation(
            "list", choices=(*CURRENCIES, "ccy_hkd"), strict=False, message=Text("3文字の通貨", "Three letters")
        ),
        align="center",
    ),
    Column(
        "pair",
        Text("通貨ペア", "Pair"),
        "input",
        Text("ヘッジに使う通貨ペア(6文字、例 USDJPY)", "The pair that hedges, six letters such as USDJPY"),
        "B §2",
        Text("6文字", "6 letters"),
        "@",
        10,
        align="center",
    ),
    _number(
        "lot_units",
        Text("1ロットの通貨数", "Units a lot"),
        Text(
            "FXの1ロットは何通貨か(1,000、10,000、100,000)。必ず業者の値に",
            "Units of currency in one FX lot (1,000, 10,000 or 100,000): your broker's",
        ),
        "B §6",
        Text("通貨", "units"),
        "#,##0",
        12,
    ),
    _number(
        "spot",
        Text("レート", "Spot"),
        Text("通貨ペアの今のレート", "The pair's rate now"),
        "B §6",
        QUOTE,
        "#,##0.00##",
        9,
    ),
    _number(
        "atr_index_in",
        Text("ATR指数 (入力)", "ATR index (typed)"),
        Text(
            "指数の1日のATR。空欄なら値動きシートの最後の値",
            "The index's daily ATR; blank: the last one on the Prices sheet",
        ),
        "B §4",
        POINTS,
        "#,##0.00",
        12,
    ),
    _number(
        "atr_fx_in",
        Text("ATR FX (入力)", "ATR FX (typed)"),
        Text(
            "ペアの1日のATR(円など)。空欄なら値動きシートの最後の値",
            "The pair's daily ATR in its quote; blank: the last one on the Prices sheet",
        ),
        "B §4",
        QUOTE,
        "0.00##",
        12,
    ),
    Column(
        "rho_in",
        Text("相関ρ (入力)", "ρ (typed)"),
        "input",
        Text(
            "指数とペアの相関。空欄なら値動きシートの最後の値",
            "Correlation of index and pair; blank: the last one on the Prices sheet",
        ),
        "B §4",
        RATIO,
        "0.00",
        12,
        validation=_RHO,
    ),
    Column(
        "rate_in",
        Text("ヘッジ率 (入力)", "Hedge rate (typed)"),
        "input",
        Text("この行だけのヘッジ率。空欄なら設定の値", "Hedge rate of this row; blank: the one on Settings"),
        "B §7",
        Text("割合", "fraction"),
        "0%",
        12,
        validation=_SHARE,
    ),
    _number(
        "target",
        Text("目標リスク", "Target risk"),
        Text(
            "指数に取りたい1日のリスク量。空欄なら出さない", "Daily risk wanted of the index; blank: nothing is shown"
        ),
        "B §5",
        ACCOUNT_CURRENCY,
        "#,##0.00",
        12,
    ),
    _number(
        "fx_rate_in",
        Text("指数通貨の換算", "Index currency's rate (typed)"),
        Text(
            "指数の通貨1単位の、口座通貨での値。ペアから分かるときは空欄",
            "One unit of the index's currency in account currency; blank if the pair says it",
        ),
        "B §4",
        ACCOUNT_CURRENCY,
        "0.######",
        14,
    ),
    _number(
        "base_rate_in",
        Text("基軸通貨の換算", "Base currency's rate (typed)"),
        Text(
            "ペアの左側の通貨1単位の、口座通貨での値。ペアから分かるときは空欄",
            "One unit of the pair's first currency in account currency; blank if the pair says it",
        ),
        "B §4",
        ACCOUNT_CURRENCY,
        "0.######",
        14,
    ),
    Column("note", Text("メモ", "Note"), "input", Text("自由に書く", "Whatever you like"), "-", WORDS_UNIT, "@", 34),
)
