"""Prints the table of ratios as Markdown: ``python tests/benchmarks/ratios.py``; ``--write`` puts it into the READMEs.

Both sides run in turns in this one process, and medians are compared, so that a busy machine burdens both.
"""

import os

os.environ.pop("OPENBLAS_CORETYPE", None)  # before numpy loads: the linear algebra is to be that of this machine

import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from typing import Any

import numpy as np
from cases import Case, all_cases, missing
from table import READMES, ROOT, Measured, header, placed, row

from hedge_xl.core.arrays import matrix
from hedge_xl.core.language import Text, same
from hedge_xl.core.sizing import hedge_units
from hedge_xl.functions import HEDGE_UNITS

IMPORTS = 11
IMPORT_LIMIT = 1.5
SHORTEST_TURN = 2e-3
CALLS = 1000
CALL_LIMIT = 15e-6
RANGES = {600: 60e-6, 10_000: 1e-3}
"""Rows of a range of two columns, and how long reading it may take."""
COMPARED = ("numpy", "pandas", "scikit-learn", "empyrical-reloaded", "bt", "vectorbt")


@dataclass(frozen=True)
class Line:
    """A row of the table that can be named without being measured."""

    name: Text
    other: Text
    measure: Callable[[], Measured]


def lines() -> list[Line]:
    """Every row of the table."""
    return [
        *(Line(case.name, case.other, partial(measure_case, case)) for case in all_cases()),
        Line(
            Text("ワークシート関数の呼び出し(スカラー)", "a scalar worksheet call"),
            Text("中の Python 関数", "the Python function inside"),
            measure_call,
        ),
        *(
            Line(
                Text(f"{height:,}×2 セルの範囲を読む", f"a range of {height:,} × 2 cells read"),
                same("–"),
                partial(measure_range, height),
            )
            for height in RANGES
        ),
        Line(same("`import hedge_xl.functions`"), same("`import numpy`"), measure_import),
    ]


def seconds(call: Callable[[], Any], times: int) -> float:
    """The time of one call, out of a row of them."""
    start = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - start) / times


def in_turns(runs: int, *calls: Callable[[], Any]) -> list[float]:
    """The median time of each call, all of them run in turns; a turn makes short calls until it has lasted a while."""
    rows = [max(1, int(SHORTEST_TURN / max(seconds(call, 1), seconds(call, 1)))) for call in calls]
    times = [[seconds(call, row) for call, row in zip(calls, rows, strict=True)] for _ in range(runs)]
    return [statistics.median(column) for column in zip(*times, strict=True)]


def shown(duration: float) -> str:
    """A time with its unit, three digits of it."""
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if duration >= size:
            return f"{duration / size:.3g} {unit}"
    return f"{duration / 1e-6:.3g} µs"


def speed(ratio: float) -> str:
    """A ratio of our time to theirs, as how many times as fast we are."""
    return f"{1 / ratio:,.0f}×" if ratio < 0.1 else f"{1 / ratio:.2g}×"


def compared(ours: float, theirs: float, limit: float) -> Measured:
    """Two times; `limit` is the largest ratio of ours to theirs."""
    ratio = ours / theirs
    return Measured(shown(ours), shown(theirs), speed(ratio), speed(limit), ratio <= limit)


def measure_case(case: Case) -> Measured:
    """Both sides of a case."""
    ours, theirs = in_turns(case.runs, case.ours, case.theirs)
    return compared(ours, theirs * case.scale, case.limit)


def measure_import() -> Measured:
    """How long the first formula waits, in fresh processes with compiled bytecode, as pip installs it."""

    def imported(module: str) -> float:
        code = f"import time; start = time.perf_counter(); import {module}; print(time.perf_counter() - start)"
        return float(subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True).stdout)

    with tempfile.TemporaryDirectory() as folder:
        env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        env |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": folder}
        modules = ("hedge_xl.functions", "numpy")
        times = [[imported(module) for module in modules] for _ in range(IMPORTS + 1)][1:]
    ours, numpy = (statistics.median(column) for column in zip(*times, strict=True))
    return compared(ours, numpy, IMPORT_LIMIT)


def measure_call() -> Measured:
    """What the way from a cell to the formula costs."""
    ours, bare = in_turns(
        51,
        lambda: [HEDGE_UNITS(75000.0, 0.8, 1000.0) for _ in range(CALLS)],
        lambda: [hedge_units(75000.0, 0.8, 1000.0) for _ in range(CALLS)],
    )
    added = (ours - bare) / CALLS
    times = (shown(ours / CALLS), shown(bare / CALLS), f"+{shown(added)}", f"+{shown(CALL_LIMIT)}")
    return Measured(*times, added <= CALL_LIMIT)


def measure_range(height: int) -> Measured:
    """How long it takes to read the cells of a range as a host sends them."""
    raw = tuple(map(tuple, np.random.default_rng(0).normal(size=(height, 2)).tolist()))
    (taken,) = in_turns(101, lambda: matrix(raw, "returns", gaps=True))
    return Measured(shown(taken), "–", "–", shown(RANGES[height]), taken <= RANGES[height])


def machine() -> Text:
    """What the table was made on."""
    versions = ", ".join(f"{name} {version(name)}" for name in COMPARED)
    place = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    cores = os.cpu_count()
    return Text(f"{place}, {cores}コア: {versions}", f"{place}, {cores} cores: {versions}")


def main() -> None:
    """Measures every row; prints the table and, with ``--write``, puts it into both READMEs."""
    if missing():
        sys.exit(f"not installed: {', '.join(missing())}")
    found = []
    print(f"{machine().en}\n\n{header('en')}")
    for each in lines():
        found.append((each.name, each.other, each.measure()))
        print(row(*found[-1], "en"), flush=True)
    if "--write" in sys.argv[1:]:
        for language, page in READMES.items():
            rows = "\n".join(row(*cells, language) for cells in found)
            block = f"{machine().of(language)}\n\n{header(language)}\n{rows}"
            page.write_text(placed(page.read_text(encoding="utf-8"), block), encoding="utf-8")


if __name__ == "__main__":
    main()
