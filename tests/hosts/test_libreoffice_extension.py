"""The add-in without LibreOffice: what it makes of arguments and results, its words, and the file that carries it."""

import ast
import doctest
import math
import re
import struct
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from lxml import etree

from hedge_xl import HedgeError, __version__
from hedge_xl.core.language import LANGUAGES
from hedge_xl.functions import CATALOGUE, use_language
from hedge_xl.functions.boundary import to_cells
from hedge_xl.hosts import libreoffice
from hedge_xl.hosts.libreoffice import NOT_AVAILABLE, argument_description, argument_name, call, description
from workbook.addin import extension as made
from workbook.addin.extension import COMPONENT, COMPONENTS, IDENTIFIER, extension, interface_text
from workbook.addin.lacking import NEEDED

METHOD = re.compile(r"^    (any|sequence< sequence<any> >) (\w+)\((.*)\);$", re.MULTILINE)


def as_calc_sends(value):
    """Numbers as floats, a range as a tuple of row tuples with "" for a blank, an argument left out as None."""
    if isinstance(value, (list, tuple)):
        rows = [row if isinstance(row, (list, tuple)) else [row] for row in value]
        return tuple(tuple("" if cell is None else as_calc_sends(cell) for cell in row) for row in rows)
    return float(value) if isinstance(value, int) else value


def bits(value):
    return struct.pack("<d", value)


def shown(default):
    return default if isinstance(default, str) else repr(default).removesuffix(".0")


def test_the_examples_in_its_words_run():
    outcome = doctest.testmod(libreoffice, optionflags=doctest.ELLIPSIS)
    assert outcome.attempted >= 6
    assert outcome.failed == 0


# --- calls ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CATALOGUE)
def test_examples_as_calc_sends_and_takes_them(name, language):
    function = CATALOGUE[name]
    given = [as_calc_sends(value) for value in function.example.args]
    given += [None] * (len(function.args) - len(given))
    result = call(name, given, language)
    with use_language(language):
        wanted = to_cells(function.call(*function.example.args))
    rows = result if function.result.spills else ((result,),)
    assert isinstance(rows, tuple)
    assert all(isinstance(row, tuple) for row in rows)
    for row, line in zip(rows, wanted, strict=True):
        for cell, value in zip(row, line, strict=True):
            assert type(cell) in (float, str, bool)
            if value == "#N/A":
                assert bits(cell) == bits(NOT_AVAILABLE)
            else:
                assert cell == value


def test_blanks_of_a_range_are_gaps_and_a_gap_in_the_result_is_an_error():
    asset = ((0.03,), ("",), (-0.02,), (0.01,), (0.04,))
    fx = ((0.01,), (0.5,), (-0.02,), (0.0,), (0.03,))
    assert call("HSTAR", (asset, fx, None, None, None), "ja") == pytest.approx(16 / 13)
    column = call("HSTAR_ROLLING", (asset, fx, 4.0, None, None), "ja")
    assert [math.isnan(row[0]) for row in column] == [True, True, True, True, False]
    assert bits(column[0][0])[:4] == (32767).to_bytes(4, "little")
    assert np.isnan(NOT_AVAILABLE)


@pytest.mark.parametrize(("language", "words"), [("ja", "空白"), ("en", "blank")])
def test_a_refusal_is_told_in_the_language_of_the_menus(language, words):
    with pytest.raises(HedgeError, match=words) as caught:
        call("HEDGE_UNITS", (None, 0.8, None), language)
    assert str(caught.value).startswith("HEDGE_UNITS exposure: ")


@pytest.mark.parametrize(
    ("variable", "menus", "language"),
    [
        ("", "ja-JP", "ja"),
        ("", "en-US", "en"),
        ("", "en", "en"),
        ("", "de", "ja"),
        ("ja", "en-US", "ja"),
        ("en", "ja", "en"),
    ],
)
def test_the_language_is_the_users_or_that_of_the_menus(monkeypatch, variable, menus, language):
    monkeypatch.setenv("HEDGE_XL_LANG", variable)
    assert libreoffice.language_of(menus) == language


# --- the wizard -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "required", "left_out"), [("ja", "必須。", "省略時"), ("en", "Required. ", "default")]
)
@pytest.mark.parametrize("name", CATALOGUE)
def test_the_wizard_says_which_arguments_are_needed_and_what_else_is_taken(name, language, required, left_out):
    function = CATALOGUE[name]
    assert description(name.lower(), language) == function.description.of(language)
    for place, arg in enumerate(function.args):
        told = argument_description(name, place, language)
        assert argument_name(name, place) == arg.name
        assert arg.description(language) in told
        assert told.startswith(required) == arg.required
        if arg.default is not None:
            assert re.search(rf'{left_out} "?{re.escape(shown(arg.default))}"?\)$', told)


@pytest.mark.parametrize(("name", "place"), [("HSTAR", 5), ("HSTAR", -1), ("SUM", 0), ("", 0)])
def test_the_wizard_has_no_words_for_what_is_not_ours(name, place):
    assert argument_name(name, place) == argument_description(name, place, "en") == ""
    if name != "HSTAR":
        assert description(name, "ja") == libreoffice.function_named(name) == ""


# --- the file -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def archive():
    with zipfile.ZipFile(BytesIO(extension())) as opened:
        yield {name: opened.read(name) for name in opened.namelist()}


def test_the_interface_has_a_method_for_every_function():
    methods = METHOD.findall(interface_text())
    assert [name for _, name, _ in methods] == list(CATALOGUE)
    for kind, name, arguments in methods:
        function = CATALOGUE[name]
        assert (kind != "any") == function.result.spills
        parameters = re.findall(r"\[in\] any (given[A-Za-z0-9]+)(?:, |$)", arguments)
        assert len(parameters) == len(set(parameters)) == len(function.args)
        dated = any("date" in arg.kind.name or "time" in arg.kind.name for arg in function.args)
        assert arguments.endswith(" caller") == dated


def test_an_old_python_reads_the_component_and_is_told_what_is_needed():
    path = Path(libreoffice.__file__).with_name("libreoffice_addin.py")
    tree = ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))
    (needed,) = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "NEEDED"
    ]
    project = tomllib.loads((Path(made.__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">={}.{}".format(*needed)
    assert needed == NEEDED


def test_the_same_code_makes_the_same_bytes():
    code = "import sys; from workbook.addin.extension import extension; sys.stdout.buffer.write(extension())"
    path = str(Path(made.__file__).parents[2])
    environment = {"PYTHONPATH": path, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True, timeout=60)
    assert done.stdout == extension()


def test_the_manifest_lists_what_libreoffice_must_read(archive):
    entries = etree.fromstring(archive["META-INF/manifest.xml"])
    listed = {item.get(f"{{{item.nsmap['manifest']}}}full-path") for item in entries}
    assert listed == {COMPONENTS, "hedge_xl.idl"} <= set(archive)
    component = etree.fromstring(archive[COMPONENTS])[0]
    assert component.get("uri") == COMPONENT in archive
    services = {item.get("name") for item in component[0]}
    assert services == {"com.sun.star.sheet.AddIn", libreoffice.SERVICE}
    assert component[0].get("name") == libreoffice.SERVICE


def test_the_description_has_version_words_and_the_oldest_libreoffice(archive):
    root = etree.fromstring(archive["description.xml"])
    values = {etree.QName(item).localname: item.get("value") for item in root.iter() if item.get("value")}
    assert values == {
        "identifier": IDENTIFIER,
        "version": __version__,
        "platform": "all",
        "LibreOffice-minimal-version": "7.4",
    }
    names = {item.get("lang"): item.text for item in root.iter("{*}name")}
    abouts = {item.get("lang"): item.get("{http://www.w3.org/1999/xlink}href") for item in root.iter("{*}src")}
    assert set(names) == set(abouts) == set(LANGUAGES)
    for language, file in abouts.items():
        assert str(len(CATALOGUE)) in archive[file].decode()
        assert any(letter > "\u3000" for letter in archive[file].decode()) == (language == "ja")


def test_it_carries_its_licence(archive, monkeypatch, tmp_path):
    assert archive["LICENSE"].startswith(b"MIT License")
    monkeypatch.setattr(made, "_PACKAGE", tmp_path / "hedge_xl")
    installed = type("", (), {"read_text": lambda _, name: "the text" if name == "licenses/LICENSE" else None})
    monkeypatch.setattr(made, "distribution", lambda _: installed())
    with zipfile.ZipFile(BytesIO(made._zipped({"LICENSE": made._licence().encode()}))) as opened:
        assert opened.read("LICENSE") == b"the text"

    def absent(_):
        raise PackageNotFoundError

    monkeypatch.setattr(made, "distribution", absent)
    with pytest.raises(FileNotFoundError, match="LICENSE"):
        made._licence()


CARRIED = """
import sys
for name in ("holidays", "openpyxl", "lxml", "pandas", "xlwings", "typer"):
    sys.modules[name] = None
sys.path.insert(0, sys.argv[1])
from hedge_xl.hosts import libreoffice
assert libreoffice.__file__.startswith(sys.argv[1]), libreoffice.__file__
print(repr([libreoffice.call("ROLL_SCHEDULE", (day, 12.0, 3.0, None), "en") for day in (18264.0, 46000.0, 72000.0)]))
"""


def test_what_it_carries_needs_numpy_alone(tmp_path):
    with zipfile.ZipFile(BytesIO(extension())) as opened:
        opened.extractall(tmp_path)
    command = [sys.executable, "-c", CARRIED, str(tmp_path / "pythonpath")]
    done = subprocess.run(command, cwd=tmp_path, env={}, capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    wanted = [call("ROLL_SCHEDULE", (day, 12.0, 3.0, None), "en") for day in (18264.0, 46000.0, 72000.0)]
    assert done.stdout.strip() == repr(wanted)
