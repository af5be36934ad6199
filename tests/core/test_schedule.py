"""Roll days, ladders and TWAP: no bad day in twenty years, and parts that add up exactly."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedge_xl.core.errors import DomainError
from hedge_xl.core.schedule import roll_schedule
from hedge_xl.functions import HEDGE_LADDER, ROLL_SCHEDULE, TWAP_SCHEDULE, use_language
from hedge_xl.functions.calendars import market_holidays

STARTS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
UNITS = st.integers(-(10**8), 10**8).map(float) | st.floats(-1e7, 1e7).map(lambda units: round(units, 2))
MIN_UNITS = st.sampled_from([0.01, 0.1, 1.0, 1000.0, 10000.0])
JAPAN = holidays.country_holidays("JP", years=range(2020, 2044))
AMERICA = holidays.country_holidays("US", years=range(2020, 2044))


def closed(day: date) -> bool:
    return day.weekday() >= 5 or day in JAPAN or day in AMERICA


def last_three_of_a_quarter(years: range) -> set[date]:
    """Counted back from the end of each quarter, holiday by holiday."""
    found = set()
    for year in years:
        for end in (date(year, 3, 31), date(year, 6, 30), date(year, 9, 30), date(year, 12, 31)):
            left = 3
            while left:
                found.add(end)
                left -= not closed(end)
                end -= timedelta(days=1)
    return found


CLOSED = market_holidays(date(2020, 1, 1), 275)  # loads the calendars, which takes longer than one example may
BAD_ENDS = last_three_of_a_quarter(range(2020, 2044))


def roll_days(*args) -> list[date]:
    return [row[2] for row in ROLL_SCHEDULE(*args)[1:]]


def test_roll_schedule_of_one_month():
    assert ROLL_SCHEDULE("2026-09-01", 1) == [
        ["か月目", "回", "日付"],
        [1, 1, date(2026, 9, 3)],
        [1, 2, date(2026, 9, 11)],
        [1, 3, date(2026, 9, 18)],
    ]
    with use_language("en"):
        assert ROLL_SCHEDULE(46266, 1)[0] == ["Month", "Part", "Date"]


def test_roll_schedule_leaves_out_event_days():
    plain = roll_days("2026-05-01", 2)
    moved = roll_days("2026-05-01", 2, 3, [plain[1].isoformat(), "", 46023, plain[4]])
    assert plain[1] not in moved
    assert plain[4] not in moved
    assert moved[0] == plain[0]


@given(STARTS, st.integers(1, 14), st.integers(1, 5), st.lists(STARTS, max_size=5))
def test_no_roll_on_a_bad_day_and_every_month_has_its_slices(start, months, slices, avoid):
    table = ROLL_SCHEDULE(start, months, slices, avoid or None)[1:]
    assert [row[:2] for row in table] == [[m + 1, s + 1] for m in range(months) for s in range(slices)]
    found = [row[2] for row in table]
    assert found == sorted(set(found))
    assert not any(closed(day) or day in BAD_ENDS or day in avoid for day in found)
    assert found[0] >= start


def test_no_bad_day_from_any_start_in_twenty_years():
    start = date(2020, 1, 1)
    while start.year < 2040:
        for part in roll_schedule(start, 1, 3, CLOSED, set()):
            assert not closed(part.day), start
            assert part.day not in BAD_ENDS, start
        start += timedelta(days=1)


@given(STARTS, st.integers(2, 5))
def test_slices_are_spread_over_the_month(start, slices):
    found = roll_days(start, 3, slices)
    gaps = [(later - earlier).days for earlier, later in pairwise(found)]
    assert min(gaps) >= 30 // slices // 2 - 2
    assert max(gaps) <= 30 // slices + 14


def test_a_month_without_room_is_refused():
    weekdays = [day for day in (date(2026, 5, 1) + timedelta(days=n) for n in range(31)) if day.weekday() < 5]
    with pytest.raises(DomainError, match="1か月目に使える日は 2 日"):
        ROLL_SCHEDULE("2026-05-01", 1, 3, weekdays[10:12] + weekdays[:10] + weekdays[14:])


def test_holidays_of_both_countries_are_known():
    shut = market_holidays(date(2026, 1, 1), 12)
    for day in ("2026-01-02", "2026-04-03", "2026-05-04", "2026-07-03", "2026-11-26", "2026-12-31", "2027-01-01"):
        assert date.fromisoformat(day) in shut
    assert date(2026, 5, 7) not in shut
    assert market_holidays(date(1950, 1, 1), 1)
    assert market_holidays(date(2099, 11, 1), 1)


def test_ladder_in_thirds():
    assert HEDGE_LADDER(60000) == [["満期(か月)", "数量"], [1, 20000.0], [2, 20000.0], [3, 20000.0]]
    assert [row[1] for row in HEDGE_LADDER(100000)[1:]] == [34000.0, 33000.0, 33000.0]
    assert [row[1] for row in HEDGE_LADDER(-100000, 4, 10000)[1:]] == [-30000.0, -20000.0, -30000.0, -20000.0]
    assert [row[1] for row in HEDGE_LADDER(1500)[1:]] == [1500.0, 0.0, 0.0]
    assert [row[1] for row in HEDGE_LADDER(0.3, 3, 0.1)[1:]] == [0.1, 0.1, 0.1]
    assert [row[1] for row in HEDGE_LADDER(0.1 + 0.2, 3, 0.1)[1:]] == [0.1, 0.1, 0.1]
    assert [row[1] for row in HEDGE_LADDER(0)[1:]] == [0.0, 0.0, 0.0]


@given(STARTS, st.integers(1, 12))
def test_rungs_mature_on_roll_days_within_their_months(start, tenors):
    for months, _, day in HEDGE_LADDER(60000, tenors, 1000, start)[1:]:
        assert not closed(day)
        assert day not in BAD_ENDS
        assert months * 30 - 15 <= (day - start).days <= months * 31


@given(UNITS, st.integers(1, 120), MIN_UNITS)
def test_parts_add_up_exactly_in_multiples_of_the_unit(units, count, unit):
    parts = [row[1] for row in HEDGE_LADDER(units, count, unit)[1:]]
    assert len(parts) == count
    assert sum(Decimal(repr(part)) for part in parts) == Decimal(repr(units))
    assert all(Decimal(repr(part)) % Decimal(repr(unit)) == 0 for part in parts[1:])
    assert all(part * units >= 0 for part in parts)
    assert max(map(abs, parts[1:]), default=0) - min(map(abs, parts)) <= unit * (1 + 1e-9)
    assert [row[1] for row in HEDGE_LADDER(-units, count, unit)[1:]] == [0.0 - part for part in parts]


def test_twap():
    table = TWAP_SCHEDULE(5000, "2026-01-05 09:00", "2026-01-05 10:00", 4)
    assert table[0] == ["回", "時刻", "数量"]
    assert [row[1].strftime("%H:%M") for row in table[1:]] == ["09:00", "09:15", "09:30", "09:45"]
    assert [row[2] for row in table[1:]] == [2000.0, 1000.0, 1000.0, 1000.0]
    assert TWAP_SCHEDULE(5000, "9:00", "10:00", 2)[2][1] == datetime(1899, 12, 30, 9, 30)


def test_times_of_day_are_refused_as_they_were_written():
    with pytest.raises(DomainError) as caught:
        TWAP_SCHEDULE(5000, "9:36", "9:00", 2)
    assert "end_time: 09:00:00 です。start_time(09:36:00)より後" in str(caught.value)


@given(UNITS, st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1)), st.integers(1, 10**6), st.integers(1, 60))
def test_twap_is_even_in_time_and_adds_up(units, start, seconds, slices):
    end = start + timedelta(seconds=seconds)
    rows = TWAP_SCHEDULE(units, start, end, slices)[1:]
    first = rows[0][1]
    assert abs(first - start) <= timedelta(milliseconds=1)
    for number, (order, moment, _) in enumerate(rows):
        assert order == number + 1
        expected = start + timedelta(seconds=seconds * number / slices)
        assert abs(moment - expected) <= timedelta(milliseconds=1)
        assert moment < end
    assert sum(Decimal(repr(row[2])) for row in rows) == Decimal(repr(units))
