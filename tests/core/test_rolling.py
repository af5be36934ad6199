"""The quick rolling moments against windows taken one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.lib.stride_tricks import sliding_window_view

from hedge_xl.core import rolling
from hedge_xl.core.covariance import pair_moments
from hedge_xl.core.rolling import rolling_pair_moments, window_sums
from hedge_xl.functions import HSTAR, HSTAR_ROLLING


@given(st.integers(1, 70), st.integers(0, 40), st.integers(0, 100))
def test_window_sums_are_sums_of_windows(width, extra, seed):
    values = np.random.default_rng(seed).integers(-100, 100, (2, width + extra)).astype(float)
    np.testing.assert_array_equal(window_sums(values, width), sliding_window_view(values, width, axis=-1).sum(axis=-1))


@given(st.integers(3, 50), st.integers(0, 150), st.integers(0, 1000), st.floats(-8, 8))
def test_moments_are_those_of_each_window_unless_marked(width, extra, seed, level):
    rng = np.random.default_rng(seed)
    x, y = rng.standard_t(3, (2, width + extra)) * [[0.04], [0.03]] + level
    moments, doubtful = rolling_pair_moments(x, y, width)
    direct = pair_moments(sliding_window_view(x, width), sliding_window_view(y, width))
    sure = ~doubtful
    for quick, slow in zip(moments[:4], direct[:4], strict=True):
        assert quick.shape == slow.shape
        scale = direct.fourth if quick is moments.fourth else direct.var_x + direct.var_y
        np.testing.assert_array_less(np.abs(quick - slow)[sure], 1e-12 * scale[sure])


def test_stretches_join_without_a_seam(monkeypatch):
    data = np.random.default_rng(9).normal(0, 0.03, (2, 500))
    whole = rolling_pair_moments(*data, 36)
    monkeypatch.setattr(rolling, "_WINDOWS_AT_ONCE", 50)
    pieces = rolling_pair_moments(*data, 36)
    assert pieces.moments.cov.shape == (465,)
    for one, other in zip(whole.moments[:4], pieces.moments[:4], strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-10, atol=1e-18)


@pytest.mark.parametrize("shrinkage", ["none", "ledoit-wolf", 0.5])
@pytest.mark.parametrize("kind", ["jump", "step", "line", "still then moving", "tiny"])
def test_awkward_series_give_what_each_window_gives(kind, shrinkage):
    rng = np.random.default_rng(4)
    asset, fx = rng.normal(0, 0.03, (2, 300))
    if kind == "jump":
        fx[100] = asset[150] = 1e6
    elif kind == "step":
        fx[120:] += 1e4
        asset[130:] -= 1e4
    elif kind == "line":
        fx += np.arange(300.0)
    elif kind == "still then moving":
        fx[50:170] = 0.3
        fx[60] = 0.1 + 0.2
        fx[200:280] = 0.0
    else:
        fx *= 1e-12
    quick = HSTAR_ROLLING(asset, fx, 24, shrinkage)
    for end in range(24, 301):
        window = fx[end - 24 : end]
        if np.ptp(window) <= 1e-12 * np.abs(window).max():
            assert quick[end - 1] == [None]
        else:
            slow = HSTAR(asset[:end], fx[:end], 24, shrinkage)
            digits_in_the_data = 1e-8 if kind == "step" else 1e-10
            assert quick[end - 1][0] == pytest.approx(slow, rel=digits_in_the_data, abs=1e-12)
