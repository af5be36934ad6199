"""The backtest against a slow loop that walks month by month and looks at nothing but the past."""

import math

import numpy as np
import pytest
from sklearn.covariance import empirical_covariance, ledoit_wolf, shrunk_covariance

from hedge_xl.core.backtest import backtest
from hedge_xl.data import load_market
from hedge_xl.functions import BACKTEST

NAMES = ("未ヘッジ", "1:1", "0.8", "0.8±トレンド", "h*")
FITS = {
    "none": empirical_covariance,
    "ledoit-wolf": lambda pairs: ledoit_wolf(pairs)[0],
    0.4: lambda pairs: shrunk_covariance(empirical_covariance(pairs), 0.4),
}


def wanted(name, past, window, shrinkage):
    """The ratio a policy wants, from the rows (asset, currency, average) known by then."""
    if name == "h*":
        pairs = np.diff(np.log(past[-window - 1 :, :2]), axis=0)
        cov = FITS[shrinkage](pairs)
        return min(max(1 + cov[0, 1] / cov[1, 1], 0), 1)
    if name == "0.8±トレンド":
        _, spot, average = past[-1]
        return 0.8 + 0.1 * (spot < average) - 0.1 * (spot > average)
    return {"未ヘッジ": 0, "1:1": 1, "0.8": 0.8}[name]


def slow_walk(name, rows, costs, window, shrinkage, threshold, trade_cost):
    """Returns, ratios, trades and costs of one policy, as article A §10 tells it."""
    h, trades, paid, path, ratios = 0.0, 0, 0.0, [], []
    for month in range(window + 1, len(rows)):
        new = wanted(name, rows[:month], window, shrinkage)
        fee = 0.0
        if not path or abs(new - h) >= threshold - 1e-12:
            trades += abs(new - h) > 1e-12
            fee = trade_cost * abs(new - h)
            h = new
        stock = math.log(rows[month][0] / rows[month - 1][0])
        currency = math.log(rows[month][1] / rows[month - 1][1])
        carry = costs[month] / 12 * h
        paid += carry + fee
        path.append(stock + (1 - h) * currency - carry - fee)
        ratios.append(h)
    return path, ratios, trades, paid


def slow_row(name, *arguments):
    """One row of the table."""
    path, ratios, trades, paid = slow_walk(name, *arguments)
    wealth, peak, fall = 1.0, 1.0, 0.0
    for r in path:
        wealth *= math.exp(r)
        peak = max(peak, wealth)
        fall = min(fall, wealth / peak - 1)
    mean, vol = 12 * np.mean(path), math.sqrt(12) * np.std(path, ddof=1)
    return [mean, vol, mean / vol, fall, mean / -fall, trades, paid, np.mean(ratios), len(path)]


def check(rows, cost, *settings):
    costs = np.broadcast_to(cost, len(rows))
    table = BACKTEST(rows[:, 0], rows[:, 1], rows[:, 2], cost, *settings)
    assert [row[0] for row in table[1:]] == list(NAMES)
    for row in table[1:]:
        assert row[1:] == pytest.approx(slow_row(row[0], rows, costs, *settings), rel=1e-9, abs=1e-12)
    for name, run in zip(NAMES, backtest(*rows.T, costs, *settings), strict=True):
        path, ratios, *_ = slow_walk(name, rows, costs, *settings)
        np.testing.assert_allclose(run.hedge_ratios, ratios, rtol=0, atol=1e-12)
        np.testing.assert_allclose(np.exp(np.cumsum(run.returns)), np.exp(np.cumsum(path)), rtol=1e-12)


def sample() -> np.ndarray:
    return np.array([(m.spx, m.usdjpy, m.usdjpy_ma200 or np.nan) for m in load_market()])


@pytest.mark.parametrize("settings", [
    (36, "none", 0.05, 0.0), (36, "ledoit-wolf", 0.05, 0.0003), (12, "none", 0.1, 0.001), (60, 0.4, 0.0, 0.0),
])  # fmt: skip
def test_the_real_market(settings):
    rows = sample()
    check(rows, 0.025, *settings)
    check(rows, np.linspace(0.06, -0.01, len(rows)), *settings)


@pytest.mark.parametrize("seed", range(6))
def test_random_markets(seed):
    rng = np.random.default_rng(seed)
    fx = 0.03 * rng.standard_t(4, 80)
    asset = rng.uniform(-0.5, 0.5) * fx + 0.04 * rng.standard_t(4, 80)
    prices = np.exp(np.column_stack([asset, fx]).cumsum(axis=0)) * [100, 150]
    rows = np.column_stack([prices, prices[:, 1] * rng.uniform(0.95, 1.05, 80)])
    check(rows, rng.uniform(-0.02, 0.06, 80), int(rng.integers(3, 40)), "ledoit-wolf", 0.05, 0.0005)
