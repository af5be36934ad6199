"""Bad inputs of every function alike: rubbish in any argument, the language of errors, errors fed to other formulas."""

import runpy
from pathlib import Path

import numpy as np
import pytest

import hedge_xl.functions
from hedge_xl import HedgeError
from hedge_xl.core.errors import MissingValueError
from hedge_xl.functions import CATALOGUE, use_language
from hedge_xl.functions.boundary import error_text

THIS = Path(__file__)
HERE = THIS.parent
A = [0.03, -0.02, 0.01, 0.04]
F = [0.01, -0.02, 0.0, 0.03]


def error_of(call, args):
    """The HedgeError of a call, None when it gives a result; anything else escapes."""
    try:
        call(*args)
    except HedgeError as error:
        return error
    return None


def test_every_function_with_arguments_has_bad_inputs_in_one_of_the_tables():
    tables = [runpy.run_path(str(path))["BAD"] for path in sorted(HERE.glob("test_bad_*.py")) if path != THIS]
    assert len(tables) > 1
    named = [{name for name, *_ in table} for table in tables]
    assert sum(map(len, named)) == len(set().union(*named)), "a function's bad inputs stand in one table"
    assert set().union(*named) == {name for name, function in CATALOGUE.items() if function.args}


@pytest.mark.parametrize("name", [name for name, function in CATALOGUE.items() if function.args])
@pytest.mark.parametrize(
    "rubbish",
    [None, "", "abc", "1,234", True, -2146826246, "#N/A", float("nan"), float("inf"), 1e300, 5e-324, [], [[]],
     [[1, 2], [3]], {"type": "Error", "basicValue": "#REF!"}, {}, object(), np.array(["x"]), 10**400, b"x", 1j],
    ids=lambda rubbish: "object()" if type(rubbish) is object else repr(rubbish),
)  # fmt: skip
def test_no_rubbish_in_any_argument_escapes_as_anything_but_a_hedge_error(name, rubbish):
    function = CATALOGUE[name]
    args = list(function.example.args)
    args += [None] * (len(function.args) - len(args))
    for index, arg in enumerate(function.args):
        error = error_of(function.call, (*args[:index], rubbish, *args[index + 1 :]))
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


@pytest.mark.parametrize("name", [name for name, function in CATALOGUE.items() if function.args])
@pytest.mark.parametrize("rubbish", ["x" * 100_000, "９" * 100_000, b"x" * 100_000, 10**5000], ids=type)
def test_no_message_repeats_the_whole_of_a_long_input(name, rubbish):
    function = CATALOGUE[name]
    args = list(function.example.args) + [None] * (len(function.args) - len(function.example.args))
    for index in range(len(args)):
        for given in (rubbish, [[rubbish], [rubbish], [rubbish]]):
            error = error_of(function.call, (*args[:index], given, *args[index + 1 :]))
            assert error is None or max(len(error.message("ja")), len(error.message("en"))) < 255


@pytest.mark.parametrize("name", [name for name, function in CATALOGUE.items() if function.args])
def test_an_error_of_excel_is_refused_as_a_float_too(name):
    function = CATALOGUE[name]
    args = list(function.example.args) + [None] * (len(function.args) - len(function.example.args))
    for index in range(len(args)):
        error = error_of(function.call, (*args[:index], -2146826246.0, *args[index + 1 :]))
        assert name == "HX_CHECK" or (isinstance(error, MissingValueError) and "#N/A" in str(error))
