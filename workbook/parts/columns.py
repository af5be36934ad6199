"""Columns, units and validations that tables of several templates have."""

from collections.abc import Callable
from typing import Final

from hedge_xl.core.language import Text, same
from workbook.spec import Column, Validation, Value
from workbook.twin import Row, Scope

USD: Final = Text("USD", "USD")
JPY: Final = Text("円", "JPY")
JPY_PER_USD: Final = Text("円/ドル", "JPY per USD")
RATIO: Final = Text("比率", "ratio")
LOG_RETURN: Final = Text("対数収益率", "log return")
WORDS_UNIT: Final = Text("文字", "text")
ACCOUNT_CURRENCY: Final = Text("口座通貨", "account ccy")

ABOVE_ZERO: Final = Validation("decimal", minimum=1e-9, message=Text("0より大きい数値", "A number above 0"))

NUMBER: Final = Column(
    "no",
    same("No."),
    "formula",
    Text("行番号", "Row number"),
    "-",
    Text("番号", "no."),
    "0",
    6,
    "ROW()-ROW([#header])",
    twin=lambda r: r.no,
)


def row_check(formula: str, twin: Callable[[Row], Value], bulk: Callable[[Scope], list[Value]] | None = None) -> Column:
    """What the row's check found: ○ fine, △ worth a look, × not computed until put right."""
    return Column(
        "check",
        Text("点検", "Check"),
        "check",
        Text("この行の点検結果", "What the check of this row found"),
        "-",
        same("○△×"),
        "@",
        17,
        formula,
        twin=twin,
        bulk=bulk,
    )
