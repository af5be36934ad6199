"""The arguments of the schedules and of the execution report."""

from datetime import date, datetime
from typing import Annotated

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.dates import Moment
from hedge_xl.core.language import Text
from hedge_xl.core.sizing import Side
from hedge_xl.functions import kinds, kinds_dates
from hedge_xl.functions.arguments import QUOTE, UNITS, doc

DAY = Text("日付", "date")
CLOCK = Text("日時または時刻", "date and time, or time")

StartDate = Annotated[
    date, doc(kinds_dates.DATE, "開始日。ここから1か月ずつ数えます", "First day; months run from it", DAY)
]
OptionalStartDate = Annotated[
    date | None,
    doc(kinds_dates.DATE, "建てる日。入れると満期日も出ます", "Day of the trade; adds the days of maturity", DAY),
]
Months = Annotated[int, doc(kinds.COUNT, "何か月分か", "Number of months", Text("か月", "months"))]
RollSlices = Annotated[
    int, doc(kinds.COUNT, "1か月のロールを何回に分けるか", "Parts of each month's roll", Text("回", "parts"))
]
AvoidDates = Annotated[
    list[date] | None,
    doc(kinds_dates.DATES, "避ける日(FOMC、CPI、雇用統計など)", "Days to avoid: FOMC, CPI, jobs report ...", DAY),
]
UnitsToSplit = Annotated[
    float, doc(kinds.NUMBER, "分ける数量(売りを負にしてもよい)", "Units to split; may be negative for a sale", UNITS)
]
Tenors = Annotated[
    int, doc(kinds.COUNT, "段数。満期は1か月、2か月、…(120まで)", "Rungs, maturing after 1, 2, ... months; at most 120")
]
StartTime = Annotated[
    datetime, doc(kinds_dates.TIME, "開始時刻(最初の注文の時刻)", "Start: the time of the first order", CLOCK)
]
EndTime = Annotated[
    datetime,
    doc(kinds_dates.TIME, "終了時刻。最後の注文はその1間隔前", "End: the last order is one step before it", CLOCK),
]
OrderSlices = Annotated[
    int, doc(kinds.COUNT, "注文の数(1000まで)", "Number of orders, at most 1000", Text("回", "orders"))
]
OrderSides = Annotated[
    list[Side | None], doc(kinds.SIDES, "売買の列: BUY/SELL/LONG/SHORT/買/売", "Sides: BUY, SELL, LONG or SHORT")
]
Quotes = Annotated[
    FloatArray, doc(kinds.SERIES_WITH_GAPS, "注文時の気配の列", "Quotes when the orders were sent", QUOTE)
]
FillPrices = Annotated[
    FloatArray,
    doc(
        kinds.SERIES_WITH_GAPS,
        "約定価格の列。約定しなかった注文は空白",
        "Prices of the fills, blank if not filled",
        QUOTE,
    ),
]
Quantities = Annotated[FloatArray, doc(kinds.SERIES_WITH_GAPS, "数量の列(正の数)", "Quantities, above 0", UNITS)]
OrderTypes = Annotated[
    list[str] | None,
    doc(
        kinds.LABELS,
        "注文の種類の列: LIMIT、MARKET、指値、成行など。ヒット率は LIMIT と 指値 だけで数える",
        "Order types, such as LIMIT and MARKET; the hit rate counts those called LIMIT",
    ),
]
OrderTimes = Annotated[
    list[Moment] | None, doc(kinds_dates.TIMES, "注文時刻の列", "Times when the orders were sent", CLOCK)
]
FillTimes = Annotated[list[Moment] | None, doc(kinds_dates.TIMES, "約定時刻の列", "Times of the fills", CLOCK)]
RollCosts = Annotated[
    FloatArray,
    doc(
        kinds.SERIES_WITH_GAPS,
        "ロール1回ごとの、ヘッジ全体に対する滑り(正がコスト。ふつう価格に対する割合)。分割したら各回の数量で加重平均する",
        "Slippage of each roll of the whole hedge, positive = cost, usually a fraction of the price; "
        "of one done in slices, their mean weighted by quantity",
    ),
]
RollsPerYear = Annotated[
    float,
    doc(
        kinds.NUMBER,
        "1年にヘッジ全体をロールする回数(毎月なら、何回に分けても12。買い戻しと売り直しを別々に数えるなら24)",
        "How often a year the whole hedge is rolled: 12 for every month, in however many slices; "
        "24 if buying back and selling again are counted apart",
        Text("回", "rolls"),
    ),
]
