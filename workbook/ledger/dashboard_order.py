"""The first blocks of ダッシュボード / Dashboard: the month's order, what of it is still to trade, and what comes next."""

from collections.abc import Callable
from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger import order
from workbook.ledger.common import eomonth
from workbook.parts.side_by_side import heads, spread
from workbook.spec import Block, Cell, Styled, Value
from workbook.twin import Scope, is_number, n

_ALARM: Final = 'AND({dash_mark}<>`mark_ok`,{dash_mark}<>"")'


def _mark(s: Scope) -> Value:
    if s.cell("now_instruction") is None:
        return None
    trade = s.cell("dash_trade")
    return s.word("mark_fault" if trade is None else "mark_ok" if trade == 0 else "mark_note")


def _side(s: Scope) -> Value:
    trade = s.cell("dash_trade")
    if trade is None:
        return None
    return s.word("ins_sell" if n(trade) > 0 else "ins_buy" if n(trade) < 0 else "dash_none")


def _if_trade(value: Callable[[Scope], Value]) -> Callable[[Scope], Value]:
    return lambda s: None if n(s.cell("dash_units")) == 0 else value(s)


def _units(s: Scope) -> Value:
    trade = s.cell("dash_trade")
    return None if trade is None else abs(n(trade))


def _next_month(s: Scope) -> Value:
    month = s.cell("now_month")
    return eomonth(n(month), 1) if is_number(month) else None


def _last_day(s: Scope) -> Value:
    """The last day of the month after that the roll plan would use; its end where the plan is of other days."""
    follows = s.cell("roll_start") == s.number("now_month") + 1
    return s.cell("roll_last") if follows and s.cell("roll_last") is not None else _next_month(s)


_MARK: Final = Cell(
    "dash_mark",
    "formula",
    "@",
    formula='IF({now_instruction}="","",IF({dash_trade}="",`mark_fault`,IF({dash_trade}=0,`mark_ok`,`mark_note`)))',
    twin=_mark,
    style="mark",
    alert=_ALARM,
    span=2,
)
_ORDER: Final = Cell(
    "dash_order", "formula", "@", formula=order.STANDING, twin=order.standing, style="banner", alert=_ALARM, span=10
)
_DETAILS: Final[tuple[tuple[Text, Cell], ...]] = (
    (
        Text("対象の月末", "Month end"),
        Cell("dash_month", "formula", "yyyy-mm-dd", formula="{now_month}", twin=lambda s: s.cell("now_month"), span=2),
    ),
    (
        Text("USDJPYを", "USDJPY"),
        Cell(
            "dash_side",
            "formula",
            "@",
            formula='IF({dash_trade}="","",IF({dash_trade}>0,`ins_sell`,IF({dash_trade}<0,`ins_buy`,`dash_none`)))',
            twin=_side,
            span=2,
        ),
    ),
    (
        Text("あと取引する数量(USD)", "Units still to trade (USD)"),
        Cell("dash_units", "formula", "#,##0", formula='IF({dash_trade}="","",ABS({dash_trade}))', twin=_units, span=3),
    ),
    (
        Text("最小単位で", "Minimum units"),
        Cell(
            "dash_lots",
            "formula",
            "General",
            formula='IF(N({dash_units})=0,"",{dash_units}/{min_unit})',
            twin=_if_trade(lambda s: s.number("dash_units") / s.number("min_unit")),
            span=2,
        ),
    ),
    (
        Text("期限(使える最後の日)", "By (last usable day)"),
        Cell(
            "dash_until",
            "formula",
            "yyyy-mm-dd",
            formula=(
                'IF(N({dash_units})=0,"",IF(AND({roll_last}<>"",{roll_start}={now_month}+1),{roll_last},'
                "EOMONTH({now_month},1)))"
            ),
            twin=_if_trade(_last_day),
            span=3,
        ),
    ),
)


def _styled(cell: Cell, style: str) -> Cell:
    return Cell(cell.key, cell.kind, cell.format, formula=cell.formula, twin=cell.twin, style=style, span=cell.span)


ACTION: Final = Block(
    Text(
        "今月の指示(○ 取引なし・実行済み  △ 取引する  × 先に直す)",
        "This month (○ hold or done   △ trade   × put right first)",
    ),
    rows=(
        spread([_MARK, _ORDER]),
        heads(_DETAILS),
        spread([_styled(cell, "order") for _, cell in _DETAILS]),
    ),
)


def _next(s: Scope) -> Value:
    mark = s.cell("dash_mark")
    if mark == s.word("mark_ok") and s.cell("dash_latest_trade") != 0:
        return s.word("dash_traded")
    words = {None: "dash_empty", s.word("mark_fault"): "dash_fix", s.word("mark_note"): "dash_trade"}
    return s.word(words.get(mark if mark is None else str(mark), "dash_hold"))


_NEXT_CELL: Final = Cell(
    "dash_next",
    "formula",
    "@",
    formula=(
        'IF({dash_mark}="",`dash_empty`,IF({dash_mark}=`mark_fault`,`dash_fix`,IF({dash_mark}=`mark_note`,`dash_trade`,'
        "IF({dash_latest_trade}=0,`dash_hold`,`dash_traded`))))"
    ),
    twin=_next,
    style="next",
    span=8,
)
_NEXT_MONTH: Final = Cell(
    "dash_due",
    "formula",
    "yyyy-mm-dd",
    formula='IF({now_month}="","",EOMONTH({now_month},1))',
    twin=_next_month,
    style="figure",
    span=2,
)
NEXT: Final = Block(
    Text("次にすること", "Next step"),
    rows=(spread([_NEXT_CELL, Styled(Text("次の月末", "Next month end"), "head", 2), _NEXT_MONTH]),),
)
