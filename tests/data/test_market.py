"""The sample market: complete, plausible, equal to its sources and to what others published."""

import math
from datetime import date, timedelta
from importlib import import_module
from itertools import pairwise
from statistics import fmean

import pytest

from hedge_xl.data import load_market

MONTHS = load_market()
BY_MONTH = {row.month: row for row in MONTHS}

# Published year-end closes of the S&P 500 price index.
INDEX_YEAR_ENDS = {
    1999: 1469.25,
    2000: 1320.28,
    2002: 879.82,
    2007: 1468.36,
    2008: 903.25,
    2012: 1426.19,
    2018: 2506.85,
    2019: 3230.78,
    2021: 4766.18,
    2022: 3839.50,
}
# Federal Reserve H.10, yen per dollar at noon in New York on the year's last day of business.
FED_YEAR_ENDS = {
    2008: 90.79,
    2011: 76.98,
    2012: 86.64,
    2015: 120.27,
    2019: 108.67,
    2020: 103.19,
    2021: 115.17,
    2022: 131.81,
}


def test_every_month_end_is_there_once() -> None:
    assert len(MONTHS) == 288
    assert (MONTHS[0].month, MONTHS[-1].month) == (date(1999, 1, 31), date(2022, 12, 31))
    for earlier, later in pairwise(MONTHS):
        first_day = earlier.month + timedelta(days=1)
        assert first_day.day == 1
        assert (later.month.year, later.month.month) == (first_day.year, first_day.month)
        assert (later.month + timedelta(days=1)).day == 1


def test_values_are_plausible() -> None:
    for row in MONTHS:
        assert 700 < row.spx < 4900
        assert 75 < row.usdjpy < 152
        assert row.usdjpy_ma200 is None or abs(math.log(row.usdjpy / row.usdjpy_ma200)) < 0.2
    for name, limit in (("spx", 0.2), ("usdjpy", 0.1)):
        moves = [math.log(getattr(b, name) / getattr(a, name)) for a, b in pairwise(MONTHS)]
        assert max(map(abs, moves)) < limit
        assert all(moves), "a month end repeated is a month missing"


def test_average_starts_when_200_rates_exist() -> None:
    blank = [row.month for row in MONTHS if row.usdjpy_ma200 is None]
    assert blank == [row.month for row in MONTHS[:9]]


def test_average_agrees_with_month_ends() -> None:
    """200 publication days are about 9.3 months: a mean of month ends must come near, a wrong window would not."""
    gaps = []
    for i in range(10, len(MONTHS)):
        average = MONTHS[i].usdjpy_ma200
        assert average is not None
        gaps.append(average / fmean(row.usdjpy for row in MONTHS[i - 9 : i + 1]) - 1)
    assert abs(fmean(gaps)) < 0.001
    assert max(map(abs, gaps)) < 0.035


@pytest.mark.parametrize("year", INDEX_YEAR_ENDS)
def test_index_equals_published_close(year: int) -> None:
    assert BY_MONTH[date(year, 12, 31)].spx == INDEX_YEAR_ENDS[year]


@pytest.mark.parametrize("year", FED_YEAR_ENDS)
def test_rate_is_near_the_federal_reserves(year: int) -> None:
    """Another central bank, four hours later the same day."""
    assert BY_MONTH[date(year, 12, 31)].usdjpy == pytest.approx(FED_YEAR_ENDS[year], rel=0.0065)


def test_index_against_another_package() -> None:
    """1999 to 2018 from a second, independent sample of the same index."""
    frame = import_module("arch.data.sp500").load()
    other = {(day.year, day.month): close for day, close in frame["Close"].items()}
    assert len(other) == 240
    for (year, month), close in other.items():
        ours = next(row.spx for row in MONTHS if (row.month.year, row.month.month) == (year, month))
        assert ours == pytest.approx(close, abs=0.0051)
