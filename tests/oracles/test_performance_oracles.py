"""KPIs against empyrical and pandas, hedged returns and risk against plain numpy."""

from importlib import import_module

import numpy as np
import pandas as pd
import pytest

from hedge_xl.functions import (
    ANN_MEAN,
    ANN_VOL,
    CALMAR,
    CLM,
    EFF_LEV,
    HEDGED_RETURNS,
    LOG_RETURNS,
    MAX_DRAWDOWN,
    SHARPE,
)


@pytest.fixture(scope="module")
def empyrical():
    return import_module("empyrical")


@pytest.fixture(params=range(10))
def returns(request):
    return np.random.default_rng(request.param).normal(0.004, 0.04, 120)


def test_drawdown_volatility_and_sharpe_are_those_of_empyrical(empyrical, returns):
    simple = np.expm1(returns)
    assert MAX_DRAWDOWN(returns) == pytest.approx(empyrical.max_drawdown(simple), rel=1e-9)
    assert ANN_VOL(returns) == pytest.approx(empyrical.annual_volatility(returns, annualization=12), rel=1e-12)
    assert ANN_VOL(returns, 252) == pytest.approx(empyrical.annual_volatility(returns), rel=1e-12)
    assert SHARPE(returns) == pytest.approx(empyrical.sharpe_ratio(returns, annualization=12), rel=1e-12)


def test_kpis_are_those_of_pandas(returns):
    series = pd.Series(returns)
    wealth = pd.concat([pd.Series([1.0]), np.exp(series.cumsum())])
    fall = (wealth / wealth.cummax() - 1).min()
    assert ANN_MEAN(returns) == pytest.approx(series.mean() * 12, rel=1e-12)
    assert ANN_VOL(returns) == pytest.approx(series.std() * 12**0.5, rel=1e-12)
    assert MAX_DRAWDOWN(returns) == pytest.approx(fall, rel=1e-12)
    assert CALMAR(returns) == pytest.approx(series.mean() * 12 / abs(fall), rel=1e-12)


def test_log_returns_are_those_of_pandas():
    prices = pd.Series(np.random.default_rng(1).uniform(90, 110, 50))
    expected = np.log(prices / prices.shift()).dropna()
    np.testing.assert_allclose(np.ravel(LOG_RETURNS(prices)), expected, rtol=1e-11, atol=1e-15)


def test_hedged_returns_are_the_articles_loop(returns):
    fx = returns[::-1] / 2
    h = np.linspace(0, 1, returns.size)
    cost = np.full(returns.size, 0.002)
    expected = [returns[t] + (1 - h[t]) * fx[t] - cost[t] * h[t] for t in range(returns.size)]
    np.testing.assert_allclose(np.ravel(HEDGED_RETURNS(returns, fx, h, cost)), expected, rtol=1e-12)


def test_portfolio_risk_is_the_volatility_of_the_portfolio():
    data = np.random.default_rng(4).normal(size=(250, 3)) @ np.diag([0.007, 0.012, 0.015])
    exposures = np.array([100_000, -165_000, 20_000.0])
    cov = np.cov(data.T)
    volatility = (data @ exposures).std(ddof=1)
    assert EFF_LEV(exposures, cov, 90_000) == pytest.approx(volatility / 90_000, rel=1e-12)
    assert CLM(exposures, cov) == pytest.approx(volatility / (np.abs(exposures) @ data.std(axis=0, ddof=1)), rel=1e-12)
