"""h* against scikit-learn, numpy and pandas: code that shares nothing with ours."""

import numpy as np
import pandas as pd
import pytest
from sklearn.covariance import empirical_covariance, ledoit_wolf, shrunk_covariance

from hedge_xl.functions import HSTAR, HSTAR_ROLLING

WINDOWS = (3, 12, 36, 37, 60)


def fat_tailed(seed: int, months: int = 240) -> np.ndarray:
    """Monthly returns of an asset and a currency: a true slope of 0.8 and Student tails."""
    rng = np.random.default_rng(seed)
    fx = 0.025 * rng.standard_t(4, months)
    return np.column_stack([0.8 * fx + 0.04 * rng.standard_t(4, months), fx])


def slope(cov: np.ndarray) -> float:
    return cov[0, 1] / cov[1, 1]


@pytest.mark.parametrize("seed", range(20))
def test_plain_ratio_is_the_regression_slope(seed):
    data = fat_tailed(seed)
    assert HSTAR(data[:, 0], data[:, 1]) == pytest.approx(np.polyfit(data[:, 1], data[:, 0], 1)[0], rel=1e-10)
    assert HSTAR(data[:, 0], data[:, 1]) == pytest.approx(slope(np.cov(data.T)), rel=1e-12)
    correlation, deviations = np.corrcoef(data.T)[0, 1], data.std(axis=0, ddof=1)
    assert HSTAR(data[:, 0], data[:, 1]) == pytest.approx(correlation * deviations[0] / deviations[1], rel=1e-12)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("window", WINDOWS)
def test_ledoit_wolf_is_that_of_scikit_learn(seed, window):
    data = fat_tailed(seed)[:window]
    cov, _ = ledoit_wolf(data)
    assert HSTAR(data[:, 0], data[:, 1], None, "ledoit-wolf") == pytest.approx(slope(cov), rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("intensity", [0, 0.1, 0.5, 0.9, 1])
def test_a_fixed_intensity_is_scikit_learns_shrunk_covariance(intensity):
    data = fat_tailed(7)
    cov = shrunk_covariance(empirical_covariance(data), intensity)
    assert HSTAR(data[:, 0], data[:, 1], None, intensity) == pytest.approx(slope(cov), rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize(("shrinkage", "fit"), [
    ("none", empirical_covariance),
    ("ledoit-wolf", lambda data: ledoit_wolf(data)[0]),
    (0.3, lambda data: shrunk_covariance(empirical_covariance(data), 0.3)),
])  # fmt: skip
def test_every_rolling_window_is_that_of_scikit_learn(window, shrinkage, fit):
    data = fat_tailed(11)
    rolling = HSTAR_ROLLING(data[:, 0], data[:, 1], window, shrinkage)
    for end in range(window, len(data) + 1):
        assert rolling[end - 1][0] == pytest.approx(slope(fit(data[end - window : end])), rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("window", [12, 36, 250])
def test_rolling_on_price_levels_is_that_of_scikit_learn(window):
    """Levels far from 0 and trending: where running sums lose their digits."""
    rng = np.random.default_rng(5)
    levels = np.column_stack([4000 + rng.normal(2, 30, 700).cumsum(), 150 + rng.normal(0, 0.9, 700).cumsum()])
    rolling = HSTAR_ROLLING(levels[:, 0], levels[:, 1], window, "ledoit-wolf")
    for end in range(window, len(levels) + 1):
        cov, _ = ledoit_wolf(levels[end - window : end])
        assert rolling[end - 1][0] == pytest.approx(slope(cov), rel=1e-9, abs=1e-9)


def test_rolling_over_a_long_calm_after_a_storm():
    """One wild stretch must not leave noise in the calm windows that follow it."""
    data = fat_tailed(3, 2000)
    data[400:420] *= 1e4
    rolling = HSTAR_ROLLING(data[:, 0], data[:, 1], 36, "ledoit-wolf")
    for end in (*range(390, 470), *range(1000, 2001, 97)):
        cov, _ = ledoit_wolf(data[end - 36 : end])
        assert rolling[end - 1][0] == pytest.approx(slope(cov), rel=1e-11, abs=1e-13)


def test_rolling_is_that_of_pandas():
    frame = pd.DataFrame(fat_tailed(2), columns=["asset", "fx"])
    expected = frame["asset"].rolling(36).cov(frame["fx"]) / frame["fx"].rolling(36).var()
    rolling = [row[0] for row in HSTAR_ROLLING(frame["asset"], frame["fx"], 36)]
    np.testing.assert_allclose(np.array(rolling, dtype=float), expected, rtol=1e-9)


@pytest.mark.parametrize(("window", "median", "zeros"), [(36, 0.82, 0.005), (12, 0.61, 0.05)])
def test_what_shrinkage_does_to_the_ratio(window, median, zeros):
    """It pulls the ratio towards 0, at times all the way: slope 0.8, Student tails (5), residual half the currency."""
    rng = np.random.default_rng(0)
    fx = rng.standard_t(5, 4000 * window) * 0.02
    asset = 0.8 * fx + rng.standard_t(5, fx.size) * 0.01
    plain = np.array([row[0] for row in HSTAR_ROLLING(asset, fx, window)[window - 1 :: window]])
    shrunk = np.array([row[0] for row in HSTAR_ROLLING(asset, fx, window, "ledoit-wolf")[window - 1 :: window]])
    assert np.median(shrunk / plain) == pytest.approx(median, abs=0.02)
    assert np.mean(shrunk == 0) == pytest.approx(zeros, abs=0.01)
