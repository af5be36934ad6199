"""ROLL_SCHEDULE, HEDGE_LADDER, TWAP_SCHEDULE."""

from datetime import date, datetime
from typing import Final

from hedge_xl.core import schedule
from hedge_xl.core.language import Text
from hedge_xl.functions import arguments as arg
from hedge_xl.functions import arguments_schedule as when
from hedge_xl.functions.calendars import market_holidays
from hedge_xl.functions.declare import Example, udf
from hedge_xl.functions.results import TABLE, Block
from hedge_xl.functions.tables import table

_ROLL_HEADER: Final = (Text("か月目", "Month"), Text("回", "Part"), Text("日付", "Date"))
_LADDER_HEADER: Final = (Text("満期(か月)", "Months"), Text("数量", "Units"), Text("満期日", "Matures on"))
_TWAP_HEADER: Final = (Text("回", "Order"), Text("時刻", "Time"), Text("数量", "Units"))


@udf(
    ja=(
        "ロールする日の表。開始日から1か月ごとに slices 回、期間の中で均等に散らします。"
        "四半期末・年末の最終3営業日、週末、日米の祝日、avoid_dates の日は使いません。"
    ),
    en=(
        "Table of days to roll on, spread evenly over each month from the start date. Never a quarter's or year's last "
        "3 business days, a weekend, a holiday in Japan or the USA, or a day in avoid_dates."
    ),
    formula="middle usable day of each of the slices of a month",
    source="A §6, §8, §13, §17",
    unit=when.DAY,
    result=TABLE,
    example=Example(
        ("2026-03-01", 1, 3),
        [
            ["か月目", "回", "日付"],
            [1, 1, date(2026, 3, 5)],
            [1, 2, date(2026, 3, 13)],
            [1, 3, date(2026, 3, 24)],
        ],
    ),
)
def ROLL_SCHEDULE(
    start_date: when.StartDate,
    months: when.Months,
    slices: when.RollSlices = 3,
    avoid_dates: when.AvoidDates = None,
) -> Block:
    """Days to roll on."""
    closed = market_holidays(start_date, months)
    return table(_ROLL_HEADER, schedule.roll_schedule(start_date, months, slices, closed, set(avoid_dates or ())))


@udf(
    ja=(
        "満期をずらしたヘッジのはしご(ラダー)の表。数量を最小単位で等分し、合計は必ず元の数量になります。"
        "開始日を入れると満期日(その日か直前のロールできる日)も出ます。"
    ),
    en=(
        "Table of a ladder: the hedge in equal parts, in multiples of the smallest unit, that mature month by month "
        "and add up exactly. With a start date also the days, each a day to roll on."
    ),
    formula="units/tenors on the grid of min_unit, larger parts first",
    source="A §8, §11",
    unit=arg.UNITS,
    result=TABLE,
    example=Example((100000,), [["満期(か月)", "数量"], [1, 34000], [2, 33000], [3, 33000]]),
)
def HEDGE_LADDER(
    units: when.UnitsToSplit,
    tenors: when.Tenors = 3,
    min_unit: arg.MinUnit = 1000.0,
    start_date: when.OptionalStartDate = None,
) -> Block:
    """Ladder of a hedge."""
    if start_date is None:
        return table(_LADDER_HEADER[:2], [rung[:2] for rung in schedule.hedge_ladder(units, tenors, min_unit)])
    closed = market_holidays(start_date, tenors)
    return table(_LADDER_HEADER, schedule.hedge_ladder(units, tenors, min_unit, start_date, closed))


@udf(
    ja="TWAP(時間均等)の注文表。数量を最小単位で等分し、合計は必ず元の数量になります。終了時刻ちょうどには注文しません。",
    en=(
        "Table of a TWAP: orders of equal size, in multiples of the smallest unit, at equal distances in time, that "
        "add up exactly. No order at the end itself."
    ),
    formula="time_k = start + (k − 1)·(end − start)/slices; units/slices on the grid of min_unit",
    source="A §6, §12",
    unit=arg.UNITS,
    result=TABLE,
    example=Example(
        (100000, "2026-03-05 09:00", "2026-03-05 12:00", 3),
        [
            ["回", "時刻", "数量"],
            [1, datetime(2026, 3, 5, 9), 34000],
            [2, datetime(2026, 3, 5, 10), 33000],
            [3, datetime(2026, 3, 5, 11), 33000],
        ],
    ),
)
def TWAP_SCHEDULE(
    units: when.UnitsToSplit,
    start_time: when.StartTime,
    end_time: when.EndTime,
    slices: when.OrderSlices,
    min_unit: arg.MinUnit = 1000.0,
) -> Block:
    """Orders of a TWAP."""
    return table(_TWAP_HEADER, schedule.twap_schedule(units, start_time, end_time, slices, min_unit))
