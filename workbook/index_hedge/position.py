"""ポジション / Positions: each index position with the FX lots that hedge it (article B §4 to §7)."""

from collections.abc import Callable
from typing import Final

from hedge_xl.core.language import Text
from workbook.index_hedge import position_faults as faults
from workbook.index_hedge import position_values as values
from workbook.index_hedge.position_check import BUYS, CHECK
from workbook.index_hedge.position_inputs import INPUTS, LOTS, POINTS, QUOTE
from workbook.index_hedge.position_workings import WORKINGS
from workbook.parts.columns import ACCOUNT_CURRENCY, RATIO, WORDS_UNIT, row_check
from workbook.parts.marks import VALID, status_cell
from workbook.spec import Column, Sheet, Table, Value
from workbook.twin import Row

_TIMES: Final = Text("倍", "times")
_SIGNED: Final = f"IF({BUYS},[lots],-[lots])"


def _ready(formula: str) -> str:
    return f'IF({{policy_faults}}>0,"",IF({VALID},{formula},""))'


def _known(key: str, formula: str) -> str:
    return f'IF([{key}]="","",{formula})'


def _result(
    key: str,
    header: Text,
    help: Text,
    source: str,
    unit: Text,
    form: str,
    width: float,
    formula: str,
    twin: Callable[[Row], Value],
    alert: str = "",
) -> Column:
    return Column(key, header, "formula", help, source, unit, form, width, formula, twin=twin, alert=alert)


def _used(key: str, header: Text, help: Text, unit: Text, form: str, typed: str, column: str) -> Column:
    formula = f'IF(ISNUMBER([{typed}]),[{typed}],IF([hist]=0,"",INDEX([history.{column}],[hist])))'
    return _result(key, header, help, "B §4", unit, form, 10, formula, lambda r: faults.used(r, typed, column))


_RESULTS: Final = (
    row_check(CHECK, faults.check),
    _result(
        "fx_side",
        Text("FX売買", "FX side"),
        Text(
            "ヘッジするFXの売買。ρ>0は指数と逆、ρ<0は同じ",
            "Side of the FX hedge: opposite to the index for ρ > 0, the same for ρ < 0",
        ),
        "B §4",
        Text("売買", "side"),
        "@",
        8,
        _known("full", 'IF(ABS([rho])<1E-12,"",IF(HEDGE_SIDE([rho],[side])="SELL",`side_sell`,`side_buy`))'),
        values.fx_side,
    ),
    _result(
        "fx_lots",
        Text("取引ロット", "Lots to trade"),
        Text("100%ヘッジ×ヘッジ率を、ロットの刻みに丸めた数量", "Full hedge times hedge rate, rounded to the lot step"),
        "B §6, §7",
        LOTS,
        "#,##0.00##",
        12,
        _known("full", "FX_LOTS(ABS([full]),[rate],{lot_step},{rounding})"),
        values.fx_lots,
    ),
    _result(
        "state",
        Text("状態", "State"),
        Text("丸めで0になった行に△", "△ where rounding leaves nothing to trade"),
        "B §6",
        WORDS_UNIT,
        "@",
        18,
        _known("fx_lots", 'IF([fx_side]="",`st_none`,IF(AND([fx_lots]=0,[rate]>0),`st_zero`,`ok`))'),
        values.state,
        "LEFT({cell},1)=`mark_note`",
    ),
    _used(
        "atr_index",
        Text("ATR指数", "ATR index"),
        Text("計算に使ったATR(入力、なければ値動きの最後の値)", "ATR used: typed, or the last of the prices"),
        POINTS,
        "#,##0.00",
        "atr_index_in",
        "atr_index",
    ),
    _used(
        "atr_fx",
        Text("ATR FX", "ATR FX"),
        Text("計算に使ったペアのATR", "The pair's ATR used"),
        QUOTE,
        "0.0000",
        "atr_fx_in",
        "atr_pair",
    ),
    _used("rho", Text("相関ρ", "ρ"), Text("計算に使った相関", "Correlation used"), RATIO, "0.000", "rho_in", "rho"),
    _result(
        "day",
        Text("価格の日付", "Prices of"),
        Text("値動きから取った値の日付。すべて入力なら空欄", "Date of the prices behind them; blank when all is typed"),
        "B §7",
        Text("日付", "date"),
        "yyyy-mm-dd",
        12,
        'IF(OR([hist]=0,COUNT([atr_index_in],[atr_fx_in],[rho_in])=3),"",IF(ISNUMBER(INDEX([history.date],[hist])),INDEX([history.date],[hist]),""))',
        faults.day,
    ),
    _result(
        "vpp",
        Text("1点の価値", "Value per point"),
        Text("1ポイントの価値を口座通貨に直したもの", "Value of a point in account currency"),
        "B §4",
        ACCOUNT_CURRENCY,
        "#,##0.0000",
        13,
        _ready("VALUE_PER_POINT([point_value],[fx_rate])"),
        values.vpp,
    ),
    _result(
        "risk",
        Text("指数リスク", "Index risk"),
        Text("ATR×1点の価値×ロット。売りは負", "ATR times value per point times lots; negative for a short"),
        "B §6",
        ACCOUNT_CURRENCY,
        "#,##0.00",
        13,
        _ready(f"INDEX_RISK([atr_index],[vpp],{_SIGNED})"),
        values.risk,
    ),
    _result(
        "lot_value",
        Text("FX1ロットの価値", "FX lot value"),
        Text("レートが1動いたときの1ロットの損益", "Gain of one FX lot when the rate moves by 1"),
        "B §6",
        ACCOUNT_CURRENCY,
        "#,##0.0000",
        13,
        _ready("FX_LOT_VALUE([lot_units],[spot],1)*[base_rate]"),
        values.lot_value,
    ),
    _result(
        "full",
        Text("100%ヘッジ", "Full hedge"),
        Text("100%ヘッジのロット数。+はFXの売り、−は買い", "FX lots of a full hedge: + to sell, - to buy"),
        "B §4, §6",
        LOTS,
        "#,##0.0000",
        13,
        _ready(f"HEDGE_RATIO([atr_index],[vpp],{_SIGNED},[rho],[atr_fx],[lot_value])"),
        values.full,
    ),
    _result(
        "rate",
        Text("ヘッジ率", "Hedge rate"),
        Text("使ったヘッジ率", "Hedge rate in force"),
        "B §7",
        Text("割合", "fraction"),
        "0%",
        9,
        _ready("IF(ISNUMBER([rate_in]),[rate_in],{hedge_rate})"),
        values.rate,
    ),
    _result(
        "lev_full",
        Text("FXレバ(100%)", "FX leverage (full)"),
        Text(
            "100%ヘッジに要るレバレッジ: リスク×ρ÷(証拠金×ATR÷レート)",
            "Leverage of a full hedge: risk times ρ / (margin times ATR / rate)",
        ),
        "B §5",
        _TIMES,
        "0.00",
        13,
        'IF(OR([full]="",NOT(ISNUMBER({fx_margin}))),"",ABS(FX_LEVERAGE([risk],[rho],{fx_margin},([atr_fx]/[spot]))))',
        values.lev_full,
    ),
    _result(
        "lev",
        Text("FXレバ(取引)", "FX leverage"),
        Text(
            "取引ロットの建玉÷証拠金。合計の目安は設定シート",
            "Notional of the lots to trade / margin; the guide for the total is on Settings",
        ),
        "B §5, §7",
        _TIMES,
        "0.00",
        13,
        'IF(OR([fx_lots]="",NOT(ISNUMBER({fx_margin}))),"",[fx_lots]*[lot_units]*[base_rate]/{fx_margin})',
        values.lev,
    ),
    _result(
        "left",
        Text("残る値幅", "Swing left"),
        Text(
            "相関がこのままなら、ヘッジ後に残る1日の値幅", "Daily swing left after the hedge, if the correlation holds"
        ),
        "B §6",
        ACCOUNT_CURRENCY,
        "#,##0.00",
        13,
        _known(
            "fx_lots",
            "SQRT(ROUND(ABS([rho]*[risk])-[fx_lots]*[lot_value]*[atr_fx],9)^2+[risk]^2*(1-[rho]^2))",
        ),
        values.left,
    ),
    _result(
        "target_lots",
        Text("目標の指数ロット", "Target index lots"),
        Text("目標リスク量に合う指数のロット数", "Index lots that carry the target risk"),
        "B §5",
        LOTS,
        "#,##0.0000",
        13,
        _ready('IF(ISNUMBER([target]),INDEX_LEVERAGE([target],[atr_index],[vpp]),"")'),
        values.target_lots,
    ),
    _result(
        "target_change",
        Text("指数の増減", "Index lots to change"),
        Text("目標までに増やす(−は減らす)指数のロット数", "Index lots to add; minus: to take off"),
        "B §5",
        LOTS,
        "+#,##0.0000;-#,##0.0000;0",
        13,
        _known("target_lots", "[target_lots]-[lots]"),
        values.target_change,
    ),
)

TABLE: Final = Table(
    "position",
    "Positions",
    (*INPUTS, *_RESULTS, *WORKINGS),
    Text("ポジション(1行に1つ)", "Positions (one per row)"),
    identity=("index", "pair"),
)

SHEET: Final = Sheet(
    "position",
    Text("ポジション", "Positions"),
    Text("ポジション — 指数を何ロットのFXでヘッジするか", "Positions: how many FX lots hedge the index"),
    Text(
        "黄色に入力し、「FX売買」「取引ロット」を読みます。1ロットの大きさは業者ごとに違います。必ず確かめてください。",
        "Fill in the yellow cells and read FX side and lots to trade. The size of a lot differs by broker: check it.",
    ),
    (TABLE,),
    status=status_cell("position"),
    freeze=(7, 2),
    pages_wide=3,
    colour="2E75B6",
)
