"""Bad inputs: the class of each error, and that its one line names the function and the argument."""

import numpy as np
import pytest

import hedge_xl.functions
from hedge_xl import HedgeError
from hedge_xl.core.errors import (
    ChoiceError,
    CovarianceError,
    DomainError,
    MissingValueError,
    NotADateError,
    NotANumberError,
    ShapeError,
    TooFewObservationsError,
    ZeroVarianceError,
)
from hedge_xl.functions import CATALOGUE, use_language
from hedge_xl.functions.boundary import error_text

A = [0.03, -0.02, 0.01, 0.04]
F = [0.01, -0.02, 0.0, 0.03]
P = [100, 103, 101, 104, 108, 105, 109, 107, 110, 112]
Q = [150, 148, 151, 152, 149, 146, 147, 150, 149, 151]
EYE = [[1, 0], [0, 1]]
CALL = ("call", 150, 150, 0.25, 0.1, 0.0025, 0.05)
RATIO = (200, 1, 1, 0.65, 1.5, 6.6)


def changed(args, index, value):
    return (*args[:index], value, *args[index + 1 :])


BAD = [
    ("LOG_RETURNS", ([100, 0, 99],), DomainError, "prices"),
    ("LOG_RETURNS", ([100, -1, 99],), DomainError, "prices"),
    ("LOG_RETURNS", ([100],), TooFewObservationsError, "prices"),
    ("LOG_RETURNS", ([100, None, 99],), MissingValueError, "prices"),
    ("LOG_RETURNS", (["終値", 100, 99],), NotANumberError, "prices"),
    ("LOG_RETURNS", ([100, "1,234", 99],), NotANumberError, "prices"),
    ("LOG_RETURNS", ([[100, 101], [99, 98]],), ShapeError, "prices"),
    ("LOG_RETURNS", (None,), MissingValueError, "prices"),
    ("HSTAR", (A, F[:3]), ShapeError, "fx_returns"),
    ("HSTAR", (A, [0.01] * 4), ZeroVarianceError, "fx_returns"),
    ("HSTAR", (A[:2], F[:2]), TooFewObservationsError, "asset_returns"),
    ("HSTAR", (A, F, 5), TooFewObservationsError, "asset_returns"),
    ("HSTAR", (A, ["", None, 0.01, 0.02]), TooFewObservationsError, "asset_returns"),
    ("HSTAR", (A, F, 2), DomainError, "window"),
    ("HSTAR", (A, F, 3.5), DomainError, "window"),
    ("HSTAR", (A, F, 0), DomainError, "window"),
    ("HSTAR", (A, F, "36"), NotANumberError, "window"),
    ("HSTAR", (A, F, None, "lw"), ChoiceError, "shrinkage"),
    ("HSTAR", (A, F, None, "0.5"), NotANumberError, "shrinkage"),
    ("HSTAR", (A, F, None, 1.2), DomainError, "shrinkage"),
    ("HSTAR", (A, F, None, -0.1), DomainError, "shrinkage"),
    ("HSTAR", (A, F, None, True), NotANumberError, "shrinkage"),
    ("HSTAR", (A, F, None, "none", "usd"), ChoiceError, "asset_currency"),
    ("HSTAR", (A, [0.01, "#N/A", 0.02, 0.0]), MissingValueError, "fx_returns"),
    ("HSTAR", (A, [0.01, -2146826281, 0.02, 0.0]), MissingValueError, "fx_returns"),
    ("HSTAR", (A, [0.01, "１２３", 0.02, 0.0]), NotANumberError, "fx_returns"),
    ("HSTAR", (A, [0.01, True, 0.02, 0.0]), NotANumberError, "fx_returns"),
    ("HSTAR", ([[0.1, 0.2], [0.3, 0.1]], F), ShapeError, "asset_returns"),
    ("HSTAR", ("", F), MissingValueError, "asset_returns"),
    ("HSTAR_ROLLING", (A, F, None), MissingValueError, "window"),
    ("HSTAR_ROLLING", (A, F[:3], 3), ShapeError, "fx_returns"),
    ("HSTAR_ROLLING", (A, F, 2), DomainError, "window"),
    ("HSTAR_ROLLING", (A, F, 3, 2), DomainError, "shrinkage"),
    ("HSTAR_BAND", (A, F[:3]), ShapeError, "fx_returns"),
    ("HSTAR_BAND", (A, [0.01] * 4), ZeroVarianceError, "fx_returns"),
    ("HSTAR_BAND", ([0.01] * 4, F), ZeroVarianceError, "asset_returns"),
    ("HSTAR_BAND", ([-f for f in F], F, None, 0.95, "foreign"), ZeroVarianceError, "asset_returns"),
    ("HSTAR_BAND", (A[:2], F[:2]), TooFewObservationsError, "asset_returns"),
    ("HSTAR_BAND", (A, F, 2), DomainError, "window"),
    ("HSTAR_BAND", (A, F, None, 95), DomainError, "confidence"),
    ("HSTAR_BAND", (A, F, None, 1), DomainError, "confidence"),
    ("HSTAR_BAND", (A, F, None, 0), DomainError, "confidence"),
    ("HSTAR_BAND", (A, F, None, 0.95, "usd"), ChoiceError, "asset_currency"),
    ("TREND_ADJUSTMENT", (0, 150), DomainError, "spot"),
    ("TREND_ADJUSTMENT", (150, 0), DomainError, "average"),
    ("TREND_ADJUSTMENT", (150, ""), MissingValueError, "average"),
    ("TREND_ADJUSTMENT", (150, 140, -0.1), DomainError, "adjustment"),
    ("TREND_ADJUSTMENT", (150, 140, 10), DomainError, "adjustment"),
    ("HEDGE_POLICY", (80,), DomainError, "structural_h"),
    ("HEDGE_POLICY", (0.8, 10), DomainError, "trend_adjustment"),
    ("HEDGE_POLICY", (0.8, 0, 80), DomainError, "previous_h"),
    ("HEDGE_POLICY", (0.8, 0, 0.8, 5), DomainError, "threshold"),
    ("HEDGE_POLICY", (0.8, 0, 0.8, -0.05), DomainError, "threshold"),
    ("HEDGE_POLICY", (0.8, 0, 0.8, 0.05, 1, 0), DomainError, "floor"),
    ("HEDGE_POLICY", ("八割",), NotANumberError, "structural_h"),
    ("HEDGE_BETA", (1.2, 0), DomainError, "hedge_beta"),
    ("HEDGE_BETA", (None, 1), MissingValueError, "portfolio_beta"),
    ("BETA", (A, [0.01] * 4), ZeroVarianceError, "market_returns"),
    ("BETA", (A, F[:3]), ShapeError, "market_returns"),
    ("BETA", (A, F, 5), TooFewObservationsError, "asset_returns"),
    ("BETA", (A, F, 2), DomainError, "window"),
    ("ROLLING_CORREL", (A, F[:3], 3), ShapeError, "y"),
    ("ROLLING_CORREL", (A, F, 2), DomainError, "window"),
    ("ROLLING_CORREL", (A, F, None), MissingValueError, "window"),
    ("ROLLING_CORREL", ([0.01, "#N/A", 0.02, 0.0], F, 3), MissingValueError, "x"),
    ("DYNAMIC_HEDGE_RATIO", (A, [0.01] * 4), ZeroVarianceError, "hedge_returns"),
    ("DYNAMIC_HEDGE_RATIO", (A[:2], F[:2]), TooFewObservationsError, "portfolio_returns"),
    ("DYNAMIC_HEDGE_RATIO", (A, F[:3], 3), ShapeError, "hedge_returns"),
    ("DYNAMIC_HEDGE_RATIO", (A, F, 2), DomainError, "window"),
    ("HEDGE_RATIO", changed(RATIO, 0, 0), DomainError, "index_atr"),
    ("HEDGE_RATIO", changed(RATIO, 1, 0), DomainError, "value_per_point"),
    ("HEDGE_RATIO", changed(RATIO, 2, "1ロット"), NotANumberError, "positions"),
    ("HEDGE_RATIO", changed(RATIO, 3, 1.01), DomainError, "rho"),
    ("HEDGE_RATIO", changed(RATIO, 3, 65), DomainError, "rho"),
    ("HEDGE_RATIO", changed(RATIO, 4, 0), DomainError, "fx_atr"),
    ("HEDGE_RATIO", changed(RATIO, 5, -6.6), DomainError, "fx_lot_value"),
    ("HEDGE_SIDE", (0, "BUY"), DomainError, "rho"),
    ("HEDGE_SIDE", (-1.5, "BUY"), DomainError, "rho"),
    ("HEDGE_SIDE", (0.5, "買う"), ChoiceError, "index_side"),
    ("HEDGE_SIDE", (0.5, 1), ChoiceError, "index_side"),
    ("HEDGE_SIDE", (0.5, -2146826246), MissingValueError, "index_side"),
    ("HEDGE_SIDE", (0.5, None), MissingValueError, "index_side"),
    ("FX_LOTS", (13, 30), DomainError, "hedge_rate"),
    ("FX_LOTS", (13, -0.3), DomainError, "hedge_rate"),
    ("FX_LOTS", (13, 0.3, 0), DomainError, "lot_step"),
    ("FX_LOTS", (13, 0.3, 0.01, "floor"), ChoiceError, "rounding"),
    ("FX_LOTS", ("13.1",), NotANumberError, "full_hedge_lots"),
    ("FX_LOT_VALUE", (0, 150), DomainError, "lot_units"),
    ("FX_LOT_VALUE", (1000, 0), DomainError, "spot"),
    ("FX_LOT_VALUE", (1000, 150, 0), DomainError, "quote_move"),
    ("VALUE_PER_POINT", (0,), DomainError, "point_value"),
    ("VALUE_PER_POINT", (100, 0), DomainError, "fx_rate"),
    ("VALUE_PER_POINT", ("100円",), NotANumberError, "point_value"),
    ("INDEX_RISK", (0, 1, 1), DomainError, "index_atr"),
    ("INDEX_RISK", (200, 0, 1), DomainError, "value_per_point"),
    ("INDEX_RISK", (200, 1, None), MissingValueError, "positions"),
    ("INDEX_LEVERAGE", (0, 200, 1), DomainError, "target_risk"),
    ("INDEX_LEVERAGE", (100, -200, 1), DomainError, "index_atr"),
    ("INDEX_LEVERAGE", (100, 200, 0), DomainError, "value_per_point"),
    ("FX_LEVERAGE", (200, 65, 50, 1.5), DomainError, "rho"),
    ("FX_LEVERAGE", (200, 0.65, 0, 1.5), DomainError, "fx_margin"),
    ("FX_LEVERAGE", (200, 0.65, 50, 0), DomainError, "fx_atr"),
    ("FX_LEVERAGE", ("200ドル", 0.65, 50, 1.5), NotANumberError, "index_risk"),
    ("FUTURES_CONTRACTS", (75000, 0, 0.8), DomainError, "spot"),
    ("FUTURES_CONTRACTS", (75000, 150, 80), DomainError, "hedge_ratio"),
    ("FUTURES_CONTRACTS", (75000, 150, 0.8, 0), DomainError, "contract_jpy"),
    ("FUTURES_CONTRACTS", ("75,000", 150, 0.8), NotANumberError, "exposure_usd"),
    ("POSITION_SIZE", (0, 0.02), DomainError, "k"),
    ("POSITION_SIZE", (0.01, 0), DomainError, "sigma"),
    ("POSITION_SIZE", (0.01, 0.02, 0), DomainError, "cap"),
    ("DYNAMIC_EXPOSURE", (-0.01, 0.02, 1, 0.8), DomainError, "k"),
    ("DYNAMIC_EXPOSURE", (0.01, 0, 1, 0.8), DomainError, "sigma"),
    ("DYNAMIC_EXPOSURE", (0.01, 0.02, "上", 0.8), NotANumberError, "trend"),
    ("DYNAMIC_EXPOSURE", (0.01, 0.02, 1, 80), DomainError, "hedge_ratio"),
    ("DYNAMIC_EXPOSURE", (0.01, 0.02, 1, 0.8, -1), DomainError, "cap"),
    ("HEDGE_UNITS", (75000, 80), DomainError, "hedge_ratio"),
    ("HEDGE_UNITS", (75000, 0.8, 0), DomainError, "min_unit"),
    ("HEDGE_UNITS", ("75,000", 0.8), NotANumberError, "exposure"),
    ("HEDGE_UNITS", (75000, [0.8, 0.9]), ShapeError, "hedge_ratio"),
    ("HEDGE_UNITS", (float("inf"), 0.8), NotANumberError, "exposure"),
    ("HEDGE_DEVIATION", (4000, 0), DomainError, "target"),
    ("HEDGE_DEVIATION", (None, 60000), MissingValueError, "current"),
    ("REBALANCE", (57000, 60000, 5), DomainError, "threshold"),
    ("REBALANCE", (57000, 60000, -0.05), DomainError, "threshold"),
    ("REBALANCE", (57000, "#REF!"), MissingValueError, "target"),
    ("FX_FORWARD", (0, 0.05, 0.0025, 1), DomainError, "spot"),
    ("FX_FORWARD", (150, 5, 0.0025, 1), DomainError, "r_usd"),
    ("FX_FORWARD", (150, 0.05, 0.25, 0), DomainError, "years"),
    ("FX_FORWARD", (150, 0.05, 0.0025, 90), DomainError, "years"),
    ("FX_FORWARD", (150, -1, 0.0025, 1), DomainError, "r_usd"),
    ("FX_FORWARD", (150, 0.05, -0.5, 2), DomainError, "r_jpy"),
    ("FX_FORWARD", (150, 0.05, 0.0025, 1, 2), DomainError, "basis"),
    ("FX_FORWARD", (150, 0.05, 0.0025, 1, 0, "cip"), ChoiceError, "convention"),
    ("FX_FORWARD", (150, "5%", 0.0025, 1), NotANumberError, "r_usd"),
    ("IMPLIED_BASIS", (150, 0, 0.05, 0.0025, 1), DomainError, "forward"),
    ("IMPLIED_BASIS", (-150, 143, 0.05, 0.0025, 1), DomainError, "spot"),
    ("IMPLIED_BASIS", (150, 143, 0.05, 25, 1), DomainError, "r_jpy"),
    ("IMPLIED_BASIS", (150, 143, 0.05, 0.0025, 365), DomainError, "years"),
    ("COST_TABLE", (0.048, 0.0024, 5, 0.0006), DomainError, "spread"),
    ("COST_TABLE", (0.048, None, 0.001, 0.0006), MissingValueError, "basis"),
    ("FUND_COMPARISON", (5.2, 0.047), DomainError, "diy_cost"),
    ("FUND_COMPARISON", (0.052, "#N/A"), MissingValueError, "fund_cost"),
    ("SWAP_COST", (200, 0), DomainError, "spot"),
    ("SWAP_COST", ("200円", 150), NotANumberError, "swap_jpy_per_10k_per_day"),
    ("HEDGE_COST", (4.75, 0, 0, 0), DomainError, "rate_differential"),
    ("HEDGE_COST", (0.0475, 0.25, 0, 5), DomainError, "slippage"),
    ("HEDGE_COST", (0.0475, 0, "", 0), MissingValueError, "spread"),
    ("ATR", ([3, 4, 5], [2, 3], [3, 3, 4], 2), ShapeError, "lows"),
    ("ATR", ([3, 4, 5], [2, 3, 4], [3, 3], 2), ShapeError, "closes"),
    ("ATR", ([3, 4, 5], [2, 5, 4], [3, 4, 4], 2), DomainError, "lows"),
    ("ATR", ([3, 4, 5], [2, 3, 4], [3, 6, 4], 2), DomainError, "closes"),
    ("ATR", ([3, 4, 5], [2, 3, 4], [3, 2.9, 4], 2), DomainError, "closes"),
    ("ATR", ([3, 0, 5], [2, 0, 4], [3, 0, 4], 2), DomainError, "highs"),
    ("ATR", ([3, 4, 5], [2, 0, 4], [3, 4, 4], 2), DomainError, "lows"),
    ("ATR", ([3, 4, 5], [2, 3, 4], [3, None, 4], 2), MissingValueError, "closes"),
    ("ATR", ([3, 4, 5], [2, 3, 4], [3, 3, 4]), TooFewObservationsError, "highs"),
    ("ATR", ([3, 4, 5], [2, 3, 4], [3, 3, 4], 0), DomainError, "period"),
    ("ATR", ([3, 4, 5], [2, 3, 4], [3, 3, 4], 2, "ema"), ChoiceError, "method"),
    ("EMA", ([100, 101], 3), TooFewObservationsError, "prices"),
    ("EMA", ([100, 0, 101], 2), DomainError, "prices"),
    ("EMA", ([100, 101], 1.5), DomainError, "period"),
    ("EMA", ([100, 101], None), MissingValueError, "period"),
    ("RSI", ([100, 101, 102], 3), TooFewObservationsError, "prices"),
    ("RSI", ([100, 101, 102], 1), DomainError, "period"),
    ("RSI", ([100, -1, 102], 2), DomainError, "prices"),
    ("ADX", ([3, 4, 5], [2, 3, 4], [3, 3, 4], 2), TooFewObservationsError, "highs"),
    ("ADX", ([3, 4, 5], [2, 3, 4], [3, 3, 4], 1), DomainError, "period"),
    ("ADX", ([3, 4, 5], [2, 3, 4], [3, "#N/A", 4], 1), MissingValueError, "closes"),
    ("ADX", ([2, 3, 4], [3, 4, 5], [3, 3, 4], 2), DomainError, "lows"),
    ("TREND_SIGNAL", ([100, 101, 102], 3, 2), DomainError, "short_period"),
    ("TREND_SIGNAL", ([100, 101, 102], 2, 2), DomainError, "short_period"),
    ("TREND_SIGNAL", ([100, 101, 102], 2, 4), TooFewObservationsError, "prices"),
    ("TREND_SIGNAL", ([100, 0, 102], 1, 2), DomainError, "prices"),
    ("VOLATILITY", ([0.01],), TooFewObservationsError, "returns"),
    ("VOLATILITY", (A, 5), TooFewObservationsError, "returns"),
    ("VOLATILITY", (A, 0), DomainError, "window"),
    ("VOLATILITY", (A, None, 0), DomainError, "periods"),
    ("VOLATILITY", (A, None, 0, "ewma"), DomainError, "periods"),
    ("VOLATILITY", (A, None, 1, "garch"), ChoiceError, "method"),
    ("VALUE_AT_RISK", (A,), TooFewObservationsError, "returns"),
    ("VALUE_AT_RISK", (A * 20, 0.99), TooFewObservationsError, "returns"),
    ("VALUE_AT_RISK", ([0.01], 0.95, "parametric"), TooFewObservationsError, "returns"),
    ("VALUE_AT_RISK", (A * 20, 0.05), DomainError, "confidence"),
    ("VALUE_AT_RISK", (A * 20, 95), DomainError, "confidence"),
    ("VALUE_AT_RISK", (A * 20, 1), DomainError, "confidence"),
    ("VALUE_AT_RISK", (A * 20, 0.95, "normal"), ChoiceError, "method"),
    ("REGIME", (0, 0.1, 0.2, 1), DomainError, "volatility"),
    ("REGIME", (0.15, 0, 0.2, 1), DomainError, "low_vol"),
    ("REGIME", (0.15, 0.2, 0.2, 1), DomainError, "high_vol"),
    ("REGIME", (0.15, 0.1, 0.2, "上昇"), NotANumberError, "trend"),
    ("SLIPPAGE", ("BYE", 150, 150), ChoiceError, "side"),
    ("SLIPPAGE", ("", 150, 150), MissingValueError, "side"),
    ("SLIPPAGE", ("BUY", 0, 150), DomainError, "quote"),
    ("SLIPPAGE", ("BUY", 150, -1), DomainError, "price"),
    ("SLIPPAGE_ANNUAL", ([None, "n/a"], 36), MissingValueError, "costs"),
    ("SLIPPAGE_ANNUAL", ([0.0001], 0), DomainError, "rolls_per_year"),
    ("SLIPPAGE_ANNUAL", (["0.01%"], 36), NotANumberError, "costs"),
    ("EXECUTION_QUALITY", (["BYE"], [150], [150], [1000]), ChoiceError, "sides"),
    ("EXECUTION_QUALITY", (["BUY", ""], [150, 150], [150, 150], [1000, 1000]), MissingValueError, "sides"),
    ("EXECUTION_QUALITY", (["BUY"], [150, 150], [150, 150], [1000, 1000]), ShapeError, "sides"),
    ("EXECUTION_QUALITY", (["BUY"], [150, 150], [150], [1000]), ShapeError, "quotes"),
    ("EXECUTION_QUALITY", (["BUY"], [150], [150], [1000, 1000]), ShapeError, "quantities"),
    ("EXECUTION_QUALITY", (["BUY"], [0], [150], [1000]), DomainError, "quotes"),
    ("EXECUTION_QUALITY", (["BUY", "BUY"], [150, 150], [150, 0], [1000, 1000]), DomainError, "prices"),
    ("EXECUTION_QUALITY", (["BUY"], [150], [150], [-1000]), DomainError, "quantities"),
    ("EXECUTION_QUALITY", (["BUY", "BUY"], [150, None], [None, 150], [1, 1]), TooFewObservationsError, "prices"),
    ("EXECUTION_QUALITY", (["BUY"], [150], [150], [1000], ["指値", "成行"]), ShapeError, "order_types"),
    ("EXECUTION_QUALITY", (["BUY"], [150], [150], [1000], ["#N/A"]), MissingValueError, "order_types"),
    ("EXECUTION_QUALITY", (["BUY"], [150], [150], [1000], None, [0.5]), MissingValueError, "fill_times"),
    ("EXECUTION_QUALITY", (["BUY"], [150], [150], [1000], None, None, [0.5]), MissingValueError, "order_times"),
    ("EXECUTION_QUALITY", (["BUY"], [150], [150], [1000], None, [0.5], [0.4]), DomainError, "fill_times"),
    ("EXECUTION_QUALITY", (["BUY"], [150], [150], [1000], None, [0.5], [46027.6]), DomainError, "fill_times"),
    ("EXECUTION_QUALITY", (["BUY"], [150], [150], [1000], None, [0.5, 0.6], [0.6]), ShapeError, "order_times"),
    ("EXECUTION_QUALITY", (["BUY"], [150], [150], [1000], None, ["9時"], [0.6]), NotADateError, "order_times"),
    ("ROLL_SCHEDULE", ("2026/01/05", 1), NotADateError, "start_date"),
    ("ROLL_SCHEDULE", (0, 1), NotADateError, "start_date"),
    ("ROLL_SCHEDULE", (None, 1), MissingValueError, "start_date"),
    ("ROLL_SCHEDULE", ("1949-12-31", 1), DomainError, "start_date"),
    ("ROLL_SCHEDULE", ("2099-12-01", 1), DomainError, "start_date"),
    ("ROLL_SCHEDULE", ("2026-01-05", 1e15), DomainError, "start_date"),
    ("ROLL_SCHEDULE", ("2026-01-05", 0), DomainError, "months"),
    ("ROLL_SCHEDULE", ("2026-01-05", 1, 40), DomainError, "slices"),
    ("ROLL_SCHEDULE", ("2026-01-05", 1, 3, ["雇用統計"]), NotADateError, "avoid_dates"),
    ("HEDGE_LADDER", ("",), MissingValueError, "units"),
    ("HEDGE_LADDER", (60000, 121), DomainError, "tenors"),
    ("HEDGE_LADDER", (60000, 1.5), DomainError, "tenors"),
    ("HEDGE_LADDER", (60000, 3, 0), DomainError, "min_unit"),
    ("HEDGE_LADDER", (60000, 3, 1000, "soon"), NotADateError, "start_date"),
    ("HEDGE_LADDER", (60000, 3, 1000, "2099-12-01"), DomainError, "start_date"),
    ("TWAP_SCHEDULE", (60000, "09:00", "09:00", 3), DomainError, "end_time"),
    ("TWAP_SCHEDULE", (60000, "22:00", "02:00", 3), DomainError, "end_time"),
    ("TWAP_SCHEDULE", (60000, 0.5, "2026-01-05", 3), DomainError, "end_time"),
    ("TWAP_SCHEDULE", (60000, "9時", 0.5, 3), NotADateError, "start_time"),
    ("TWAP_SCHEDULE", (60000, "2026-01-05T09:00Z", 0.5, 3), NotADateError, "start_time"),
    ("TWAP_SCHEDULE", (60000, 0.4, 0.5, 1001), DomainError, "slices"),
    ("TWAP_SCHEDULE", (60000, 0.4, 0.5, 3, -1), DomainError, "min_unit"),
    ("HEDGED_RETURNS", (A, F[:3], 0.8), ShapeError, "fx_returns"),
    ("HEDGED_RETURNS", (A, F, [0.8, 0.9]), ShapeError, "hedge_ratio"),
    ("HEDGED_RETURNS", (A, F, 80), DomainError, "hedge_ratio"),
    ("HEDGED_RETURNS", (A, F, [0.8, 0.8, 80, 0.8]), DomainError, "hedge_ratio"),
    ("HEDGED_RETURNS", (A, F, ""), MissingValueError, "hedge_ratio"),
    ("HEDGED_RETURNS", (A, F, 0.8, 5), DomainError, "cost"),
    ("HEDGED_RETURNS", (A, F, 0.8, ["0.1%"] * 4), NotANumberError, "cost"),
    ("ANN_MEAN", ([None, "r"],), MissingValueError, "returns"),
    ("ANN_MEAN", (A, 0), DomainError, "periods"),
    ("ANN_VOL", ([0.01],), TooFewObservationsError, "returns"),
    ("ANN_VOL", (A, -12), DomainError, "periods"),
    ("SHARPE", ([0.01, 0.01, 0.01],), ZeroVarianceError, "returns"),
    ("SHARPE", (A, 12, 5), DomainError, "risk_free"),
    ("MAX_DRAWDOWN", (["#DIV/0!", 0.01],), MissingValueError, "returns"),
    ("MAX_DRAWDOWN", (["-3%", 0.01],), NotANumberError, "returns"),
    ("CALMAR", ([0.01, 0.02],), DomainError, "returns"),
    ("KPI_TABLE", ([["a", "b"], [0.01, None], [0.02, None]],), MissingValueError, "returns_block"),
    ("KPI_TABLE", ([[0.01, None], [0.02, 0.01]],), TooFewObservationsError, "returns_block"),
    ("KPI_TABLE", ([[0.01, "1%"], [0.02, 0.01]],), NotANumberError, "returns_block"),
    ("KPI_TABLE", ([[0.01, 0.0], [0.02, 0.01]], 0), DomainError, "periods"),
    ("KPI_TABLE", ([[0.01, 0.0], [0.02, 0.01]], 12, ["A"]), ShapeError, "labels"),
    ("KPI_TABLE", ([[0.01, 0.0], [0.02, 0.01]], 12, ["A", "#N/A"]), MissingValueError, "labels"),
    ("CORR_MATRIX", ([[0.01, 0.02], [0.02, 0.01]],), TooFewObservationsError, "returns"),
    ("CORR_MATRIX", ([[0.01, 0.02], [0.02, None], [0.0, 0.01]],), TooFewObservationsError, "returns"),
    ("CORR_MATRIX", ([[0.01, 0.02], [0.01, 0.01], [0.01, 0.03]],), ZeroVarianceError, "returns"),
    ("CORR_MATRIX", ([[0.01, "1%"], [0.02, 0.01], [0.0, 0.01]],), NotANumberError, "returns"),
    ("COV_MATRIX", ([0.01],), TooFewObservationsError, "returns"),
    ("COV_MATRIX", ([[0.01, 0.02], [None, 0.01]],), TooFewObservationsError, "returns"),
    ("COV_MATRIX", ([[0.01, 0.02], [0.02, 0.01]], 1.2), DomainError, "shrinkage"),
    ("COV_MATRIX", ([[0.01, 0.02], [0.02, 0.01]], "lw"), ChoiceError, "shrinkage"),
    ("BACKTEST", (P, Q[:9], None, 0, 3), ShapeError, "fx_prices"),
    ("BACKTEST", ([0, *P[1:]], Q, None, 0, 3), DomainError, "asset_prices"),
    ("BACKTEST", (P, [*Q[:9], None], None, 0, 3), MissingValueError, "fx_prices"),
    ("BACKTEST", (P, Q), TooFewObservationsError, "asset_prices"),
    ("BACKTEST", (P, Q, None, 0, 8), TooFewObservationsError, "asset_prices"),
    ("BACKTEST", (P, Q, None, 0, 2), DomainError, "window"),
    ("BACKTEST", (P, [150] * 9 + [151], None, 0, 3), ZeroVarianceError, "fx_prices"),
    ("BACKTEST", (P, Q, Q[1:], 0, 3), ShapeError, "fx_average"),
    ("BACKTEST", (P, Q, [*Q[:5], None, *Q[6:]], 0, 3), MissingValueError, "fx_average"),
    ("BACKTEST", (P, Q, [*Q[:5], 0, *Q[6:]], 0, 3), DomainError, "fx_average"),
    ("BACKTEST", (P, Q, None, 3, 3), DomainError, "annual_cost"),
    ("BACKTEST", (P, Q, None, [0.03] * 9, 3), ShapeError, "annual_cost"),
    ("BACKTEST", (P, Q, None, [0.03] * 9 + [None], 3), MissingValueError, "annual_cost"),
    ("BACKTEST", (P, Q, None, "3%", 3), NotANumberError, "annual_cost"),
    ("BACKTEST", (P, Q, None, 0, 3, 1.5), DomainError, "shrinkage"),
    ("BACKTEST", (P, Q, None, 0, 3, "none", -0.1), DomainError, "threshold"),
    ("BACKTEST", (P, Q, None, 0, 3, "none", 5), DomainError, "threshold"),
    ("BACKTEST", (P, Q, None, 0, 3, "none", 0.05, -0.001), DomainError, "trade_cost"),
    ("BACKTEST", (P, Q, None, 0, 3, "none", 0.05, 2), DomainError, "trade_cost"),
    ("NOMINAL_LEV", ([100, 200], 0), DomainError, "equity"),
    ("NOMINAL_LEV", ([100, None], 100), MissingValueError, "exposures"),
    ("EFF_LEV", ([1, 2], EYE, 0), DomainError, "equity"),
    ("EFF_LEV", ([1, 2], EYE, 1, 0), DomainError, "days"),
    ("EFF_LEV", ([1, 2], EYE, 1, 1, 0), DomainError, "ref_vol"),
    ("EFF_LEV", ([1, 2, 3], EYE, 1), ShapeError, "cov"),
    ("EFF_LEV", ([1, 2], [[1, 0.5], [0.4, 1]], 1), CovarianceError, "cov"),
    ("EFF_LEV", ([1, 2], [[1, None], [0, 1]], 1), MissingValueError, "cov"),
    ("CLM", ([0, 0], EYE), DomainError, "exposures"),
    ("CLM", ([1, 2], [[0, 0], [0, 0]]), ZeroVarianceError, "cov"),
    ("CLM", ([1, 2], [[1, 2], [2, 1]]), CovarianceError, "cov"),
    ("CLM", ([1, 2], EYE, -0.01), DomainError, "ref_vol"),
    ("MRC", ([0, 0], EYE), DomainError, "exposures"),
    ("MRC", ([1, 2, 3], EYE), ShapeError, "cov"),
    ("MRC", ([1, -1], [[1, 1], [1, 1]]), ZeroVarianceError, "cov"),
    ("MRC", ([1, 2], [[1, 2], [2, 1]]), CovarianceError, "cov"),
    ("CORR_CLUSTERS", ([[1, 0.9], [0.8, 1]],), CovarianceError, "corr"),
    ("CORR_CLUSTERS", ([[1, 0.5], [0.5, 0.9]],), CovarianceError, "corr"),
    ("CORR_CLUSTERS", ([[1, 1.5], [1.5, 1]],), CovarianceError, "corr"),
    ("CORR_CLUSTERS", (EYE, 75), DomainError, "threshold"),
    ("INVERSE_PAIRS", ([[1, 0.2, 0.3], [0.2, 1, 0.1]],), CovarianceError, "corr"),
    ("INVERSE_PAIRS", (EYE, 0.5), DomainError, "threshold"),
    ("LEV_HEADROOM", ([0, 0], EYE, 100), DomainError, "exposures"),
    ("LEV_HEADROOM", ([1, -1], [[1, 1], [1, 1]], 100), ZeroVarianceError, "cov"),
    ("LEV_HEADROOM", ([1, 2], EYE, 0), DomainError, "equity"),
    ("LEV_HEADROOM", ([1, 2], EYE, 100, 0), DomainError, "cap"),
    ("DELEVER", ([1, 2], EYE, 0), DomainError, "equity"),
    ("DELEVER", ([1, 2], EYE, 1, -2), DomainError, "cap"),
    ("DELEVER", ([1, 2, 3], EYE, 1), ShapeError, "cov"),
    ("DELEVER", ([1, 2], EYE, 1, 2, [1]), ShapeError, "lot_values"),
    ("DELEVER", ([1, 2], EYE, 1, 2, [1, 0]), DomainError, "lot_values"),
    ("DELEVER", ([1, None], EYE, 1), MissingValueError, "exposures"),
    ("INTEGRATED_LEV", (0, 1, 1, 1, 1, 1), DomainError, "base_leverage"),
    ("INTEGRATED_LEV", (2, 0, 1, 1, 1, 1), DomainError, "session_factor"),
    ("INTEGRATED_LEV", (2, 1, -1, 1, 1, 1), DomainError, "atr_factor"),
    ("INTEGRATED_LEV", (2, 1, 1, 0, 1, 1), DomainError, "trend_factor"),
    ("INTEGRATED_LEV", (2, 1, 1, 1, 0, 1), DomainError, "clm"),
    ("INTEGRATED_LEV", (2, 1, 1, 1, 1, None), MissingValueError, "margin_factor"),
    ("INTEGRATED_LEV", (2, 1, 1, 1, 1, 1, 0), DomainError, "cap"),
    ("COV_FROM_CORR", ([0.1, 0], EYE), DomainError, "vols"),
    ("COV_FROM_CORR", ([0.1, 0.2, 0.3], EYE), ShapeError, "corr"),
    ("COV_FROM_CORR", ([0.1, 0.2], [[1, 2], [2, 1]]), CovarianceError, "corr"),
    ("COV_FROM_CORR", ([0.1, 0.2], [[1, 0.5], [0.5, 2]]), CovarianceError, "corr"),
    ("OPTION_DELTA", changed(CALL, 0, "straddle"), ChoiceError, "kind"),
    ("OPTION_DELTA", changed(CALL, 0, 1), ChoiceError, "kind"),
    ("OPTION_DELTA", changed(CALL, 1, 0), DomainError, "spot"),
    ("OPTION_DELTA", changed(CALL, 2, -150), DomainError, "strike"),
    ("OPTION_DELTA", changed(CALL, 3, 0), DomainError, "years"),
    ("OPTION_DELTA", changed(CALL, 3, 90), DomainError, "years"),
    ("OPTION_DELTA", changed(CALL, 4, 0), DomainError, "vol"),
    ("OPTION_DELTA", changed(CALL, 4, 10), DomainError, "vol"),
    ("OPTION_DELTA", changed(CALL, 5, 0.25 * 10), DomainError, "r_domestic"),
    ("OPTION_DELTA", changed(CALL, 6, 5), DomainError, "r_foreign"),
    ("OPTION_GAMMA", changed(CALL, 0, None), MissingValueError, "kind"),
    ("OPTION_GAMMA", changed(CALL, 4, "10%"), NotANumberError, "vol"),
    ("OPTION_GAMMA", changed(CALL, 3, -1), DomainError, "years"),
    ("DELTA_HEDGE", (40, 0), DomainError, "hedge_delta"),
    ("DELTA_HEDGE", ("#DIV/0!", 1), MissingValueError, "position_delta"),
    ("GAMMA_HEDGE", (-3, 0), DomainError, "option_gamma"),
    ("VOL_HEDGE", (-50000, 2500), DomainError, "portfolio_vega_loss"),
    ("VOL_HEDGE", (50000, 0), DomainError, "hedge_gain_per_unit"),
    ("HX_EXPLAIN", ("HSTARR",), ChoiceError, "function_name"),
    ("HX_EXPLAIN", ("エイチスター",), ChoiceError, "function_name"),
    ("HX_EXPLAIN", ("",), MissingValueError, "function_name"),
    ("HX_EXPLAIN", (["HSTAR", "BETA"],), ShapeError, "function_name"),
    ("HX_CHECK", (None,), MissingValueError, "data"),
    ("HX_CHECK", ([],), MissingValueError, "data"),
    ("HX_CHECK", ([[1, 2], [3]],), ShapeError, "data"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "args", "error", "argument"), BAD, ids=lambda value: str(value)[:40])
def test_bad_input_is_named(name, args, error, argument):
    with pytest.raises(error) as caught:
        getattr(hedge_xl.functions, name)(*args)
    assert type(caught.value) is error
    assert caught.value.function == name
    assert caught.value.argument == argument
    japanese, english = caught.value.message("ja"), caught.value.message("en")
    for line in (japanese, english):
        assert line.startswith(f"{name} {argument}: ")
        assert "\n" not in line
        assert len(line) <= 255
    assert japanese != english
    japanese_signs = {sign for sign in english if "\u3040" <= sign <= "\u9fff"}
    assert japanese_signs <= {*str(args), *"買売いり"}
    assert str(caught.value) == japanese


def error_of(call, args):
    """The HedgeError of a call, None when it gives a result; anything else escapes."""
    try:
        call(*args)
    except HedgeError as error:
        return error
    return None


def test_every_function_with_arguments_has_bad_inputs():
    assert {name for name, *_ in BAD} == {name for name, function in CATALOGUE.items() if function.args}


@pytest.mark.parametrize("name", [name for name, function in CATALOGUE.items() if function.args])
@pytest.mark.parametrize(
    "rubbish",
    [None, "", "abc", "1,234", True, -2146826246, "#N/A", float("nan"), float("inf"), 1e300, 5e-324, [], [[]],
     [[1, 2], [3]], {"type": "Error", "basicValue": "#REF!"}, {}, object(), np.array(["x"]), 10**400, b"x", 1j],
    ids=repr,
)  # fmt: skip
def test_no_rubbish_in_any_argument_escapes_as_anything_but_a_hedge_error(name, rubbish):
    function = CATALOGUE[name]
    args = list(function.example.args)
    args += [None] * (len(function.args) - len(args))
    for index, arg in enumerate(function.args):
        error = error_of(function.call, changed(tuple(args), index, rubbish))
        blank = rubbish is None or rubbish == "" or rubbish != rubbish
        if blank and arg.required:
            assert isinstance(error, MissingValueError)
            assert error.argument == arg.name
        if error is not None:
            assert error.function == name
            assert error.argument in [each.name for each in function.args]


def test_the_language_of_the_call_is_the_language_of_the_error(monkeypatch):
    with use_language("en"), pytest.raises(HedgeError) as caught:
        hedge_xl.functions.ANN_MEAN(A, 0)
    assert str(caught.value) == "ANN_MEAN periods: 0 came; a number above 0 is needed (a blank cell may arrive as 0)"
    with pytest.raises(HedgeError, match="0より大きい数"):
        hedge_xl.functions.ANN_MEAN(A, 0)
    monkeypatch.setenv("HEDGE_XL_LANG", "en_US.UTF-8")
    with pytest.raises(HedgeError, match="above 0") as caught:
        hedge_xl.functions.ANN_MEAN(A, 0)
    with use_language("ja"), pytest.raises(HedgeError, match="0より大きい数"):
        hedge_xl.functions.ANN_MEAN(A, 0)


def test_an_error_text_fed_to_another_formula_is_refused():
    with pytest.raises(HedgeError) as caught:
        hedge_xl.functions.LOG_RETURNS([100, 0])
    cell = error_text(caught.value)
    with pytest.raises(MissingValueError) as second:
        hedge_xl.functions.HSTAR([0.01, cell, 0.02, 0.03], F)
    assert "LOG_RETURNS" in second.value.message("en")
