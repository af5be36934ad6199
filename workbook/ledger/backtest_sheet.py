"""バックテスト / Backtest: the five policies over the months of the Market sheet, with the parameters of the ledger.

The definition is `hedge_xl.core.backtest`, and the figures are those of the function BACKTEST and of
``hedge-xl backtest --ledger``. Where that command refuses a gap among the months, the sheet takes the longest stretch
without one and says so: somebody's first month years after the sample must not make all of it blank.
"""

from collections.abc import Callable
from typing import Final

from hedge_xl.core.backtest import PolicyRun
from hedge_xl.core.language import Text
from hedge_xl.functions.backtest_table import HEADER
from workbook.ledger import backtest_values as values
from workbook.ledger import policy
from workbook.ledger.backtest_charts import CHARTS
from workbook.ledger.backtest_columns import TABLE
from workbook.ledger.backtest_values import NAMES
from workbook.ledger.kpi_cells import Series, calmar_cell, dd_cell, mean_cell, months_cell, sharpe_cell, vol_cell
from workbook.ledger.row_checks import ROW_CHECKS
from workbook.parts.marks import status_cell
from workbook.spec import Block, Cell, Sheet, Value
from workbook.text import WORDS, is_fault
from workbook.twin import Scope
from workbook.words.backtest import RETURN_FORMULA, WALK

_ANY_CHANGE: Final = ">1E-12"  # what is more than binary noise


def _series(key: str) -> Series:
    return Series("bt", key, "backtest", f"r_{key}", f"dd_{key}")


def _of_run(
    figure: str, form: str, formula: Callable[[str], str], compute: Callable[[PolicyRun], Value]
) -> Callable[[Series], Cell]:
    """A figure that only a backtest has, blank for a policy that was not run."""

    def cell(series: Series) -> Cell:
        def twin(s: Scope) -> Value:
            run = values.runs(s).get(series.key)
            return None if run is None else compute(run)

        shown = f'IF(COUNT({series.column})=0,"",{formula(series.key)})'
        return Cell(series.cell_key(figure), "formula", form, formula=shown, twin=twin)

    return cell


def _trades(key: str) -> str:
    return f'COUNTIF([backtest.d_{key}],"{_ANY_CHANGE}")'


def _total_cost(key: str) -> str:
    return f"{{month_cost}}*SUM([backtest.h_{key}])+SUMPRODUCT([backtest.k],[backtest.d_{key}])"


def _mean_h(key: str) -> str:
    return f"AVERAGE([backtest.h_{key}])"


_FIGURES: Final = (
    mean_cell,
    vol_cell,
    sharpe_cell,
    dd_cell,
    calmar_cell,
    _of_run("trades", "0", _trades, lambda run: run.trades),
    _of_run("cost", "0.00%", _total_cost, lambda run: run.total_cost),
    _of_run("h", "0.00", _mean_h, lambda run: float(run.hedge_ratios.mean())),
    months_cell,
)

KPI: Final = Block(
    Text(
        "方針ごとの成績(対数収益率、年12期、費用を引いた後)",
        "The policies compared (log returns, 12 a year, after costs)",
    ),
    header=HEADER,
    styles=("label",),
    rows=tuple((name, *(make(_series(key)) for make in _FIGURES)) for key, name in NAMES.items()),
)


# --- the parameters that it is computed with ----------------------------------------------------

_PARAMETERS: Final = (
    (Text("推定窓", "Window"), "window", "0"),
    (Text("縮小推定", "Shrinkage"), "shrinkage", "General"),
    (Text("変更しきい値", "Threshold"), "policy_threshold", "0.00"),
    (Text("構造h", "Structural h"), "structural_h", "0.00"),
    (Text("トレンド調整幅", "Trend step"), "trend_step", "0.00"),
    (Text("hの下限", "Floor of h"), "h_floor", "0.00"),
    (Text("hの上限", "Cap of h"), "h_cap", "0.00"),
    (Text("年率総コスト", "Annual cost"), "annual_cost", "0.00%"),
    (Text("提示スプレッド", "Quoted spread"), "quoted_spread", "0.0000"),
)


def _parameter(key: str, form: str) -> Cell:
    shown = f'IF({{{key}}}="","",{{{key}}})'
    return Cell(f"bt_{key}", "formula", form, formula=shown, twin=lambda s: s.cell(key))


PARAMETERS: Final = Block(
    Text("使った設定(変えるのは設定シートで)", "Computed with (change them on the Policy sheet)"),
    header=(Text("項目", "Item"), *(label for label, _, _ in _PARAMETERS)),
    styles=("label",),
    rows=((policy.SHEET.title, *(_parameter(key, form) for _, key, form in _PARAMETERS)),),
)


# --- what is tested -----------------------------------------------------------------------------

_COUNTIFS: Final = '[market.no],">="&({bt_first}-1),[market.no],"<"&{bt_last}'
_DECISIONS: Final = "{bt_last}-{bt_first}+1"


def _cell(key: str, form: str, formula: str, twin: Callable[[Scope], Value], style: str = "") -> Cell:
    return Cell(key, "formula", form, formula=formula, twin=twin, style=style)


def _if_computed(formula: str) -> str:
    return f'IF({{bt_state}}<>`bt_ok`,"",{formula})'


_STATE: Final = _cell(
    "bt_state",
    "@",
    "IF({policy_faults}>0,`bt_policy`,IF({bt_faulty}>0,`bt_faults`,"
    'IF({bt_last}="",`bt_few`,'
    "IF(ROWS([backtest.no])<{bt_last},`bt_short`,"
    "IF(OR(ABS({annual_cost})>1,{quoted_spread}/2>MIN([market.usdjpy])),`bt_cost`,"
    'IF(SUMPRODUCT(([market.no]>={bt_first}-1)*([market.no]<{bt_last})*([market.h_shrunk]<>""))<'
    f"{_DECISIONS},`bt_still`,`bt_ok`))))))",
    values.state,
    "wide",
)
_FAULTS: Final = [check.count for check in ROW_CHECKS if check.table == "market" and is_fault(WORDS[check.word])]
_FAULTY: Final = _cell("bt_faulty", "0", "+".join(f"{{{count}}}" for count in _FAULTS), values.faulty)
_RUN: Final = _cell("bt_run", "0", "MAX([market.run])", values.longest_run)
_LAST: Final = _cell(
    "bt_last",
    "0",
    'IF({policy_faults}+{bt_faulty}>0,"",'
    f'IF({{bt_run}}-{{window}}<{values.FEWEST},"",SUMPRODUCT(MAX(([market.run]={{bt_run}})*[market.no]))))',
    values.last,
)
_AVERAGE: Final = _cell(
    "bt_average",
    '0;-0;"-"',
    'IF({bt_last}="","",MINIFS([market.no],[market.no],">="&({bt_last}-{bt_run}),[market.no],"<="&{bt_last},'
    '[market.ma200],">0"))',
    values.average,
)
_FIRST: Final = _cell(
    "bt_first",
    "0",
    'IF({bt_last}="","",1+IF(AND({bt_average}>{bt_last}-{bt_run}+{window},{bt_average}<{bt_last}-1),{bt_average},'
    "{bt_last}-{bt_run}+{window}))",
    values.first,
)
_TREND: Final = _cell(
    "bt_trend",
    "0",
    f'IF({{bt_first}}="","",IF(COUNTIFS({_COUNTIFS},[market.ma200],">0")={_DECISIONS},1,0))',
    values.has_trend,
)
_MONTH: Final = "INDEX([market.month],{%s})"
_DATE: Final = "yyyy-mm-dd"

TESTED: Final = Block(
    Text("検証した期間", "What is tested"),
    header=(Text("項目", "Item"), Text("値", "Value"), Text("市場のNo.", "Market no."), Text("説明", "Meaning")),
    styles=("label", "", "", "wide"),
    rows=(
        (Text("状態", "State"), _STATE),
        (
            Text("最初の月", "First month"),
            _cell("bt_from", _DATE, _if_computed(_MONTH % "bt_first"), lambda s: values.month_of(s, "bt_first")),
            _FIRST,
            Text(
                "推定窓の後。200日平均がまだ無ければ、最初の200日平均の翌月",
                "After the window; after the first 200-day average where that comes later",
            ),
        ),
        (
            Text("最後の月", "Last month"),
            _cell("bt_to", _DATE, _if_computed(_MONTH % "bt_last"), lambda s: values.month_of(s, "bt_last")),
            _LAST,
            Text("最も長く続く期間の最後の月", "Last month of the longest stretch without a gap"),
        ),
        (
            Text("検証した月数", "Months tested"),
            _cell("bt_months", "0", _if_computed(_DECISIONS), values.tested),
            None,
            Text("どの方針も同じ月で比べる", "The same months for every policy"),
        ),
        (
            Text("準備の月末数", "Lead-in"),
            _cell("bt_lead", "0", _if_computed("{bt_first}-{bt_last}+{bt_run}"), values.lead),
            None,
            Text(
                "最初のhを決めるために使い、成績には入れない月末",
                "Month ends that the first h needs; not in the figures",
            ),
        ),
        (
            Text("使わない月", "Left out"),
            _cell("bt_out", "0", _if_computed("COUNT([market.month])-{bt_run}-1"), values.left_out),
            None,
            Text(
                "月の抜けや空行の向こう側。抜けのない最も長い期間だけを使う",
                "Beyond a missing month or a blank row: only the longest stretch without one is used",
            ),
        ),
        (
            Text("続いた収益率", "Returns in a row"),
            _RUN,
            None,
            Text(
                "市場の「連続月数」の最大。推定窓+2以上が必要",
                "Largest 'months in a row' on Market; window + 2 are needed",
            ),
        ),
        (
            Text("最初の200日平均", "First 200-day average"),
            None,
            _AVERAGE,
            Text("その期間で200日平均がある最初の月", "First month of the stretch that has one"),
        ),
        (
            Text("構造±トレンド", "Structural ± trend"),
            _TREND,
            None,
            Text(
                "1=計算する、0=200日平均の無い月があるので計算しない(空欄)",
                "1: computed; 0: left blank, for a month lacks its 200-day average",
            ),
        ),
        (
            Text("市場の×の行", "Rows marked ×"),
            _FAULTY,
            None,
            Text(
                "1行でもあれば何も計算しない(hedge-xl backtest と同じ)",
                "With any, nothing is computed (as hedge-xl backtest)",
            ),
        ),
    ),
)

_LINES: Final = (
    RETURN_FORMULA,
    WALK,
    Text(
        "総コストは検証した全期間の合計(資産に対する割合)。売買回数は最初のヘッジも数えます。A §7, §10",
        "Total cost is that of the whole period, as a fraction of the assets; the first hedge counts as a trade. A §7, §10",
    ),
    Text(
        "これは予測ではありません。費用は全期間同じ想定で、月の途中の値動き・税・証拠金は含みません。",
        "This is no forecast. Costs are one assumption for all months; moves within a month, tax and margin are not in it.",
    ),
    Text(
        "結果を見てから方針や設定を選び直すと、過去の偶然に合わせただけになりがちです(後知恵)。A §17",
        "Choosing a policy or a parameter because it won here mostly fits the past's accidents (hindsight). A §17",
    ),
    Text(
        "見本の市場データは配当(年およそ1.5〜2%)を含まない価格指数です。",
        "The sample on Market is a price index without dividends (some 1.5-2% a year).",
    ),
    Text(
        "同じ計算: hedge-xl backtest --ledger(年ごとの成績、h*の95%幅、設定の総当たりつきの報告)",
        "The same figures, with years, h*'s 95% band and sweeps: hedge-xl backtest --ledger",
    ),
)
NOTES: Final = Block(Text("読み方", "How to read it"), styles=("wide",), rows=tuple((line,) for line in _LINES))

SHEET: Final = Sheet(
    "backtest",
    Text("バックテスト", "Backtest"),
    Text("バックテスト — 5つの方針を過去の月で比べる", "Backtest: five policies over past months"),
    Text(
        "すべて計算です。市場シートの月と設定シートの値が変われば、ここも変わります。",
        "Everything here is computed, from the months on Market and the parameters on Policy.",
    ),
    (KPI, CHARTS, PARAMETERS, TESTED, NOTES, TABLE),
    status=status_cell("backtest"),
    freeze=(0, 2),
    pages_wide=2,
)
