"""The list of closed days: written once, carried on as months go by, and never over what somebody has changed."""

from datetime import date, datetime
from pathlib import Path

import pytest
from command import Run
from ledgers import write
from rolls import model, planned
from scenarios import put

from hedge_xl.core.language import LANGUAGES, Language
from hedge_xl.functions.calendars import market_holidays
from workbook.change import changed
from workbook.ledger.holiday_list import carried_on
from workbook.package import Package
from workbook.read import open_package, open_workbook
from workbook.serials import from_serial, to_serial
from workbook.spec import Inputs
from workbook.twin import n
from workbook.upgrade.upgraded import upgraded

FILES = Path(__file__).parent / "files"
TODAY = date(2026, 11, 2)


def with_last_month(last: date) -> Inputs:
    inputs = planned()
    inputs.tables["monthly"][-1]["month"] = to_serial(last)
    return inputs


def days(inputs: Inputs) -> set[date]:
    return {from_serial(n(row["date"])).date() for row in inputs.tables["holidays"] if row.get("date") is not None}


def weekdays_closed(first: int, last: int) -> set[date]:
    known = market_holidays(date(first, 1, 1), 12 * (last - first) + 11)
    return {day for day in known if day.weekday() < 5 and day.year <= last}


def test_a_list_that_reaches_far_enough_stays() -> None:
    assert not carried_on(with_last_month(date(2029, 5, 31)), TODAY, "ja")


def test_a_list_that_soon_ends_is_continued() -> None:
    before = with_last_month(date(2029, 6, 30))
    after = changed(before, carried_on(before, TODAY, "ja"))
    assert after.tables["holidays"][: len(before.tables["holidays"])] == before.tables["holidays"]
    assert days(after) == weekdays_closed(2026, 2032)
    book = model(after)
    assert (book.cell("n_holidays"), book.cell("roll_state")) == (0, "○ OK")
    assert from_serial(n(book.cell("holidays_made"))).date() == TODAY
    assert not carried_on(after, TODAY, "ja")


@pytest.mark.parametrize("month", [date(2026, 10, 31), date(2031, 3, 31)])
def test_a_changed_list_is_left_alone_unless_a_new_one_is_asked_for(month: date) -> None:
    inputs = with_last_month(month)
    put("holidays", 3, "date", None)(inputs, "ja")
    assert not carried_on(inputs, TODAY, "ja")
    renewed = changed(inputs, carried_on(inputs, TODAY, "ja", rewrite=True))
    assert days(renewed) == weekdays_closed(month.year, month.year + 3)
    assert model(renewed).cell("n_holidays") == 0


def test_a_shorter_list_leaves_blank_rows_at_the_end() -> None:
    inputs = planned()
    inputs.tables["holidays"] += [{"date": 1.0 * number, "name": "x"} for number in range(60000, 60200)]
    renewed = changed(inputs, carried_on(inputs, TODAY, "ja", rewrite=True))
    assert days(renewed) == weekdays_closed(2026, 2029)
    assert all(value is None for row in renewed.tables["holidays"][-100:] for value in row.values())
    assert model(renewed).cell("n_holidays") == 0


@pytest.mark.parametrize("last", [date(2099, 11, 30), date(2150, 1, 31)])
def test_beyond_the_known_years_nothing_is_written(last: date) -> None:
    inputs = with_last_month(last)
    inputs.tables["holidays"] = [{}]
    after = changed(inputs, carried_on(inputs, TODAY, "ja"))
    assert days(after) == (weekdays_closed(2099, 2099) if last.year == 2099 else set())
    assert model(after).cell("roll_day_1_1") is None


def test_update_carries_the_list_on(run: Run, tmp_path: Path) -> None:
    inputs = with_last_month(date(2022, 10, 31))
    inputs.tables["holidays"] = [{}]
    inputs = changed(inputs, carried_on(inputs, TODAY, "ja"))
    inputs.tables["monthly"][-1]["month"] = to_serial(date(2025, 5, 31))
    path = write(tmp_path / "a.xlsx", inputs)
    result = run("update", "a.xlsx", "--month", "2025-06", "--a-usd", "75000", "--spot", "150")
    assert result.code in (0, 3), result.err
    assert "「休業日」の一覧に先の年を追加" in result.out
    assert days(open_workbook(path).inputs) == weekdays_closed(2022, 2028)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_older_ledger_gets_the_list_with_the_sheet(language: Language) -> None:
    data = (FILES / f"ledger-1-{language}.xlsx").read_bytes()
    opened = open_package(Package(data, "a.xlsx"))
    made = upgraded(opened, data, lambda: datetime(2026, 11, 2))
    last = from_serial(max(n(row["month"]) for row in made.inputs.tables["monthly"])).year
    assert days(made.inputs) == weekdays_closed(last, last + 3)
    assert model(made.inputs, language).cell("n_holidays") == 0


def test_upgrade_writes_a_changed_list_anew_and_touches_no_other(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", planned())
    before = path.read_bytes()
    assert "休業日" not in run("upgrade", "a.xlsx").out
    assert path.read_bytes() == before
    inputs = planned()
    put("holidays", 3, "date", 46100.0)(inputs, "ja")
    write(path, inputs)
    assert "休業日の一覧を新しくする" in run("upgrade", "a.xlsx", "--dry-run").out
    assert model(open_workbook(path).inputs).cell("n_holidays") == 1
    assert "休業日の一覧を新しくする" in run("upgrade", "a.xlsx").out
    found = open_workbook(path).inputs
    assert days(found) == weekdays_closed(2026, 2029)
    assert model(found).cell("n_holidays") == 0
