"""合計 / Totals: what comes next, FX lots netted per pair, and the leverage of the whole hedge."""

from typing import Final

from hedge_xl.core.language import Text, same
from workbook.index_hedge import totals_values as values
from workbook.index_hedge.totals_values import PAIRS, Twin
from workbook.parts.columns import ACCOUNT_CURRENCY
from workbook.parts.marks import status_cell
from workbook.parts.parameters import LINE_STYLES, line
from workbook.spec import Block, Cell, Item, Sheet

_LEVERAGE: Final = Text("倍", "times")


def _result(key: str, form: str, formula: str, twin: Twin, style: str = "") -> Cell:
    return Cell(key, "formula", form, formula=formula, twin=twin, style=style)


# --- the next event ----------------------------------------------------------------------------------


_AT: Final = "MATCH({next_days},[calendar.ahead],0)"

EVENTS: Final = Block(
    Text("イベント", "Events"),
    styles=LINE_STYLES,
    rows=(
        line(
            _result(
                "event_warning",
                "@",
                "IF(NOT(ISNUMBER({as_of})),`ev_no_day`,IF(ISNUMBER({next_days}),IF({next_days}<={event_days},`ev_near`,`ev_far`),`ev_none`))",
                values.warning,
                "verdict",
            ),
            Text("イベントの警告", "Event warning"),
            Text("", ""),
            Text(
                "FOMC・CPI・雇用統計などの前後は相関が急に変わります。ヘッジを減らすか見送ります",
                "Around FOMC, CPI and jobs reports correlations may jump: hedge less, or wait",
            ),
            "B §8",
        ),
        line(
            _result(
                "next_event",
                "@",
                f'IF(ISNUMBER({{next_days}}),IFERROR(INDEX([calendar.name],{_AT})&"",""),"")',
                values.named,
            ),
            Text("次のイベント", "Next event"),
            Text("", ""),
            Text(
                "設定シートの予定のうち、計算日以後で最初のもの",
                "The first in the calendar on Settings from the calculation date on",
            ),
            "B §8",
        ),
        line(
            _result(
                "next_date",
                "yyyy-mm-dd",
                f'IF(ISNUMBER({{next_days}}),INDEX([calendar.date],{_AT}),"")',
                lambda s: values.event(s, "date"),
            ),
            Text("その日付", "Its date"),
            Text("日付", "date"),
            Text("設定シートの予定から", "From the calendar on Settings"),
            "B §8",
        ),
        line(
            _result("next_days", "0", 'IF(COUNT([calendar.ahead])=0,"",MIN([calendar.ahead]))', values.next_days),
            Text("あと何日", "Days ahead"),
            Text("日", "days"),
            Text("計算日(設定シート)からの日数", "Days from the calculation date on Settings"),
            "B §8",
        ),
    ),
)


# --- FX lots netted per pair ---------------------------------------------------------------------------


_MARGIN: Final = "AND({policy_faults}=0,ISNUMBER({fx_margin}))"


def _row(number: int) -> tuple[Item, ...]:
    pair = f"{{net_pair_{number}}}"
    first = f"MATCH({number},[position.pair_no],0)"
    own = f"([position.pair_key]={pair})"
    size = f"INDEX([position.lot_size],{first})"

    def known(formula: str) -> str:
        return f'IF({pair}="","",{formula})'

    units = f"{{net_units_{number}}}"
    return (
        same(str(number)),
        _result(f"net_pair_{number}", "@", f'IFERROR(INDEX([position.pair_key],{first}),"")', values.pair(number)),
        _result(
            f"net_sell_{number}",
            "#,##0.##",
            known(f"-SUMPRODUCT({own}*([position.units]<0)*[position.units])"),
            values.side_units(number, -1),
        ),
        _result(
            f"net_buy_{number}",
            "#,##0.##",
            known(f"SUMPRODUCT({own}*([position.units]>0)*[position.units])"),
            values.side_units(number, 1),
        ),
        _result(
            f"net_units_{number}",
            "+#,##0.##;-#,##0.##;0",
            known(f"{{net_buy_{number}}}-{{net_sell_{number}}}"),
            values.net(number),
        ),
        _result(
            f"net_side_{number}",
            "@",
            known(f"IF(ABS({units})<1E-6,`st_flat`,IF({units}<0,`side_sell`,`side_buy`))"),
            values.side(number),
            "figure",
        ),
        _result(
            f"net_lots_{number}",
            "#,##0.00##",
            known(f"IF(SUMPRODUCT({own}*([position.lot_size]<>{size}))>0,`st_mixed`,ABS({units})/{size})"),
            values.lots(number),
            "figure",
        ),
        _result(
            f"net_value_{number}",
            "#,##0.00",
            known(f"ABS({units})*INDEX([position.base_rate],{first})"),
            values.value(number),
        ),
        _result(
            f"net_lev_{number}",
            "0.00",
            f'IF(ISNUMBER({{net_value_{number}}}),IF({_MARGIN},{{net_value_{number}}}/{{fx_margin}},""),"")',
            values.lev(number),
        ),
    )


NET: Final = Block(
    Text("通貨ペアごとの差し引き(注文はこの数で)", "FX lots netted per pair (what to order)"),
    header=(
        same("No."),
        Text("通貨ペア", "Pair"),
        Text("売り 通貨数", "Sell, units"),
        Text("買い 通貨数", "Buy, units"),
        Text("差し引き 通貨数", "Net, units"),
        Text("FX売買", "FX side"),
        Text("ロット", "Lots"),
        Text("建玉(口座通貨)", "Notional (account)"),
        Text("FXレバレッジ(倍)", "FX leverage (times)"),
    ),
    styles=("number", "", "", "", "", "", "", "", ""),
    rows=tuple(_row(number) for number in range(1, PAIRS + 1)),
)


# --- the whole hedge -------------------------------------------------------------------------------------


_VALUES: Final = "+".join(f"N({{net_value_{number}}})" for number in range(1, PAIRS + 1))

WHOLE: Final = Block(
    Text("ヘッジ全体", "The whole hedge"),
    styles=LINE_STYLES,
    rows=(
        line(
            _result(
                "total_risk",
                "#,##0.00",
                'SUMIF([position.risk],">0")-SUMIF([position.risk],"<0")',
                values.gross("risk"),
            ),
            Text("指数リスクの合計", "Index risk, added up"),
            ACCOUNT_CURRENCY,
            Text(
                "符号を取って足した1日の値幅。指数どうしの相殺は見ない",
                "Daily swings added without their signs; indices do not offset each other",
            ),
            "B §6",
        ),
        line(
            _result("total_left", "#,##0.00", "SUM([position.left])", values.gross("left")),
            Text("残る値幅の合計", "Swing left, added up"),
            ACCOUNT_CURRENCY,
            Text("相関がこのままの場合。行ごとの値を足したもの", "If correlations hold; the rows added up"),
            "B §6",
        ),
        line(
            _result(
                "total_value",
                "#,##0.00",
                f'IF(OR({{n_pairs}}>0,{{net_pair_1}}=""),"",{_VALUES})',
                values.total_value,
            ),
            Text("FX建玉の合計", "FX notional"),
            ACCOUNT_CURRENCY,
            Text("差し引き後の建玉をペアの間で足したもの", "Netted notional, added over the pairs"),
            "B §5",
        ),
        line(
            _result(
                "total_lev",
                "0.00",
                f'IF(ISNUMBER({{total_value}}),IF({_MARGIN},{{total_value}}/{{fx_margin}},""),"")',
                values.total_lev,
            ),
            Text("FXレバレッジ", "FX leverage"),
            _LEVERAGE,
            Text("建玉の合計÷FX証拠金", "Notional / FX margin"),
            "B §5, §7",
        ),
        line(
            _result(
                "total_state",
                "@",
                'IF(ISNUMBER({total_value}),IF(ISNUMBER({total_lev}),IF({total_lev}>{lev_high},`lev_over`,IF({total_lev}<{lev_low},`lev_under`,`lev_inside`)),`lev_unknown`),"")',
                values.total_state,
                "verdict",
            ),
            Text("目安との比較", "Against the guide"),
            Text("", ""),
            Text("設定シートの目安と比べる", "Compared with the guide on Settings"),
            "B §7",
        ),
    ),
)

SHEET: Final = Sheet(
    "totals",
    Text("合計", "Totals"),
    Text("合計 — 注文する数、イベント、レバレッジ", "Totals: what to order, events, leverage"),
    Text(
        "同じ通貨ペアの売りと買いを差し引いた数です。ポジションの行ごとに注文すると、往復の費用がかかります。",
        "Sells and buys of one pair are netted here: ordering row by row would pay the spread twice.",
    ),
    (EVENTS, NET, WHOLE),
    status=status_cell("totals"),
    one_page=True,
    widths=(20, 26, 13, 13, 14, 13, 14, 16, 14),
    colour="2E75B6",
)
