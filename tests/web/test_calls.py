"""Every function over HTTP, as Excel calls it."""

import random

import pytest
from office_client import DIV0, NOT_AVAILABLE, example, expected

from hedge_xl.functions import CATALOGUE, use_language
from hedge_xl.functions.declare import LONGEST_TEXT

A = [[0.03], [-0.02], [0.01], [0.04]]
F = [[0.01], [-0.02], [0], [0.03]]
UNREAD = {"HX_CHECK"}
"""Looks at errors and blanks instead of refusing them."""


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_example_gives_what_the_function_gives(call, name):
    answer = call(name, example(name))
    with use_language("en"):
        assert answer.json() == {"result": expected(name)}


def test_the_published_figure_of_article_a(call):
    """§15: 75,000 USD at a ratio of 0.8 are 60,000 USD."""
    assert call("HEDGE_UNITS", [[[75000]], [[0.8]]]).json() == {"result": [[60000.0]]}


@pytest.mark.parametrize("name", sorted(set(CATALOGUE) - UNREAD))
def test_an_error_in_a_cell_is_named_beside_value(call, name):
    for place, value in enumerate(example(name)):
        rows = value or [[0]]
        broken = [*rows[:-1], [*rows[-1][:-1], DIV0]]
        args = [*example(name)[:place], broken, *example(name)[place + 1 :]]
        answer = call(name, args)
        assert answer.status_code == 400, (place, answer.text)
        assert answer.text.startswith(f"{name} {CATALOGUE[name].args[place].name}: ")
        assert "#DIV/0!" in answer.text


@pytest.mark.parametrize(
    ("a", "f"),
    [
        (A, F),
        ([[row[0] for row in A]], [[row[0] for row in F]]),
        ([*A, [None], [0.5]], [*F, [0.5], [None]]),
        ([["a"], *A, [""]], [["b"], *F, [1]]),
    ],
    ids=["columns", "rows", "blanks", "headers and empty texts"],
)
def test_ranges_as_excel_sends_them(call, a, f):
    assert call("HSTAR", [a, f, [[4]]]).json()["result"] == [[pytest.approx(16 / 13)]]


def test_a_blank_cell_that_arrives_as_0_is_refused_where_0_makes_no_sense(call):
    answer = call("FX_LOTS", [[[1.2]], [[1000]], [[0]]])
    assert answer.status_code == 400
    assert answer.text.startswith("FX_LOTS ")


def test_an_omitted_argument_is_null_or_left_off(call):
    whole = call("HSTAR", [A * 12, F * 12]).json()
    assert whole == call("HSTAR", [A * 12, F * 12, *[None] * (len(CATALOGUE["HSTAR"].args) - 2)]).json()


def test_a_row_without_a_value_is_an_error_value_where_excel_takes_one(call):
    args = [A * 10, F * 10, [[36]]]
    rows = call("HSTAR_ROLLING", args).json()["result"]
    assert rows[:35] == [[NOT_AVAILABLE]] * 35
    assert all(isinstance(row[0], float) for row in rows[35:])
    for runtime in ("1.3", "1.1", "x"):
        assert call("HSTAR_ROLLING", args, runtime=runtime).json()["result"][0] == ["#N/A"]
    assert call("HSTAR_ROLLING", args, runtime="1.10").json()["result"][0] == [NOT_AVAILABLE]


def test_neither_nan_nor_infinity_reaches_json():
    from hedge_xl.hosts.server import json_cells

    odd = [[float("nan"), float("inf"), -float("inf"), 1.5, "#N/A", "x", True]]
    number = {"type": "Error", "errorType": "InvalidNumber"}
    assert json_cells(odd, errors=True) == [[number, number, number, 1.5, NOT_AVAILABLE, "x", True]]
    assert json_cells(odd, errors=False) == [["#NUM!", "#NUM!", "#NUM!", 1.5, "#N/A", "x", True]]


def test_only_what_is_refused_on_purpose_becomes_a_message():
    from hedge_xl.hosts.server import cell_function

    function = CATALOGUE["HEDGE_UNITS"]
    fields = {name: getattr(function, name) for name in function.__slots__}
    with pytest.raises(ZeroDivisionError):
        cell_function(type(function)(**fields | {"call": lambda *_: 1 / 0}))(1, 1)


def test_excel_is_told_of_every_function_without_a_namespace(client):
    meta = {item["name"]: item for item in client.get("/xlwings/custom-functions-meta.json").json()["functions"]}
    assert set(meta) == set(CATALOGUE)
    for name, function in CATALOGUE.items():
        told = meta[name]
        assert told["description"] == function.description.en
        assert [item["name"] for item in told["parameters"]] == [arg.name for arg in function.args]
        assert [not item.get("optional", False) for item in told["parameters"]] == [a.required for a in function.args]
        for item, arg in zip(told["parameters"], function.args, strict=True):
            assert item["description"] == arg.description("en")
            assert len(item["description"]) <= LONGEST_TEXT
    manifest = client.get("/manifest.xml").text
    assert "Functions.Namespace" not in manifest


def test_messages_and_words_in_japanese_when_the_server_speaks_it(unlicensed):
    """Without a key there are no functions; the language is seen in what the server says."""
    import httpx

    answer = httpx.get(f"{unlicensed}/nowhere", trust_env=False)
    assert (answer.status_code, answer.text) == (404, "ページがありません。")


def test_a_long_series_keeps_every_digit(call):
    chance = random.Random(1)
    a, f = ([[chance.gauss(0, 0.04)] for _ in range(600)] for _ in range(2))
    with use_language("en"):
        values = CATALOGUE["HSTAR_ROLLING"].call(a, f, 36)
    rows = call("HSTAR_ROLLING", [a, f, [[36]]]).json()["result"]
    assert rows == [[NOT_AVAILABLE if row[0] is None else row[0]] for row in values]
