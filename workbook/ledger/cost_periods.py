"""The cost of this year, of the last twelve months and since the start: every part planned and realised, in % and JPY.

A month counts when 損益 / P&L knows both its realised and its planned cost. The annual rate is the yen paid over the
sum of the months' mean hedges, times the periods of a year: the same base for the plan and for what was realised.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from hedge_xl.core.language import Text
from hedge_xl.core.rounding import round_to_step
from workbook.ledger.common import eomonth
from workbook.ledger.cost_parts import PARTS, STEP, CostPart, furthest, furthest_formula
from workbook.ledger.fill_sums import Fills, fills_between
from workbook.ledger.quality_figures import QUOTED, counted
from workbook.parts.marks import faulty_policy
from workbook.serials import from_serial, to_serial
from workbook.spec import Block, Cell, Item, Value
from workbook.twin import Scope, is_number, n

_RATE, _RATE_GAP = "0.00%", "+0.00%;-0.00%;0.00%"
_JPY, _JPY_GAP = "#,##0;-#,##0;0", "+#,##0;-#,##0;0"
_RATE_DIGITS: Final = 12
TOTAL: Final = "total"
SLIP: Final = "slip"


class Period(NamedTuple):
    """A period: its name, and its first day as a formula and in Python, from the latest month end."""

    key: str
    title: Text
    first: str
    first_day: Callable[[float], float]


PERIODS: Final = (
    Period(
        "year",
        Text("今年(最新の月の年の1月から)", "This year (from January of the latest month's year)"),
        "DATE(YEAR({now_month}),1,1)",
        lambda month: to_serial(from_serial(month).replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)),
    ),
    Period(
        "last12",
        Text("直近12か月", "The last 12 months"),
        "EOMONTH({now_month},-12)+1",
        lambda month: eomonth(month, -12) + 1,
    ),
    Period("all", Text("開始から", "Since the start"), "0", lambda month: 0.0),
)


def name(period: str, key: str) -> str:
    """Name of a cell of a period."""
    return f"cost_{key}_{period}"


def _cell(period: Period, key: str, form: str, formula: str, twin: Callable[[Scope], Value]) -> Cell:
    """A cell that is blank while there is no latest month, or a parameter that cannot be used."""
    return Cell(
        name(period.key, key),
        "formula",
        form,
        formula=f'IF(OR({{line_month_1}}="",{{policy_faults}}>0),"",{formula})',
        twin=lambda s: None if s.cell("line_month_1") is None or faulty_policy(s) else twin(s),
    )


def _rows(s: Scope, period: Period) -> list[int]:
    """Rows of P&L that count."""
    first = period.first_day(s.number("now_month"))
    months = zip(s.col("pnl", "month"), s.col("pnl", "cost_gap"), strict=True)
    return [
        row for row, (month, gap) in enumerate(months) if gap is not None and is_number(month) and n(month) >= first
    ]


def _sum(column: str, period: Period) -> tuple[str, Callable[[Scope], Value]]:
    """The sum of a column of P&L over the months that count, as formula and twin."""
    formula = f'SUMPRODUCT(([pnl.cost_gap]<>"")*([pnl.month]>={period.first}),[pnl.{column}])'

    def twin(s: Scope) -> Value:
        values = s.col("pnl", column)
        return float(sum(n(values[row]) for row in _rows(s, period)))

    return formula, twin


def _jpy(period: Period, part: CostPart) -> tuple[Cell, Cell, Cell]:
    """Yen of a part: planned, realised, gap."""
    base = name(period.key, "base")
    plan, real = name(period.key, f"plan_jpy_{part.key}"), name(period.key, f"real_jpy_{part.key}")
    return (
        _cell(
            period,
            f"plan_jpy_{part.key}",
            _JPY,
            f"{{{base}}}*{part.plan}/{{periods}}",
            lambda s: s.number(base) * part.planned_rate(s) / s.number("periods"),
        ),
        _cell(period, f"real_jpy_{part.key}", _JPY, *_sum(part.column, period)),
        _gap(period, f"gap_jpy_{part.key}", _JPY_GAP, plan, real),
    )


def _total_jpy(period: Period) -> tuple[Cell, Cell, Cell]:
    """Yen of all parts: those of 損益 where it has them."""
    plan, real = name(period.key, "plan_jpy_total"), name(period.key, "real_jpy_total")
    if period.key == "all":
        first = _cell(period, "plan_jpy_total", _JPY, "{cost_plan_total}", lambda s: s.cell("cost_plan_total"))
        second = _cell(period, "real_jpy_total", _JPY, "{cost_real_total}", lambda s: s.cell("cost_real_total"))
    else:
        first = _cell(period, "plan_jpy_total", _JPY, *_sum("cost_plan", period))
        second = _cell(period, "real_jpy_total", _JPY, *_sum("cost_real", period))
    return first, second, _gap(period, "gap_jpy_total", _JPY_GAP, plan, real)


def _gap(period: Period, key: str, form: str, plan: str, real: str) -> Cell:
    """Realised minus planned, without the binary noise of two sums that are equal; blank when one of them is."""
    digits = STEP if form == _JPY_GAP else _RATE_DIGITS

    def twin(s: Scope) -> Value:
        known = s.cell(plan) is not None and s.cell(real) is not None
        return round_to_step(s.number(real) - s.number(plan), 10**-digits) if known else None

    formula = f'IF(OR({{{plan}}}="",{{{real}}}=""),"",ROUND({{{real}}}-{{{plan}}},{digits}))'
    return _cell(period, key, form, formula, twin)


def _rates(period: Period, key: str, plan: str, planned: Callable[[Scope], Value]) -> tuple[Cell, Cell, Cell]:
    """Annual rates: planned, realised, gap. Slippage that no fill measured has no rate, as only its plan is in the yen."""
    base, yen = name(period.key, "base"), name(period.key, f"real_jpy_{key}")
    first, second = name(period.key, f"plan_{key}"), name(period.key, f"real_{key}")
    fills, unmeasured = name(period.key, "fills"), name(period.key, "unmeasured")
    unknown = f"{{{base}}}<=0"
    if key == SLIP:
        unknown = f"OR({unknown},AND({{{fills}}}>0,{{{unmeasured}}}={{{fills}}}))"

    def realised(s: Scope) -> Value:
        nothing_measured = key == SLIP and s.number(fills) > 0 and s.cell(unmeasured) == s.cell(fills)
        if s.number(base) <= 0 or nothing_measured:
            return None
        return s.number(yen) / s.number(base) * s.number("periods")

    return (
        _cell(period, f"plan_{key}", _RATE, plan, planned),
        _cell(period, f"real_{key}", _RATE, f'IF({unknown},"",{{{yen}}}/{{{base}}}*{{periods}})', realised),
        _gap(period, f"gap_{key}", _RATE_GAP, first, second),
    )


def _part_row(period: Period, part: CostPart) -> tuple[Item, ...]:
    return (part.label, *_rates(period, part.key, part.plan, part.planned_rate), *_jpy(period, part))


def _total_row(period: Period) -> tuple[Item, ...]:
    rates = _rates(period, TOTAL, "{annual_cost}", lambda s: s.cell("annual_cost"))
    return (Text("合計 C", "Total C"), *rates, *_total_jpy(period))


def _count_row(period: Period) -> tuple[Item, ...]:
    gaps = tuple(name(period.key, f"gap_jpy_{part.key}") for part in PARTS)
    count = name(period.key, "months")
    return (
        Text("月数 / 最も違う項目", "Months / furthest off"),
        _cell(
            period,
            "months",
            "0",
            f'SUMPRODUCT(([pnl.cost_gap]<>"")*([pnl.month]>={period.first}))',
            lambda s: len(_rows(s, period)),
        ),
        _cell(
            period,
            "furthest",
            "@",
            f'IF({{{count}}}=0,"",{furthest_formula(tuple(f"{{{gap}}}" for gap in gaps))})',
            lambda s: furthest(s, [s.number(gap) for gap in gaps]) if n(s.cell(count)) else None,
        ),
        None,
        Text("平均ヘッジの合計(円)", "Sum of mean hedges"),
        _cell(period, "base", _JPY, *_sum("hedge_jpy", period)),
    )


def _fills_row(period: Period) -> tuple[Item, ...]:
    """How many fills there were, and of how many the slippage is not known."""
    window = f'[log.time],">="&{period.first},[log.time],"<"&({{now_month}}+1)'

    def found(s: Scope) -> Fills:
        month = s.number("now_month")
        return fills_between(s, period.first_day(month), month + 1)

    return (
        Text("約定 / うち滑り未測定(件)", "Fills / slippage unmeasured"),
        _cell(period, "fills", "#,##0", counted(window), lambda s: found(s).signed.size),
        _cell(
            period,
            "unmeasured",
            "#,##0",
            f"{{{name(period.key, 'fills')}}}-{counted(QUOTED + window)}",
            lambda s: int((~found(s).quoted).sum()),
        ),
        Text("気配の無い約定。実現には計画どおりの滑りで入れる", "No quote: in the realised total as planned"),
    )


def _block(period: Period) -> Block:
    return Block(
        period.title,
        header=(
            Text("項目", "Part"),
            Text("計画(年率)", "Planned a year"),
            Text("実現(年率)", "Realised a year"),
            Text("差(年率)", "Gap a year"),
            Text("計画(円)", "Planned (JPY)"),
            Text("実現(円)", "Realised (JPY)"),
            Text("差(円)", "Gap (JPY)"),
        ),
        styles=("label", "", "", "", "unit"),
        rows=(*(_part_row(period, part) for part in PARTS), _total_row(period), _count_row(period), _fills_row(period)),
    )


BLOCKS: Final = tuple(_block(period) for period in PERIODS)
