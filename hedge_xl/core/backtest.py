"""Walk-forward backtest of the article's hedge policies on monthly prices.

A month's hedge ratio is decided at the month end before, from what was known then, and held for the month. All policies
run over the same months: those after the first `window` returns, so that h* has its estimate from the first of them on.
"""

from typing import Final, Literal, NamedTuple, get_args

import numpy as np

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.checks import NOISE, enough, not_negative, positives, rates, ratio, same_length
from hedge_xl.core.covariance import Shrinkage
from hedge_xl.core.errors import MissingValueError, ZeroVarianceError
from hedge_xl.core.hedge import policy_path, rolling_minimum_variance_ratio, trend_adjustments
from hedge_xl.core.language import Text
from hedge_xl.core.performance import hedged_returns
from hedge_xl.core.returns import log_returns

Policy = Literal["unhedged", "full", "structural", "trend", "minimum variance"]
POLICIES: Final[tuple[Policy, ...]] = get_args(Policy)

STRUCTURAL_H: Final = 0.8
"""The article's structural hedge ratio (A §9, §11)."""


class Rules(NamedTuple):
    """What the article leaves to the user: the ratios are fractions, floor and cap bound the last two policies."""

    structural_h: float = STRUCTURAL_H
    trend_step: float = 0.1
    floor: float = 0.0
    cap: float = 1.0


ARTICLE_RULES: Final = Rules()

MONTHS: Final = 12
_FEWEST_MONTHS: Final = 2
"""A volatility needs two returns."""


class PolicyRun(NamedTuple):
    """One policy over the months tested, oldest first."""

    policy: Policy
    hedge_ratios: FloatArray
    returns: FloatArray
    """Log returns after the hedge, its carry and its trades: (months,)."""
    trades: int
    total_cost: float
    """Carry and trading over all months, a fraction of the assets."""
    costs: FloatArray
    """The same month by month: (months,)."""
    turnover: float
    """Sum of |h_t - h_{t-1}|, the first hedge included."""


def backtest(
    asset_prices: FloatArray,
    fx_prices: FloatArray,
    fx_average: FloatArray | None = None,
    annual_cost: FloatArray | float = 0.0,
    window: int = 36,
    shrinkage: Shrinkage = "none",
    threshold: float = 0.05,
    trade_cost: FloatArray | float = 0.0,
    rules: Rules = ARTICLE_RULES,
) -> list[PolicyRun]:
    """Every policy month by month: ``r_t = r_S + (1 - h_t) r_F - c_t h_t - k_t |h_t - h_{t-1}|``.

    The policies: h = 0, h = 1, h = 0.8, 0.8 ± 0.1 against `fx_average` (left out without it), and h* of the last
    `window` returns for an asset in foreign currency, clamped to 0..1; `rules` has other ratios. h_t follows
    `policy_ratio` with `threshold` and uses month ends up to t - 1. Month ends (n,): prices above 0; `fx_average` is
    needed from the first decision to the last; `annual_cost`, one rate or one per month end, is spread over 12 months
    (c_t is that of row t); k_t is `trade_cost`, one or that of row t, a fraction of what is traded, paid on the first
    hedge too. Raises ShapeError, MissingValueError or DomainError for columns that do not fit,
    TooFewObservationsError below ``window + 3`` month ends, ZeroVarianceError where the currency stood still.
    Source: A §9, §10, §11, §16.

    >>> asset = 100 * np.exp(np.cumsum([0, 0.02, -0.01, 0.03, 0.01, -0.02]))
    >>> fx = 150 * np.exp(np.cumsum([0, 0.01, -0.02, 0.02, 0.01, -0.03]))
    >>> [(run.policy, run.returns.round(4).tolist()) for run in backtest(asset, fx, None, 0.03, 3)[:2]]
    [('unhedged', [0.02, -0.05]), ('full', [0.0075, -0.0225])]
    """
    same_length(asset_prices, fx_prices, "fx_prices", "asset_prices")
    asset_returns = log_returns(positives(asset_prices, "asset_prices"))
    fx_returns = log_returns(positives(fx_prices, "fx_prices"))
    enough(asset_prices.size, window + 1 + _FEWEST_MONTHS, "asset_prices")
    trading = _per_month(trade_cost, asset_prices, window, "trade_cost")
    not_negative(float(trading.min()), "trade_cost")
    carry = _per_month(annual_cost, asset_prices, window, "annual_cost") / MONTHS
    estimates = _estimates(asset_returns, fx_returns, window, shrinkage, rules)
    adjustments = None if fx_average is None else _adjustments(fx_prices, fx_average, window, rules.trend_step)
    ratios = _ratios(estimates, adjustments, threshold, rules)
    return _runs(ratios, asset_returns[window:], fx_returns[window:], carry, trading)


def _ratios(
    estimates: FloatArray, adjustments: FloatArray | None, threshold: float, rules: Rules
) -> dict[Policy, FloatArray]:
    """Every policy's ratio in each month tested, in the order of `POLICIES`."""
    structural = ratio(rules.structural_h, "structural_h")
    ratios: dict[Policy, FloatArray] = {
        "unhedged": np.zeros_like(estimates),
        "full": np.ones_like(estimates),
        "structural": np.full_like(estimates, structural),
    }
    if adjustments is not None:
        ratios["trend"] = policy_path(structural + adjustments, threshold, rules.floor, rules.cap)
    ratios["minimum variance"] = policy_path(estimates, threshold, rules.floor, rules.cap)
    return ratios


def _runs(
    ratios: dict[Policy, FloatArray],
    asset_returns: FloatArray,
    fx_returns: FloatArray,
    carry: FloatArray,
    trade_costs: FloatArray,
) -> list[PolicyRun]:
    """All policies at once, each a row: a call of numpy costs more than its sums over a few hundred months."""
    h = np.array(list(ratios.values()))
    changes = h.copy()
    changes[:, 1:] -= h[:, :-1]
    np.abs(changes, out=changes)
    trades = np.count_nonzero(changes > NOISE, axis=1).tolist()
    turnovers = changes.sum(axis=1).tolist()
    changes *= trade_costs
    returns = hedged_returns(asset_returns, fx_returns, h, carry) - changes
    costs = h * carry + changes
    totals = costs.sum(axis=1).tolist()
    return [PolicyRun(*row) for row in zip(ratios, h, returns, trades, totals, costs, turnovers, strict=True)]


def _estimates(
    asset_returns: FloatArray, fx_returns: FloatArray, window: int, shrinkage: Shrinkage, rules: Rules
) -> FloatArray:
    """h* at every decision, within floor and cap: from `window` returns on up to the last month end but one."""
    rolling = rolling_minimum_variance_ratio(asset_returns, fx_returns, window, shrinkage, "foreign")[window - 1 : -1]
    if np.isnan(rolling).any():
        row = int(np.argmax(np.isnan(rolling))) + window + 1
        raise ZeroVarianceError(
            Text(
                f"{row}行目までの {window} か月は値動きがありません。h* が決まりません",
                f"the {window} months up to row {row} do not move; h* is undefined",
            ),
            "fx_prices",
        )
    return np.minimum(np.maximum(rolling, rules.floor), rules.cap)


def _adjustments(fx_prices: FloatArray, fx_average: FloatArray, window: int, step: float) -> FloatArray:
    """The trend adjustment at every decision."""
    same_length(fx_prices, fx_average, "fx_average", "fx_prices")
    decided = fx_average[:-1]  # nothing is decided at the last month end
    needed = np.where(np.arange(decided.size) < window, 1.0, decided)
    averages = _no_gaps(window, positives(needed, "fx_average"), "fx_average")
    return trend_adjustments(fx_prices[window:-1], averages, step)


def _per_month(given: FloatArray | float, month_ends: FloatArray, window: int, argument: str) -> FloatArray:
    """The rate of every month tested, that of the row that ends the month."""
    rows = np.atleast_1d(given)
    if rows.size == 1:
        rows = np.full(month_ends.size, rows[0])
    same_length(month_ends, rows, argument, "asset_prices")
    return _no_gaps(window + 1, rates(rows, argument), argument)


def _no_gaps(first: int, values: FloatArray, argument: str) -> FloatArray:
    """The values from row `first` on, counted from 0; what comes before is not needed."""
    used = values[first:]
    if np.isnan(used).any():
        row = int(np.argmax(np.isnan(used))) + first + 1
        raise MissingValueError(
            Text(
                f"{row}行目に空白があります。{first + 1}行目からは値が必要です",
                f"a blank in row {row}; a value is needed from row {first + 1} on",
            ),
            argument,
        )
    return used
