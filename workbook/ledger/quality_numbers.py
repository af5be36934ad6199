"""What the numbers of 執行品質 / Execution quality are, for the guide."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger.units import AS_HEADED, DATE, FILLS, MONTHS, YEAR
from workbook.parts.columns import WORDS_UNIT
from workbook.parts.numbers import Number

_DAYS: Final = Text("日", "days")


def _number(cells: str, name: Text, unit: Text, meaning: Text, source: str) -> Number:
    return Number("quality", cells, name, unit, meaning, source)


NUMBERS: Final = (
    _number(
        r"(line|roll)_month_\d+",
        Text("月", "Month"),
        DATE,
        Text("月次の最新の月までの12か月", "The twelve months up to the latest one on Monthly"),
        "A §12",
    ),
    _number(
        r"fill_[a-z_]+_\d+",
        Text("月別の表", "By month"),
        AS_HEADED,
        Text(
            "「執行ログ全体」の同じ名前の行と同じ計算を、その月の約定だけで。約定しなかった指値は発注した月に数える",
            "As the line of that name of the whole log, over the month's fills; unfilled limit orders by the month of the order",
        ),
        "A §12",
    ),
    _number(
        r"roll_swap_\d+",
        Text("実測スワップ年率", "Measured swap rate"),
        YEAR,
        Text("月次の同じ名前の列の、その月の値", "That month's value of the column on Monthly"),
        "A §7",
    ),
    _number(
        r"roll_change_\d+",
        Text("前月からの変化", "Change on the month"),
        YEAR,
        Text("実測スワップ年率−前月の実測スワップ年率", "Measured swap rate - that of the month before"),
        "A §8, §12",
    ),
    _number(
        r"roll_fills_\d+",
        Text("ロールの約定数", "Roll fills"),
        FILLS,
        Text("執行ログの「ロール」に何か書いてある約定の数", "Fills whose column Roll of the log is filled in"),
        "A §8, §12",
    ),
    _number(
        r"roll_day_\d+",
        Text("平均ロール日", "Mean day of roll"),
        _DAYS,
        Text(
            "ロールの約定時刻の平均−月初+1。1日の0時は1.0、1日の正午は1.5",
            "Mean time of the roll fills - the month's first moment + 1: noon of the 1st is 1.5",
        ),
        "A §8, §12",
    ),
    _number(
        r"roll_season_\d+",
        Text("期末", "Quarter end"),
        WORDS_UNIT,
        Text("3・6・9・12月か。3月は年度末", "Whether it is March, June, September or December"),
        "A §8",
    ),
    _number(
        "(swap_months_(quarter|other)|roll_pairs)",
        Text("月数", "Months"),
        MONTHS,
        Text(
            "期末の月・その他の月のうち変化が分かる数。ロールの約定もある月の数",
            "Months with a known change, at quarter ends or not; and those that have roll fills as well",
        ),
        "A §8, §12",
    ),
    _number(
        "(swap_change_(quarter|other)|roll_mean_change)",
        Text("変化の平均", "Mean change"),
        YEAR,
        Text("その月数での「前月からの変化」の単純平均", "Simple mean of the changes over those months"),
        "A §8, §12",
    ),
    _number(
        "roll_mean_day",
        Text("平均ロール日の平均", "Mean of the mean days"),
        _DAYS,
        Text("比べられる月の「平均ロール日」の単純平均", "Simple mean over the months compared"),
        "A §8, §12",
    ),
    _number(
        "roll_correlation",
        Text("相関", "Correlation"),
        Text("−1〜+1", "-1 to +1"),
        Text(
            "比べられる月の「前月からの変化」と「平均ロール日」の相関係数",
            "Correlation of the changes with the mean days, over the months compared",
        ),
        "A §12",
    ),
)
