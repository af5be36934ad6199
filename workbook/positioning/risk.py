"""Value at risk, without the hedge and with it."""

from typing import Final

from hedge_xl.core.language import Text
from workbook.parts.columns import ACCOUNT_CURRENCY
from workbook.positioning.lines import Twin, amount, lines, result, unless_blank, when
from workbook.positioning.volatility import value_at_risk
from workbook.spec import Cell, Value
from workbook.twin import Scope

_PERIOD: Final = Text("1期間", "one period")


def _var(column: str) -> Twin:
    def twin(s: Scope) -> Value:
        if s.number("now_ok") == 0:
            return None
        return value_at_risk(s.col("prices", column), s.number("var_level"), s.cell("var_method"))

    return twin


def _var_cell(key: str, column: str) -> Cell:
    cells = f"[prices.{column}]"
    historical = (
        f'IF(COUNT({cells})<ROUNDUP(1/(1-{{var_level}})-0.000000001,0),"",0-PERCENTILE({cells},1-{{var_level}}))'
    )
    normal = f'IF(COUNT({cells})<2,"",0-(AVERAGE({cells})+NORMSINV(1-{{var_level}})*STDEV({cells})))'
    few = f"COUNT({cells})<IF(EXACT({{var_method}},`var_parametric`),2,ROUNDUP(1/(1-{{var_level}})-0.000000001,0))"
    return result(
        key,
        "0.00%",
        f'IF({{now_ok}}=0,"",IF({few},"",VALUE_AT_RISK({cells},{{var_level}},{{var_method}})))',
        _var(column),
        f'IF({{now_ok}}=0,"",IF(EXACT({{var_method}},`var_parametric`),{normal},{historical}))',
    )


_LOSS: Final = "var_one now_exposure"
_VAR_MONEY: Final = result(
    "var_money",
    "#,##0",
    unless_blank(_LOSS, "{var_one}*ABS({now_exposure})*{capital}"),
    when(_LOSS, lambda s: s.number("var_one") * abs(s.number("now_exposure")) * s.number("capital")),
)

RISK: Final = lines(
    Text("リスク(VaR)", "Risk (VaR)"),
    (
        _var_cell("var_one", "r"),
        Text("銘柄のVaR", "VaR of the instrument"),
        _PERIOD,
        Text("ロングで1倍持ったときの損失", "Loss of a long position of size 1"),
        "D §3",
    ),
    (
        _VAR_MONEY,
        Text("ヘッジなしの目安", "Roughly, without the hedge"),
        ACCOUNT_CURRENCY,
        Text(
            "上×露出の大きさ×元本。売りでも同じ大きさとみなす",
            "The same times the size of the exposure and the capital",
        ),
        "D §3",
    ),
    (
        _var_cell("var_net", "net"),
        Text("ヘッジ後のVaR", "VaR with the hedge"),
        _PERIOD,
        Text("いまの露出を過去の収益率に当てた損失", "Today's exposures on past returns"),
        "D §3, §4",
    ),
    (
        amount("var_net_money", "var_net"),
        Text("ヘッジ後の金額", "With the hedge"),
        ACCOUNT_CURRENCY,
        Text("上×元本", "The same times the capital"),
        "D §3, §4",
    ),
)
