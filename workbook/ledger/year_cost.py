"""What the hedge has cost this year, realised and planned: the block of ダッシュボード / Dashboard, and `hedge-xl status`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from hedge_xl.core.language import Text
from workbook.ledger.common import is_month_end
from workbook.ledger.months import month_of
from workbook.parts.side_by_side import heads, spread
from workbook.spec import Block, Cell, Value
from workbook.twin import Model, Scope, is_number, n

_YEN: Final = "#,##0;-#,##0;0"


@dataclass(frozen=True, slots=True)
class YearCost:
    """Cost of a year so far in JPY, over the months for which both are known; ``unknown`` counts the others."""

    year: int
    realised: float
    planned: float
    months: int
    unknown: int


def year_cost(model: Model, year: int) -> YearCost:
    """Realised and planned cost of a year's months."""
    columns = (model.column("pnl", key) for key in ("month", "cost_real", "cost_plan"))
    rows = [row for row in zip(*columns, strict=True) if is_month_end(row[0]) and month_of(row[0]).year == year]
    whole = [row for row in rows if is_number(row[1]) and is_number(row[2])]
    realised, planned = (sum((n(row[place]) for row in whole), 0.0) for place in (1, 2))
    return YearCost(year, realised, planned, len(whole), len(rows) - len(whole))


def _year(s: Scope) -> Value:
    month = s.cell("now_month")
    return month_of(month).year if is_number(month) else None


def _cost(value: Callable[[YearCost], float]) -> Callable[[Scope], Value]:
    def twin(s: Scope) -> Value:
        year = s.cell("dash_year")
        return None if year is None else value(year_cost(s.model, int(n(year))))

    return twin


def _in_year(what: str) -> str:
    months = "([pnl.month]>=DATE({dash_year},1,1))*([pnl.month]<=DATE({dash_year},12,31))"
    return f'IF({{dash_year}}="","",SUMPRODUCT({months}*{what}))'


def _cost_cell(key: str, form: str, what: str, value: Callable[[YearCost], float]) -> Cell:
    return Cell(key, "formula", form, formula=_in_year(what), twin=_cost(value), style="figure", span=2)


_YEAR: Final = Cell(
    "dash_year",
    "formula",
    "0",
    formula='IF({now_month}="","",YEAR({now_month}))',
    twin=_year,
    style="figure",
    span=2,
)
_GAP: Final = Cell(
    "dash_cost_gap",
    "formula",
    "+#,##0;-#,##0;0",
    formula='IF({dash_year}="","",{dash_cost_real}-{dash_cost_plan})',
    twin=_cost(lambda cost: cost.realised - cost.planned),
    style="figure",
    span=2,
)
_KNOWN: Final = '([pnl.cost_gap]<>"")'
_COSTS: Final = (
    (Text("年", "Year"), _YEAR),
    (
        Text("実現(円)", "Realised, JPY"),
        _cost_cell("dash_cost_real", _YEN, f"{_KNOWN}*1,[pnl.cost_real]", lambda cost: cost.realised),
    ),
    (
        Text("計画(円)", "Planned, JPY"),
        _cost_cell("dash_cost_plan", _YEN, f"{_KNOWN}*1,[pnl.cost_plan]", lambda cost: cost.planned),
    ),
    (Text("差(円、+は高くついた)", "Gap (+ dearer)"), _GAP),
    (Text("分かる月", "Months known"), _cost_cell("dash_cost_months", "0", f"{_KNOWN}*1", lambda cost: cost.months)),
    (
        Text("分からない月", "Months unknown"),
        _cost_cell("dash_cost_unknown", "0", '([pnl.cost_gap]="")*1', lambda cost: cost.unknown),
    ),
)
COST: Final = Block(
    Text("今年の費用(A §6, §7)", "This year's cost (A §6, §7)"),
    rows=(heads(_COSTS), spread([cell for _, cell in _COSTS])),
)
