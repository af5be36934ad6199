"""The numbers of a backtest against the ledger, the function BACKTEST and pandas."""

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from backtest_cases import AS_LEDGER, EXACT, of, outcome
from scenarios import demo, policy
from sklearn.covariance import ledoit_wolf

from hedge_xl.core.backtest import POLICIES, backtest
from hedge_xl.data import load_market
from hedge_xl.functions import BACKTEST, HSTAR_BAND
from workbook.backtest.history import History, Period, needed_part, sample_history
from workbook.backtest.run import run_backtest
from workbook.backtest.settings import OPTIONS, Settings, settings_of
from workbook.backtest.words import METRICS
from workbook.ledger import LEDGER
from workbook.ledger.months import month_of
from workbook.twin import Model, n

WORDS = dict(zip(POLICIES, ("pol_none", "pol_full", "pol_struct", "pol_trend", "pol_hstar"), strict=True))


def test_defaults_are_the_ledgers() -> None:
    model = Model(LEDGER, demo("en"), "en")
    settings = settings_of({})
    assert settings.values() == {key: model.cell(key) for key in settings.values()}
    assert set(OPTIONS.values()) == set(settings.values())
    assert settings.annual_cost == model.cell("annual_cost")


@pytest.mark.parametrize("name", POLICIES)
def test_every_policy_equals_the_ledgers_pnl_sheet(name: str) -> None:
    """With the assumed cost in every month: a swap that was entered would replace it in the ledger."""
    inputs = demo("ja")
    policy(WORDS[name])(inputs, "ja")
    for row in inputs.tables["monthly"]:
        row["swap"] = None
    model = Model(LEDGER, inputs, "ja")
    found = outcome(AS_LEDGER, first=month_of(inputs.tables["monthly"][1]["month"]))
    assert len(found.months) == 35
    assert [month_of(value) for value in model.column("pnl", "month")[1:]] == list(found.months)
    assert month_of(model.value("pnl", 0, "month")) == found.decided[0]

    def column(key: str) -> list[float]:
        return [n(value) for value in model.column("pnl", key)[1:]]

    result = of(found, name)
    np.testing.assert_allclose(result.run.hedge_ratios, column("h"), **EXACT)
    np.testing.assert_allclose(result.run.returns, column("r_hedged"), **EXACT)
    np.testing.assert_allclose(result.wealth, column("w_hedged"), **EXACT)
    np.testing.assert_allclose(result.drawdown, column("dd_hedged"), **EXACT)
    np.testing.assert_allclose(of(found, "unhedged").run.returns, column("r_none"), **EXACT)
    np.testing.assert_allclose(of(found, "full").wealth, column("w_full"), **EXACT)
    kpis = [model.cell(f"kpi_{key}_policy") for key in ("mean", "vol", "sharpe", "dd", "calmar", "months")]
    assert list(result.figures.kpis) == pytest.approx(kpis, rel=1e-12, abs=1e-12)
    shrunk = [n(model.value("monthly", row, "h_shrunk")) for row in range(35)]
    np.testing.assert_allclose(found.estimates.shrunk, shrunk, **EXACT)


def test_measured_swaps_as_cost_of_each_month_give_the_demonstrations_pnl() -> None:
    model = Model(LEDGER, demo("en"), "en")
    history = needed_part(sample_history(), 36, Period(first=date(2020, 2, 29)))
    measured = np.zeros(history.spx.size)
    measured[37:] = [12 * n(value) for value in model.column("pnl", "c")[1:]]
    settings = settings_of({})
    runs = backtest(history.spx, history.usdjpy, history.averages, measured, 36, "ledoit-wolf", rules=settings.rules)
    np.testing.assert_allclose(runs[3].returns, [n(r) for r in model.column("pnl", "r_hedged")[1:]], **EXACT)


def test_the_same_rules_give_the_function_backtests_table() -> None:
    settings = replace(AS_LEDGER, h_floor=0.0, h_cap=1.0)
    found = outcome(settings)
    columns = zip(*((m.spx, m.usdjpy, m.usdjpy_ma200) for m in load_market()), strict=True)
    table = BACKTEST(*columns, settings.annual_cost, 36, "ledoit-wolf", 0.05)
    for row, result in zip(table[1:], found.results, strict=True):
        *kpis, months = result.figures.kpis
        assert row[1:6] == kpis
        assert row[6:] == [result.run.trades, result.run.total_cost, result.figures.mean_h, months]


def slow(settings: Settings) -> dict[str, pd.DataFrame]:
    """Every policy by pandas, month by month, from nothing but what was known."""
    market = pd.DataFrame(load_market()).set_index("month")
    r = np.log(market[["spx", "usdjpy"]]).diff()
    estimates = {}
    for end in range(settings.window, len(r)):
        cov = ledoit_wolf(r.iloc[end - settings.window + 1 : end + 1].to_numpy())[0]
        estimates[r.index[end]] = 1 + cov[0, 1] / cov[1, 1]
    gap = market["usdjpy"] - market["usdjpy_ma200"]
    wanted = pd.DataFrame({"minimum variance": pd.Series(estimates)})
    wanted["trend"] = settings.structural_h - settings.trend_step * np.sign(gap.loc[wanted.index])
    wanted = wanted.clip(settings.h_floor, settings.h_cap)
    wanted["unhedged"], wanted["full"], wanted["structural"] = 0.0, 1.0, settings.structural_h
    found = {}
    for name in wanted:
        held, path = math.nan, []
        for value in wanted[name]:
            held = value if not abs(value - held) < settings.policy_threshold - 1e-12 else held
            path.append(held)
        frame = pd.DataFrame({"h": pd.Series(path, wanted.index).shift(1)}).iloc[1:]
        change = frame["h"].diff().fillna(frame["h"]).abs()
        half_spread = settings.quoted_spread / 2 / market["usdjpy"].shift(1).loc[frame.index]
        frame["cost"] = settings.annual_cost / 12 * frame["h"] + half_spread * change
        stock, currency = (r[key].loc[frame.index] for key in ("spx", "usdjpy"))
        frame["r"] = stock + (1 - frame["h"]) * currency - frame["cost"]
        frame["changed"] = change
        found[name] = frame
    return found


@pytest.mark.parametrize("changes", [{}, {"window": 12, "policy_threshold": 0.02, "quoted_spread": 0.5, "h_cap": 1.2}])
def test_every_figure_equals_what_pandas_makes_of_the_history(changes: dict[str, float]) -> None:
    settings = settings_of({**settings_of({}).values(), **changes})
    found, expected = outcome(settings), slow(settings)
    for result in found.results:
        frame = expected[result.policy]
        assert list(frame.index) == list(found.months)
        for values, key in ((result.run.hedge_ratios, "h"), (result.run.returns, "r"), (result.run.costs, "cost")):
            np.testing.assert_allclose(values, frame[key], rtol=0, atol=1e-10)
        wealth = pd.concat([pd.Series([1.0]), np.exp(frame["r"].cumsum())])
        fall = (wealth / wealth.cummax() - 1).min()
        mean, vol = 12 * frame["r"].mean(), math.sqrt(12) * frame["r"].std()
        years = len(frame) / 12
        wanted = [mean, vol, fall, mean / vol, mean / -fall, frame["h"].mean()]
        wanted += [(frame["changed"] > 1e-12).sum(), frame["changed"].sum() / years, frame["cost"].sum() / years]
        assert [metric.value(result.figures) for metric in METRICS] == pytest.approx(wanted, rel=1e-8)
        rolling = frame["r"].rolling(12).std() * math.sqrt(12)
        np.testing.assert_allclose(result.volatility, rolling, rtol=1e-8)


def test_the_band_is_that_of_the_function_for_every_window() -> None:
    found = outcome(settings_of({}))
    r_spx, r_fx = (np.diff(np.log(prices)) for prices in (found.history.spx, found.history.usdjpy))
    for row in (0, 100, 250):
        band = HSTAR_BAND(r_spx[row : row + 36], r_fx[row : row + 36], None, 0.95, "foreign")[0]
        estimates = found.estimates
        assert [estimates.low[row], estimates.raw[row], estimates.high[row]] == pytest.approx(band[:3], rel=1e-12)


def test_the_future_changes_nothing_before_it() -> None:
    history, settings = sample_history(), settings_of({})
    other = replace(
        history,
        spx=np.concatenate((history.spx[:-12], history.spx[-12:] * 1.7)),
        usdjpy=np.concatenate((history.usdjpy[:-12], history.usdjpy[-12:] * 0.6)),
    )
    one, two = (run_backtest(needed_part(item, 36, Period()), settings) for item in (history, other))
    for first, second in zip(one.results, two.results, strict=True):
        np.testing.assert_allclose(first.run.returns[:-12], second.run.returns[:-12], **EXACT)
        np.testing.assert_allclose(first.run.hedge_ratios[:-11], second.run.hedge_ratios[:-11], **EXACT)


@pytest.mark.parametrize("last", [date(2010, 6, 30), date(2002, 3, 31)])
def test_an_earlier_end_changes_nothing_before_it(last: date) -> None:
    settings = settings_of({})
    whole, part = outcome(settings), outcome(settings, last=last)
    assert (part.months[0], part.months[-1]) == (date(2002, 2, 28), last)
    for one, two in zip(whole.results, part.results, strict=True):
        np.testing.assert_allclose(one.run.returns[: len(part.months)], two.run.returns, **EXACT)


def shortened(history: History, months: int) -> History:
    return history.part(0, months, history.averages, ())


def test_the_shortest_history_that_can_be_tested() -> None:
    settings = replace(settings_of({}), window=3)
    found = run_backtest(needed_part(shortened(sample_history(), 14), 3, Period(first=date(2000, 1, 31))), settings)
    assert len(found.months) == 2
