"""The cost of the latest twelve months, line by line: what 損益 / P&L realised, against the plan."""

from collections.abc import Callable
from typing import Final

from hedge_xl.core.language import Text
from workbook.chart import Chart, Charts, Series
from workbook.ledger.cost_parts import PARTS, CostPart, furthest, furthest_formula
from workbook.ledger.last_months import LINES, found, label_cell, month_key, value_in
from workbook.spec import Block, Cell, Item, Value
from workbook.twin import Scope, is_number, n

_JPY: Final = "#,##0;-#,##0;0"
_GAP: Final = "+#,##0;-#,##0;0"


def name(key: str, line: int) -> str:
    """Name of a cell of a line, from 0."""
    return f"cost_{key}_{line + 1}"


def _cell(key: str, line: int, form: str, formula: str, twin: Callable[[Scope], Value]) -> Cell:
    return Cell(name(key, line), "formula", form, formula=formula, twin=twin)


def _of_pnl(key: str, column: str, line: int, form: str = _JPY) -> Cell:
    """A column of P&L in the row of the line's month."""
    month = month_key(line)
    return _cell(
        key,
        line,
        form,
        f'IF({{{month}}}="","",{found("pnl", column, f"{{{month}}}")})',
        lambda s: value_in(s, "pnl", column, s.cell(month)),
    )


def _real_rate(line: int) -> Cell:
    """Realised cost as an annual rate of the mean hedge, of a month that says something about a year.

    One that saw the hedge built up or bought back does not: as on 月次 / Monthly, which measures no swap rate in it.
    """
    real, held, month = name("real", line), name("hedge", line), month_key(line)

    def twin(s: Scope) -> Value:
        steady = is_number(value_in(s, "monthly", "swap_rate", s.cell(month)))
        if not steady or not is_number(s.cell(real)) or n(s.cell(held)) <= 0:
            return None
        return s.number(real) / s.number(held) * s.number("periods")

    unmeasured = f'{found("monthly", "swap_rate", f"{{{month}}}")}=""'
    formula = f'IF(OR({{{real}}}="",{unmeasured},N({{{held}}})<=0),"",{{{real}}}/{{{held}}}*{{periods}})'
    return _cell("rate", line, "0.00%", formula, twin)


def _rate_gap(line: int) -> Cell:
    rate = name("rate", line)
    return _cell(
        "rate_gap",
        line,
        "+0.00%;-0.00%;0.00%",
        f'IF({{{rate}}}="","",{{{rate}}}-{{annual_cost}})',
        lambda s: None if s.cell(rate) is None else s.number(rate) - s.number("annual_cost"),
    )


def _furthest(line: int) -> Cell:
    """The part whose realised yen are furthest from their plan."""
    gap, held = name("gap", line), name("hedge", line)

    def formula_of(part: CostPart) -> str:
        return f"N({{{name(part.key, line)}}})-N({{{held}}})*{part.plan}/{{periods}}"

    def twin(s: Scope) -> Value:
        if s.cell(gap) is None:
            return None
        monthly = n(s.cell(held)) / s.number("periods")
        return furthest(s, [n(s.cell(name(part.key, line))) - monthly * part.planned_rate(s) for part in PARTS])

    words = furthest_formula(tuple(map(formula_of, PARTS)))
    return _cell("furthest", line, "@", f'IF({{{gap}}}="","",{words})', twin)


def _line(line: int) -> tuple[Item, ...]:
    return (
        label_cell(name("month", line), line),
        _of_pnl("hedge", "hedge_jpy", line),
        *(_of_pnl(part.key, part.column, line) for part in PARTS),
        _of_pnl("real", "cost_real", line),
        _of_pnl("plan", "cost_plan", line),
        _of_pnl("gap", "cost_gap", line, _GAP),
        _real_rate(line),
        _rate_gap(line),
        _furthest(line),
    )


BY_MONTH: Final = Block(
    Text("月別(円。古い月から、いちばん下が最新)", "By month (JPY, oldest first)"),
    header=(
        Text("月", "Month"),
        Text("平均ヘッジ(円)", "Mean hedge (JPY)"),
        Text("スワップ", "Swap"),
        Text("スプレッド", "Spread"),
        Text("滑り", "Slippage"),
        Text("実現 合計", "Realised"),
        Text("計画 合計", "Planned"),
        Text("差(実現−計画)", "Gap"),
        Text("実現(年率)", "Realised a year"),
        Text("計画との差(年率)", "Gap a year"),
        Text("最も違う項目", "Furthest off"),
    ),
    rows=tuple(_line(line) for line in range(LINES)),
    new_page=True,
)


def _cells(key: str) -> str:
    """All lines of a column, as a chart takes them."""
    return f"{name(key, 0)}:{name(key, LINES - 1)}"


_PART_LOOKS: Final = {"swap": "dark", "spread": "light", "slip": "accent"}

CHARTS: Final = Charts(
    Text("グラフ: 月別の費用", "Charts: cost by month"),
    (
        (
            Chart(
                "cost_parts",
                Text("月別の実現コスト(内訳)", "Realised cost by part"),
                Text(
                    "スワップ・スプレッド・滑りの積み上げ。+は費用",
                    "Swap, spread and slippage on each other; + is a cost",
                ),
                "stacked",
                tuple(Series(_cells(part.key), part.label, _PART_LOOKS[part.key]) for part in PARTS),
                Text("円", "JPY"),
                "A §7",
                format="#,##0",
            ),
            Chart(
                "cost_real_plan",
                Text("月別の費用: 実現と計画", "Realised and planned cost"),
                Text(
                    "実現が計画より高い月が続けば、設定の想定を直す", "Dearer month after month: revise the assumptions"
                ),
                "columns",
                (
                    Series(_cells("real"), Text("実現", "Realised"), "dark"),
                    Series(_cells("plan"), Text("計画", "Planned"), "middle"),
                ),
                Text("円", "JPY"),
                "A §6, §7",
                format="#,##0",
            ),
        ),
    ),
    columns=11,
    height=12,
)
