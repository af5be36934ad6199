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
    NotANumberError,
    ShapeError,
    TooFewObservationsError,
    ZeroVarianceError,
)
from hedge_xl.functions import CATALOGUE, use_language
from hedge_xl.functions.boundary import error_text

A = [0.03, -0.02, 0.01, 0.04]
F = [0.01, -0.02, 0.0, 0.03]
EYE = [[1, 0], [0, 1]]
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
    ("SWAP_COST", (200, 0), DomainError, "spot"),
    ("SWAP_COST", ("200円", 150), NotANumberError, "swap_jpy_per_10k_per_day"),
    ("HEDGE_COST", (4.75, 0, 0, 0), DomainError, "rate_differential"),
    ("HEDGE_COST", (0.0475, 0.25, 0, 5), DomainError, "slippage"),
    ("HEDGE_COST", (0.0475, 0, "", 0), MissingValueError, "spread"),
    ("SLIPPAGE", ("BYE", 150, 150), ChoiceError, "side"),
    ("SLIPPAGE", ("", 150, 150), MissingValueError, "side"),
    ("SLIPPAGE", ("BUY", 0, 150), DomainError, "quote"),
    ("SLIPPAGE", ("BUY", 150, -1), DomainError, "price"),
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
