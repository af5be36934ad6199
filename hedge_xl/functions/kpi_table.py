"""The rows of KPI_TABLE: its header in the language of the call, one row per series."""

from typing import Final

import numpy as np

from hedge_xl.core.checks import enough, positive
from hedge_xl.core.errors import ShapeError
from hedge_xl.core.language import Text, same
from hedge_xl.core.performance import kpis
from hedge_xl.functions.kinds import ReturnsBlock
from hedge_xl.functions.results import Block
from hedge_xl.functions.settings import current_language

HEADER: Final = (
    Text("系列(対数リターン)", "Series (log returns)"),
    Text("年率平均", "Ann. mean"),
    Text("年率ボラ", "Ann. volatility"),
    Text("シャープ", "Sharpe"),
    Text("最大DD", "Max drawdown"),
    same("Calmar"),
    Text("観測数", "Observations"),
    Text("年間期数", "Periods per year"),
)
_NAMELESS: Final = Text("系列{number}", "Series {number}")


def kpi_rows(block: ReturnsBlock, periods: float, labels: list[str] | None) -> Block:
    """Header and one row per column of the block; None where a ratio is undefined."""
    language = current_language()
    positive(periods, "periods")
    count = block.values.shape[1]
    if labels is not None and len(labels) != count:
        raise ShapeError(
            Text(f"{len(labels)} 個です。系列は {count} 個です", f"{len(labels)} came; there are {count} series"),
            "labels",
        )
    for column in block.values.T:
        enough(int(np.count_nonzero(~np.isnan(column))), 2, "returns_block")
    names = labels or block.headers or [""] * count
    rows: Block = [[words.of(language) for words in HEADER]]
    for number, (name, column) in enumerate(zip(names, block.values.T, strict=True), start=1):
        figures = kpis(column, periods)
        row = [None if figure != figure else figure for figure in figures]
        rows.append([name or _NAMELESS.format(number=number).of(language), *row, periods])
    return rows
