"""HX_EXPLAIN and HX_CHECK: help that speaks both languages and names what is wrong, where."""

import numpy as np
import pandas as pd
import pytest

from hedge_xl.core.errors import ChoiceError
from hedge_xl.core.language import LANGUAGES
from hedge_xl.functions import CATALOGUE, HX_CHECK, HX_EXPLAIN, use_language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CATALOGUE)
def test_every_function_is_explained_whole(name, language):
    function = CATALOGUE[name]
    with use_language(language):
        text = HX_EXPLAIN(name)
    lines = text.split("\n")
    assert lines[:2] == [function.usage, function.description.of(language)]
    for part in (function.formula, function.unit.of(language), function.example_formula, function.source):
        assert part in text
    for arg in function.args:
        (line,) = [line for line in lines if line.startswith(f"  {arg.name}: {arg.description(language)}")]
        assert ("省略可" in line or "optional" in line) != arg.required
    assert len(text) < 32_767


@pytest.mark.parametrize(
    "name", ["hstar", "=HSTAR", " HStar ", "=HSTAR(", "ＨＳＴＡＲ", "HSTAR(asset_returns, fx_returns)"]
)
def test_names_as_people_write_them(name):
    assert HX_EXPLAIN(name) == HX_EXPLAIN("HSTAR")


def test_an_unknown_name_is_met_with_near_ones():
    with pytest.raises(ChoiceError, match="HSTAR_ROLLING"):
        HX_EXPLAIN("HSTAR_ROLING")


@pytest.mark.parametrize(
    "data",
    [1, 0.01, [0.01, 0.02], [[1, 2], [3, 4]], np.eye(3), pd.Series([1.0, 2.0]), ((1.0,), (-3,)), [[0]]],
    ids=repr,
)
def test_numbers_are_ok(data):
    assert HX_CHECK(data) == "OK"


@pytest.mark.parametrize(
    ("data", "japanese", "english"),
    [
        ([0.01, None, 0.02], "2行目に空白", "a blank in row 2"),
        ([["r_FX"], [0.01]], "1行目に文字列「r_FX」", 'the text "r_FX" in row 1'),
        ([0.01, "1,234"], "2行目に文字列「1,234」", 'the text "1,234" in row 2'),
        ([[0.01, "１２３"]], "2列目に文字列「１２３」", 'the text "１２３" in column 2'),
        ([0.01, -2146826246], "2行目にExcelのエラー #N/A", "the Excel error #N/A in row 2"),
        ([[1, 2], [True, 4]], "2行1列目に論理値 TRUE", "the boolean TRUE in row 2, column 1"),
        ("abc", "文字列「abc」", 'the text "abc"'),
        ([np.nan, np.nan], "1行目に空白、2行目に空白", "a blank in row 1; a blank in row 2"),
        (
            [None, "a", None, "b", 1],
            "1行目に空白、2行目に文字列「a」、3行目に空白、ほか1件",
            'a blank in row 1; the text "a" in row 2; a blank in row 3; 1 more',
        ),
        ([0.01, float("inf")], "2行目に大きすぎる数 inf", "inf, a number too large in row 2"),
    ],
)
def test_every_fault_is_named_with_its_place(data, japanese, english):
    assert HX_CHECK(data) == japanese
    with use_language("en"):
        assert HX_CHECK(data) == english
