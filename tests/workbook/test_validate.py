"""The validator and the inputs: every fault planted is found where it is and nothing else; sound ledgers are clean."""

from pathlib import Path

import pytest
from ledgers import (
    at,
    demo_file,
    found,
    named_place,
    place,
    small,
    write,
)
from planted import LAST, NOT_A_MONTH_END, PLANTED, Planted, event_on_first_fill, one_month
from scenarios import Change, demo, keep_last, policy, put

from hedge_xl.core.language import LANGUAGES, Language
from workbook.ledger.other_checks import OTHER_CHECKS
from workbook.ledger.roll_checks import ROLL_CHECKS
from workbook.ledger.row_checks import ROW_CHECKS
from workbook.text import WORDS
from workbook.validate import validate

# --- sound ledgers ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_demo_is_clean(tmp_path: Path, language: Language) -> None:
    path = tmp_path / "demo.xlsx"
    path.write_bytes(demo_file(language))
    assert found(path) == []


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param((), id="as it is"),
        pytest.param((one_month,), id="a single month"),
        pytest.param((put("monthly", LAST, "h_fixed", 0.9),), id="h fixed as the policy has it"),
        pytest.param((policy("pol_none"), put("monthly", LAST, "h_fixed", 0), one_month), id="h fixed at 0"),
        pytest.param((put("log", 2, "side", "SHORT"), put("log", 3, "side", "売り")), id="sides in other words"),
        pytest.param((put("monthly", LAST, "note", "=1+1\n×"),), id="a note like a formula"),
        pytest.param((put("market", 2, "ma200", None),), id="no 200-day average"),
        *(
            pytest.param((policy(word), one_month), id=word)
            for word in ("pol_none", "pol_full", "pol_struct", "pol_hstar")
        ),
    ],
)
def test_sound_ledgers_are_clean(tmp_path: Path, changes: tuple[Change, ...]) -> None:
    assert found(write(tmp_path / "a.xlsx", small("ja", *changes))) == []


@pytest.mark.parametrize(("months", "expected"), [(37, []), (36, [("×monthly-ins-market", "月次!T12")])])
def test_h_star_needs_a_full_window(tmp_path: Path, months: int, expected: list[tuple[str, str]]) -> None:
    """36 months of history are 35 returns: one too few for a window of 36."""
    inputs = demo("ja")
    for change in (policy("pol_hstar"), keep_last("market", months), one_month):
        change(inputs, "ja")
    # A missing estimate is no fault of the row's, so it is marked as worth a look.
    expected = [(code.replace("×", "△"), where) for code, where in expected]
    assert found(write(tmp_path / "a.xlsx", inputs)) == expected


# --- faults in the inputs -----------------------------------------------------------------------


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.name)
def test_a_planted_fault_is_found_where_it_is_and_alone(tmp_path: Path, planted: Planted) -> None:
    assert found(write(tmp_path / "a.xlsx", small("ja", *planted.changes))) == list(planted.findings)


def test_every_check_is_planted() -> None:
    codes = {code[1:] for planted in PLANTED for code, _ in planted.findings}
    row_checks = {f"{check.table}-{check.word.removeprefix('chk_').replace('_', '-')}" for check in ROW_CHECKS}
    roll = {check.cell.key for check in ROLL_CHECKS}  # planted where that sheet is tested
    others = {
        key.removeprefix("n_").replace("_", "-")
        for key in OTHER_CHECKS.keys() - roll
        if key != "n_policy" and not key.startswith("n_below_")
    }
    # Error values are named as such; unusable parameters and what stands below a table are, one by one, elsewhere.
    errors = {f"{check.table}-error" for check in ROW_CHECKS if check.word == "chk_error"}
    # What no sheet sees: values of the wrong kind, an ID in another spelling, and what some faults bring about.
    unseen = {"error-value", "text-number", "text-date", "log-same-fill"}
    conduct = {"monthly-not-carried-out", "monthly-over-hedged"}
    assert codes == (row_checks - errors) | others | unseen | conduct


def test_marks_mean_the_same_in_both_languages() -> None:
    names = [WORDS[check.word] for check in ROW_CHECKS if check.column == "check"]
    for name in (*names, *(name for name, _ in OTHER_CHECKS.values())):
        assert name.ja[:2] == name.en[:2]
        assert name.ja[:2] in ("× ", "△ ", "－ ")  # the last one asks about a row that does not count


def test_places_are_those_a_person_sees() -> None:
    """The helpers above compute places; these are read off the sheets."""
    assert place("monthly", LAST, "a_usd") == "月次!C15"
    assert place("log", 3, "side", "en") == "Execution log!B11"
    assert named_place("structural_h") == "設定!B9"


def test_english_ledger(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", small("en", put("log", 1, "side", "sideways")), "en")
    (finding,) = validate(path)[1]
    assert finding.where == "Execution log!B9"
    assert finding.text.en == "unknown side (value: 'sideways'). Enter SELL or BUY"
    assert finding.text.ja == "売買が不明(値: 'sideways')。売 または 買 (SELL / BUY)にする"


def test_dates_are_shown_as_dates(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", small("ja", put("monthly", LAST, "month", NOT_A_MONTH_END), event_on_first_fill))
    month, fill = validate(path)[1]
    assert "(value: 2022-06-29)" in month.text.en
    assert "(値: 2020-02-03 10:00)" in fill.text.ja


def test_many_faults_are_all_found_errors_first(tmp_path: Path) -> None:
    changes = (
        put("log", 0, "quote", None),
        put("market", 1, "usdjpy", -1),
        put("market", 2, "spx", "x"),
        put("log", 2, "qty", 1500),
        put("monthly", 1, "swap", "y"),
    )
    assert found(write(tmp_path / "a.xlsx", small("ja", *changes))) == [
        at("×market-number", 2, "spx"),
        at("×market-positive", 1, "usdjpy"),
        at("×monthly-number", 1, "swap"),
        at("△log-quote", 0, "quote"),
        at("△log-unit", 2, "qty"),
        at("△monthly-not-carried-out", 2, "instruction"),
    ]
