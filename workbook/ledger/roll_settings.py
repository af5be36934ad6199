"""How the hedge is rolled: the parameters of the ロール / Roll plan sheet."""

from typing import Final

from hedge_xl.core.language import Text
from hedge_xl.core.schedule import QUARTER_END_DAYS
from workbook.parts.parameters import LINE_STYLES, between, line, number_input, whole
from workbook.serials import FIRST_DATE, LAST_DATE
from workbook.spec import Block, Cell, Validation, Value
from workbook.twin import is_number, n

MOST_MONTHS: Final = 3
MOST_SLICES: Final = 5
MOST_TENORS: Final = 6
MOST_ORDERS: Final = 12

_LAST_TIME: Final = 0.99999  # a second before midnight
_TIME: Final = between(0, _LAST_TIME, Text("時刻(例 9:30)", "A time of day such as 9:30"))
_PARTS: Final = Text("回", "parts")
_CLOCK: Final = Text("時刻", "time")


def _no_day_or_a_day(value: Value) -> bool:
    return value is None or (is_number(value) and n(value) == int(n(value)) and FIRST_DATE <= n(value) <= LAST_DATE)


_FROM: Final = Validation(
    "custom",
    custom=(
        'IF({cell}="",TRUE,'
        f"AND(ISNUMBER({{cell}}),N({{cell}})=INT(N({{cell}})),N({{cell}})>={FIRST_DATE},N({{cell}})<={LAST_DATE}))"
    ),
    accepts=_no_day_or_a_day,
    message=Text("日付、または空欄", "A date, or blank"),
)

_QUARTER_DAYS: Final = Cell(
    "quarter_end_days", "formula", "0", formula=str(QUARTER_END_DAYS), twin=lambda s: QUARTER_END_DAYS
)

SETTINGS: Final = Block(
    Text("決めること", "What to decide"),
    styles=LINE_STYLES,
    rows=(
        line(
            Cell("roll_from", "input", "yyyy-mm-dd", validation=_FROM),
            Text("開始日を指定", "Start on"),
            Text("日付", "date"),
            Text("空欄なら月次の最後の月末の翌日", "Blank: the day after the last month end on Monthly"),
            "A §6",
        ),
        line(
            number_input("roll_months", 3, "0", whole(1, MOST_MONTHS)),
            Text("何か月分", "Months"),
            Text("か月", "months"),
            Text(
                f"ロール日を出す月数(1〜{MOST_MONTHS})", f"How many months of roll dates to show (1 to {MOST_MONTHS})"
            ),
            "A §6",
        ),
        line(
            number_input("roll_slices", 3, "0", whole(1, MOST_SLICES)),
            Text("月に何回", "Parts a month"),
            _PARTS,
            Text(
                f"1か月のロールを何回に等分するか(1〜{MOST_SLICES})。記事の例は3回",
                f"Equal parts of each month's roll (1 to {MOST_SLICES}); the article's example is 3",
            ),
            "A §6, §8",
        ),
        line(
            number_input("ladder_tenors", 3, "0", whole(1, MOST_TENORS)),
            Text("はしごの段数", "Rungs of the ladder"),
            Text("段", "rungs"),
            Text(
                f"満期を1か月ずつずらす本数(1〜{MOST_TENORS})。記事の例は3本",
                f"Parts that mature a month apart (1 to {MOST_TENORS}); the article's example is 3",
            ),
            "A §8, §11",
        ),
        line(
            number_input("twap_start", 10 / 24, "hh:mm", _TIME),
            Text("TWAP開始", "TWAP start"),
            _CLOCK,
            Text("最初の注文の時刻", "Time of the first order"),
            "A §6, §12",
        ),
        line(
            number_input("twap_end", 15 / 24, "hh:mm", _TIME),
            Text("TWAP終了", "TWAP end"),
            _CLOCK,
            Text("最後の注文はこの1間隔前", "The last order is one step before it"),
            "A §6, §12",
        ),
        line(
            number_input("twap_orders", 5, "0", whole(1, MOST_ORDERS)),
            Text("注文の数", "Orders"),
            _PARTS,
            Text(
                f"指示の数量を何回の注文に等分するか(1〜{MOST_ORDERS})",
                f"Equal orders that the instruction is split into (1 to {MOST_ORDERS})",
            ),
            "A §6, §12",
        ),
        line(
            _QUARTER_DAYS,
            Text("避ける期末の日数", "Quarter-end days"),
            Text("営業日", "days"),
            Text(
                "四半期末・年度末の最後のこの営業日数はロールしない",
                "So many last business days of a quarter are never rolled on",
            ),
            "A §6, §8, §17",
        ),
    ),
)

PARAMETERS: Final = tuple(cell for cell in SETTINGS.cells if cell.kind == "input")
