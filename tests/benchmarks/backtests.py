"""BACKTEST against bt and vectorbt, when they are installed.

Neither knows a currency hedge, so each policy is handed to them as one security that earns the hedged return of every
month, its carry and trades paid: held with all the money, it must walk our equity curve. That leaves them less to do
than BACKTEST does, which estimates h*, decides and charges besides.
"""

import warnings
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from hedge_xl.core.backtest import backtest
from hedge_xl.functions import BACKTEST

MONTHS = 600
WINDOW = 36
START = 100.0
SETTINGS = (0.03, WINDOW, "none", 0.05, 0.0005)


@cache
def market() -> tuple[Any, Any, Any]:
    """Month ends of an asset, a currency and its average, with `MONTHS` months to test."""
    rng = np.random.default_rng(7)
    count = MONTHS + WINDOW + 1
    asset = 100 * np.exp(rng.normal(0.005, 0.04, count).cumsum())
    fx = 120 * np.exp(rng.normal(0, 0.025, count).cumsum())
    average = np.array([fx[max(0, row - 9) : row + 1].mean() for row in range(count)])
    return asset, fx, average


@cache
def curves() -> Any:
    """Our equity curves, one column per policy, beginning with the starting money."""
    import pandas as pd

    runs = backtest(*market(), *SETTINGS)
    dates = pd.date_range("1970-01-31", periods=MONTHS + 1, freq="ME")
    return pd.DataFrame({run.policy: START * np.exp(np.cumsum(np.r_[0.0, run.returns])) for run in runs}, index=dates)


def ours() -> Any:
    """Five policies with their KPIs."""
    return BACKTEST(*market(), *SETTINGS)


def by_bt() -> Any:
    """bt's equity curves; its statistics come with them."""
    import bt

    prices = curves()
    steps = (bt.algos.RunMonthly, bt.algos.SelectAll, bt.algos.WeighEqually, bt.algos.Rebalance)
    tests = [
        bt.Backtest(
            bt.Strategy(policy, [step() for step in steps]),
            prices[[policy]],
            integer_positions=False,
            progress_bar=False,
        )
        for policy in prices
    ]
    result = bt.run(*tests)
    return result.prices.iloc[-MONTHS - 1 :], result.stats


def by_vectorbt() -> Any:
    """vectorbt's equity curves and its statistics of each."""
    import vectorbt

    portfolio = vectorbt.Portfolio.from_orders(
        curves(), size=1.0, size_type="targetpercent", init_cash=START, freq="30D"
    )
    return portfolio.value(), portfolio.stats(agg_func=None)


def quietly(call: Callable[[], Any]) -> Callable[[], Any]:
    """The call without the warnings of libraries that have not caught up with pandas."""

    def quiet() -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return call()

    return quiet


OTHERS = {"bt": quietly(by_bt), "vectorbt": quietly(by_vectorbt)}
LIMITS = {"bt": 1 / 300, "vectorbt": 1 / 60}
