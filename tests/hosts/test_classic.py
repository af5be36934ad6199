"""The Windows host, run by xlwings' own code with pywin32 stood in for."""

import io
import sys
from types import ModuleType, SimpleNamespace
from unittest.mock import MagicMock

import pytest

from hedge_xl.functions import CATALOGUE

xlwings = pytest.importorskip("xlwings", reason="the extra 'excel' is not installed")

MODULE = "hedge_xl.hosts.classic"
PYWIN32 = ("pythoncom", "pywintypes", "win32com", "win32com.client", "win32api", "win32event")
OMITTED = -2147352572
A = ((0.03,), (-0.02,), (0.01,), (0.04,))
F = ((0.01,), (-0.02,), (0.0,), (0.03,))


class ComError(Exception):
    """Stands in for pywintypes.com_error."""


@pytest.fixture
def udfs(monkeypatch):
    """xlwings' COM module as Windows would load it, and our host module registered with it."""
    for name in PYWIN32:
        monkeypatch.setitem(sys.modules, name, MagicMock(name=name, com_error=ComError))
    monkeypatch.setitem(sys.modules, "xlwings.com_server", ModuleType("xlwings.com_server"))
    sys.modules["xlwings.com_server"].loop = None
    windows = SimpleNamespace(is_range_instance=lambda _: False, Range=MagicMock())
    monkeypatch.setattr(xlwings, "_xlwindows", windows, raising=False)
    monkeypatch.setattr(xlwings, "engines", {"excel": object()})
    monkeypatch.delitem(sys.modules, "xlwings.udfs", raising=False)
    import xlwings.udfs as module

    for name in ("func", "arg", "ret"):
        monkeypatch.setattr(xlwings, name, getattr(module, f"xl{name}"))
    monkeypatch.delitem(sys.modules, MODULE, raising=False)
    yield module
    for name in ("xlwings.udfs", MODULE):
        sys.modules.pop(name, None)


@pytest.fixture
def call(udfs):
    """A call as Excel makes it: values through COM, xlwings in between."""
    return lambda name, *args: udfs.call_udf(MODULE, name, args, None, MagicMock())


def padded(name, *args):
    """VBA passes every argument, the omitted ones as a marker."""
    return (*args, *([OMITTED] * (len(CATALOGUE[name].args) - len(args))))


def test_every_function_gets_a_vba_wrapper(udfs):
    module = udfs.get_udf_module(MODULE, None)
    text = io.StringIO()
    udfs.generate_vba_wrapper(MODULE, module, text, SimpleNamespace(Name="ledger.xlsm"))
    vba = text.getvalue()
    for name, function in CATALOGUE.items():
        words = [arg.name if arg.required else f"Optional {arg.name}" for arg in function.args]
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


@pytest.mark.parametrize("name", CATALOGUE)
def test_examples_give_the_same_in_a_cell(call, name):
    function = CATALOGUE[name]
    result = function.call(*function.example.args)
    rows = result if function.result.spills else [[result]]
    cells = [["#N/A" if value is None else value for value in row] for row in rows]
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
