"""Workings of the positions: exchange rates, the row of prices that belongs to each, and its part of the totals."""

from collections.abc import Callable
from typing import Final

from hedge_xl.core.language import Text
from workbook.index_hedge import position_faults as faults
from workbook.index_hedge import position_values as values
from workbook.index_hedge.position_inputs import QUOTE
from workbook.parts.columns import ACCOUNT_CURRENCY, WORDS_UNIT
from workbook.spec import Column, Value
from workbook.twin import Row


def _working(
    key: str,
    header: Text,
    help: Text,
    unit: Text,
    form: str,
    formula: str,
    twin: Callable[[Row], Value],
    width: float = 10,
) -> Column:
    return Column(key, header, "formula", help, "-", unit, form, width, formula, twin=twin, working=True)


_ACCOUNT: Final = "UPPER({account})"

WORKINGS: Final = (
    _working(
        "key",
        Text("組", "Series"),
        Text("値動きシートと結ぶ名前", "What links it to the Prices sheet"),
        WORDS_UNIT,
        "@",
        'IFERROR(IF(AND(ISTEXT([index]),ISTEXT([pair])),UPPER([index]&"|"&[pair]),""),"")',
        faults.key,
        16,
    ),
    _working(
        "pair_up",
        Text("ペア", "Pair (capitals)"),
        Text("大文字にした通貨ペア", "The pair in capitals"),
        WORDS_UNIT,
        "@",
        'IFERROR(IF(ISTEXT([pair]),UPPER([pair]),""),"")',
        faults.pair_up,
    ),
    _working(
        "ccy_up",
        Text("通貨(大文字)", "Currency (capitals)"),
        Text("大文字にした指数の通貨", "The index's currency in capitals"),
        WORDS_UNIT,
        "@",
        'IFERROR(IF(ISTEXT([ccy]),UPPER([ccy]),""),"")',
        faults.ccy_up,
    ),
    _working(
        "spot_n",
        Text("レート(数値)", "Spot (number)"),
        Text("数値でなければ0", "0 if it is no number"),
        QUOTE,
        "0.00##",
        "IF(ISNUMBER([spot]),[spot],0)",
        faults.spot_n,
    ),
    _working(
        "hist",
        Text("値動きの行", "Row of prices"),
        Text("値動きシートの最後の行の番号。無ければ0", "Number of the last row of prices; 0 without one"),
        Text("番号", "no."),
        "0",
        'IF([key]="",0,SUMPRODUCT(MAX(([history.series]=[key])*[history.no])))',
        faults.last_row,
    ),
    _working(
        "base_auto",
        Text("基軸通貨(自動)", "Base rate (found)"),
        Text(
            "ペアの左側の通貨の、口座通貨での値(ペアから分かるとき)",
            "The first currency in account currency, if the pair says it",
        ),
        ACCOUNT_CURRENCY,
        "0.######",
        f'IF(NOT(ISTEXT({{account}})),"",IF(LEFT([pair_up],3)={_ACCOUNT},1,IF(AND(RIGHT([pair_up],3)={_ACCOUNT},ISNUMBER([spot])),[spot],"")))',
        faults.base_auto,
    ),
    _working(
        "base_rate",
        Text("基軸通貨", "Base rate"),
        Text("使った値(入力、なければ自動)", "The one used: typed, or found"),
        ACCOUNT_CURRENCY,
        "0.######",
        "IF(ISNUMBER([base_rate_in]),[base_rate_in],[base_auto])",
        faults.base_rate,
    ),
    _working(
        "fx_auto",
        Text("指数通貨(自動)", "Index rate (found)"),
        Text(
            "指数の通貨の、口座通貨での値(ペアから分かるとき)",
            "The index's currency in account currency, if the pair says it",
        ),
        ACCOUNT_CURRENCY,
        "0.######",
        'IF(OR([ccy_up]="",NOT(ISTEXT({account}))),"",IF([ccy_up]=UPPER({account}),1,IF(NOT(ISNUMBER([base_rate])),"",IF([ccy_up]=LEFT([pair_up],3),[base_rate],IF(AND([ccy_up]=RIGHT([pair_up],3),[spot_n]<>0),[base_rate]/[spot_n],"")))))',
        faults.fx_auto,
    ),
    _working(
        "fx_rate",
        Text("指数通貨", "Index rate"),
        Text("使った値(入力、なければ自動)", "The one used: typed, or found"),
        ACCOUNT_CURRENCY,
        "0.######",
        "IF(ISNUMBER([fx_rate_in]),[fx_rate_in],[fx_auto])",
        faults.fx_rate,
    ),
    _working(
        "pair_key",
        Text("合計するペア", "Pair to net"),
        Text("計算できた行のペア", "The pair, of rows that compute"),
        WORDS_UNIT,
        "@",
        'IF([fx_lots]="","",[pair_up])',
        values.pair_key,
    ),
    _working(
        "units",
        Text("売買通貨数", "Units"),
        Text("取引する通貨数。+は買い、−は売り", "Units to trade: + to buy, - to sell"),
        Text("通貨", "units"),
        "#,##0.00",
        'IF(OR([fx_lots]="",[fx_side]=""),0,IF([fx_side]=`side_sell`,-1,1)*[fx_lots]*[lot_units])',
        values.units,
        11,
    ),
    _working(
        "lot_size",
        Text("ロット単位", "Lot size"),
        Text("計算できた行の1ロットの通貨数", "Units in a lot, of rows that compute"),
        Text("通貨", "units"),
        "#,##0",
        'IF([pair_key]="",0,[lot_units])',
        values.lot_size,
    ),
    _working(
        "pair_first",
        Text("最初の行", "First of pair"),
        Text("1: そのペアの最初の行", "1: first row of its pair"),
        Text("0/1", "0/1"),
        "0",
        'IF([pair_key]="",0,IF(SUMPRODUCT(([position.pair_key]=[pair_key])*([position.no]<[no]))=0,1,0))',
        values.pair_first,
        9,
    ),
    _working(
        "pair_no",
        Text("ペア番号", "Pair no."),
        Text("合計シートの何行目か", "Its row on the Totals sheet"),
        Text("番号", "no."),
        "0",
        "IF([pair_first]=1,SUMPRODUCT(([position.no]<=[no])*[position.pair_first]),0)",
        values.pair_no,
        9,
    ),
)
