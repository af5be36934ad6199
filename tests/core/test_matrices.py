"""Covariance and correlation matrices, baskets and inverse pairs: what must always hold, and article C's pairs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedge_xl.functions import CLM, CORR_CLUSTERS, CORR_MATRIX, COV_FROM_CORR, COV_MATRIX, INVERSE_PAIRS, use_language

SEEDS = st.integers(0, 10_000)
WIDTHS = st.integers(1, 6)
SHRINKAGES = st.sampled_from(["none", "ledoit-wolf", 0, 0.3, 1])

INDICES = [[1, 0.9, 0.88], [0.9, 1, 0.95], [0.88, 0.95, 1]]
MIXED = [[1, -0.5, 0], [-0.5, 1, 0.25], [0, 0.25, 1]]


def block(seed: int, width: int, rows: int = 40) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.standard_t(5, (rows, width)) @ rng.normal(size=(width, width)) * 0.01


@given(SEEDS, WIDTHS)
def test_the_covariance_is_made_of_volatilities_and_correlations(seed, width):
    returns = block(seed, width)
    vols = returns.std(axis=0, ddof=1)
    np.testing.assert_allclose(COV_FROM_CORR(vols, CORR_MATRIX(returns)), COV_MATRIX(returns), rtol=1e-9, atol=1e-18)


@given(SEEDS, WIDTHS, SHRINKAGES, st.floats(0.1, 10))
def test_matrices_are_symmetric_scale_and_can_be_used(seed, width, shrinkage, scale):
    returns = block(seed, width)
    cov = np.array(COV_MATRIX(returns, shrinkage))
    np.testing.assert_array_equal(cov, cov.T)
    np.testing.assert_allclose(COV_MATRIX(scale * returns + 0.5, shrinkage), scale**2 * cov, rtol=1e-7, atol=1e-16)
    assert 0 <= CLM(np.ones(width), cov) <= 1
    corr = np.array(CORR_MATRIX(returns))
    np.testing.assert_array_equal(np.diag(corr), 1.0)
    assert (np.abs(corr) <= 1).all()
    np.testing.assert_allclose(CORR_MATRIX(scale * returns), corr, atol=1e-12)
    np.testing.assert_allclose(CORR_MATRIX(-returns), corr, atol=1e-12)


@given(SEEDS, WIDTHS, st.floats(0, 1))
def test_shrinkage_keeps_the_total_variance_and_shrinks_the_rest(seed, width, intensity):
    returns = block(seed, width)
    plain, shrunk = np.array(COV_MATRIX(returns, 0)), np.array(COV_MATRIX(returns, intensity))
    assert np.trace(shrunk) == pytest.approx(np.trace(plain))
    off = ~np.eye(width, dtype=bool)
    np.testing.assert_allclose(shrunk[off], (1 - intensity) * plain[off], rtol=1e-12)
    np.testing.assert_allclose(plain * 40 / 39, COV_MATRIX(returns), rtol=1e-12)


def test_a_row_with_a_blank_is_left_out_and_a_header_too():
    returns = block(3, 3)
    cells = [["USDJPY", "GOLD", "NAS100"], *returns.tolist()]
    cells[5][1] = None
    cells[9][2] = "n/a"
    kept = np.delete(returns, (4, 8), axis=0)
    assert CORR_MATRIX(cells) == CORR_MATRIX(kept)
    assert COV_MATRIX(cells, "ledoit-wolf") == COV_MATRIX(kept, "ledoit-wolf")


def test_one_series():
    assert CORR_MATRIX([0.01, 0.02, -0.01]) == [[1.0]]
    assert COV_MATRIX([0.0, 0.02, 0.04]) == [[pytest.approx(0.0004)]]


def test_baskets_of_the_article():
    assert CORR_CLUSTERS(INDICES) == [[1], [1], [1]]
    assert CORR_CLUSTERS(MIXED) == [[1], [2], [3]]
    assert CORR_CLUSTERS(INDICES, 0.9) == [[1], [2], [2]]
    assert CORR_CLUSTERS([[1, 0.75], [0.75, 1]]) == [[1], [2]]
    assert CORR_CLUSTERS([[1, 0.7501], [0.7501, 1]]) == [[1], [1]]
    chain = [[1, 0.2, 0.8], [0.2, 1, 0.1], [0.8, 0.1, 1]]
    assert CORR_CLUSTERS(chain) == [[1], [2], [1]]
    linked = [[1, 0.8, 0.4], [0.8, 1, 0.8], [0.4, 0.8, 1]]
    assert CORR_CLUSTERS(linked) == [[1], [1], [1]]


@given(SEEDS, st.integers(2, 7), st.floats(0, 1))
def test_baskets_do_not_depend_on_the_order(seed, width, threshold):
    corr = np.array(CORR_MATRIX(block(seed, width)))
    order = np.random.default_rng(seed).permutation(width)
    one, other = (
        np.ravel(CORR_CLUSTERS(corr, threshold)),
        np.ravel(CORR_CLUSTERS(corr[np.ix_(order, order)], threshold)),
    )
    np.testing.assert_array_equal(one[order][:, None] == one[order], other[:, None] == other)
    assert one[0] == 1
    apart = one[:, None] != one
    assert (corr[apart] <= threshold + 1e-9).all()


def test_inverse_pairs_of_the_article():
    assert INVERSE_PAIRS(MIXED)[1:] == [[1, 2, -0.5]]
    assert INVERSE_PAIRS(MIXED, -0.6) == [["商品1", "商品2", "相関"]]
    assert INVERSE_PAIRS([[1, 0.1 - 0.6], [0.1 - 0.6, 1]])[1:] == [[1, 2, -0.5]]
    with use_language("en"):
        assert INVERSE_PAIRS(INDICES) == [["First", "Second", "Correlation"]]
