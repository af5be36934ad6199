"""The code that a workbook carries for xlwings Lite, run in a process where nothing else of ours is."""

import ast
import json
import os
import subprocess
import sys
from datetime import date, datetime
from itertools import chain
from pathlib import Path

import pytest

from hedge_xl import __version__
from hedge_xl.core.language import LANGUAGES
from hedge_xl.functions import CATALOGUE, closed_days, use_language
from hedge_xl.functions.boundary import date_serial, to_cells
from hedge_xl.functions.calendars import FIRST_YEAR, LAST_YEAR
from workbook.lite import lite_code
from workbook.lite.bundle import HOST, functions_block
from workbook.lite.licence import LICENCE
from workbook.lite.sources import sources_for

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("lite_process.py")
NOT_AVAILABLE = {"type": "Error", "errorType": "NotAvailable"}
DIV0 = {"type": "Error", "errorType": "Div0", "basicValue": "#DIV/0!"}
DATES = {"date", "time", "dates", "times with gaps"}
UNREAD = {"HX_CHECK"}
"""Looks at errors and blanks instead of refusing them."""
ABSENT_IN_PYODIDE = {"curses", "dbm", "ensurepip", "fcntl", "grp", "idlelib", "lib2to3", "lzma", "msvcrt", "pwd"} | {
    *("resource", "sqlite3", "ssl", "syslog", "termios", "tkinter", "turtle", "venv", "winreg", "winsound")
}
"""Modules of the standard library that Pyodide lacks, or has only when asked for."""
MY_CODE = '''"""私の関数 "引用" \\\\ と
改行"""
from __future__ import annotations
from xlwings import func


@func
def own():
    return HEDGE_UNITS(75000, 0.8)


'''


def sent_cell(value):
    """JavaScript's numbers arrive as whole numbers when they are."""
    if isinstance(value, (date, datetime)):
        value = date_serial(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    return int(value) if float(value).is_integer() else float(value)


def sent(value):
    """Excel sends every argument as a matrix."""
    rows = value if isinstance(value, (list, tuple)) else [[value]]
    return [[*map(sent_cell, row)] if isinstance(row, (list, tuple)) else [sent_cell(row)] for row in rows]


def padded(name, args):
    """An omitted argument is null."""
    return [*args, *([None] * (len(CATALOGUE[name].args) - len(args)))]


def process(folder, client, calls, code):
    (folder / "main.py").write_text(code, encoding="utf-8", newline="\n")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "HEDGE_XL"))}
    environment |= {"XLWINGS_LICENSE_KEY": "noncommercial", "XLWINGS_ON_SERVER": "true"}
    done = subprocess.run(
        [sys.executable, "-I", "-B", "-W", "error", str(PROGRAM), str(folder), client],
        input=json.dumps(calls),
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def examples():
    return [(name, padded(name, [sent(value) for value in f.example.args])) for name, f in CATALOGUE.items()]


def error_calls():
    """Every argument of every function in turn with an error in its last cell."""
    for name, args in examples():
        for place, value in enumerate(args):
            last = [*value[-1][:-1], DIV0] if value else [DIV0]
            yield name, place, [*args[:place], [*(value or [[0]])[:-1], last], *args[place + 1 :]]


def zero_calls():
    """A single blank cell arrives as 0: that in place of every price, volatility, equity and lot size."""
    for name, args in examples():
        for place, arg in enumerate(CATALOGUE[name].args):
            if arg.name in PRICES and arg.kind.name == "number" and arg.required:
                yield name, place, [*args[:place], [[0]], *args[place + 1 :]]


@pytest.fixture(scope="module", params=["stub", "xlwings"])
def client(request):
    if request.param == "xlwings":
        pytest.importorskip("xlwings", reason="the extra 'excel' is not installed")
    return request.param


@pytest.fixture(scope="module")
def answers(client, tmp_path_factory):
    """All calls of this file in one process."""
    code = MY_CODE + functions_block("en")
    calls = [
        *examples(),
        *((name, args) for name, _, args in error_calls()),
        *ODD.values(),
        *((name, args) for name, _, args in zero_calls()),
    ]
    return process(tmp_path_factory.mktemp("lite"), client, calls, code)


A, F = [[0.03], [-0.02], [0.01], [0.04]], [[0.01], [-0.02], [0], [0.03]]
ODD = {
    "columns": ("HSTAR", [A, F, [[4]]]),
    "rows": ("HSTAR", [[[row[0] for row in A]], [[row[0] for row in F]], [[4]]]),
    "a blank in each": ("HSTAR", [[*A, [None], [0.5]], [*F, [0.5], [None]], [[4]]]),
    "headers and empty texts": ("HSTAR", [[["a"], *A, [""]], [["b"], *F, [1]], [[4]]]),
    "a row": ("HX_CHECK", [[[0.01, "x", 0.03]]]),
    "a date": ("ROLL_SCHEDULE", [[[46082]], [[1]], None, None]),
    "a date with its format": (
        "ROLL_SCHEDULE",
        [[[{"type": "FormattedNumber", "basicValue": 46082, "numberFormat": "yyyy/m/d"}]], [[1]], None, None],
    ),
}
PRICES = {
    "spot",
    "price",
    "quote",
    "strike",
    "equity",
    "vol",
    "sigma",
    "index_atr",
    "fx_atr",
    "lot_units",
    "value_per_point",
}


def answer_to(answers, key):
    return answers["results"][len(examples()) + len(list(error_calls())) + list(ODD).index(key)]


# --- what is registered ------------------------------------------------------------------------------


def test_every_function_is_registered_with_its_words(client, answers):
    functions = answers["functions"]
    assert {name.upper() for name in functions} - {"OWN"} == set(CATALOGUE)
    for name, function in CATALOGUE.items():
        names = [arg.name for arg in function.args]
        docs = [arg.description("en") for arg in function.args]
        if client == "stub":
            assert list(functions[name]["defaults"]) == names
            assert [value is None for value in functions[name]["defaults"].values()] == [
                a.required for a in function.args
            ]
            assert [functions[name]["told"][arg] for arg in names] == [["raw", doc] for doc in docs]
            assert functions[name]["doc"] == function.description.en
        else:
            told = functions[name]["parameters"]
            assert [item["name"] for item in told] == names
            assert [item["description"] for item in told] == docs
            assert ["optional" not in item for item in told] == [arg.required for arg in function.args]
            assert functions[name]["description"] == function.description.en


def test_nothing_else_is_needed(client, answers):
    assert answers["from"] == ["CarriedModules"]
    if client == "stub":
        assert not {"holidays", "openpyxl", "pandas", "lxml", "workbook"} & set(answers["modules"])


def test_the_users_own_code_calls_ours(answers):
    assert answers["own"] == [[60000.0]]


# --- what it computes --------------------------------------------------------------------------------


def in_excel(client, rows):
    """The cells as Excel gets them: xlwings turns the text of an error into the error."""
    if client == "stub":
        return rows
    return [[NOT_AVAILABLE if cell == "#N/A" else cell for cell in row] for row in rows]


def test_every_example_gives_what_the_functions_give(client, answers):
    for (name, _), result in zip(examples(), answers["results"], strict=False):
        with use_language("en"):
            expected = to_cells(CATALOGUE[name].call(*CATALOGUE[name].example.args))
        assert result == {"cells": in_excel(client, expected)}, name


@pytest.mark.parametrize("key", ["rows", "a blank in each", "headers and empty texts"])
def test_ranges_as_excel_sends_them(answers, key):
    assert answer_to(answers, key) == answer_to(answers, "columns")
    assert answer_to(answers, key)["cells"] == [[pytest.approx(16 / 13)]]


def test_a_row_is_no_column(answers):
    """xlwings hands on a single row flat: cells are named by where they are."""
    with use_language("en"):
        expected = CATALOGUE["HX_CHECK"].call([[0.01, "x", 0.03]])
        assert expected != CATALOGUE["HX_CHECK"].call([0.01, "x", 0.03])
    assert answer_to(answers, "a row") == {"cells": [[expected]]}


def test_dates_as_excel_sends_them(client, answers):
    if client == "stub":  # xlwings reads the number out of such a cell by itself
        assert answer_to(answers, "a date with its format") == answer_to(answers, "a date")
    days = [row[2] for row in answer_to(answers, "a date")["cells"][1:]]
    assert days == [date_serial(day) for day in (date(2026, 3, 5), date(2026, 3, 13), date(2026, 3, 24))]


# --- what it refuses ---------------------------------------------------------------------------------


def test_an_error_in_any_cell_is_named(answers):
    calls = list(error_calls())
    results = answers["results"][len(examples()) : len(examples()) + len(calls)]
    assert len(calls) > 200
    for (name, place, _), result in zip(calls, results, strict=True):
        if name in UNREAD:
            assert "#DIV/0!" in str(result["cells"])
            continue
        assert result["expected"], (name, place, result)
        assert result["error"].startswith(f"{name} {CATALOGUE[name].args[place].name}: ")
        assert "#DIV/0!" in result["error"]
        assert "\n" not in result["error"]


def test_a_blank_cell_that_arrives_as_0_is_refused_where_0_makes_no_sense(answers):
    calls = list(zero_calls())
    assert len(calls) > 20
    for (name, place, _), result in zip(calls, answers["results"][-len(calls) :], strict=True):
        assert result["expected"], (name, place, result)
        assert result["error"].startswith(f"{name} {CATALOGUE[name].args[place].name}: ")


def test_a_fault_of_ours_stays_one(monkeypatch):
    """Only what is refused on purpose becomes a message."""
    from hedge_xl.functions.results import BrokenResultError
    from hedge_xl.hosts import lite

    function = CATALOGUE["HEDGE_UNITS"]
    broken = type(function)(**{f: getattr(function, f) for f in function.__slots__} | {"call": lambda *_: 1 / 0})
    with pytest.raises(ZeroDivisionError):
        lite.cell_function(broken)(1, 1)
    assert not issubclass(BrokenResultError, ValueError)


# --- what it is made of ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_it_is_and_speaks_the_books_language(language, tmp_path):
    code = lite_code(language)
    assert f"hedge_xl {__version__} ({language})" in code.main
    assert all(line.strip() in code.main for line in (ROOT / "LICENSE").read_text(encoding="utf-8").splitlines())
    wrong = process(tmp_path, "stub", [("HSTAR", [[[1]], [[1]]])], code.main)["results"][0]["error"]
    with use_language(language), pytest.raises(ValueError, match="HSTAR") as caught:
        CATALOGUE["HSTAR"].call([1], [1])
    assert wrong == str(caught.value)


def test_the_licence_is_the_projects():
    assert (ROOT / "LICENSE").read_text(encoding="utf-8") == LICENCE


def test_the_sources_are_carried_word_for_word():
    block = functions_block("ja")
    table = block[block.index("carry({") + len("carry(") : block.index("})\n\nfrom") + 1]
    carried = ast.literal_eval(table)
    assert carried == sources_for(HOST)
    for name, source in carried.items():
        path = ROOT.joinpath(*name.split("."))
        file = path.with_suffix(".py") if path.with_suffix(".py").is_file() else path / "__init__.py"
        assert name == closed_days.__name__ or source == file.read_text(encoding="utf-8")
    assert "hedge_xl.functions.documentation" not in carried


def test_the_holidays_are_those_of_the_library():
    namespace = {}
    exec(sources_for(HOST)[closed_days.__name__], namespace)
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        assert namespace["closed_days"](year) == closed_days.closed_days(year)


def test_pyodide_has_every_module_that_is_imported():
    text = functions_block("ja")
    trees = [ast.parse(source) for source in (*sources_for(HOST).values(), text)]
    nodes = list(chain.from_iterable(map(ast.walk, trees)))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    tops = {name.partition(".")[0] for name in names}
    assert tops <= {*sys.stdlib_module_names, "numpy", "hedge_xl", "xlwings"}
    assert not tops & ABSENT_IN_PYODIDE


def test_the_same_sources_give_the_same_text(tmp_path):
    again = "from workbook.lite import lite_code; import sys; sys.stdout.buffer.write(lite_code('ja').main.encode())"
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "7",
        "HEDGE_XL_LANG": "en",
        "TZ": "Asia/Tokyo",
    }
    done = subprocess.run([sys.executable, "-c", again], cwd=tmp_path, env=environment, capture_output=True, check=True)
    assert done.stdout.decode() == lite_code("ja").main


def test_requirements_name_what_pyodide_has():
    names = [line.partition("=")[0] for line in lite_code("ja").requirements.splitlines()]
    assert names == ["xlwings", "numpy"]
