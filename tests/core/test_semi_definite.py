"""The quick proof that a matrix is positive semi-definite, against its eigenvalues."""

import numpy as np
import pytest

from hedge_xl.core.errors import CovarianceError
from hedge_xl.core.matrices import EIGENVALUE_TOLERANCE, check_covariance


def with_smallest_eigenvalue(smallest: float, size: int, seed: int) -> np.ndarray:
    """A symmetric matrix with ones on its diagonal and this smallest eigenvalue."""
    rng = np.random.default_rng(seed)
    corr = np.corrcoef(rng.normal(size=(size, 3)) @ rng.normal(size=(3, 400)) + rng.normal(size=(size, 400)))
    lowest = np.linalg.eigvalsh(corr)[0]
    shrunk = np.eye(size) + (corr - np.eye(size)) * ((1 - smallest) / (1 - lowest))
    np.testing.assert_allclose(np.linalg.eigvalsh(shrunk)[0], smallest, atol=1e-12)
    return shrunk


@pytest.mark.parametrize("size", [2, 5, 30])
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("share", [-100.0, -1.1, -0.9, -0.6, -0.4, 0.0, 1.0])
def test_accepted_down_to_the_tolerance_and_no_further(size, seed, share):
    """Between half the tolerance and all of it the factor fails and the eigenvalues decide."""
    corr = with_smallest_eigenvalue(share * EIGENVALUE_TOLERANCE * size, size, seed)
    corr = np.clip(corr, -1, 1) if size > 2 else corr
    scale = 10.0 ** np.random.default_rng(seed).uniform(-4, 2, size)
    cov = corr * np.outer(scale, scale)
    cov = (cov + cov.T) / 2
    if share < -1:
        with pytest.raises(CovarianceError):
            check_covariance(cov, "cov")
    elif size > 2:
        check_covariance(cov, "cov")


def test_a_risk_that_comes_out_positive_proves_nothing():
    """These correlations cannot hold together, though wᵀ Σ w is positive for these exposures."""
    cov = np.array([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])
    exposures = np.ones(3)
    assert exposures @ cov @ exposures > 0
    with pytest.raises(CovarianceError, match="半正定値"):
        check_covariance(cov, "cov")


def test_fewer_observations_than_instruments_still_make_a_covariance():
    for seed in range(5):
        returns = np.random.default_rng(seed).normal(0, 0.01, (40, 120))
        check_covariance(np.cov(returns.T), "cov")


def test_one_wrong_pair_in_a_large_matrix_is_found():
    cov = np.cov(np.random.default_rng(0).normal(size=(400, 200)).T)
    cov[17, 151] = cov[151, 17] = 0.99 * np.sqrt(cov[17, 17] * cov[151, 151])
    with pytest.raises(CovarianceError, match="半正定値"):
        check_covariance(cov, "cov")
