"""月次 / Monthly: the user's month end, and what to trade because of it."""

from typing import Final

from hedge_xl.core.language import Text, same
from workbook.ledger import band, decision
from workbook.ledger.columns import month_input
from workbook.ledger.common import gap_condition, jump_condition, lookup, month_cases
from workbook.parts.columns import ABOVE_ZERO, JPY, JPY_PER_USD, NUMBER, RATIO, USD, WORDS_UNIT, row_check
from workbook.parts.marks import VALID, cascade, status_cell
from workbook.spec import Block, Cell, Column, Sheet, Table, Validation, Value
from workbook.twin import Scope, is_error

_MARKET_ROW: Final = "MATCH([month],[market.month],0)"
_HELD_BEFORE: Final = 'SUMIFS([log.signed],[log.time],"<"&(EOMONTH([month],-1)+1))'
_UNSTEADY: Final = f"ABS([current]-{_HELD_BEFORE})>{decision.STEADY}*MAX([current],{_HELD_BEFORE})"
_CHECK: Final = (
    'IF(COUNTA([month],[a_usd],[spot],[swap],[h_fixed])=0,"",'
    + cascade(
        *month_cases("monthly"),
        ("COUNT([a_usd],[spot])<2", "chk_number"),
        ("OR([a_usd]<0,[spot]<=0)", "chk_positive"),
        (
            'OR(IF([swap]="",FALSE,NOT(ISNUMBER([swap]))),IF([h_fixed]="",FALSE,NOT(ISNUMBER([h_fixed]))))',
            "chk_number",
        ),
        (f"IF(ISNUMBER([h_fixed]),OR([h_fixed]<0,[h_fixed]>{decision.MOST_H}),FALSE)", "chk_range"),
        (gap_condition("monthly"), "chk_gap"),
        (
            f"IF({{policy_faults}}>0,FALSE,IFERROR(ABS([spot]/N(INDEX([market.usdjpy],{_MARKET_ROW}))-1)>{{spot_tolerance}},FALSE))",
            "chk_spot",
        ),
        (jump_condition("monthly", "a_usd"), "chk_jump"),
        (jump_condition("monthly", "spot"), "chk_jump"),
    )
    + ")"
)


def _from_market(column: str) -> str:
    return f'IF([y]="","",IFERROR(INDEX([market.{column}],{_MARKET_ROW}),""))'


def _h_policy_formula() -> str:
    limits = "{policy_threshold},{h_floor},{h_cap}"
    return (
        'IF([y]="","",IF(ISNUMBER([h_fixed]),[h_fixed],'
        "IF({policy}=`pol_none`,0,IF({policy}=`pol_full`,1,IF({policy}=`pol_struct`,{structural_h},"
        f'IF({{policy}}=`pol_trend`,IF([trend]="","",HEDGE_POLICY({{structural_h}},[trend],[h_prev],{limits})),'
        f'IF({{policy}}=`pol_hstar`,IF([h_shrunk]="","",HEDGE_POLICY([h_shrunk],0,[h_prev],{limits})),"")))))))'
    )


_H_INPUT: Final = Validation(
    "decimal",
    minimum=0,
    maximum=decision.MOST_H,
    message=Text(f"0〜{decision.MOST_H}の数値、または空欄", f"A number from 0 to {decision.MOST_H}, or blank"),
)

_INPUTS: Final = (
    NUMBER,
    month_input("A §15"),
    Column(
        "a_usd",
        Text("A_USD(月末)", "A_USD (month end)"),
        "input",
        Text("米株の月末評価額(ドル)", "Value of the US shares at month end"),
        "A §15",
        USD,
        "#,##0.00",
        14,
        validation=Validation("decimal", minimum=0, message=Text("0以上の数値(ドル)", "0 or more, in USD")),
    ),
    Column(
        "spot",
        Text("S_USDJPY(月末)", "S_USDJPY (month end)"),
        "input",
        Text("月末のドル円", "USDJPY at month end"),
        "A §15",
        JPY_PER_USD,
        "0.00",
        14,
        validation=ABOVE_ZERO,
    ),
    Column(
        "swap",
        Text("スワップ受払", "Swap received/paid"),
        "input",
        Text(
            "この月のスワップ合計(円)。受取は+、支払は−。口座の明細から",
            "Swap of the month in JPY from the statement: + received, - paid",
        ),
        "A §7, §15",
        JPY,
        "#,##0;[Red]-#,##0",
        13,
        validation=Validation(
            "decimal", minimum=-1e12, maximum=1e12, message=Text("円。支払は−", "JPY; minus when paid")
        ),
    ),
    Column(
        "h_fixed",
        Text("確定h", "h fixed"),
        "input",
        Text(
            "その月に決めたh。書くと計算値の代わりに使い、方針を変えても過去が変わらない。空欄なら計算値",
            "The h decided that month, kept whatever the policy becomes later; blank: computed",
        ),
        "A §17",
        RATIO,
        "0.00",
        9,
        validation=_H_INPUT,
    ),
    Column("note", Text("メモ", "Note"), "input", Text("自由記入", "Anything"), "A §6", WORDS_UNIT, "@", 34),
)

_DECISION: Final = (
    Column(
        "y",
        Text("円換算額 Y", "Value in JPY, Y"),
        "formula",
        Text("A_USD×S_USDJPY", "A_USD x S_USDJPY"),
        "A §5, §15",
        JPY,
        "#,##0",
        14,
        f'IF(AND({VALID},{{policy_faults}}=0),[a_usd]*[spot],"")',
        twin=decision.y,
    ),
    Column(
        "h_raw",
        Text("h*(生)", "h* (raw)"),
        "formula",
        Text("市場シートのその月のh*", "h* of the month on the Market sheet"),
        "A §4",
        RATIO,
        "0.000",
        9,
        _from_market("h_raw"),
        twin=lambda r: None if r["y"] is None else lookup(r, r["month"], "h_raw"),
    ),
    Column(
        "h_shrunk",
        Text("h*(縮小後)", "h* (shrunk)"),
        "formula",
        Text("縮小推定後のh*", "h* after shrinkage"),
        "A §4, §10",
        RATIO,
        "0.000",
        11,
        _from_market("h_shrunk"),
        twin=lambda r: None if r["y"] is None else lookup(r, r["month"], "h_shrunk"),
    ),
    Column(
        "trend",
        Text("トレンド調整", "Trend adjustment"),
        "formula",
        Text("200日平均より下なら+、上なら−", "+ below the 200-day average, - above"),
        "A §9",
        RATIO,
        "+0.00;-0.00;0.00",
        12,
        f'IF([y]="","",IF(N(IFERROR(INDEX([market.ma200],{_MARKET_ROW}),0))<=0,"",TREND_ADJUSTMENT([spot],INDEX([market.ma200],{_MARKET_ROW}),{{trend_step}})))',
        twin=decision.trend,
    ),
    Column(
        "h_prev",
        Text("前月のh", "Previous h"),
        "formula",
        Text("前の行のh_policy", "h_policy of the row above"),
        "A §9",
        RATIO,
        "0.00",
        9,
        'IF([no]=1,"",INDEX([monthly.h_policy],[no]-1))',
        twin=lambda r: r.previous("h_policy"),
    ),
    Column(
        "h_policy",
        same("h_policy"),
        "formula",
        Text("方針で決まるヘッジ比率", "Hedge ratio the policy gives"),
        "A §9, §15",
        RATIO,
        "0.00",
        9,
        _h_policy_formula(),
        twin=decision.h_policy,
    ),
    Column(
        "target",
        Text("目標ヘッジ名目", "Target notional"),
        "formula",
        Text("A_USD×h_policy", "A_USD x h_policy"),
        "A §15",
        USD,
        "#,##0.00",
        14,
        'IF([h_policy]="","",[a_usd]*[h_policy])',
        twin=decision.target,
    ),
    Column(
        "target_units",
        Text("目標ヘッジ数量(丸め後)", "Target units (rounded)"),
        "formula",
        Text("最小単位の倍数に丸めた目標", "Target rounded to the minimum unit"),
        "A §15",
        USD,
        "#,##0",
        14,
        'IF([h_policy]="","",HEDGE_UNITS([a_usd],[h_policy],{min_unit}))',
        twin=decision.target_units,
    ),
    Column(
        "current",
        Text("現状ヘッジ", "Current hedge"),
        "formula",
        Text("執行ログの月末までの売り−買い", "Sold minus bought in the log, up to the month end"),
        "A §15",
        USD,
        "#,##0",
        12,
        'IF(OR([y]="",{log_faults}>0),"",SUMIFS([log.signed],[log.time],"<"&([month]+1)))',
        twin=decision.current,
    ),
    Column(
        "deviation",
        Text("逸脱率", "Deviation"),
        "formula",
        Text("|現状−目標|÷目標(丸め後)", "|current - target| / target (rounded)"),
        "A §15",
        Text("割合", "fraction"),
        "0.0%",
        9,
        alert="IF(ISNUMBER({cell}),{cell}>{rebalance_band},FALSE)",
        formula='IF(OR([current]="",[target_units]=""),"",IF([target_units]=0,IF([current]=0,0,""),HEDGE_DEVIATION([current],[target_units])))',
        twin=decision.deviation,
    ),
    Column(
        "state",
        Text("過不足", "Over/under"),
        "formula",
        Text("目標より多ければ過剰、少なければ過少ヘッジ", "Hedged more or less than the target"),
        "A §13",
        Text("状態", "state"),
        "@",
        12,
        align="center",
        formula='IF(OR([current]="",[target_units]=""),"",IF([current]<0,`netlong`,IF(AND([target_units]=0,[target]>0),`round_zero`,IF([current]=[target_units],`even`,IF([current]>[target_units],`over`,`under`)))))',
        twin=decision.state,
    ),
    Column(
        "trade",
        Text("取引数量", "Units to trade"),
        "formula",
        Text("+は売り増し、−は買い戻し。しきい値内なら0", "+ sell more, - buy back; 0 inside the band"),
        "A §6, §15",
        USD,
        "+#,##0;-#,##0;0",
        12,
        'IF(OR([current]="",[target_units]=""),"",REBALANCE([current],[target_units],{rebalance_band}))',
        twin=decision.trade,
    ),
    Column(
        "instruction",
        Text("リバランス指示", "Rebalance instruction"),
        "formula",
        Text("今月すること", "What to do this month"),
        "A §15",
        Text("指示", "to do"),
        "@",
        26,
        align="center",
        formula='IF([y]="",IF([check]="","",IF({policy_faults}>0,`ins_policy`,`ins_fix`)),IF([h_policy]="",`ins_market`,IF([current]="",`ins_log`,IF([trade]=0,`ins_hold`,IF([trade]>0,`ins_sell`,`ins_buy`)&" "&TEXT(ABS([trade]),"#,##0")&" USD"))))',
        twin=decision.instruction,
        alert='AND({cell}<>"",{cell}<>`ins_hold`)',
    ),
    Column(
        "swap_rate",
        Text("実測スワップ年率", "Measured swap rate"),
        "formula",
        Text(
            "支払スワップを月末のヘッジで割って年率にしたもの(+は費用)。月初から20%を超えて増減した月は測れず空欄",
            "Swap paid / hedge at month end, as an annual rate (+ cost); blank if the hedge changed over 20% in the month",
        ),
        "A §7",
        Text("年率", "a year"),
        "0.00%",
        12,
        'IF(OR([y]="",[current]="",NOT(ISNUMBER([swap]))),"",IF([current]<=0,"",IF('
        + _UNSTEADY
        + ',"",SWAP_COST(-[swap]*{swap_units}/[current]/DAY([month]),[spot]))))',
        twin=decision.swap_rate,
    ),
    Column(
        "c_month",
        same("c_month"),
        "formula",
        Text(
            "年率費用の月割り。実測スワップがあればそれ、無ければ設定の金利差+ベーシス",
            "Annual cost by the month: measured swap if there is one, else the assumed differential and basis",
        ),
        "A §15, §16",
        Text("月率", "a month"),
        "0.000%",
        10,
        'IF([y]="","",HEDGE_COST(IF(OR([swap_rate]="",ABS(N([swap_rate]))>1),{rate_differential},[swap_rate]),IF(OR([swap_rate]="",ABS(N([swap_rate]))>1),{basis},0),{spread_cost},{slippage_cost})/{periods})',
        twin=decision.c_month,
    ),
    row_check(_CHECK, decision.check),
    *band.COLUMNS,
)

TABLE: Final = Table(
    "monthly", "Monthly", (*_INPUTS, *_DECISION), Text("月次(月末ごとに1行足す)", "Monthly (add one row a month)")
)


def latest_of(column: str) -> str:
    """The latest month's cell of a column; an empty text for a blank or an error, or without a month."""
    last = f"INDEX([monthly.{column}],MATCH(MAX([monthly.month]),[monthly.month],0))"
    return f'IFERROR(IF({last}="","",{last}),"")'


def latest(key: str, form: str, column: str, style: str = "") -> Cell:
    """The latest month's cell of a column, shown at the top of the sheet."""

    def twin(s: Scope) -> Value:
        row = decision.latest_row(s)
        value = None if row is None else s.model.value("monthly", row, column)
        return None if is_error(value) else value

    return Cell(key, "formula", form, formula=latest_of(column), twin=twin, style=style)


def _instruction() -> Cell:
    """The latest month's instruction, but for rows below that month that cannot be used: it may not be the latest."""
    latest = "MATCH(MAX([monthly.month]),[monthly.month],0)"
    # Below the greatest month, a row with anything in it is marked ×: its month is no month, or not a later one.
    below = f'SUMPRODUCT(([monthly.no]>IFERROR({latest},0))*([monthly.check]<>""))>0'
    last = f"INDEX([monthly.instruction],{latest})"
    formula = f'IFERROR(IF({below},`ins_rows`,IF({last}="","",{last})),"")'
    return Cell("now_instruction", "formula", "@", formula=formula, twin=decision.now_instruction, style="big")


_NOW: Final = (
    (Text("対象の月末", "Month end"), latest("now_month", "yyyy-mm-dd", "month", "figure")),
    (Text("目標数量", "Target units"), latest("now_target", "#,##0", "target_units", "figure")),
    (Text("現状ヘッジ", "Current hedge"), latest("now_current", "#,##0", "current", "figure")),
    (Text("逸脱率", "Deviation"), latest("now_deviation", "0.0%", "deviation", "figure")),
    (Text("指示", "Instruction"), _instruction()),
    (same("h_policy"), latest("now_h", "0.00", "h_policy", "figure")),
)
NOW: Final = Block(
    Text("今月の指示(表の最新の月)", "This month's instruction (the latest month of the table)"),
    header=tuple(label for label, _ in _NOW),
    rows=(tuple(cell for _, cell in _NOW),),
)

SHEET: Final = Sheet(
    "monthly",
    Text("月次", "Monthly"),
    Text("月次 — 今月いくら売買するか", "Monthly: what to trade this month"),
    Text(
        "表のすぐ下に新しい月末日を入力すると、式と書式が自動で伸びます。黄色が入力、白が計算です。",
        "Type the new month end right below the table: formulas and formats extend by themselves. Yellow is input, white is computed.",
    ),
    (NOW, TABLE),
    status=status_cell("monthly"),
    freeze=(11, 2),
    pages_wide=2,
    colour="BF9000",
)
