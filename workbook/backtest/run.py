"""The run: every policy month by month, its figures, and h* with its confidence band."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.backtest import MONTHS, Policy, PolicyRun, backtest
from hedge_xl.core.checks import moves
from hedge_xl.core.errors import ZeroVarianceError
from hedge_xl.core.hedge import ratio_band, rolling_minimum_variance_ratio
from hedge_xl.core.language import Text
from hedge_xl.core.performance import Kpis, kpis
from hedge_xl.core.returns import log_returns
from workbook.backtest.history import History
from workbook.backtest.settings import Settings
from workbook.finding import filled
from workbook.ledger.months import named

CONFIDENCE: Final = 0.95
ROLLING: Final = 12
"""Months of the rolling volatility."""

_STILL: Final = Text(
    "USDJPYが {first}〜{last} の{window}か月まったく動きません。h* が決まりません。データを確かめてください。",
    "USDJPY does not move in the {window} months {first} to {last}, so h* is undefined; check the data.",
)


@dataclass(frozen=True, slots=True)
class Figures:
    """One policy's row of the table: rates a year, as fractions."""

    kpis: Kpis
    mean_h: float
    trades: int
    turnover: float
    """Sum of the changes of h, a year."""
    cost: float
    """Cost paid, a year."""


@dataclass(frozen=True, slots=True)
class PolicyResult:
    """One policy over the months tested: its core's run, and what is shown of it."""

    run: PolicyRun
    figures: Figures
    wealth: FloatArray
    drawdown: FloatArray
    volatility: FloatArray
    """Annual, over the last twelve months; NaN before."""

    @property
    def policy(self) -> Policy:
        """Which policy it is."""
        return self.run.policy


@dataclass(frozen=True, slots=True)
class Estimates:
    """h* at every decision: raw with its band, and after shrinkage, before floor and cap."""

    low: FloatArray
    raw: FloatArray
    high: FloatArray
    shrunk: FloatArray

    def columns(self) -> dict[str, FloatArray]:
        """Each by its name."""
        return {"low": self.low, "raw": self.raw, "high": self.high, "shrunk": self.shrunk}


@dataclass(frozen=True, slots=True)
class Backtest:
    """All of it. `months` are those tested, `decided` the month ends at which each month's h was decided."""

    history: History
    settings: Settings
    months: tuple[date, ...]
    decided: tuple[date, ...]
    r_spx: FloatArray
    r_fx: FloatArray
    results: tuple[PolicyResult, ...]
    estimates: Estimates

    def result(self, policy: Policy) -> PolicyResult | None:
        """The policy's result, if it could be run."""
        return next((result for result in self.results if result.policy == policy), None)


def trade_costs(history: History, settings: Settings) -> FloatArray:
    """Half the quoted spread as a fraction of what is traded, at the month end before each row's."""
    costs = settings.quoted_spread / 2 / history.usdjpy
    return np.concatenate((costs[:1], costs[:-1]))


def run_policies(history: History, settings: Settings) -> list[PolicyRun]:
    """The core's backtest over a history that fits the window, see `needed_part`."""
    try:
        return backtest(
            history.spx,
            history.usdjpy,
            history.averages,
            settings.annual_cost,
            settings.window,
            settings.shrinkage,
            settings.policy_threshold,
            trade_costs(history, settings),
            settings.rules,
        )
    except ZeroVarianceError as error:
        raise _standing_still(history, settings.window) from error


def run_backtest(history: History, settings: Settings) -> Backtest:
    """Every policy over the history's months after its first `window` returns."""
    runs = run_policies(history, settings)
    window = settings.window
    r_spx, r_fx = log_returns(history.spx), log_returns(history.usdjpy)
    return Backtest(
        history,
        settings,
        history.months[window + 1 :],
        history.months[window:-1],
        r_spx[window:],
        r_fx[window:],
        tuple(_result(run) for run in runs),
        _estimates(r_spx, r_fx, settings),
    )


def figures_of(run: PolicyRun) -> Figures:
    """The table's row of a run."""
    years = run.returns.size / MONTHS
    return Figures(
        kpis(run.returns, MONTHS),
        float(run.hedge_ratios.mean()),
        run.trades,
        run.turnover / years,
        run.total_cost / years,
    )


def _result(run: PolicyRun) -> PolicyResult:
    log_wealth = np.cumsum(run.returns)
    peaks = np.maximum(np.maximum.accumulate(log_wealth), 0.0)
    return PolicyResult(
        run, figures_of(run), np.exp(log_wealth), np.expm1(log_wealth - peaks), _rolling_volatility(run.returns)
    )


def _rolling_volatility(returns: FloatArray) -> FloatArray:
    rolling = np.full(returns.size, np.nan)
    if returns.size >= ROLLING:
        windows = np.lib.stride_tricks.sliding_window_view(returns, ROLLING)
        rolling[ROLLING - 1 :] = windows.std(axis=1, ddof=1) * np.sqrt(MONTHS)
    return rolling


def _estimates(r_spx: FloatArray, r_fx: FloatArray, settings: Settings) -> Estimates:
    window = settings.window
    ends = range(window, r_spx.size)  # the decision for row t is made with the returns before it
    bands = np.array([_band(r_spx[end - window : end], r_fx[end - window : end]) for end in ends]).T
    shrunk = rolling_minimum_variance_ratio(r_spx, r_fx, window, settings.shrinkage, "foreign")[window - 1 : -1]
    return Estimates(bands[0], bands[1], bands[2], shrunk)


def _band(r_spx: FloatArray, r_fx: FloatArray) -> tuple[float, float, float]:
    if not moves(r_spx + r_fx):  # the asset in yen stands still: it needs no hedge, and that for certain
        return 0.0, 0.0, 0.0
    band = ratio_band(r_spx, r_fx, None, CONFIDENCE, "foreign")
    return band.low, band.ratio, band.high


def _standing_still(history: History, window: int) -> ZeroVarianceError:
    """The refusal that names the months in which the currency stood still."""
    returns = log_returns(history.usdjpy)
    starts = (row for row in range(returns.size - window) if not moves(returns[row : row + window]))
    row = next(starts, 0)
    first, last = named(history.months[row + 1]), named(history.months[row + window])
    return ZeroVarianceError(filled(_STILL, first=first, last=last, window=window))
