"""What the numbers of the ledger's blocks are, for the guide."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.parts.columns import JPY, RATIO, USD
from workbook.parts.numbers import Number

_DATE: Final = Text("日付", "date")
_WORDS: Final = Text("文字", "text")
_YEAR: Final = Text("年率", "a year")
_TIMES: Final = Text("倍", "multiple")
_MONTHS: Final = Text("か月", "months")
_LATEST: Final = Text("月次の表の最新の月の値", "The latest month of the table on Monthly")


def _roll(cells: str, name: Text, unit: Text, meaning: Text, source: str) -> Number:
    return Number("roll", cells, name, unit, meaning, source)


def _kpi(key: str, name: Text, unit: Text, meaning: Text, source: str = "A §16") -> Number:
    return Number("pnl", f"kpi_{key}_(none|full|policy)", name, unit, meaning, source)


_MONTHLY: Final = (
    Number("monthly", "now_month", Text("対象の月末", "Month end"), _DATE, _LATEST, "A §15"),
    Number(
        "monthly", "now_(target|current)", Text("目標数量・現状ヘッジ", "Target, current hedge"), USD, _LATEST, "A §15"
    ),
    Number("monthly", "now_deviation", Text("逸脱率", "Deviation"), Text("割合", "fraction"), _LATEST, "A §15"),
    Number("monthly", "now_h", Text("h_policy", "h_policy"), RATIO, _LATEST, "A §9, §15"),
    Number(
        "monthly",
        "now_instruction",
        Text("指示", "Instruction"),
        _WORDS,
        Text(
            "最新の月のリバランス指示。その下に使えない行があれば指示を出さない",
            "The latest month's rebalance instruction; none while a row below it cannot be used",
        ),
        "A §6, §15",
    ),
)

_PNL: Final = (
    _kpi(
        "mean", Text("年率平均", "Annual mean"), _YEAR, Text("月の収益率の平均×12", "Mean of the monthly returns x 12")
    ),
    _kpi(
        "vol",
        Text("年率ボラ", "Annual volatility"),
        _YEAR,
        Text("標準偏差(n−1)×√12", "Standard deviation (n-1) x sqrt 12"),
    ),
    _kpi(
        "dd",
        Text("最大DD", "Max drawdown"),
        Text("割合", "fraction"),
        Text("資産の、過去の最高値からの最大の下落率", "Largest fall of wealth from its highest so far"),
    ),
    _kpi("sharpe", Text("シャープ", "Sharpe"), _TIMES, Text("年率平均÷年率ボラ", "Annual mean / annual volatility")),
    _kpi("calmar", Text("Calmar", "Calmar"), _TIMES, Text("年率平均÷|最大DD|", "Annual mean / |max drawdown|")),
    _kpi("months", Text("月数", "Months"), _MONTHS, Text("収益率を計算できた月の数", "Months with a return"), "A §10"),
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
        _YEAR,
        Text("実現コスト÷(計画コスト÷計画c_month)×12", "Realised / (planned / planned c_month) x 12"),
        "A §7",
    ),
    Number(
        "pnl",
        "cost_vs_fund",
        Text("投信との差", "Against the fund"),
        _YEAR,
        Text("実現コスト(年率)−ヘッジ付き投信の費用", "Realised cost - the hedged fund's cost"),
        "A §19",
    ),
)

_ROLL: Final = (
    _roll(
        "roll_(state|fault)",
        Text("ロール日の計画", "Roll plan"),
        _WORDS,
        Text("計画を計算できたか、できなければその理由", "Whether the plan stands, or why not"),
        "A §6, §8",
    ),
    _roll(
        "twap_state",
        Text("TWAPの注文", "TWAP orders"),
        _WORDS,
        Text("注文を計算できたか、できなければその理由", "Whether there are orders, or why not"),
        "A §6, §12",
    ),
    _roll(
        r"roll_day_\d_\d",
        Text("日付(ロール)", "Day to roll on"),
        _DATE,
        Text(
            "その月の使える日をn日とすると、k回目は前から ⌊(2k−1)·n÷(2×回数)⌋+1 番目(ROLL_SCHEDULE)",
            "Of n usable days part k takes number ⌊(2k-1)·n/(2·parts)⌋+1 (ROLL_SCHEDULE)",
        ),
        "A §6, §8",
    ),
    _roll(
        r"roll_tag_\d_\d",
        Text("ロール", "Roll"),
        _WORDS,
        Text("執行ログの「ロール」に書く文字", "What to write into the log's column Roll"),
        "A §8",
    ),
    _roll(
        r"(roll_units|rung_units|order_units)_[\d_]+",
        Text("数量", "Units"),
        USD,
        Text(
            "最小単位の倍数で等分。合計は元の数量と必ず同じ。+は売り、−は買い",
            "Equal parts in multiples of the minimum unit, which add up exactly; + sell, - buy",
        ),
        "A §6, §8, §12",
    ),
    _roll(
        r"rung_(day|tag)_\d",
        Text("満期日、満期まで", "Matures on, tenor"),
        _DATE,
        Text(
            "初日からkか月後か、その前のロールできる最後の日(HEDGE_LADDER)",
            "The last day to roll on up to k months after the first day (HEDGE_LADDER)",
        ),
        "A §8, §11",
    ),
    _roll(
        r"order_(time|tag)_\d+",
        Text("時刻、注文", "Time, order"),
        Text("時刻", "time"),
        Text(
            "開始+(k−1)×(終了−開始)÷注文の数(TWAP_SCHEDULE)", "Start + (k-1) x (end - start) / orders (TWAP_SCHEDULE)"
        ),
        "A §6, §12",
    ),
    _roll(
        r"cal_(day|why|no)_\d_\d+",
        Text("すべての日", "Every day"),
        _DATE,
        Text(
            "その日を使えるか、使わない理由、使える日の通し番号",
            "Whether a day may be used, why not, and the running number of those that may",
        ),
        "A §6, §8, §13",
    ),
    _roll(
        r"rung_try_\d_\d+",
        Text("はしごの途中計算", "Workings of the ladder"),
        _DATE,
        Text("満期の目安からさかのぼった日。使えない日は—", "Days back from the day a rung is due; — if not usable"),
        "A §8",
    ),
)

NUMBERS: Final = (*_MONTHLY, *_PNL, *_ROLL)
