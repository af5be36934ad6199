"""The worksheet functions, callable from Python under their Excel names."""

from hedge_xl.functions.about import HX_VERSION
from hedge_xl.functions.carry import HEDGE_COST, SWAP_COST
from hedge_xl.functions.catalogue import CATALOGUE
from hedge_xl.functions.execution import SLIPPAGE
from hedge_xl.functions.hedge import HEDGE_POLICY, HSTAR, HSTAR_ROLLING, LOG_RETURNS, TREND_ADJUSTMENT
from hedge_xl.functions.leverage import CLM, EFF_LEV, NOMINAL_LEV
from hedge_xl.functions.performance import (
    ANN_MEAN,
    ANN_VOL,
    CALMAR,
    HEDGED_RETURNS,
    KPI_TABLE,
    MAX_DRAWDOWN,
    SHARPE,
)
from hedge_xl.functions.settings import use_language
from hedge_xl.functions.sizing import (
    FX_LOT_VALUE,
    FX_LOTS,
    HEDGE_DEVIATION,
    HEDGE_RATIO,
    HEDGE_SIDE,
    HEDGE_UNITS,
    REBALANCE,
)

__all__ = [
    "ANN_MEAN",
    "ANN_VOL",
    "CALMAR",
    "CATALOGUE",
    "CLM",
    "EFF_LEV",
    "FX_LOTS",
    "FX_LOT_VALUE",
    "HEDGED_RETURNS",
    "HEDGE_COST",
    "HEDGE_DEVIATION",
    "HEDGE_POLICY",
    "HEDGE_RATIO",
    "HEDGE_SIDE",
    "HEDGE_UNITS",
    "HSTAR",
    "HSTAR_ROLLING",
    "HX_VERSION",
    "KPI_TABLE",
    "LOG_RETURNS",
    "MAX_DRAWDOWN",
    "NOMINAL_LEV",
    "REBALANCE",
    "SHARPE",
    "SLIPPAGE",
    "SWAP_COST",
    "TREND_ADJUSTMENT",
    "use_language",
]
