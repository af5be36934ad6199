"""Both sides of every case under pytest-benchmark: ``python -m pytest tests/benchmarks/speed.py``.

The file's name keeps it out of the default run. The ratios of one machine, as a table: ``tests/benchmarks/ratios.py``.
"""

from importlib.util import find_spec

import numpy as np
import pytest
from backtests import OTHERS, curves
from cases import all_cases

pytest.importorskip("pytest_benchmark", reason="the extra 'dev' is not installed")
CASES = [case for case in all_cases() if find_spec(case.library)]


@pytest.mark.parametrize("side", ["ours", "theirs"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_speed(benchmark, case, side):
    benchmark.group = case.title
    benchmark.extra_info["limit"] = case.limit
    benchmark.extra_info["scale"] = case.scale if side == "theirs" else 1.0
    benchmark.pedantic(getattr(case, side), rounds=min(case.runs, 15), warmup_rounds=1)


@pytest.mark.parametrize("name", [name for name in OTHERS if find_spec(name)])
def test_the_other_backtests_walk_our_curve(name):
    theirs, ours = OTHERS[name]()[0].to_numpy(), curves().to_numpy()
    np.testing.assert_allclose(theirs / theirs[0], ours / ours[0], rtol=1e-12, strict=True)
