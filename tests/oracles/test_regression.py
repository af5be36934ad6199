"""The band of h*, beta and rolling correlation against statsmodels, scipy and pandas."""

from importlib import import_module

import numpy as np
import pandas as pd
import pytest

from hedge_xl.core.student import t_quantile
from hedge_xl.functions import BETA, DYNAMIC_HEDGE_RATIO, HSTAR_BAND, ROLLING_CORREL


@pytest.fixture(scope="module")
def ols():
    api = import_module("statsmodels.api")
    return lambda y, x: api.OLS(y, api.add_constant(x)).fit()


@pytest.fixture(scope="module")
def student():
    return import_module("scipy.stats").t


def fat_tailed(seed: int, months: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    fx = 0.025 * rng.standard_t(4, months)
    return 0.8 * fx + 0.04 * rng.standard_t(4, months), fx


@pytest.mark.parametrize("dof", [*range(1, 40), 100, 998, 999, 1000, 1001, 20_000])
@pytest.mark.parametrize("confidence", [0.01, 0.5, 0.9, 0.95, 0.99, 0.9999])
def test_the_t_quantile_is_that_of_scipy(student, confidence, dof):
    assert t_quantile(confidence, dof) == pytest.approx(student.ppf((1 + confidence) / 2, dof), rel=1e-10)


@pytest.mark.parametrize("months", [3, 4, 12, 36, 37, 1200])
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.999])
@pytest.mark.parametrize("currency", ["home", "foreign"])
def test_the_band_is_that_of_statsmodels(ols, months, confidence, currency):
    asset, fx = fat_tailed(months, months)
    fit = ols(asset + fx if currency == "foreign" else asset, fx)
    low, high = fit.conf_int(1 - confidence)[1]
    ((our_low, ratio, our_high, r_squared),) = HSTAR_BAND(asset, fx, None, confidence, currency)
    assert ratio == pytest.approx(fit.params[1], rel=1e-9)
    assert (our_low, our_high) == pytest.approx((low, high), rel=1e-8, abs=1e-10)
    assert r_squared == pytest.approx(fit.rsquared, rel=1e-8)


def test_the_band_of_a_window_is_that_of_its_rows(ols):
    asset, fx = fat_tailed(7, 120)
    fit = ols(asset[-36:], fx[-36:])
    assert HSTAR_BAND(asset, fx, 36)[0][:3:2] == pytest.approx(fit.conf_int()[1], rel=1e-9)


def test_beta_and_the_dynamic_ratio_are_least_squares(ols):
    asset, fx = fat_tailed(3, 250)
    expected = ols(asset, fx).params[1]
    assert BETA(asset, fx) == pytest.approx(expected, rel=1e-10)
    assert DYNAMIC_HEDGE_RATIO(asset, fx) == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("window", [3, 30, 90])
def test_rolling_correlation_is_that_of_pandas(window):
    frame = pd.DataFrame(dict(zip("xy", fat_tailed(5, 400), strict=True)))
    expected = frame["x"].rolling(window).corr(frame["y"])
    found = np.array(ROLLING_CORREL(frame["x"], frame["y"], window), dtype=float).ravel()
    np.testing.assert_allclose(found, expected, rtol=1e-8, atol=1e-8)


def test_rolling_correlation_of_price_levels_is_that_of_each_window():
    rng = np.random.default_rng(5)
    x, y = 4000 + rng.normal(2, 30, 500).cumsum(), 150 + rng.normal(0, 0.9, 500).cumsum()
    found = ROLLING_CORREL(x, y, 60)
    for end in range(60, 501):
        expected = np.corrcoef(x[end - 60 : end], y[end - 60 : end])[0, 1]
        assert found[end - 1][0] == pytest.approx(expected, rel=1e-9, abs=1e-9)
