"""Effective leverage and CLM: the numbers of article C and what a covariance must be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedge_xl.core.errors import CovarianceError
from hedge_xl.functions import CLM, EFF_LEV, NOMINAL_LEV


def cov_of(vols, corr):
    return np.asarray(corr) * np.outer(vols, vols)


MIXED = (100_000, 165_000, 20_000)
MIXED_COV = cov_of((0.007, 0.012, 0.015), [[1, -0.5, 0], [-0.5, 1, 0.25], [0, 0.25, 1]])
INDICES = (1.0, 1.0, 1.0)
INDEX_COV = cov_of((0.012, 0.012, 0.012), [[1, 0.9, 0.88], [0.9, 1, 0.95], [0.88, 0.95, 1]])


@pytest.mark.parametrize(
    ("exposures", "cov", "nominal", "clm", "effective"),
    [(MIXED, MIXED_COV, 3.2, 0.6198, 1.983), (INDICES, INDEX_COV, 3.0, 0.9695, 2.909)],
)
def test_worked_examples(exposures, cov, nominal, clm, effective):
    equity = sum(exposures) / nominal
    assert NOMINAL_LEV(exposures, equity) == pytest.approx(nominal)
    assert CLM(exposures, cov) == pytest.approx(clm, abs=5e-5)
    assert nominal * CLM(exposures, cov) == pytest.approx(effective, abs=6e-4)
    mean_vol = np.abs(exposures) @ np.sqrt(np.diag(cov)) / np.sum(exposures)
    assert EFF_LEV(exposures, cov, equity, 1, mean_vol) == pytest.approx(effective, abs=6e-4)
    assert CLM(exposures, cov, mean_vol) == pytest.approx(clm, abs=5e-5)


def test_the_literal_formula():
    w = np.array(MIXED)
    assert EFF_LEV(w, MIXED_COV, 89062.5, 10) == pytest.approx(np.sqrt(w @ MIXED_COV @ w) * np.sqrt(10) / 89062.5)


@given(st.lists(st.floats(-1e6, 1e6), min_size=4, max_size=4), st.integers(0, 1000), st.floats(0.1, 10))
def test_clm_is_at_most_one_and_blind_to_scale(exposures, seed, scale):
    returns = np.random.default_rng(seed).normal(size=(30, 4)) * 0.01
    cov = np.cov(returns.T)
    w = np.array(exposures)
    if np.abs(w).max() < 1:
        return
    assert 0 <= CLM(w, cov) <= 1
    assert CLM(scale * w, cov) == pytest.approx(CLM(w, cov), abs=1e-9)
    assert CLM(w, scale * cov) == pytest.approx(CLM(w, cov), abs=1e-9)
    assert EFF_LEV(scale * w, cov, scale * 1000) == pytest.approx(EFF_LEV(w, cov, 1000))
    assert EFF_LEV(-w, cov, 1000) == EFF_LEV(w, cov, 1000)


def test_all_moving_as_one_is_one_and_surplus_shows_against_a_reference():
    cov = cov_of((0.01, 0.02), np.ones((2, 2)))
    assert CLM([3, 4], cov) == pytest.approx(1)
    assert CLM([3, -4], cov) == pytest.approx(5 / 11)
    assert CLM([3, 4], cov, 0.01) > 1


def test_one_instrument_and_no_position():
    assert EFF_LEV(300, 0.0001, 100) == pytest.approx(0.03)
    assert EFF_LEV([0, 0], np.eye(2), 100) == 0
    assert NOMINAL_LEV([100, -200], 100) == 3


@pytest.mark.parametrize(
    ("cov", "reason"),
    [
        ([[1, 2, 3], [4, 5, 6]], "square"),
        ([[1, 0.5], [0.4, 1]], "symmetric"),
        ([[-1, 0], [0, 1]], "negative"),
        ([[1, 2], [2, 1]], "outside -1 to 1"),
        ([[0, 0.1], [0.1, 1]], "outside -1 to 1"),
        ([[1e-300, 1], [1, 1e-300]], "outside -1 to 1"),
        ([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]], "semi-definite"),
    ],
)
def test_what_is_no_covariance_is_refused(cov, reason):
    with pytest.raises(CovarianceError) as caught:
        EFF_LEV([1.0] * len(cov), cov, 1)
    assert reason in caught.value.message("en")


def test_a_singular_covariance_is_one():
    cov = cov_of((0.01, 0.02, 0.0), np.ones((3, 3)))
    assert CLM([1, 1, 1], cov) == pytest.approx(1)
    returns = np.random.default_rng(0).normal(size=(3, 6))
    assert EFF_LEV(np.ones(6), np.cov(returns.T), 1) >= 0
