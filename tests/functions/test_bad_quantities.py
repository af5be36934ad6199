"""Bad inputs of lots, units, contracts and sizes: the class of each error and the argument that it names."""

import pytest

from hedge_xl.core.errors import ChoiceError, DomainError, MissingValueError, NotANumberError, ShapeError

RATIO = (200, 1, 1, 0.65, 1.5, 6.6)


def changed(args, index, value):
    return (*args[:index], value, *args[index + 1 :])


BAD = [
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
    ("FX_LEVERAGE", (200, 65, 50, 0.01), DomainError, "rho"),
    ("FX_LEVERAGE", (200, 0.65, 0, 0.01), DomainError, "fx_margin"),
    ("FX_LEVERAGE", (200, 0.65, 50, 0), DomainError, "fx_atr"),
    ("FX_LEVERAGE", ("200ドル", 0.65, 50, 0.01), NotANumberError, "index_risk"),
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
]  # fmt: skip


@pytest.mark.parametrize(("name", "args", "error", "argument"), BAD, ids=lambda value: str(value)[:40])
def test_bad_input_is_named(refuses, name, args, error, argument):
    refuses(name, args, error, argument)
