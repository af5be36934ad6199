"""Every function called through xlwings with what COM sends: floats, tuples of rows, None, error numbers, dates."""

from datetime import UTC, date, datetime, timedelta
from itertools import chain

import pytest

from hedge_xl.core.cells import ERROR_MARK
from hedge_xl.core.dates import EPOCH
from hedge_xl.functions import CATALOGUE
from hedge_xl.functions.boundary import date_serial, to_cells

DIV0 = -2146826281
OMITTED = -2147352572
WORDS = {"choice", "side", "option", "word", "shrinkage"}
DATES = {"date", "time", "dates", "times with gaps"}
UNREAD = {"HX_CHECK"}
"""Looks at errors and blanks instead of refusing them."""

pytest.importorskip("xlwings", reason="the extra 'excel' is not installed")


class PywinTime(datetime):
    """A date as pywin32 makes it: a datetime subclass that claims a time zone which Excel knows nothing of."""


def com_cell(value):
    """One cell: Excel knows no whole numbers, and sends a blank as None."""
    if value == "" or value is None:
        return None
    if isinstance(value, (date, datetime)):
        moment = datetime.fromisoformat(value.isoformat())
        return PywinTime.combine(moment.date(), moment.time(), tzinfo=UTC)
    return value if isinstance(value, (str, bool)) else float(value)


def com_range(value):
    """A range as a tuple of row tuples; a scalar as it is."""
    if not isinstance(value, (tuple, list)):
        return com_cell(value)
    return tuple(tuple(map(com_cell, row)) if isinstance(row, (tuple, list)) else (com_cell(row),) for row in value)


def com_date(kind, value):
    """ISO text and serials of the examples as the dates that cells hold."""
    if kind not in DATES:
        return value
    if isinstance(value, (tuple, list)):
        return tuple(com_date(kind, cell) for cell in value)
    if isinstance(value, float):
        return EPOCH + timedelta(milliseconds=round(value * 86_400_000))
    return datetime.fromisoformat(value) if isinstance(value, str) and value else value


def sent(function, *, dates=False):
    """The example's arguments, with the marker of an omitted one for the rest."""
    given = zip(function.args, function.example.args, strict=False)
    args = [com_range(com_date(arg.kind.name, value) if dates else value) for arg, value in given]
    return args + [OMITTED] * (len(function.args) - len(args))


def expected(function):
    return to_cells(function.call(*function.example.args))


def same(cells, wanted):
    assert [len(row) for row in cells] == [len(row) for row in wanted]
    for cell, value in zip(chain(*cells), chain(*wanted), strict=True):
        assert cell == (pytest.approx(value, rel=1e-12) if isinstance(value, float) else value)
        assert type(cell) in (float, int, bool, str)


@pytest.mark.parametrize("name", CATALOGUE)
def test_ranges_arrive_as_rows_of_floats(call, name):
    function = CATALOGUE[name]
    same(call(name, *sent(function)), expected(function))


@pytest.mark.parametrize("name", [
    name for name, f in CATALOGUE.items() if {arg.kind.name for arg in f.args[: len(f.example.args)]} & DATES
])  # fmt: skip
def test_dates_arrive_as_pywin32_makes_them_or_as_serials(call, name):
    function = CATALOGUE[name]
    args = sent(function, dates=True)
    assert any(isinstance(cell, PywinTime) for arg in args for row in rows_of(arg) for cell in row)
    for given in (args, list(map(in_serials, args))):
        cells, wanted = call(name, *given), expected(function)
        assert [len(row) for row in cells] == [len(row) for row in wanted]
        for cell, value in zip(chain(*cells), chain(*wanted), strict=True):
            assert cell == (pytest.approx(value, rel=1e-9) if isinstance(value, float) else value)


def rows_of(value):
    return value if isinstance(value, tuple) else ((value,),)


def in_serials(value):
    """Dates as the numbers of an unformatted cell."""
    if isinstance(value, tuple):
        return tuple(map(in_serials, value))
    return date_serial(value) if isinstance(value, datetime) else value


@pytest.mark.parametrize("name", CATALOGUE)
def test_series_may_lie_in_a_row(call, name):
    function = CATALOGUE[name]
    args = [
        (tuple(row[0] for row in value),) if arg.kind.name.startswith("series") and isinstance(value, tuple) else value
        for arg, value in zip(function.args, sent(function), strict=True)
    ]
    same(call(name, *args), expected(function))


@pytest.mark.parametrize(("name", "place"), [
    (name, place) for name, f in CATALOGUE.items() for place, arg in enumerate(f.args) if arg.required
])  # fmt: skip
@pytest.mark.parametrize("blank", [None, ((None,), (None,), (None,))], ids=["one", "three"])
def test_a_blank_where_a_value_is_needed_is_one_line_of_text(call, name, place, blank):
    function = CATALOGUE[name]
    args = sent(function)
    args[place] = blank
    if name not in UNREAD or blank is None:
        refused(call(name, *args), name, function.args[place].name)


@pytest.mark.parametrize(("name", "place"), [
    (name, place) for name, f in CATALOGUE.items() for place in range(len(f.args))
])  # fmt: skip
def test_an_error_in_a_cell_is_named(call, name, place):
    function = CATALOGUE[name]
    args = sent(function)
    value = args[place]
    args[place] = (*value[:-1], (*value[-1][:-1], DIV0)) if isinstance(value, tuple) else DIV0
    result = call(name, *args)
    if name in UNREAD:
        assert "#DIV/0!" in str(result)
    else:
        refused(result, name, function.args[place].name)
        assert "#DIV/0!" in result


def refused(result, name, argument):
    assert isinstance(result, str), result
    assert result.startswith(f"{ERROR_MARK} {name} {argument}: ")
    assert "\n" not in result
