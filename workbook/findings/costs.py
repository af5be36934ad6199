"""What the hedge cost: swap where there was no hedge, and a year that the plan did not foresee."""

from collections.abc import Iterator
from typing import Final

from hedge_xl.core.language import Text
from workbook.finding import Finding, filled
from workbook.findings.facts import RECENT_MONTHS, Facts
from workbook.findings.registry import CHECKS
from workbook.ledger.common import eomonth
from workbook.serials import from_serial
from workbook.twin import is_number, n

TOLERANCE: Final = 0.01
"""Realised cost may differ from the plan by so much of the hedge's value a year."""

FEWEST_MONTHS: Final = 6
"""Fewer months than these say nothing about a year."""

_NO_HEDGE: Final = Text(
    "{month}はヘッジが無いのにスワップ{swap:,.0f}円があります。消すか、書き漏れた約定を執行ログに足してください。",
    "{month} has a swap of {swap:,.0f} JPY and no hedge; clear it, or add the fills missing from the log.",
)
_GAP: Final = Text(
    "直近{count}か月の実現コスト{real:,.0f}円は計画{plan:,.0f}円と、ヘッジ額の年{rate:+.1%}の差です。"
    "主な差は{part}です。設定の想定か、記録を直してください。",
    "realised cost of the last {count} months is {real:,.0f} JPY, planned {plan:,.0f}: {rate:+.1%} a year of the "
    "hedge, mostly {part}; revise the assumption or correct the records.",
)
# The parameter to revise and its name, by the column of the cost and the parameters that plan it.
_PARTS: Final = (
    ("cost_swap", ("rate_differential", "basis"), Text("スワップ(金利差)", "swap (rate differential)")),
    ("cost_spread", ("spread_cost",), Text("スプレッド", "spread")),
    ("cost_slip", ("slippage_cost",), Text("滑り", "slippage")),
)


def idle_swap_findings(facts: Facts) -> Iterator[Finding]:
    """Months with a swap at whose beginning, during which and at whose end nothing was hedged."""
    swaps, held = facts.column("monthly", "swap"), facts.column("monthly", "current")
    signed, times = facts.column("log", "signed"), facts.column("log", "time")
    days = {int(n(time)) for units, time in zip(signed, times, strict=True) if units is not None}
    traded = {eomonth(day, 0) for day in days}
    for row, month in enumerate(facts.months):
        idle = month is not None and month not in traded and held[row] == 0
        if month is not None and idle and is_number(swaps[row]) and n(swaps[row]):
            text = filled(_NO_HEDGE, month=_named(month), swap=n(swaps[row]))
            yield facts.finding("monthly-swap-no-hedge", "monthly", row, "swap", text)


def cost_gap_findings(facts: Facts) -> Iterator[Finding]:
    """The recent months together, when each of them is sound."""
    noted, doubted = facts.told("monthly"), {*facts.told("monthly"), *facts.told("pnl")}
    months = enumerate(facts.months)
    rows = [row for row, month in months if month is not None and month >= facts.recent and row not in noted]
    known = facts.column("pnl", "cost_gap")
    rows = [row for row in rows if row < len(known) and known[row] is not None][-RECENT_MONTHS:]
    times = facts.column("log", "time")
    unquoted = {row for row, quote in enumerate(facts.column("log", "quote")) if quote is None}
    if any(n(times[row]) >= facts.recent for row in {*facts.told("log"), *unquoted}):
        return  # its price, quote or size is part of the cost
    if len(rows) < FEWEST_MONTHS or doubted & set(range(rows[0], rows[-1] + 1)):
        return
    held = facts.column("pnl", "hedge_jpy")
    value = sum(n(held[row]) for row in rows) / facts.number("periods")
    real, plan = (sum(n(facts.column("pnl", key)[row]) for row in rows) for key in ("cost_real", "cost_plan"))
    if value > 0 and abs(real - plan) > TOLERANCE * value:
        yield _gap(facts, rows, value, real, plan)


def _gap(facts: Facts, rows: list[int], value: float, real: float, plan: float) -> Finding:
    def excess(part: tuple[str, tuple[str, ...], Text]) -> float:
        spent = sum(n(facts.column("pnl", part[0])[row]) for row in rows)
        return (spent - value * sum(facts.number(key) for key in part[1])) * (1 if real > plan else -1)

    _, parameters, name = max(_PARTS, key=excess)
    text = filled(_GAP, count=len(rows), real=real, plan=plan, rate=(real - plan) / value, part=name)
    found = facts.opened.cells[parameters[0]]
    return Finding("cost-gap", CHECKS["cost-gap"].severity, found.sheet.name, found.address, text)


def _named(month: float) -> str:
    return f"{from_serial(month):%Y-%m}"
