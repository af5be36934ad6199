"""Ranges of any host become the same arrays; every fault is named with its place."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays as np_arrays

from hedge_xl.core.arrays import matrix, number, rows_of, series, single
from hedge_xl.core.errors import HedgeError, MissingValueError, NotANumberError, ShapeError

VALUES = [0.01, -0.02, 0.03]

LINES = [
    VALUES,
    tuple(VALUES),
    [[v] for v in VALUES],
    tuple((v,) for v in VALUES),
    [VALUES],
    (tuple(VALUES),),
    np.array(VALUES),
    np.array(VALUES).reshape(-1, 1),
    np.array([VALUES]),
    np.array(VALUES, dtype=object),
    np.ma.masked_array(VALUES, mask=False),
    pd.Series(VALUES, index=[7, 8, 9]),
    pd.DataFrame({"r": VALUES}),
    pd.Series(VALUES, dtype="Float64"),
    [np.float64(v) for v in VALUES],
    (v for v in VALUES),
    [np.array([v]) for v in VALUES],
    [{"type": "FormattedNumber", "basicValue": v, "numberFormat": "0%"} for v in VALUES],
]


@pytest.mark.parametrize("raw", LINES, ids=lambda raw: type(raw).__name__)
def test_every_host_gives_the_same_series(raw):
    result = series(raw, "x", gaps=False)
    assert result.dtype == np.float64
    assert result.tolist() == VALUES


@pytest.mark.parametrize("gap", [None, "", " ", float("nan"), "n/a", "r_FX", pd.NA], ids=repr)
@pytest.mark.parametrize("shape", [lambda c: c, lambda c: [[x] for x in c], lambda c: [c], np.array])
def test_gaps_become_nan_where_they_are_allowed(gap, shape):
    cells = [0.01, gap, 0.03]
    raw = np.array(cells, dtype=object) if shape is np.array else shape(cells)
    np.testing.assert_array_equal(series(raw, "x", gaps=True), [0.01, np.nan, 0.03])


@pytest.mark.parametrize(
    ("gap", "error"),
    [(None, MissingValueError), ("", MissingValueError), (np.nan, MissingValueError), ("x", NotANumberError)],
)
def test_gaps_are_named_where_they_are_not_allowed(gap, error):
    with pytest.raises(error) as caught:
        series([[1.0], [gap], [3.0]], "prices", gaps=False)
    assert caught.value.argument == "prices"
    assert "row 2" in caught.value.message("en")
    assert "2行目" in caught.value.message("ja")


@pytest.mark.parametrize(
    "cell", ["1,234", "１２３", True, np.False_, float("inf"), np.datetime64("2026-01-31"), -2146826246, "#DIV/0!"]
)
def test_a_refused_cell_is_named_with_its_row_in_spite_of_gaps(cell):
    with pytest.raises((NotANumberError, MissingValueError)) as caught:
        series([[0.1], [None], [cell], [0.2]], "fx_returns", gaps=True)
    assert "row 3" in caught.value.message("en")


@pytest.mark.parametrize(
    "raw",
    [
        np.array([True, False]),
        np.array(["2026-01-31"], dtype="datetime64[ns]"),
        pd.to_datetime(pd.Series(["2026-01-31", "2026-02-28"])),
        pd.Series([True, False]),
        pd.Series(["1", "2"]),
        np.array(["0.5", "0.6"]),
        [1.0, True],
        [True, 2],
        np.array([1.0, np.inf]),
        [1.0, 10**400],
        np.array([1 + 1j]),
    ],
    ids=repr,
)
def test_no_bool_date_text_or_infinity_slips_through(raw):
    with pytest.raises(NotANumberError):
        series(raw, "x", gaps=True)


def test_com_errors_are_found_among_plain_numbers():
    with pytest.raises(MissingValueError, match="#DIV/0!"):
        series(((1.0,), (-2146826281,)), "x", gaps=True)
    assert series([-2146826281.5, -3e9], "x", gaps=True).tolist() == [-2146826281.5, -3e9]


@pytest.mark.parametrize(
    "raw", [[[1, 2], [3]], [[1, 2], [3], [4, 5, 6]], [[1], 2], [1, [2]], [[1, 2], [3, 4]], np.ones((2, 2, 2))], ids=repr
)
def test_shapes_that_are_no_line_are_refused(raw):
    with pytest.raises(HedgeError) as caught:
        series(raw, "x", gaps=True)
    assert isinstance(caught.value, (ShapeError, NotANumberError))


@pytest.mark.parametrize(
    "raw", [[], [[]], (), np.array([]), [None, None], "", [["a"], ["b"]], pd.Series([], dtype=float)]
)
def test_a_range_without_numbers_is_missing(raw):
    with pytest.raises(MissingValueError):
        series(raw, "x", gaps=True)


@pytest.mark.parametrize(
    "raw", [1.5, [1.5], [[1.5]], ((1.5,),), np.array(1.5), np.array([[1.5]]), pd.Series([1.5])], ids=repr
)
def test_a_range_of_one_cell_is_a_scalar(raw):
    assert number(raw, "x") == 1.5
    assert series(raw, "x", gaps=False).tolist() == [1.5]


@pytest.mark.parametrize("raw", [None, "", [[None]], [""], -2147352572, float("nan"), pd.NA], ids=repr)
def test_a_blank_scalar_is_none(raw):
    assert number(raw, "x") is None


@pytest.mark.parametrize("raw", ["1,234", "５", "abc", True, float("inf"), 2e15, "1月", [[True]]], ids=repr)
def test_what_is_no_number_is_refused_as_a_scalar(raw):
    with pytest.raises(NotANumberError):
        number(raw, "spot")


def test_a_range_is_no_scalar():
    with pytest.raises(ShapeError, match="2×3"):
        single([[1, 2, 3], [4, 5, 6]], "spot")


def test_matrix_keeps_its_shape_and_a_line_becomes_a_column():
    assert matrix([[1, 2, 3], [4, 5, 6]], "cov").shape == (2, 3)
    assert matrix(pd.DataFrame(np.eye(2)), "cov").tolist() == [[1.0, 0.0], [0.0, 1.0]]
    assert matrix([[1, 2, 3]], "cov").shape == (3, 1)
    assert matrix([1, 2, 3], "cov").shape == (3, 1)
    with pytest.raises(MissingValueError, match="2行1列目"):
        matrix([[1.0, 2.0], [None, 4.0]], "cov")
    with pytest.raises(MissingValueError, match="1行2列目"):
        matrix(np.array([[1.0, np.nan], [3.0, 4.0]]), "cov")


def test_rows_of_keeps_cells_unread():
    assert rows_of(["a", None], "labels") == [["a"], [None]]
    assert rows_of("a", "labels") == [["a"]]


@given(np_arrays(np.float64, st.integers(1, 30), elements=st.floats(-1e15, 1e15)))
def test_fast_and_slow_ways_agree(values):
    fast = series(values.tolist(), "x", gaps=True)
    slow = series([np.float64(v) for v in values], "x", gaps=True)
    np.testing.assert_array_equal(fast, values)
    np.testing.assert_array_equal(slow, values)


def test_inputs_are_not_touched():
    values = np.array([[0.01], [np.nan], [0.03]])
    values.setflags(write=False)
    before = values.copy()
    series(values, "x", gaps=True)
    matrix(values, "x", gaps=True)
    np.testing.assert_array_equal(values, before)


@pytest.mark.parametrize("code", [-2146826246, -2146826246.0])
@pytest.mark.parametrize("hold", [list, np.array, pd.Series, lambda cells: [[cell] for cell in cells]])
def test_a_com_error_that_became_a_float_is_still_an_error(hold, code):
    cells = hold([0.01, 0.02, code, 0.03])
    for read in (lambda raw: series(raw, "x", gaps=True), lambda raw: matrix(raw, "x")):
        with pytest.raises(MissingValueError, match=r"3行目に.*#N/A"):
            read(cells)


@pytest.mark.parametrize("raw", [-2146826246.0, np.float64(-2146826246), [[-2146826246.0]], np.array([-2146826246.0])])
def test_a_com_error_that_became_a_float_is_no_number(raw):
    with pytest.raises(MissingValueError, match="#N/A"):
        number(raw, "spot")
    assert number(-2146826246.5, "spot") == -2146826246.5
    assert number(-1e15, "spot") == -1e15
