"""The backtest in Python: the twins of バックテスト / Backtest, all from one run of `hedge_xl.core.backtest`."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.backtest import POLICIES, Policy, PolicyRun, Rules, backtest
from hedge_xl.core.covariance import Shrinkage
from hedge_xl.core.language import Text
from workbook.parts.marks import faulty_policy
from workbook.spec import Value
from workbook.text import WORDS
from workbook.twin import Scope, is_number, n

FEWEST: Final = 2  # months to test: a volatility needs two returns
KEYS: Final[dict[Policy, str]] = dict(zip(POLICIES, ("none", "full", "struct", "trend", "hstar"), strict=True))
NAMES: Final[dict[str, Text]] = {key: WORDS[f"pol_{key}"] for key in KEYS.values()}
TREND: Final = KEYS["trend"]
Columns = dict[str, list[Value]]


class _Period(NamedTuple):
    """The months tested, as rows of Market from 0: ``start`` is the month end at which the first h is decided."""

    start: int
    stop: int

    @property
    def months(self) -> slice:
        """The months tested."""
        return slice(self.start + 1, self.stop)


# --- what is tested -----------------------------------------------------------------------------


def faulty(s: Scope) -> Value:
    """Rows of Market marked ×."""
    return sum(1 for found in s.col("market", "check") if str(found or "").startswith(s.word("mark_fault")))


def longest_run(s: Scope) -> Value:
    """The most returns in a row."""
    return max(n(value) for value in s.col("market", "run"))


def last(s: Scope) -> Value:
    """Market's number of the last month of the longest stretch, the latest of equals; None when it is too short."""
    longest = s.number("bt_run")
    if faulty_policy(s) or s.number("bt_faulty") > 0 or longest - s.number("window") < FEWEST:
        return None
    return max(row for row, value in enumerate(s.col("market", "run"), start=1) if value == longest)


def average(s: Scope) -> Value:
    """Market's number of the first month of the stretch with a 200-day average; 0 without one."""
    if s.cell("bt_last") is None:
        return None
    end = int(s.number("bt_last"))
    rows = range(end - int(s.number("bt_run")), end + 1)
    averages = s.col("market", "ma200")
    return next((row for row in rows if is_number(averages[row - 1])), 0)


def first(s: Scope) -> Value:
    """Market's number of the first month tested: after the window, and after the first 200-day average."""
    if s.cell("bt_last") is None:
        return None
    decided = s.number("bt_last") - s.number("bt_run") + s.number("window")
    begins = s.number("bt_average")
    return 1 + (begins if decided < begins < s.number("bt_last") - 1 else decided)


def has_trend(s: Scope) -> Value:
    """1 when every decision has a 200-day average."""
    if s.cell("bt_first") is None:
        return None
    period = _of_cells(s)
    return int(all(is_number(value) for value in s.col("market", "ma200")[period.start : period.stop - 1]))


def state(s: Scope) -> Value:
    """Why nothing is computed, or that it is."""
    return s.word(next(_obstacles(s), "bt_ok"))


def _obstacles(s: Scope) -> Iterator[str]:
    if faulty_policy(s):
        yield "bt_policy"
    if s.number("bt_faulty") > 0:
        yield "bt_faults"
    if s.cell("bt_last") is None:
        yield "bt_few"
    if s.count("backtest") < s.number("bt_last"):
        yield "bt_short"
    rates = [n(rate) for rate in s.col("market", "usdjpy") if is_number(rate)]
    if abs(s.number("annual_cost")) > 1 or s.number("quoted_spread") / 2 > min(rates):
        yield "bt_cost"
    period = _of_cells(s)
    if None in s.col("market", "h_shrunk")[period.start : period.stop - 1]:
        yield "bt_still"


def month_of(s: Scope, row: str) -> Value:
    """Month of the row of Market whose number a cell holds."""
    number = s.cell(row) if computed(s) else None
    return None if number is None else s.col("market", "month")[int(n(number)) - 1]


def computed(s: Scope) -> bool:
    """Whether the test runs."""
    return s.cell("bt_state") == s.word("bt_ok")


def tested(s: Scope) -> Value:
    """How many months are tested."""
    return s.number("bt_last") - s.number("bt_first") + 1 if computed(s) else None


def lead(s: Scope) -> Value:
    """Month ends of the stretch before the first month tested."""
    return s.number("bt_first") - s.number("bt_last") + s.number("bt_run") if computed(s) else None


def left_out(s: Scope) -> Value:
    """Months of Market outside the stretch."""
    if not computed(s):
        return None
    return sum(map(is_number, s.col("market", "month"))) - s.number("bt_run") - 1


# --- the run ------------------------------------------------------------------------------------


def _of_cells(s: Scope) -> _Period:
    return _Period(int(s.number("bt_first")) - 2, int(s.number("bt_last")))


def runs(s: Scope) -> dict[str, PolicyRun]:
    """Every policy that can be run, by its key; none when the test does not run."""
    return s.model.shared(("backtest runs",), lambda: _runs(s) if computed(s) else {})


def _runs(s: Scope) -> dict[str, PolicyRun]:
    period = _of_cells(s)
    rows = slice(period.start - int(s.number("window")), period.stop)
    spx, usdjpy, averages = (_floats(s.col("market", key)[rows]) for key in ("spx", "usdjpy", "ma200"))
    found = backtest(
        spx,
        usdjpy,
        averages if s.cell("bt_trend") == 1 else None,
        s.number("annual_cost"),
        int(s.number("window")),
        _shrinkage(s),
        s.number("policy_threshold"),
        _trade_costs(s, usdjpy),
        Rules(*(s.number(key) for key in ("structural_h", "trend_step", "h_floor", "h_cap"))),
    )
    return {KEYS[run.policy]: run for run in found}


def _floats(values: Sequence[Value]) -> FloatArray:
    return np.array([n(value) if is_number(value) else np.nan for value in values])


def _shrinkage(s: Scope) -> Shrinkage:
    chosen = s.cell("shrinkage")
    return n(chosen) if is_number(chosen) else "none" if chosen == s.word("shrink_none") else "ledoit-wolf"


def _trade_costs(s: Scope, usdjpy: FloatArray) -> FloatArray:
    """Half the quoted spread as a fraction of what is traded, at the month end before each."""
    costs = s.number("quoted_spread") / 2 / usdjpy
    return np.concatenate((costs[:1], costs[:-1]))


def columns(s: Scope) -> Columns:
    """Every column of the table."""
    return s.model.shared(("backtest columns",), lambda: _columns(s))


def _columns(s: Scope) -> Columns:
    blank: list[Value] = [None] * s.count("backtest")
    names = ("t", "r_spx", "r_fx", "k", *(f"{kind}_{key}" for key in NAMES for kind in ("h", "d", "r", "w", "dd")))
    made: Columns = {name: list(blank) for name in names}
    made |= {"month": list(_months(s)), "state": list(_states(s))}
    if not computed(s):
        return made
    period = _of_cells(s)
    whole = slice(period.start, period.stop)
    made["t"][whole] = range(period.stop - period.start)
    for key in ("r_spx", "r_fx"):
        made[key][period.months] = s.col("market", key)[period.months]
    rates = _floats(s.col("market", "usdjpy")[whole])
    made["k"][period.months] = _trade_costs(s, rates)[1:].tolist()
    for key, run in runs(s).items():
        log_wealth = np.concatenate(([0.0], np.cumsum(run.returns)))
        made[f"h_{key}"][period.months] = run.hedge_ratios.tolist()
        made[f"d_{key}"][period.months] = np.abs(np.diff(run.hedge_ratios, prepend=0.0)).tolist()
        made[f"r_{key}"][period.months] = run.returns.tolist()
        falls = log_wealth - np.maximum.accumulate(log_wealth)
        made[f"w_{key}"] = _around(np.exp(log_wealth), period, len(blank))
        made[f"dd_{key}"] = _around(np.expm1(falls), period, len(blank))
    return made


def _around(tested: FloatArray, period: _Period, rows: int) -> list[Value]:
    """What is tested, with its first value in the rows before it and its last in those after it."""
    values: list[Value] = np.pad(tested, (period.start, rows - period.stop), mode="edge").tolist()
    return values


def _months(s: Scope) -> Iterator[Value]:
    """Month of the same row of Market."""
    months = s.col("market", "month")
    for row in range(s.count("backtest")):
        yield months[row] if row < len(months) and is_number(months[row]) else None


def _states(s: Scope) -> Iterator[Value]:
    """What each month is to the test."""
    start, stop, begins = (-1, -1, -1)
    if computed(s):
        start, stop = _of_cells(s)
        begins = stop - 1 - int(s.number("bt_run"))
    for row, month in enumerate(_months(s)):
        if month is None:
            yield None
        elif start < row < stop:
            yield s.word("bt_month")
        else:
            yield s.word("bt_start" if row == start >= 0 else "bt_lead" if begins <= row < start else "bt_out")
