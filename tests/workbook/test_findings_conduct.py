"""What was done with the hedge over time: every fault planted is found alone, and what only looks like one is not."""

from pathlib import Path

import pytest
from ledgers import demo_file, found, place, write
from planted import Planted
from planted_conduct import CLEAN, CONDUCT, DEC, NOVEMBER_FILLS, SEP, TOO_LITTLE, fill, without, year
from scenarios import Change, parameter, put, true_statement

from hedge_xl.core.language import LANGUAGES, Language
from workbook.findings import facts, instructions
from workbook.findings.fills import weekday_of
from workbook.serials import from_serial
from workbook.validate import validate


@pytest.mark.parametrize("planted", CONDUCT, ids=lambda planted: planted.name)
def test_a_fault_of_conduct_is_found_alone(tmp_path: Path, planted: Planted) -> None:
    assert found(write(tmp_path / "a.xlsx", year("ja", *planted.changes))) == list(planted.findings)


@pytest.mark.parametrize("name", CLEAN)
def test_what_is_no_fault(tmp_path: Path, name: str) -> None:
    assert found(write(tmp_path / "a.xlsx", year("ja", *CLEAN[name]))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demonstration_ledger_is_clean(tmp_path: Path, language: Language) -> None:
    (tmp_path / "a.xlsx").write_bytes(demo_file(language))
    assert found(tmp_path / "a.xlsx") == []


@pytest.mark.parametrize(("months", "expected"), [(2, 0), (3, 1)])
def test_older_months_are_not_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, months: int, expected: int
) -> None:
    """Nobody can carry out any more what September asked for."""
    monkeypatch.setattr(facts, "RECENT_MONTHS", months)
    assert len(found(write(tmp_path / "a.xlsx", year("ja", *TOO_LITTLE)))) == expected


def test_a_run_of_months_is_one_finding_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instructions, "USUAL", 1)
    (finding,) = validate(write(tmp_path / "a.xlsx", year("ja", without(*NOVEMBER_FILLS))))[1]
    assert "2か月続き" in finding.text.ja
    assert "2 months in a row" in finding.text.en
    assert "2022-11" in finding.text.en


def test_the_words_name_figures(tmp_path: Path) -> None:
    (finding,) = validate(write(tmp_path / "a.xlsx", year("ja", *TOO_LITTLE)))[1]
    assert finding.where == place("monthly", SEP, "instruction")
    assert "買い 9,000 USD" in finding.text.ja
    assert "-2,000 USD" in finding.text.ja


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(put("log", 51, "qty", 300_000.0), id="a slip of digits"),
    ],
)
def test_a_doubtful_fill_is_not_also_called_misconduct(tmp_path: Path, change: Change) -> None:
    codes = {code for code, _ in found(write(tmp_path / "a.xlsx", year("ja", change, without(50))))}
    assert not codes & {"△monthly-not-carried-out", "△monthly-over-hedged"}


def test_nothing_is_said_of_conduct_while_a_parameter_is_unusable(tmp_path: Path) -> None:
    inputs = year("ja", without(*NOVEMBER_FILLS), parameter("window", 2))
    assert [code for code, _ in found(write(tmp_path / "a.xlsx", inputs))] == ["×parameter-window"]


def test_nothing_is_said_of_instructions_while_a_statement_disagrees(tmp_path: Path) -> None:
    """What looks like an instruction not carried out is a fill missing from the log."""
    inputs = year("ja")
    statement = true_statement(inputs, 44926.0)
    without(*NOVEMBER_FILLS)(inputs, "ja")
    inputs.tables["statement"] = [statement]
    assert [code for code, _ in found(write(tmp_path / "a.xlsx", inputs))] == ["×statement-balance"]


def test_several_large_slippages_are_counted(tmp_path: Path) -> None:
    changes = (*fill(52, price=144.0), *fill(53, price=141.8))
    (finding,) = validate(write(tmp_path / "a.xlsx", year("ja", *changes)))[1]
    assert finding.where == place("log", 52, "price")
    assert "(1 more)" in finding.text.en
    assert "53 times" in finding.text.en


def test_h_is_judged_by_the_policy_of_its_day_only(tmp_path: Path) -> None:
    """Half a year ago h may have been anything; a change below the threshold is none of the policy's."""
    changes = (put("monthly", DEC - 6, "h_fixed", 1.2), put("monthly", DEC - 7, "h_fixed", 1.2))
    codes = {code for code, _ in found(write(tmp_path / "a.xlsx", year("ja", *changes)))}
    assert not {code for code in codes if code.startswith("△monthly-h-")}


def test_days_of_the_week() -> None:
    for serial in (61, 40000, 44884, 44885, 73050, 109574):
        assert weekday_of(serial + 0.5) == from_serial(serial).weekday()
