"""The rows of BACKTEST: one row per policy, empty where its average is missing or a ratio is undefined."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from hedge_xl.core.backtest import MONTHS, POLICIES, STRUCTURAL_H, Policy, PolicyRun
from hedge_xl.core.language import Text, same
from hedge_xl.core.performance import kpis
from hedge_xl.functions.kpi_table import HEADER as KPI_HEADER
from hedge_xl.functions.results import Block, Cell
from hedge_xl.functions.tables import table

HEADER: Final = (
    Text("方針", "Policy"),
    *KPI_HEADER[1:6],
    Text("売買回数", "Trades"),
    Text("総コスト", "Total cost"),
    Text("平均h", "Mean h"),
    Text("月数", "Months"),
)
NAMES: Final[Mapping[Policy, Text]] = MappingProxyType(
    {
        "unhedged": Text("未ヘッジ", "Unhedged"),
        "full": same("1:1"),
        "structural": same(f"{STRUCTURAL_H:g}"),
        "trend": Text(f"{STRUCTURAL_H:g}±トレンド", f"{STRUCTURAL_H:g} ± trend"),
        "minimum variance": same("h*"),
    }
)


def backtest_rows(runs: Sequence[PolicyRun]) -> Block:
    """Header and one row per policy, run or not."""
    figures = {run.policy: _figures(run) for run in runs}
    empty: list[Cell] = [None] * (len(HEADER) - 1)
    return table(HEADER, [[NAMES[policy], *figures.get(policy, empty)] for policy in POLICIES])


def _figures(run: PolicyRun) -> list[Cell]:
    *ratios, months = kpis(run.returns, MONTHS)
    known = [None if figure != figure else figure for figure in ratios]
    return [*known, run.trades, run.total_cost, float(run.hedge_ratios.mean()), months]
