"""ロール / Roll plan: the sheet's dates and units are ROLL_SCHEDULE's, HEDGE_LADDER's and TWAP_SCHEDULE's, or none."""

from datetime import date, datetime, timedelta
from pathlib import Path

import proofs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from proofs import Pair, differences, no_single_rows, second_opinion, told
from rolls import FIRST, LAST, chances, column, model, orders, planned, roll_days, rungs, sold
from scenarios import MODIFIED, Change, put

from hedge_xl import functions as hx
from hedge_xl.core.errors import DomainError
from hedge_xl.core.language import LANGUAGES, Language
from hedge_xl.functions.calendars import market_holidays
from hedge_xl.functions.closures import closures
from workbook.build import build
from workbook.ledger import LEDGER
from workbook.ledger.roll_settings import MOST_ORDERS, MOST_SLICES, MOST_TENORS
from workbook.recalc import LibreOffice
from workbook.serials import from_serial, to_serial
from workbook.spec import Inputs, Value
from workbook.text import WORDS
from workbook.twin import n

FORMULAS = 700


def as_function(start: date, months: int, slices: int, avoid: list[date]) -> dict[tuple[int, int], date]:
    """ROLL_SCHEDULE's answer; nothing where it has an error."""
    try:
        rows = hx.ROLL_SCHEDULE(start, months, slices, avoid or None)[1:]
    except DomainError:
        return {}
    return {(month, part): day for month, part, day in rows}


# --- the days -----------------------------------------------------------------------------------------


def test_roll_days_are_roll_schedules_whatever_is_asked() -> None:
    empty = 0
    for start, months, slices, avoid in chances(250):
        book = model(planned(avoid=avoid, roll_from=start, roll_months=months, roll_slices=slices))
        expected = as_function(start, months, slices, avoid)
        assert roll_days(book) == expected, (start, months, slices, avoid)
        empty += not expected
    assert 0 < empty < 200


def test_the_articles_three_parts_a_month() -> None:
    """A §6, §8: three equal parts at the month's beginning, middle and end, none among the quarter's last days."""
    book = model(planned())
    assert from_serial(n(book.cell("roll_start"))).date() == date(2026, 11, 1)
    days = roll_days(book)
    assert days[1, 1] == date(2026, 11, 5)
    assert days == as_function(date(2026, 11, 1), 3, 3, [])
    assert [book.cell(f"roll_tag_1_{part}") for part in (1, 2, 3, 4)] == [
        "2026-11 1/3",
        "2026-11 2/3",
        "2026-11 3/3",
        None,
    ]
    assert [book.cell(f"roll_units_1_{part}") for part in (1, 2, 3)] == [0, 0, 0], "nothing is sold yet"
    held = model(planned("ja", (), sold(60_000)))
    assert [held.cell(f"roll_units_1_{part}") for part in (1, 2, 3)] == [20_000, 20_000, 20_000]


def test_every_day_of_the_plan_says_whether_it_is_used_and_why_not() -> None:
    book = model(planned(avoid=[date(2026, 12, 9), date(2026, 12, 31)], roll_from=date(2026, 12, 1), roll_months=2))
    why = {
        from_serial(n(book.cell(f"cal_day_1_{number}"))).date(): book.cell(f"cal_why_1_{number}")
        for number in range(1, 32)
    }
    assert len(why) == 31
    assert why[date(2026, 12, 5)] == "— 週末"
    assert why[date(2026, 12, 9)] == "— イベント E0"
    assert why[date(2026, 12, 25)] == "— 米国 クリスマス"
    assert why[date(2026, 12, 31)] == "— 日本 銀行休業日", "a closed day is named before what the user says of it"
    assert [why[date(2026, 12, day)] for day in (24, 28, 29, 30)] == ["○", *["— 期末の最終営業日"] * 3]
    used = [day for day, words in why.items() if words == "○"]
    assert book.cell("cal_no_1_31") == len(used) == 17
    assert {day for (month, _), day in roll_days(book).items() if month == 1} <= set(used)


@pytest.mark.parametrize("row", [{"date": "2026-11-06"}, {"date": 46332.5}, {"name": "FOMC"}, {"date": "#N/A"}])
def test_no_date_while_an_event_day_cannot_be_read(row: dict[str, Value]) -> None:
    inputs = planned(avoid=[date(2026, 11, 5)])
    inputs.tables["events"].append(row)
    book = model(inputs)
    assert roll_days(book) == {}
    assert rungs(book) == []
    assert book.cell("roll_state") == WORDS["roll_events"].ja
    assert book.cell("checks_total") == 1
    assert orders(book), "the orders of a day need no calendar"


@pytest.mark.parametrize("language", LANGUAGES)
def test_too_many_parts_give_no_date_and_a_mark(language: Language) -> None:
    avoid = [date(2026, 11, 1) + timedelta(days=number) for number in range(28)]
    book = model(planned(language, avoid), language)
    assert roll_days(book) == {}
    assert book.cell("roll_state") == WORDS["roll_few"].of(language)
    assert (book.cell("n_roll_short"), book.cell("checks_total")) == (1, 1)


# --- where holidays are not known -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "months", "known"),
    [
        (date(2029, 9, 30), 3, True),
        (date(2029, 10, 1), 3, False),  # its last stretch ends with the first day of 2030
        (date(2029, 12, 1), 1, False),
        (FIRST - timedelta(days=1), 1, False),
        (FIRST, 1, True),
    ],
)
def test_outside_its_years_the_sheet_says_so_instead_of_a_date(start: date, months: int, known: bool) -> None:
    book = model(planned(roll_from=start, roll_months=months, ladder_tenors=1))
    assert bool(roll_days(book)) == bool(rungs(book)) == known
    assert book.cell("roll_state") == WORDS["ok" if known else "roll_expired"].ja
    assert book.cell("checks_total") == book.cell("n_roll_expired") == int(not known)
    assert orders(book), "the orders of a day need no calendar"


def drop(row: int) -> Change:
    return lambda inputs, language: inputs.tables["holidays"].pop(row) and None


CHANGED = {
    "a row lost": drop(5),
    "a day moved": lambda inputs, language: put("holidays", 7, "date", n(inputs.tables["holidays"][7]["date"]) + 1)(
        inputs, language
    ),
    "a day as text": put("holidays", 7, "date", "2026-02-23"),
    "an error": put("holidays", 7, "date", "#N/A"),
    "words below": lambda inputs, language: inputs.tables["holidays"].append({"date": "x"}),
    "another end": lambda inputs, language: inputs.cells.update(holidays_until=to_serial(date(2040, 12, 31))),
    "no list": lambda inputs, language: inputs.tables.update(holidays=[{}]),
}


@pytest.mark.parametrize("name", CHANGED)
def test_no_date_comes_from_a_list_that_was_changed(name: str) -> None:
    book = model(planned("ja", (), CHANGED[name]))
    assert roll_days(book) == {}
    assert rungs(book) == []
    assert book.cell("roll_state") == WORDS["roll_list"].ja
    assert book.cell("n_holidays") == book.cell("checks_total") == 1


BAD: list[dict[str, Value]] = [
    {"roll_slices": 0},
    {"roll_slices": MOST_SLICES + 1},
    {"roll_slices": 2.5},
    {"roll_months": "3"},
    {"ladder_tenors": MOST_TENORS + 1},
    {"twap_orders": None},
    {"twap_start": -0.1},
    {"roll_from": "2026-11-01"},
    {"roll_from": 46327.5},
]


@pytest.mark.parametrize("cells", BAD)
def test_a_value_out_of_its_limits_stops_the_plan(cells: dict[str, Value]) -> None:
    book = model(planned(**cells))
    assert book.cell("n_roll") == book.cell("checks_total") == 1
    assert roll_days(book) == {}
    assert rungs(book) == orders(book) == []
    assert book.cell("roll_state") == book.cell("twap_state") == WORDS["roll_settings"].ja
    assert book.cell("now_instruction") == "売り 60,000 USD", "the month's instruction does not depend on the plan"


# --- units ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("start", "tenors"), [(date(2026, 11, 1), 3), (date(2026, 2, 28), 6), (date(2028, 8, 31), 6)])
def test_the_ladder_is_hedge_ladders(start: date, tenors: int) -> None:
    book = model(planned(roll_from=start, ladder_tenors=tenors, min_unit=7000))
    expected = hx.HEDGE_LADDER(book.cell("now_target"), tenors, 7000, start)[1:]
    assert rungs(book) == [(day, units) for _, units, day in expected]
    assert sum(n(units) for _, units in rungs(book)) == book.cell("now_target")


@given(
    trade=st.sampled_from([60_000, -13_500, 999, 0.4, 123_456.78]),
    start=st.integers(0, 1000),
    length=st.integers(1, 400),
    count=st.integers(1, MOST_ORDERS),
)
@settings(max_examples=40, deadline=None)
def test_the_orders_are_twap_schedules(trade: float, start: int, length: int, count: int) -> None:
    first, end = start / 1440, (start + length) / 1440
    book = model(planned(twap_start=first, twap_end=end, twap_orders=count))
    book._cell_values["roll_trade"] = trade
    expected = hx.TWAP_SCHEDULE(trade, first, end, count, 1000)[1:]
    shown = orders(book)
    assert [units for _, units in shown] == [units for _, _, units in expected]
    midnight = datetime(1899, 12, 30)
    for (at, _), (_, time, _) in zip(shown, expected, strict=True):
        assert abs(at - (time - midnight) / timedelta(days=1)) < 1e-10
    assert sum(units for _, units in shown) == pytest.approx(trade, rel=1e-12)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_order_says_its_side(language: Language) -> None:
    book = model(planned(language), language)
    sell = WORDS["side_sell"].of(language)
    assert column(book, "order_tag", MOST_ORDERS) == [f"{number}/5 {sell}" for number in range(1, 6)]
    assert [at * 24 for at, _ in orders(book)] == pytest.approx([10, 11, 12, 13, 14])


def test_orders_that_end_before_they_begin_are_refused() -> None:
    book = model(planned(twap_start=0.6, twap_end=0.6))
    assert (orders(book), book.cell("n_twap"), book.cell("checks_total")) == ([], 1, 1)
    assert book.cell("twap_state") == WORDS["twap_times"].ja
    assert roll_days(book)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda inputs, language: inputs.tables["monthly"].append({"month": "x", "a_usd": 1, "spot": 150}), "ins_rows"),
        (lambda inputs, language: inputs.tables["log"].append({"id": "1", "side": "?", "qty": 1}), "ins_log"),
        (put("monthly", -1, "spot", -1), "ins_fix"),
    ],
    ids=["a row below the latest month", "the log", "the month"],
)
def test_without_an_instruction_no_units_are_shown(change: Change, told: str) -> None:
    book = model(planned("ja", (), change))
    assert book.cell("now_instruction") == WORDS[told].ja
    units = ("roll_hedge", "ladder_hedge", "roll_trade", "roll_units_1_1", "rung_units_1")
    assert [book.cell(key) for key in units] == [None] * 5
    assert orders(book) == []
    assert roll_days(book), "the days depend on no amount"


@pytest.mark.parametrize(
    ("units", "rolled", "laddered", "traded"),
    [
        ((), 0, 60_000, 60_000),
        ((40_000,), 40_000, 60_000, 20_000),
        ((60_000,), 60_000, 60_000, 0),
        ((61_000,), 61_000, 61_000, 0),  # inside the band: kept as it is
        ((80_000,), 60_000, 60_000, -20_000),
        ((-5_000,), 0, 60_000, 65_000),
    ],
)
def test_what_is_held_is_rolled_and_nothing_else(
    units: tuple[float, ...], rolled: float, laddered: float, traded: float
) -> None:
    book = model(planned("ja", (), *map(sold, units)))
    assert sum(n(book.cell(f"roll_units_1_{part}")) for part in (1, 2, 3)) == book.cell("roll_hedge") == rolled
    assert sum(n(each) for _, each in rungs(book)) == book.cell("ladder_hedge") == laddered
    assert sum(each for _, each in orders(book)) == book.cell("roll_trade") == traded


# --- the list -------------------------------------------------------------------------------------------


def test_the_list_is_the_calendars_weekdays() -> None:
    days = {from_serial(n(row["date"])).date() for row in planned().tables["holidays"]}
    expected = {day for day in market_holidays(FIRST, 47) if day.weekday() < 5}
    assert days == expected
    assert all(
        {closure.day for closure in closures(year)} <= market_holidays(date(year, 1, 1), 11) for year in (1999, 2099)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_in_the_workbooks_language(language: Language) -> None:
    named = {row["date"]: (row["country"], row["name"]) for row in planned(language).tables["holidays"]}
    thanksgiving, bank = to_serial(date(2026, 11, 26)), to_serial(date(2026, 12, 31))
    expected = {"ja": ("米国", "感謝祭"), "en": ("USA", "Thanksgiving Day")}
    assert named[thanksgiving] == expected[language]
    assert named[bank] == {"ja": ("日本", "銀行休業日"), "en": ("Japan", "Bank Holiday")}[language]


# --- other programs ---------------------------------------------------------------------------------------


def proof_cases() -> dict[str, Inputs]:
    cases = {
        f"chance {number}": planned(
            avoid=avoid, roll_from=start, roll_months=months, roll_slices=slices, ladder_tenors=1 + number % MOST_TENORS
        )
        for number, (start, months, slices, avoid) in enumerate(chances(8, seed=3))
    }
    cases |= {
        name: planned("ja", (), CHANGED[name]) for name in ("a day as text", "an error", "words below", "no list")
    }
    cases |= {f"bad {number}": planned(**BAD[number]) for number in (2, 3, 5, 6, 7)}
    cases["odd lots"] = planned(min_unit=7000, twap_orders=12, structural_h=0.4321)
    cases["sold"] = planned("ja", (), sold(40_000))
    cases["too much sold"] = planned("ja", (), sold(80_000))
    cases["bought"] = planned("ja", (), sold(-5_000))
    cases["a fault in the log"] = planned("ja", (), put("log", 0, "side", "?"))
    cases["an event day as text"] = planned(avoid=[date(2026, 11, 6)])
    cases["an event day as text"].tables["events"][0]["date"] = "2026-11-06"
    cases["a month with a Saturday at its end"] = planned("ja", (), put("monthly", -1, "month", 46295.0))
    cases["after its years"] = planned(roll_from=LAST)
    cases["odd words"] = planned(avoid=[date(2026, 11, 6)] * 2)
    cases["odd words"].tables["events"][0]["name"] = 5.0
    cases["error words"] = planned(avoid=[date(2026, 11, 6)])
    cases["error words"].tables["events"][0]["name"] = "#N/A"
    return cases


@pytest.fixture(scope="module")
def recalculated(libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pair]:
    files = {name: build(LEDGER, inputs, "ja", modified=MODIFIED) for name, inputs in proof_cases().items()}
    return proofs.recalculated(libreoffice, tmp_path_factory.mktemp("rolls"), files)


def test_libreoffice_agrees_with_every_twin(recalculated: dict[str, Pair]) -> None:
    for name, pair in recalculated.items():
        assert (name, told(differences(*pair, fewest=FORMULAS))) == (name, "")


@pytest.mark.parametrize("number", range(4))
def test_ironcalc_agrees_with_every_twin(number: int, tmp_path: Path) -> None:
    start, months, slices, avoid = list(chances(8, seed=5))[number]
    inputs = planned(avoid=[*avoid, start, start], roll_from=start, roll_months=months, roll_slices=slices)
    inputs.tables["monthly"].insert(0, {"month": to_serial(date(2026, 9, 30)), "a_usd": 75_000, "spot": 150})
    path = tmp_path / "a.xlsx"
    path.write_bytes(build(LEDGER, no_single_rows(inputs), "ja", modified=MODIFIED))
    assert told(second_opinion(path, fewest=300, only="ロール")) == ""


def test_a_wrong_twin_would_be_seen(recalculated: dict[str, Pair]) -> None:
    ours, theirs = recalculated["chance 0"][0], recalculated["chance 1"][1]
    assert any("ロール" in line for line in differences(ours, theirs, fewest=FORMULAS))
