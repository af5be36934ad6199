"""損益 / P&L: returns hedged and not, wealth, drawdown, KPIs, and realised against planned cost."""

from typing import Final

from hedge_xl.core.language import Text, same
from workbook.ledger import band, results
from workbook.ledger.kpi import COST, KPI
from workbook.ledger.last_months import EARLIEST
from workbook.ledger.quality_figures import QUOTED, units
from workbook.ledger.wealth import Path, drawdown_column, wealth_column
from workbook.parts.columns import JPY, LOG_RETURN, NUMBER, RATIO, row_check
from workbook.parts.marks import status_cell
from workbook.spec import Column, Sheet, Table

_MARKET_ROW: Final = "MATCH([month],[market.month],0)"


def _from_monthly(column: str) -> str:
    return f'IF([month]="","",INDEX([monthly.{column}],[no]))'


def _from_market(column: str) -> str:
    return f'IF(OR([month]="",[no]=1),"",IFERROR(INDEX([market.{column}],{_MARKET_ROW}),""))'


def _returns(h: str, c: str) -> str:
    return f'IF(OR([r_spx]="",[r_fx]="",[h]="",[c]=""),"",HEDGED_RETURNS([r_spx],[r_fx],{h},{c}))'


_FIRST: Final = "(EOMONTH([month],-1)+1)"
_IN_MONTH: Final = f'[log.time],">="&{_FIRST},[log.time],"<"&([month]+1)'


def _of_fills(column: str) -> str:
    return f"SUMIFS([log.{column}],{_IN_MONTH})"


def _fills(column: str) -> str:
    return f'IF([month]="","",{_of_fills(column)})'


# Over a year, as slippage is planned: a month without a fill would have none, however little of the rest is measured.
_IN_YEAR: Final = f'[log.time],">="&(EOMONTH(MAX([month],{EARLIEST}),-12)+1),[log.time],"<"&([month]+1)'
_UNMEASURED: Final = f"IF({units(_IN_YEAR)}=0,0,1-{units(QUOTED + _IN_YEAR)}/{units(_IN_YEAR)})"
# Each day of the month alike: a fill counts for the days that follow it in the month.
_UNIT_TIMES: Final = f"SUMPRODUCT(([log.time]>={_FIRST})*([log.time]<[month]+1),[log.signed],[log.time])"
_MEAN_HELD: Final = (
    f'(SUMIFS([log.signed],[log.time],"<"&{_FIRST})+(([month]+1)*{_of_fills("signed")}-{_UNIT_TIMES})/DAY([month]))'
)


_PATHS: Final = tuple(
    Path("pnl", key, name, '[month]=""')
    for key, name in (
        ("hedged", Text("方針", "policy")),
        ("none", Text("未ヘッジ", "unhedged")),
        ("full", same("1:1")),
    )
)


def _wealth(path: Path) -> Column:
    returns = f"r_{path.key}"
    return wealth_column(path, returns, twin=lambda r: results.wealth(r, returns))


def _drawdown(path: Path) -> Column:
    return drawdown_column(path, twin=lambda r: results.drawdown(r, path.wealth))


TABLE: Final = Table(
    "pnl",
    "PnL",
    (
        NUMBER,
        Column(
            "month",
            Text("月末", "Month end"),
            "formula",
            Text("月次シートの同じ行の月末", "Month end of the same row on the Monthly sheet"),
            "A §15",
            Text("日付", "date"),
            "yyyy-mm-dd",
            12,
            'IF([no]>ROWS([monthly.no]),"",IF(INDEX([monthly.y],[no])="","",INDEX([monthly.month],[no])))',
            twin=results.month,
        ),
        Column(
            "r_spx",
            same("r_SPX"),
            "formula",
            Text("S&P500の対数収益率(市場シート)", "Log return of the S&P 500 (Market sheet)"),
            "A §16",
            LOG_RETURN,
            "0.00%",
            20,
            _from_market("r_spx"),
            twin=lambda r: results.market(r, "r_spx"),
        ),
        Column(
            "r_fx",
            same("r_FX"),
            "formula",
            Text("USDJPYの対数収益率(市場シート)", "Log return of USDJPY (Market sheet)"),
            "A §16",
            LOG_RETURN,
            "0.00%",
            12,
            _from_market("r_fx"),
            twin=lambda r: results.market(r, "r_fx"),
        ),
        Column(
            "h",
            Text("適用h", "h in force"),
            "formula",
            Text("前月末に決めたh_policy", "h_policy decided at the month end before"),
            "A §16",
            RATIO,
            "0.00",
            12,
            'IF(OR([month]="",[no]=1),"",IF(INDEX([monthly.check],[no])=`chk_gap`,"",INDEX([monthly.h_policy],[no]-1)))',
            twin=results.h,
        ),
        Column(
            "c",
            same("c"),
            "formula",
            Text("その月のc_month", "c_month of the month"),
            "A §16",
            Text("月率", "a month"),
            "0.000%",
            11,
            _from_monthly("c_month"),
            twin=lambda r: None if r["month"] is None else results.same(r, "c_month"),
        ),
        Column(
            "r_hedged",
            same("r_hedged"),
            "formula",
            Text("r_SPX+(1−h)·r_FX−c·h", "r_SPX + (1 - h) r_FX - c h"),
            "A §16",
            LOG_RETURN,
            "0.00%",
            11,
            _returns("[h]", "[c]"),
            twin=lambda r: results.hedged(r, r["h"], r["c"]),
        ),
        Column(
            "r_none",
            Text("r 未ヘッジ", "r unhedged"),
            "formula",
            Text("r_SPX+r_FX(h=0)", "r_SPX + r_FX (h = 0)"),
            "A §10",
            LOG_RETURN,
            "0.00%",
            11,
            _returns("0", "0"),
            twin=lambda r: results.hedged(r, 0, 0),
        ),
        Column(
            "r_full",
            Text("r 1:1", "r 1:1"),
            "formula",
            Text("r_SPX−c(h=1)", "r_SPX - c (h = 1)"),
            "A §11",
            LOG_RETURN,
            "0.00%",
            11,
            _returns("1", "[c]"),
            twin=lambda r: results.hedged(r, 1, r["c"]),
        ),
        *(_wealth(path) for path in _PATHS),
        *(_drawdown(path) for path in _PATHS),
        Column(
            "cost_swap",
            Text("スワップ費用", "Swap cost"),
            "formula",
            Text("支払ったスワップ(+は費用)。未入力なら空欄", "Swap paid (+ cost); blank when not entered"),
            "A §15",
            JPY,
            "#,##0;-#,##0;0",
            12,
            'IF([month]="","",IF(ISNUMBER(INDEX([monthly.swap],[no])),-INDEX([monthly.swap],[no]),IF([hedge_jpy]=0,0,"")))',
            twin=results.cost_swap,
        ),
        Column(
            "cost_spread",
            Text("スプレッド費用", "Spread cost"),
            "formula",
            Text("その月の約定のスプレッド費用", "Spread cost of the month's fills"),
            "A §15",
            JPY,
            "#,##0;-#,##0;0",
            13,
            _fills("spread_fee"),
            twin=lambda r: results.cost_fills(r, "spread_fee"),
        ),
        Column(
            "cost_slip",
            Text("滑り費用", "Slippage cost"),
            "formula",
            Text(
                "その月の約定の滑り費用+計画の滑り(平均ヘッジ×設定の滑り÷12)×12か月の売買数量のうち気配の無い割合",
                "Slippage cost of the month's fills + planned (mean hedge x Policy's slippage / 12) x share of twelve "
                "months' units that have no quote",
            ),
            "A §15",
            JPY,
            "#,##0;-#,##0;0",
            11,
            f'IF([month]="","",{_of_fills("slip_cost")}+MAX(0,N([hedge_jpy]))*{{slippage_cost}}/{{periods}}*{_UNMEASURED})',
            twin=results.cost_slip,
        ),
        Column(
            "cost_real",
            Text("実現コスト", "Realised cost"),
            "formula",
            Text("スワップ+スプレッド+滑り", "Swap + spread + slippage"),
            "A §15",
            JPY,
            "#,##0;-#,##0;0",
            12,
            'IF([cost_swap]="","",[cost_swap]+[cost_spread]+[cost_slip])',
            twin=results.cost_real,
        ),
        Column(
            "hedge_jpy",
            Text("平均ヘッジ(円)", "Mean hedge (JPY)"),
            "formula",
            Text(
                "その月に持っていたヘッジの平均(日数で加重)×S_USDJPY。費用の年率はこれに対する割合",
                "Hedge held in the month, the mean of its days, x S_USDJPY: what annual costs are of",
            ),
            "A §6",
            JPY,
            "#,##0",
            14,
            'IF([month]="","",IF(INDEX([monthly.current],[no])="","",' + _MEAN_HELD + "*INDEX([monthly.spot],[no])))",
            twin=results.hedge_jpy,
        ),
        Column(
            "cost_plan",
            Text("計画コスト", "Planned cost"),
            "formula",
            Text("平均ヘッジ(円)×計画c_month", "Mean hedge in JPY x planned c_month"),
            "A §6, §7",
            JPY,
            "#,##0;-#,##0;0",
            12,
            'IF([hedge_jpy]="","",[hedge_jpy]*{month_cost})',
            twin=results.cost_plan,
        ),
        Column(
            "cost_gap",
            Text("差(実現−計画)", "Gap (realised - planned)"),
            "formula",
            Text("+は計画より高くついた", "+ dearer than planned"),
            "A §6",
            JPY,
            "+#,##0;-#,##0;0",
            14,
            'IF(OR([cost_real]="",[cost_plan]=""),"",[cost_real]-[cost_plan])',
            twin=results.cost_gap,
        ),
        row_check(
            'IF([month]="","",IF(AND([no]>1,[r_hedged]=""),`chk_return`,IF([cost_swap]="",`chk_swap`,IF(OR(AND(N(INDEX([monthly.current],[no]))>0,[cost_swap]*({rate_differential}+{basis})<0),IF(ISNUMBER(INDEX([monthly.swap_rate],[no])),ABS(INDEX([monthly.swap_rate],[no])-{rate_differential}-{basis})>{swap_tolerance},FALSE)),`chk_swap_rate`,`ok`))))',
            results.check,
        ),
        band.THRESHOLD,
    ),
    Text(
        "月ごとの損益(月次に1行足したら、この表も右下の角を1行下へ引く)",
        "Month by month (after adding a month, drag this table's corner down one row)",
    ),
    follows="monthly",
)


SHEET: Final = Sheet(
    "pnl",
    Text("損益", "P&L"),
    Text("損益 — ヘッジの成績と費用", "P&L: results and costs of the hedge"),
    Text(
        "すべて計算です。入力は月次・市場・執行ログで行います。",
        "Everything here is computed; inputs are on Monthly, Market and Execution log.",
    ),
    (KPI, COST, TABLE),
    status=status_cell("pnl"),
    freeze=(0, 2),
    pages_wide=2,
)
