"""A monthly update as a plan on the inputs: what it writes, what it refuses, and that the past stays decided."""

import copy
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from ledgers import small
from scenarios import SCENARIOS, clear, keep_last, noise, parameter, policy, put
from scenarios import changed as scenario

from hedge_xl.core.errors import HedgeError
from hedge_xl.core.language import LANGUAGES, Language, Text
from workbook.change import AppendRow, Change, GrowTable, SetValue, changed
from workbook.ledger import LEDGER
from workbook.ledger.market_update import MarketEntry, plan_market
from workbook.ledger.month_update import MonthEntry, MonthOptions, plan_months
from workbook.ledger.months import missing_between, month_of, serial_of, spans
from workbook.ledger.plan import Plan
from workbook.spec import Inputs, Value
from workbook.twin import Model, is_number, n

JANUARY = date(2023, 1, 31)
NEXT = MonthEntry(JANUARY, 91_000.0, 130.15, -20_000.0, "年初", 4076.6, 136.3)
DEFAULT = MonthOptions()


def never(table: str, row: int) -> None:
    pytest.fail(f"rows of {table} moved from {row} on")


def planned(inputs: Inputs, *entries: MonthEntry, options: MonthOptions = DEFAULT, language: Language = "ja") -> Plan:
    before = copy.deepcopy(inputs)
    plan = plan_months(inputs, language, entries, options, never)
    assert inputs == before, "a plan changes nothing"
    assert changed(inputs, plan.change) == plan.inputs
    for text in (*plan.lines, *plan.notes):
        check_words(text)
    for mark in plan.marks:
        check_words(mark.text)
    return plan


def test_a_plan_is_computed_once_between_two_changes() -> None:
    plan = Plan.of(small("ja"), "ja")
    before = plan.model
    spot = n(before.value("monthly", 0, "spot"))
    assert plan.model is before
    plan.do(Change((SetValue("monthly", 0, "spot", spot + 1),)))
    assert plan.model is plan.model
    assert plan.model.value("monthly", 0, "spot") == spot + 1


def check_words(text: Text) -> None:
    for language in LANGUAGES:
        words = text.of(language)
        assert words
        assert len(words.splitlines()) == 1
        assert "{" not in words
        assert "None" not in words
        assert "Text(" not in words


def refused(inputs: Inputs, *entries: MonthEntry, options: MonthOptions = DEFAULT) -> str:
    with pytest.raises(HedgeError) as caught:
        plan_months(inputs, "ja", entries, options, never)
    check_words(Text(caught.value.message("ja"), caught.value.message("en")))
    return caught.value.message("en")


# --- a new month --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_month(language: Language) -> None:
    inputs = small(language)
    plan = planned(inputs, NEXT, language=language)
    assert plan.change.operations == (
        SetValue("monthly", 3, "h_fixed", 0.9),
        AppendRow("monthly", {"month": 44957, "a_usd": 91_000, "spot": 130.15, "swap": -20_000, "note": "年初"}),
        AppendRow("market", {"month": 44957, "spx": 4076.6, "usdjpy": 130.15, "ma200": 136.3}),
        GrowTable("pnl", 5),
        GrowTable("backtest", 9),
    )
    assert (plan.notes, plan.marks) == ([], [])
    words = " ".join(line.of(language) for line in plan.lines)
    for figure in ("2022-12", "0.9", "2023-01", "91,000", "130.15", "-20,000"):
        assert figure in words
    assert Model(LEDGER, plan.inputs, language).cell("checks_total") == 0


def test_only_what_is_needed() -> None:
    plan = planned(small("ja", policy("pol_struct")), MonthEntry(JANUARY, 91_000, 130.15))
    assert [type(operation) for operation in plan.change.operations] == [SetValue, AppendRow, GrowTable]
    assert [mark.text.en for mark in plan.marks] == [
        "損益 2023-01: no return. Check that Market has this month and the one before, and Monthly has no gap"
    ]


def test_the_market_that_the_policy_needs_is_asked_for() -> None:
    marks = planned(small("ja"), MonthEntry(JANUARY, 91_000, 130.15, -20_000)).marks
    assert marks[0].line("en").startswith("△ 月次 2023-01: CHECK: market data. Add the month to the Market sheet")


def test_a_blank_row_at_the_end_is_used() -> None:
    inputs = small("ja")
    inputs.tables["monthly"].append({})
    inputs.tables["pnl"].append({})
    inputs.tables["backtest"].append({})
    plan = planned(inputs, NEXT)
    assert len(plan.inputs.tables["monthly"]) == 5
    assert plan.inputs.tables["monthly"][4]["month"] == serial_of(JANUARY)
    assert not [operation for operation in plan.change.operations if isinstance(operation, GrowTable)]


@pytest.mark.parametrize(("a_usd", "spot", "option"), [(None, 130.0, "--a-usd"), (91_000.0, None, "--spot")])
def test_what_a_new_month_needs(a_usd: float | None, spot: float | None, option: str) -> None:
    assert option in refused(small("ja"), MonthEntry(JANUARY, a_usd, spot))


# --- gaps and order -----------------------------------------------------------------------------


def test_a_gap_is_refused_and_named() -> None:
    words = refused(small("ja"), replace(NEXT, month=date(2023, 4, 30)))
    assert "2023-01 to 2023-03 would be missing" in words
    assert "--gap" in words


def test_a_gap_on_purpose() -> None:
    march = replace(NEXT, month=date(2023, 3, 31))
    plan = planned(small("ja"), march, options=MonthOptions(gap=True))
    assert plan.inputs.tables["monthly"][-1]["month"] == serial_of(march.month)
    assert [mark.found.en for mark in plan.marks if mark.sheet == "月次"] == ["△ month missing"]
    assert "△ Market lacks 2023-01 to 2023-02; `hedge-xl market" in plan.notes[0].en


def test_months_in_any_order_are_entered_oldest_first() -> None:
    months = [MonthEntry(month, 91_000.0 + month.day, 130, -1.0, None, 4000, 136) for month in quarter()]
    plan = planned(small("ja"), *reversed(months))
    assert plan.inputs == planned(small("ja"), *months).inputs
    rows = plan.inputs.tables["monthly"]
    assert [row["month"] for row in rows[-3:]] == [serial_of(month) for month in quarter()]
    assert [row.get("h_fixed") is not None for row in rows] == [False] * 3 + [True] * 3 + [False]
    assert len(plan.inputs.tables["pnl"]) == 7


def quarter() -> list[date]:
    return [date(2023, 1, 31), date(2023, 2, 28), date(2023, 3, 31)]


def test_all_or_nothing() -> None:
    assert "2023-02" in refused(small("ja"), NEXT, MonthEntry(date(2023, 2, 28), None, 130))
    assert "given twice" in refused(small("ja"), NEXT, NEXT)


def test_months_before_the_first() -> None:
    assert "2022-09" in refused(small("ja"), replace(NEXT, month=date(2022, 8, 31)))


def test_a_month_that_was_left_out_can_be_filled_in_later() -> None:
    march = replace(NEXT, month=date(2023, 3, 31))
    with_gap = planned(small("ja"), NEXT, march, options=MonthOptions(gap=True, freeze=False)).inputs
    moved: list[tuple[str, int]] = []
    february = replace(NEXT, month=date(2023, 2, 28))
    plan = plan_months(with_gap, "ja", [february], DEFAULT, lambda table, row: moved.append((table, row)))
    assert moved == [("monthly", 5), ("market", 9)]
    whole = planned(small("ja"), NEXT, february, march, options=MonthOptions(freeze=False)).inputs
    assert stripped(plan.inputs) == stripped(whole)


def stripped(inputs: Inputs) -> dict[str, list[dict[str, Value]]]:
    """The tables without blank cells: a cleared cell and one never filled are the same."""
    return {
        key: [{column: value for column, value in row.items() if value is not None} for row in rows]
        for key, rows in inputs.tables.items()
    }


# --- a month that is there ----------------------------------------------------------------------


def test_the_same_month_again_changes_nothing() -> None:
    after = planned(small("ja"), NEXT).inputs
    plan = planned(after, NEXT)
    assert not plan.change
    assert plan.notes[0].en == "2023-01 is there already with the same values"
    partly = planned(after, MonthEntry(JANUARY, spot=130.15))
    assert not partly.change


@pytest.mark.parametrize(
    ("entry", "column", "value"),
    [
        (MonthEntry(JANUARY, swap=-1234.0), "swap", -1234.0),
        (MonthEntry(JANUARY, note="later"), "note", "later"),
        (MonthEntry(JANUARY, a_usd=91_000, spot=130.15, swap=5.0), "swap", 5.0),
    ],
)
def test_blanks_are_filled(entry: MonthEntry, column: str, value: Value) -> None:
    after = planned(small("ja"), replace(NEXT, swap=None, note=None)).inputs
    plan = planned(after, entry)
    assert plan.change.operations == (SetValue("monthly", 4, column, value),)


def test_a_row_that_was_only_begun() -> None:
    inputs = small("ja", put("monthly", -1, "a_usd", None))
    plan = planned(inputs, MonthEntry(date(2022, 12, 31), a_usd=89_000))
    assert plan.change.operations == (SetValue("monthly", 3, "a_usd", 89_000),)


def test_other_values_are_refused_showing_both() -> None:
    after = planned(small("ja"), NEXT).inputs
    words = refused(after, replace(NEXT, a_usd=91_500, swap=-21_000))
    assert "A_USD (month end) 91,000 -> 91,500" in words
    assert "-20,000 -> -21,000" in words
    assert "--correct" in words


def test_other_values_are_corrected_when_told_to() -> None:
    after = planned(small("ja"), NEXT).inputs
    plan = planned(after, replace(NEXT, a_usd=91_500, note=None), options=MonthOptions(correct=True))
    assert plan.change.operations == (SetValue("monthly", 4, "a_usd", 91_500),)
    assert plan.lines[0].en == "2023-01 corrected: A_USD (month end) 91,000 -> 91,500"


def test_an_earlier_month_can_be_corrected() -> None:
    plan = planned(small("ja"), MonthEntry(date(2022, 10, 31), swap=-1.0), options=MonthOptions(correct=True))
    assert plan.change.operations == (SetValue("monthly", 1, "swap", -1.0),)


@pytest.mark.parametrize(("values", "said"), [({"spot": 150.0}, True), ({"a_usd": 70_000.0}, False)])
def test_a_correction_of_the_rate_does_not_touch_what_was_decided(values: dict[str, float], said: bool) -> None:
    inputs = small("ja", put("monthly", 1, "h_fixed", 0.9))
    plan = planned(inputs, MonthEntry(date(2022, 10, 31), **values), options=MonthOptions(correct=True))
    assert plan.inputs.tables["monthly"][1]["h_fixed"] == 0.9
    assert [note.en.startswith("△ h fixed of 2022-10 stays 0.9") for note in plan.notes] == [True] * said


def test_nothing_given_for_a_month_that_is_there() -> None:
    assert "--swap" in refused(small("ja"), MonthEntry(date(2022, 12, 31)))


# --- the market ---------------------------------------------------------------------------------


def test_a_market_month_with_other_values_is_kept_and_said() -> None:
    inputs = plan_market(small("ja"), "ja", [MarketEntry(JANUARY, 4076.6, 130.4, 136.3)], never, correct=False).inputs
    plan = planned(inputs, NEXT)
    assert plan.inputs.tables["market"] == inputs.tables["market"]
    assert "USDJPY 130.4 -> 130.15" in plan.notes[0].en
    corrected = planned(inputs, NEXT, options=MonthOptions(correct=True))
    assert corrected.inputs.tables["market"][-1]["usdjpy"] == 130.15


def test_what_a_market_month_lacks_is_filled() -> None:
    inputs = plan_market(small("ja"), "ja", [MarketEntry(JANUARY, 4076.6, 130.15)], never, correct=False).inputs
    plan = planned(inputs, NEXT)
    assert SetValue("market", 8, "ma200", 136.3) in plan.change.operations
    assert plan.notes == []


def test_an_average_alone_is_not_dropped_in_silence() -> None:
    assert "--spx" in refused(small("ja"), replace(NEXT, spx=None))
    there = planned(small("ja"), replace(NEXT, average=None)).inputs
    plan = planned(there, MonthEntry(JANUARY, average=136.3))
    assert plan.change.operations == (SetValue("market", 8, "ma200", 136.3),)


def test_market_data_for_a_month_that_is_there_use_its_spot() -> None:
    there = planned(small("ja"), replace(NEXT, spx=None, average=None)).inputs
    plan = planned(there, MonthEntry(JANUARY, spx=4076.6))
    assert plan.change.operations == (
        AppendRow("market", {"month": 44957, "spx": 4076.6, "usdjpy": 130.15}),
        GrowTable("backtest", 9),
    )


# --- the ledger's own checks --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (replace(NEXT, a_usd=-1.0), "not written: 月次 2023-01: zero or less. Enter a value above 0"),
        (replace(NEXT, spot=0.0), "zero or less"),
        (replace(NEXT, spx=-5.0), "zero or less"),
        (replace(NEXT, average=-5.0), "not written: 市場 2023-01: zero or less"),
    ],
)
def test_a_new_fault_is_refused(entry: MonthEntry, words: str) -> None:
    assert words in refused(small("ja"), entry)


def test_new_warnings_are_written_and_said() -> None:
    found = {mark.found.en for mark in planned(small("ja"), replace(NEXT, a_usd=910_000, swap=200_000)).marks}
    assert found == {"△ sudden jump", "△ swap sign or size"}


def test_faults_and_warnings_that_were_there_are_not_repeated() -> None:
    inputs = small("ja", put("market", 2, "ma200", -5), put("monthly", 1, "swap", None), put("log", 0, "quote", None))
    plan = planned(inputs, NEXT)
    assert plan.marks == []


def test_a_ledger_without_months() -> None:
    assert "type the first one" in refused(small("ja", *[clear("monthly", row) for row in range(4)]), NEXT)


# --- h is decided once --------------------------------------------------------------------------


@pytest.mark.parametrize("freeze", [True, False])
def test_a_later_change_of_policy_leaves_decided_months_alone(freeze: bool) -> None:
    inputs = small("ja")
    decided = Model(LEDGER, inputs, "ja").column("monthly", "h_policy")
    inputs = planned(inputs, NEXT, options=MonthOptions(freeze=freeze)).inputs
    february = replace(NEXT, month=date(2023, 2, 28))
    before = Model(LEDGER, inputs, "ja").value("monthly", 4, "h_policy")
    inputs = planned(inputs, february, options=MonthOptions(freeze=freeze)).inputs
    policy("pol_full")(inputs, "ja")
    after = Model(LEDGER, inputs, "ja").column("monthly", "h_policy")
    kept = [decided[3], before] if freeze else [1.0, 1.0]
    assert after[3:5] == kept
    assert after[5] == 1.0, "the month that is still open follows the policy"
    assert {decided[3], before} != {1.0}


def test_an_h_fixed_by_hand_stays() -> None:
    plan = planned(small("ja", put("monthly", -1, "h_fixed", 0.5)), NEXT)
    assert plan.inputs.tables["monthly"][3]["h_fixed"] == 0.5


def test_an_h_that_is_not_known_cannot_be_kept() -> None:
    plan = planned(small("ja", put("market", -1, "ma200", None)), NEXT)
    assert plan.inputs.tables["monthly"][3].get("h_fixed") is None
    assert plan.notes[0].en.startswith("△ 2022-12 has no computed h")


@pytest.mark.parametrize("seed", range(8))
def test_any_ledger_takes_a_month_or_says_why_not(seed: int) -> None:
    """Whatever stands in the cells, and whatever is wrong with it already."""
    inputs = noise(seed, "ja")
    plan = planned(inputs, NEXT, options=MonthOptions(gap=True))
    assert plan.inputs.tables["monthly"][-1]["month"] == serial_of(JANUARY)


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_scenario_takes_a_month(name: str) -> None:
    inputs = scenario("ja", *SCENARIOS[name])
    plan = planned(inputs, NEXT, options=MonthOptions(gap=True))
    assert serial_of(JANUARY) in [row.get("month") for row in plan.inputs.tables["monthly"]]
    assert serial_of(JANUARY) in [row.get("month") for row in plan.inputs.tables["market"]]
    assert len(plan.inputs.tables["pnl"]) >= len(plan.inputs.tables["monthly"])
    assert not any(mark.fault for mark in plan.marks)


# --- a year of updates --------------------------------------------------------------------------

MONTHS = 9


@pytest.mark.parametrize("word", ["pol_trend", "pol_hstar"])
def test_month_by_month_equals_all_at_once(word: str) -> None:
    """Real months entered one by one give the numbers of the ledger that was built of all of them."""
    whole = scenario("ja", keep_last("market", 24), keep_last("monthly", MONTHS), keep_last("pnl", MONTHS))
    for change in (policy(word), parameter("window", 12), parameter("h_cap", 2)):
        change(whole, "ja")
    grown = begun(whole)
    for row, market in zip(whole.tables["monthly"][1:], whole.tables["market"][-MONTHS + 1 :], strict=True):
        grown = plan_market(grown, "ja", [market_entry(market)], never, correct=False).inputs
        grown = planned(grown, month_entry(row)).inputs
    one, other = Model(LEDGER, grown, "ja"), Model(LEDGER, whole, "ja")
    assert close(one.column("monthly", "h_fixed")[:-1], other.column("monthly", "h_policy")[:-1])
    for table in LEDGER.tables:
        for column in table.columns:
            if column.key != "h_fixed":
                assert close(one.column(table.key, column.key), other.column(table.key, column.key)), column.key
    for cell in LEDGER.cells:
        assert close([one.cell(cell.key)], [other.cell(cell.key)]), cell.key


def close(one: Sequence[Value], other: Sequence[Value]) -> bool:
    """Equal but for the last bits of sums over tables of different length."""
    return len(one) == len(other) and all(
        abs(n(a) - n(b)) <= 1e-12 * (1 + abs(n(a))) if is_number(a) and is_number(b) else a == b
        for a, b in zip(one, other, strict=True)
    )


def begun(whole: Inputs) -> Inputs:
    """The ledger when it had one month."""
    tables = {key: copy.deepcopy(rows) for key, rows in whole.tables.items()}
    tables["market"] = tables["market"][: -MONTHS + 1]
    tables["monthly"], tables["pnl"] = tables["monthly"][:1], tables["pnl"][:1]
    return Inputs(dict(whole.cells), tables)


def month_entry(row: dict[str, Value]) -> MonthEntry:
    swap, note = row.get("swap"), row.get("note")
    return MonthEntry(
        month_of(row["month"]),
        number(row["a_usd"]),
        number(row["spot"]),
        None if swap is None else number(swap),
        None if note is None else str(note),
    )


def market_entry(row: dict[str, Value]) -> MarketEntry:
    return MarketEntry(month_of(row["month"]), *[number(row[key]) for key in ("spx", "usdjpy", "ma200")])


def number(value: Value) -> float:
    assert isinstance(value, float | int)
    return float(value)


# --- months in words ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ([date(2026, 1, 31)], "2026-01"),
        ([date(2026, 2, 28), date(2026, 1, 31), date(2026, 1, 31)], "2026-01 to 2026-02"),
        ([date(2025, 12, 31), date(2026, 1, 31), date(2026, 3, 31)], "2025-12 to 2026-01, 2026-03"),
    ],
)
def test_spans(months: Sequence[date], words: str) -> None:
    assert spans(months).en == words


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [(date(2025, 12, 31), date(2026, 1, 31), 0), (date(2025, 11, 30), date(2026, 3, 31), 3), (JANUARY, JANUARY, 0)],
)
def test_missing_between(first: date, last: date, count: int) -> None:
    missing = missing_between(first, last)
    assert len(missing) == count
    assert missing == sorted(missing)
    assert all(first < month < last for month in missing)
