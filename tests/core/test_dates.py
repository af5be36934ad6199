"""Dates as every host sends them: one meaning, or a refusal that names the cell."""

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedge_xl.core.dates import add_months, day, days, last_of_month, moment, moments
from hedge_xl.core.errors import MissingValueError, NotADateError, ShapeError
from hedge_xl.functions.boundary import date_serial

NINE = datetime(2026, 1, 5, 9, 30)


@pytest.mark.parametrize(
    "raw",
    [
        NINE, "2026-01-05 09:30", "2026-01-05 9:30", "2026-01-05T9:30",
        "2026-01-05T09:30:00", " 2026-01-05 09:30 ", 46027.395833333336,
        np.float64(46027.3958333333), pd.Timestamp(NINE), np.datetime64("2026-01-05T09:30"),
        [[NINE]], pd.Series([pd.Timestamp(NINE)]),
        {"type": "FormattedNumber", "basicValue": 46027.395833333336},
    ],
    ids=repr,
)  # fmt: skip
def test_one_moment_in_many_forms(raw):
    assert moment(raw, "t") == NINE
    assert day(raw, "t") == date(2026, 1, 5)


@pytest.mark.parametrize("raw", [46027, 46027.0, date(2026, 1, 5), "2026-01-05", np.datetime64("2026-01-05")], ids=repr)
def test_a_date_is_its_midnight(raw):
    assert moment(raw, "t") == datetime(2026, 1, 5)
    assert day(raw, "t") == date(2026, 1, 5)


@pytest.mark.parametrize("raw", [0.375, time(9), "09:00", "09:00:00", "9:00", " 9:00:00 "], ids=repr)
def test_a_time_of_day_is_a_time_but_no_date(raw):
    assert moment(raw, "t") == datetime(1899, 12, 30, 9)
    with pytest.raises(NotADateError):
        day(raw, "t")


@pytest.mark.parametrize("raw", [None, "", " ", float("nan"), pd.NaT, np.datetime64("NaT"), -2147352572], ids=repr)
def test_blanks(raw):
    assert moment(raw, "t") is None
    assert day(raw, "t") is None


@pytest.mark.parametrize(
    "raw",
    ["2026/1/5", "1月5日", "abc", "9", "9:5", "25:00", "9:00 PM", "119:00",
     "2026-13-01", "２０２６-０１-０５", 1, 5, 60, 60.5, -1, 2958466, 20260105, 1e300,
     True, b"2026-01-05", 1j, {}, "1850-01-01", date(1900, 2, 28), "2026-01-05T00:00Z", NINE.replace(tzinfo=UTC)],
    ids=repr,
)  # fmt: skip
def test_what_is_no_date_is_refused(raw):
    with pytest.raises(NotADateError) as caught:
        moment(raw, "t")
    assert caught.value.argument == "t"
    assert caught.value.message("ja") != caught.value.message("en")


def test_errors_in_a_range_are_found():
    with pytest.raises(MissingValueError, match=r"2行目に.*#N/A"):
        moments([["2026-01-05"], [-2146826246]], "t")
    with pytest.raises(NotADateError, match=r"2行目に.*soon"):
        days(["2026-01-05", "soon"], "t")
    with pytest.raises(ShapeError):
        day(["2026-01-05", "2026-01-06"], "t")


def test_ranges_keep_or_drop_their_blanks():
    assert moments(["2026-01-05 09:30", "", None], "t") == [NINE, None, None]
    assert days([[46027, ""], [None, 46028]], "t") == [date(2026, 1, 5), date(2026, 1, 6)]


@given(st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 30)))
def test_what_goes_to_a_cell_comes_back(found):
    kept = found.replace(microsecond=found.microsecond // 1000 * 1000)
    assert moment(date_serial(kept), "t") == kept
    assert moment(kept.isoformat(), "t") == kept


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.integers(0, 240))
def test_months_later(start, months):
    later = add_months(start, months)
    assert (later.year - start.year) * 12 + later.month - start.month == months
    assert later.day == start.day or later == last_of_month(later)
    assert (last_of_month(later) + timedelta(days=1)).day == 1


def test_a_refusal_says_what_is_accepted():
    with pytest.raises(NotADateError, match=r"2026-01-05 09:30、時刻だけなら 9:30"):
        moment("9 o'clock", "t")
    with pytest.raises(NotADateError, match=r"9:00 があります。日付が必要です\(例: 2026-01-05\)"):
        day("9:00", "t")


@pytest.mark.parametrize("raw", ["x" * 100_000, "9" * 100_000, Fraction(1, 10**4000), Fraction(1, 10**5000)])
def test_a_refusal_of_something_long_is_short(raw):
    with pytest.raises(NotADateError) as caught:
        day(raw, "t")
    assert len(caught.value.message("en")) < 140


def test_a_time_of_day_is_shown_without_the_day_it_lacks():
    with pytest.raises(NotADateError) as caught:
        moment("09:00+09:00", "t")
    assert "1899" not in caught.value.message("ja") + caught.value.message("en")
    assert "09:00:00+09:00" in caught.value.message("en")
