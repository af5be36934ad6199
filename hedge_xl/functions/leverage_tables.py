"""The rows of MRC and INVERSE_PAIRS."""

from typing import Final

import numpy as np

from hedge_xl.core.arrays import FloatArray
from hedge_xl.core.baskets import inverse_pairs
from hedge_xl.core.language import Text
from hedge_xl.core.leverage import risk_contributions
from hedge_xl.functions.results import Block
from hedge_xl.functions.tables import table

CONTRIBUTIONS: Final = (
    Text("限界リスク", "Marginal"),
    Text("リスク寄与", "Contribution"),
    Text("寄与割合", "Share"),
)
PAIRS: Final = (Text("商品1", "First"), Text("商品2", "Second"), Text("相関", "Correlation"))


def contribution_rows(exposures: FloatArray, cov: FloatArray) -> Block:
    """Header and one row per position, in the order of the exposures."""
    return table(CONTRIBUTIONS, np.column_stack(risk_contributions(exposures, cov)).tolist())


def pair_rows(corr: FloatArray, threshold: float) -> Block:
    """Header and one row per inverse pair; the header alone when there is none."""
    return table(PAIRS, inverse_pairs(corr, threshold))
