"""The Windows host, run by xlwings' own code with pywin32 stood in for."""

from datetime import date
from unittest.mock import MagicMock

import pytest

from hedge_xl.functions import CATALOGUE
from hedge_xl.functions.boundary import date_serial

pytest.importorskip("xlwings", reason="the extra 'excel' is not installed")

MODULE = "hedge_xl.hosts.classic"
OMITTED = -2147352572
A = ((0.03,), (-0.02,), (0.01,), (0.04,))
F = ((0.01,), (-0.02,), (0.0,), (0.03,))


def padded(name, *args):
    """VBA passes every argument, the omitted ones as a marker."""
    return (*args, *([OMITTED] * (len(CATALOGUE[name].args) - len(args))))


def test_every_function_gets_a_vba_wrapper(vba):
    for name, function in CATALOGUE.items():
        names = [f"{arg.name}_given" if arg.name.upper() == name else arg.name for arg in function.args]
        words = [word if arg.required else f"Optional {word}" for word, arg in zip(names, function.args, strict=True)]
        assert f"Function {name}({', '.join(words)})" in vba
    assert vba.count("\nEnd Function") == len(CATALOGUE)
    assert max(len(line) for line in vba.splitlines()) < 1024


def test_the_wizard_gets_the_words_of_the_catalogue(udfs):
    workbook = MagicMock()
    workbook.Name = "ledger.xlsm"
    workbook.Application.Version = "16.0"
    udfs.get_udf_module(MODULE, None)
    udfs.import_udfs(MODULE, workbook)
    told = {call.args[0].split("!")[1]: call.kwargs for call in workbook.Application.MacroOptions.call_args_list}
    assert set(told) == set(CATALOGUE)
    for name, function in CATALOGUE.items():
        assert told[name]["Description"] == function.description.ja
        assert told[name]["ArgumentDescriptions"] == ([arg.description("ja") for arg in function.args] or None)
        assert told[name]["Category"] == "hedge_xl"


def in_a_cell(value):
    if value is None:
        return "#N/A"
    return date_serial(value) if isinstance(value, date) else value


@pytest.mark.parametrize("name", CATALOGUE)
def test_examples_give_the_same_in_a_cell(call, name):
    function = CATALOGUE[name]
    result = function.call(*function.example.args)
    rows = result if function.result.spills else [[result]]
    cells = [[in_a_cell(value) for value in row] for row in rows]
    assert call(name, *padded(name, *function.example.args)) == cells


def test_ranges_with_blanks_headers_and_omitted_arguments(call):
    asset = (("r_SPX",), *A, (None,), (0.5,))
    fx = (("r_FX",), *F, (0.5,), (None,))
    assert call("HSTAR", *padded("HSTAR", asset, fx)) == call("HSTAR", *padded("HSTAR", A, F))
    assert call("HSTAR", asset, fx, 4.0, "none", "foreign") == [[pytest.approx(16 / 13 + 1)]]
    rolling = call("HSTAR_ROLLING", *padded("HSTAR_ROLLING", asset, fx, 4.0))
    assert rolling[-3:] == [[pytest.approx(16 / 13)], ["#N/A"], ["#N/A"]]


def test_errors_are_one_line_of_text_that_other_formulas_refuse(call):
    text = call("HSTAR", *padded("HSTAR", A, ((0.01,), (-2146826281,), (0.0,), (0.03,))))
    assert text.startswith("#HEDGE! HSTAR fx_returns: 2行目に")
    assert "#DIV/0!" in text
    assert "\n" not in text
    assert "#HEDGE!" in call("HEDGE_UNITS", text, 0.8, OMITTED)
    assert call("HEDGE_UNITS", None, 0.8, OMITTED).startswith("#HEDGE! HEDGE_UNITS exposure:")


def test_the_module_imports_where_xlwings_registers_nothing():
    from hedge_xl.hosts import classic

    assert classic.HEDGE_UNITS(75000, 0.8) == [[60000.0]]
    assert set(CATALOGUE) <= set(vars(classic))


def test_no_vba_argument_is_called_like_its_function(call, vba):
    heads = [line.split("Function ")[1] for line in vba.splitlines() if line.startswith("Function ")]
    for head in heads:
        name, arguments = head.rstrip(")").split("(")
        assert name.upper() not in [word.removeprefix("Optional ").upper() for word in arguments.split(", ")]
    assert "HEDGE_BETA(portfolio_beta, hedge_beta_given)" in heads
    assert call("HEDGE_BETA", 1.2, 0.8) == [[pytest.approx(1.5)]]
