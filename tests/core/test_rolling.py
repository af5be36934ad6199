"""The quick rolling figures and the exact ones: both must give what each window gives when taken alone."""

import threading
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.lib.stride_tricks import sliding_window_view

from hedge_xl.core import rolling
from hedge_xl.core.covariance import ledoit_wolf_intensity, pair_moments, regression_slope
from hedge_xl.core.rolling import exact_figures, quick_moments, rolling_figures, window_sums
from hedge_xl.functions import HSTAR, HSTAR_ROLLING


def quick(x, y, width, figure):
    return rolling_figures(x, y, width, figure, both_move=False)


def exact(x, y, width, figure):
    return exact_figures(x, y, width, figure, np.arange(x.size - width + 1), both_move=False)


@pytest.fixture(params=[quick, exact], ids=["quick", "exact"])
def figures(request):
    return request.param


@given(st.integers(1, 70), st.integers(0, 40), st.integers(0, 100))
def test_window_sums_are_sums_of_windows(width, extra, seed):
    values = np.random.default_rng(seed).integers(-100, 100, width + extra).astype(float)
    expected = sliding_window_view(values, width).sum(axis=-1)
    spare, total = np.full((2, values.size), np.nan)
    np.testing.assert_array_equal(window_sums(values.copy(), width, spare, total), expected)


def test_series_laid_end_to_end_keep_to_themselves():
    block = np.random.default_rng(0).integers(-9, 9, (8, 50)).astype(float)
    total = np.empty((8, 50))
    window_sums(block.copy().ravel(), 36, np.empty(400), total.ravel())
    np.testing.assert_array_equal(total[:, :15], sliding_window_view(block, 36, axis=1).sum(axis=-1))


@given(st.integers(3, 50), st.integers(0, 150), st.integers(0, 1000), st.floats(-8, 8))
def test_moments_are_those_of_each_window_unless_marked(width, extra, seed, level):
    rng = np.random.default_rng(seed)
    x, y = rng.standard_t(3, (2, width + extra)) * [[0.04], [0.03]] + level
    moments, doubtful = quick_moments(x, y, width)
    direct = pair_moments(sliding_window_view(x, width), sliding_window_view(y, width))
    sure = np.setdiff1d(np.arange(extra + 1), doubtful)
    for fast, slow in zip(moments[:4], direct[:4], strict=True):
        assert fast.shape == slow.shape
        scale = direct.fourth if slow is direct.fourth else direct.var_x + direct.var_y
        np.testing.assert_array_less(np.abs(fast - slow)[sure], 1e-12 * scale[sure])


@pytest.mark.parametrize("shrinkage", ["none", "ledoit-wolf", 0.5])
@pytest.mark.parametrize("width", [3, 31, 36, 64])
def test_every_window_alone(figures, width, shrinkage):
    x, y = np.random.default_rng(1).standard_t(4, (2, 400)) * [[0.04], [0.025]]
    slope = partial(regression_slope, shrinkage=shrinkage)
    rolled = figures(x, y, width, slope)
    assert rolled.shape == (401 - width,)
    for start, value in enumerate(rolled):
        alone = slope(pair_moments(x[start : start + width], y[start : start + width]))
        assert value == pytest.approx(float(alone), rel=1e-12, abs=1e-14)


def test_what_must_move(figures):
    x, y = np.random.default_rng(2).normal(size=(2, 60))
    x[5:20] = 0.1
    y[30:45] = 0.1
    rolled = figures(x, y, 10, lambda moments: moments.var_x + moments.var_y)
    assert np.flatnonzero(np.isnan(rolled)).tolist() == [30, 31, 32, 33, 34, 35]
    both = rolling_figures(x, y, 10, lambda moments: moments.var_x, both_move=True)
    assert np.flatnonzero(np.isnan(both)).tolist() == [*range(5, 11), *range(30, 36)]


@pytest.mark.parametrize("length", [36, 85, 86, 500])
def test_stretches_join_without_a_seam(monkeypatch, length):
    x, y = np.random.default_rng(9).normal(0, 0.03, (2, length))
    whole = quick(x, y, 36, lambda moments: moments.cov)
    monkeypatch.setattr(rolling, "_WINDOWS_AT_ONCE", 50)
    monkeypatch.setattr(rolling, "_EXACT_AT_ONCE", 7)
    for figures in (quick, exact):
        np.testing.assert_allclose(
            figures(x, y, 36, lambda moments: moments.cov), whole, rtol=1e-10, atol=1e-18, strict=True
        )


def test_a_window_longer_than_the_kept_memory():
    width = 2 * rolling._KEPT_ROWS
    x, y = np.random.default_rng(3).normal(0, 0.03, (2, width + 2))
    slope = partial(regression_slope, shrinkage="ledoit-wolf")
    np.testing.assert_allclose(quick(x, y, width, slope), exact(x, y, width, slope), rtol=1e-11)


def test_threads_do_not_share_their_memory():
    data = np.random.default_rng(4).normal(0, 0.03, (6, 2, 3000))
    slope = partial(regression_slope, shrinkage="ledoit-wolf")
    expected = [quick(x, y, 36, slope) for x, y in data]
    found = [[] for _ in data]

    def work(k):
        for _ in range(20):
            found[k].append(quick(*data[k], 36, slope))

    threads = [threading.Thread(target=work, args=(k,)) for k in range(len(data))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for k, results in enumerate(found):
        assert len(results) == 20
        for result in results:
            np.testing.assert_array_equal(result, expected[k])


def test_nothing_to_shrink_is_not_shrunk():
    round_cloud = pair_moments(np.array([1.0, -1.0, 0.0, 0.0]), np.array([0.0, 0.0, 1.0, -1.0]))
    assert ledoit_wolf_intensity(round_cloud) == 0
    assert regression_slope(round_cloud, "ledoit-wolf") == 0


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
    rolled = HSTAR_ROLLING(asset, fx, 24, shrinkage)
    for end in range(24, 301):
        window = fx[end - 24 : end]
        if np.ptp(window) <= 1e-12 * np.abs(window).max():
            assert rolled[end - 1] == [None]
        else:
            slow = HSTAR(asset[:end], fx[:end], 24, shrinkage)
            digits_in_the_data = 1e-8 if kind == "step" else 1e-10
            assert rolled[end - 1][0] == pytest.approx(slow, rel=digits_in_the_data, abs=1e-12)
