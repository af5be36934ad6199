"""What the numbers of コスト / Cost are, for the guide."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger.units import DATE, FILLS, MONTHS, YEAR
from workbook.parts.columns import JPY, JPY_PER_USD, RATIO, USD, WORDS_UNIT
from workbook.parts.numbers import Number

_POINTS: Final = Text("円(1万通貨・日)", "JPY/10,000/day")
_PERIODS: Final = "(year|last12|all)"
_LINES: Final = "(swap|spread|slip|total)"


def _number(cells: str, name: Text, unit: Text, meaning: Text, source: str) -> Number:
    return Number("cost", cells, name, unit, meaning, source)


_TODAY: Final = (
    _number(
        "cost_y",
        Text("株の円換算額 Y", "Value in JPY, Y"),
        JPY,
        Text("月次の最新の月のA_USD×S_USDJPY", "A_USD x S_USDJPY of the latest month on Monthly"),
        "A §15",
    ),
    _number(
        "cost_spot", Text("S_USDJPY", "S_USDJPY"), JPY_PER_USD, Text("同じ月のドル円", "USDJPY of that month"), "A §15"
    ),
    _number(
        "cost_current",
        Text("現状ヘッジ", "Current hedge"),
        USD,
        Text("同じ月末の現状ヘッジ", "The current hedge at that month end"),
        "A §15",
    ),
    _number(
        "plan_(year|month)_[a-z_]+",
        Text("計画の年率・月割り", "Planned, a year, a month"),
        Text("年率、月率", "a year, a month"),
        Text(
            "設定の値。合計Cは4つの和。月割り=年率÷12", "As on Policy; C is the sum of the four; a month = a year / 12"
        ),
        "A §7",
    ),
    _number(
        "plan_yen_[a-z_]+",
        Text("今のヘッジで年に", "On today's hedge, a year"),
        JPY,
        Text("年率×現状ヘッジ×S_USDJPY", "Annual rate x current hedge x S_USDJPY"),
        "A §7",
    ),
)

_OVER_PERIODS: Final = (
    _number(
        f"cost_plan_{_LINES}_{_PERIODS}",
        Text("期間: 計画(年率)", "Period: planned a year"),
        YEAR,
        Text("設定の年率", "The annual rate on Policy"),
        "A §7",
    ),
    _number(
        f"cost_real_{_LINES}_{_PERIODS}",
        Text("期間: 実現(年率)", "Period: realised a year"),
        YEAR,
        Text("実現(円)÷平均ヘッジの合計(円)×12", "Realised in JPY / sum of the mean hedges x 12"),
        "A §7",
    ),
    _number(
        f"cost_plan_jpy_{_LINES}_{_PERIODS}",
        Text("期間: 計画(円)", "Period: planned (JPY)"),
        JPY,
        Text("平均ヘッジの合計(円)×年率÷12", "Sum of the mean hedges x annual rate / 12"),
        "A §6, §7",
    ),
    _number(
        f"cost_real_jpy_{_LINES}_{_PERIODS}",
        Text("期間: 実現(円)", "Period: realised (JPY)"),
        JPY,
        Text("損益の同じ項目の列の、その期間の合計", "Sum of the part's column on P&L over the period"),
        "A §6, §7",
    ),
    _number(
        f"cost_gap_(jpy_)?{_LINES}_{_PERIODS}",
        Text("期間: 差", "Period: gap"),
        Text("年率、円", "a year, JPY"),
        Text("実現−計画。+は計画より高くついた", "Realised - planned; + is dearer than planned"),
        "A §6, §7",
    ),
    _number(
        f"cost_months_{_PERIODS}",
        Text("期間: 月数", "Period: months"),
        MONTHS,
        Text("その期間のうち、損益で計画と実現の両方が分かる月", "Months of the period with both costs known on P&L"),
        "A §6, §7",
    ),
    _number(
        f"cost_fills_{_PERIODS}",
        Text("期間: 約定", "Period: fills"),
        FILLS,
        Text("その期間の、点検が○か△の約定", "Fills of the period that are marked ○ or △"),
        "A §15",
    ),
    _number(
        f"cost_unmeasured_{_PERIODS}",
        Text("期間: 滑り未測定", "Period: slippage unmeasured"),
        FILLS,
        Text(
            "気配の無い約定。その数量の分の滑りは、実現に計画どおりで入れる。全件なら滑りの実現(年率)は空欄",
            "Fills without a quote; their units slip as planned in what is realised. If all are, slippage has no rate",
        ),
        "A §7",
    ),
    _number(
        f"cost_base_{_PERIODS}",
        Text("期間: 平均ヘッジの合計", "Period: mean hedges"),
        JPY,
        Text("損益の平均ヘッジ(円)の、その月々の和", "Sum of those months' mean hedges in JPY on P&L"),
        "A §7",
    ),
    _number(
        rf"cost_furthest_({_PERIODS[1:-1]}|\d+)",
        Text("最も違う項目", "Furthest off"),
        WORDS_UNIT,
        Text(
            "実現(円)と計画(円)の差の絶対値が最大の項目", "The part whose realised and planned JPY are furthest apart"
        ),
        "A §6, §7",
    ),
)

_REVIEW: Final = (
    _number(
        "review_(plan|real|gap)_(swap|slip)",
        Text("想定の見直し", "Assumptions"),
        YEAR,
        Text(
            "スワップ: 金利差+ベーシスと、月次の最新の実測スワップ年率。滑り: 設定と、直近12か月の実現(年率)。差=実測−設定",
            "Swap: differential + basis against Monthly's latest. Slippage: realised over 12 months. Gap = measured - Policy",
        ),
        "A §7, §12",
    ),
    _number(
        "plan_points",
        Text("想定に当たるスワップ", "Swap points of the plan"),
        _POINTS,
        Text("(金利差+ベーシス)×10,000×S_USDJPY÷365", "(Differential + basis) x 10,000 x S_USDJPY / 365"),
        "A §7",
    ),
)

_BY_MONTH: Final = (
    _number(
        r"cost_month_\d+",
        Text("月", "Month"),
        DATE,
        Text("月次の最新の月までの12か月", "The twelve months up to the latest one on Monthly"),
        "A §15",
    ),
    _number(
        r"cost_(hedge|swap|spread|slip|real|plan|gap)_\d+",
        Text("月別(円)", "By month (JPY)"),
        JPY,
        Text("損益の同じ名前の列の、その月の値。+は費用", "That month's value of the column on P&L; + is a cost"),
        "A §6, §7, §15",
    ),
    _number(
        r"cost_rate(_gap)?_\d+",
        Text("月別(年率)", "By month, a year"),
        YEAR,
        Text(
            "実現÷平均ヘッジ(円)×12。計画との差はそれ−C。スワップ年率を測れない月(月次)は空欄",
            "Realised / mean hedge x 12; gap = that - C; blank in a month whose swap rate Monthly cannot measure",
        ),
        "A §7",
    ),
)


def _fund(key: str, name: Text, unit: Text, meaning: Text, source: str = "A §19") -> Number:
    return _number(f"fund_{key}_(plan|last12|all)", name, unit, meaning, source)


_FUND: Final = (
    _fund(
        "(cost|diy|total)",
        Text("投信と比べる費用", "Costs compared"),
        YEAR,
        Text(
            "C、自作=C+自分の株側の費用、投信=ヘッジ付き投信の費用+隠れコスト",
            "C; yourself = C + fee of your shares; fund = its cost + what it hides",
        ),
    ),
    _fund(
        "cheaper",
        Text("安い方", "Cheaper"),
        WORDS_UNIT,
        Text("自作と投信の総費用の小さい方", "Whose costs, all in, are lower"),
    ),
    _fund("saving", Text("差(年率)", "Difference a year"), YEAR, Text("|自作−投信|", "|yourself - fund|")),
    _fund(
        "saving_jpy", Text("差(円、年)", "Difference a year (JPY)"), JPY, Text("差(年率)×Y", "Difference a year x Y")
    ),
    _fund(
        "even",
        Text("損益分岐の C", "Break-even C"),
        YEAR,
        Text("投信の総費用−自分の株側の費用", "The fund, all in - the fee of your own shares"),
    ),
    _fund(
        "even_points",
        Text("損益分岐のスワップ", "Break-even swap points"),
        _POINTS,
        Text("損益分岐のC×10,000×S_USDJPY÷365", "Break-even C x 10,000 x S_USDJPY / 365"),
        "A §7, §19",
    ),
    _fund(
        "even_h",
        Text("損益分岐の h", "Break-even h"),
        RATIO,
        Text("損益分岐のC÷C(0より小さければ0)", "Break-even C / C, at least 0"),
    ),
)

NUMBERS: Final = (*_TODAY, *_OVER_PERIODS, *_REVIEW, *_BY_MONTH, *_FUND)
