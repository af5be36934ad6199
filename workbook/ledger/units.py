"""Units in which the guide speaks of the numbers beside the tables."""

from typing import Final

from hedge_xl.core.language import Text

DATE: Final = Text("日付", "date")
YEAR: Final = Text("年率", "a year")
TIMES: Final = Text("倍", "multiple")
MONTHS: Final = Text("か月", "months")
FRACTION: Final = Text("割合", "fraction")
ROWS: Final = Text("行番号", "row no.")
AS_HEADED: Final = Text("上と同じ", "as above")
FILLS: Final = Text("件", "fills")
