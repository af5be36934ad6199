"""価格 / Prices: the history and, row by row, every indicator and exposure that follows from it."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.parts.columns import NUMBER, row_check
from workbook.parts.marks import status_cell
from workbook.positioning import checking, hedge, trend, trend_workings, volatility
from workbook.positioning.units import PRICE
from workbook.spec import Column, Sheet, Table, Validation

_PRICE_RULE: Final = Validation(
    "decimal", minimum=checking.LOWEST, maximum=checking.HIGHEST, message=Text("0より大きい数値", "A number above 0")
)


def _price(key: str, header: Text, help: Text, source: str) -> Column:
    return Column(key, header, "input", help, source, PRICE, "#,##0.00##", 12, validation=_PRICE_RULE)


_INPUTS: Final = (
    NUMBER,
    Column(
        "date",
        Text("日付", "Date"),
        "input",
        Text("価格の日付。古い順に、間を空けずに", "Date of the prices, oldest first"),
        "D §3",
        Text("日付", "date"),
        "yyyy-mm-dd",
        12,
        validation=Validation("date", message=Text("日付(例 2026-10-30)", "A date such as 2026-10-30")),
    ),
    _price(
        "high",
        Text("高値", "High"),
        Text("銘柄の高値。無ければ空欄", "High of the instrument; blank if unknown"),
        "D §3",
    ),
    _price(
        "low", Text("安値", "Low"), Text("銘柄の安値。無ければ空欄", "Low of the instrument; blank if unknown"), "D §3"
    ),
    _price("close", Text("終値", "Close"), Text("銘柄の終値", "Close of the instrument"), "D §3"),
    _price(
        "hedge",
        Text("ヘッジ終値", "Hedge close"),
        Text("ヘッジ資産(市場)の終値", "Close of the hedge (the market)"),
        "D §5",
    ),
)

TABLE: Final = Table(
    "prices",
    "PriceHistory",
    (
        *_INPUTS,
        row_check(checking.FORMULA, checking.check),
        *volatility.RETURNS,
        *trend.INDICATORS,
        *hedge.COLUMNS,
        *volatility.WORKINGS,
        *trend_workings.WORKINGS,
        *hedge.WORKINGS,
    ),
    Text("価格と指標(新しい日を表のすぐ下に足す)", "Prices and indicators (type each new day right below the table)"),
    identity=("date",),
)

SHEET: Final = Sheet(
    "prices",
    Text("価格", "Prices"),
    Text("価格 — 指標、局面、サイズ、ヘッジ", "Prices: indicators, regime, size and hedge"),
    Text(
        "黄色に価格を入れると、右の式がすべて計算します。灰色は途中計算です。×の行の後は、指標を数え直します。",
        "Type prices into the yellow cells: all else is computed. Grey columns are workings. After a row marked × indicators begin anew.",
    ),
    (TABLE,),
    status=status_cell("prices"),
    freeze=(7, 2),
    pages_wide=2,
    colour="1F3864",
)
