"""Users who obey are told nothing when their records are thin or their settings change; what is wrong still shows."""

from pathlib import Path

import pytest
from ledgers import at, found, write
from planted_conduct import (
    DEC,
    NOV,
    NOVEMBER_FILLS,
    SEP,
    TOO_LITTLE,
    event,
    fill,
    halved,
    roll,
    unquoted,
    without,
    year,
)
from scenarios import Change, parameter, policy, put

from hedge_xl.core.language import Language
from workbook.edit import model_of
from workbook.spec import Inputs
from workbook.twin import n
from workbook.validate import validate

LEFT = at("△monthly-not-carried-out", NOV, "instruction")
NOVEMBER_ROLL = (44874.4, 44881.4)


def said(tmp_path: Path, *changes: Change) -> list[tuple[str, str]]:
    return found(write(tmp_path / "a.xlsx", year("ja", *changes)))


def codes(tmp_path: Path, *changes: Change) -> list[str]:
    return [code for code, _ in said(tmp_path, *changes)]


# --- fills without a quote ----------------------------------------------------------------------


def test_fills_without_a_quote_are_named_once(tmp_path: Path) -> None:
    (finding,) = validate(write(tmp_path / "a.xlsx", year("ja", unquoted())))[1]
    assert finding.code == "log-quote"
    assert "fills have no quote" in finding.text.en


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (fill(53, time=44885.0), "△log-weekend"),
        (fill(53, price=240.0), "△log-month-price"),
        ((put("log", 53, "qty", 1500.0),), "△log-unit"),
        ((put("log", 53, "qty", 1_000_000.0),), "△log-large"),
        ((put("log", 53, "order_time", 50000.0),), "△log-order-time"),
        ((event(44880.0), put("log", 53, "time", 44880.4), put("log", 53, "order_time", 44880.4)), "△log-event"),
        ((without(*NOVEMBER_FILLS),), "△monthly-not-carried-out"),
    ],
)
def test_without_a_quote_all_else_is_still_checked(tmp_path: Path, changes: tuple[Change, ...], code: str) -> None:
    assert set(codes(tmp_path, *changes, unquoted())) == {"△log-quote", code}


def test_the_opening_position_needs_no_quote(tmp_path: Path) -> None:
    opening = put("log", 0, "time", 44000.0), put("log", 0, "order_time", 44000.0), put("log", 0, "price", 104.0)
    assert "△log-quote" not in codes(tmp_path, *opening, unquoted(0))


# --- doubtful and repeated fills -----------------------------------------------------------------


def test_an_odd_lot_does_not_silence_what_follows(tmp_path: Path) -> None:
    assert set(codes(tmp_path, put("log", 10, "qty", 1500.0), without(*NOVEMBER_FILLS))) >= {
        "△log-unit",
        "△monthly-not-carried-out",
    }


@pytest.mark.parametrize(("units", "told"), [(100.0, True), (5000.0, False)])
def test_a_repeated_fill_matters_only_when_it_decides(tmp_path: Path, units: float, told: bool) -> None:
    def twice(inputs: Inputs, language: Language) -> None:
        rows = inputs.tables["log"]
        rows[52]["qty"] = units
        rows[53] |= {key: value for key, value in rows[52].items() if key != "id"} | {"id": "again"}
        del rows[51]

    said_codes = codes(tmp_path, twice, parameter("min_unit", 100), *fill(50, roll=None))
    assert "△log-same-fill" in said_codes
    assert ("△monthly-not-carried-out" in said_codes) is told


# --- settings that changed -----------------------------------------------------------------------


@pytest.mark.parametrize("changed", [("rebalance_band", 0.01), ("min_unit", 1)])
def test_a_narrower_band_or_a_smaller_unit_accuses_no_past_month(tmp_path: Path, changed: tuple[str, float]) -> None:
    """Only the two latest months are judged by today's: whoever held within the band of the day did as told."""
    assert set(said(tmp_path, parameter(*changed))) <= {LEFT}


def test_a_past_month_far_off_is_still_named(tmp_path: Path) -> None:
    assert said(tmp_path, *TOO_LITTLE) == [at("△monthly-not-carried-out", SEP, "instruction")]


@pytest.mark.parametrize("threshold", [0.2, 0.5])
def test_a_higher_threshold_accuses_no_past_month(tmp_path: Path, threshold: float) -> None:
    assert "△monthly-h-threshold" not in codes(
        tmp_path, parameter("policy_threshold", threshold), put("monthly", DEC, "h_fixed", None)
    )


# --- h ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("structural", [0.82, 0.83, 0.78])
def test_what_the_policy_gives_is_never_complained_of(tmp_path: Path, structural: float) -> None:
    """The threshold keeps the h of the month before, which may be beyond a step moved meanwhile."""
    inputs = year("ja", parameter("structural_h", structural), put("monthly", DEC, "h_fixed", None))
    opened, _ = validate(write(tmp_path / "a.xlsx", inputs))
    h = model_of(opened, opened.inputs).value("monthly", DEC, "h_policy")
    inputs.tables["monthly"][DEC]["h_fixed"] = round(n(h), 2)
    assert [code for code, _ in found(write(tmp_path / "b.xlsx", inputs)) if "monthly-h" in code] == []


@pytest.mark.parametrize(("h", "told"), [(0.83, False), (0.82, False), (0.81, True), (0.84, True)])
def test_a_structural_h_of_three_decimals(tmp_path: Path, h: float, told: bool) -> None:
    changes = policy("pol_struct"), parameter("structural_h", 0.825), put("monthly", DEC, "h_fixed", h)
    assert ("△monthly-h-step" in codes(tmp_path, *changes)) is told


def test_a_constant_policy_has_no_threshold(tmp_path: Path) -> None:
    changes = policy("pol_struct"), parameter("structural_h", 0.72), put("monthly", DEC, "h_fixed", 0.72)
    assert "△monthly-h-threshold" not in codes(tmp_path, *changes)


def test_no_older_month_stands_in_for_a_latest_one_with_a_note(tmp_path: Path) -> None:
    jump = put("monthly", DEC, "a_usd", 200_000.0)
    assert [code for code in codes(tmp_path, jump, put("monthly", NOV, "h_fixed", 0.6)) if "monthly-h" in code] == []
    assert "△monthly-h-outside" in codes(tmp_path, jump, put("monthly", DEC, "h_fixed", 0.6))


# --- rolls and falls -----------------------------------------------------------------------------


def test_a_deep_fall_left_alone_is_named_in_its_first_month(tmp_path: Path) -> None:
    assert at("△monthly-over-hedged", NOV, "instruction") in said(tmp_path, halved)


@pytest.mark.parametrize("second", [event(44881.0), unquoted(56, 57)])
def test_a_roll_in_two_slices_of_which_one_has_a_note(tmp_path: Path, second: Change) -> None:
    told = codes(tmp_path, roll(20000.0, *NOVEMBER_ROLL), without(*NOVEMBER_FILLS), second)
    assert not set(told) & {"△log-roll-one-day", "△log-both-ways"}


def test_a_roll_with_a_doubtful_slice_is_not_judged(tmp_path: Path) -> None:
    changes = roll(20000.0, *NOVEMBER_ROLL), put("log", 56, "price", 14.2), put("log", 57, "price", 14.2)
    assert not set(codes(tmp_path, *changes, without(51, 52, 53))) & {"△log-roll-one-day", "△log-both-ways"}


@pytest.mark.parametrize(("units", "told"), [(100.0, False), (20000.0, True)])
def test_a_roll_worth_slicing(tmp_path: Path, units: float, told: bool) -> None:
    changes = parameter("min_unit", 1), roll(units, 44825.4)
    assert ("△log-roll-one-day" in codes(tmp_path, put("log", 45, "roll", None), *changes)) is told
