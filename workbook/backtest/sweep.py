"""Many windows, thresholds and costs side by side. All walk over the same months, or they could not be compared."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Final

import numpy as np

from hedge_xl.core.backtest import MONTHS, PolicyRun
from hedge_xl.core.errors import DomainError
from hedge_xl.core.language import Text
from hedge_xl.core.performance import kpis
from workbook.backtest.history import History, Period, needed_part
from workbook.backtest.run import Figures, figures_of, run_policies
from workbook.backtest.settings import Settings, checked, typed_number, with_cost

MOST: Final = 2000
"""Combinations in one sweep."""
_WINDOWS: Final = (12.0, 24.0, 36.0, 48.0, 60.0)
_THRESHOLDS: Final = (0.0, 0.025, 0.05, 0.1)
_COSTS: Final = (0.0, 0.01, 0.02, 0.03, 0.05)
_LONG_ENOUGH: Final = 48
"""Months from which on their two halves are worth comparing."""
_TOO_MANY: Final = Text(
    "組み合わせが {count} 通りあります。{most} 通りまでにしてください。",
    "there are {count} combinations; {most} are the most.",
)
_EMPTY: Final = Text("値がありません。12,24,36 のように並べてください。", "is empty; list values like 12,24,36.")


@dataclass(frozen=True, slots=True)
class Grid:
    """The values to combine."""

    windows: tuple[int, ...]
    thresholds: tuple[float, ...]
    costs: tuple[float, ...]

    @property
    def size(self) -> int:
        """Number of combinations."""
        return len(self.windows) * len(self.thresholds) * len(self.costs)


@dataclass(frozen=True, slots=True)
class Combination:
    """What h* gave with some parameters, and 1:1 with the same cost; Sharpe ratios of h* in both halves."""

    window: int
    threshold: float
    cost: float
    hstar: Figures
    full: Figures
    halves: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rank:
    """How the best choice of the first half did in the second: rank 1 is the best again."""

    window: int
    threshold: float
    rank: int
    of: int


@dataclass(frozen=True, slots=True)
class Sweep:
    """All combinations over the same months, and the unhedged policy over them."""

    grid: Grid
    settings: Settings
    months: tuple[date, ...]
    combinations: tuple[Combination, ...]
    unhedged: Figures

    @property
    def windows(self) -> tuple[int, ...]:
        """The windows."""
        return self.grid.windows

    @property
    def thresholds(self) -> tuple[float, ...]:
        """The thresholds."""
        return self.grid.thresholds

    @property
    def costs(self) -> tuple[float, ...]:
        """The annual costs."""
        return self.grid.costs

    @property
    def cost(self) -> float:
        """The cost nearest to the one assumed."""
        return min(self.costs, key=lambda cost: abs(cost - self.settings.annual_cost))

    def at(self, window: int, threshold: float, cost: float) -> Combination:
        """The combination with those parameters."""
        places = (self.windows.index(window), self.thresholds.index(threshold), self.costs.index(cost))
        shape = (len(self.windows), len(self.thresholds), len(self.costs))
        return self.combinations[int(np.ravel_multi_index(places, shape))]

    def share(self, better: Callable[[Combination], bool]) -> float:
        """The share of combinations of which that holds."""
        return sum(map(better, self.combinations)) / len(self.combinations)

    def over_again(self) -> Rank | None:
        """The rank in the second half of what was best in the first, at the cost assumed; None for few months."""
        choices = [item for item in self.combinations if item.cost == self.cost]
        if len(self.months) < _LONG_ENOUGH or len(choices) < 2:
            return None
        if any(half != half for item in choices for half in item.halves):
            return None
        best = max(choices, key=lambda item: item.halves[0])
        rank = 1 + sum(item.halves[1] > best.halves[1] for item in choices)
        return Rank(best.window, best.threshold, rank, len(choices))


def grid_of(settings: Settings, history: History, period: Period, typed: Mapping[str, str | None]) -> Grid:
    """The values typed, or the usual ones with those of the settings among them; usual windows must fit the history."""
    room = _room(history, period)
    windows = {float(settings.window), *(window for window in _WINDOWS if window <= room)}
    grid = Grid(
        tuple(map(int, _values("window", typed, "--windows", windows))),
        _values("policy_threshold", typed, "--thresholds", {*_THRESHOLDS, settings.policy_threshold}),
        _values("rate_differential", typed, "--costs", {*_COSTS, settings.annual_cost}),
    )
    if grid.size > MOST:
        raise DomainError(_TOO_MANY.format(count=grid.size, most=MOST), "--sweep")
    return grid


def _room(history: History, period: Period) -> int:
    """The longest usual window: what lies before the first month asked for, or half of all months."""
    if period.first is not None:
        return sum(month < period.first for month in history.months) - 1
    end = sum(period.last is None or month <= period.last for month in history.months)
    return end // 2


def _values(key: str, typed: Mapping[str, str | None], option: str, usual: Iterable[float]) -> tuple[float, ...]:
    given = typed.get(option)
    if given is None:
        return tuple(sorted(usual))
    parts = [part.strip() for part in given.replace("、", ",").split(",") if part.strip()]
    if not parts:
        raise DomainError(_EMPTY, option)
    return tuple(sorted({checked(key, typed_number(part, option), option) for part in parts}))


def run_sweep(
    history: History,
    settings: Settings,
    period: Period,
    grid: Grid,
    progress: Callable[[Sequence[tuple[int, float, float]]], Iterable[tuple[int, float, float]]] = iter,
) -> Sweep:
    """Every combination over the months that the longest window leaves."""
    longest = max(grid.windows)
    part = needed_part(history, longest, period)
    combinations, unhedged = [], None
    for window, threshold, cost in progress(list(product(grid.windows, grid.thresholds, grid.costs))):
        begin = longest - window
        rows = part.part(begin, len(part.months), part.averages, ())
        tried = with_cost(replace(settings, window=window, policy_threshold=threshold), cost)
        runs = {run.policy: run for run in run_policies(rows, tried)}
        hstar = runs["minimum variance"]
        combinations.append(
            Combination(window, threshold, cost, figures_of(hstar), figures_of(runs["full"]), _halves(hstar))
        )
        unhedged = unhedged or figures_of(runs["unhedged"])
    assert unhedged is not None
    return Sweep(grid, settings, part.months[longest + 1 :], tuple(combinations), unhedged)


def _halves(run: PolicyRun) -> tuple[float, float]:
    middle = run.returns.size // 2
    if middle < 2:
        return float("nan"), float("nan")
    return kpis(run.returns[:middle], MONTHS).sharpe, kpis(run.returns[middle:], MONTHS).sharpe
