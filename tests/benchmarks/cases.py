"""What is compared with what: one case holds our call, the other side's, and how far apart they should be.

"core" is the numpy function, arrays in and out; a name in capitals is the worksheet function, which also reads its
arguments as Excel sends them and gives back rows of plain Python values. Names stand in the READMEs, as Markdown.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np
from backtests import LIMITS, MONTHS, OTHERS, ours

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.hedge import rolling_minimum_variance_ratio
from hedge_xl.core.language import Text, same
from hedge_xl.core.performance import kpis
from hedge_xl.functions import CATALOGUE, EFF_LEV, HSTAR_ROLLING, KPI_TABLE

WINDOW = 36
SAMPLED_WINDOWS = 100
Call = Callable[[], Any]

PANDAS = Text("pandas の rolling(縮小なし)", "pandas rolling, no shrinkage")
LOOP = Text("scikit-learn を窓ごとに(推計)", "scikit-learn, window by window (estimated)")
EMPYRICAL = same("empyrical-reloaded")
PRODUCT, EIGENVALUES = same("`C @ w`"), same("`eigvalsh(C)`")


@dataclass(frozen=True)
class Case:
    """Two calls that do the same work; `limit` is the largest ratio of our time to theirs."""

    name: Text
    other: Text
    ours: Call
    theirs: Call
    limit: float
    runs: int
    scale: float = 1.0
    """Their time counts this often: a loop is timed on a part of its windows."""
    library: str = "numpy"
    """What must be installed for the other side."""

    @property
    def title(self) -> str:
        """Both sides in one line."""
        return f"{self.name.en} - {self.other.en}"


def sized(name: Text, rows: int) -> Text:
    """A name with the length of the series."""
    return Text(f"{name.ja}、{rows:,}行", f"{name.en}, {rows:,} rows")


def returns(rows: int) -> tuple[FloatArray, FloatArray]:
    """Fat-tailed returns of an asset and a currency."""
    rng = np.random.default_rng(rows)
    fx = 0.025 * rng.standard_t(4, rows)
    return 0.8 * fx + 0.04 * rng.standard_t(4, rows), fx


def rolling_cases() -> Iterator[Case]:
    """HSTAR_ROLLING with Ledoit-Wolf against pandas without shrinkage, and against a loop over scikit-learn."""
    import pandas as pd
    from sklearn.covariance import ledoit_wolf

    for rows, runs, by_pandas, by_loop in ((600, 51, 0.3, 2000), (5_000, 51, 0.5, 7000), (100_000, 15, 1.3, 6500)):
        asset, fx = returns(rows)
        pairs = np.column_stack([asset, fx])

        def core(asset: FloatArray = asset, fx: FloatArray = fx) -> FloatArray:
            return rolling_minimum_variance_ratio(asset, fx, WINDOW, "ledoit-wolf")

        def worksheet(asset: FloatArray = asset, fx: FloatArray = fx) -> Any:
            return HSTAR_ROLLING(asset, fx, WINDOW, "ledoit-wolf")

        series = pd.Series(asset), pd.Series(fx)  # made once, outside the timing

        def pandas(asset: Any = series[0], fx: Any = series[1]) -> Any:
            return asset.rolling(WINDOW).cov(fx) / fx.rolling(WINDOW).var()

        def loop(pairs: FloatArray = pairs) -> None:
            for start in range(SAMPLED_WINDOWS):
                cov, _ = ledoit_wolf(pairs[start : start + WINDOW])
                cov[0, 1] / cov[1, 1]

        scale = (rows - WINDOW + 1) / SAMPLED_WINDOWS
        for name, call in (
            (sized(Text("移動窓の h\\*(core)", "rolling h\\*, core"), rows), core),
            (sized(same("HSTAR_ROLLING"), rows), worksheet),
        ):
            yield Case(name, PANDAS, call, pandas, by_pandas, runs)
            yield Case(name, LOOP, call, loop, 1 / by_loop, 15, scale)


def kpi_cases() -> Iterator[Case]:
    """The five figures of one return series."""
    import empyrical

    for rows, runs, limit in ((600, 51, 0.3), (100_000, 31, 0.5)):
        series = returns(rows)[0] / 10

        def theirs(series: FloatArray = series) -> tuple[Any, ...]:
            return (
                empyrical.annual_return(series, annualization=12),
                empyrical.annual_volatility(series, annualization=12),
                empyrical.sharpe_ratio(series, annualization=12),
                empyrical.max_drawdown(series),
                empyrical.calmar_ratio(series, annualization=12),
            )

        core_name, worksheet_name = sized(Text("KPI一式(core)", "KPIs, core"), rows), sized(same("KPI_TABLE"), rows)
        yield Case(core_name, EMPYRICAL, lambda s=series: kpis(s), theirs, limit, runs)
        yield Case(worksheet_name, EMPYRICAL, lambda s=series: KPI_TABLE(s), theirs, limit, runs)


def leverage_cases() -> Iterator[Case]:
    """Risk from a large covariance: the product alone, and what the check of the matrix costs besides."""
    rng = np.random.default_rng(1)
    cov = np.cov(rng.normal(0, 0.01, (1500, 1000)).T)
    exposures = rng.normal(0, 1e5, 1000)

    def product() -> FloatArray:
        return cov @ exposures

    def eigenvalues() -> FloatArray:
        return np.linalg.eigvalsh(cov)

    def eff_lev() -> float:
        return float(EFF_LEV(exposures, cov, 1e6))

    def mrc() -> Any:
        return CATALOGUE["MRC"].call(exposures, cov)

    size = Text("1,000×1,000、行列の検査を含む", "1,000 × 1,000, matrix checked")
    eff_lev_name, mrc_name = (Text(f"{name}、{size.ja}", f"{name}, {size.en}") for name in ("EFF_LEV", "MRC"))
    yield Case(eff_lev_name, PRODUCT, eff_lev, product, 1.2, 9)
    yield Case(mrc_name, PRODUCT, mrc, product, 1.2, 9)
    yield Case(eff_lev_name, EIGENVALUES, eff_lev, eigenvalues, 1.0, 9)


def backtest_cases() -> Iterator[Case]:
    """Five policies with their KPIs; the other libraries are given the hedged returns."""
    name = Text(f"BACKTEST、5方針、{MONTHS}か月", f"BACKTEST, five policies, {MONTHS} months")
    for library, call in OTHERS.items():
        yield Case(name, same(library), ours, call, LIMITS[library], 7, library=library)


def all_cases() -> list[Case]:
    """Every case, whether its other side is installed or not."""
    return [*rolling_cases(), *kpi_cases(), *leverage_cases(), *backtest_cases()]


def missing() -> list[str]:
    """The libraries that must be installed for all cases, and are not."""
    return sorted({case.library for case in all_cases() if find_spec(case.library) is None})
