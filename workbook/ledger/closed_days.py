"""休業日 / Closed days: when Tokyo or New York is closed, written by Python because no built-in function knows it.

The list is ours, not the user's: a sum tells whether it is still as it was written, so that no roll date comes from
a list that somebody has cut or changed. A user's own days to stay out of the market are the event days of 設定.
"""

from collections.abc import Iterable
from typing import Final

from hedge_xl.core.language import Text
from workbook.parts.columns import WORDS_UNIT
from workbook.parts.marks import status_cell
from workbook.parts.parameters import STYLES, parameter
from workbook.serials import FIRST_DATE, LAST_DATE
from workbook.spec import Block, Cell, Column, Sheet, Table, Value
from workbook.twin import Scope, is_error, is_number, n

_DATE: Final = Text("日付", "date")


def _written(key: str, form: str) -> Cell:
    """What the commands write beside the list."""
    return Cell(key, "input", form, style="fixed")


ABOUT: Final = Block(
    Text("この一覧について(hedge_xlが書きます)", "About this list (hedge_xl writes it)"),
    styles=STYLES,
    rows=(
        parameter(
            _written("holidays_made", "yyyy-mm-dd"),
            Text("計算した日", "Computed on"),
            _DATE,
            Text("hedge_xlがこの一覧を計算した日", "The day on which hedge_xl computed this list"),
            "A §8",
        ),
        parameter(
            _written("holidays_from", "yyyy-mm-dd"),
            Text("ここから", "Valid from"),
            _DATE,
            Text("この日より前のロール日は計算しない", "No roll date is computed before this day"),
            "A §8",
        ),
        parameter(
            _written("holidays_until", "yyyy-mm-dd"),
            Text("ここまで", "Valid until"),
            _DATE,
            Text(
                "この日より後は計算しない。hedge-xl の update か upgrade が先の年を書き足す",
                "Nothing is computed after it; hedge-xl update or upgrade adds the years to come",
            ),
            "A §8",
        ),
        parameter(
            _written("holidays_sum", "0"),
            Text("検算", "Check sum"),
            Text("合計", "sum"),
            Text(
                "下の日付と上の「ここから」「ここまで」の合計(日付を数として足したもの)",
                "Of the dates below and the two above, as numbers; it shows whether a row was lost or changed",
            ),
            "-",
        ),
    ),
)


def _column(key: str, header: Text, help: Text, width: float) -> Column:
    return Column(key, header, "input", help, "A §8", WORDS_UNIT, "@", width, working=True)


TABLE: Final = Table(
    "holidays",
    "Holidays",
    (
        Column(
            "date",
            Text("休業日", "Closed on"),
            "input",
            Text("東京かニューヨークが休みの平日", "A weekday on which Tokyo or New York is closed"),
            "A §8",
            _DATE,
            "yyyy-mm-dd ddd",
            18,
            working=True,
        ),
        _column("name", Text("名前", "Holiday"), Text("祝日か銀行休業日の名前", "Name of the holiday"), 36),
        _column("country", Text("国", "Country"), Text("休みの国", "Where it is a holiday"), 14),
    ),
    Text("日本と米国の休業日(平日のみ)", "Holidays in Japan and the USA (weekdays only)"),
    optional=True,
)

SHEET: Final = Sheet(
    "closed",
    Text("休業日", "Closed days"),
    Text("休業日 — ロール日の計算に使う日米の祝日", "Closed days: holidays that roll dates keep clear of"),
    Text(
        "hedge_xlが書く一覧です。書き換えません。自分が避けたい日は設定シートの「イベント日」に書きます。",
        "Written by hedge_xl: leave it alone. Days of your own to avoid go into Event days on the Policy sheet.",
    ),
    (ABOUT, TABLE),
    status=status_cell("closed"),
    widths=(18, 36, 14, 62, 14),
    colour="7F7F7F",
)


_INTACT: Final = (
    "AND(COUNT([holidays.date])>0,COUNT([holidays.date])=COUNTA([holidays.date]),"
    "COUNT({holidays_from},{holidays_until})=2,"
    f"N({{holidays_from}})>={FIRST_DATE},N({{holidays_until}})<={LAST_DATE},"
    "SUM([holidays.date])+N({holidays_from})+N({holidays_until})=N({holidays_sum}))"
)


def intact(days: Iterable[Value], first: Value, last: Value, total: Value) -> bool:
    """Whether dates and ends of a list are those that its sum was made of."""
    numbers = [day for day in (*days, first, last) if day is not None]
    if len(numbers) < 3 or not all(is_number(number) for number in (*numbers, first, last)):
        return False
    return n(first) >= FIRST_DATE and n(last) <= LAST_DATE and sum(map(n, numbers)) == n(total) and not is_error(total)


def _changed(s: Scope) -> Value:
    ends = s.cell("holidays_from"), s.cell("holidays_until")
    return int(not intact(s.col("holidays", "date"), *ends, s.cell("holidays_sum")))


CHANGED: Final = Cell(
    "n_holidays", "check", "0", formula=f"IF(IFERROR({_INTACT},FALSE),0,1)", twin=_changed, style="count"
)
"""Whether the list is another one than was written."""
