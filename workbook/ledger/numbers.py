"""What the numbers of the ledger's blocks are, for the guide."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger import backtest_numbers, cost_numbers, dashboard_numbers, quality_numbers, roll_numbers
from workbook.ledger.kpi_numbers import kpi_numbers
from workbook.ledger.units import DATE, FRACTION, YEAR
from workbook.parts.columns import JPY, RATIO, USD, WORDS_UNIT
from workbook.parts.numbers import Number

_LATEST: Final = Text("月次の表の最新の月の値", "The latest month of the table on Monthly")

_MONTHLY: Final = (
    Number("monthly", "now_month", Text("対象の月末", "Month end"), DATE, _LATEST, "A §15"),
    Number(
        "monthly", "now_(target|current)", Text("目標数量・現状ヘッジ", "Target, current hedge"), USD, _LATEST, "A §15"
    ),
    Number("monthly", "now_deviation", Text("逸脱率", "Deviation"), FRACTION, _LATEST, "A §15"),
    Number("monthly", "now_h", Text("h_policy", "h_policy"), RATIO, _LATEST, "A §9, §15"),
    Number(
        "monthly",
        "now_instruction",
        Text("指示", "Instruction"),
        WORDS_UNIT,
        Text(
            "最新の月のリバランス指示。その下に使えない行があれば指示を出さない",
            "The latest month's rebalance instruction; none while a row below it cannot be used",
        ),
        "A §6, §15",
    ),
)

_PNL: Final = (
    *kpi_numbers("pnl", "kpi", "none|full|policy"),
    Number(
        "pnl",
        "cost_(real|plan|gap)_total",
        Text("実現・計画・差の合計", "Realised, planned, gap"),
        JPY,
        Text("両方が分かる月の合計。差=実現−計画", "Over the months in which both are known; gap = realised - planned"),
        "A §6, §7, §15",
    ),
    Number(
        "pnl",
        "cost_real_rate",
        Text("実現コスト(年率)", "Realised, a year"),
        YEAR,
        Text("コストシートの開始からの実現(年率)", "Realised a year since the start, as on Cost"),
        "A §7",
    ),
    Number(
        "pnl",
        "cost_vs_fund",
        Text("投信との差", "Against the fund"),
        YEAR,
        Text(
            "コストシートの、開始からの 自作の総費用−投信の総費用",
            "On Cost, since the start: doing it yourself, all in - the fund, all in",
        ),
        "A §19",
    ),
)


NUMBERS: Final = (
    *dashboard_numbers.NUMBERS,
    *_MONTHLY,
    *_PNL,
    *quality_numbers.NUMBERS,
    *cost_numbers.NUMBERS,
    *roll_numbers.NUMBERS,
    *backtest_numbers.NUMBERS,
)
