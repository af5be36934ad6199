"""What the numbers of バックテスト / Backtest are, for the guide."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger.backtest_values import KEYS
from workbook.ledger.kpi_numbers import kpi_numbers
from workbook.ledger.units import DATE, FRACTION, MONTHS, ROWS
from workbook.parts.columns import RATIO, WORDS_UNIT
from workbook.parts.numbers import Number

_POLICIES: Final = "|".join(KEYS.values())


def _number(cells: str, name: Text, unit: Text, meaning: Text, source: str) -> Number:
    return Number("backtest", cells, name, unit, meaning, source)


_FIGURES: Final = (
    *kpi_numbers("backtest", "bt", _POLICIES),
    _number(
        f"bt_trades_({_POLICIES})",
        Text("売買回数", "Trades"),
        Text("回", "times"),
        Text("hが変わった月の数。最初のヘッジも数える", "Months in which h changes, the first hedge included"),
        "A §10",
    ),
    _number(
        f"bt_cost_({_POLICIES})",
        Text("総コスト", "Total cost"),
        FRACTION,
        Text(
            "(年率総コスト÷12)×hの合計+(提示スプレッド÷2÷前月末USDJPY)×|hの変化|の合計",
            "Sum of annual cost / 12 x h + sum of quoted spread / 2 / USDJPY of the month before x |change of h|",
        ),
        "A §7, §10",
    ),
    _number(
        f"bt_h_({_POLICIES})",
        Text("平均h", "Mean h"),
        RATIO,
        Text("検証した月に適用したhの平均", "Mean of the h in force over the months tested"),
        "A §9, §10",
    ),
)

_PERIOD: Final = (
    _number(
        "bt_(window|shrinkage|policy_threshold|structural_h|trend_step|h_floor|h_cap|annual_cost|quoted_spread)",
        Text("使った設定", "Computed with"),
        Text("設定と同じ", "as on Policy"),
        Text("設定シートの同じ名前の値", "The Policy sheet's value of that name"),
        "A §4, §7, §9, §10",
    ),
    _number(
        "bt_state",
        Text("状態", "State"),
        WORDS_UNIT,
        Text("計算できたか、できなければその理由", "Whether the figures stand, or why not"),
        "A §10",
    ),
    _number(
        "bt_(from|to)",
        Text("最初の月、最後の月", "First, last month"),
        DATE,
        Text("検証した最初と最後の月末", "First and last month end tested"),
        "A §10",
    ),
    _number(
        "bt_(first|last|average)",
        Text("市場のNo.", "Market no."),
        ROWS,
        Text(
            "最初の月・最後の月・最初の200日平均の、市場の表の行番号",
            "Row of Market's table of the first month, the last, and the first 200-day average",
        ),
        "A §9, §10",
    ),
    _number(
        "bt_(months|lead|out|run)",
        Text("月の数え方", "Months"),
        MONTHS,
        Text(
            "検証した月数=最後−最初+1。準備=最初の月より前の月末。使わない=市場の月末−続いた収益率−1。続いた収益率=連続月数の最大",
            "Tested = last - first + 1; lead-in before it; left out = Market's - longest - 1; longest = largest 'months in a row'",
        ),
        "A §10",
    ),
    _number(
        "bt_trend",
        Text("構造±トレンド", "Structural ± trend"),
        Text("1か0", "1 or 0"),
        Text(
            "1=計算する、0=200日平均の無い月があるので計算しない",
            "1: computed; 0: not, for a month lacks its 200-day average",
        ),
        "A §9",
    ),
    _number(
        "bt_faulty",
        Text("市場の×の行", "Rows marked ×"),
        Text("行", "rows"),
        Text("市場で点検が×の行の数。0でなければ計算しない", "Rows of Market marked ×; with any, nothing is computed"),
        "A §10, §17",
    ),
)

NUMBERS: Final = (*_FIGURES, *_PERIOD)
