"""Covariance matrices against scikit-learn and pandas, cutting to the cap against scipy's root finder."""

from importlib import import_module

import numpy as np
import pandas as pd
import pytest
from sklearn.covariance import empirical_covariance, ledoit_wolf, shrunk_covariance

from hedge_xl.functions import CORR_CLUSTERS, CORR_MATRIX, COV_FROM_CORR, COV_MATRIX, DELEVER, LEV_HEADROOM, MRC


def fat_tailed(seed: int, rows: int, width: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.standard_t(4, (rows, width)) @ rng.normal(size=(width, width)) * rng.uniform(0.001, 0.03, width)


@pytest.mark.parametrize("width", [1, 2, 3, 5, 12, 40])
@pytest.mark.parametrize("rows", [3, 12, 36, 250])
def test_shrunk_covariance_is_that_of_scikit_learn(rows, width):
    returns = fat_tailed(rows + width, rows, width)
    shape = (width, width)
    np.testing.assert_allclose(
        COV_MATRIX(returns, "ledoit-wolf"), ledoit_wolf(returns)[0].reshape(shape), rtol=1e-10, atol=1e-18
    )
    for intensity in (0, 0.3, 1):
        expected = shrunk_covariance(empirical_covariance(returns).reshape(shape), intensity)
        np.testing.assert_allclose(COV_MATRIX(returns, intensity), expected, rtol=1e-12, atol=1e-18)


@pytest.mark.parametrize("width", [2, 5, 12])
def test_plain_matrices_are_those_of_pandas(width):
    frame = pd.DataFrame(fat_tailed(width, 60, width))
    np.testing.assert_allclose(COV_MATRIX(frame), frame.cov(), rtol=1e-12, atol=1e-18)
    np.testing.assert_allclose(CORR_MATRIX(frame), frame.corr(), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("seed", range(20))
def test_baskets_are_scipys_connected_components(seed):
    graph = import_module("scipy.sparse.csgraph")
    corr = np.array(CORR_MATRIX(fat_tailed(seed, 30, 8)))
    _, labels = graph.connected_components(corr > 0.3, directed=False)
    ours = np.ravel(CORR_CLUSTERS(corr, 0.3))
    np.testing.assert_array_equal(ours[:, None] == ours, labels[:, None] == labels)


def multiple(w: np.ndarray, cov: np.ndarray) -> float:
    risk, sizes = np.sqrt(w @ cov @ w), np.abs(w)
    return sizes.sum() * risk / (sizes @ np.sqrt(np.diag(cov)))


@pytest.mark.parametrize("keep", [0.25, 0.5, 0.9])
def test_the_share_kept_of_a_basket_is_scipys_root(keep):
    optimize = import_module("scipy.optimize")
    cov = np.array(COV_FROM_CORR([0.01, 0.015, 0.007], [[1, 0.9, 0.2], [0.9, 1, 0.1], [0.2, 0.1, 1]]))
    w = np.array([100.0, 80.0, 60.0])
    equity = multiple(w * [keep, keep, 1], cov) / 2
    root = optimize.brentq(lambda f: multiple(w * [f, f, 1], cov) - 2 * equity, 0.0, 1.0)
    np.testing.assert_allclose(np.ravel(DELEVER(w, cov, equity)), w * [root, root, 1], rtol=1e-10)
    assert LEV_HEADROOM(w, cov, equity) == pytest.approx(2 * equity / multiple(w, cov), rel=1e-12)


def test_marginal_risk_is_the_gradient_of_risk():
    optimize = import_module("scipy.optimize")
    cov = np.cov(fat_tailed(1, 60, 4).T)
    w = np.array([100.0, -80.0, 60.0, 5.0])
    gradient = optimize.approx_fprime(w, lambda each: np.sqrt(each @ cov @ each), 1e-6)
    np.testing.assert_allclose([row[0] for row in MRC(w, cov)[1:]], gradient, rtol=1e-5, atol=1e-9)
