"""Serial numbers and dates, against the values Excel shows and against openpyxl."""

import math
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from hedge_xl.core.errors import DomainError
from workbook.serials import from_serial, to_serial

# As Excel shows them.
KNOWN = [
    (1, datetime(1900, 1, 1)),
    (59, datetime(1900, 2, 28)),
    (61, datetime(1900, 3, 1)),
    (36526, datetime(2000, 1, 1)),
    (44926, datetime(2022, 12, 31)),
    (44926.75, datetime(2022, 12, 31, 18)),
    (2958465, datetime(9999, 12, 31)),
]
moments = st.datetimes(datetime(1900, 1, 1), datetime(9999, 12, 31)).map(
    lambda m: m.replace(microsecond=m.microsecond // 1000 * 1000)
)


@pytest.mark.parametrize(("serial", "moment"), KNOWN)
def test_known_dates(serial: float, moment: datetime) -> None:
    assert from_serial(serial) == moment
    assert to_serial(moment) == serial


def test_1904_system_is_1462_days_behind() -> None:
    assert from_serial(0, date1904=True) == datetime(1904, 1, 1)
    assert from_serial(44926 - 1462, date1904=True) == datetime(2022, 12, 31)
    assert to_serial(date(2022, 12, 31), date1904=True) == 44926 - 1462
    assert from_serial(2957003, date1904=True) == datetime(9999, 12, 31)


@given(moments)
def test_moment_reads_back(moment: datetime) -> None:
    assert from_serial(to_serial(moment)) == moment
    if moment >= datetime(1904, 1, 1):
        assert from_serial(to_serial(moment, date1904=True), date1904=True) == moment


@given(st.dates(date(1900, 1, 1), date(9999, 12, 30)))
def test_dates_are_whole_and_consecutive_but_for_the_leap_day(day: date) -> None:
    serial = to_serial(day)
    assert serial == int(serial)
    step = 2 if day == date(1900, 2, 28) else 1
    assert to_serial(day + timedelta(days=1)) == serial + step


@given(st.integers(61, 2_958_465), st.booleans())
def test_openpyxl_agrees(serial: int, date1904: bool) -> None:
    if date1904:
        serial -= 1462 if serial > 1462 else 0
    epoch = CALENDAR_MAC_1904 if date1904 else CALENDAR_WINDOWS_1900
    if date1904 and serial > 2_957_003:
        return
    assert from_serial(serial, date1904) == from_excel(serial, epoch)


def test_noise_below_a_millisecond_is_rounded_away() -> None:
    assert from_serial(44926 + 9.5 / 24 + 1e-10) == datetime(2022, 12, 31, 9, 30)
    assert from_serial(44927 - 1e-12 * 1000) == datetime(2023, 1, 1)
    assert from_serial(math.nextafter(2_958_466, 0)).date() == date(9999, 12, 31)


@pytest.mark.parametrize("serial", [0, 0.5, -1, 60, 60.5, 2_958_466, 1e300, math.inf, -math.inf, math.nan])
def test_not_a_date(serial: float) -> None:
    with pytest.raises(DomainError, match="シリアル値"):
        from_serial(serial)


@pytest.mark.parametrize("serial", [-1, 2_957_004, math.nan])
def test_not_a_date_in_the_1904_system(serial: float) -> None:
    with pytest.raises(DomainError):
        from_serial(serial, date1904=True)


def test_days_before_excel_and_time_zones_are_refused() -> None:
    with pytest.raises(DomainError, match="1900-01-01"):
        to_serial(date(1899, 12, 31))
    with pytest.raises(DomainError, match="1904-01-01"):
        to_serial(date(1903, 12, 31), date1904=True)
    with pytest.raises(DomainError, match="時差"):
        to_serial(datetime(2026, 1, 1, tzinfo=UTC))
