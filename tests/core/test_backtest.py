"""The backtest: no look into the future, costs where they fall, and rows that agree with the other functions."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedge_xl.core.backtest import Rules, backtest
from hedge_xl.core.errors import HedgeError
from hedge_xl.data import load_market
from hedge_xl.functions import ANN_MEAN, ANN_VOL, BACKTEST, CALMAR, HEDGED_RETURNS, MAX_DRAWDOWN, SHARPE, use_language

SEEDS = st.integers(0, 10_000)
NONE, FULL, STRUCTURAL, TREND, HSTAR_ROW = range(1, 6)
TRADES, COST, MEAN_H, MONTHS = 6, 7, 8, 9


def market(seed: int, months: int = 40) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    asset, fx = np.exp(rng.normal(0.004, 0.04, (2, months)).cumsum(axis=1)) * [[100], [150]]
    return asset, fx, fx * rng.uniform(0.95, 1.05, months)


def sample() -> tuple[list, list, list]:
    months = load_market()
    return [m.spx for m in months], [m.usdjpy for m in months], [m.usdjpy_ma200 for m in months]


def test_rows_agree_with_the_other_functions_on_the_real_market():
    asset, fx, average = sample()
    table = BACKTEST(asset, fx, average, 0.02)
    stocks, currency = np.diff(np.log(asset))[36:], np.diff(np.log(fx))[36:]
    for row, h in ((NONE, 0), (FULL, 1), (STRUCTURAL, 0.8)):
        returns = HEDGED_RETURNS(stocks, currency, h, 0.02 / 12)
        expected = [kpi(returns) for kpi in (ANN_MEAN, ANN_VOL, SHARPE, MAX_DRAWDOWN, CALMAR)]
        assert table[row][1:6] == pytest.approx(expected, rel=1e-9)
        assert table[row][MEAN_H:] == pytest.approx([h, 251])
        assert table[row][COST] == pytest.approx(0.02 * h * 251 / 12)
    assert [row[TRADES] for row in table[1:4]] == [0, 1, 1]


def test_what_the_real_market_says():
    """Every hedge cut volatility and drawdown; the figures are those of the sample data."""
    table = BACKTEST(*sample(), 0.02, 36, "ledoit-wolf", 0.05, 0.0002)
    volatility, fall = [row[2] for row in table[1:]], [row[4] for row in table[1:]]
    assert volatility == pytest.approx([0.1857, 0.1535, 0.1563, 0.1561, 0.1537], abs=5e-5)
    assert fall == pytest.approx([-0.6150, -0.5380, -0.5532, -0.5485, -0.5393], abs=5e-5)
    assert [row[TRADES] for row in table[1:]] == [0, 1, 1, 37, 19]


@given(SEEDS, st.integers(3, 20), st.integers(1, 15))
def test_the_future_changes_nothing(seed, window, cut):
    asset, fx, average = market(seed)
    other = [series.copy() for series in (asset, fx, average)]
    for series in other:
        series[-cut:] *= np.random.default_rng(seed + 1).uniform(0.5, 2, cut)
    known = 40 - window - 1 - cut
    settings = (0.03, window, "ledoit-wolf", 0.05, 0.001)
    for one, two in zip(backtest(asset, fx, average, *settings), backtest(*other, *settings), strict=True):
        np.testing.assert_allclose(one.hedge_ratios[: known + 1], two.hedge_ratios[: known + 1], atol=1e-11)
        np.testing.assert_allclose(one.returns[:known], two.returns[:known], atol=1e-11)


@given(SEEDS)
def test_a_month_end_changes_the_ratio_of_the_next_month_only(seed):
    asset, fx, average = market(seed)
    runs = backtest(asset, fx, average, 0.0, 12, "none", 0.0)
    changed = fx.copy()
    changed[-2] = average[-2] * 0.5
    *_, trend, hstar = backtest(asset, changed, average, 0.0, 12, "none", 0.0)
    assert trend.hedge_ratios[-1] == pytest.approx(0.9)
    assert trend.hedge_ratios[:-1] == pytest.approx(runs[3].hedge_ratios[:-1])
    assert hstar.hedge_ratios[:-1] == pytest.approx(runs[4].hedge_ratios[:-1], abs=1e-11)


@given(SEEDS, st.floats(0, 0.3))
def test_ratios_stay_in_range_and_change_by_the_threshold(seed, threshold):
    for run in backtest(*market(seed), 0.0, 6, "none", threshold):
        assert ((run.hedge_ratios >= 0) & (run.hedge_ratios <= 1)).all()
        steps = np.abs(np.diff(run.hedge_ratios))
        assert (steps[steps > 1e-12] >= threshold - 1e-9).all()
        assert run.trades == np.count_nonzero(steps > 1e-12) + (run.hedge_ratios[0] > 0)


@given(SEEDS, st.floats(0, 0.1), st.floats(0, 0.01))
def test_costs_come_off_the_returns_and_nothing_else_does(seed, annual, trade):
    free = backtest(*market(seed), 0.0, 12, "none", 0.05, 0.0)
    paid = backtest(*market(seed), annual, 12, "none", 0.05, trade)
    for before, after in zip(free, paid, strict=True):
        assert before.total_cost == 0
        assert after.trades == before.trades
        assert before.returns.sum() - after.returns.sum() == pytest.approx(after.total_cost, abs=1e-12)
        traded = np.abs(np.diff(after.hedge_ratios, prepend=0)).sum()
        assert after.total_cost == pytest.approx(annual / 12 * after.hedge_ratios.sum() + trade * traded, abs=1e-12)


@given(SEEDS, st.floats(0, 0.01))
def test_a_cost_of_trading_per_month_falls_on_the_changes_of_that_month(seed, trade):
    months = np.linspace(0.5, 1.5, 40) * trade
    free, paid = (backtest(*market(seed), 0.0, 12, "none", 0.05, k) for k in (0.0, months))
    for before, after in zip(free, paid, strict=True):
        changes = np.abs(np.diff(after.hedge_ratios, prepend=0))
        assert after.turnover == pytest.approx(changes.sum())
        assert after.costs == pytest.approx(months[13:] * changes, abs=1e-15)
        assert before.returns - after.returns == pytest.approx(after.costs, abs=1e-15)
        assert after.total_cost == pytest.approx(after.costs.sum(), abs=1e-15)


@pytest.mark.parametrize("trade_cost", [np.full(39, 0.001), np.full(40, -0.001), np.full(40, np.nan), -0.001, 2.0])
def test_a_cost_of_trading_that_does_not_fit_is_refused(trade_cost):
    with pytest.raises(HedgeError) as caught:
        backtest(*market(1), 0.0, 12, "none", 0.05, trade_cost)
    assert caught.value.argument == "trade_cost"


@given(SEEDS, st.floats(0, 1.2), st.floats(0, 0.5), st.floats(0, 2), st.floats(0, 2))
def test_rules_of_ones_own(seed, structural, step, one, two):
    low, high = sorted((one, two))
    asset, fx, average = market(seed)
    rules = Rules(structural, step, low, high)
    runs = {run.policy: run.hedge_ratios for run in backtest(asset, fx, average, 0.0, 12, "none", 0.0, 0.0, rules)}
    assert set(runs["structural"].tolist()) == {structural}
    wanted = structural + np.where(fx < average, step, -step)[12:-1]
    assert runs["trend"] == pytest.approx(np.clip(wanted, low, high))
    free = backtest(asset, fx, average, 0.0, 12, "none", 0.0, 0.0, Rules(cap=10.0, floor=-10.0))[-1].hedge_ratios
    assert runs["minimum variance"] == pytest.approx(np.clip(free, low, high))


@pytest.mark.parametrize(
    ("rules", "argument"),
    [
        (Rules(structural_h=80.0), "structural_h"),
        (Rules(trend_step=-0.1), "adjustment"),
        (Rules(floor=0.9, cap=0.7), "floor"),
        (Rules(cap=95.0), "cap"),
    ],
)
def test_rules_without_a_meaning_are_refused(rules, argument):
    with pytest.raises(HedgeError) as caught:
        backtest(*market(1), 0.0, 12, rules=rules)
    assert caught.value.argument == argument


def test_the_scale_of_prices_does_not_matter():
    asset, fx, average = market(1)
    assert np.ravel([row[1:] for row in BACKTEST(asset, fx, average, 0, 12)[1:]]) == pytest.approx(
        np.ravel([row[1:] for row in BACKTEST(asset * 40, fx / 100, average / 100, 0, 12)[1:]])
    )


def test_a_cost_per_month_is_that_of_the_month_it_ends():
    asset, fx, average = market(2, 8)
    cost = [5e-1, "", None, 0.2, 0.12, 0.24, 0.36, 0.48]
    table = BACKTEST(asset, fx, average, cost, 3)
    assert table[FULL][COST] == pytest.approx(0.01 + 0.02 + 0.03 + 0.04)
    assert table[NONE][COST] == 0


def test_without_an_average_the_trend_row_is_empty():
    asset, fx, average = market(3)
    with_average, without = BACKTEST(asset, fx, average, 0, 12), BACKTEST(asset, fx, None, 0, 12)
    assert without[TREND] == ["0.8±トレンド", *[None] * 9]
    assert [without[row] for row in (0, 1, 2, 3, 5)] == [with_average[row] for row in (0, 1, 2, 3, 5)]
    gaps = [None if month < 12 else value for month, value in enumerate(average.tolist())]
    assert BACKTEST(asset, fx, gaps, 0, 12) == with_average


def test_a_rising_market_has_no_drawdown_and_so_no_calmar():
    asset = [100 * math.exp(0.01 * month + 0.001 * (-1) ** month) for month in range(10)]
    table = BACKTEST(asset, [150 + month % 2 for month in range(10)], None, 0, 4)
    assert table[FULL][4:6] == [0.0, None]


def test_words_in_english():
    with use_language("en"):
        table = BACKTEST(*market(4))
    assert [row[0] for row in table] == ["Policy", "Unhedged", "1:1", "0.8", "0.8 ± trend", "h*"]
    assert table[0][6:] == ["Trades", "Total cost", "Mean h", "Months"]
