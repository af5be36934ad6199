"""What the check columns of the tables can say, and what to do about it."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.leverage import holdings, returns
from workbook.parts.row_check import RowCheck

_NUMBER_FIX: Final = Text(
    "半角の数字だけで入れる(文字、全角、円記号は不可)",
    "Enter plain numbers: no text, full-width digits or currency signs",
)
_ERROR_FIX: Final = Text("エラー値を消し、値を入れ直す", "Clear the error and enter the value again")
_STOPS: Final = Text(
    "1つでも欠けるとリスクを小さく見せるので、全体を計算しない",
    "A position left out would hide risk: nothing is computed",
)
_ESTIMATE: Final = Text("相関とボラを計算できない", "Correlations and volatilities cannot be computed")


def _holding(word: str, fix: Text, *where: str, why: Text = _STOPS, source: str = "C §2") -> RowCheck:
    return RowCheck(holdings.SHEET, word, fix, where, why=why, source=source)


def _return(word: str, fix: Text, *where: str, why: Text = _ESTIMATE) -> RowCheck:
    return RowCheck(returns.SHEET, word, fix, where, why=why, source="C §3(1)")


_RETURNS: Final = tuple(column.key for column in returns.TABLE.inputs if column.key != "date")

ROW_CHECKS: Final = (
    _holding("chk_no", Text("1〜8の整数を入れる", "Enter a whole number from 1 to 8"), "no", source="C §3(1)"),
    _holding(
        "chk_dup",
        Text("番号は1つの商品に1つ。違う番号にする", "One number, one product: use another number"),
        "no",
        source="C §3(1)",
    ),
    _holding("chk_product", Text("商品名を文字で入れる", "Enter the product's name as text"), "product"),
    _holding("chk_side", Text("買 または 売 (BUY / SELL)にする", "Enter BUY or SELL"), "side", source="C §5"),
    _holding("chk_number", _NUMBER_FIX, "notional", "vol", "lot"),
    _holding(
        "chk_positive",
        Text(
            "建玉額は0以上、ボラとロットの額は0より大きい値にする",
            "Notional 0 or more; volatility and lot value above 0",
        ),
        "notional",
        "vol",
        "lot",
    ),
    _holding(
        "chk_range",
        Text("桁を確かめる。ボラは割合で(1.2%は0.012)", "Check its digits; a volatility is a fraction: 1.2% is 0.012"),
        "notional",
        "vol",
        "lot",
    ),
    _holding(
        "chk_vol_missing",
        Text("ボラを入れるか、設定で「収益率から」を選ぶ", "Enter a volatility, or take volatilities from returns"),
        "vol",
        source="C §4",
    ),
    _holding("chk_error", _ERROR_FIX, "vol", "lot", "group"),
    _holding(
        "chk_vol",
        Text(
            "日率で0.1%〜6%の外。単位(日率・年率)と桁を確かめる",
            "Outside 0.1% to 6% a day: check its digits and whether it is daily or annual",
        ),
        "vol",
        why=Text("桁の間違いは寄与と削減を狂わせる", "A slip of digits spoils contributions and cuts"),
        source="C §4",
    ),
    _holding(
        "chk_class",
        Text("同じ分類の建玉を減らす(上限は設定)", "Reduce the positions of this class; its cap is on Settings"),
        "group",
        why=Text("同じ分類は一緒に動きやすい", "Products of one class tend to move together"),
        source="C §7①",
    ),
    _return(
        "chk_date",
        Text("時刻のない日付で入れる(例 2026-12-10)", "Enter a date without a time, such as 2026-12-10"),
        "date",
    ),
    _return("chk_order", Text("古い日から順に、1日1行にする", "One row a day, oldest first"), "date"),
    _return("chk_number", _NUMBER_FIX, *_RETURNS),
    _return("chk_range", Text("割合で入れる(1.2%は0.012)", "Enter a fraction: 1.2% is 0.012"), *_RETURNS),
    _return("chk_error", _ERROR_FIX, *_RETURNS),
    _return(
        "chk_size",
        Text("桁の間違いがないか確かめる。正しければそのままでよい", "Check its digits; if it is right, leave it"),
        *_RETURNS,
        why=Text("1日の外れ値が相関を決めてしまう", "One outlier decides the correlations"),
    ),
)
